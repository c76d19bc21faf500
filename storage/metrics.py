"""Loads what stats need about many incidents, always in two statements."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from sqlite3 import Row
from typing import Final

from bot.incidents.model import VOID
from bot.metrics.key_moments import RESPONSE, TimelineEvent, recorded_moments
from bot.metrics.stats import IncidentMetrics
from bot.people.model import MUSTER, Person
from bot.ports.metrics import MetricsStore
from bot.timeline.model import HOUSEKEEPING, EntryKind, EntrySource
from storage.people import seen_by
from storage.sqlite.database import Value
from storage.sqlite.table import WorkspaceTable
from storage.values import time_from, time_from_or_none, time_text

_VOID: Final = ", ".join(f"'{status.value}'" for status in sorted(VOID))
_HOUSEKEEPING: Final = ", ".join(f"'{kind.value}'" for kind in sorted(HOUSEKEEPING))
_RESPONSE: Final = ", ".join(f"'{kind.value}'" for kind in sorted(RESPONSE))
_BY_PEOPLE: Final = f"source <> '{EntrySource.SYSTEM.value}'"


def _is_program(column: str) -> str:
    return f"({column}_id GLOB 'B*' OR ({column}_id = '' AND {column}_name = '{MUSTER.name}'))"


# If a person declared the incident, no later entry can be the first response, so most entries need not be read.
_MATTERS: Final = (
    f"(({_BY_PEOPLE} AND (kind IN ('{EntryKind.TRIGGER.value}', '{EntryKind.DETECTION.value}') "
    f"OR (kind IN ({_RESPONSE}) AND occurred_at < declared_at))) "
    f"OR ({_is_program('declared_by')} AND kind NOT IN ({_HOUSEKEEPING}) "
    f"AND NOT (kind = '{EntryKind.REVIEW.value}' AND NOT {_BY_PEOPLE})))"
)


class IncidentMetricsTable(WorkspaceTable, MetricsStore):
    """The incidents of one workspace that count: no drills, false alarms or duplicates."""

    def declared_since(self, since: datetime, person_id: str | None) -> Sequence[IncidentMetrics]:
        seen, who = seen_by(person_id)
        where = f"incidents.team = ? AND declared_at >= ? AND drill = 0 AND status NOT IN ({_VOID}) AND {seen}"
        values = (self._team, time_text(since), *who)
        events = self._events(where, values)
        found = self._database.rows(
            "SELECT number, severity, services, declared_by_id, declared_by_name, declared_at, mitigated_at, "
            f"resolved_at FROM incidents WHERE {where} ORDER BY number",
            *values,
        )
        return [_metrics(row, events.get(row["number"], [])) for row in found]

    def _events(self, where: str, values: Sequence[Value]) -> Mapping[int, Sequence[TimelineEvent]]:
        """The events that matter, by incident: after the declaration only the earliest of each kind.

        Before the declaration all of them, because which one is the first response depends on the detection.
        """
        found = self._database.rows(
            f"SELECT entries.incident, kind, {_BY_PEOPLE} AS by_people, "
            f"{_is_program('author')} AS by_program, min(occurred_at) AS at, min(recorded_at) AS recorded_at "
            "FROM incidents JOIN entries ON entries.team = incidents.team AND entries.incident = incidents.number "
            f"WHERE {where} AND removed = 0 AND {_MATTERS} "
            "AND NOT EXISTS (SELECT 1 FROM entries AS later WHERE later.replaces = entries.id) "
            "GROUP BY entries.incident, kind, by_people, by_program, "
            "iif(occurred_at < declared_at, entries.id, 0)",
            *values,
        )
        events: dict[int, list[TimelineEvent]] = {}
        for row in found:
            events.setdefault(row["incident"], []).append(_event(row))
        return events


def _event(row: Row) -> TimelineEvent:
    at, by_people = time_from(row["at"]), bool(row["by_people"])
    captured_at = time_from(row["recorded_at"]) if by_people else None
    return TimelineEvent(EntryKind(row["kind"]), at, by_people, captured_at if row["by_program"] else at)


@dataclass(frozen=True)
class _Incident:
    """The columns that key times need: loading whole incidents would take longer than the query."""

    declared_by: Person
    declared_at: datetime
    mitigated_at: datetime | None
    resolved_at: datetime | None


def _metrics(row: Row, events: Sequence[TimelineEvent]) -> IncidentMetrics:
    incident = _Incident(
        Person(row["declared_by_id"], row["declared_by_name"]),
        time_from(row["declared_at"]),
        time_from_or_none(row["mitigated_at"]),
        time_from_or_none(row["resolved_at"]),
    )
    return IncidentMetrics(
        number=row["number"],
        severity=row["severity"],
        services=tuple(json.loads(row["services"])),
        declared_at=incident.declared_at,
        moments=recorded_moments(incident, events),
    )
