"""Slack's ids of channels in SQL: every column that holds one, and replacing one that Slack changed.

Keys of the outbox keep the old id: they only name a message, and must stay the same to name the same one.
"""

from typing import Final

from bot.ports.channel_ids import ChannelIdStore
from storage.sqlite.database import Value
from storage.sqlite.table import WorkspaceTable
from storage.values import json_text

COLUMNS: Final = (("incidents", "channel"), ("channels", "channel"), ("entries", "channel"), ("marks", "channel"))
JSON: Final = (
    ("incidents", "subscribers"),
    ("outbox", "facts"),
    ("answerable", "facts"),
    ("delivered", "result"),
    ("review_acts", "text"),
)
"""Texts that hold an id as a JSON string; in `review_acts` that of the review's canvas."""


class ChannelIds(WorkspaceTable, ChannelIdStore):
    def change(self, before: str, now: str) -> str:
        now = self._newest(before, now)
        for table, column in COLUMNS:
            where = f"team = ? AND {column} = ?"
            self._database.write(f"UPDATE {table} SET {column} = ? WHERE {where}", now, self._team, before)
        was, becomes = json_text(before), json_text(now)
        for table, column in JSON:
            changed = f"UPDATE {table} SET {column} = replace({column}, ?, ?) WHERE team = ? AND instr({column}, ?)"
            self._database.write(changed, was, becomes, self._team, was)
        return now

    def _newest(self, before: str, now: str) -> str:
        """Notes the change, and returns the id after all later ones that are known. Each row has the newest id."""
        known = "SELECT now FROM changed_channel_ids WHERE team = ? AND before = ?"
        later = self._database.row(known, self._team, now)
        if later and later["now"] == before:  # the channel has its earlier id again
            self._database.write("DELETE FROM changed_channel_ids WHERE team = ? AND before = ?", self._team, now)
        elif later:
            now = later["now"]
        follow = "UPDATE changed_channel_ids SET now = ? WHERE team = ? AND now = ?"
        self._database.write(follow, now, self._team, before)
        change: dict[str, Value] = {"team": self._team, "before": before, "now": now}
        again = "ON CONFLICT (team, before) DO UPDATE SET now = excluded.now"
        self._database.insert("changed_channel_ids", change, again)
        return now
