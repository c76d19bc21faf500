"""The key moments of many incidents in two statements, however many there are: what figures are made of."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from sqlite3 import Row

from bot.incidents.model import VOID
from bot.metrics.stats import IncidentMetrics
from bot.ports.metrics import MetricsStore
from bot.timeline.model import EntryKind
from storage.people import seen_by
from storage.sqlite.database import Database, Value
from storage.values import time_from, time_text

_RESPONSE = (
    EntryKind.TRIAGE,
    EntryKind.INVESTIGATION,
    EntryKind.ESCALATION,
    EntryKind.MITIGATION,
    EntryKind.COMMUNICATION,
    EntryKind.NOTE,
)


class IncidentMetricsTable(MetricsStore):
    """One workspace's incidents as figures see them: no drills, false alarms or duplicates."""

    def __init__(self, database: Database, team: str) -> None:
        self._database = database
        self._team = team

    def declared_since(self, since: datetime, person_id: str | None) -> Sequence[IncidentMetrics]:
        void = ", ".join(f"'{status.value}'" for status in sorted(VOID))
        seen, who = seen_by(person_id)
        where = f"team = ? AND declared_at >= ? AND drill = 0 AND status NOT IN ({void}) AND {seen}"
        values = (self._team, time_text(since), *who)
        told = self._told(where, values)
        found = self._database.rows(
            "SELECT number, severity, services, declared_at, commander_at, mitigated_at, resolved_at "
            f"FROM incidents WHERE {where} ORDER BY number",
            *values,
        )
        return [_life(row, told.get(row["number"], {})) for row in found]

    def _told(self, where: str, values: Sequence[Value]) -> Mapping[int, Mapping[str, datetime]]:
        """By incident: when the first entry of each kind that stands happened, and a person's first response."""
        response = ", ".join(f"'{kind.value}'" for kind in _RESPONSE)
        found = self._database.rows(
            f"SELECT incident, CASE WHEN kind IN ({response}) THEN 'response' ELSE kind END AS told, "
            "min(occurred_at) AS at FROM entries "
            f"WHERE team = ? AND incident IN (SELECT number FROM incidents WHERE {where}) AND removed = 0 "
            "AND source <> 'system' AND NOT EXISTS (SELECT 1 FROM entries AS later WHERE later.replaces = entries.id) "
            "GROUP BY incident, told",
            self._team,
            *values,
        )
        told: dict[int, dict[str, datetime]] = {}
        for row in found:
            told.setdefault(row["incident"], {})[row["told"]] = time_from(row["at"])
        return told


def _life(row: Row, told: Mapping[str, datetime]) -> IncidentMetrics:
    """Of the columns that figures need alone: a whole incident of each would take longer than the statement."""
    declared, commanded, mitigated, resolved = (
        time_from(row[column]) if row[column] else None
        for column in ("declared_at", "commander_at", "mitigated_at", "resolved_at")
    )
    assert declared is not None  # every incident has been declared
    detected = told.get(EntryKind.DETECTION.value)
    acts = (told.get("response"), declared, commanded)
    watched = told.get(EntryKind.MONITORING.value) if resolved else None
    return IncidentMetrics(
        number=row["number"],
        severity=row["severity"],
        services=tuple(json.loads(row["services"])),
        declared_at=declared,
        started_at=told.get(EntryKind.TRIGGER.value),
        detected_at=detected,
        responded_at=min((act for act in acts if act and detected and act >= detected), default=None),
        mitigated_at=mitigated or watched,
        resolved_at=resolved,
    )
