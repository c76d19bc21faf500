"""The schedule: which reminder of which incident is due when, and which could not be decided."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from bot.nudges.model import Reminder, ReminderFailure


class ReminderStore(Protocol):
    def schedule(self, number: int, due: Mapping[Reminder, datetime]) -> None:
        """Replaces what waits for this incident: what is due -> when."""

    def due_incidents(self, now: datetime) -> Sequence[int]:
        """Those for which something is due, what is due earliest first."""

    def claim(self, number: int, now: datetime) -> Sequence[Reminder]:
        """Takes what is due for an incident, each exactly once, earliest first."""

    def next_due(self) -> datetime | None: ...

    def put_off(self, failure: ReminderFailure) -> None:
        """Nothing is due for its incident before it has rested."""

    def failure(self, number: int) -> ReminderFailure | None:
        """The last one, where nothing could be decided since."""

    def failures(self) -> Sequence[ReminderFailure]: ...

    def forget_failure(self, number: int) -> None: ...
