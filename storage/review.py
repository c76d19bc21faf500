"""Reviews in SQL: the edit log, to which rows are only added, and the recorded facts."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from sqlite3 import Row
from typing import Final

from bot.home.home import UnreviewedIncident
from bot.incidents.model import Status
from bot.ports.review import ReviewStore
from bot.review.edit_log import EditLogEntry, EditLogKind, ReviewState
from bot.review.facts import RecordedFact
from bot.review.follow_up import ReviewProgress
from storage.incidents import read_or_logged, with_accounts
from storage.mapper import Mapper
from storage.people import PeopleTable, seen_by
from storage.sqlite.database import Database
from storage.sqlite.incident_rows import IncidentRows
from storage.sqlite.search_index import SearchIndex
from storage.sqlite.table import WorkspaceTable
from storage.values import time_from, time_text

_EDIT: Final = Mapper(EditLogEntry)
_FACT: Final = Mapper(RecordedFact)

_OVER: Final = (Status.RESOLVED.value, Status.CLOSED.value)  # false alarms and duplicates have no review
_ACT: Final = "FROM review_acts AS act WHERE act.team = incidents.team AND act.incident = incidents.number"
_OF_KIND: Final = f"{_ACT} AND act.what = "


class ReviewTable(WorkspaceTable, ReviewStore):
    def __init__(self, database: Database, team: str, people: PeopleTable) -> None:
        super().__init__(database, team)
        self._log = IncidentRows(database, team, "review_acts")
        self._facts = IncidentRows(database, team, "records", order="id")
        self._index = SearchIndex(database, team)
        self._people = people

    def add(self, number: int, log: Iterable[EditLogEntry]) -> Sequence[EditLogEntry]:
        first = self._log.next_number(number)
        numbered = [replace(entry, number=first + place) for place, entry in enumerate(log)]
        self._log.add(number, map(_EDIT.values, numbered))
        for entry in numbered:
            if entry.what is EditLogKind.PUBLISH:  # the newest version counts
                self._index.put(number, "review", "", entry.text)
        return numbered

    def edit_log(self, number: int) -> Sequence[EditLogEntry]:
        return [_EDIT.read(row) for row in self._log.of_incident(number)]

    def add_facts(self, number: int, facts: Iterable[RecordedFact]) -> None:
        for fact in facts:
            self._facts.add(number, [_FACT.values(fact)])
            self._index.put(number, "record", self._database.number("SELECT last_insert_rowid()"), fact.text)

    def facts(self, number: int) -> tuple[RecordedFact, ...]:
        return tuple(map(_FACT.read, self._facts.of_incident(number)))

    def progress(self, person_id: str | None, since: datetime, approved_since: datetime) -> Sequence[ReviewProgress]:
        seen, values = seen_by(person_id)
        marks = ", ".join("?" * len(_OVER))
        found = self._database.rows(
            "SELECT incidents.*, "
            f"(SELECT act.key {_OF_KIND}'state' ORDER BY act.number DESC LIMIT 1) AS review_state, "
            f"(SELECT act.at {_OF_KIND}'state' ORDER BY act.number DESC LIMIT 1) AS review_at, "
            f"EXISTS (SELECT 1 {_ACT}) AS review_begun, "
            f"EXISTS (SELECT 1 {_OF_KIND}'publish') AS review_published "
            f"FROM incidents WHERE team = ? AND resolved_at >= ? AND status IN ({marks}) AND drill = 0 "
            f"AND (review_state IS NOT 'approved' OR review_at >= ?) AND {seen}",
            self._team,
            time_text(since),
            *_OVER,
            time_text(approved_since),
            *values,
        )
        known = [progress for row in found if (progress := _progress(row))]
        marked = with_accounts((each.incident for each in known), self._people)
        return [replace(each, incident=incident) for each, incident in zip(known, marked, strict=True)]

    def published(self, most: int) -> Sequence[int]:
        found = self._database.rows(
            f"SELECT number FROM incidents WHERE team = ? AND private = 0 AND drill = 0 AND status IN (?, ?) "
            f"AND EXISTS (SELECT 1 {_OF_KIND}'publish') ORDER BY number DESC LIMIT ?",
            self._team,
            *_OVER,
            most,
        )
        return [row["number"] for row in found]

    def has_review(self, number: int) -> bool:
        sql = (
            "SELECT 1 FROM review_acts WHERE team = ? AND incident = ? AND what IN ('open', 'publish', 'approve') "
            # reviews posted before there was an edit log
            "UNION ALL SELECT 1 FROM incidents WHERE team = ? AND number = ? AND review_posted = 1 LIMIT 1"
        )
        return self._database.row(sql, self._team, number, self._team, number) is not None

    def unreviewed(self, person_id: str | None, since: datetime) -> Sequence[UnreviewedIncident]:
        seen, values = seen_by(person_id)
        marks = ", ".join("?" * len(_OVER))
        found = self._database.rows(
            "SELECT number, severity, resolved_at, "
            f"(SELECT act.key {_OF_KIND}'state' ORDER BY act.number DESC LIMIT 1) AS state, "
            f"EXISTS (SELECT 1 {_OF_KIND}'publish') AS published, EXISTS (SELECT 1 {_ACT}) AS begun FROM incidents "
            f"WHERE team = ? AND resolved_at >= ? AND status IN ({marks}) AND drill = 0 "
            # approval is the last state
            f"AND NOT EXISTS (SELECT 1 {_OF_KIND}'state' AND act.key = 'approved') AND {seen}",
            self._team,
            time_text(since),
            *_OVER,
            *values,
        )
        return [_unreviewed(row) for row in found]


def _progress(row: Row) -> ReviewProgress | None:
    """The progress of a review, None if its incident can't be read."""
    if (incident := read_or_logged(row)) is None:
        return None
    state = ReviewState(row["review_state"] or ReviewState.DRAFT)
    at = time_from(row["review_at"]) if row["review_at"] else None
    return ReviewProgress(incident, state, at, bool(row["review_begun"]), bool(row["review_published"]))


def _unreviewed(row: Row) -> UnreviewedIncident:
    state = row["state"] or (ReviewState.DRAFT.value if row["begun"] else "")
    resolved_at = time_from(row["resolved_at"])
    return UnreviewedIncident(row["number"], row["severity"], resolved_at, state, bool(row["published"]))
