"""Stakeholder updates in SQL, as rows that are only ever added."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from bot.announcements.saved_updates import SavedUpdate
from bot.ports.announcements import StakeholderUpdateStore
from storage.mapper import Mapper
from storage.sqlite.database import Database
from storage.sqlite.incident_rows import IncidentRows

_SAVED: Final = Mapper(SavedUpdate)


class StakeholderUpdateTable(StakeholderUpdateStore):
    def __init__(self, database: Database, team: str) -> None:
        self._rows = IncidentRows(database, team, "stakeholder_updates")

    def add(self, number: int, saved: Iterable[SavedUpdate]) -> None:
        first = self._rows.next_number(number)
        numbered = (replace(each, number=first + place) for place, each in enumerate(saved))
        self._rows.add(number, map(_SAVED.values, numbered))

    def of_incident(self, number: int) -> tuple[SavedUpdate, ...]:
        return tuple(map(_SAVED.read, self._rows.of_incident(number)))
