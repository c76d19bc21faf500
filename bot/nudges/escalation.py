"""The escalation of update nudges: whom each level reaches, and how. Each level replaces the one before it.

For a private incident or a drill, direct messages go only to members of its channel, and no fallback responders are
called.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.config.policy import EscalationTarget, Policy
from bot.incidents.model import Incident
from bot.people.model import Person
from templates.nudges import wording

BACKUPS = ("communications", "operations")  # roles, in the order they are asked


@dataclass(frozen=True)
class EscalationLevel:
    """Whom a nudge mentions in the channel, who gets it as a direct message, and who is invited (`called`).

    `called` are ids or email addresses.
    """

    mentions: tuple[Person, ...] = ()
    directly: tuple[Person, ...] = ()
    called: tuple[str, ...] = ()

    @property
    def said(self) -> str:
        """To whom the nudge was sent, for the timeline entry."""
        if self.directly:
            return wording.to_directly(_named(self.directly))
        return wording.TO_FALLBACK if self.called else wording.to_in_channel(_named(self.mentions))


def leader(incident: Incident) -> Person:
    """Return whom a question is for: the commander, or the declarer if there is none."""
    return incident.commander or incident.declared_by


def backup(incident: Incident) -> Person | None:
    """Return who is asked next: the communications lead, else the operations lead, else the declarer."""
    holders = (person for role in BACKUPS for person in incident.holders(role))
    asked = leader(incident).id
    return next((person for person in (*holders, incident.declared_by) if person.id not in ("", asked)), None)


def levels(incident: Incident, policy: Policy, members: frozenset[str]) -> tuple[EscalationLevel, ...]:
    """Return the configured levels that reach someone, always at least one."""
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
    elif target is EscalationTarget.FALLBACK and called and not _is_members_only(incident):
        yield EscalationLevel(mentions=tuple(Person(who, who) for who in called), called=called)


def reaches(incident: Incident, person: Person, members: frozenset[str]) -> bool:
    """Return whether someone may get a direct message about this incident."""
    return bool(person.id) and (person.id in members or not _is_members_only(incident))


def _is_members_only(incident: Incident) -> bool:
    return incident.private or incident.drill


def _named(people: tuple[Person, ...]) -> str:
    return " and ".join(person.name for person in people)
