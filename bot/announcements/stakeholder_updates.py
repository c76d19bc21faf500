"""The facts for stakeholder updates of an incident that Muster has stored."""

from dataclasses import replace
from datetime import datetime
from typing import assert_never

from bot.analysis.input.record import case_of
from bot.announcements.recorded_facts import Now, facts_of
from bot.announcements.stakeholder_facts import PublicStatus, StakeholderFacts
from bot.config.policy import Policy
from bot.incidents.change import IncidentDetails
from bot.incidents.model import Status
from bot.metrics.key_moments import MomentKey, RecordedMoment
from bot.nudges.update_schedule import promised_update
from bot.review.facts import FactKind
from bot.updates.model import latest_facts


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


def facts_of_incident(details: IncidentDetails, policy: Policy, at: datetime) -> StakeholderFacts:
    """The facts of an incident now. Impact and work are those of the last update that has them."""
    incident, latest = details.incident, latest_facts(details.updates)
    case = case_of(details, policy)
    recorded = len([one for one in details.records if one.kind is FactKind.IMPACT])
    newest = tuple(one for one in case.impact[recorded:] if one.text == latest.impact)[-1:]
    case = replace(case, impact=(*newest, *case.impact[:recorded]))
    reached = {MomentKey(key): RecordedMoment(moment) for key, moment in case.moments.items()}
    now = Now(
        at=at,
        known=latest.update.text if latest.update else incident.summary,
        doing=latest.doing if incident.is_open else "",
        next_by=due if (due := promised_update(incident, policy)) and due > at else None,
        needs_commander=incident.is_open and incident.commander is None,
    )
    return facts_of(case, reached, policy.severity(incident.severity), public_status(incident.status), now)
