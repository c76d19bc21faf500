"""The contexts of what people do and know while it runs: updates told elsewhere, tasks, action items, subscriptions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Final

from bot.config.policy import Severity
from bot.incidents.model import Incident
from bot.people.model import Person
from bot.tasks.model import ActionItem, Task


@dataclass(frozen=True)
class UpdateElsewhere:
    """An update for those who are not in the incident's channel. `headed`: it says of which incident it is."""

    template: ClassVar[str] = "messages/update_elsewhere.j2"
    incident: Incident
    severity: Severity
    status: str
    text: str
    impact: str
    doing: str
    by: str
    at: datetime
    next_update: datetime | None
    headed: bool


@dataclass(frozen=True)
class UpdateTold:
    """To who posted an update: what can be done with it next."""

    template: ClassVar[str] = "messages/update_told.j2"
    number: int


@dataclass(frozen=True)
class TextsAbout:
    """Above the texts for people outside."""

    template: ClassVar[str] = "messages/texts_about.j2"


@dataclass(frozen=True)
class NothingToMake:
    """The signpost for the shortcuts outside an incident channel; `what` is "a task" or "an action item"."""

    template: ClassVar[str] = "messages/nothing_to_make.j2"
    what: str


@dataclass(frozen=True)
class TaskAdded:
    template: ClassVar[str] = "messages/task_added.j2"
    at: datetime
    by: str
    number: str
    title: str
    assignee: Person | None


@dataclass(frozen=True)
class TaskAssigned:
    """`assignee` is None where it is nobody's again."""

    template: ClassVar[str] = "messages/task_assigned.j2"
    at: datetime
    by: str
    number: str
    title: str
    assignee: Person | None


@dataclass(frozen=True)
class TaskTicked:
    """`done` is False where it is to be done after all."""

    template: ClassVar[str] = "messages/task_ticked.j2"
    at: datetime
    by: str
    number: str
    title: str
    done: bool


@dataclass(frozen=True)
class TasksAbout:
    """Above the list: how many there are, and how many of them are still to do."""

    template: ClassVar[str] = "messages/tasks_about.j2"
    count: int
    todo: int


@dataclass(frozen=True)
class CardTasks:
    """On the card: how many there are, and how many of them are still to do."""

    template: ClassVar[str] = "messages/card_tasks.j2"
    count: int
    todo: int


@dataclass(frozen=True)
class TaskLine:
    """One line of the list where nothing can be ticked any more."""

    template: ClassVar[str] = "messages/task_line.j2"
    task: Task


@dataclass(frozen=True)
class ActionsAbout:
    template: ClassVar[str] = "messages/actions_about.j2"
    count: int
    todo: int


@dataclass(frozen=True)
class ActionLine:
    template: ClassVar[str] = "messages/action_line.j2"
    item: ActionItem


@dataclass(frozen=True)
class ActionsTicked:
    template: ClassVar[str] = "messages/actions_ticked.j2"
    numbers: Sequence[int]
    done: bool


@dataclass(frozen=True)
class Subscribed:
    """The answer to `subscribe`: `channel` is its id, "" for whoever asked. `changed`: it was not so before."""

    template: ClassVar[str] = "messages/subscribed.j2"
    incident: Incident
    channel: str
    off: bool
    changed: bool


@dataclass(frozen=True)
class SubscribedLine:
    """In the incident's channel: its updates go to another one, too, or (`off`) no more."""

    template: ClassVar[str] = "messages/subscribed_line.j2"
    at: datetime
    by: str
    channel: str
    off: bool


@dataclass(frozen=True)
class Subscribers:
    """`people` by name, `channels` by id."""

    template: ClassVar[str] = "messages/subscribers.j2"
    incident: Incident
    people: Sequence[str]
    channels: Sequence[str]


CONTEXTS: Final = (
    UpdateElsewhere,
    UpdateTold,
    TextsAbout,
    NothingToMake,
    TaskAdded,
    TaskAssigned,
    TaskTicked,
    TasksAbout,
    CardTasks,
    TaskLine,
    ActionsAbout,
    ActionLine,
    ActionsTicked,
    Subscribed,
    SubscribedLine,
    Subscribers,
)
