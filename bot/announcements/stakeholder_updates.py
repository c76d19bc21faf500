"""Stakeholder updates: for whom, under which public status, and from which facts.

The words for each audience stand in templates/announcements. They are drafts to be read, changed and sent by a person:
nothing here sends anything, and no fact is in them that nobody gave.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import assert_never

from bot.config.policy import Policy
from bot.incidents.model import Incident, Status
from bot.nudges.update_schedule import promised_update
from bot.updates.model import Update, latest_facts


class Audience(StrEnum):
    INTERNAL = "internal"
    EXECUTIVE = "executive"
    STATUS_PAGE = "status_page"
    CUSTOMER = "customer"


class PublicStatus(StrEnum):
    """The four words of a status page."""

    INVESTIGATING = "Investigating"
    IDENTIFIED = "Identified"
    MONITORING = "Monitoring"
    RESOLVED = "Resolved"


def public_status(status: Status) -> PublicStatus:
    """What a status page calls it. A new status fails the type check here: it must not read as Resolved."""
    match status:
        case Status.INVESTIGATING:
            return PublicStatus.INVESTIGATING
        case Status.IDENTIFIED | Status.MITIGATING:
            return PublicStatus.IDENTIFIED
        case Status.MONITORING:
            return PublicStatus.MONITORING
        case Status.RESOLVED | Status.CLOSED | Status.CANCELLED | Status.MERGED:
            return PublicStatus.RESOLVED
        case _:
            assert_never(status)


@dataclass(frozen=True)
class StakeholderFacts:
    """What the drafts are made of; "" and None for what nobody said.

    `severity` is its name (SEV1). `impact` is what users feel, `known` what the response knows, `doing` what it does:
    only `impact` and `services` are for people outside. `since` is when it was declared or began, None where a file
    does not tell; `at` is the moment of the draft, None where nobody needs the duration. The drafts of a `drill` say
    that they are for nobody.
    """

    title: str
    severity: str
    status: PublicStatus
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


def facts_of(incident: Incident, posted: Sequence[Update], policy: Policy, at: datetime) -> StakeholderFacts:
    """What is known of a running incident. Impact and work stand until a later update says another."""
    latest = latest_facts(posted)
    return StakeholderFacts(
        title=incident.title,
        severity=policy.severity(incident.severity).name,
        status=public_status(incident.status),
        since=incident.declared_at,
        at=at,
        services=incident.services,
        impact=latest.impact,
        known=latest.update.text if latest.update else incident.summary,
        doing=latest.doing if incident.is_open else "",
        commander=incident.commander.name if incident.commander else "",
        next_by=promised_update(incident, policy),
        ended=incident.resolved_at,
        drill=incident.drill,
    )
