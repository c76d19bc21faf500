"""Telling people outside the response: for whom, under which public status, and from which facts.

The words for each audience stand in templates/announcements. They are drafts to be read, changed and sent by a person:
nothing here sends anything, and no fact is in them that nobody gave.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.config.policy import Policy
from bot.incidents.model import Incident, Status
from bot.nudges.schedule import promised_update
from bot.updates.model import Update


class Audience(StrEnum):
    INTERNAL = "internal"
    EXECUTIVE = "executive"
    STATUS_PAGE = "status_page"
    CUSTOMER = "customer"


class Public(StrEnum):
    """The four words of a status page."""

    INVESTIGATING = "Investigating"
    IDENTIFIED = "Identified"
    MONITORING = "Monitoring"
    RESOLVED = "Resolved"


_PUBLIC = {
    Status.INVESTIGATING: Public.INVESTIGATING,
    Status.IDENTIFIED: Public.IDENTIFIED,
    Status.MITIGATING: Public.IDENTIFIED,
    Status.MONITORING: Public.MONITORING,
    Status.RESOLVED: Public.RESOLVED,
    Status.CLOSED: Public.RESOLVED,
}


def public_status(status: Status) -> Public:
    """What a status page calls it; a false alarm or a duplicate is over, too."""
    return _PUBLIC.get(status, Public.RESOLVED)


@dataclass(frozen=True)
class Facts:
    """What the texts are made of; "" and None for what nobody said.

    `severity` is its name (SEV1). `impact` is what users feel, `known` what the response knows, `doing` what it does:
    only `impact` and `services` are for people outside. `since` is when it was declared or began, None where a file
    does not tell; `at` is the moment of the text, None where nobody needs how long it has lasted. The texts of a
    `drill` say that they are for nobody.
    """

    title: str
    severity: str
    status: Public
    since: datetime | None = None
    at: datetime | None = None
    services: tuple[str, ...] = ()
    impact: str = ""
    known: str = ""
    doing: str = ""
    commander: str = ""
    next_by: datetime | None = None
    ended: datetime | None = None
    drill: bool = False


def facts(incident: Incident, told: Sequence[Update], policy: Policy, at: datetime) -> Facts:
    """What a running incident's record has for its texts. Impact stands until a later update says another."""
    last = told[-1] if told else None
    return Facts(
        title=incident.title,
        severity=policy.severity(incident.severity).name,
        status=public_status(incident.status),
        since=incident.declared_at,
        at=at,
        services=incident.services,
        impact=next((each.impact for each in reversed(told) if each.impact), ""),
        known=last.text if last else incident.summary,
        doing=last.doing if last else "",
        commander=incident.commander.name if incident.commander else "",
        next_by=promised_update(incident, policy),
        ended=incident.resolved_at,
        drill=incident.drill,
    )
