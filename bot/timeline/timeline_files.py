"""The timeline as data for other programs: CSV and JSON, with the same facts under the same names."""

import csv
import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from io import StringIO
from typing import Final

from bot.incidents.model import Incident
from bot.json_types import Json
from bot.people.model import Person
from bot.timeline.model import Entry

COLUMNS: Final = (
    "id",
    "occurred_at",
    "type",
    "text",
    "author",
    "captured_by",
    "source",
    "recorded_at",
    "permalink",
    "files",
    "message_deleted",
    "versions",
)

# OWASP, CSV injection: a cell that begins so is taken for a formula by spreadsheets; full-width signs count too.
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def timeline_csv(entries: Iterable[Entry]) -> str:
    """One row for each entry; times in ISO 8601 as UTC, several names with a semicolon between them."""
    written = StringIO()
    writer = csv.writer(written)
    writer.writerow(COLUMNS)
    for entry in entries:
        writer.writerow(cells(entry))
    return written.getvalue()


def timeline_json(incident: Incident, entries: Iterable[Entry], at: datetime) -> str:
    told: Mapping[str, Json] = {
        "incident": {
            "number": incident.number,
            "title": incident.title,
            "severity": incident.severity,
            "status": incident.status.value,
            "private": incident.private,
            "declared_at": moment(incident.declared_at),
        },
        "exported_at": moment(at),
        "entries": [_facts(entry) for entry in entries],
    }
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def cells(entry: Entry) -> list[str]:
    """An entry as a row of CSV, in the order of COLUMNS."""
    facts = _facts(entry)
    return [cell(facts[column]) for column in COLUMNS]


def _facts(entry: Entry) -> Mapping[str, Json]:
    return {
        "id": entry.id,
        "occurred_at": moment(entry.occurred_at),
        "type": entry.kind.value,
        "text": entry.text,
        "author": _person(entry.author),
        "captured_by": [_person(person) for person in entry.captured_by],
        "source": entry.source.value,
        "recorded_at": moment(entry.recorded_at),
        "permalink": entry.permalink,
        "files": [{"name": file.name, "type": file.type, "permalink": file.permalink} for file in entry.files],
        "message_deleted": entry.deleted,
        "versions": entry.version,
    }


def _person(person: Person) -> Json:
    return {"id": person.id, "name": person.name}


def moment(at: datetime) -> str:
    """In ISO 8601 as UTC, to the second."""
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def cell(value: Json) -> str:
    """A fact as one cell: people and files by name; what a spreadsheet would calculate is made text."""
    plain = _plain(value)
    return f"'{plain}" if plain.startswith(_FORMULA) else plain


def _plain(value: Json) -> str:
    if isinstance(value, Mapping):
        return str(value["name"])
    if isinstance(value, list):
        return "; ".join(map(_plain, value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)
