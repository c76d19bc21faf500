"""Converts an incident from the database to a Case, with the source of each fact.

An event has the number of its timeline entry; the place of a fact is its kind and number (`cause 1`, `update 3`,
`action 2`).
"""

from collections.abc import Iterator
from typing import Final

from bot.analysis.model import PHASES, Case, Claim, Event, Evidence, Participant, Todo, Told
from bot.config.policy import COMMANDER, Policy
from bot.incidents.change import IncidentDetails
from bot.incidents.declaring.model import title_key
from bot.incidents.model import OPEN, Incident
from bot.json_types import Json
from bot.metrics.key_moments import RecordedMoment, events_of, is_about_review, recorded_moments
from bot.people.model import Person
from bot.people.namesakes import told_apart
from bot.review.facts import FactKind
from bot.tasks.model import ActionItem
from bot.timeline.model import HOUSEKEEPING, EntryKind, EntrySource
from bot.timeline.phases import NumberedEntry, lines_of

_BOOKKEEPING: Final = frozenset({EntryKind.NOTE, EntryKind.ROLE, EntryKind.SEVERITY})


def case_of(details: IncidentDetails, policy: Policy) -> Case:
    """Returns the case. It leaves out who joined or left the channel, and what the bot asked."""
    details = told_apart(details, _everyone(details))
    incident = details.incident
    lines = told_lines(details)
    moments = recorded_moments(incident, events_of(line.entry for line in lines))
    return Case(
        name=incident.name,
        number=incident.number,
        title=incident.title,
        description=incident.summary,
        severity=policy.severity(incident.severity).name,
        status=incident.status.value,
        services=incident.services,
        commander=incident.commander.name if incident.commander else "",
        participants=tuple(_participants(details, policy)),
        moments={str(key): moment.at for key, moment in moments.items()},
        moment_places={str(key): _place(moment, lines) for key, moment in moments.items()},
        events=tuple(_event(line) for line in lines),
        told=tuple(_told(details)),
        impact=(*_claims(details, FactKind.IMPACT), *_impacts_of_updates(details)),
        causes=_claims(details, FactKind.CAUSE),
        factors=_claims(details, FactKind.FACTOR),
        fixes=_claims(details, FactKind.FIX),
        helped=_claims(details, FactKind.HELPED),
        hindered=_claims(details, FactKind.HINDERED),
        lessons=_claims(details, FactKind.LESSON),
        actions=tuple(_todo(item) for item in current(details.actions)),
        private=incident.private,
        drill=incident.drill,
    )


def told_lines(details: IncidentDetails) -> tuple[NumberedEntry, ...]:
    """Returns the numbered timeline entries about the incident itself."""
    return lines_of(entry for entry in details.entries if entry.kind not in HOUSEKEEPING and not is_about_review(entry))


def current(actions: tuple[ActionItem, ...]) -> tuple[ActionItem, ...]:
    """Leaves out items without owner or due date that were added again under the same title."""
    newest = {title_key(item.title): item for item in actions}
    return tuple(item for item in actions if (item.owner and item.due) or newest[title_key(item.title)] is item)


def _place(moment: RecordedMoment, lines: tuple[NumberedEntry, ...]) -> str:
    """Returns the timeline entry that a key time is based on."""
    number = next((line.number for line in lines if moment.entry and line.entry.id == moment.entry), 0)
    return f"event {number}" if number else "the incident's record"


def _event(line: NumberedEntry) -> Event:
    """Giving someone a role or a task, or changing the severity, is triage whatever its words sound like."""
    entry = line.entry
    bookkeeping = entry.source is EntrySource.SYSTEM and entry.kind in _BOOKKEEPING
    return Event(
        number=line.number,
        text=entry.text,
        at=entry.occurred_at,
        actor=entry.author.name,
        source=entry.source.value,
        type=entry.kind.value,
        kind=EntryKind.TRIAGE if bookkeeping else entry.kind if entry.kind in PHASES else None,
        status=entry.moved_to.value if entry.moved_to in OPEN else "",  # how it ended is the type of its entry
        link=entry.permalink,
        extra=dict(_beside(line)),
        bookkeeping=bookkeeping,
    )


def _beside(line: NumberedEntry) -> Iterator[tuple[str, Json]]:
    """Yields who marked an entry, when it was logged later, its files, and whether the message was deleted."""
    entry = line.entry
    marked = [person.name for person in entry.captured_by if person.id != entry.author.id]
    if marked:
        yield "marked_by", marked
    if line.written_later:
        yield "written_down", entry.recorded_at.isoformat(timespec="seconds")
    if entry.files:
        yield "files", [" ".join(filter(None, (file.name, file.type, file.permalink))) for file in entry.files]
    if entry.deleted:
        yield "message", "deleted"


def _told(details: IncidentDetails) -> Iterator[Told]:
    channel = f"#{details.incident.channel_name}" if details.incident.channel_name else ""
    for update in details.updates:
        text = "\n".join(filter(None, [update.text, update.impact, update.doing]))
        yield Told(
            text, update.at, channel, "", update.by.name, Evidence(f"update {update.number}", text), update.next_by
        )


def _claims(details: IncidentDetails, kind: FactKind) -> tuple[Claim, ...]:
    found = [record for record in details.records if record.kind is kind]
    return tuple(
        Claim(record.text, Evidence(f"{kind.value} {number}", record.text), record.by.name, record.at)
        for number, record in enumerate(found, 1)
    )


def _impacts_of_updates(details: IncidentDetails) -> Iterator[Claim]:
    """Yields the impact of each update, if it changed."""
    before = ""
    for update in details.updates:
        if update.impact and update.impact != before:
            before = update.impact
            yield Claim(update.impact, Evidence(f"update {update.number}", update.impact), update.by.name, update.at)


def _todo(item: ActionItem) -> Todo:
    return Todo(
        title=item.title,
        evidence=Evidence(f"action {item.number}", item.title),
        number=item.number,
        owner=item.owner,
        owner_id=item.owner_id,
        priority=item.priority,
        due=item.due,
        kind=item.kind,
        status="done" if item.done_at else "open",
    )


def _participants(details: IncidentDetails, policy: Policy) -> Iterator[Participant]:
    """Yields the role holders, then everyone else involved, without apps."""
    roles: dict[str, list[str]] = {}
    people: dict[str, Person] = {}
    for person, role in (*_roles(details.incident, policy), *((person, "") for person in _people(details))):
        key = person.id or person.name
        people.setdefault(key, person)
        roles.setdefault(key, []).extend([role] if role else [])
    for key, person in people.items():
        yield Participant(person.name, ", ".join(roles[key]), person.id)


def _everyone(details: IncidentDetails) -> Iterator[Person]:
    yield from _people(details)
    yield from (held.person for held in details.incident.roles)
    yield from (person for entry in details.entries for person in entry.captured_by)
    yield from (Person(item.owner_id, item.owner) for item in details.actions)


def _roles(incident: Incident, policy: Policy) -> Iterator[tuple[Person, str]]:
    if incident.commander:
        yield incident.commander, _titled(policy.role(COMMANDER).name)
    for held in incident.roles:
        yield held.person, _titled(policy.role(held.role).name)


def _titled(name: str) -> str:
    return name[:1].upper() + name[1:]


def _people(details: IncidentDetails) -> Iterator[Person]:
    yield details.incident.declared_by
    for entry in details.entries:
        if entry.kind not in HOUSEKEEPING and not entry.author.id.startswith("B"):
            yield entry.author
    yield from (update.by for update in details.updates)
    yield from (record.by for record in details.records)
