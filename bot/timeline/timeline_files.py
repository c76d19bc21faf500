"""The timeline as CSV and JSON, with the same fields under the same names."""

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

# CSV injection (OWASP): spreadsheets read cells with these prefixes as formulas; full-width signs count too.
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def timeline_csv(entries: Iterable[Entry]) -> str:
    """One row per entry; times in ISO 8601 UTC, multiple names separated by semicolons."""
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
    """An entry as a CSV row, in the order of COLUMNS."""
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
    """ISO 8601 in UTC, to the second."""
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def cell(value: Json) -> str:
    """A value as one cell: people and files by name; text that a spreadsheet would read as a formula is quoted."""
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
