"""What the bot needs to find what it missed: when it last heard from Slack, and how far each channel was read."""

from datetime import datetime
from typing import Protocol


class CatchUpStore(Protocol):
    def scanned(self, number: int) -> datetime | None:
        """The moment of the last whole reading of an incident's channel."""

    def set_scanned(self, number: int, at: datetime) -> None: ...

    def last_heard(self) -> datetime | None:
        """When the bot last heard from Slack."""

    def set_last_heard(self, at: datetime) -> None: ...
