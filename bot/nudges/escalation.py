"""The escalation of a nudge: whom it reaches while nobody answers, and how. Each level replaces the one before.

A direct message of a private incident or a drill goes to nobody who is not in its channel, and nobody else is called.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.config.policy import EscalationTarget, Policy
from bot.incidents.model import Incident
from bot.people.model import Person
from templates.nudges import wording

BACKUPS = ("communications", "operations")  # roles, in the order in which they are asked


@dataclass(frozen=True)
class EscalationLevel:
    """Whom a nudge mentions in the channel, and who gets it directly; `called` (ids, addresses) come into it."""

    mentions: tuple[Person, ...] = ()
    directly: tuple[Person, ...] = ()
    called: tuple[str, ...] = ()

    @property
    def said(self) -> str:
        """Where it was asked, for the timeline."""
        if self.directly:
            return wording.to_directly(_named(self.directly))
        return wording.TO_FALLBACK if self.called else wording.to_in_channel(_named(self.mentions))


def leader(incident: Incident) -> Person:
    """For whom a question waits: the commander, else who declared it."""
    return incident.commander or incident.declared_by


def backup(incident: Incident) -> Person | None:
    """Who stands in for them: the communications lead, else the operations lead, else the declarer."""
    holders = (person for role in BACKUPS for person in incident.holders(role))
    asked = leader(incident).id
    return next((person for person in (*holders, incident.declared_by) if person.id not in ("", asked)), None)


def levels(incident: Incident, policy: Policy, members: frozenset[str]) -> tuple[EscalationLevel, ...]:
    """Those of the configured escalation that reach somebody, at least one."""
    found = tuple(level for target in policy.escalation for level in _level(target, incident, policy, members))
    return found or (EscalationLevel(mentions=(leader(incident),)),)


def _level(
    target: EscalationTarget, incident: Incident, policy: Policy, members: frozenset[str]
) -> Iterator[EscalationLevel]:
    lead, other = leader(incident), backup(incident)
    called = policy.fallback_responders.get(incident.severity, ())
    if target is EscalationTarget.CHANNEL:
        yield EscalationLevel(mentions=(lead,))
    elif target is EscalationTarget.COMMANDER and reaches(incident, lead, members):
        yield EscalationLevel(directly=(lead,))
    elif target is EscalationTarget.BACKUP and other and reaches(incident, other, members):
        yield EscalationLevel(directly=(other,))
    elif target is EscalationTarget.FALLBACK and called and not _keeps_to_itself(incident):
        yield EscalationLevel(mentions=tuple(Person(who, who) for who in called), called=called)


def reaches(incident: Incident, person: Person, members: frozenset[str]) -> bool:
    """Whether somebody may get a direct message of this incident."""
    return bool(person.id) and (person.id in members or not _keeps_to_itself(incident))


def _keeps_to_itself(incident: Incident) -> bool:
    return incident.private or incident.drill


def _named(people: tuple[Person, ...]) -> str:
    return " and ".join(person.name for person in people)
