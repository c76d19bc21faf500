"""Stakeholder updates: their audiences, the public status, and the facts that drafts are made from.

templates/announcements has the text for each audience. Drafts contain only facts that people gave. A person reads,
edits and sends them; Muster never does.
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
    """The four statuses of a status page."""

    INVESTIGATING = "Investigating"
    IDENTIFIED = "Identified"
    MONITORING = "Monitoring"
    RESOLVED = "Resolved"


def public_status(status: Status) -> PublicStatus:
    """The status on a status page. A new status fails the type check here, so that it never reads as Resolved."""
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


class Beginning(StrEnum):
    """What is known of an incident's beginning: its start, or only when it was declared or detected."""

    STARTED = "started"
    DECLARED = "declared"
    DETECTED = "detected"


@dataclass(frozen=True)
class StakeholderFacts:
    """What the drafts are made from; "" or None for what nobody gave.

    `severity` is its name (SEV1). `impact` is what users notice, `known` what responders know, `doing` what they are
    doing; people outside read only `impact` and `services`. `since` is the time of its `beginning`, `at` that of the
    draft, None where no duration is wanted. Drafts of a `drill` say not to send them.
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
    beginning: Beginning = Beginning.DECLARED


def facts_of(incident: Incident, posted: Sequence[Update], policy: Policy, at: datetime) -> StakeholderFacts:
    """The facts of an incident now. Impact and work are those of the last update that has them."""
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
