"""The ids of handled requests, in SQL."""

import hashlib
from datetime import datetime

from bot.ports.requests import RequestStore
from storage.sqlite.table import WorkspaceTable
from storage.values import time_text


class RequestTable(WorkspaceTable, RequestStore):
    def remember(self, request_id: str, at: datetime) -> bool:
        values = {"team": self._team, "id": request_id, "at": time_text(at)}
        return self._database.insert("requests", values, "ON CONFLICT (team, id) DO NOTHING") == 1

    def is_newest(self, about: str, at: datetime) -> bool:
        key = hashlib.sha256(about.encode()).hexdigest()  # a digest: no id of a person stays here
        values = {"team": self._team, "id": f"news:{key}", "at": time_text(at)}
        newer = "ON CONFLICT (team, id) DO UPDATE SET at = excluded.at WHERE excluded.at >= requests.at"
        return self._database.insert("requests", values, newer) == 1
