"""A bot.ports.store.Store over SQLite: incidents, what hangs on them, requests, people and reminders.

Each statement names the workspace. Entries with their marks and the outbox have their own files.
"""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import datetime

from bot.home.home import Unreviewed
from bot.incidents.change import Change, IncidentDetails
from bot.incidents.model import Incident, Status
from bot.json_types import Json
from bot.metrics.stats import IncidentMetrics
from bot.outbox.model import OutboxMessage, OutboxRow
from bot.people.model import Group, Person
from bot.ports.store import Store
from bot.review.edit_log import EditLogEntry, EditLogKind
from bot.review.follow_up import Progress
from bot.search.model import SearchResults
from bot.tasks.model import ActionItem, Task
from bot.timeline.model import Entry, Reaction
from bot.updates.model import Update
from storage import rows
from storage.home import HomeQueries
from storage.metrics import IncidentMetricsTable
from storage.outbox import OutboxTable
from storage.retention.holdings import SqliteHoldings
from storage.review import EditLogTable
from storage.sqlite.database import Database, Value
from storage.sqlite.search import Search, seen_by
from storage.timeline import TimelineTable


class SqliteStore(Store):
    """What the protocol says, for one workspace. Several stores may share a database, each sees its own team only.

    A write outside `transaction()` raises RuntimeError, one that hits nothing KeyError; a value of another
    workspace raises ValueError. Text that is not valid Unicode is stored with U+FFFD for what is broken.
    """

    def __init__(self, database: Database, team: str) -> None:
        self._database = database
        self._team = team
        self._entries = TimelineTable(database, team)
        self._outbox = OutboxTable(database, team)
        self._search = Search(database, team)
        self._acts = EditLogTable(database, team)
        self._lives = IncidentMetricsTable(database, team)
        self._homes = HomeQueries(database, team)
        self.holdings = SqliteHoldings(database, team)

    def transaction(self) -> AbstractContextManager[None]:
        return self._database.transaction()

    def version(self) -> int:
        return self._database.number("PRAGMA data_version")

    # Requests that were already handled

    def remember(self, request_id: str, at: datetime) -> bool:
        values = {"team": self._team, "id": request_id, "at": rows.time_text(at)}
        return self._database.insert("requests", values, "ON CONFLICT (team, id) DO NOTHING") == 1

    # Incidents and what hangs on them

    def open_incident(self, incident: Incident) -> Incident:
        self._need_own(incident)
        opened = replace(incident, number=self._next("incidents", "team = ?", self._team))
        named: dict[str, Value] = {"team": self._team, "number": opened.number}
        self._database.insert("incidents", {**named, **rows.incident_values(opened)})
        return opened

    def incident(self, number: int) -> Incident | None:
        return self._one_incident("number = ?", number)

    def incident_in(self, channel: str) -> Incident | None:
        return self._one_incident("channel = ? AND channel <> ''", channel)

    def incident_once_in(self, channel: str) -> Incident | None:
        had = "SELECT incident FROM channels WHERE channel = ? AND team = ?"
        return self.incident_in(channel) or self._one_incident(f"number IN ({had})", channel, self._team)

    def channels(self, number: int) -> Sequence[str]:
        found = self._database.rows(
            "SELECT channel FROM channels WHERE team = ? AND incident = ? ORDER BY room", self._team, number
        )
        return [row["channel"] for row in found]

    def merged_into(self, number: int) -> Sequence[Incident]:
        return self._incidents("merged_into = ? AND merged_into > 0 ORDER BY number", number)

    def open_incidents(self) -> Sequence[Incident]:
        return self._incidents(f"status IN {rows.OPEN_STATUSES} ORDER BY number")

    def declared_since(self, person_id: str, title_key: str, since: datetime) -> Incident | None:
        return self._one_incident(
            "declared_by_id = ? AND title_key = ? AND declared_at >= ? ORDER BY declared_at DESC, number DESC",
            person_id,
            title_key,
            rows.time_text(since),
        )

    def save(self, change: Change, at: datetime) -> None:
        incident = change.incident
        self._need_own(incident)
        self._set_incident(incident.number, rows.incident_values(incident))
        for entry in change.entries:
            self._entries.save(incident.number, entry)
        self._add("updates", incident.number, map(rows.update_values, change.updates))
        self._add("records", incident.number, map(rows.record_values, change.records))
        self._put("actions", incident.number, map(rows.action_values, change.actions))
        self._put("tasks", incident.number, map(rows.task_values, change.tasks))
        self._outbox.want(incident.number, change.effects, at)

    def set_channel(self, number: int, channel: str, name: str) -> None:
        self._set_incident(number, {"channel": channel, "channel_name": name})
        self._database.write(
            "INSERT INTO channels SELECT team, channel, number, room FROM incidents WHERE team = ? AND number = ? "
            "ON CONFLICT (team, channel) DO NOTHING",
            self._team,
            number,
        )

    def details(self, number: int) -> IncidentDetails | None:
        with self._database.snapshot():
            incident = self.incident(number)
            return self._details_of(incident) if incident else None

    def updates(self, number: int) -> tuple[Update, ...]:
        return tuple(map(rows.update_from, self._hanging_on(number, "updates", "number")))

    def last_update(self, number: int) -> Update | None:
        found = self._database.row(
            "SELECT * FROM updates WHERE team = ? AND incident = ? ORDER BY number DESC LIMIT 1", self._team, number
        )
        return rows.update_from(found) if found else None

    def actions(self, number: int) -> tuple[ActionItem, ...]:
        return tuple(map(rows.action_from, self._hanging_on(number, "actions", "number")))

    def tasks(self, number: int) -> tuple[Task, ...]:
        return tuple(map(rows.task_from, self._hanging_on(number, "tasks", "number")))

    def next_task_number(self, number: int) -> int:
        return self._next("tasks", "team = ? AND incident = ?", self._team, number)

    def next_update_number(self, number: int) -> int:
        return self._next("updates", "team = ? AND incident = ?", self._team, number)

    def next_action_number(self, number: int) -> int:
        return self._next("actions", "team = ? AND incident = ?", self._team, number)

    # Entries and the marks that they stand on

    def entries(self, number: int, removed: bool = False) -> Sequence[Entry]:
        return self._entries.of_incident(number, removed)

    def last_by_people(self, number: int) -> datetime | None:
        return self._entries.last_by_people(number)

    def entry(self, entry_id: int) -> Entry | None:
        return self._entries.newest(entry_id)

    def incident_of(self, entry_id: int) -> int | None:
        return self._entries.incident_of(entry_id)

    def history(self, entry_id: int) -> Sequence[Entry]:
        return self._entries.history(entry_id)

    def entry_of(self, channel: str, message_ts: str) -> Entry | None:
        return self._entries.of_message(channel, message_ts)

    def fill_entry(self, entry: Entry) -> None:
        self._entries.fill(entry)

    def link_entry(self, entry_id: int, permalink: str) -> None:
        self._entries.link(entry_id, permalink)

    def set_mark(self, mark: Reaction) -> bool:
        return self._entries.set_mark(mark)

    def marks(self, channel: str, message_ts: str = "") -> Sequence[Reaction]:
        return self._entries.marks(channel, message_ts)

    # Who is in the channel

    def set_member(self, number: int, person: Person, present: bool) -> None:
        """Somebody without an id is left out: there is nothing to find them by."""
        if not person.id:
            return
        values: dict[str, Value] = {"team": self._team, "incident": number, "person": person.id}
        known = "ON CONFLICT (team, incident, person) DO UPDATE SET present = excluded.present"
        self._database.insert("members", {**values, "present": int(present)}, known)

    def members(self, number: int) -> frozenset[str]:
        found = self._database.rows(
            "SELECT person FROM members WHERE team = ? AND incident = ? AND present = 1", self._team, number
        )
        return frozenset(row["person"] for row in found)

    # Absences

    def scanned(self, number: int) -> datetime | None:
        found = self._database.row("SELECT at FROM scans WHERE team = ? AND incident = ?", self._team, number)
        return rows.time_from(found["at"]) if found else None

    def set_scanned(self, number: int, at: datetime) -> None:
        values: dict[str, Value] = {"team": self._team, "incident": number, "at": rows.time_text(at)}
        self._database.insert("scans", values, "ON CONFLICT (team, incident) DO UPDATE SET at = excluded.at")

    def alive(self) -> datetime | None:
        found = self._database.row("SELECT at FROM alive WHERE team = ?", self._team)
        return rows.time_from(found["at"]) if found else None

    def set_alive(self, at: datetime) -> None:
        values = {"team": self._team, "at": rows.time_text(at)}
        self._database.insert("alive", values, "ON CONFLICT (team) DO UPDATE SET at = excluded.at")

    # People

    def person(self, person_id: str) -> Person | None:
        found = self._database.row("SELECT * FROM people WHERE team = ? AND id = ?", self._team, person_id)
        return rows.person_from(found) if found else None

    def keep_people(self, people: Iterable[Person]) -> None:
        """Somebody without an id is left out: there is nothing to find them by."""
        renamed = "ON CONFLICT (team, id) DO UPDATE SET name = excluded.name, tz = excluded.tz, guest = excluded.guest"
        for person in people:
            if person.id:
                values: dict[str, Value] = {
                    "id": person.id,
                    "name": person.name,
                    "tz": person.tz,
                    "guest": int(person.guest),
                }
                self._database.insert("people", {"team": self._team, **values}, renamed)

    # Search and lists

    def find(self, text: str, person_id: str | None, most: int, inside: bool = False) -> SearchResults:
        return self._search.find(text, person_id, most, inside)

    def lives(self, since: datetime, person_id: str | None) -> Sequence[IncidentMetrics]:
        return self._lives.since(since, person_id)

    def visible(self, person_id: str | None, statuses: Iterable[Status], most: int) -> Sequence[Incident]:
        wanted = [status.value for status in statuses]
        marks = ", ".join("?" * len(wanted))
        seen, who = seen_by(person_id)
        where = f"{seen} AND status IN ({marks}) ORDER BY number DESC LIMIT ?"
        return self._incidents(where, *who, *wanted, most)

    # Homes

    def home_opened(self, person_id: str, at: datetime) -> None:
        self._homes.opened(person_id, at)

    def home_viewers(self, since: datetime) -> Sequence[str]:
        return self._homes.viewers(since)

    def has_home_viewers(self, since: datetime) -> bool:
        return self._homes.any_viewer(since)

    def tasks_of(self, person_id: str) -> Mapping[int, int]:
        return self._homes.tasks_of(person_id)

    def actions_of(self, person_id: str) -> Sequence[tuple[Incident, ActionItem]]:
        return self._homes.actions_of(person_id)

    def unreviewed(self, person_id: str, since: datetime) -> Sequence[Unreviewed]:
        return self._homes.unreviewed(person_id, since)

    # User groups

    def keep_group(self, group: Group) -> None:
        named: dict[str, Value] = {"team": self._team, "id": group.id}
        renamed = "ON CONFLICT (team, id) DO UPDATE SET handle = excluded.handle"
        self._database.insert("groups", {**named, "handle": group.handle}, renamed)
        self._database.write("DELETE FROM group_people WHERE team = ? AND id = ?", self._team, group.id)
        for person in sorted(group.people):
            self._database.insert("group_people", {**named, "person": person})

    def group(self, group_id: str) -> Group | None:
        found = self._database.row("SELECT handle FROM groups WHERE team = ? AND id = ?", self._team, group_id)
        if found is None:
            return None
        people = self._database.rows("SELECT person FROM group_people WHERE team = ? AND id = ?", self._team, group_id)
        return Group(group_id, found["handle"], frozenset(row["person"] for row in people))

    def groups_of(self, person_id: str) -> frozenset[str]:
        found = self._database.rows("SELECT id FROM group_people WHERE team = ? AND person = ?", self._team, person_id)
        return frozenset(row["id"] for row in found)

    # Reviews as people work on them

    def add_acts(self, number: int, acts: Iterable[EditLogEntry]) -> Sequence[EditLogEntry]:
        return self._acts.add(number, acts)

    def acts(self, number: int) -> Sequence[EditLogEntry]:
        return self._acts.of_incident(number)

    def has_review(self, number: int) -> bool:
        return self._homes.has_review(number)

    def reviewed(self, what: EditLogKind) -> Sequence[int]:
        return self._acts.incidents(what)

    def reviews(self, person_id: str | None, since: datetime, approved_since: datetime) -> Sequence[Progress]:
        return self._acts.progress(person_id, since, approved_since)

    def published(self, most: int) -> Sequence[int]:
        return self._acts.published(most)

    # The schedule: what is due when

    def schedule(self, number: int, due: Mapping[str, datetime]) -> None:
        self._database.write("DELETE FROM reminders WHERE team = ? AND incident = ?", self._team, number)
        self._add("reminders", number, ({"kind": kind, "due": rows.time_text(at)} for kind, at in due.items()))

    def claim_due(self, now: datetime) -> Sequence[tuple[int, str, datetime]]:
        taken = self._database.take(
            "DELETE FROM reminders WHERE team = ? AND due <= ? RETURNING due, incident, kind",
            self._team,
            rows.time_text(now),
        )
        return [(number, kind, rows.time_from(due)) for due, number, kind in sorted(map(tuple, taken))]

    def next_due(self) -> datetime | None:
        found = self._database.row("SELECT due FROM reminders WHERE team = ? ORDER BY due LIMIT 1", self._team)
        return rows.time_from(found["due"]) if found else None

    # The outbox

    def want(self, number: int, effects: Iterable[OutboxMessage], at: datetime) -> None:
        self._outbox.want(number, effects, at)

    def deliverable(self, number: int) -> Sequence[OutboxRow]:
        return self._outbox.deliverable(number)

    def row(self, key: str) -> OutboxRow | None:
        return self._outbox.row(key)

    def waiting_incidents(self) -> Sequence[int]:
        return self._outbox.waiting_incidents()

    def newest_line(self, number: int, thing: str) -> OutboxRow | None:
        return self._outbox.newest_line(number, thing)

    def move_waiting(self, number: int, needed: str, needs: str) -> None:
        self._outbox.move_waiting(number, needed, needs)

    def newest_rows(self, most: int) -> Sequence[OutboxRow]:
        return self._outbox.newest(most)

    def failed_rows(self, number: int) -> Sequence[OutboxRow]:
        return self._outbox.failed(number)

    def mark_tried(self, keys: Sequence[str]) -> None:
        self._outbox.mark_tried(keys)

    def mark_done(self, key: str, version: int, result: Mapping[str, Json]) -> None:
        self._outbox.mark_done(key, version, result)

    def postpone(self, key: str, not_before: datetime, *, outcome_unknown: bool) -> None:
        self._outbox.postpone(key, not_before, outcome_unknown=outcome_unknown)

    def mark_failed(self, key: str, error: str) -> None:
        self._outbox.mark_failed(key, error)

    def retry_failed(self, number: int, at: datetime) -> int:
        return self._outbox.retry_failed(number, at)

    def _need_own(self, incident: Incident) -> None:
        if incident.team != self._team:
            raise ValueError(f"An incident of {incident.team} can't be stored under {self._team}.")

    def _incidents(self, where: str, *values: Value) -> list[Incident]:
        found = self._database.rows(f"SELECT * FROM incidents WHERE team = ? AND {where}", self._team, *values)
        return [rows.incident_from(row) for row in found]

    def _one_incident(self, where: str, *values: Value) -> Incident | None:
        return next(iter(self._incidents(f"{where} LIMIT 1", *values)), None)

    def _details_of(self, incident: Incident) -> IncidentDetails:
        number = incident.number
        return IncidentDetails(
            incident,
            entries=tuple(self.entries(number)),
            updates=self.updates(number),
            records=tuple(map(rows.record_from, self._hanging_on(number, "records", "id"))),
            actions=self.actions(number),
            tasks=self.tasks(number),
        )

    def _hanging_on(self, number: int, table: str, order: str) -> list[sqlite3.Row]:
        return self._database.rows(
            f"SELECT * FROM {table} WHERE team = ? AND incident = ? ORDER BY {order}", self._team, number
        )

    def _next(self, table: str, where: str, *values: Value) -> int:
        return self._database.number(f"SELECT coalesce(max(number), 0) + 1 FROM {table} WHERE {where}", *values)

    def _add(self, table: str, number: int, children: Iterable[Mapping[str, Value]]) -> None:
        for values in children:
            self._database.insert(table, {"team": self._team, "incident": number, **values})

    def _put(self, table: str, number: int, children: Iterable[Mapping[str, Value]]) -> None:
        """Children that have a number: a known one is written anew."""
        for values in children:
            changed = ", ".join(f"{column} = excluded.{column}" for column in values if column != "number")
            conflict = f"ON CONFLICT (team, incident, number) DO UPDATE SET {changed}"
            self._database.insert(table, {"team": self._team, "incident": number, **values}, conflict)

    def _set_incident(self, number: int, values: Mapping[str, Value]) -> None:
        self._set("incidents", values, "number", number)

    def _set(self, table: str, values: Mapping[str, Value], column: str, key: int) -> None:
        columns = ", ".join(f"{name} = ?" for name in values)
        sql = f"UPDATE {table} SET {columns} WHERE team = ? AND {column} = ?"
        if not self._database.write(sql, *values.values(), self._team, key):
            raise KeyError(key)
