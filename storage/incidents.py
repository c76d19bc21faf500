"""Incidents and their channels in SQL."""

import json
import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from sqlite3 import Row
from typing import Final

from bot.incidents.declaring.model import title_key
from bot.incidents.model import OPEN, Incident, Status
from bot.nudges.model import ReminderState
from bot.people.model import Person
from bot.ports.incidents import IncidentStore
from bot.roles.model import Handover, RoleHolder
from storage.mapper import Format, Mapper
from storage.nudges import state_from, state_object
from storage.people import PeopleTable, seen_by
from storage.sqlite.database import Database, Value
from storage.sqlite.search_index import SearchIndex
from storage.sqlite.table import WorkspaceTable
from storage.values import json_text, person_list, person_of, time_text

logger = logging.getLogger(__name__)

OPEN_STATUSES = f"({', '.join(repr(status.value) for status in sorted(OPEN))})"  # an SQL list
_NOT_POSTABLE = f"(channel_error <> '' OR (archived = 1 AND status IN {OPEN_STATUSES}))"

_PEOPLE: Final = {Person: Format(person_list, person_of)}
_ROLE: Final = Mapper(RoleHolder, formats=_PEOPLE)
_HANDOVER: Final = Mapper(Handover, formats=_PEOPLE)
INCIDENT: Final = Mapper(
    Incident,
    columns={
        "silence_from": "gap_from",
        "silence_asked_at": "gap_asked_at",
        "channel_generation": "room",
        "reminder_state": "care",
    },
    formats={
        tuple[RoleHolder, ...]: Format(
            lambda held: json_text([_ROLE.values(each) for each in held]),
            lambda text: tuple(map(_ROLE.read, json.loads(text))),
        ),
        Handover: Format(
            lambda handover: json_text(_HANDOVER.values(handover)),
            lambda text: _HANDOVER.read(json.loads(text)),
        ),
        ReminderState: Format(
            lambda state: json_text(state_object(state)),
            lambda text: state_from(json.loads(text)),
        ),
    },
)


def readable(rows: Iterable[Row]) -> list[Incident]:
    """The incidents that can be read. One that can't is logged and left out, so the others still work."""
    return [incident for row in rows if (incident := read_or_logged(row))]


def read_or_logged(row: Row) -> Incident | None:
    try:
        return INCIDENT.read(row)
    except Exception:  # whatever is wrong with it
        logger.exception("Can't read incident #%s; left out of a list", row["number"])
        return None


def with_accounts(incidents: Iterable[Incident], people: PeopleTable) -> list[Incident]:
    """Mark the people of incidents who aren't there. Everything that reads incidents ends here."""
    found = list(incidents)
    others = people.others(person.id for incident in found for person in _people_of(incident))
    return [_marked(incident, others, people) for incident in found]


def _people_of(incident: Incident) -> Iterable[Person]:
    held = (each.person for each in incident.roles)
    return filter(None, (incident.commander, incident.declared_by, *held))


def _marked(incident: Incident, others: Mapping[str, Person], people: PeopleTable) -> Incident:
    """`others` are those who are no members of the workspace. Before anyone is in a channel, nobody is outside."""
    concerns = incident.private or any(person.id in others for person in _people_of(incident))
    if not concerns:
        return incident
    inside = people.members(incident.number) if incident.channel else frozenset()

    def marked(person: Person) -> Person:
        account = others.get(person.id, person)
        can_come = not incident.private and person.id not in others
        return replace(
            person,
            deactivated=account.deactivated,
            outside=bool(inside) and not can_come and person.id not in inside,
            limited=person.id in others and not people.may_answer(account, incident),
        )

    return replace(
        incident,
        commander=marked(incident.commander) if incident.commander else None,
        declared_by=marked(incident.declared_by),
        roles=tuple(replace(held, person=marked(held.person)) for held in incident.roles),
    )


