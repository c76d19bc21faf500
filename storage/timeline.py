"""The timeline in SQL: the versions of entries, and the reactions that they stand on.

A version is a row of its own and names the row that it replaces; the newest is the one that no other row replaces.
"""

import json
from collections.abc import Sequence
from sqlite3 import Row

from bot.json_types import Json
from bot.ports.timeline import TimelineStore
from bot.timeline.model import Attachment, Entry, EntryChange, EntryKind, EntrySource, ManualEdits, Reaction
from bot.timeline.reactions import slot
from storage.sqlite.database import Database, Value
from storage.values import (
    json_text,
    list_from,
    person_from,
    person_list,
    person_of,
    person_or_none,
    person_values,
    time_from,
    time_from_or_none,
    time_or_none,
    time_text,
)

_NEWEST = "NOT EXISTS (SELECT 1 FROM entries AS later WHERE later.replaces = entries.id)"


class TimelineTable(TimelineStore):
    """One workspace's."""

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

    def entries(self, number: int, removed: bool = False) -> Sequence[Entry]:
        state = "" if removed else "AND removed = 0"
        return self._found(f"incident = ? AND {_NEWEST} {state} ORDER BY occurred_at, root", number)

    def entry(self, entry_id: int) -> Entry | None:
        found = self._newest_row(entry_id)
        return entry_from(found) if found else None

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
        """Raises KeyError for a version that is not stored, or was filled before."""
        values = look_up_values(entry)
        columns = ", ".join(f"{name} = ?" for name in values)
        sql = f"UPDATE entries SET {columns} WHERE team = ? AND root = ? AND version = ? AND pending = 1"
        if not self._database.write(sql, *values.values(), self._team, entry.id, entry.version):
            raise KeyError(entry.id)

    def link(self, entry_id: int, permalink: str) -> None:
        """Raises KeyError for an entry that is not stored."""
        sql = "UPDATE entries SET permalink = ? WHERE team = ? AND root = ?"
        if not self._database.write(sql, permalink, self._team, entry_id):
            raise KeyError(entry_id)

    def set_reaction(self, reaction: Reaction) -> bool:
        newer = (
            "ON CONFLICT (team, channel, message_ts, emoji, slot) DO UPDATE SET is_on = excluded.is_on, "
            "by_id = excluded.by_id, by_name = excluded.by_name, by_tz = excluded.by_tz, at = excluded.at "
            "WHERE excluded.at > marks.at"
        )
        return self._database.insert("marks", {"team": self._team, **reaction_values(reaction)}, newer) == 1

    def reactions(self, channel: str, message_ts: str = "") -> Sequence[Reaction]:
        where, values = "team = ? AND channel = ?", [self._team, channel]
        if message_ts:
            where, values = f"{where} AND message_ts = ?", [*values, message_ts]
        found = self._database.rows(f"SELECT * FROM marks WHERE {where} ORDER BY at, emoji, slot", *values)
        return [reaction_from(row) for row in found]

    def _insert(self, number: int, entry: Entry, replaced: Row | None) -> None:
        # BEGIN IMMEDIATE: nobody else takes this id before the commit.
        row_id = self._database.number("SELECT coalesce(max(id), 0) + 1 FROM entries")
        named: dict[str, Value] = {"id": row_id, "team": self._team, "incident": number, "root": entry.id or row_id}
        named["replaces"] = replaced["id"] if replaced else None
        self._database.insert("entries", {**named, **entry_values(entry)})

    def _newest_row(self, entry_id: int) -> Row | None:
        return self._database.row(
            "SELECT * FROM entries WHERE team = ? AND root = ? ORDER BY version DESC LIMIT 1", self._team, entry_id
        )

    def _found(self, where: str, *values: Value) -> list[Entry]:
        found = self._database.rows(f"SELECT * FROM entries WHERE team = ? AND {where}", self._team, *values)
        return [entry_from(row) for row in found]


def entry_values(entry: Entry) -> dict[str, Value]:
    return {
        "version": entry.version,
        "occurred_at": time_text(entry.occurred_at),
        "recorded_at": time_text(entry.recorded_at),
        "kind": entry.kind.value,
        "source": entry.source.value,
        "captured_by": json_text([person_list(person) for person in entry.captured_by]),
        "channel": entry.channel,
        "message_ts": entry.message_ts,
        **look_up_values(entry),
        "removed": int(entry.removed),
        "deleted": int(entry.deleted),
        "hand": json_text(_hand_object(entry.hand)),
        "change": entry.change.value,
        **person_values("changed_by", entry.changed_by),
        "changed_at": time_or_none(entry.changed_at),
    }


def look_up_values(entry: Entry) -> dict[str, Value]:
    """What a look-up in Slack fills in."""
    return {
        "text": entry.text,
        **person_values("author", entry.author),
        "permalink": entry.permalink,
        "files": json_text([[file.name, file.type, file.permalink] for file in entry.files]),
        "pending": int(entry.pending),
        "edited_at": time_or_none(entry.edited_at),
    }


def entry_from(row: Row) -> Entry:
    return Entry(
        occurred_at=time_from(row["occurred_at"]),
        recorded_at=time_from(row["recorded_at"]),
        kind=EntryKind(row["kind"]),
        text=row["text"],
        author=person_from(row, "author"),
        source=EntrySource(row["source"]),
        captured_by=tuple(map(person_of, list_from(row["captured_by"]))),
        channel=row["channel"],
        message_ts=row["message_ts"],
        permalink=row["permalink"],
        files=tuple(Attachment(*parts) for parts in list_from(row["files"])),
        pending=bool(row["pending"]),
        removed=bool(row["removed"]),
        deleted=bool(row["deleted"]),
        hand=_hand_from(row["hand"]),
        edited_at=time_from_or_none(row["edited_at"]),
        id=row["root"],
        version=row["version"],
        change=EntryChange(row["change"]),
        changed_by=person_or_none(row, "changed_by"),
        changed_at=time_from_or_none(row["changed_at"]),
    )


def _hand_object(hand: ManualEdits) -> dict[str, Json]:
    """Only what was set by hand, which for nearly every entry is nothing."""
    facts: dict[str, Json] = {
        "kind": hand.kind.value if hand.kind else None,
        "kind_at": time_or_none(hand.kind_at),
        "present": hand.present,
        "present_at": time_or_none(hand.present_at),
        "by": person_list(hand.by) if hand.by else None,
        "text": hand.text or None,
        "time": hand.time or None,
    }
    return {name: value for name, value in facts.items() if value is not None}


def _hand_from(text: str) -> ManualEdits:
    if text == "{}":
        return _NO_HAND
    facts = json.loads(text)
    return ManualEdits(
        kind=EntryKind(facts["kind"]) if "kind" in facts else None,
        kind_at=time_from_or_none(facts.get("kind_at")),
        present=facts.get("present"),
        present_at=time_from_or_none(facts.get("present_at")),
        by=person_of(facts["by"]) if "by" in facts else None,
        text="text" in facts,
        time="time" in facts,
    )


_NO_HAND = ManualEdits()


def reaction_values(reaction: Reaction) -> dict[str, Value]:
    return {
        "channel": reaction.channel,
        "message_ts": reaction.message_ts,
        "emoji": reaction.emoji,
        "slot": slot(reaction),
        **person_values("by", reaction.by),
        "is_on": int(reaction.is_on),
        "at": time_text(reaction.at),
    }


def reaction_from(row: Row) -> Reaction:
    by = person_from(row, "by")
    return Reaction(row["channel"], row["message_ts"], row["emoji"], by, bool(row["is_on"]), time_from(row["at"]))
