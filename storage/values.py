"""The format of values in columns.

Times are ISO 8601 text in UTC with six decimals, always 32 characters: they sort as text, keep their precision, and
are readable in other tools. Text is stored as typed, including NUL. A person is stored with id, name and zone;
renaming.py writes a new name into old rows.
"""

import json
from datetime import UTC, datetime
from sqlite3 import Row

from bot.json_types import Json
from bot.people.model import Person
from storage.sqlite.database import Value


def time_text(at: datetime) -> str:
    """Raises ValueError for a time without a zone."""
    if at.tzinfo is None:
        raise ValueError(f"Can't store a time without a zone: {at.isoformat()}")
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def time_from(text: str) -> datetime:
    return datetime.fromisoformat(text)


def time_from_or_none(text: str | None) -> datetime | None:
    return None if text is None else time_from(text)


def json_text(value: Json) -> str:
    """Raises ValueError for numbers that JSON does not support, such as NaN."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def json_object(text: str) -> dict[str, Json]:
    return dict(json.loads(text))


def list_from(text: str) -> list[list[str]]:
    return [] if text == "[]" else list(json.loads(text))


def texts_from(text: str) -> tuple[str, ...]:
    return tuple(json.loads(text))


def person_values(column: str, person: Person | None) -> dict[str, Value]:
    return {f"{column}_{part}": getattr(person, part, None) for part in ("id", "name", "tz")}


def person_or_none(row: Row, column: str) -> Person | None:
    person_id = row[f"{column}_id"]
    return None if person_id is None else Person(person_id, row[f"{column}_name"], row[f"{column}_tz"])


def person_list(person: Person) -> list[Json]:
    return [person.id, person.name, person.tz]


def person_of(parts: list[str]) -> Person:
    person_id, name, tz = parts
    return Person(person_id, name, tz)
