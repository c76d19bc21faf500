"""The one message that asks all that is due at a moment: a type for each question, and one for each answer.

What is asked is added to what was asked at the same moment, at most once of each type. An answer belongs to the
question that it names; whoever gives it knows only the message's key, so the message holds answers beside questions.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar, TypeVar

from bot.outbox.model import InChannel, OutboxMessage, Priority
from bot.people.model import Person

# What is asked


@dataclass(frozen=True)
class AskedOfLeader:
    """A question to whoever leads the incident."""

    def asked_of(self, leader: Person) -> tuple[Person, ...]:
        return (leader,)


@dataclass(frozen=True)
class OverdueUpdate:
    """For an update, which was due at `due`, the last one posted at `last`. None: an older version mentioned nobody."""

    due: datetime
    last: datetime | None = None
    mentions: tuple[Person, ...] | None = None
    directly: tuple[Person, ...] = ()

    def asked_of(self, leader: Person) -> tuple[Person, ...]:
        return (leader,) if self.mentions is None else self.mentions


@dataclass(frozen=True)
class MissingCommander(AskedOfLeader):
    """Who commands."""

    since: datetime


@dataclass(frozen=True)
class SeverityDoubt(AskedOfLeader):
    """Whether the severity still fits: the timeline sounds like another one."""

    sounds: str
    severity: str
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True)
class IdleIncident(AskedOfLeader):
    """Whether it goes on."""

    since: datetime


@dataclass(frozen=True)
class OverdueReview(AskedOfLeader):
    """For its review, soon due or overdue."""

    due: datetime


@dataclass(frozen=True)
class UndecidedFactors(AskedOfLeader):
    """What becomes of contributing factors without an action item."""

    count: int


@dataclass(frozen=True)
class UnownedActionItems(AskedOfLeader):
    """For owners of action items, by number."""

    numbers: tuple[int, ...]


@dataclass(frozen=True)
class UnexplainedSilence(AskedOfLeader):
    """What happened from `since` until it was asked."""

    since: datetime


# In the order in which they are asked
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

# What became of it


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
    """A change of severity or status moved the update to a later time."""

    of: ClassVar = OverdueUpdate


@dataclass(frozen=True)
class UpdateAskedAgain:
    of: ClassVar = OverdueUpdate


@dataclass(frozen=True)
class UpdateUnneeded:
    """The incident ended, with this status."""

    of: ClassVar = OverdueUpdate

    status: str


@dataclass(frozen=True)
class SilenceExplained:
    """`nothing` happened, or an entry says what did."""

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
    """The severity that it has now, `by` whom it was kept."""

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


# In the order in which they are told
Answer = (
    UpdateGiven
    | UpdateSnoozed
    | UpdatePutOff
    | UpdateAskedAgain
    | UpdateUnneeded
    | SilenceExplained
    | CommandTaken
    | CommandUnneeded
    | SeveritySettled
    | IdleIncidentEnded
    | ReviewFinished
)

# The messages


@dataclass(frozen=True, kw_only=True)
class Asking(OutboxMessage):
    """`at` is when it was asked; an answer alone need not know it."""

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
    """The later one; a severity that somebody kept stays theirs for as long as it is that."""
    match earlier, later:
        case SeveritySettled(severity=before), SeveritySettled(severity=now, by=None) if before == now:
            return earlier
    return later


@dataclass(frozen=True, kw_only=True)
class Nudge(Asking, InChannel):
    pass


@dataclass(frozen=True, kw_only=True)
class DirectNudge(Asking):
    """The same to somebody (an id) by direct message."""

    priority: ClassVar[Priority] = Priority.PEOPLE

    to: str


@dataclass(frozen=True, kw_only=True)
class RemindersFailing(OutboxMessage):
    """What is due for an incident can't be asked. `to` is whom it waits for, or its channel.

    It is drawn from nothing but itself: the incident may be what can't be read.
    """

    priority: ClassVar[Priority] = Priority.PEOPLE

    to: str
    incident: int
    retry_at: datetime
