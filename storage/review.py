"""The acts of people on a review: rows that are only ever added."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from sqlite3 import Row
from typing import Final

from bot.incidents.model import Status
from bot.review.edit_log import EditLogEntry, EditLogKind, ReviewState
from bot.review.follow_up import Progress
from storage import rows
from storage.sqlite.database import Database
from storage.sqlite.search import seen_by

OVER: Final = (Status.RESOLVED.value, Status.CLOSED.value)  # false alarms and duplicates have no review
ACT: Final = "FROM review_acts AS act WHERE act.team = incidents.team AND act.incident = incidents.number"
OF_KIND: Final = f"{ACT} AND act.what = "


class EditLogTable:
    """One workspace's."""

    def __init__(self, database: Database, team: str) -> None:
        self._database = database
        self._team = team

    def add(self, number: int, acts: Iterable[EditLogEntry]) -> Sequence[EditLogEntry]:
        """Stores them under the next numbers of their incident, and returns them with those."""
        first = self._database.number(
            "SELECT coalesce(max(number), 0) + 1 FROM review_acts WHERE team = ? AND incident = ?", self._team, number
        )
        kept = [replace(act, number=first + place) for place, act in enumerate(acts)]
        for act in kept:
            self._database.insert("review_acts", {"team": self._team, "incident": number, **rows.act_values(act)})
        return kept

    def of_incident(self, number: int) -> Sequence[EditLogEntry]:
        found = self._database.rows(
            "SELECT * FROM review_acts WHERE team = ? AND incident = ? ORDER BY number", self._team, number
        )
        return [rows.act_from(row) for row in found]

    def incidents(self, what: EditLogKind) -> Sequence[int]:
        """Those on whose review somebody did this."""
        found = self._database.rows(
            "SELECT DISTINCT incident FROM review_acts WHERE team = ? AND what = ? ORDER BY incident",
            self._team,
            what.value,
        )
        return [row["incident"] for row in found]

    def progress(self, person_id: str | None, since: datetime, approved_since: datetime) -> Sequence[Progress]:
        """How far the reviews are of what was resolved since then and is no drill, as far as somebody may see it.

        Without those that were approved before `approved_since`.
        """
        seen, values = seen_by(person_id)
        marks = ", ".join("?" * len(OVER))
        found = self._database.rows(
            "SELECT incidents.*, "
            f"(SELECT act.key {OF_KIND}'state' ORDER BY act.number DESC LIMIT 1) AS review_state, "
            f"(SELECT act.at {OF_KIND}'state' ORDER BY act.number DESC LIMIT 1) AS review_at, "
            f"EXISTS (SELECT 1 {ACT}) AS review_begun, "
            f"EXISTS (SELECT 1 {OF_KIND}'publish') AS review_published "
            f"FROM incidents WHERE team = ? AND resolved_at >= ? AND status IN ({marks}) AND drill = 0 "
            f"AND (review_state IS NOT 'approved' OR review_at >= ?) AND {seen}",
            self._team,
            rows.time_text(since),
            *OVER,
            rows.time_text(approved_since),
            *values,
        )
        return [_progress(row) for row in found]

    def published(self, most: int) -> Sequence[int]:
        """The newest of the incidents that anybody may see and whose review is out, the newest one first."""
        found = self._database.rows(
            f"SELECT number FROM incidents WHERE team = ? AND private = 0 AND drill = 0 AND status IN (?, ?) "
            f"AND EXISTS (SELECT 1 {OF_KIND}'publish') ORDER BY number DESC LIMIT ?",
            self._team,
            *OVER,
            most,
        )
        return [row["number"] for row in found]


def _progress(row: Row) -> Progress:
    state = ReviewState(row["review_state"] or ReviewState.DRAFT)
    at = rows.time_from(row["review_at"]) if row["review_at"] else None
    return Progress(rows.incident_from(row), state, at, bool(row["review_begun"]), bool(row["review_published"]))
