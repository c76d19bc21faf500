"""The context of each sentence in messages.j2: roles, and taking over and handing over command."""

from dataclasses import dataclass
from datetime import datetime

from bot.config.policy import Severity
from bot.incidents.model import Incident
from bot.outbox.roles import HandoverBrief, HandoverEnd, HandoverOffer
from bot.people.model import Person


@dataclass(frozen=True)
class HolderGoneAbout:
    """The incident that a line about somebody who isn't there is about, where it isn't in its channel."""

    incident: Incident
    severity: Severity


@dataclass(frozen=True)
class RoleHeld:
    """A role in the Roles form that this reader can't change with a menu: command that someone else holds."""

    role: str
    holder: str
    since: datetime | None


@dataclass(frozen=True)
class RolesAbout:
    """The text at the top of the Roles form."""


@dataclass(frozen=True)
class CommandConfirm:
    """The text of the dialog before command is taken from someone.

    `now` is the present commander, `to` the next one, and `mine` is true if that is the reader.
    """

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
