"""The message that asks for everything due at the same time, with a type for each question and each answer.

Questions of the same time are merged into one message, at most one of each type. An answer names the type of its
question (`of`). The person who answers knows only the key of the message, so answers are stored beside the questions.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar, Final, TypeVar

from bot.outbox.model import InChannel, OutboxMessage, Priority, ToPerson
from bot.people.model import Person

# Questions


@dataclass(frozen=True)
class AskedOfLeader:
    """A question for the person leading the incident."""

    def asked_of(self, leader: Person) -> tuple[Person, ...]:
        return (leader,)


@dataclass(frozen=True)
class OverdueUpdate:
    """An update was due at `due`. `last` is when the last one was posted.

    `mentions` is None in messages of older versions, which mentioned the leader. `summary` is set in the last nudge: in
    whose daily summary the update is from now on.
    """

    due: datetime
    last: datetime | None = None
    mentions: tuple[Person, ...] | None = None
    directly: tuple[Person, ...] = ()
    summary: Person | None = None

    def asked_of(self, leader: Person) -> tuple[Person, ...]:
        return (leader,) if self.mentions is None else self.mentions


@dataclass(frozen=True)
class MissingCommander(AskedOfLeader):
    """There is no commander."""

    since: datetime


@dataclass(frozen=True)
class SeverityDoubt(AskedOfLeader):
    """The timeline sounds like another severity (`sounds`) than the incident has."""

    sounds: str
    severity: str
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True)
class IdleIncident(AskedOfLeader):
    """Nobody has done anything since then."""

    since: datetime


@dataclass(frozen=True)
class OverdueReview(AskedOfLeader):
    """The review is due soon or overdue.

    `escalated`: it is also asked whether someone else can take it over, and `others` are mentioned (people and groups).
    """

    due: datetime
    others: tuple[Person, ...] = ()
    escalated: bool = False

    def asked_of(self, leader: Person) -> tuple[Person, ...]:
        return (leader, *self.others)


@dataclass(frozen=True)
class UndecidedFactors(AskedOfLeader):
    """Contributing factors have no action item and weren't accepted."""

    count: int


@dataclass(frozen=True)
class UnownedActionItems(AskedOfLeader):
    """Action items are due (by number) whose owners can't get a direct message."""

    numbers: tuple[int, ...]


@dataclass(frozen=True)
class UnexplainedSilence(AskedOfLeader):
    """Nobody has added a timeline entry since then."""

    since: datetime


# In the order they are shown
Question = (
    OverdueUpdate
    | MissingCommander
    | SeverityDoubt
    | IdleIncident
    | OverdueReview
    | UndecidedFactors
    | UnownedActionItems
    | UnexplainedSilence
)
Q = TypeVar("Q", bound=Question)

# Answers


@dataclass(frozen=True)
class UpdateGiven:
    of: ClassVar = OverdueUpdate

    by: Person


@dataclass(frozen=True)
class UpdateSnoozed:
    of: ClassVar = OverdueUpdate

    by: Person
    until: datetime
    reason: str = ""


@dataclass(frozen=True)
class UpdatePutOff:
    """A change of severity or status moved the due time."""

    of: ClassVar = OverdueUpdate


@dataclass(frozen=True)
class AskedAgain:
    """A later message asks the same. Where nothing else is left to say, this one is deleted."""


@dataclass(frozen=True)
class UpdateAskedAgain(AskedAgain):
    of: ClassVar = OverdueUpdate


@dataclass(frozen=True)
class CommanderAskedAgain(AskedAgain):
    of: ClassVar = MissingCommander


@dataclass(frozen=True)
class SeverityAskedAgain(AskedAgain):
    of: ClassVar = SeverityDoubt


@dataclass(frozen=True)
class IdleAskedAgain(AskedAgain):
    of: ClassVar = IdleIncident


@dataclass(frozen=True)
class ReviewAskedAgain(AskedAgain):
    of: ClassVar = OverdueReview


@dataclass(frozen=True)
class FactorsAskedAgain(AskedAgain):
    of: ClassVar = UndecidedFactors


@dataclass(frozen=True)
class UnownedAskedAgain(AskedAgain):
    of: ClassVar = UnownedActionItems


@dataclass(frozen=True)
class SilenceAskedAgain(AskedAgain):
    of: ClassVar = UnexplainedSilence


