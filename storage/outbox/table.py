"""The outbox in SQL: the messages that Slack should show, how far they are delivered, and failed attempts.

A row is waiting while `done` is less than `wanted` and it has no error; it has failed while it has an error. Done rows
can be pruned at any time: what is needed later is in other tables (delivered.py, answerable.py).
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from sqlite3 import Row

from bot.json_types import Json
from bot.outbox import requested
from bot.outbox.incidents import RevertibleLine
from bot.outbox.model import OutboxMessage, OutboxRow
from bot.ports.outbox import OutboxStore
from storage.outbox.answerable import AnswerableTable
from storage.outbox.codec import encoded, message_in
from storage.outbox.delivered import DeliveredTable
from storage.sqlite.database import Database, Value
from storage.sqlite.table import WorkspaceTable
from storage.values import json_object, json_text, time_from, time_text

_UNDONE = "done < wanted"
_WAITING = f"{_UNDONE} AND error = ''"
_FAILED = "error <> ''"
_ROWS = (
    "SELECT outbox.*, coalesce((SELECT result FROM delivered WHERE delivered.team = outbox.team "
    "AND delivered.key = outbox.key), '{}') AS result FROM outbox"
)
_DELIVERED_BEFORE = "SELECT EXISTS (SELECT 1 FROM delivered WHERE team = ? AND key = ?) AS before"


class OutboxTable(WorkspaceTable, OutboxStore):
    """The rows of one workspace. Incident 0 stands for the workspace itself and is NULL in the table."""

    def __init__(self, database: Database, team: str) -> None:
        super().__init__(database, team)
        self._delivered = DeliveredTable(database, team)
        self._answerable = AnswerableTable(database, team)

    def enqueue(self, number: int, effects: Iterable[OutboxMessage], at: datetime) -> None:
        """Inserts each message, and merges it only if its key exists: most messages are new."""
        for effect in effects:
            requested.note(number, effect)
            message = self._answerable.keep(number, effect) if effect.is_answerable else effect
            if not self._add(number, message, at):
                self._enqueue_again(message, at)

    def deliverable(self, number: int) -> Sequence[OutboxRow]:
        return self._of_incident(number, _WAITING)

    def failed(self, number: int) -> Sequence[OutboxRow]:
        return self._of_incident(number, _FAILED)

    def newest(self, most: int) -> Sequence[OutboxRow]:
        found = self._database.rows(f"{_ROWS} WHERE team = ? ORDER BY id DESC LIMIT ?", self._team, most)
        return [_row(row) for row in found]

    def row(self, key: str) -> OutboxRow | None:
        found = self._database.row(f"{_ROWS} WHERE team = ? AND key = ?", self._team, key)
        return _row(found) if found else None

    def result(self, key: str) -> Mapping[str, Json] | None:
        return self._delivered.result(key)

    def shows(self, channel: str, ts: str) -> bool:
        return self._delivered.shows(channel, ts)

    def answerable(self, key: str) -> OutboxMessage | None:
        return self._answerable.get(key)

    def newest_answerable(self, name: str) -> OutboxMessage | None:
        return self._answerable.newest(name)

    def newest_change(self, number: int, thing: str) -> RevertibleLine | None:
        return self._answerable.newest_change(number, thing)

    def move_waiting(self, number: int, before: str, now: str) -> None:
        waits = f"team = ? AND incident = ? AND {_UNDONE}"
        moved = "SET depends_on = replace(depends_on, ?, ?) WHERE"
        keys = (json_text(before), json_text(now), self._team, number)
        answerable = f"UPDATE answerable {moved} team = ? AND key IN (SELECT key FROM outbox WHERE {waits})"
        self._database.write(answerable, *keys[:3], self._team, number)
        self._database.write(f"UPDATE outbox {moved} {waits}", *keys)

    def waiting_incidents(self) -> Sequence[int]:
        found = self._database.rows(
            f"SELECT DISTINCT coalesce(incident, 0) FROM outbox WHERE team = ? AND {_WAITING} ORDER BY 1", self._team
        )
        return [number for (number,) in found]

    def mark_tried(self, keys: Sequence[str]) -> None:
        for key in keys:
            self._set(key, "tried = 1, attempts = attempts + 1")

    def mark_done(self, key: str, version: int, result: Mapping[str, Json]) -> None:
        self._set(key, "done = ?, tried = 0, attempts = 0, error = ''", version)
        self._delivered.keep(key, result)

    def postpone(self, key: str, not_before: datetime, *, outcome_unknown: bool) -> None:
        self._set(key, "not_before = ?, tried = ?", time_text(not_before), int(outcome_unknown))

    def mark_failed(self, key: str, error: str) -> None:
        if not error:
            raise ValueError(f"A failed row needs an error, or it would be retried: {key}")
        self._set(key, "error = ?, tried = 0", error)

    def retry_failed(self, number: int, at: datetime) -> int:
        return self._database.write(
            "UPDATE outbox SET error = '', attempts = 0, not_before = ? "
            f"WHERE team = ? AND incident IS ? AND {_FAILED}",
            time_text(at),
            self._team,
            number or None,
        )

    def _of_incident(self, number: int, state: str) -> Sequence[OutboxRow]:
        found = self._database.rows(
            f"{_ROWS} WHERE team = ? AND incident IS ? AND {state} ORDER BY id",
            self._team,
            number or None,
        )
        return [_row(row) for row in found]

    def _add(self, number: int, effect: OutboxMessage, at: datetime) -> bool:
        """Inserts a row, False if its key exists. A message that was delivered and pruned counts as done once."""
        named: dict[str, Value] = {"team": self._team, "incident": number or None, "key": effect.key}
        fresh: dict[str, Value] = {"tried": 0, "attempts": 0, "error": "", "not_before": time_text(at)}
        values = {**named, **_values(effect), **fresh}
        added = self._database.write(
            f"INSERT INTO outbox ({', '.join(values)}, wanted, done) "
            f"SELECT {', '.join('?' * len(values))}, before + 1, before FROM ({_DELIVERED_BEFORE}) WHERE true "
            "ON CONFLICT (team, key) DO NOTHING",
            *values.values(),
            self._team,
            effect.key,
        )
        return added == 1

    def _enqueue_again(self, effect: OutboxMessage, at: datetime) -> None:
        """Merges a message into its row. Keeps `tried`: an attempt with an unknown outcome may have succeeded."""
        row = self.row(effect.key)
        values = _values(effect.merged_over(row.message) if row else effect)
        columns = "".join(f"{column} = ?, " for column in values)
        self._set(
            effect.key,
            f"{columns} wanted = wanted + 1, error = '', attempts = 0, not_before = ?",
            *values.values(),
            time_text(at),
        )

    def _set(self, key: str, assignments: str, *values: Value) -> None:
        """Raises KeyError for an unknown key, so that no update is lost silently."""
        sql = f"UPDATE outbox SET {assignments} WHERE team = ? AND key = ?"
        if not self._database.write(sql, *values, self._team, key):
            raise KeyError(key)


def _row(row: Row) -> OutboxRow:
    return OutboxRow(
        team=row["team"],
        incident=row["incident"] or 0,
        message=message_in(row),
        wanted=row["wanted"],
        done=row["done"],
        tried=bool(row["tried"]),
        attempts=row["attempts"],
        not_before=time_from(row["not_before"]),
        result=json_object(row["result"]),
        error=row["error"],
    )


def _values(message: OutboxMessage) -> dict[str, Value]:
    kind, facts = encoded(message)
    return {
        "kind": kind,
        "facts": json_text(facts),
        "ordering_key": message.ordering_key,
        "depends_on": json_text(message.depends_on),
        "priority": message.priority,
    }
