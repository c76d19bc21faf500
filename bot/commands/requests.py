"""What can be asked: one frozen value for each request, and what a reader of typed words is given."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TypeAlias

from bot.config.policy import Policy
from bot.incidents.model import Status
from bot.incidents.transitions import Verb
from bot.people.model import Person
from bot.review.facts import FactKind
from bot.timeline.model import EntryKind


@dataclass(frozen=True)
class TypedText:
    """Text as a person reads it, decoded at the door. `people` maps each mention in it (`@Jane Smith`) to its id.

    `channels` does so for channels (`#support`).
    """

    text: str
    people: Mapping[str, str] = field(default_factory=dict)
    channels: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class CommandContext:
    """Who typed it, when, and the practice that gives words their meaning."""

    person: Person
    at: datetime
    policy: Policy


@dataclass(frozen=True)
class Declare:
    """`title` is empty where the person asked for the form.

    `named` is the word that named the severity, "" where nobody named one and the practice's default is meant.
    """

    title: str = ""
    severity: str = ""
    named: str = ""
    drill: bool = False


@dataclass(frozen=True)
class Menu:
    """What can be done here."""


@dataclass(frozen=True)
class ListIncidents:
    """`which` is a key of bot.incidents.menu.LISTS; pages count from 1."""

    which: str
    page: int = 1


@dataclass(frozen=True)
class ShowIncident:
    """`number` is 0 for the incident of this channel."""

    number: int = 0


@dataclass(frozen=True)
class Find:
    words: str


@dataclass(frozen=True)
class ShowStats:
    """`period` is a key of bot.metrics.stats.PERIODS; `service` as it was typed, "" for all."""

    period: str
    service: str = ""


@dataclass(frozen=True)
class Log:
    """`occurred_at` is None where no time was typed: it happened now. `author` is None for who typed it."""

    text: str
    kind: EntryKind
    occurred_at: datetime | None
    author: Person | None = None


@dataclass(frozen=True)
class PostUpdate:
    """`text` is empty where the person asked for the form. `next_by`, `status`: None where nothing is said of them."""

    text: str
    impact: str = ""
    doing: str = ""
    next_by: datetime | None = None
    status: Status | None = None


@dataclass(frozen=True)
class Snooze:
    """Nobody is asked for an update for so many minutes."""

    minutes: int
    reason: str


@dataclass(frozen=True)
class ShowStakeholderUpdates:
    """Drafts of what to tell stakeholders: status page, executives, customers."""


@dataclass(frozen=True)
class Move:
    """A change of status, `reopen` and `close` among them. `text` is what is said of it."""

    verb: Verb
    text: str = ""
    number: int = 0


@dataclass(frozen=True)
class Resolve:
    text: str


@dataclass(frozen=True)
class SetSeverity:
    severity: str
    reason: str = ""


@dataclass(frozen=True)
class Cancel:
    """A false alarm."""

    reason: str


@dataclass(frozen=True)
class MergeInto:
    """A duplicate of the incident with this number."""

    into: int


@dataclass(frozen=True)
class Rename:
    title: str


@dataclass(frozen=True)
class OpenForm:
    """A verb that was typed alone: its form is asked for."""

    form: Verb


@dataclass(frozen=True)
class SetCommander:
    """Who is to be incident commander."""

    commander: Person


@dataclass(frozen=True)
class OfferHandover:
    """Offers command, with a note."""

    to: Person
    note: str = ""


@dataclass(frozen=True)
class AssignRole:
    """`role` is a key of the practice's roles, never the commander's."""

    role: str
    person: Person


@dataclass(frozen=True)
class ReleaseRole:
    """`person` is None for whoever holds it; of a role that many share, for who asks."""

    role: str
    person: Person | None = None


@dataclass(frozen=True)
class ShowRoles:
    pass


@dataclass(frozen=True)
class Join:
    """`number` is 0 for the incident of this channel."""

    number: int = 0


@dataclass(frozen=True)
class Leave:
    pass


@dataclass(frozen=True)
class AddAction:
    title: str
    owner: str = ""
    owner_id: str = ""
    priority: str = ""
    due: date | None = None
    kind: str = ""


@dataclass(frozen=True)
class ShowActions:
    pass


@dataclass(frozen=True)
class CompleteActions:
    """`done` is False where they are to be done after all."""

    numbers: tuple[int, ...]
    done: bool = True


@dataclass(frozen=True)
class ShowTasks:
    pass


@dataclass(frozen=True)
class AddTask:
    title: str
    assignee: Person | None = None


@dataclass(frozen=True)
class CompleteTasks:
    """`done` is False where they are to be done after all."""

    numbers: tuple[int, ...]
    done: bool = True


@dataclass(frozen=True)
class AssignTask:
    """To nobody, where `assignee` is None."""

    number: int
    assignee: Person | None


@dataclass(frozen=True)
class Subscribe:
    """Who gets each update: a channel (its id and name), or whoever asks. `off` ends it."""

    channel: str = ""
    channel_name: str = ""
    off: bool = False


@dataclass(frozen=True)
class ShowSubscribers:
    pass


@dataclass(frozen=True)
class AddFact:
    """`text` is empty where the person asked for the form."""

    kind: FactKind
    text: str = ""


@dataclass(frozen=True)
class ShowTimeline:
    """Which part of it: of one type, since a moment; `everything` with the bot's own and the removed entries."""

    kind: EntryKind | None = None
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
    | Cancel
    | MergeInto
    | Rename
    | OpenForm
    | SetCommander
    | OfferHandover
    | AssignRole
    | ReleaseRole
    | ShowRoles
    | Join
    | Leave
    | ShowStakeholderUpdates
    | Snooze
    | AddTask
    | CompleteTasks
    | AssignTask
    | ShowTasks
    | AddAction
    | CompleteActions
    | ShowActions
    | Subscribe
    | ShowSubscribers
    | AddFact
    | ShowTimeline
    | PostTimeline
    | ExportTimeline
    | Help
    | Menu
    | ListIncidents
    | ShowIncident
    | Find
    | ShowStats
)
