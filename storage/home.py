"""Who opened their Home, and when, in SQL."""

from collections.abc import Sequence
from datetime import datetime

from bot.ports.home import HomeStore
from storage.sqlite.database import Value
from storage.sqlite.table import WorkspaceTable
from storage.values import time_text


class HomeTable(WorkspaceTable, HomeStore):
    def opened(self, person_id: str, at: datetime) -> None:
        values: dict[str, Value] = {"team": self._team, "person": person_id, "seen_at": time_text(at)}
        again = "ON CONFLICT (team, person) DO UPDATE SET seen_at = max(seen_at, excluded.seen_at)"
        self._database.insert("home_viewers", values, again)

    def viewers(self, since: datetime) -> Sequence[str]:
        found = self._database.rows(
            "SELECT person FROM home_viewers WHERE team = ? AND seen_at >= ? ORDER BY seen_at DESC, person",
            self._team,
            time_text(since),
        )
        return [row["person"] for row in found]

    def has_viewers(self, since: datetime) -> bool:
        sql = "SELECT 1 FROM home_viewers WHERE team = ? AND seen_at >= ? LIMIT 1"
        return self._database.row(sql, self._team, time_text(since)) is not None
