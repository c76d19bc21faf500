"""People who have duties in an incident but aren't there: an account is deactivated, or became that of a guest who may
not act, or somebody left the channel.

They keep what they hold, for only people decide who takes over. But it is said once, with a mention of the next in
line: in the channel, or to that person directly if the channel is archived. Questions go to the next in line, too
(bot/nudges/escalation.py).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime

from bot.config.policy import Policy
from bot.incidents.change import Change, IncidentDetails, system_entry, with_changes
from bot.incidents.model import Incident
from bot.nudges.escalation import leader
from bot.nudges.working_time import next_working_moment
from bot.outbox import keys, messages
from bot.outbox.roles import Absence, HolderGone
from bot.people.model import Person
from bot.time_parsing import zone_of
from bot.timeline.model import EntryKind
from templates.roles import wording


def key_of(incident: Incident, person: Person, time: int) -> str:
    """`time` counts how often the account was deactivated before."""
    return keys.key(incident, "deactivated", person.id, *([time] if time else []))


def deactivated(
    details: IncidentDetails, gone: Mapping[str, Person], policy: Policy, at: datetime, *, review: bool
) -> Iterator[Absence]:
    """What is still assigned to each of these people, by the key of the message, for those with any duty.

    `review`: the incident ended, and its review isn't done.
    """
    incident = details.incident
    for key, person in gone.items():
        held = _held(incident, person, policy, review=review)
        found = replace(
            _line(incident, key, person),
            declared=incident.is_open and incident.commander is None and incident.declared_by.id == person.id,
            commands=incident.is_open and _commands(incident, person),
            review=review and (incident.commander or incident.declared_by).id == person.id,
            roles=held,
            tasks=_open_tasks(details, person) if incident.is_open else 0,
            items=sum(item.owner_id == person.id and not item.done_at for item in details.actions),
        )
        asked = _asking(found, incident, policy, at)
        if found.has_duties and (line := _addressed(incident, asked)):
            yield line


def _commands(incident: Incident, person: Person) -> bool:
    return incident.commander is not None and incident.commander.id == person.id


def _open_tasks(details: IncidentDetails, person: Person) -> int:
    assigned = (task.assignee for task in details.tasks if task.assignee and not task.done_at)
    return sum(assignee.id == person.id for assignee in assigned)


def _held(incident: Incident, person: Person, policy: Policy, *, review: bool) -> tuple[str, ...]:
    """The names of their roles, which end with the incident and its review."""
    if not (incident.is_open or review):
        return ()
    return tuple(policy.role(held.role).name for held in incident.roles if held.person.id == person.id)


def _line(incident: Incident, key: str, person: Person) -> HolderGone:
    return HolderGone(*keys.posted(incident, key), person=person)


def told(incident: Incident, lines: Iterable[Absence], at: datetime) -> Change:
    """Say it, and while the incident is open also on the card and on the timeline."""
    moved, said = with_changes(incident), tuple(lines)
    if not incident.is_open:
        return Change(moved, effects=said)
    entries = tuple(
        system_entry(at, EntryKind.ROLE, wording.deactivated(line.person.name), line.person) for line in said
    )
    return Change(moved, entries=entries, effects=(messages.card(moved), *said))


def _addressed(incident: Incident, line: HolderGone) -> Absence | None:
    """In the channel, or to the next in line where nobody can read it there.

    None if there is nobody, either, and outside of their nudge hours: then they hear before the next reminder.
    """
    if incident.channel and not incident.archived:
        return line
    return messages.directly(line, line.ask) if line.ask and not line.quiet else None


def active_again(incident: Incident, key: str, person: Person) -> HolderGone:
    return replace(_line(incident, key, person), over=True)


def left(incident: Incident, person: Person, at: datetime, policy: Policy) -> Change:
    """Ask who takes over from somebody with a role who left the channel by Slack's own means."""
    line = _holder_gone(incident, person, "left", at, policy)
    return Change(incident, effects=(replace(line, left=True),) if line else ())


def became_guest(incident: Incident, person: Person, at: datetime, policy: Policy) -> Change:
    """Ask who takes over from somebody with a role whose account became a guest's."""
    line = _holder_gone(incident, person, "guest", at, policy)
    return Change(incident, effects=(replace(line, guest=True),) if line else ())


def _holder_gone(incident: Incident, person: Person, why: str, at: datetime, policy: Policy) -> HolderGone | None:
    """None for somebody without a role, and for a deactivated account, of which more is said."""
    people = (incident.commander, *(held.person for held in incident.roles))
    held = [each for each in people if each and each.id == person.id]
    if not incident.is_open or not held or held[0].deactivated:
        return None
    line = replace(
        _line(incident, keys.key(incident, why, person.id, at.isoformat()), person),
        commands=_commands(incident, person),
        roles=_held(incident, person, policy, review=False),
    )
    return _asking(line, incident, policy, at)


def _asking(line: HolderGone, incident: Incident, policy: Policy, at: datetime) -> HolderGone:
    """Ask the next in line, without a mention outside of their nudge hours."""
    ask = _next_in_line(incident, line.person)
    opens = next_working_moment(policy.severity(incident.severity), zone_of(ask.tz), at) if ask else at
    return replace(line, ask=ask, quiet=opens > at)


def _next_in_line(incident: Incident, person: Person) -> Person | None:
    """Who is asked if this person isn't there, whether or not Muster counts them as such."""

    def seen(each: Person) -> Person:
        return replace(each, outside=True) if each.id == person.id else each

    other = leader(
        replace(
            incident,
            commander=seen(incident.commander) if incident.commander else None,
            declared_by=seen(incident.declared_by),
            roles=tuple(replace(held, person=seen(held.person)) for held in incident.roles),
        )
    )
    return other if other.id and other.is_there else None
