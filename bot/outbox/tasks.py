"""Lines about tasks, reminders of action items, and links to the messages that either was made from."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from bot.outbox.incidents import ChannelLine
from bot.outbox.model import OutboxMessage, Rank, ToPerson
from bot.people.model import Person


@dataclass(frozen=True, kw_only=True)
class TaskLine(ChannelLine):
    rank: ClassVar[Rank] = Rank.NOTES

    number: int
    title: str


@dataclass(frozen=True, kw_only=True)
class TaskAdded(TaskLine):
    assignee: Person | None = None


@dataclass(frozen=True, kw_only=True)
class TaskAssigned(TaskLine):
    """`assignee` is None if the task was unassigned."""

    assignee: Person | None = None


@dataclass(frozen=True, kw_only=True)
class TaskTicked(TaskLine):
    """`done` is False if the task was reopened."""

    done: bool


@dataclass(frozen=True, kw_only=True)
class DailySummary(ToPerson):
    """Tells a person what is overdue in all incidents on a `day`; `replaced` by the next one, it is deleted."""

    day: date
    replaced: bool = False

    @property
    def is_answerable(self) -> bool:
        return True


@dataclass(frozen=True, kw_only=True)
class SourceLink(OutboxMessage):
    """Looks up the permalink of the message from which something was made."""

    channel: str
    ts: str

    @property
    def place(self) -> str:
        return self.channel


@dataclass(frozen=True, kw_only=True)
class TaskLink(SourceLink):
    in_channel: ClassVar[bool] = True

    number: int


@dataclass(frozen=True, kw_only=True)
class ActionLink(SourceLink):
    in_channel: ClassVar[bool] = True

    number: int


@dataclass(frozen=True, kw_only=True)
class DeclarationLink(SourceLink):
    """The permalink of the message from which an incident was declared."""
