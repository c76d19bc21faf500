"""Export, pruning and erasure, over the whole database."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from datetime import datetime

from bot.ports.retention import PersonTrace, RetentionStore
from bot.retention.retention import Pruned, RetentionLimits
from storage.retention.erasure import Erasure
from storage.retention.pruning import Pruning
from storage.sqlite.database import Database, Value
from storage.sqlite.table import WorkspaceTable
from storage.values import time_text


class RetentionTables(WorkspaceTable, RetentionStore):
    def __init__(self, database: Database, team: str) -> None:
        super().__init__(database, team)
        self._pruning = Pruning(database, team)
        self._erasure = Erasure(database, team)

    def snapshot(self) -> AbstractContextManager[None]:
        return self._database.snapshot()

    def numbers(self, since: datetime | None, until: datetime | None, private: bool) -> Sequence[int]:
        where, values = ["team = ?"], list[Value]([self._team])
        if since:
            where, values = [*where, "declared_at >= ?"], [*values, time_text(since)]
        if until:
            where, values = [*where, "declared_at < ?"], [*values, time_text(until)]
        if not private:
            where = [*where, "private = 0"]
        sql = f"SELECT number FROM incidents WHERE {' AND '.join(where)} ORDER BY number"
        return [row["number"] for row in self._database.rows(sql, *values)]

    def pruned_at(self) -> datetime | None:
        return self._pruning.pruned_at()

    def set_pruned(self, at: datetime) -> None:
        self._pruning.set_pruned(at)

    def prune(self, limits: RetentionLimits, most: int) -> Pruned:
        return self._pruning.prune(limits, most)

    def trace(self, person_id: str) -> PersonTrace:
        with self._database.snapshot():
            return self._erasure.trace(person_id)

    def former_name(self, person_id: str, at: datetime) -> str:
        return self._erasure.former_name(person_id, at)

    def erase(self, person_id: str, trace: PersonTrace, former: str) -> None:
        self._erasure.erase(person_id, trace, former)
