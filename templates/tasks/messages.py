"""What each sentence in messages.j2 is told: tasks and action items."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.incidents.model import Incident
from bot.tasks.model import ActionItem, Task


@dataclass(frozen=True)
class ActionKept:
    item: ActionItem


@dataclass(frozen=True)
class ActionsDueHead:
    """Above the action items that somebody is to do; `count` of them are left."""

    count: int


@dataclass(frozen=True)
class ActionsDueSentence:
    count: int
    first: str


@dataclass(frozen=True)
class ActionDue:
    """`late`: whole days since it was due, 0 today."""

    incident: Incident
    item: ActionItem
    late: int


@dataclass(frozen=True)
class NothingToMake:
    """The signpost for the shortcuts outside an incident channel; `what` is "a task" or "an action item"."""

    what: str


@dataclass(frozen=True)
class TasksAbout:
    """Above the list: how many there are, and how many of them are still to do."""

    count: int
    todo: int


@dataclass(frozen=True)
class CardTasks:
    """On the card: how many there are, and how many of them are still to do."""

    count: int
    todo: int


@dataclass(frozen=True)
class TaskListRow:
    """One line of the list where nothing can be ticked any more."""

    task: Task


@dataclass(frozen=True)
class ActionsAbout:
    count: int
    todo: int


@dataclass(frozen=True)
class ActionLine:
    item: ActionItem


@dataclass(frozen=True)
class ActionsTicked:
    numbers: Sequence[int]
    done: bool