@dataclass(frozen=True)
class UpdateUnneeded:
    """The incident ended with this status."""

    of: ClassVar = OverdueUpdate

    status: str


@dataclass(frozen=True)
class SilenceExplained:
    """Someone added an entry, or had `nothing` to add."""

    of: ClassVar = UnexplainedSilence

    by: Person
    nothing: bool = False


@dataclass(frozen=True)
class CommandTaken:
    of: ClassVar = MissingCommander

    name: str


@dataclass(frozen=True)
class CommandUnneeded:
    """The incident ended without a commander."""

    of: ClassVar = MissingCommander


@dataclass(frozen=True)
class SeveritySettled:
    """The severity after the answer; `by` is who kept it, None if it changed."""

    of: ClassVar = SeverityDoubt

    severity: str
    by: Person | None = None


@dataclass(frozen=True)
class IdleIncidentEnded:
    of: ClassVar = IdleIncident

    status: str


@dataclass(frozen=True)
class ReviewFinished:
    of: ClassVar = OverdueReview


# In the order they are shown
Answer = (
    UpdateGiven
    | UpdateSnoozed
    | UpdatePutOff
    | UpdateAskedAgain
    | CommanderAskedAgain
    | SeverityAskedAgain
    | IdleAskedAgain
    | ReviewAskedAgain
    | FactorsAskedAgain
    | UnownedAskedAgain
    | SilenceAskedAgain
    | UpdateUnneeded
    | SilenceExplained
    | CommandTaken
    | CommandUnneeded
    | SeveritySettled
    | IdleIncidentEnded
    | ReviewFinished
)


def asked_again(question: Question) -> Answer:
    """Return what a question of this type becomes when a later message asks it."""
    return _ASKED_AGAIN[type(question)]


_ASKED_AGAIN: Final[Mapping[type[Question], Answer]] = {
    kind.of: kind()
    for kind in (
        UpdateAskedAgain,
        CommanderAskedAgain,
        SeverityAskedAgain,
        IdleAskedAgain,
        ReviewAskedAgain,
        FactorsAskedAgain,
        UnownedAskedAgain,
        SilenceAskedAgain,
    )
}


# The messages


@dataclass(frozen=True, kw_only=True)
class Asking(OutboxMessage):
    """`at` is when it was asked, None in a message that only has an answer."""

    at: datetime | None = None
    questions: tuple[Question, ...] = ()
    answers: tuple[Answer, ...] = ()

    @property
    def is_answerable(self) -> bool:
        return True

    @property
    def still_open(self) -> Sequence[Question]:
        settled = {answer.of for answer in self.answers}
        return [each for each in self.questions if type(each) not in settled]

    def question(self, kind: type[Q]) -> Q | None:
        return next((each for each in self.questions if isinstance(each, kind)), None)

    def merged_over(self, known: OutboxMessage) -> OutboxMessage:
        if not isinstance(known, type(self)):
            return self
        questions = {type(each): each for each in (*known.questions, *self.questions)}
        answers = {each.of: each for each in known.answers}
        for each in self.answers:
            answers[each.of] = _after(answers.get(each.of), each)
        return replace(
            self, at=self.at or known.at, questions=tuple(questions.values()), answers=tuple(answers.values())
        )


def _after(earlier: Answer | None, later: Answer) -> Answer:
    """Return the later answer, but keep what a person answered, and who kept the severity while it is unchanged."""
    if earlier and not isinstance(earlier, AskedAgain) and isinstance(later, AskedAgain):
        return earlier
    match earlier, later:
        case SeveritySettled(severity=before), SeveritySettled(severity=now, by=None) if before == now:
            return earlier
    return later


@dataclass(frozen=True, kw_only=True)
class Nudge(Asking, InChannel):
    pass


@dataclass(frozen=True, kw_only=True)
class DirectNudge(Asking, ToPerson):
    """The same as a direct message."""

    priority: ClassVar[Priority] = Priority.PEOPLE


@dataclass(frozen=True, kw_only=True)
class RemindersFailing(ToPerson):
    """The reminders of an incident fail. `to` is a person's id or the incident's channel.

    It doesn't read the incident, which may be the reason for the failure.
    """

    priority: ClassVar[Priority] = Priority.PEOPLE

    incident: int
    retry_at: datetime
