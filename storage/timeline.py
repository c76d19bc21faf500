"""The timeline in SQL: the versions of entries, and the reactions behind them.

Each version is a row that names the row it replaces; the newest version is the row that no other row replaces.
"""

import json
from collections.abc import Sequence
from sqlite3 import Row
from typing import Final

from bot.people.model import Person
from bot.ports.timeline import TimelineStore
from bot.timeline.model import Attachment, Entry, ManualEdits, Reaction
from bot.timeline.reactions import reactor_key
from storage.mapper import Format, Mapper
from storage.sqlite.database import Database, Value
from storage.sqlite.search_index import SearchIndex
from storage.sqlite.table import WorkspaceTable
from storage.values import json_text, list_from, person_list, person_of

_NEWEST = "NOT EXISTS (SELECT 1 FROM entries AS later WHERE later.replaces = entries.id)"

# Filled in after the message has been fetched from Slack.
_LOOKED_UP = {"text", "author_id", "author_name", "author_tz", "permalink", "files", "pending", "edited_at"}


class TimelineTable(WorkspaceTable, TimelineStore):
    def __init__(self, database: Database, team: str) -> None:
        super().__init__(database, team)
        self._index = SearchIndex(database, team)

    def save(self, number: int, entry: Entry) -> None:
        """Adds a version. Raises ValueError if it does not follow the newest one."""
        replaced = self._newest_row(entry.id) if entry.id else None
        follows = replaced["version"] + 1 if replaced else 1
        if entry.version != follows or bool(entry.id) != bool(replaced):
            raise ValueError(f"Version {entry.version} of entry {entry.id} does not follow the stored version.")
        self._insert(number, entry, replaced)

    def entries(self, number: int, removed: bool = False) -> Sequence[Entry]:
        state = "" if removed else "AND removed = 0"
        return self._found(f"incident = ? AND {_NEWEST} {state} ORDER BY occurred_at, root", number)

    def entry(self, entry_id: int) -> Entry | None:
        found = self._newest_row(entry_id)
        return _ENTRY.read(found) if found else None

    def next_id(self) -> int:
        # Safe because of BEGIN IMMEDIATE: no other connection can take this id before the commit.
        return self._database.number("SELECT coalesce(max(id), 0) + 1 FROM entries")

    def incident_of(self, entry_id: int) -> int | None:
        found = self._newest_row(entry_id)
        return int(found["incident"]) if found else None

    def history(self, entry_id: int) -> Sequence[Entry]:
        return self._found("root = ? ORDER BY version", entry_id)

    def entry_of(self, channel: str, message_ts: str) -> Entry | None:
        first = self._database.row(
            "SELECT root FROM entries "
            "WHERE team = ? AND channel = ? AND message_ts = ? AND message_ts <> '' AND version = 1",
            self._team,
            channel,
            message_ts,
        )
        return self.entry(first["root"]) if first else None

    def fill(self, entry: Entry) -> None:
        """Completes a pending version. Raises KeyError if it is not stored or not pending."""
        values = {column: value for column, value in _ENTRY.values(entry).items() if column in _LOOKED_UP}
        columns = ", ".join(f"{name} = ?" for name in values)
        sql = f"UPDATE entries SET {columns} WHERE team = ? AND root = ? AND version = ? AND pending = 1"
        if not self._database.write(sql, *values.values(), self._team, entry.id, entry.version):
            raise KeyError(entry.id)
        newest = self._newest_row(entry.id)
        if newest and newest["version"] == entry.version:
            self._index.put_entry(newest["incident"], entry.id, _ENTRY.read(newest))

    def link(self, entry_id: int, permalink: str) -> None:
        """Sets the permalink. Raises KeyError if the entry is not stored."""
        sql = "UPDATE entries SET permalink = ? WHERE team = ? AND root = ?"
        if not self._database.write(sql, permalink, self._team, entry_id):
            raise KeyError(entry_id)

    def set_reaction(self, reaction: Reaction) -> bool:
        newer = (
            "ON CONFLICT (team, channel, message_ts, emoji, slot) DO UPDATE SET is_on = excluded.is_on, "
            "by_id = excluded.by_id, by_name = excluded.by_name, by_tz = excluded.by_tz, at = excluded.at "
            "WHERE excluded.at >= marks.at"
        )
        return (
            self._database.insert(
                "marks", {"team": self._team, **_REACTION.values(reaction), "slot": reactor_key(reaction)}, newer
            )
            == 1
        )

    def reactions(self, channel: str, message_ts: str = "") -> Sequence[Reaction]:
        where, values = "team = ? AND channel = ?", [self._team, channel]
        if message_ts:
            where, values = f"{where} AND message_ts = ?", [*values, message_ts]
        found = self._database.rows(f"SELECT * FROM marks WHERE {where} ORDER BY at, emoji, slot", *values)
        return [_REACTION.read(row) for row in found]

    def _insert(self, number: int, entry: Entry, replaced: Row | None) -> None:
        row_id = self.next_id()
        named: dict[str, Value] = {"id": row_id, "team": self._team, "incident": number, "root": entry.id or row_id}
        named["replaces"] = replaced["id"] if replaced else None
        self._database.insert("entries", {**_ENTRY.values(entry), **named})
        self._index.put_entry(number, entry.id or row_id, entry)

    def _newest_row(self, entry_id: int) -> Row | None:
        return self._database.row(
            "SELECT * FROM entries WHERE team = ? AND root = ? ORDER BY version DESC LIMIT 1", self._team, entry_id
        )

    def _found(self, where: str, *values: Value) -> list[Entry]:
        found = self._database.rows(f"SELECT * FROM entries WHERE team = ? AND {where}", self._team, *values)
        return [_ENTRY.read(row) for row in found]


def _manual_text(manual: ManualEdits) -> str:
    """Only the fields set by hand as JSON; for nearly every entry there are none."""
    facts = _MANUAL.values(manual)
    return json_text({name: fact for name, fact in facts.items() if getattr(manual, name) != getattr(_NO_MANUAL, name)})


def _manual_from(text: str) -> ManualEdits:
    return _MANUAL.read({**_NOTHING_SET, **json.loads(text)}) if text != "{}" else _NO_MANUAL


_PERSON: Final = Format(person_list, person_of)
_MANUAL: Final = Mapper(ManualEdits, formats={Person: _PERSON})
_NO_MANUAL: Final = ManualEdits()
_NOTHING_SET: Final = _MANUAL.values(_NO_MANUAL)
_ENTRY: Final = Mapper(
    Entry,
    columns={"id": "root", "manual": "hand"},
    formats={
        tuple[Person, ...]: Format(
            lambda people: json_text([person_list(each) for each in people]),
            lambda text: tuple(map(person_of, list_from(text))),
        ),
        tuple[Attachment, ...]: Format(
            lambda files: json_text([[file.name, file.type, file.permalink] for file in files]),
            lambda text: tuple(Attachment(*parts) for parts in list_from(text)),
        ),
        ManualEdits: Format(_manual_text, _manual_from),
    },
)
_REACTION: Final = Mapper(Reaction)
