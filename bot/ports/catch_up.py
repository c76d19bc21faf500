"""What the bot needs to catch up after an outage: when it last heard from Slack, and when each channel was read."""

from datetime import datetime
from typing import Protocol


class CatchUpStore(Protocol):
    def scanned(self, number: int) -> datetime | None:
        """When the incident's channel was last read completely."""

    def set_scanned(self, number: int, at: datetime) -> None: ...

    def last_heard(self) -> datetime | None:
        """When the bot last heard from Slack."""

    def set_last_heard(self, at: datetime) -> None: ...
