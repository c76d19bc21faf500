"""When each reminder of each incident is due, and the incidents whose reminders failed."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from bot.nudges.model import Reminder, ReminderFailure


class ReminderStore(Protocol):
    def schedule(self, number: int, due: Mapping[Reminder, datetime]) -> None:
        """Replace the schedule of this incident: reminder -> when it is due."""

    def due_incidents(self, now: datetime) -> Sequence[int]:
        """The incidents with reminders due, the earliest first."""

    def claim(self, number: int, now: datetime) -> Sequence[Reminder]:
        """Take the reminders that are due for an incident, each exactly once, earliest first."""

    def next_due(self) -> datetime | None: ...

    def put_off(self, failure: ReminderFailure) -> None:
        """Record a failure: nothing is due for its incident until the time of the retry."""

    def failure(self, number: int) -> ReminderFailure | None:
        """The last failure, if no reminder was handled since."""

    def failures(self) -> Sequence[ReminderFailure]: ...

    def forget_failure(self, number: int) -> None: ...
