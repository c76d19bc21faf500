"""Updates in SQL."""

from collections.abc import Iterable
from sqlite3 import Row

from bot.ports.updates import UpdateStore
from bot.updates.model import Update
from storage.sqlite.database import Database, Value
from storage.sqlite.incident_rows import IncidentRows
from storage.values import person_from, person_values, time_from, time_from_or_none, time_or_none, time_text


class UpdateTable(UpdateStore):
    def __init__(self, database: Database, team: str) -> None:
        self._rows = IncidentRows(database, team, "updates")

    def add(self, number: int, updates: Iterable[Update]) -> None:
        self._rows.add(number, map(update_values, updates))

    def of_incident(self, number: int) -> tuple[Update, ...]:
        return tuple(map(update_from, self._rows.of_incident(number)))

    def last(self, number: int) -> Update | None:
        found = self._rows.last(number)
        return update_from(found) if found else None

    def next_number(self, number: int) -> int:
        return self._rows.next_number(number)


def update_values(update: Update) -> dict[str, Value]:
    by = person_values("by", update.by)
    return {
        "number": update.number,
        "text": update.text,
        **by,
        "at": time_text(update.at),
        "impact": update.impact,
        "doing": update.doing,
        "next_by": time_or_none(update.next_by),
    }


def update_from(row: Row) -> Update:
    return Update(
        number=row["number"],
        text=row["text"],
        by=person_from(row, "by"),
        at=time_from(row["at"]),
        impact=row["impact"],
        doing=row["doing"],
        next_by=time_from_or_none(row["next_by"]),
    )
