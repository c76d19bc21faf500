"""What each sentence in messages.j2 is told: nudges and the other things that the bot asks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.config.policy import Severity
from bot.incidents.model import Incident
from bot.people.model import Person
from bot.tasks.model import ActionItem


@dataclass(frozen=True)
class UpdateOverdue:
    """An update was due. `last` is when the last one was posted, None where none ever was."""

    due: datetime
    last: datetime | None
    declared: datetime


@dataclass(frozen=True)
class SilenceQuestion:
    """A stretch without an entry by a person: what happened in it is asked."""

    silence: timedelta
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
    """Who is asked: mentioned here, or `directly`. Their ids may be those of user groups."""

    mentions: Sequence[Person]
    directly: Sequence[Person]


@dataclass(frozen=True)
class NudgeSentence:
    """All that is asked, as the phone shows it; None or 0 where that is not asked.

    `due` is when an update was, `last` when the last one was posted, None where none ever was; `silence` is since
    anybody did something on the incident, `vacant` for how long it has no commander, `idle` since anybody did anything,
    `look` the severity that it sounds like, `overdue` how long the review is, with `review_by` when it is due.
    `unowned` counts action items, `factors` those that nobody decided of.
    """

    incident: Incident
    severity: Severity
    due: datetime | None = None
    last: datetime | None = None
    silence: timedelta | None = None
    vacant: timedelta | None = None
    idle: timedelta | None = None
    look: Severity | None = None
    review_by: datetime | None = None
    overdue: timedelta | None = None
    unowned: int = 0
    factors: int = 0


@dataclass(frozen=True)
class NudgeDirect:
    """Where to go, below a nudge by direct message."""

    channel: str


@dataclass(frozen=True)
class NudgeSnoozed:
    by: str
    until: datetime
    reason: str


@dataclass(frozen=True)
class NudgeOver:
    """What is left of a nudge that nobody answered: the next one came, or the incident is `over` (its status)."""

    due: datetime
    over: str


@dataclass(frozen=True)
class NudgePutOff:
    """What is left of one whose update is due later since the severity or the status changed."""

    due: datetime


@dataclass(frozen=True)
class Vacant:
    """Nobody commands. `commander` has taken it since; `over`: it is asked no more."""

    lasted: timedelta
    commander: str
    over: bool


@dataclass(frozen=True)
class LookAgain:
    """The timeline sounds worse than the severity is. `kept` is what it is since somebody looked, `by` who kept it."""

    sounds: Severity
    was: Severity
    reasons: Sequence[str]
    kept: Severity | None
    by: str


@dataclass(frozen=True)
class Idle:
    since: datetime
    lasted: timedelta
    over: str


@dataclass(frozen=True)
class ReviewReminder:
    """`overdue` is since when it should have been there, None before that. `within` is hours after the resolution."""

    due: datetime
    overdue: timedelta | None
    within: int


@dataclass(frozen=True)
class Unowned:
    """Action items that are due and whose owner Muster can't ask."""

    items: Sequence[ActionItem]


@dataclass(frozen=True)
class SnoozeAbout:
    """Above the reason for a snooze."""

    minutes: int
    severity: str
    most: int


@dataclass(frozen=True)
class SilenceAbout:
    """Above the form that asks what happened in a silence: from when until it was asked."""

    start: datetime
    end: datetime
