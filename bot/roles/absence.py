"""People who have duties in an incident but aren't there: a deactivated account, and a commander who left the channel.

They keep what they hold, for only people decide who takes over. But it is said once in the channel, with a mention of
the next in line, and questions go to that person instead (bot/nudges/escalation.py).
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime

from bot.config.policy import Policy
from bot.incidents.change import Change, IncidentDetails, system_entry, with_changes
from bot.incidents.model import Incident
from bot.nudges.escalation import leader
from bot.outbox import keys, messages
from bot.outbox.roles import HolderGone
from bot.people.model import Person
from bot.timeline.model import EntryKind
from templates.roles import wording


def key_of(incident: Incident, person: Person) -> str:
    return keys.key(incident, "deactivated", person.id)


def deactivated(details: IncidentDetails, gone: Iterable[Person], policy: Policy) -> Iterator[HolderGone]:
    """What is still assigned to each of these people, for those with any duty."""
    incident = details.incident
    for person in gone:
        found = HolderGone(
            *keys.posted(incident, key_of(incident, person)),
            person=person,
            commands=incident.commander == person,
            roles=tuple(policy.role(held.role).name for held in incident.roles if held.person == person),
            tasks=sum(task.assignee == person and not task.done_at for task in details.tasks),
            items=sum(item.owner_id == person.id and not item.done_at for item in details.actions),
            ask=_next_in_line(incident, person),
        )
        if found.commands or found.roles or found.tasks or found.items:
            yield found


def told(incident: Incident, lines: Iterable[HolderGone], at: datetime) -> Change:
    """Say it in the channel, on the card and on the timeline."""
    moved, said = with_changes(incident), tuple(lines)
    entries = tuple(
        system_entry(at, EntryKind.ROLE, wording.deactivated(line.person.name), line.person) for line in said
    )
    return Change(moved, entries=entries, effects=(messages.card(moved), *said))


def commander_left(incident: Incident, person: Person, at: datetime) -> Change:
    """Ask who takes over from a commander who left the channel by Slack's own means."""
    commander = incident.commander
    if not incident.is_open or commander is None or commander.id != person.id or person.deactivated:
        return Change(incident)
    others = replace(incident, commander=None)
    line = HolderGone(
        *keys.posted(incident, keys.key(incident, "left", person.id, at.isoformat())),
        person=person,
        left=True,
        commands=True,
        ask=_next_in_line(others, person),
    )
    return Change(incident, effects=(line,))


def _next_in_line(incident: Incident, person: Person) -> Person | None:
    other = leader(incident)
    return other if other.id and other.id != person.id and other.is_there else None
