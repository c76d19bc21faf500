"""The system lines about an incident, and the hints that follow a declaration."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar

from bot.outbox.keys import POSTS
from bot.outbox.model import InChannel, Rank
from bot.people.model import Person


@dataclass(frozen=True, kw_only=True)
class ChannelLine(InChannel):
    """A line in the channel that says what someone changed. `only_to` is the id of the only person who sees it."""

    by: Person
    at: datetime
    only_to: str = ""

    @property
    def asked_by(self) -> str:
        return self.by.id


@dataclass(frozen=True, kw_only=True)
class FullText(ChannelLine):
    """A part of a text that is too long for the message in which it stands, posted in the thread of that message.

    It depends on that message. `part` counts from 0; of the parts that are foreseen, the last ones may be empty.
    """

    rank: ClassVar[Rank] = Rank.NOTES

    text: str
    part: int

    @property
    def pace_key(self) -> str:
        return POSTS

    @property
    def shown_by(self) -> str:
        return self.depends_on[-1]


@dataclass(frozen=True)
class FieldChange:
    """The value of a field before and after, as text; None if it had no value."""

    field: str
    was: str | None
    became: str | None


@dataclass(frozen=True, kw_only=True)
class RevertibleLine(ChannelLine):
    """A line about a change that can be undone.

    `thing` is what was changed. `undo` has the fields before and after, None if the change can no longer be undone.
    """

    text: str = ""
    thing: str = ""
    undo: tuple[FieldChange, ...] | None = None
    taken_back: bool = False

    @property
    def is_answerable(self) -> bool:
        return bool(self.thing)

    def settled(self, *, taken_back: bool) -> "RevertibleLine":
        """The same line without Undo."""
        return replace(self, undo=None, taken_back=taken_back)


@dataclass(frozen=True, kw_only=True)
class StatusChanged(RevertibleLine):
    """`next_update` is when the next update is due, None if the change did not move that."""

    before: str
    status: str
    next_update: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class SeverityChanged(RevertibleLine):
    """`before` and `severity` are keys of severities."""

    before: str
    severity: str
    drill: bool = False


@dataclass(frozen=True, kw_only=True)
class Resolved(RevertibleLine):
    """`minutes` is the duration as known then; both are None in lines that older versions stored."""

    minutes: int | None = None
    review_due: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Reopened(RevertibleLine):
    """`next_update` is when the next update is due, None if none is."""

    next_update: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Closed(RevertibleLine):
    pass


@dataclass(frozen=True, kw_only=True)
class Canceled(RevertibleLine):
    """The incident was marked as a false alarm."""


@dataclass(frozen=True, kw_only=True)
class Merged(RevertibleLine):
    """In the duplicate's channel. `into` is the number of the incident that it was merged into."""

    into: int
    title: str
    channel: str


@dataclass(frozen=True, kw_only=True)
class Renamed(RevertibleLine):
    before: str
    title: str


@dataclass(frozen=True, kw_only=True)
class DuplicateMerged(ChannelLine):
    """In the channel of the incident that a duplicate was merged into; `number` is the duplicate's.

    `tasks` and `items` count the open tasks and action items that were added.
    """

    number: int
    title: str
    had_channel: bool = True
    tasks: int = 0
    items: int = 0


@dataclass(frozen=True, kw_only=True)
class ChannelConverted(ChannelLine):
    """Someone made the channel private in Slack itself, or public, and the incident with it."""

    private: bool


@dataclass(frozen=True, kw_only=True)
class ChannelShared(ChannelLine):
    """The channel was shared with another organization, or no longer is."""

    is_shared: bool


@dataclass(frozen=True, kw_only=True)
class MadePrivate(ChannelLine):
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class ChannelMoved(InChannel):
    """The last line in a channel that the incident left when it was made private."""


@dataclass(frozen=True, kw_only=True)
class WorkMovedOn(RevertibleLine):
    """The incident moved to a new channel because the previous one was archived or deleted."""

    deleted: bool = False


@dataclass(frozen=True, kw_only=True)
class ChangeUndone(ChannelLine):
    """`thing` is what was undone; the other fields are the values after it."""

    thing: str
    status: str
    severity: str
    title: str


@dataclass(frozen=True, kw_only=True)
class ChannelArchiving(ChannelLine):
    """The channel is about to be archived, `days` after the incident reached the status `ended`."""

    number: int
    days: int
    ended: str


@dataclass(frozen=True, kw_only=True)
class DeclarationHint(InChannel):
    """Possible duplicates, similar past incidents, and the suggested severity.

    `similar` and `learned` are numbers of incidents, `declared` and `suggested` keys of severities. `taken`: the
    suggestion was set because none was given.
    """

    similar: tuple[int, ...] = ()
    learned: tuple[int, ...] = ()
    declared: str
    suggested: str = ""
    reasons: tuple[str, ...] = ()
    taken: bool = False

    @property
    def is_answerable(self) -> bool:
        return True
