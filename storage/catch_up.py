"""When the bot last heard from Slack, and when each channel was last scanned, in SQL."""

from datetime import datetime

from bot.ports.catch_up import CatchUpStore
from storage.sqlite.database import Value
from storage.sqlite.table import WorkspaceTable
from storage.values import time_from, time_text


class CatchUpTable(WorkspaceTable, CatchUpStore):
    def scanned(self, number: int) -> datetime | None:
        found = self._database.row("SELECT at FROM scans WHERE team = ? AND incident = ?", self._team, number)
        return time_from(found["at"]) if found else None

    def set_scanned(self, number: int, at: datetime) -> None:
        values: dict[str, Value] = {"team": self._team, "incident": number, "at": time_text(at)}
        self._database.insert("scans", values, "ON CONFLICT (team, incident) DO UPDATE SET at = excluded.at")

    def last_heard(self) -> datetime | None:
        found = self._database.row("SELECT at FROM alive WHERE team = ?", self._team)
        return time_from(found["at"]) if found else None

    def set_last_heard(self, at: datetime) -> None:
        values = {"team": self._team, "at": time_text(at)}
        self._database.insert("alive", values, "ON CONFLICT (team) DO UPDATE SET at = excluded.at")
