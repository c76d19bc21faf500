"""Gives a person one name everywhere: in roles, entries, tasks, updates and messages that wait.

A name is stored beside the id wherever a person is. When the directory learns another one, it is written there, and
the earlier one is kept for the day on which the person is erased. What people typed keeps the words of its time.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, Final

from bot.people.model import Person
from storage.sqlite.table import WorkspaceTable
from storage.values import json_text

# Columns with people in JSON: as [id, name, zone], as {"id", "name"}, or as x and x_id.
_JSON: Final = (
    ("entries", "captured_by"),
    ("entries", "hand"),
    ("incidents", "roles"),
    ("incidents", "handover"),
    ("outbox", "facts"),
    ("answerable", "facts"),
    ("review_acts", "facts"),
)


class Renaming(WorkspaceTable):
    def follow(self, people: Sequence[Person]) -> int:
        """Write the names of these people, who are in the directory already. Return how many values changed."""
        ids = json_text([person.id for person in people])
        changed = sum(self._rename(*pair, ids) for pair in self._pairs)
        names = {person.id: person.name for person in people}
        return changed + sum(self._rename_in_json(table, column, ids, names) for table, column in _JSON)

    @cached_property
    def _pairs(self) -> Sequence[tuple[str, str, str]]:
        """Every table with a column for an id and one for the name, read from the schema so that none is forgotten."""
        tables = self._database.rows("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
        return [("actions", "owner_id", "owner"), *(pair for row in tables for pair in self._pairs_of(row["name"]))]

    def _pairs_of(self, table: str) -> Iterator[tuple[str, str, str]]:
        columns = {row["name"] for row in self._database.rows(f"PRAGMA table_info({table})")}
        for column in sorted(columns):
            name = column.removesuffix("_id") + "_name"
            if column.endswith("_id") and name in columns:
                yield table, column, name

    def _rename(self, table: str, column: str, name: str, ids: str) -> int:
        now = f"(SELECT people.name FROM people WHERE people.team = {table}.team AND people.id = {table}.{column})"
        return self._database.write(
            f"UPDATE {table} SET {name} = {now} "
            f"WHERE team = ? AND {column} IN (SELECT value FROM json_each(?)) AND {name} IS NOT {now}",
            self._team,
            ids,
        )

    def _rename_in_json(self, table: str, column: str, ids: str, names: Mapping[str, str]) -> int:
        found = self._database.rows(
            f"SELECT rowid AS place, {column} AS value FROM {table} WHERE team = ? AND {column} <> '[]' "
            f"AND EXISTS (SELECT 1 FROM json_each(?) WHERE instr({column}, json_each.value))",
            self._team,
            ids,
        )
        changed = 0
        for row in found:
            before = json.loads(row["value"])
            if (after := _renamed(before, names)) != before:
                sql = f"UPDATE {table} SET {column} = ? WHERE rowid = ?"
                changed += self._database.write(sql, json_text(after), row["place"])
        return changed


def _renamed(value: Any, names: Mapping[str, str]) -> Any:
    if isinstance(value, list):
        if len(value) == 3 and isinstance(value[0], str) and value[0] in names:
            return [value[0], names[value[0]], value[2]]
        return [_renamed(each, names) for each in value]
    if not isinstance(value, dict):
        return value
    return {field: _renamed(each, names) for field, each in value.items()} | dict(_named(value, names))


def _named(value: Mapping[str, Any], names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The fields of an object that hold a name, with the name as it is now."""
    for field, each in value.items():
        holder = "name" if field == "id" else field.removesuffix("_id")
        if isinstance(each, str) and each in names and holder != field and isinstance(value.get(holder), str):
            yield holder, names[each]
