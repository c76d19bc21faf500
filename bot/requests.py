"""What can be asked with `/incident`: one frozen value for each request, and what a reader of typed words is given."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TypeAlias

from bot.lifecycle import Verb
from bot.model import Kind, Person, RecordKind
from bot.practice import Practice


@dataclass(frozen=True)
class Typed:
    """Text as a person reads it, decoded at the door. `people` maps each mention in it (`@Jane Smith`) to its id."""

    text: str
    people: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Asking:
    """Who typed it, when, and the practice that gives words their meaning."""

    person: Person
    at: datetime
    practice: Practice


@dataclass(frozen=True)
class Declare:
    """`title` is empty where the person asked for the form."""

    title: str = ""
    severity: str = ""


@dataclass(frozen=True)
class Log:
    """`occurred_at` is None where no time was typed: it happened now. `author` is None for who typed it."""

    text: str
    kind: Kind
    occurred_at: datetime | None
    author: Person | None = None


@dataclass(frozen=True)
class PostUpdate:
    """`text` is empty where the person asked for the form."""

    text: str


@dataclass(frozen=True)
class Move:
    """A change of status, `reopen` among them."""

    verb: Verb


@dataclass(frozen=True)
class Resolve:
    text: str


@dataclass(frozen=True)
class SetSeverity:
    severity: str


@dataclass(frozen=True)
class Command:
    """Who is to be incident commander."""

    commander: Person


@dataclass(frozen=True)
class AddAction:
    title: str
    owner: str = ""
    owner_id: str = ""
    priority: str = ""
    due: date | None = None


@dataclass(frozen=True)
class AddRecord:
    kind: RecordKind
    text: str


@dataclass(frozen=True)
class ShowTimeline:
    """Which part of it: of one type, since a moment; `everything` with the bot's own and the removed entries."""

    kind: Kind | None = None
    since: datetime | None = None
    everything: bool = False


@dataclass(frozen=True)
class PostTimeline:
    """Put it into the channel."""


@dataclass(frozen=True)
class ExportTimeline:
    """Send it as files."""


@dataclass(frozen=True)
class Help:
    """`verb` is empty for the whole list."""

    verb: str = ""


Request: TypeAlias = (
    Declare
    | Log
    | PostUpdate
    | Move
    | Resolve
    | SetSeverity
    | Command
    | AddAction
    | AddRecord
    | ShowTimeline
    | PostTimeline
    | ExportTimeline
    | Help
)
