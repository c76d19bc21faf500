"""What each sentence in messages.j2 is told: roles, command and its handover."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.config.policy import Severity
from bot.incidents.model import Incident
from bot.people.model import Person


@dataclass(frozen=True)
class CommanderLine:
    at: datetime
    by: str
    before: str
    commander: str


@dataclass(frozen=True)
class RoleTurn:
    """Who holds a role now, and who did before: names."""

    role: str
    before: Sequence[str]
    now: Sequence[str]


@dataclass(frozen=True)
class RolesLine:
    at: datetime
    by: str
    turns: Sequence[RoleTurn]


@dataclass(frozen=True)
class RoleHeld:
    """In the form of all roles: one that this reader can't change there."""

    role: str
    holder: str
    since: datetime | None


@dataclass(frozen=True)
class CommandConfirm:
    """Before command is taken from somebody; `to` is who would have it, `mine` where that is the reader."""

    incident: Incident
    now: str
    since: datetime | None
    to: str
    mine: bool


@dataclass(frozen=True)
class HandoverOffer:
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

    severity: Severity
    status: str
    next_update: datetime | None
    known: str
    impact: str
    doing: str
    tried: Sequence[BriefLine]
    ruled_out: Sequence[BriefLine]
    tasks: Sequence[str]
    asked: Sequence[BriefLine]


@dataclass(frozen=True)
class HandoverSentence:
    incident: Incident
    severity: Severity
    to: str
    by: str


@dataclass(frozen=True)
class HandoverEnded:
    """`how`: accepted, withdrawn, replaced by another offer, or overtaken by somebody who took command."""

    to: str
    by: str
    how: str
    ended_by: str
    at: datetime


@dataclass(frozen=True)
class HandoverUnanswered:
    to: Person
    by: Person
    since: datetime


@dataclass(frozen=True)
class HandoverUnansweredSentence:
    incident: Incident
    severity: Severity
    to: str
    by: str


@dataclass(frozen=True)
class WithdrawnLine:
    at: datetime
    by: str
    to: str
