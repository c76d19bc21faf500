"""The facts for stakeholder updates of an incident that Muster has stored."""

from collections.abc import Sequence
from datetime import datetime
from typing import assert_never

from bot.announcements.stakeholder_facts import PublicStatus, StakeholderFacts
from bot.config.policy import Policy
from bot.incidents.model import Incident, Status
from bot.nudges.update_schedule import promised_update
from bot.updates.model import Update, latest_facts


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
