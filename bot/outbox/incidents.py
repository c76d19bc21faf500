"""The lines in the channel that say what changed about an incident, and what its declaration makes one think of."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.outbox.model import InChannel
from bot.people.model import Person


@dataclass(frozen=True, kw_only=True)
class ChannelLine(InChannel):
    """One short line in the channel that says what somebody changed."""

    by: Person
    at: datetime


@dataclass(frozen=True)
class FieldChange:
    """What a field of the incident was and what it became, as text; None where it had no value."""

    field: str
    was: str | None
    became: str | None


@dataclass(frozen=True, kw_only=True)
class RevertibleLine(ChannelLine):
    """A line of a change that Undo may take back.

    `thing` is what was changed, `undo` what each field was and became, None where it can't be taken back any more.
    """

    text: str = ""
    thing: str = ""
    undo: tuple[FieldChange, ...] | None = None
    taken_back: bool = False

    @property
    def is_answerable(self) -> bool:
        return bool(self.thing)

    def settled(self, *, taken_back: bool) -> "RevertibleLine":
        """The same line, which offers Undo no more."""
        return replace(self, undo=None, taken_back=taken_back)


@dataclass(frozen=True, kw_only=True)
class StatusChanged(RevertibleLine):
    """`next_update` is when the next update is due, None if the change did not move that."""

    before: str
    status: str
    next_update: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class SeverityChanged(RevertibleLine):
    """From and to are keys of severities."""

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
    """As a false alarm."""


@dataclass(frozen=True, kw_only=True)
class Merged(RevertibleLine):
    """In the duplicate's channel: `into` is the number of the incident that it repeats."""

    into: int
    title: str
    channel: str


@dataclass(frozen=True, kw_only=True)
class Renamed(RevertibleLine):
    before: str
    title: str


@dataclass(frozen=True, kw_only=True)
class DuplicateMerged(ChannelLine):
    """In the channel of the incident that a duplicate was merged into; `number` is the duplicate's."""

    number: int
    title: str


@dataclass(frozen=True, kw_only=True)
class MadePrivate(ChannelLine):
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class ChannelMoved(InChannel):
    """The last line in a channel that was left: the incident was made private and goes on elsewhere."""


@dataclass(frozen=True, kw_only=True)
class WorkMovedOn(RevertibleLine):
    """The channel is archived; the work goes on in a new one."""


@dataclass(frozen=True, kw_only=True)
class ChangeUndone(ChannelLine):
    """`thing` is what was taken back; the rest is how it is now."""

    thing: str
    status: str
    severity: str
    title: str


@dataclass(frozen=True, kw_only=True)
class ChannelArchiving(ChannelLine):
    """The channel is about to be archived, some `days` after the incident ended as `ended`."""

    number: int
    days: int
    ended: str


@dataclass(frozen=True, kw_only=True)
class DeclarationHint(InChannel):
    """Similar open incidents, what earlier ones taught, and the severity that it sounds like.

    `similar` and `learned` are numbers of incidents; `declared` and `suggested` keys of severities, `taken` says that
    the suggestion was taken.
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
