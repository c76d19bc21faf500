"""The timeline in SQL: the versions of entries, and the marks that they stand on.

A version is a row of its own and names the row that it replaces; the newest is the one that no other row replaces.
"""

import sqlite3
from collections.abc import Sequence
from datetime import datetime

from bot.timeline.model import Entry, Reaction
from storage import rows
from storage.sqlite.database import Database, Value

_NEWEST = "NOT EXISTS (SELECT 1 FROM entries AS later WHERE later.replaces = entries.id)"


class TimelineTable:
    """One workspace's entries and marks."""

    def __init__(self, database: Database, team: str) -> None:
        self._database = database
        self._team = team

    def save(self, number: int, entry: Entry) -> None:
        """Raises ValueError for a version that does not follow the newest one."""
        replaced = self._newest_row(entry.id) if entry.id else None
        follows = replaced["version"] + 1 if replaced else 1
        if entry.version != follows or bool(entry.id) != bool(replaced):
            raise ValueError(f"Entry {entry.id} in version {entry.version} does not follow what is stored.")
        self._insert(number, entry, replaced)

    def of_incident(self, number: int, removed: bool) -> Sequence[Entry]:
        state = "" if removed else "AND removed = 0"
        return self._found(f"incident = ? AND {_NEWEST} {state} ORDER BY occurred_at, root", number)

    def last_by_people(self, number: int) -> datetime | None:
        found = self._database.row(
            "SELECT occurred_at FROM entries WHERE team = ? AND incident = ? AND source <> 'system' AND removed = 0 "
            f"AND {_NEWEST} ORDER BY occurred_at DESC LIMIT 1",
            self._team,
            number,
        )
        return rows.time_from(found["occurred_at"]) if found else None

    def newest(self, entry_id: int) -> Entry | None:
        found = self._newest_row(entry_id)
        return rows.entry_from(found) if found else None

    def incident_of(self, entry_id: int) -> int | None:
        found = self._newest_row(entry_id)
        return int(found["incident"]) if found else None

    def history(self, entry_id: int) -> Sequence[Entry]:
        return self._found("root = ? ORDER BY version", entry_id)

    def of_message(self, channel: str, message_ts: str) -> Entry | None:
        first = self._database.row(
            "SELECT root FROM entries "
            "WHERE team = ? AND channel = ? AND message_ts = ? AND message_ts <> '' AND version = 1",
            self._team,
            channel,
            message_ts,
        )
        return self.newest(first["root"]) if first else None

    def fill(self, entry: Entry) -> None:
        """Raises KeyError for a version that is not stored, or was filled before."""
        values = rows.look_up_values(entry)
        columns = ", ".join(f"{name} = ?" for name in values)
        sql = f"UPDATE entries SET {columns} WHERE team = ? AND root = ? AND version = ? AND pending = 1"
        if not self._database.write(sql, *values.values(), self._team, entry.id, entry.version):
            raise KeyError(entry.id)

    def link(self, entry_id: int, permalink: str) -> None:
        """Raises KeyError for an entry that is not stored."""
        sql = "UPDATE entries SET permalink = ? WHERE team = ? AND root = ?"
        if not self._database.write(sql, permalink, self._team, entry_id):
            raise KeyError(entry_id)

    def set_mark(self, mark: Reaction) -> bool:
        newer = (
            "ON CONFLICT (team, channel, message_ts, emoji, slot) DO UPDATE SET is_on = excluded.is_on, "
            "by_id = excluded.by_id, by_name = excluded.by_name, by_tz = excluded.by_tz, at = excluded.at "
            "WHERE excluded.at > marks.at"
        )
        return self._database.insert("marks", {"team": self._team, **rows.mark_values(mark)}, newer) == 1

    def marks(self, channel: str, message_ts: str) -> Sequence[Reaction]:
        where, values = "team = ? AND channel = ?", [self._team, channel]
        if message_ts:
            where, values = f"{where} AND message_ts = ?", [*values, message_ts]
        found = self._database.rows(f"SELECT * FROM marks WHERE {where} ORDER BY at, emoji, slot", *values)
        return [rows.mark_from(row) for row in found]

    def _insert(self, number: int, entry: Entry, replaced: sqlite3.Row | None) -> None:
        # BEGIN IMMEDIATE: nobody else takes this id before the commit.
        row_id = self._database.number("SELECT coalesce(max(id), 0) + 1 FROM entries")
        named: dict[str, Value] = {"id": row_id, "team": self._team, "incident": number, "root": entry.id or row_id}
        named["replaces"] = replaced["id"] if replaced else None
        self._database.insert("entries", {**named, **rows.entry_values(entry)})

    def _newest_row(self, entry_id: int) -> sqlite3.Row | None:
        return self._database.row(
            "SELECT * FROM entries WHERE team = ? AND root = ? ORDER BY version DESC LIMIT 1", self._team, entry_id
        )

    def _found(self, where: str, *values: Value) -> list[Entry]:
        found = self._database.rows(f"SELECT * FROM entries WHERE team = ? AND {where}", self._team, *values)
        return [rows.entry_from(row) for row in found]