class IncidentTable(WorkspaceTable, IncidentStore):
    """The incidents of one workspace.

    Raises ValueError for an incident of another workspace, KeyError for a write to an incident that does not exist.
    """

    def __init__(self, database: Database, team: str, people: PeopleTable) -> None:
        super().__init__(database, team)
        self._people = people
        self._index = SearchIndex(database, team)

    def add(self, incident: Incident) -> Incident:
        self._need_own(incident)
        next_number = "SELECT coalesce(max(number), 0) + 1 FROM incidents WHERE team = ?"
        added = replace(incident, number=self._database.number(next_number, self._team))
        self._database.insert("incidents", _values(added))
        self._index.put_changed(added.number, _texts(added))
        return added

    def save(self, incident: Incident) -> None:
        self._need_own(incident)
        values = _values(incident)
        del values["team"], values["number"]
        self._set(incident.number, values)
        self._index.put_changed(incident.number, _texts(incident))

    def get(self, number: int) -> Incident | None:
        return self._one("number = ?", number)

    def contact(self, number: int) -> str:
        called = "coalesce(nullif(commander_id, ''), nullif(declared_by_id, ''), channel) AS contact"
        found = self._database.row(f"SELECT {called} FROM incidents WHERE team = ? AND number = ?", self._team, number)
        return str(found["contact"]) if found else ""

    def in_channel(self, channel: str) -> Incident | None:
        return self._one("channel = ? AND channel <> ''", channel)

    def once_in_channel(self, channel: str) -> Incident | None:
        had = "SELECT incident FROM channels WHERE channel = ? AND team = ?"
        return self.in_channel(channel) or self._one(f"number IN ({had})", channel, self._team)

    def channels(self, number: int) -> Sequence[str]:
        found = self._database.rows(
            "SELECT channel FROM channels WHERE team = ? AND incident = ? ORDER BY room", self._team, number
        )
        return [row["channel"] for row in found]

    def set_channel(self, number: int, channel: str, name: str) -> None:
        self._set(number, {"channel": channel, "channel_name": name, "channel_error": ""})
        self._database.write(
            "INSERT INTO channels SELECT team, channel, number, room FROM incidents WHERE team = ? AND number = ? "
            "ON CONFLICT (team, channel) DO NOTHING",
            self._team,
            number,
        )

    def is_cut_off(self, number: int) -> bool:
        where = f"team = ? AND number = ? AND channel <> '' AND {_NOT_POSTABLE}"
        return self._database.row(f"SELECT 1 FROM incidents WHERE {where}", self._team, number) is not None

    def open(self) -> Sequence[Incident]:
        return self._found(f"status IN {OPEN_STATUSES} ORDER BY number")

    def merged_into(self, number: int) -> Sequence[Incident]:
        return self._found("merged_into = ? AND merged_into > 0 ORDER BY number", number)

    def declared_since(self, person_id: str, title_key: str, since: datetime) -> Incident | None:
        return self._one(
            "declared_by_id = ? AND title_key = ? AND declared_at >= ? ORDER BY declared_at DESC, number DESC",
            person_id,
            title_key,
            time_text(since),
        )

    def visible(self, person_id: str | None, statuses: Iterable[Status], most: int) -> Sequence[Incident]:
        wanted = [status.value for status in statuses]
        marks = ", ".join("?" * len(wanted))
        seen, who = seen_by(person_id)
        return self._found(f"{seen} AND status IN ({marks}) ORDER BY number DESC LIMIT ?", *who, *wanted, most)

    def _need_own(self, incident: Incident) -> None:
        if incident.team != self._team:
            raise ValueError(f"Can't store an incident of {incident.team} under {self._team}.")

    def _found(self, where: str, *values: Value) -> list[Incident]:
        return with_accounts(readable(self._rows(where, *values)), self._people)

    def _one(self, where: str, *values: Value) -> Incident | None:
        found = map(INCIDENT.read, self._rows(f"{where} LIMIT 1", *values))
        return next(iter(with_accounts(found, self._people)), None)

    def _rows(self, where: str, *values: Value) -> Sequence[Row]:
        return self._database.rows(f"SELECT * FROM incidents WHERE team = ? AND {where}", self._team, *values)

    def _set(self, number: int, values: Mapping[str, Value]) -> None:
        columns = ", ".join(f"{name} = ?" for name in values)
        sql = f"UPDATE incidents SET {columns} WHERE team = ? AND number = ?"
        if not self._database.write(sql, *values.values(), self._team, number):
            raise KeyError(number)


def _values(incident: Incident) -> dict[str, Value]:
    return {**INCIDENT.values(incident), "title_key": title_key(incident.title)}


def _texts(incident: Incident) -> dict[str, str]:
    return {"title": incident.title, "summary": incident.summary}
