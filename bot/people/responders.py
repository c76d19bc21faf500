"""Who comes: the responders of an incident's services, else the fallback of its severity."""

from bot.config.policy import Policy
from bot.incidents.model import Incident


def who_come(incident: Incident, policy: Policy) -> tuple[str, ...]:
    """U… and S… ids or e-mail addresses, each once. Nobody is called to a drill: who takes part joins."""
    if incident.drill:
        return ()
    return policy.responders(incident.services) or policy.fallback_responders.get(incident.severity, ())


def called_by_severity(incident: Incident, before: str, policy: Policy) -> tuple[str, ...]:
    """Who comes because the severity rose from `before`: the new level's fallback, where no service brings anybody."""
    levels = [level.key for level in policy.severities]
    if levels.index(incident.severity) >= levels.index(before) or policy.responders(incident.services):
        return ()
    return who_come(incident, policy)
