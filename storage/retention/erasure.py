"""Erases a person's data. It reads the tables and columns from the schema, so that none can be forgotten.

Ids become "", as for someone known by name only; names become "Former member 1". An id inside a key becomes
"former-member-1", so that the key stays unique.
"""

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from bot.incidents.declaring.model import title_key
from bot.json_types import Json
from bot.ports.retention import PersonTrace
from bot.search.terms import terms
from storage.sqlite.table import WorkspaceTable
from storage.values import json_text, time_text

BATCH: Final = 200

# Rows that only say that a person exists: deleted as a whole.
_OF_PERSON: Final = (
    ("people", "id"),
    ("members", "person"),
    ("group_people", "person"),
    ("home_viewers", "person"),
    ("former_names", "person"),
)

# Not scanned: tables of migrations and SQLite, FTS5's index, and the list of erased people.
_NOT_WALKED: Final = ("_sqlite_migrations", "sqlite_", "texts_fts", "former")

# Columns that follow from another one of the same row, and how. They are made again and not scanned.
_DERIVED: Final[Mapping[tuple[str, str], tuple[str, Callable[[str], str]]]] = {
    ("incidents", "title"): ("title_key", title_key),
    ("texts", "text"): ("terms", terms),
}

# Columns with keys that can contain an id.
_KEYS: Final = frozenset({"key", "ordering_key", "depends_on", "slot", "ref", "kind", "care"})
_COPIES: Final = frozenset({"texts", "outbox", "answerable"})  # copies of text from other tables
_PERSON: Final = frozenset({"captured_by", "roles", "handover", "hand"})  # JSON with people as [id, name, zone]
_TYPED: Final = frozenset({"title", "summary", "text", "impact", "doing", "owner", "facts"})  # text that people wrote


@dataclass(frozen=True)
class _Erased:
    """The person to erase: id, names, and the replacement name."""

    id: str
    names: tuple[str, ...]
    former: str

    @property
    def slug(self) -> str:
        return self.former.casefold().replace(" ", "-")

    @property
    def by_name(self) -> re.Pattern[str] | None:
        """Matches whole names only, the longest first; None without names."""
        listed = "|".join(re.escape(name) for name in sorted(self.names, key=len, reverse=True))
        return re.compile(rf"(?<!\w)(?:{listed})(?!\w)") if listed else None

    @property
    def by_id(self) -> re.Pattern[str]:
        return re.compile(rf"(?<!\w){re.escape(self.id)}(?!\w)")


