"""Reminders in SQL: what is due when, which ones failed, and the reminder state of each incident.

A reminder is stored as a tag such as `update` or `actions:U1`. The tags and the JSON in the column `care` are the same
as in all earlier versions, so that stored rows stay readable.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from sqlite3 import Row
from typing import Any, Final

from bot.json_types import Json
from bot.nudges.model import Reminder, ReminderFailure, ReminderKind, ReminderState
from bot.ports.nudges import ReminderStore
from storage.sqlite.database import Database, Value
from storage.sqlite.incident_rows import IncidentRows
from storage.sqlite.table import WorkspaceTable
from storage.values import time_from, time_text

_OF_OWNER: Final = "actions:"  # without an owner: items whose owner can't be reminded
_OF_PERSON: Final = (ReminderKind.SUMMARY, ReminderKind.ASSIGNED)
_OF_SEVERITY: Final[Mapping[ReminderKind, str]] = {
    ReminderKind.COMMANDER: "commander:",
    ReminderKind.SEVERITY: "seen:",
}


class ReminderTable(WorkspaceTable, ReminderStore):
    def __init__(self, database: Database, team: str) -> None:
        super().__init__(database, team)
        self._rows = IncidentRows(database, team, "reminders")
        self._failures = IncidentRows(database, team, "reminder_failures", order="incident")

    def schedule(self, number: int, due: Mapping[Reminder, datetime]) -> None:
        self._rows.replace(number, ({"kind": tag_of(each), "due": time_text(at)} for each, at in due.items()))

    def due_incidents(self, now: datetime) -> Sequence[int]:
        found = self._database.rows(
            "SELECT incident FROM reminders WHERE team = ? AND due <= ? GROUP BY incident ORDER BY min(due), incident",
            self._team,
            time_text(now),
        )
        return [row["incident"] for row in found]

    def claim(self, number: int, now: datetime) -> Sequence[Reminder]:
        taken = self._database.take(
            "DELETE FROM reminders WHERE team = ? AND incident = ? AND due <= ? RETURNING due, kind",
            self._team,
            number,
            time_text(now),
        )
        return [reminder_from(tag) for _due, tag in sorted(map(tuple, taken))]

    def next_due(self) -> datetime | None:
        found = self._database.row("SELECT due FROM reminders WHERE team = ? ORDER BY due LIMIT 1", self._team)
        return time_from(found["due"]) if found else None

    def put_off(self, failure: ReminderFailure) -> None:
        self._database.write(
            "UPDATE reminders SET due = max(due, ?) WHERE team = ? AND incident = ?",
            time_text(failure.retry_at),
            self._team,
            failure.incident,
        )
        self._failures.replace(failure.incident, [_failure_values(failure)])

    def failure(self, number: int) -> ReminderFailure | None:
        return next((_failure_from(row) for row in self._failures.of_incident(number)), None)

    def failures(self) -> Sequence[ReminderFailure]:
        sql = "SELECT * FROM reminder_failures WHERE team = ? ORDER BY incident"
        return [_failure_from(row) for row in self._database.rows(sql, self._team)]

    def forget_failure(self, number: int) -> None:
        self._failures.replace(number, ())


def _failure_values(failure: ReminderFailure) -> Mapping[str, Value]:
    return {"attempts": failure.attempts, "retry_at": time_text(failure.retry_at), "error": failure.error}


def _failure_from(row: Row) -> ReminderFailure:
    return ReminderFailure(row["incident"], row["attempts"], time_from(row["retry_at"]), row["error"])


def tag_of(reminder: Reminder) -> str:
    if reminder.kind in (ReminderKind.ACTIONS, ReminderKind.UNOWNED_ACTIONS):
        return _OF_OWNER + reminder.owner
    if reminder.owner:
        return f"{reminder.kind.value}:{reminder.owner}"
    return _OF_SEVERITY[reminder.kind] + reminder.severity if reminder.severity else reminder.kind.value


def reminder_from(tag: str) -> Reminder:
    if tag.startswith(_OF_OWNER):
        owner = tag.removeprefix(_OF_OWNER)
        return Reminder(ReminderKind.ACTIONS, owner) if owner else Reminder(ReminderKind.UNOWNED_ACTIONS)
    for kind in _OF_PERSON:
        if tag.startswith(f"{kind.value}:"):
            return Reminder(kind, tag.removeprefix(f"{kind.value}:"))
    for kind, prefix in _OF_SEVERITY.items():
        if tag.startswith(prefix):
            return Reminder(kind, severity=tag.removeprefix(prefix))
    return Reminder(ReminderKind(tag))


def state_object(state: ReminderState) -> Json:
    """The state as JSON, empty for an incident without reminders so far."""
    if state == ReminderState():
        return {}
    moments = {
        "begun": state.severity_since,
        "active": state.active_at,
        "worked": state.worked_at,
        "look": state.unread_since,
        "factors decided": state.factors_decided_at,
        **{tag_of(reminder): at for reminder, at in state.asked},
    }
    return {
        "rung": state.level,
        "told": list(state.messaged),
        "muted": state.snoozed_minutes,
        "marks": [[name, time_text(at)] for name, at in sorted(moments.items()) if at],
    }


def state_from(value: Mapping[str, Any]) -> ReminderState:
    if not value:
        return ReminderState()
    moments = {str(name): time_from(at) for name, at in value["marks"]}
    return ReminderState(
        level=value["rung"],
        messaged=tuple(value["told"]),
        snoozed_minutes=value["muted"],
        severity_since=moments.pop("begun", None),
        active_at=moments.pop("active", None),
        worked_at=moments.pop("worked", None),
        unread_since=moments.pop("look", None),
        factors_decided_at=moments.pop("factors decided", None),
        asked=tuple(sorted((reminder_from(tag), at) for tag, at in moments.items())),
    )
