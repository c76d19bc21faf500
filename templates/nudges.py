"""The contexts of nudges and of the other reminders: what is asked, of whom, and what became of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar, Final

from bot.config.policy import Severity
from bot.incidents.model import Incident
from bot.people.model import Person
from bot.tasks.model import ActionItem


@dataclass(frozen=True)
class NudgeWhom:
    """Who is asked: mentioned here, or `directly`. Their ids may be those of user groups."""

    template: ClassVar[str] = "messages/nudge_whom.j2"
    mentions: Sequence[Person]
    directly: Sequence[Person]


@dataclass(frozen=True)
class NudgeSentence:
    """All that is asked, as the phone shows it; None or "" where that is not asked.

    `silence` is since people last heard, `gap` since somebody logged anything, `vacant` for how long nobody commands,
    `idle` since anybody did anything, `look` the severity that it sounds like, `overdue` how long the review is, with
    `review_by` when it is due. `unowned` counts action items, `factors` those that nobody
    decided of.
    """

    template: ClassVar[str] = "messages/nudge_sentence.j2"
    incident: Incident
    severity: Severity
    silence: timedelta | None = None
    gap: timedelta | None = None
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

    template: ClassVar[str] = "messages/nudge_direct.j2"
    channel: str


@dataclass(frozen=True)
class NudgeSnoozed:
    template: ClassVar[str] = "messages/nudge_snoozed.j2"
    by: str
    until: datetime
    reason: str


@dataclass(frozen=True)
class NudgeOver:
    """What is left of a nudge that nobody answered: the next one came, or the incident is `over` (its status)."""

    template: ClassVar[str] = "messages/nudge_over.j2"
    at: datetime
    over: str


@dataclass(frozen=True)
class Vacant:
    """Nobody commands. `commander` has taken it since; `over`: it is asked no more."""

    template: ClassVar[str] = "messages/vacant.j2"
    lasted: timedelta
    commander: str
    over: bool


@dataclass(frozen=True)
class LookAgain:
    """The timeline sounds worse than the severity is. `kept` is what it is since somebody looked, `by` who kept it."""

    template: ClassVar[str] = "messages/look_again.j2"
    sounds: Severity
    was: Severity
    reasons: Sequence[str]
    kept: Severity | None
    by: str


@dataclass(frozen=True)
class Idle:
    template: ClassVar[str] = "messages/idle.j2"
    since: datetime
    lasted: timedelta
    over: str


@dataclass(frozen=True)
class ReviewDue:
    """`overdue` is since when it should have been there, None before that. `within` is hours after the resolution."""

    template: ClassVar[str] = "messages/review_due.j2"
    due: datetime
    overdue: timedelta | None
    within: int


@dataclass(frozen=True)
class Unowned:
    """Action items that are due and whose owner Muster can't ask."""

    template: ClassVar[str] = "messages/unowned.j2"
    items: Sequence[ActionItem]


@dataclass(frozen=True)
class ActionsDue:
    """Above the action items that somebody is to do; `count` of them are left."""

    template: ClassVar[str] = "messages/actions_due.j2"
    count: int


@dataclass(frozen=True)
class ActionsDueSentence:
    template: ClassVar[str] = "messages/actions_due_sentence.j2"
    count: int
    first: str


@dataclass(frozen=True)
class ActionDue:
    """`late`: whole days since it was due, 0 today."""

    template: ClassVar[str] = "messages/action_due.j2"
    incident: Incident
    item: ActionItem
    late: int


@dataclass(frozen=True)
class SnoozeAbout:
    """Above the reason for a snooze."""

    template: ClassVar[str] = "messages/snooze_about.j2"
    minutes: int
    severity: str
    most: int


CONTEXTS: Final = (
    NudgeWhom,
    NudgeSentence,
    NudgeDirect,
    NudgeSnoozed,
    NudgeOver,
    Vacant,
    LookAgain,
    Idle,
    ReviewDue,
    Unowned,
    ActionsDue,
    ActionsDueSentence,
    ActionDue,
    SnoozeAbout,
)
