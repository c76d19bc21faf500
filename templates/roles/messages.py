"""What each sentence in messages.j2 is told: roles, command and its handover."""

from dataclasses import dataclass
from datetime import datetime

from bot.config.policy import Severity
from bot.incidents.model import Incident
from bot.outbox.roles import HandoverBrief, HandoverEnd, HandoverOffer
from bot.people.model import Person


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
class CommandOffer:
    incident: Incident
    offer: HandoverOffer


@dataclass(frozen=True)
class CommanderBrief:
    severity: Severity
    brief: HandoverBrief


@dataclass(frozen=True)
class HandoverEnded:
    to: Person
    by: Person
    end: HandoverEnd


@dataclass(frozen=True)
class HandoverSentence:
    incident: Incident
    severity: Severity
    to: str
    by: str


@dataclass(frozen=True)
class HandoverUnansweredSentence:
    incident: Incident
    severity: Severity
    to: str
    by: str
