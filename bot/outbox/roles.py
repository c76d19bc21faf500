"""What the channel is told about roles: who commands, who holds what, and command that is offered."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.outbox.incidents import ChannelLine
from bot.outbox.model import InChannel, OutboxMessage
from bot.people.model import Person


@dataclass(frozen=True, kw_only=True)
class CommanderChanged(ChannelLine):
    """By name; `before` is "" where nobody commanded."""

    before: str
    commander: str


@dataclass(frozen=True)
class RoleTurn:
    """Who held a role, and who does now, by name."""

    role: str
    before: tuple[str, ...]
    now: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class RolesChanged(ChannelLine):
    changes: tuple[RoleTurn, ...]


@dataclass(frozen=True, kw_only=True)
class HandoverWithdrawn(ChannelLine):
    to: str


@dataclass(frozen=True)
class BriefLine:
    at: datetime
    text: str


@dataclass(frozen=True)
class HandoverBrief:
    """What the next commander has to know, as it was when command was offered. `known` is the last update's text."""

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
    """What became of an offer: `how` is accepted, withdrawn, replaced or another way of taking command."""

    how: str
    by: Person
    at: datetime


@dataclass(frozen=True, kw_only=True)
class HandoverOffer(InChannel):
    """Offers command; once `end` is there, what became of it, with the brief for whoever commands now."""

    to: Person
    by: Person
    note: str = ""
    brief: HandoverBrief | None = None
    end: HandoverEnd | None = None

    @property
    def is_answerable(self) -> bool:
        return True

    def merged_over(self, known: OutboxMessage) -> OutboxMessage:
        """The end of an offer keeps the brief of the offer."""
        if not isinstance(known, HandoverOffer):
            return self
        return replace(self, note=self.note or known.note, brief=self.brief or known.brief, end=self.end or known.end)


@dataclass(frozen=True, kw_only=True)
class HandoverUnanswered(InChannel):
    """Nobody took the offer of this key, made at `since`."""

    offer: str
    to: Person
    by: Person
    since: datetime
    end: HandoverEnd | None = None
