"""Reminders, and what the incident stores about them.

A Reminder names one thing to ask for; update_schedule.py and reminder_schedule.py say when it is due. The ReminderState
is stored with the incident: what was asked when, and the times that the next due times are counted from.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final


class ReminderKind(StrEnum):
    """What can become due. The values are stored."""

    UPDATE = "update"
    SILENCE = "gap"
    HANDOVER = "handover"
    COMMANDER = "commander"
    SEVERITY = "look"  # whether the severity still fits
    IDLE = "idle"
    REVIEW = "review"
    FACTORS = "factors"  # contributing factors with no action item
    ACTIONS = "actions"  # action items of one owner
    ASSIGNED = "assigned"  # never due: an owner was given an action item that is due already
    SUMMARY = "summary"  # overdue updates, in the daily summary of the person leading the incident
    REVIEW_ESCALATION = "review escalation"
    UNOWNED_ACTIONS = "unowned"  # action items whose owners can't get a direct message
    ARCHIVE = "archive"  # no question: the channel is archived


@dataclass(frozen=True, order=True)
class Reminder:
    """One thing to ask for.

    `owner` is the id of the person who gets it in their daily summary; `severity` is set if it is asked once for each
    severity.
    """

    kind: ReminderKind
    owner: str = ""
    severity: str = ""


@dataclass(frozen=True)
class ReminderState:
    """What an incident stores about its reminders.

    `level`: how many update nudges in a row nobody answered. `messaged`: the ids of the people who got the last one as
    a direct message. Both are valid while Incident.nudged_at is set.
    `snoozed_minutes`: minutes snoozed since the last update, valid while Incident.snoozed_until is set.
    `severity_since`: when the severity last changed, None if it never did.
    `active_at`: when a person last did anything. `worked_at`: when a person last worked on the incident (status,
    severity, role, update, task, entry); answering Muster doesn't count.
    `unread_since`: when the first entry was added that wasn't compared with the severity yet.
    `factors_decided_at`: when the last contributing factor got an action item or was accepted.
    `asked`: when each reminder was last sent.
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
    """The reminders of an incident failed `attempts` times in a row; the next try is at `retry_at`.

    `error` is the class of the exception only, because its text may quote a private incident. `cause` is the exception
    itself and isn't stored.
    """

    incident: int
    attempts: int
    retry_at: datetime
    error: str
    cause: Exception | None = field(default=None, compare=False)

    @property
    def is_told(self) -> bool:
        """Whether a person is told: at the second failure, and when the interval first reaches its maximum."""
        return self.attempts in (2, _RESTS_LONGEST)

    @classmethod
    def after(cls, last: "ReminderFailure | None", number: int, cause: Exception, at: datetime) -> "ReminderFailure":
        """Return the next failure, with twice the interval of the last one."""
        attempts = last.attempts + 1 if last else 1
        rest = min(FIRST_REST * 2 ** min(attempts - 1, 10), LONGEST_REST)
        return cls(number, attempts, at + rest, type(cause).__name__, cause)
