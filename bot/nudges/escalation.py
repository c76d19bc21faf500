"""The escalation of update nudges: whom each level reaches, and how. Each level replaces the one before it.

The last level reaches the person leading the incident, too: a nudge that comes again and again must not pass them by.

For a private incident or a drill, direct messages go only to members of its channel, and no fallback responders are
called.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain
from typing import Final

from bot.config.policy import COMMANDER, EscalationTarget, Policy
from bot.incidents.model import Incident
from bot.people.model import Person
from templates.nudges import wording

_ID: Final = re.compile(r"[USW][A-Z0-9]{2,}")  # what stands in the policy beside roles, "everyone" and "members"
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
        directly = [wording.to_directly(_named(self.directly))] if self.directly else []
        return wording.both([*self._in_channel(), *directly])

    def _in_channel(self) -> list[str]:
        if self.called:
            return [wording.TO_FALLBACK]
        if self.mentions:
            return [wording.to_in_channel(_named(self.mentions))]
        return [] if self.directly else [wording.TO_CHANNEL]


def leader(incident: Incident) -> Person:
    """Return whom a question is for: the commander, or the declarer if there is none.

    If they aren't there, it is for the next in line who is. Where nobody is, it is for who has an account: nothing asks
    them, but failures are reported to them. Where all accounts are deactivated, it is for nobody: a person without an
    id, whom nothing mentions and no direct message reaches.
    """
    return next(in_line(incident), replace(incident.commander or incident.declared_by, id=""))


def in_line(incident: Incident) -> Iterator[Person]:
    """Return whom something is for, one after the other: those who are there, then those who only have an account."""
    first = incident.commander or incident.declared_by
    others = (person for role in BACKUPS for person in incident.holders(role))
    line = (first, *others, incident.declared_by, *(held.person for held in incident.roles))
    there = (person for person in line if person.is_there)
    active = (person for person in line if not person.deactivated)
    return chain(there, active)


def backup(incident: Incident) -> Person | None:
    """Return who is asked next: the communications lead, else the operations lead, else the declarer."""
    holders = (person for role in BACKUPS for person in incident.holders(role))
    asked = leader(incident).id
    line = (person for person in (*holders, incident.declared_by) if person.is_there)
    return next((person for person in line if person.id not in ("", asked)), None)


def levels(incident: Incident, policy: Policy, members: frozenset[str]) -> tuple[EscalationLevel, ...]:
    """Return the configured levels that reach someone, always at least one."""
    lead, found = leader(incident), [each for to in policy.escalation for each in _level(to, incident, policy, members)]
    *others, last = found or [_to_channel(incident, policy)]
    return (*others, _also_to(lead, last, incident, members))


def _also_to(lead: Person, level: EscalationLevel, incident: Incident, members: frozenset[str]) -> EscalationLevel:
    if not lead.is_there or lead in (*level.mentions, *level.directly):
        return level
    if reaches(incident, lead, members):
        return replace(level, directly=(*level.directly, lead))
    return replace(level, mentions=(*level.mentions, lead))


def who_may_reassign(incident: Incident, policy: Policy) -> tuple[Person, ...]:
    """Return who else is asked about an overdue review: people and groups that may change the commander, or the backup.

    If everyone may, naming them would notify everyone.
    """
    named = [who for who in policy.permissions.get(COMMANDER, ()) if _ID.fullmatch(who)]
    called = [] if _is_members_only(incident) else named or policy.fallback_responders.get(incident.severity, ())
    other = backup(incident)
    asked = [other] if other and not named else [Person(who, who) for who in called]
    return tuple(each for each in asked if each.id != leader(incident).id)


def _level(
    target: EscalationTarget, incident: Incident, policy: Policy, members: frozenset[str]
) -> Iterator[EscalationLevel]:
    lead, other = leader(incident), backup(incident)
    called = policy.fallback_responders.get(incident.severity, ())
    if target is EscalationTarget.CHANNEL:
        yield _to_channel(incident, policy)
    elif target is EscalationTarget.COMMANDER and lead.is_there and reaches(incident, lead, members):
        yield EscalationLevel(directly=(lead,))
    elif target is EscalationTarget.BACKUP and other and reaches(incident, other, members):
        yield EscalationLevel(directly=(other,))
    elif target is EscalationTarget.FALLBACK and called and not _is_members_only(incident):
        yield _to_called(called)


def _to_channel(incident: Incident, policy: Policy) -> EscalationLevel:
    """Ask the leader. If there is none who can answer, ask the fallback responders, or else the channel."""
    lead, called = leader(incident), policy.fallback_responders.get(incident.severity, ())
    if lead.is_there:
        return EscalationLevel(mentions=(lead,))
    return _to_called(called) if called and not _is_members_only(incident) else EscalationLevel()


def _to_called(called: tuple[str, ...]) -> EscalationLevel:
    return EscalationLevel(mentions=tuple(Person(who, who) for who in called), called=called)


def reaches(incident: Incident, person: Person, members: frozenset[str]) -> bool:
    """Return whether someone may get a direct message about this incident."""
    return bool(person.id) and (person.id in members or not _is_members_only(incident))


def _is_members_only(incident: Incident) -> bool:
    return incident.private or incident.drill


def _named(people: tuple[Person, ...]) -> str:
    return " and ".join(person.name for person in people)
