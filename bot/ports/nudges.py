"""The schedule: which reminder of which incident is due when."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol


class ReminderStore(Protocol):
    def schedule(self, number: int, due: Mapping[str, datetime]) -> None:
        """Replaces what waits for this incident: kind of reminder -> when."""

    def claim_due(self, now: datetime) -> Sequence[tuple[int, str, datetime]]:
        """Takes what is due, each exactly once: (incident number, kind, due at), earliest first."""

    def next_due(self) -> datetime | None: ...