class Erasure(WorkspaceTable):
    def trace(self, person_id: str) -> PersonTrace:
        names = tuple(sorted(self._names(person_id)))
        shared = tuple(name for name in names if self._bears_another(person_id, name))
        who = _Erased(person_id, tuple(name for name in names if name not in shared), "")
        holds = [(table, column, self._found(table, column, who)) for table, column in self._columns()]
        typed = sum(len(ids) for table, column, ids in holds if column in _TYPED and table not in _COPIES)
        found = {(table, each) for table, _column, ids in holds for each in ids}
        incidents = {number for table, each in found for number in self._incident_of(table, each)}
        return PersonTrace(names, shared, len(found), typed, tuple(sorted(incidents)))

    def former_name(self, person_id: str, at: datetime) -> str:
        with self._database.transaction():
            begun = self._database.row("SELECT number FROM former WHERE team = ? AND person = ?", self._team, person_id)
            number = begun["number"] if begun else self._next()
            if begun is None:
                values = {"team": self._team, "number": number, "person": person_id, "at": time_text(at)}
                self._database.insert("former", values)
        return f"Former member {number}"

    def erase(self, person_id: str, trace: PersonTrace, former: str) -> None:
        kept = tuple(name for name in trace.names if name not in trace.shared)
        self._database.rows("PRAGMA secure_delete = ON")
        self._undeliver(person_id)
        for table, column in _OF_PERSON:
            self._write(f"DELETE FROM {table} WHERE team = ? AND {column} = ?", self._team, person_id)
        self._part_names(person_id, former)
        who = _Erased(person_id, kept, former)
        for table, column in self._columns():
            self._walk(table, column, who)
        self._write("UPDATE former SET person = '' WHERE team = ? AND person = ?", self._team, person_id)
        self._write("INSERT INTO texts_fts (texts_fts) VALUES ('optimize')")
        self._database.rows("PRAGMA wal_checkpoint(TRUNCATE)")

    # Names

    def _names(self, person_id: str) -> set[str]:
        pairs = [
            (table, column, column.removesuffix("_id") + "_name")
            for table, column in self._columns()
            if column.endswith("_id") and column.removesuffix("_id") + "_name" in self._names_of_columns(table)
        ]
        found = {
            str(row[0])
            for table, known, name in [*pairs, ("people", "id", "name")]
            for row in self._database.rows(
                f"SELECT DISTINCT {name} FROM {table} WHERE team = ? AND {known} = ?", self._team, person_id
            )
        }
        owned = self._database.rows(
            "SELECT DISTINCT owner FROM actions WHERE team = ? AND owner_id = ?", self._team, person_id
        )
        former = self._database.rows(
            "SELECT name FROM former_names WHERE team = ? AND person = ?", self._team, person_id
        )
        found |= {str(row["owner"]) for row in owned} | self._names_in_lists(person_id)
        found |= {str(row["name"]) for row in former}
        return {name for name in found if name and name != person_id}

    def _names_in_lists(self, person_id: str) -> set[str]:
        found: set[str] = set()
        for table, column in self._columns():
            if column in _PERSON:
                sql = f"SELECT DISTINCT {column} FROM {table} WHERE team = ? AND instr({column}, ?)"
                for row in self._database.rows(sql, self._team, json_text(person_id)):
                    found |= set(_named(json.loads(row[0]), person_id))
        return found

    def _bears_another(self, person_id: str, name: str) -> bool:
        sql = "SELECT 1 FROM people WHERE team = ? AND name = ? AND id <> ?"
        return self._database.row(sql, self._team, name, person_id) is not None

    # Places

    def _columns(self) -> list[tuple[str, str]]:
        """Every text column of every table with a workspace."""
        tables = self._database.rows("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
        names = [row["name"] for row in tables if not row["name"].startswith(_NOT_WALKED)]
        return [
            (table, row["name"])
            for table in names
            for row in self._database.rows(f"PRAGMA table_info({table})")
            if row["type"] == "TEXT" and row["name"] not in ("team", *(derived for derived, _ in _DERIVED.values()))
        ]

    def _names_of_columns(self, table: str) -> set[str]:
        return {row["name"] for row in self._database.rows(f"PRAGMA table_info({table})")}

    def _place(self, table: str) -> str:
        """SQL that identifies a row: its rowid, or its whole key if the table has none."""
        keyed = [row["name"] for row in self._database.rows(f"PRAGMA table_info({table})") if row["pk"]]
        sql = "SELECT sql FROM sqlite_master WHERE name = ?"
        without = "WITHOUT ROWID" in self._database.rows(sql, table)[0]["sql"]
        return f"json_array({', '.join(keyed)})" if without else "rowid"

    def _found(self, table: str, column: str, who: _Erased) -> list[Any]:
        words = (who.id, *who.names, *(json_text(name)[1:-1] for name in who.names))
        holds = " OR ".join([f"instr({column}, ?)"] * len(words))
        found = self._database.rows(
            f"SELECT {self._place(table)} AS place, {column} AS value FROM {table} WHERE team = ? AND ({holds})",
            self._team,
            *words,
        )
        change = scrubber(column, who)
        return [row["place"] for row in found if change(row["value"]) != row["value"]]

    def _incident_of(self, table: str, place: Any) -> Iterable[int]:
        columns = self._names_of_columns(table)
        column = "incident" if "incident" in columns else "number" if table == "incidents" else ""
        if not column:
            return ()
        sql = f"SELECT {column} FROM {table} WHERE {self._place(table)} = ?"
        return [row[0] for row in self._database.rows(sql, place) if row[0]]

    # Erasing

    def _undeliver(self, person_id: str) -> None:
        """Drops undelivered messages to the person."""
        self._write(
            "UPDATE outbox SET done = wanted, tried = 0, error = '' WHERE team = ? AND (done < wanted OR error <> '') "
            "AND ? IN (json_extract(facts, '$.person'), json_extract(facts, '$.to'))",
            self._team,
            person_id,
        )

    def _part_names(self, person_id: str, former: str) -> None:
        """Replaces the names stored next to the person's id, even if someone else has the same name."""
        for table, column in self._columns():
            name = column.removesuffix("_id") + "_name"
            if column.endswith("_id") and name in self._names_of_columns(table):
                sql = f"UPDATE {table} SET {name} = ? WHERE team = ? AND {column} = ?"
                self._write(sql, former, self._team, person_id)
        self._write("UPDATE actions SET owner = ? WHERE team = ? AND owner_id = ?", former, self._team, person_id)

    def _walk(self, table: str, column: str, who: _Erased) -> None:
        change, place = scrubber(column, who), self._place(table)
        found = self._found(table, column, who)
        for begin in range(0, len(found), BATCH):
            with self._database.transaction():
                for each in found[begin : begin + BATCH]:
                    self._change(table, column, place, each, change)

    def _change(self, table: str, column: str, place: str, each: Any, change: Callable[[str], str]) -> None:
        row = self._database.row(f"SELECT {column} AS value FROM {table} WHERE {place} = ?", each)
        if row is None:
            return
        text = change(row["value"])
        self._database.write(f"UPDATE {table} SET {column} = ? WHERE {place} = ?", text, each)
        if (table, column) in _DERIVED:
            derived, made_of = _DERIVED[table, column]
            self._database.write(f"UPDATE {table} SET {derived} = ? WHERE {place} = ?", made_of(text), each)

    def _next(self) -> int:
        sql = "SELECT coalesce(max(number), 0) + 1 FROM former WHERE team = ?"
        return self._database.number(sql, self._team)

    def _write(self, sql: str, *values: str) -> None:
        with self._database.transaction():
            self._database.write(sql, *values)


def scrubber(column: str, who: _Erased) -> Callable[[str], str]:
    """A function that removes the person from a value of the column."""

    def scrub(value: str) -> str:
        if value[:1] in ("{", "["):
            try:
                found = json.loads(value)
            except ValueError:
                return _plain(value, who, who.slug)
            scrubbed = _json(found, who, column)
            return value if scrubbed == found else json_text(scrubbed)
        if value == who.id and column not in _KEYS:
            return ""
        return _plain(value, who, who.slug)

    return scrub


def _plain(text: str, who: _Erased, place: str) -> str:
    by_name = who.by_name
    named = by_name.sub(who.former, text) if by_name else text
    return who.by_id.sub(place, named)


def _json(value: Any, who: _Erased, column: str) -> Json:
    if isinstance(value, dict):
        scrubbed = {_plain(key, who, who.slug): _json(each, who, column) for key, each in value.items()}
        if value.get("id") == who.id and "name" in value:
            scrubbed["name"] = who.former
        return scrubbed
    if isinstance(value, list):
        return _list(value, who, column)
    if value == who.id:
        return who.slug if column in _KEYS else ""
    return _plain(value, who, who.slug) if isinstance(value, str) else value


def _list(value: Sequence[Any], who: _Erased, column: str) -> Json:
    if column in _PERSON and len(value) == 3 and value[0] == who.id:
        return ["", who.former, value[2]]
    return [_json(each, who, column) for each in value if each != who.id or column in _KEYS]


def _named(value: Any, person_id: str) -> Iterable[str]:
    """The person's names in JSON with people as [id, name, zone]."""
    if isinstance(value, list) and len(value) == 3 and value[0] == person_id:
        yield str(value[1])
    elif isinstance(value, list):
        yield from (name for each in value for name in _named(each, person_id))
    elif isinstance(value, dict):
        yield from (name for each in value.values() for name in _named(each, person_id))
