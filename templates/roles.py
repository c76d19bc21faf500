"""The contexts of what is said about people: roles, command and its handover, who comes and goes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Final

from bot.config.policy import Severity
from bot.incidents.model import Incident
from bot.people.model import Person


@dataclass(frozen=True)
class RoleTurn:
    """Who holds a role now, and who did before: names."""

    role: str
    before: Sequence[str]
    now: Sequence[str]


@dataclass(frozen=True)
class RolesLine:
    template: ClassVar[str] = "messages/roles_line.j2"
    at: datetime
    by: str
    turns: Sequence[RoleTurn]


@dataclass(frozen=True)
class RoleHeld:
    """In the form of all roles: one that this reader can't change there."""

    template: ClassVar[str] = "messages/role_held.j2"
    role: str
    holder: str
    since: datetime | None


@dataclass(frozen=True)
class CommandConfirm:
    """Before command is taken from somebody; `to` is who would have it, `mine` where that is the reader."""

    template: ClassVar[str] = "messages/command_confirm.j2"
    incident: Incident
    now: str
    since: datetime | None
    to: str
    mine: bool


@dataclass(frozen=True)
class HandoverOffer:
    template: ClassVar[str] = "messages/handover_offer.j2"
    to: Person
    by: str
    incident: Incident
    note: str


@dataclass(frozen=True)
class BriefLine:
    at: datetime
    text: str


@dataclass(frozen=True)
class HandoverBrief:
    """What the next commander has to know, as the record says it."""

    template: ClassVar[str] = "messages/handover_brief.j2"
    severity: Severity
    status: str
    next_update: datetime | None
    known: str
    tried: Sequence[BriefLine]
    ruled_out: Sequence[BriefLine]
    tasks: Sequence[str]
    asked: Sequence[BriefLine]


@dataclass(frozen=True)
class HandoverSentence:
    template: ClassVar[str] = "messages/handover_sentence.j2"
    incident: Incident
    severity: Severity
    to: str
    by: str


@dataclass(frozen=True)
class HandoverEnded:
    """`how`: accepted, withdrawn, replaced by another offer, or overtaken by somebody who took command."""

    template: ClassVar[str] = "messages/handover_ended.j2"
    to: str
    by: str
    how: str
    ended_by: str
    at: datetime


@dataclass(frozen=True)
class HandoverUnanswered:
    template: ClassVar[str] = "messages/handover_unanswered.j2"
    to: Person
    by: Person
    since: datetime


@dataclass(frozen=True)
class HandoverUnansweredSentence:
    template: ClassVar[str] = "messages/handover_unanswered_sentence.j2"
    incident: Incident
    severity: Severity
    to: str
    by: str


@dataclass(frozen=True)
class WithdrawnLine:
    template: ClassVar[str] = "messages/withdrawn_line.j2"
    at: datetime
    by: str
    to: str


@dataclass(frozen=True)
class Joined:
    """To who asked to come in; the channel may not exist yet."""

    template: ClassVar[str] = "messages/joined.j2"
    incident: Incident


@dataclass(frozen=True)
class Left:
    """`incident` is its name."""

    template: ClassVar[str] = "messages/left.j2"
    incident: str
    number: int


CONTEXTS: Final = (
    RolesLine,
    RoleHeld,
    CommandConfirm,
    HandoverOffer,
    HandoverBrief,
    HandoverSentence,
    HandoverEnded,
    HandoverUnanswered,
    HandoverUnansweredSentence,
    WithdrawnLine,
    Joined,
    Left,
)
