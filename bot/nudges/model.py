"""What the bot asks by itself, and what it remembers of its own asking.

A Reminder names one thing to ask; update_schedule.py and reminder_schedule.py say when each is due. The
ReminderState is kept with the incident: what was asked when, and what the times of the next questions are counted from.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final


class ReminderKind(StrEnum):
    """What can become due; the values are those that are stored."""

    UPDATE = "update"
    SILENCE = "gap"
    HANDOVER = "handover"
    COMMANDER = "commander"
    SEVERITY = "look"  # whether it still fits
    IDLE = "idle"
    REVIEW = "review"
    FACTORS = "factors"  # contributing factors with no action item
    ACTIONS = "actions"  # action items of one owner
    UNOWNED_ACTIONS = "unowned"  # action items whose owner can't be asked
    ARCHIVE = "archive"  # not asked: the channel is archived


@dataclass(frozen=True, order=True)
class Reminder:
    """One thing to ask. `owner` (an id) is whose action items are due; `severity` where it is asked once for each."""

    kind: ReminderKind
    owner: str = ""
    severity: str = ""


@dataclass(frozen=True)
class ReminderState:
    """What the bot knows of its own asking.

    `level` counts the nudges that nobody reacted to since the last update, `messaged` are the ids of those who got the
    last one directly; both count while Incident.nudged_at does. `snoozed_minutes` are those since the last update, and
    count while Incident.snoozed_until does.

    `severity_since`: since when the incident runs at its severity, None where that is since the declaration.
    `active_at`: when a person last did anything. `worked_at`: when one last did something on the incident itself
    (status, severity, command, role, update, task, entry), which an answer to the bot is not.
    `unread_since`: when the first entry came whose text was not yet compared with the severity.
    `factors_decided_at`: when every contributing factor had an action item or somebody's decision.

    `asked` says when each thing was last asked.
    """

    level: int = 0
    messaged: tuple[str, ...] = ()
    snoozed_minutes: int = 0
    severity_since: datetime | None = None
    active_at: datetime | None = None
    worked_at: datetime | None = None
    unread_since: datetime | None = None
    factors_decided_at: datetime | None = None
    asked: tuple[tuple[Reminder, datetime], ...] = ()

    def asked_at(self, reminder: Reminder) -> datetime | None:
        return dict(self.asked).get(reminder)

    def with_asked(self, reminder: Reminder, at: datetime) -> "ReminderState":
        return replace(self, asked=tuple(sorted({**dict(self.asked), reminder: at}.items())))

    def without_asked(self, *reminders: Reminder) -> "ReminderState":
        return replace(self, asked=tuple(pair for pair in self.asked if pair[0] not in reminders))


FIRST_REST: Final = timedelta(minutes=1)
LONGEST_REST: Final = timedelta(hours=1)
_RESTS_LONGEST: Final = 7  # the attempt after which it first does


@dataclass(frozen=True)
class ReminderFailure:
    """That what is due for an incident could not be decided, `attempts` times in a row; it rests until `retry_at`.

    `error` names the class of the exception alone: its text may hold what a private incident says. `cause` is the
    exception itself, and is not stored.
    """

    incident: int
    attempts: int
    retry_at: datetime
    error: str
    cause: Exception | None = field(default=None, compare=False)

    @property
    def is_told(self) -> bool:
        """Whether a person hears of it: once it is no passing trouble, and again when it first rests longest."""
        return self.attempts in (2, _RESTS_LONGEST)

    @classmethod
    def after(cls, last: "ReminderFailure | None", number: int, cause: Exception, at: datetime) -> "ReminderFailure":
        """One more: each rest is twice as long as the one before."""
        attempts = last.attempts + 1 if last else 1
        rest = min(FIRST_REST * 2 ** min(attempts - 1, 10), LONGEST_REST)
        return cls(number, attempts, at + rest, type(cause).__name__, cause)
