"""Formats the export: one line of JSON per incident, or one row of CSV per timeline entry.

The JSON has the fields of the stored types under their own names; bot/analysis/input/exports.py reads it back.
"""

import csv
import json
from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import UTC, date, datetime
from enum import StrEnum
from io import StringIO
from typing import Any, Final

from bot.analysis.input.exports import RECORD_FORMAT, STILL_CALLED
from bot.announcements.saved_updates import SavedUpdate
from bot.config.policy import COMMANDER, Policy
from bot.export.model import ExportedIncident
from bot.incidents.change import IncidentDetails
from bot.incidents.model import Incident
from bot.json_types import Json
from bot.metrics.durations import durations
from bot.metrics.key_moments import MomentKey, events_of, recorded_moments
from bot.people.model import Person
from bot.review.edit_log import EditLogEntry
from bot.review.facts import RecordedFact
from bot.roles.model import RoleHolder as Role
from bot.tasks.model import ActionItem, Task
from bot.timeline import timeline_files
from bot.timeline.model import Entry
from bot.updates.model import Update

# The keys of the export, each with the class of its values.
PARTS: Final[Mapping[str, type]] = {
    "incident": Incident,
    "roles": Role,
    "entries": Entry,
    "updates": Update,
    "stakeholder_updates": SavedUpdate,
    "records": RecordedFact,
    "actions": ActionItem,
    "tasks": Task,
    "review_acts": EditLogEntry,
}

# Fields that are exported elsewhere, or that only matter to the bot.
LEFT_OUT: Final[Mapping[type, frozenset[str]]] = {
    Incident: frozenset({"roles", "commander_since", "reminder_state"}),
    Person: frozenset({"guest", "app", "deactivated", "outside"}),  # only known to the directory
}

OF_THE_INCIDENT: Final = ("incident", "incident_title", "severity", "status", "declared_at", "private", "drill")
COLUMNS: Final = (*OF_THE_INCIDENT, *timeline_files.COLUMNS, "removed")

# Valid in JSON, but line breaks to some programs.
_LINE_ENDS: Final = {ord(letter): f"\\u{ord(letter):04x}" for letter in "\x85\u2028\u2029"}


def keys_of(kind: type) -> Mapping[str, str]:
    """Maps the keys of the export to the fields of a class."""
    held = (field.name for field in fields(kind) if field.name not in LEFT_OUT.get(kind, ()))
    return {STILL_CALLED.get(name, name): name for name in held}


def json_line(exported: ExportedIncident, policy: Policy) -> str:
    """Returns an incident with everything that is stored; entries in their latest version, `removed` or not."""
    details, incident = exported.details, exported.incident
    parts = {
        "incident": incident,
        "roles": incident.roles,
        "entries": exported.entries,
        "updates": details.updates,
        "stakeholder_updates": exported.stakeholder_updates,
        "records": details.records,
        "actions": details.actions,
        "tasks": details.tasks,
        "review_acts": exported.edit_log,
    }
    head = {"format": RECORD_FORMAT, "exported_at": _plain(exported.at), "names": _names(incident, policy)}
    head |= _metrics(details)
    line = {**head, **{key: _plain(part) for key, part in parts.items()}}
    return json.dumps(line, ensure_ascii=False, allow_nan=False).translate(_LINE_ENDS) + "\n"


def _metrics(details: IncidentDetails) -> dict[str, Json]:
    """Returns the recorded key times and durations, null if not recorded."""
    reached = recorded_moments(details.incident, events_of(details.entries))
    return {
        "key_moments": {key.value: _plain(reached[key].at) if key in reached else None for key in MomentKey},
        "durations": {each.key.value: each.minutes for each in durations(reached, {})},
    }


def _names(incident: Incident, policy: Policy) -> Json:
    """Returns the names of the severity and the roles in this workspace."""
    keys = (COMMANDER, *(holder.role for holder in incident.roles))
    return {"severity": _severity(incident), "roles": {key: policy.role(key).name for key in keys}}


def _severity(incident: Incident) -> str:
    """Returns the severity in upper case, even if it is no longer configured."""
    return incident.severity.upper()


def _plain(value: Any) -> Json:
    """Converts a value to JSON: times in UTC, dataclasses as objects."""
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, bool | int | float | str | None):
        return value
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    return {key: _plain(getattr(value, name)) for key, name in keys_of(type(value)).items()}


def csv_head() -> str:
    return _rows([COLUMNS])


def csv_lines(exported: ExportedIncident) -> str:
    """Returns one row per entry, with the columns of the incident first."""
    incident = exported.incident
    told: tuple[Json, ...] = (
        incident.number,
        incident.title,
        _severity(incident),
        incident.status.value,
        timeline_files.moment(incident.declared_at),
        incident.private,
        incident.drill,
    )
    first = [timeline_files.cell(fact) for fact in told]
    return _rows(
        [*first, *timeline_files.cells(entry), timeline_files.cell(entry.removed)] for entry in exported.entries
    )


def _rows(rows: Iterable[Iterable[str]]) -> str:
    written = StringIO()
    csv.writer(written).writerows(rows)
    return written.getvalue()
