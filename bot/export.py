"""The record as data for other programs: an incident as one JSON object, its timeline as rows of CSV.

docs/privacy.md lists the fields. Names are those by which bot/analysis reads an incident, so that a line can be given
back to it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, date, datetime
from typing import Any, Final

from bot.keeping_service import Held
from bot.living import Act
from bot.model import ActionItem, Entry, Incident, Json, Person, Record, RecordKind, Task, Update
from bot.timeline_export import cell

COLUMNS: Final = (
    "incident",
    "title",
    "severity",
    "status",
    "private",
    "drill",
    "id",
    "occurred_at",
    "recorded_at",
    "type",
    "text",
    "author",
    "captured_by",
    "source",
    "permalink",
    "versions",
    "message_deleted",
)

# A recorded fact's kind -> the field that holds all of its kind.
RECORDS: Final[Mapping[RecordKind, str]] = {
    RecordKind.CAUSE: "causes",
    RecordKind.FACTOR: "factors",
    RecordKind.IMPACT: "impacts",
    RecordKind.FIX: "fixes",
    RecordKind.HELPED: "helped",
    RecordKind.HINDERED: "hindered",
    RecordKind.LESSON: "lessons",
}


def line_of(held: Held) -> Mapping[str, Json]:
    """Everything that the record has of an incident but the marks under its entries and what Slack was shown."""
    dossier = held.dossier
    return {
        "exported_at": _moment(held.at),
        **_incident(held.incident),
        "events": [_entry(entry) for entry in held.entries if not entry.removed],
        "removed_entries": [_entry(entry) for entry in held.entries if entry.removed],
        "updates": [_update(update) for update in dossier.updates],
        **_records(dossier.records),
        "action_items": [_action(item) for item in dossier.actions],
        "tasks": [_task(task) for task in dossier.tasks],
        "review_acts": [_act(act) for act in held.acts],
    }


def rows_of(held: Held) -> Iterator[Sequence[str]]:
    """One row for each entry that stands, in the order of COLUMNS."""
    incident = held.incident
    whose: Mapping[str, Json] = {
        "incident": incident.number,
        "title": incident.title,
        "severity": incident.severity,
        "status": incident.status.value,
        "private": incident.private,
        "drill": incident.drill,
    }
    for entry in held.entries:
        if not entry.removed:
            facts = {**whose, **_entry(entry)}
            yield [cell(facts[column]) for column in COLUMNS]


def _incident(incident: Incident) -> Mapping[str, Json]:
    return {
        "number": incident.number,
        "title": incident.title,
        "summary": incident.summary,
        "severity": incident.severity,
        "status": incident.status.value,
        "services": list(incident.services),
        "private": incident.private,
        "drill": incident.drill,
        "declared_by": _person(incident.declared_by),
        "declared_at": _moment(incident.declared_at),
        "commander": incident.commander.name if incident.commander else None,
        "roles": {held.role: held.person.name for held in incident.roles},
        "mitigated_at": _moment(incident.mitigated_at),
        "resolved_at": _moment(incident.resolved_at),
        "closed_at": _moment(incident.ended_at),
        "merged_into": incident.merged_into or None,
        "channel": incident.channel_name,
        "channel_id": incident.channel,
        "channel_archived": incident.archived,
    }


def _entry(entry: Entry) -> Mapping[str, Json]:
    return {
        "id": entry.id,
        "occurred_at": _moment(entry.occurred_at),
        "recorded_at": _moment(entry.recorded_at),
        "type": entry.kind.value,
        "text": entry.text,
        "author": _person(entry.author),
        "captured_by": [_person(person) for person in entry.captured_by],
        "source": entry.source.value,
        "permalink": entry.permalink,
        "files": [{"name": file.name, "type": file.type, "permalink": file.permalink} for file in entry.files],
        "versions": entry.version,
        "edited": entry.version > 1,
        "message_deleted": entry.deleted,
    }


def _update(update: Update) -> Mapping[str, Json]:
    return _plain(update) | {"by": _person(update.by)}


def _records(records: Sequence[Record]) -> Mapping[str, Json]:
    return {
        field: [
            {"text": record.text, "by": _person(record.by), "at": _moment(record.at)}
            for record in records
            if record.kind is kind
        ]
        for kind, field in RECORDS.items()
    }


def _action(item: ActionItem) -> Mapping[str, Json]:
    people = {"by": _person(item.by), "done_by": _person(item.done_by) if item.done_by else None}
    return _plain(item) | people | {"status": "done" if item.done_at else "open"}


def _task(task: Task) -> Mapping[str, Json]:
    people = {each: getattr(task, each) for each in ("by", "assignee", "done_by")}
    return _plain(task) | {each: _person(who) if who else None for each, who in people.items()}


def _act(act: Act) -> Mapping[str, Json]:
    return _plain(act) | {"by": _person(act.by)}


def _plain(value: Any) -> dict[str, Json]:
    """A dataclass's own fields, times and days as text."""
    return {name: _moment(each) if isinstance(each, date) else each for name, each in asdict(value).items()}


def _person(person: Person) -> Json:
    return {"id": person.id, "name": person.name}


def _moment(moment: date | None) -> str | None:
    """Times in UTC, days as they are."""
    if isinstance(moment, datetime):
        return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")
    return moment.isoformat() if moment else None
