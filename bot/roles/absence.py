"""People who have duties in an incident but aren't there: a deactivated account, and a commander who left the channel
or became a guest.

They keep what they hold, for only people decide who takes over. But it is said once in the channel, with a mention of
the next in line, and questions go to that person instead (bot/nudges/escalation.py).
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
from bot.outbox.roles import HolderGone
from bot.people.model import Person
from bot.time_parsing import zone_of
from bot.timeline.model import EntryKind
from templates.roles import wording


def key_of(incident: Incident, person: Person, time: int) -> str:
    """`time` counts how often the account was deactivated before."""
    return keys.key(incident, "deactivated", person.id, *([time] if time else []))


def deactivated(
    details: IncidentDetails, gone: Mapping[str, Person], policy: Policy, at: datetime
) -> Iterator[HolderGone]:
    """What is still assigned to each of these people, by the key of the message, for those with any duty."""
    incident = details.incident
    for key, person in gone.items():
        found = HolderGone(
            *keys.posted(incident, key),
            person=person,
            commands=incident.commander == person,
            roles=tuple(policy.role(held.role).name for held in incident.roles if held.person == person),
            tasks=sum(task.assignee == person and not task.done_at for task in details.tasks),
            items=sum(item.owner_id == person.id and not item.done_at for item in details.actions),
        )
        if found.commands or found.roles or found.tasks or found.items:
            yield _asking(found, incident, policy, at)


def told(incident: Incident, lines: Iterable[HolderGone], at: datetime) -> Change:
    """Say it in the channel, on the card and on the timeline."""
    moved, said = with_changes(incident), tuple(lines)
    entries = tuple(
        system_entry(at, EntryKind.ROLE, wording.deactivated(line.person.name), line.person) for line in said
    )
    return Change(moved, entries=entries, effects=(messages.card(moved), *said))


def active_again(incident: Incident, key: str, person: Person) -> HolderGone:
    return HolderGone(*keys.posted(incident, key), person=person, over=True)


def commander_left(incident: Incident, person: Person, at: datetime, policy: Policy) -> Change:
    """Ask who takes over from a commander who left the channel by Slack's own means."""
    line = _commander_gone(incident, person, "left", at, policy)
    return Change(incident, effects=(replace(line, left=True),) if line else ())


def commander_is_guest(incident: Incident, person: Person, at: datetime, policy: Policy) -> Change:
    """Ask who takes over from a commander whose account became a guest's."""
    line = _commander_gone(incident, person, "guest", at, policy)
    return Change(incident, effects=(replace(line, guest=True),) if line else ())


def _commander_gone(incident: Incident, person: Person, why: str, at: datetime, policy: Policy) -> HolderGone | None:
    commander = incident.commander
    if not incident.is_open or commander is None or commander.id != person.id or person.deactivated:
        return None
    address = keys.posted(incident, keys.key(incident, why, person.id, at.isoformat()))
    line = HolderGone(*address, person=person, commands=True)
    return _asking(line, replace(incident, commander=None), policy, at)


def _asking(line: HolderGone, incident: Incident, policy: Policy, at: datetime) -> HolderGone:
    """Ask the next in line, without a mention outside of their nudge hours."""
    ask = _next_in_line(incident, line.person)
    opens = next_working_moment(policy.severity(incident.severity), zone_of(ask.tz), at) if ask else at
    return replace(line, ask=ask, quiet=opens > at)


def _next_in_line(incident: Incident, person: Person) -> Person | None:
    other = leader(incident)
    return other if other.id and other.id != person.id and other.is_there else None
