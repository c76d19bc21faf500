"""What a person's Home is made of, in a few statements each, and who has looked at theirs."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from sqlite3 import Row

from bot.home.home import Unreviewed
from bot.incidents.model import Incident, Status
from bot.review.edit_log import ReviewState
from bot.tasks.model import ActionItem
from storage import rows
from storage.review import ACT, OF_KIND
from storage.sqlite.database import Database, Value
from storage.sqlite.search import seen_by

OVER = (Status.RESOLVED.value, Status.CLOSED.value)


class HomeQueries:
    """One workspace's."""

    def __init__(self, database: Database, team: str) -> None:
        self._database = database
        self._team = team

    def opened(self, person_id: str, at: datetime) -> None:
        values: dict[str, Value] = {"team": self._team, "person": person_id, "seen_at": rows.time_text(at)}
        again = "ON CONFLICT (team, person) DO UPDATE SET seen_at = max(seen_at, excluded.seen_at)"
        self._database.insert("home_viewers", values, again)

    def viewers(self, since: datetime) -> Sequence[str]:
        found = self._database.rows(
            "SELECT person FROM home_viewers WHERE team = ? AND seen_at >= ? ORDER BY seen_at DESC, person",
            self._team,
            rows.time_text(since),
        )
        return [row["person"] for row in found]

    def any_viewer(self, since: datetime) -> bool:
        sql = "SELECT 1 FROM home_viewers WHERE team = ? AND seen_at >= ? LIMIT 1"
        return self._database.row(sql, self._team, rows.time_text(since)) is not None

    def tasks_of(self, person_id: str) -> dict[int, int]:
        """How many tasks are somebody's to do, by incident."""
        found = self._database.rows(
            "SELECT incident, count(*) AS count FROM tasks "
            "WHERE team = ? AND assignee_id = ? AND done_at IS NULL GROUP BY incident",
            self._team,
            person_id,
        )
        return {row["incident"]: row["count"] for row in found}

    def actions_of(self, person_id: str) -> Sequence[tuple[Incident, ActionItem]]:
        """What somebody owns and has not done, of the incidents that they may see."""
        seen, values = seen_by(person_id)
        found = self._database.rows(
            "SELECT actions.* FROM actions "
            "JOIN incidents ON incidents.team = actions.team AND incidents.number = actions.incident "
            f"WHERE actions.team = ? AND actions.owner_id = ? AND actions.done_at IS NULL AND {seen}",
            self._team,
            person_id,
            *values,
        )
        incidents = {each.number: each for each in self._incidents({row["incident"] for row in found})}
        return [(incidents[row["incident"]], rows.action_from(row)) for row in found]

    def has_review(self, number: int) -> bool:
        sql = (
            "SELECT 1 FROM review_acts WHERE team = ? AND incident = ? AND what IN ('publish', 'approve') "
            # `0` comes right after `/`: the keys of its reviews
            "UNION ALL SELECT 1 FROM outbox WHERE team = ? AND key >= ? AND key < ? LIMIT 1"
        )
        keys = (f"{number}/review", f"{number}/review0")
        return self._database.row(sql, self._team, number, self._team, *keys) is not None

    def unreviewed(self, person_id: str, since: datetime) -> Sequence[Unreviewed]:
        seen, values = seen_by(person_id)
        marks = ", ".join("?" * len(OVER))
        found = self._database.rows(
            "SELECT number, severity, resolved_at, "
            f"(SELECT act.key {OF_KIND}'state' ORDER BY act.number DESC LIMIT 1) AS state, "
            f"EXISTS (SELECT 1 {OF_KIND}'publish') AS published, EXISTS (SELECT 1 {ACT}) AS begun FROM incidents "
            f"WHERE team = ? AND resolved_at >= ? AND status IN ({marks}) AND drill = 0 "
            # nothing comes after an approval
            f"AND NOT EXISTS (SELECT 1 {OF_KIND}'state' AND act.key = 'approved') AND {seen}",
            self._team,
            rows.time_text(since),
            *OVER,
            *values,
        )
        return [_unreviewed(row) for row in found]

    def _incidents(self, numbers: Iterable[int]) -> Sequence[Incident]:
        wanted = sorted(numbers)
        marks = ", ".join("?" * len(wanted))
        sql = f"SELECT * FROM incidents WHERE team = ? AND number IN ({marks})"
        return [rows.incident_from(row) for row in self._database.rows(sql, self._team, *wanted)]


def _unreviewed(row: Row) -> Unreviewed:
    state = row["state"] or (ReviewState.DRAFT.value if row["begun"] else "")
    resolved_at = rows.time_from(row["resolved_at"])
    return Unreviewed(row["number"], row["severity"], resolved_at, state, bool(row["published"]))
