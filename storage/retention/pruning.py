"""Deletes data older than the retention periods, in small batches so that other writes do not wait.

Only done outbox rows are deleted: what is needed of a message later is in other tables.
"""

from datetime import datetime

from bot.retention.retention import ENDED, Pruned, RetentionLimits
from storage.sqlite.database import Database
from storage.sqlite.search_index import SearchIndex
from storage.sqlite.table import WorkspaceTable
from storage.values import time_from, time_text

# Also used in an index of migration 15_keeping: changing it needs a new migration.
REMOVED_TEXT = "(text not kept)"

_ENDED = ", ".join(f"'{status.value}'" for status in sorted(ENDED))
_OVER = f"incidents.team = ? AND incidents.status IN ({_ENDED}) AND incidents.ended_at < ?"


class Pruning(WorkspaceTable):
    def __init__(self, database: Database, team: str) -> None:
        super().__init__(database, team)
        self._index = SearchIndex(database, team)

    def pruned_at(self) -> datetime | None:
        found = self._database.row("SELECT at FROM pruned WHERE team = ?", self._team)
        return time_from(found["at"]) if found else None

    def set_pruned(self, at: datetime) -> None:
        values = {"team": self._team, "at": time_text(at)}
        self._database.insert("pruned", values, "ON CONFLICT (team) DO UPDATE SET at = excluded.at")

    def prune(self, limits: RetentionLimits, most: int) -> Pruned:
        return Pruned(
            self._requests(limits.requests, most) if limits.requests else 0,
            self._outbox(limits.outbox, most) if limits.outbox else 0,
            self._texts(limits.texts, most) if limits.texts else 0,
        )

    def _requests(self, before: datetime, most: int) -> int:
        return self._database.write(
            "DELETE FROM requests WHERE team = ? AND id IN "
            "(SELECT id FROM requests WHERE team = ? AND at < ? ORDER BY at LIMIT ?)",
            self._team,
            self._team,
            time_text(before),
            most,
        )

    def _outbox(self, before: datetime, most: int) -> int:
        """Deletes old done rows. `not_before` is when a row was last queued or postponed, so recent rows are kept."""
        return self._database.write(
            "DELETE FROM outbox WHERE id IN (SELECT id FROM outbox "
            "WHERE team = ? AND not_before < ? AND done = wanted AND error = '' LIMIT ?)",
            self._team,
            time_text(before),
            most,
        )

    def _texts(self, before: datetime, most: int) -> int:
        """Removes the text of Slack messages. Typed entries are kept, and so are type, time and author of all."""
        removed = self._database.take(
            f"UPDATE entries SET text = '{REMOVED_TEXT}', files = '[]' WHERE id IN (SELECT entries.id FROM incidents "
            "JOIN entries ON entries.team = incidents.team AND entries.incident = incidents.number "
            f"WHERE {_OVER} AND entries.message_ts <> '' AND entries.text <> '{REMOVED_TEXT}' "
            "AND entries.pending = 0 LIMIT ?) RETURNING incident, root",
            self._team,
            time_text(before),
            most,
        )
        for row in removed:
            self._index.remove(row["incident"], "entry", row["root"])
        return len(removed)
