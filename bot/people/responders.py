"""Whom an incident brings in: the responders of its services, else the fallback responders of its severity.

And whom the policy names to be asked if nobody answers.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace

from bot.config.policy import COMMANDER, Policy
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


def asked_by_name(policy: Policy, severity: str) -> Sequence[str]:
    """Return the ids that the policy names to be asked: the fallback responders, and who may assign a commander."""
    return (*policy.fallback_responders.get(severity, ()), *policy.permissions.get(COMMANDER, ()))


def without(policy: Policy, severity: str, gone: Collection[str]) -> Policy:
    """Return the policy with nobody to be asked who is gone."""

    def left(named: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(who for who in named if who not in gone)

    called, may = policy.fallback_responders, policy.permissions
    return replace(
        policy,
        fallback_responders={**called, severity: left(called.get(severity, ()))},
        permissions={**may, COMMANDER: left(may[COMMANDER])} if COMMANDER in may else may,
    )
