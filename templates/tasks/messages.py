"""The values of each sentence in messages.j2: tasks and action items. `today` is the day in UTC."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.incidents.model import Incident
from bot.tasks.model import ActionItem, Task


@dataclass(frozen=True)
class ActionAdded:
    item: ActionItem
    today: date


@dataclass(frozen=True)
class ActionDue:
    """`late` is the number of whole days since the due date, 0 up to that day."""

    incident: Incident
    item: ActionItem
    late: int
    today: date


@dataclass(frozen=True)
class NoIncidentHere:
    """The answer to a shortcut outside an incident channel; `what` is "a task" or "an action item"."""

    what: str


@dataclass(frozen=True)
class TasksAbout:
    """The line above the list. `editable`: tasks can be completed and assigned in it."""

    count: int
    todo: int
    editable: bool


@dataclass(frozen=True)
class CardTasks:
    """The card's line."""

    count: int
    todo: int


@dataclass(frozen=True)
class TaskListRow:
    """A row of the list once the incident is resolved and the list is read-only."""

    task: Task


@dataclass(frozen=True)
class ActionsAbout:
    """The line above the list."""

    count: int
    todo: int


@dataclass(frozen=True)
class ActionLine:
    item: ActionItem
    today: date


@dataclass(frozen=True)
class ActionsTicked:
    """`number` is the incident's, `numbers` are those of its action items. `lists`: the reader may open the list."""

    number: int
    numbers: Sequence[int]
    done: bool
    lists: bool = True
