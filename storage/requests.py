"""The ids of handled requests, in SQL."""

from datetime import datetime

from bot.ports.requests import RequestStore
from storage.sqlite.table import WorkspaceTable
from storage.values import time_text


class RequestTable(WorkspaceTable, RequestStore):
    def remember(self, request_id: str, at: datetime) -> bool:
        values = {"team": self._team, "id": request_id, "at": time_text(at)}
        return self._database.insert("requests", values, "ON CONFLICT (team, id) DO NOTHING") == 1
