"""Whom an incident brings in: the responders of its services, else the fallback responders of its severity."""

from bot.config.policy import Policy
from bot.incidents.model import Incident


def who_come(incident: Incident, policy: Policy) -> tuple[str, ...]:
    """Return U… and S… ids or email addresses, each once. A drill invites nobody; people join it."""
    if incident.drill:
        return ()
    return policy.responders(incident.services) or policy.fallback_responders.get(incident.severity, ())


def called_by_severity(incident: Incident, before: str, policy: Policy) -> tuple[str, ...]:
    """Return whom a raise from `before` brings in: the new severity's fallback, if no service has responders."""
    levels = [level.key for level in policy.severities]
    if levels.index(incident.severity) >= levels.index(before) or policy.responders(incident.services):
        return ()
    return who_come(incident, policy)
