"""The schedule of reminders in SQL."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.ports.nudges import ReminderStore
from storage.sqlite.database import Database
from storage.sqlite.incident_rows import IncidentRows
from storage.values import time_from, time_text


class ReminderTable(ReminderStore):
    """One workspace's."""

    def __init__(self, database: Database, team: str) -> None:
        self._database = database
        self._team = team
        self._rows = IncidentRows(database, team, "reminders")

    def schedule(self, number: int, due: Mapping[str, datetime]) -> None:
        self._rows.replace(number, ({"kind": kind, "due": time_text(at)} for kind, at in due.items()))

    def claim_due(self, now: datetime) -> Sequence[tuple[int, str, datetime]]:
        taken = self._database.take(
            "DELETE FROM reminders WHERE team = ? AND due <= ? RETURNING due, incident, kind",
            self._team,
            time_text(now),
        )
        return [(number, kind, time_from(due)) for due, number, kind in sorted(map(tuple, taken))]

    def next_due(self) -> datetime | None:
        found = self._database.row("SELECT due FROM reminders WHERE team = ? ORDER BY due LIMIT 1", self._team)
        return time_from(found["due"]) if found else None
