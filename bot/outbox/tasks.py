"""What is said of tasks and action items, and where the messages stand that they were made from."""

from dataclasses import dataclass
from datetime import date

from bot.outbox.incidents import ChannelLine
from bot.outbox.model import OutboxMessage
from bot.people.model import Person


@dataclass(frozen=True, kw_only=True)
class TaskLine(ChannelLine):
    number: int
    title: str


@dataclass(frozen=True, kw_only=True)
class TaskAdded(TaskLine):
    assignee: Person | None = None


@dataclass(frozen=True, kw_only=True)
class TaskAssigned(TaskLine):
    """Without an assignee it is nobody's again."""

    assignee: Person | None = None


@dataclass(frozen=True, kw_only=True)
class TaskTicked(TaskLine):
    """`done` is False where it was opened again."""

    done: bool


@dataclass(frozen=True, kw_only=True)
class ActionsDue(OutboxMessage):
    """The action items of all incidents that are due on a `day`, to their owner (an id)."""

    to: str
    day: date

    @property
    def is_answerable(self) -> bool:
        return True


@dataclass(frozen=True, kw_only=True)
class SourceLink(OutboxMessage):
    """Finds the address of the message at `channel` and `ts`, from which something was made."""

    channel: str
    ts: str


@dataclass(frozen=True, kw_only=True)
class TaskLink(SourceLink):
    number: int


@dataclass(frozen=True, kw_only=True)
class ActionLink(SourceLink):
    number: int


@dataclass(frozen=True, kw_only=True)
class DeclarationLink(SourceLink):
    """Of the message that made somebody declare."""
