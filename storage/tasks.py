"""Tasks and action items in SQL."""

from collections.abc import Iterable, Sequence
from typing import Final

from bot.incidents.model import Incident
from bot.ports.tasks import ActionItemStore, TaskStore
from bot.tasks.model import ActionItem, Task
from storage.incidents import readable, with_accounts
from storage.mapper import Mapper
from storage.people import PeopleTable, seen_by
from storage.sqlite.database import Database
from storage.sqlite.incident_rows import IncidentRows
from storage.sqlite.search_index import SearchIndex
from storage.sqlite.table import WorkspaceTable

_TASK: Final = Mapper(Task)
_ACTION_ITEM: Final = Mapper(ActionItem)


class TaskTable(WorkspaceTable, TaskStore):
    def __init__(self, database: Database, team: str) -> None:
        super().__init__(database, team)
        self._rows = IncidentRows(database, team, "tasks")
        self._index = SearchIndex(database, team)

    def save(self, number: int, tasks: Iterable[Task]) -> None:
        for task in tasks:
            self._rows.put(number, [_TASK.values(task)])
            self._index.put(number, "task", task.number, "" if task.suggested else task.title)

    def of_incident(self, number: int) -> tuple[Task, ...]:
        return tuple(map(_TASK.read, self._rows.of_incident(number)))

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


class ActionItemTable(WorkspaceTable, ActionItemStore):
    def __init__(self, database: Database, team: str, people: PeopleTable) -> None:
        super().__init__(database, team)
        self._rows = IncidentRows(database, team, "actions")
        self._people = people
        self._index = SearchIndex(database, team)

    def save(self, number: int, items: Iterable[ActionItem]) -> None:
        for item in items:
            self._rows.put(number, [_ACTION_ITEM.values(item)])
            self._index.put(number, "action", item.number, item.title)

    def of_incident(self, number: int) -> tuple[ActionItem, ...]:
        return tuple(map(_ACTION_ITEM.read, self._rows.of_incident(number)))

    def next_number(self, number: int) -> int:
        return self._rows.next_number(number)

    def remove(self, number: int, items: Iterable[ActionItem]) -> None:
        for item in items:
            sql = "DELETE FROM actions WHERE team = ? AND incident = ? AND number = ?"
            self._database.write(sql, self._team, number, item.number)
            self._index.put(number, "action", item.number, "")

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
        return [(incidents[row["incident"]], _ACTION_ITEM.read(row)) for row in found if row["incident"] in incidents]

    def with_open_of(self, person_id: str) -> Sequence[int]:
        sql = "SELECT DISTINCT incident FROM actions WHERE team = ? AND owner_id = ? AND done_at IS NULL"
        return [row["incident"] for row in self._database.rows(sql, self._team, person_id)]

    def _incidents(self, numbers: Iterable[int]) -> Sequence[Incident]:
        wanted = sorted(numbers)
        marks = ", ".join("?" * len(wanted))
        sql = f"SELECT * FROM incidents WHERE team = ? AND number IN ({marks})"
        return with_accounts(readable(self._database.rows(sql, self._team, *wanted)), self._people)
