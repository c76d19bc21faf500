"""The review: everything that is said of an incident afterwards, built once from the record, set by every format.

Nothing is invented: each sentence names what it rests on, and what is not known stands among the open questions.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from bot.lifecycle import title_key
from bot.measures import Duration, Milestone, durations, milestones
from bot.model import HOUSEKEEPING, ActionItem, Dossier, Json, Person, Record, RecordKind, Update
from bot.phases import Line, Phase, lines_of, phases
from bot.practice import Practice, Severity
from bot.questions import Check, Findings, Question, check, completeness
from bot.silences import Cadence, Stretch, cadence, gaps
from bot.summary import Sentence, summary


@dataclass(frozen=True)
class Participant:
    """`did` says what of them is on the record, such as `4 updates`."""

    person: Person
    did: tuple[str, ...]


@dataclass(frozen=True)
class Identity:
    """Which incident it is. `due` is when the review is to be done, None while the incident is open."""

    number: int
    name: str
    title: str
    severity: str
    severity_name: str
    severity_word: str
    mark: str
    status: str
    private: bool
    services: tuple[str, ...]
    channel_name: str
    declared_by: Person
    commander: Person | None
    people: tuple[Participant, ...]
    due: datetime | None


@dataclass(frozen=True)
class Review:
    """`day` is the day (UTC) on which it began: times on it need no date. `completeness` is in per cent of `checks`."""

    incident: Identity
    generated_at: datetime
    day: date
    completeness: int
    summary: tuple[Sentence, ...]
    times: tuple[Milestone, ...]
    durations: tuple[Duration, ...]
    impact: tuple[Record, ...]
    causes: tuple[Record, ...]
    factors: tuple[Record, ...]
    fixes: tuple[Record, ...]
    phases: tuple[Phase, ...]
    gaps: tuple[Stretch, ...]
    cadence: Cadence | None
    updates: tuple[Update, ...]
    actions: tuple[ActionItem, ...]
    questions: tuple[Question, ...]
    checks: tuple[Check, ...]

    @property
    def lines(self) -> tuple[Line, ...]:
        return tuple(line for phase in self.phases for line in phase.lines)


def build_review(dossier: Dossier, practice: Practice, at: datetime) -> Review:
    """What the record tells at `at`. The same record at the same time gives the same review.

    Who came and went in the channel is no part of it.
    """
    told = tuple(entry for entry in dossier.entries if entry.kind not in HOUSEKEEPING)
    dossier = replace(dossier, entries=told)
    incident, level = dossier.incident, practice.severity(dossier.incident.severity)
    lines = lines_of(dossier.entries)
    reached = milestones(incident, lines)
    moments = {milestone.key: milestone.at for milestone in reached}
    day = (moments["started"] or incident.declared_at).astimezone(UTC).date()
    silent, actions = gaps(dossier, lines, level, at), _current(dossier.actions)
    checks, questions = check(Findings(dossier, lines, reached, silent, actions, level.update_every, day))
    return Review(
        incident=_identity(dossier, level),
        generated_at=at,
        day=day,
        completeness=completeness(checks),
        summary=summary(dossier, level, lines, reached, day),
        times=reached,
        durations=durations(reached, level),
        impact=_records(dossier, RecordKind.IMPACT),
        causes=_records(dossier, RecordKind.CAUSE),
        factors=_records(dossier, RecordKind.FACTOR),
        fixes=_records(dossier, RecordKind.FIX),
        phases=phases(incident, lines, moments["mitigated"]),
        gaps=silent,
        cadence=cadence(dossier, lines, level, at),
        updates=dossier.updates,
        actions=actions,
        questions=questions,
        checks=checks,
    )


def _records(dossier: Dossier, kind: RecordKind) -> tuple[Record, ...]:
    return tuple(record for record in dossier.records if record.kind is kind)


def _current(actions: tuple[ActionItem, ...]) -> tuple[ActionItem, ...]:
    """Without the items that lacked an owner or a date and were added again under the same title."""
    newest = {title_key(item.title): item for item in actions}
    return tuple(item for item in actions if (item.owner and item.due) or newest[title_key(item.title)] is item)


def _identity(dossier: Dossier, level: Severity) -> Identity:
    incident = dossier.incident
    resolved = incident.resolved_at
    return Identity(
        number=incident.number,
        name=incident.name,
        title=incident.title,
        severity=level.key,
        severity_name=level.name,
        severity_word=level.word,
        mark=level.mark,
        status=incident.status.value,
        private=incident.private,
        services=incident.services,
        channel_name=incident.channel_name,
        declared_by=incident.declared_by,
        commander=incident.commander,
        people=tuple(_people(dossier)),
        due=resolved + timedelta(hours=level.review_within) if resolved else None,
    )


def _people(dossier: Dossier) -> Iterator[Participant]:
    """Everybody whom the record names, commander and declarer first; apps are no people."""
    parts: dict[str, tuple[Person, list[str]]] = {}
    for person, did in _parts(dossier):
        if not person.id.startswith("B") and person.name:
            parts.setdefault(person.id or person.name, (person, []))[1].append(did)
    for person, did_all in parts.values():
        yield Participant(person, tuple(_counted(did_all)))


def _parts(dossier: Dossier) -> Iterator[tuple[Person, str]]:
    incident = dossier.incident
    if incident.commander:
        yield incident.commander, "incident commander"
    yield incident.declared_by, "declared it"
    for entry in dossier.entries:
        yield entry.author, "timeline entry"
        for capturer in entry.captured_by:
            if capturer.id != entry.author.id:
                yield capturer, "mark"
    for told in dossier.updates:
        yield told.by, "update"
    for record in dossier.records:
        yield record.by, "record"
    for item in dossier.actions:
        yield item.by, "action item"


_PLURALS = {
    "timeline entry": "timeline entries",
    "mark": "marks",
    "update": "updates",
    "record": "records",
    "action item": "action items",
}


def _counted(did: Iterable[str]) -> Iterator[str]:
    did = list(did)
    for what in dict.fromkeys(did):
        count = did.count(what)
        yield what if what not in _PLURALS else f"{count} {what if count == 1 else _PLURALS[what]}"


def review_json(review: Review) -> dict[str, Json]:
    """The whole review in plain JSON types: times in ISO 8601 as UTC to the second, people by id and name.

    What is finer than a second in a message's time is Slack's counter and no time.
    """
    return {field.name: _plain(getattr(review, field.name)) for field in fields(review)}


def _plain(value: Any) -> Json:
    if isinstance(value, Person):
        return {"id": value.id, "name": value.name}
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return str(value)  # of an enum's member, its plain text
    plain: Json = value
    return plain
