"""What is to do: tasks while an incident runs, action items after it. Both are counted in each incident."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from bot.incidents.model import Incident
from bot.tasks.model import ActionItem, Task


class TaskStore(Protocol):
    def save(self, number: int, tasks: Iterable[Task]) -> None:
        """A task whose number is there already takes the place of the one that has it."""

    def of_incident(self, number: int) -> tuple[Task, ...]: ...

    def next_number(self, number: int) -> int: ...

    def count_assigned_to(self, person_id: str) -> Mapping[int, int]:
        """How many tasks are somebody's to do, by incident."""


class ActionItemStore(Protocol):
    def save(self, number: int, items: Iterable[ActionItem]) -> None:
        """An item whose number is there already takes the place of the one that has it."""

    def of_incident(self, number: int) -> tuple[ActionItem, ...]: ...

    def next_number(self, number: int) -> int: ...

    def owned_by(self, person_id: str) -> Sequence[tuple[Incident, ActionItem]]:
        """What somebody owns and has not done, of the incidents that they may see."""
