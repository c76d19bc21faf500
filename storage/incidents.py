"""Incidents in SQL, and the channels that they have had."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from sqlite3 import Row
from typing import Any

from bot.incidents.declaring.declaration import title_key
from bot.incidents.model import OPEN, Incident, Status
from bot.json_types import Json
from bot.ports.incidents import IncidentStore
from bot.roles.model import Handover, RoleHolder
from storage.nudges import state_from, state_object
from storage.people import seen_by
from storage.sqlite.database import Database, Value
from storage.values import (
    json_text,
    person_from,
    person_list,
    person_of,
    person_or_none,
    person_values,
    texts_from,
    time_from,
    time_from_or_none,
    time_or_none,
    time_text,
)

OPEN_STATUSES = f"({', '.join(repr(status.value) for status in sorted(OPEN))})"  # as SQL has it


class IncidentTable(IncidentStore):
    """One workspace's. Raises ValueError for an incident of another one, KeyError where a write hits nothing."""

    def __init__(self, database: Database, team: str) -> None:
        self._database = database
        self._team = team

    def add(self, incident: Incident) -> Incident:
        self._need_own(incident)
        next_number = "SELECT coalesce(max(number), 0) + 1 FROM incidents WHERE team = ?"
        added = replace(incident, number=self._database.number(next_number, self._team))
        named: dict[str, Value] = {"team": self._team, "number": added.number}
        self._database.insert("incidents", {**named, **incident_values(added)})
        return added

    def save(self, incident: Incident) -> None:
        self._need_own(incident)
        self._set(incident.number, incident_values(incident))

    def get(self, number: int) -> Incident | None:
        return self._one("number = ?", number)

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
        self._set(number, {"channel": channel, "channel_name": name})
        self._database.write(
            "INSERT INTO channels SELECT team, channel, number, room FROM incidents WHERE team = ? AND number = ? "
            "ON CONFLICT (team, channel) DO NOTHING",
            self._team,
            number,
        )

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
            raise ValueError(f"An incident of {incident.team} can't be stored under {self._team}.")

    def _found(self, where: str, *values: Value) -> list[Incident]:
        found = self._database.rows(f"SELECT * FROM incidents WHERE team = ? AND {where}", self._team, *values)
        return [incident_from(row) for row in found]

    def _one(self, where: str, *values: Value) -> Incident | None:
        return next(iter(self._found(f"{where} LIMIT 1", *values)), None)

    def _set(self, number: int, values: Mapping[str, Value]) -> None:
        columns = ", ".join(f"{name} = ?" for name in values)
        sql = f"UPDATE incidents SET {columns} WHERE team = ? AND number = ?"
        if not self._database.write(sql, *values.values(), self._team, number):
            raise KeyError(number)


def incident_values(incident: Incident) -> dict[str, Value]:
    return {
        "title": incident.title,
        "title_key": title_key(incident.title),
        "severity": incident.severity,
        "status": incident.status.value,
        **person_values("declared_by", incident.declared_by),
        "declared_at": time_text(incident.declared_at),
        "updated_at": time_text(incident.updated_at),
        "private": int(incident.private),
        "services": json_text(incident.services),
        "summary": incident.summary,
        **person_values("commander", incident.commander),
        "commander_at": time_or_none(incident.commander_at),
        "mitigated_at": time_or_none(incident.mitigated_at),
        "resolved_at": time_or_none(incident.resolved_at),
        "nudged_at": time_or_none(incident.nudged_at),
        "snoozed_until": time_or_none(incident.snoozed_until),
        "gap_from": time_or_none(incident.silence_from),
        "gap_asked_at": time_or_none(incident.silence_asked_at),
        "channel": incident.channel,
        "channel_name": incident.channel_name,
        "version": incident.version,
        "drill": int(incident.drill),
        "roles": json_text([_held_object(held) for held in incident.roles]),
        "handover": json_text(_handover_object(incident.handover)) if incident.handover else None,
        "promised_at": time_or_none(incident.promised_at),
        "subscribers": json_text(incident.subscribers),
        "merged_into": incident.merged_into,
        "ended_at": time_or_none(incident.ended_at),
        "room": incident.channel_generation,
        "archived": int(incident.archived),
        "care": json_text(state_object(incident.reminder_state)),
    }


def incident_from(row: Row) -> Incident:
    return Incident(
        team=row["team"],
        number=row["number"],
        title=row["title"],
        severity=row["severity"],
        status=Status(row["status"]),
        declared_by=person_from(row, "declared_by"),
        declared_at=time_from(row["declared_at"]),
        updated_at=time_from(row["updated_at"]),
        private=bool(row["private"]),
        services=texts_from(row["services"]),
        summary=row["summary"],
        commander=person_or_none(row, "commander"),
        commander_at=time_from_or_none(row["commander_at"]),
        mitigated_at=time_from_or_none(row["mitigated_at"]),
        resolved_at=time_from_or_none(row["resolved_at"]),
        nudged_at=time_from_or_none(row["nudged_at"]),
        snoozed_until=time_from_or_none(row["snoozed_until"]),
        silence_from=time_from_or_none(row["gap_from"]),
        silence_asked_at=time_from_or_none(row["gap_asked_at"]),
        channel=row["channel"],
        channel_name=row["channel_name"],
        version=row["version"],
        drill=bool(row["drill"]),
        roles=tuple(_held_of(held) for held in json.loads(row["roles"])),
        handover=_handover_of(json.loads(row["handover"])) if row["handover"] else None,
        promised_at=time_from_or_none(row["promised_at"]),
        subscribers=texts_from(row["subscribers"]),
        merged_into=row["merged_into"],
        ended_at=time_from_or_none(row["ended_at"]),
        channel_generation=row["room"],
        archived=bool(row["archived"]),
        reminder_state=state_from(json.loads(row["care"])),
    )


def _held_object(held: RoleHolder) -> Json:
    return {"role": held.role, "person": person_list(held.person), "since": time_text(held.since)}


def _held_of(value: dict[str, Any]) -> RoleHolder:
    return RoleHolder(value["role"], person_of(value["person"]), time_from(value["since"]))


def _handover_object(handover: Handover) -> Json:
    return {
        "to": person_list(handover.to),
        "by": person_list(handover.by),
        "at": time_text(handover.at),
        "note": handover.note,
        "told_at": time_or_none(handover.told_at),
    }


def _handover_of(value: dict[str, Any]) -> Handover:
    return Handover(
        to=person_of(value["to"]),
        by=person_of(value["by"]),
        at=time_from(value["at"]),
        note=value["note"],
        told_at=time_from_or_none(value["told_at"]),
    )
