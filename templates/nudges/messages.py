"""The context of each sentence in messages.j2: nudges and reminders."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.config.policy import Severity
from bot.incidents.model import Incident
from bot.people.model import Person
from bot.tasks.model import ActionItem


@dataclass(frozen=True)
class UpdateOverdue:
    """`last` is when the last update was posted, None before the first one."""

    incident: Incident
    severity: Severity
    due: datetime
    last: datetime | None


@dataclass(frozen=True)
class SilenceQuestion:
    """Nobody has added a timeline entry since `start`."""

    start: datetime


@dataclass(frozen=True)
class NudgeAnswered:
    by: str
    due: datetime


@dataclass(frozen=True)
class SilenceAnswered:
    by: str
    start: datetime
    end: datetime
    nothing: bool


@dataclass(frozen=True)
class NudgeWhom:
    """Whom a nudge goes to: people and user groups to mention, and people who get it as a direct message.

    If there is nobody, the channel is asked.

    `summary` is who gets the update in the daily summary, if this is the last nudge.
    """

    mentions: Sequence[Person]
    directly: Sequence[Person]
    summary: Person | None = None


@dataclass(frozen=True)
class NudgeSentence:
    """Everything one message asks, as the notification on a phone shows it. What isn't asked is None, 0 or False.

    `due`: when the update was due, with `last`: when the last one was posted (None before the first).
    `silence`: the time of the last timeline entry. `vacant`: there is no commander. `idle`: how long nobody has done
    anything. `look`: the severity that the timeline sounds like. `review_by`: when the review is due, with `overdue`.
    `unowned` counts action items, `factors` contributing factors with no action item.
    """

    incident: Incident
    severity: Severity
    due: datetime | None = None
    last: datetime | None = None
    silence: datetime | None = None
    vacant: bool = False
    idle: timedelta | None = None
    look: Severity | None = None
    review_by: datetime | None = None
    overdue: bool = False
    unowned: int = 0
    factors: int = 0


@dataclass(frozen=True)
class NudgeDirect:
    """The end of a direct message: where else it can be answered. `channel` is "" if Muster can't post there."""

    channel: str
    may_answer: bool = True


@dataclass(frozen=True)
class NudgeSnoozed:
    by: str
    until: datetime
    reason: str


@dataclass(frozen=True)
class NudgeOver:
    """An unanswered nudge after the incident ended; `over` says how."""

    due: datetime
    over: str


@dataclass(frozen=True)
class NudgePutOff:
    """An unanswered nudge after a change of severity or status moved the due time."""


@dataclass(frozen=True)
class NudgeReplaced:
    """What is left of a nudge that was followed by the next one and can't be deleted."""

    due: datetime | None


@dataclass(frozen=True)
class Vacant:
    """There is no commander. `commander` has taken over since then; `over`: the incident ended without one."""

    commander: str
    over: bool


@dataclass(frozen=True)
class LookAgain:
    """The timeline sounds worse than the severity. `kept` is the severity after an answer, `by` is who kept it."""

    sounds: Severity
    was: Severity
    reasons: Sequence[str]
    kept: Severity | None
    by: str


@dataclass(frozen=True)
class Idle:
    """Nobody has done anything since then. `over` says how the incident ended, "" while it is open."""

    since: datetime
    over: str


@dataclass(frozen=True)
class ReviewReminder:
    """`escalated`: the message asks for someone else to take the review over."""

    due: datetime
    overdue: bool
    escalated: bool = False


@dataclass(frozen=True)
class Unowned:
    """Action items that are due and whose owners Muster can't message."""

    items: Sequence[ActionItem]
    today: datetime


@dataclass(frozen=True)
class SummaryHead:
    """The first line of a daily summary. `waiting` counts everything in it, "" if it has action items only."""

    waiting: str
    items: int


@dataclass(frozen=True)
class SummarySentence:
    """The notification of a daily summary; `first` is the title of the first thing in it."""

    waiting: str
    items: int
    first: str


@dataclass(frozen=True)
class SummaryUpdate:
    incident: Incident
    severity: Severity
    due: datetime


@dataclass(frozen=True)
class SummaryReview:
    incident: Incident
    severity: Severity
    due: datetime


@dataclass(frozen=True)
class SnoozeAbout:
    """The text above the reason for a snooze. `most` is how many minutes the severity allows, 0 for no limit."""

    minutes: int
    severity: str
    most: int


@dataclass(frozen=True)
class SilenceAbout:
    """The text above the form for an entry about a silence."""

    start: datetime
    end: datetime
