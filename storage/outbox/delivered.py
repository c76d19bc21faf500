"""Slack's response to each delivered message (channel, ts, …), by the message's key.

It is needed to edit a message after its outbox row has been pruned, and to know that a dependency was delivered.
"""

from collections.abc import Mapping

from bot.json_types import Json
from storage.sqlite.table import WorkspaceTable
from storage.values import json_object, json_text


class DeliveredTable(WorkspaceTable):
    def result(self, key: str) -> Mapping[str, Json] | None:
        found = self._database.row("SELECT result FROM delivered WHERE team = ? AND key = ?", self._team, key)
        return json_object(found["result"]) if found else None

    def shows(self, channel: str, ts: str) -> bool:
        """Whether a message was delivered as this one."""
        sql = "SELECT 1 FROM delivered WHERE team = ? AND json_extract(result, '$.channel') = ? "
        return self._database.row(f"{sql} AND json_extract(result, '$.ts') = ?", self._team, channel, ts) is not None

    def keep(self, key: str, result: Mapping[str, Json]) -> None:
        """Stores a response; an empty one is not stored."""
        if result:
            self._database.write(
                "INSERT INTO delivered (team, key, incident, result) "
                "SELECT team, key, incident, ? FROM outbox WHERE team = ? AND key = ? "
                "ON CONFLICT (team, key) DO UPDATE SET result = excluded.result",
                json_text(result),
                self._team,
                key,
            )
