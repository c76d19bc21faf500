"""Updates in SQL."""

from collections.abc import Iterable
from typing import Final

from bot.ports.updates import UpdateStore
from bot.updates.model import Update
from storage.mapper import Mapper
from storage.sqlite.database import Database
from storage.sqlite.incident_rows import IncidentRows
from storage.sqlite.search_index import SearchIndex

_UPDATE: Final = Mapper(Update)


class UpdateTable(UpdateStore):
    def __init__(self, database: Database, team: str) -> None:
        self._rows = IncidentRows(database, team, "updates")
        self._index = SearchIndex(database, team)

    def add(self, number: int, updates: Iterable[Update]) -> None:
        added = tuple(updates)
        self._rows.add(number, map(_UPDATE.values, added))
        for update in added:
            text = " ".join((update.text, update.impact, update.doing)).strip()
            self._index.put(number, "update", update.number, text)

    def of_incident(self, number: int) -> tuple[Update, ...]:
        return tuple(map(_UPDATE.read, self._rows.of_incident(number)))

    def last(self, number: int) -> Update | None:
        found = self._rows.last(number)
        return _UPDATE.read(found) if found else None

    def next_number(self, number: int) -> int:
        return self._rows.next_number(number)
