"""Messages in the channel about roles: the commander, other roles, and handovers."""

from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import ClassVar

from bot.outbox.incidents import ChannelLine
from bot.outbox.model import InChannel, OutboxMessage, Priority, Rank, ToPerson
from bot.people.model import Person


@dataclass(frozen=True, kw_only=True)
class CommanderChanged(ChannelLine):
    """Names; `before` is "" if there was no commander."""

    rank: ClassVar[Rank] = Rank.ROLES

    before: str
    commander: str


@dataclass(frozen=True)
class RoleTurn:
    """The names of those who held a role before, and of those who hold it now."""

    role: str
    before: tuple[str, ...]
    now: tuple[str, ...]

    @property
    def added(self) -> tuple[str, ...]:
        return tuple(each for each in self.now if each not in self.before)

    @property
    def removed(self) -> tuple[str, ...]:
        return tuple(each for each in self.before if each not in self.now)


@dataclass(frozen=True, kw_only=True)
class RolesChanged(ChannelLine):
    rank: ClassVar[Rank] = Rank.ROLES

    changes: tuple[RoleTurn, ...]


@dataclass(frozen=True, kw_only=True)
class Absence(OutboxMessage):
    """Someone's account was deactivated, or they `left` the channel or became a `guest` who can't act.

    It says what is still assigned to them. `declared`: they declared an incident without a commander. `roles` are
    names, `tasks` and `items` count what is open, and `ask` is the next in line, who is named without a mention if it
    is `quiet`: outside of their nudge hours. `over`: the account is active again.
    """

    rank: ClassVar[Rank] = Rank.ROLES

    person: Person
    left: bool = False
    guest: bool = False
    over: bool = False
    quiet: bool = False
    declared: bool = False
    commands: bool = False
    review: bool = False
    roles: tuple[str, ...] = ()
    tasks: int = 0
    items: int = 0
    ask: Person | None = None

    @property
    def has_duties(self) -> bool:
        return any((self.declared, self.commands, self.review, self.roles, self.tasks, self.items))

    @property
    def is_answerable(self) -> bool:
        return True

    def merged_over(self, known: OutboxMessage) -> OutboxMessage:
        """Keep what it said when the account is active again."""
        return replace(known, over=True) if self.over and isinstance(known, Absence) else self


@dataclass(frozen=True, kw_only=True)
class HolderGone(Absence, InChannel):
    pass


@dataclass(frozen=True, kw_only=True)
class HolderGoneDirectly(Absence, ToPerson):
    """The same as a direct message to the next in line, where nobody reads the channel."""

    priority: ClassVar[Priority] = Priority.PEOPLE

    @property
    def line(self) -> HolderGone:
        """What it says."""
        return HolderGone(**{each.name: getattr(self, each.name) for each in fields(Absence)})


@dataclass(frozen=True, kw_only=True)
class HandoverWithdrawn(ChannelLine):
    rank: ClassVar[Rank] = Rank.ROLES

    to: str


@dataclass(frozen=True, kw_only=True)
class HandoverDeclined(ChannelLine):
    """`commander` still commands."""

    rank: ClassVar[Rank] = Rank.ROLES

    commander: Person


@dataclass(frozen=True)
class BriefLine:
    at: datetime
    text: str


@dataclass(frozen=True)
class HandoverBrief:
    """What the next commander needs to know, as of the offer. `known` is the text of the latest update."""

    status: str
    severity: str
    known: str = ""
    impact: str = ""
    doing: str = ""
    tried: tuple[BriefLine, ...] = ()
    ruled_out: tuple[BriefLine, ...] = ()
    asked: tuple[BriefLine, ...] = ()
    tasks: tuple[str, ...] = ()
    next_update: datetime | None = None


@dataclass(frozen=True)
class HandoverEnd:
    """How an offer ended: `how` is accepted, declined, withdrawn, replaced, overtaken or deactivated."""

    how: str
    by: Person
    at: datetime


@dataclass(frozen=True, kw_only=True)
class HandoverOffer(InChannel):
    """An offer of command with its brief; with `end`, how it ended."""

    rank: ClassVar[Rank] = Rank.ROLES

    to: Person
    by: Person
    note: str = ""
    brief: HandoverBrief | None = None
    end: HandoverEnd | None = None

    @property
    def asked_by(self) -> str:
        return self.by.id

    @property
    def is_answerable(self) -> bool:
        return True

    def merged_over(self, known: OutboxMessage) -> OutboxMessage:
        """Keep the brief and the note when the offer ends."""
        if not isinstance(known, HandoverOffer):
            return self
        return replace(self, note=self.note or known.note, brief=self.brief or known.brief, end=self.end or known.end)


@dataclass(frozen=True, kw_only=True)
class HandoverUnanswered(InChannel):
    """The offer with this key, made at `since`, has no answer."""

    rank: ClassVar[Rank] = Rank.ROLES

    offer: str
    to: Person
    by: Person
    since: datetime
    end: HandoverEnd | None = None
