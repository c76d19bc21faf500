"""The acts of people on a review: rows that are only ever added."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.living import Act, What
from storage import rows
from storage.database import Database


class Acts:
    """One workspace's."""

    def __init__(self, database: Database, team: str) -> None:
        self._database = database
        self._team = team

    def add(self, number: int, acts: Iterable[Act]) -> Sequence[Act]:
        """Stores them under the next numbers of their incident, and returns them with those."""
        first = self._database.number(
            "SELECT coalesce(max(number), 0) + 1 FROM review_acts WHERE team = ? AND incident = ?", self._team, number
        )
        kept = [replace(act, number=first + place) for place, act in enumerate(acts)]
        for act in kept:
            self._database.insert("review_acts", {"team": self._team, "incident": number, **rows.act_values(act)})
        return kept

    def of_incident(self, number: int) -> Sequence[Act]:
        found = self._database.rows(
            "SELECT * FROM review_acts WHERE team = ? AND incident = ? ORDER BY number", self._team, number
        )
        return [rows.act_from(row) for row in found]

    def incidents(self, what: What) -> Sequence[int]:
        """Those on whose review somebody did this."""
        found = self._database.rows(
            "SELECT DISTINCT incident FROM review_acts WHERE team = ? AND what = ? ORDER BY incident",
            self._team,
            what.value,
        )
        return [row["incident"] for row in found]
