"""Updates in SQL."""

from collections.abc import Iterable
from typing import Final

from bot.ports.updates import UpdateStore
from bot.updates.model import Update
from storage.mapper import Mapper
from storage.sqlite.database import Database
from storage.sqlite.incident_rows import IncidentRows

_UPDATE: Final = Mapper(Update)


class UpdateTable(UpdateStore):
    def __init__(self, database: Database, team: str) -> None:
        self._rows = IncidentRows(database, team, "updates")

    def add(self, number: int, updates: Iterable[Update]) -> None:
        self._rows.add(number, map(_UPDATE.values, updates))

    def of_incident(self, number: int) -> tuple[Update, ...]:
        return tuple(map(_UPDATE.read, self._rows.of_incident(number)))

    def last(self, number: int) -> Update | None:
        found = self._rows.last(number)
        return _UPDATE.read(found) if found else None

    def next_number(self, number: int) -> int:
        return self._rows.next_number(number)
