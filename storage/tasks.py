"""Tasks and action items in SQL."""

from collections.abc import Iterable, Sequence
from datetime import date
from sqlite3 import Row

from bot.incidents.model import Incident
from bot.ports.tasks import ActionItemStore, TaskStore
from bot.tasks.model import ActionItem, Task
from storage.incidents import incident_from
from storage.people import seen_by
from storage.sqlite.database import Database, Value
from storage.sqlite.incident_rows import IncidentRows
from storage.values import (
    person_from,
    person_or_none,
    person_values,
    time_from,
    time_from_or_none,
    time_or_none,
    time_text,
)


class TaskTable(TaskStore):
    """One workspace's."""

    def __init__(self, database: Database, team: str) -> None:
        self._database = database
        self._team = team
        self._rows = IncidentRows(database, team, "tasks")

    def save(self, number: int, tasks: Iterable[Task]) -> None:
        self._rows.put(number, map(task_values, tasks))

    def of_incident(self, number: int) -> tuple[Task, ...]:
        return tuple(map(task_from, self._rows.of_incident(number)))

    def next_number(self, number: int) -> int:
        return self._rows.next_number(number)

    def count_assigned_to(self, person_id: str) -> dict[int, int]:
        found = self._database.rows(
            "SELECT incident, count(*) AS count FROM tasks "
            "WHERE team = ? AND assignee_id = ? AND done_at IS NULL GROUP BY incident",
            self._team,
            person_id,
        )
        return {row["incident"]: row["count"] for row in found}


class ActionItemTable(ActionItemStore):
    """One workspace's."""

    def __init__(self, database: Database, team: str) -> None:
        self._database = database
        self._team = team
        self._rows = IncidentRows(database, team, "actions")

    def save(self, number: int, items: Iterable[ActionItem]) -> None:
        self._rows.put(number, map(action_values, items))

    def of_incident(self, number: int) -> tuple[ActionItem, ...]:
        return tuple(map(action_from, self._rows.of_incident(number)))

    def next_number(self, number: int) -> int:
        return self._rows.next_number(number)

    def owned_by(self, person_id: str) -> Sequence[tuple[Incident, ActionItem]]:
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
        return [(incidents[row["incident"]], action_from(row)) for row in found]

    def _incidents(self, numbers: Iterable[int]) -> Sequence[Incident]:
        wanted = sorted(numbers)
        marks = ", ".join("?" * len(wanted))
        sql = f"SELECT * FROM incidents WHERE team = ? AND number IN ({marks})"
        return [incident_from(row) for row in self._database.rows(sql, self._team, *wanted)]


def task_values(task: Task) -> dict[str, Value]:
    return {
        "number": task.number,
        "title": task.title,
        **person_values("by", task.by),
        "at": time_text(task.at),
        **person_values("assignee", task.assignee),
        "done_at": time_or_none(task.done_at),
        **person_values("done_by", task.done_by),
        "suggested": int(task.suggested),
        "message_ts": task.message_ts,
        "permalink": task.permalink,
    }


def task_from(row: Row) -> Task:
    return Task(
        number=row["number"],
        title=row["title"],
        by=person_from(row, "by"),
        at=time_from(row["at"]),
        assignee=person_or_none(row, "assignee"),
        done_at=time_from_or_none(row["done_at"]),
        done_by=person_or_none(row, "done_by"),
        suggested=bool(row["suggested"]),
        message_ts=row["message_ts"],
        permalink=row["permalink"],
    )


def action_values(action: ActionItem) -> dict[str, Value]:
    return {
        "number": action.number,
        "title": action.title,
        "owner": action.owner,
        "owner_id": action.owner_id,
        "priority": action.priority,
        "due": action.due.isoformat() if action.due else None,
        **person_values("by", action.by),
        "at": time_text(action.at),
        "kind": action.kind,
        "done_at": time_or_none(action.done_at),
        **person_values("done_by", action.done_by),
        "message_ts": action.message_ts,
        "permalink": action.permalink,
    }


def action_from(row: Row) -> ActionItem:
    return ActionItem(
        number=row["number"],
        title=row["title"],
        owner=row["owner"],
        priority=row["priority"],
        due=date.fromisoformat(row["due"]) if row["due"] else None,
        by=person_from(row, "by"),
        at=time_from(row["at"]),
        owner_id=row["owner_id"],
        kind=row["kind"],
        done_at=time_from_or_none(row["done_at"]),
        done_by=person_or_none(row, "done_by"),
        message_ts=row["message_ts"],
        permalink=row["permalink"],
    )
