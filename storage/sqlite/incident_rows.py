"""Rows that belong to an incident, such as updates, tasks and action items; most are numbered per incident."""

from collections.abc import Iterable, Mapping
from sqlite3 import Row

from storage.sqlite.database import Database, Value


class IncidentRows:
    """The rows of one table, in one workspace."""

    def __init__(self, database: Database, team: str, table: str, order: str = "number") -> None:
        self._database = database
        self._team = team
        self._table = table
        self._order = order

    def of_incident(self, number: int) -> list[Row]:
        sql = f"SELECT * FROM {self._table} WHERE team = ? AND incident = ? ORDER BY {self._order}"
        return self._database.rows(sql, self._team, number)

    def last(self, number: int) -> Row | None:
        sql = f"SELECT * FROM {self._table} WHERE team = ? AND incident = ? ORDER BY {self._order} DESC LIMIT 1"
        return self._database.row(sql, self._team, number)

    def next_number(self, number: int) -> int:
        sql = f"SELECT coalesce(max(number), 0) + 1 FROM {self._table} WHERE team = ? AND incident = ?"
        return self._database.number(sql, self._team, number)

    def add(self, number: int, rows: Iterable[Mapping[str, Value]]) -> None:
        for values in rows:
            self._database.insert(self._table, {"team": self._team, "incident": number, **values})

    def put(self, number: int, rows: Iterable[Mapping[str, Value]]) -> None:
        """Inserts numbered rows, or updates them if the number exists."""
        for values in rows:
            changed = ", ".join(f"{column} = excluded.{column}" for column in values if column != "number")
            known = f"ON CONFLICT (team, incident, number) DO UPDATE SET {changed}"
            self._database.insert(self._table, {"team": self._team, "incident": number, **values}, known)

    def replace(self, number: int, rows: Iterable[Mapping[str, Value]]) -> None:
        """Replaces all rows of the incident with these."""
        self._database.write(f"DELETE FROM {self._table} WHERE team = ? AND incident = ?", self._team, number)
        self.add(number, rows)
