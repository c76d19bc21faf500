"""Tasks and action items, each numbered per incident."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from bot.incidents.model import Incident
from bot.tasks.model import ActionItem, Task


class TaskStore(Protocol):
    def save(self, number: int, tasks: Iterable[Task]) -> None:
        """Insert tasks, or replace those with the same number."""

    def of_incident(self, number: int) -> tuple[Task, ...]: ...

    def next_number(self, number: int) -> int: ...

    def count_assigned_to(self, person_id: str) -> Mapping[int, int]:
        """The number of open tasks assigned to a person, by incident."""


class ActionItemStore(Protocol):
    def save(self, number: int, items: Iterable[ActionItem]) -> None:
        """Insert items, or replace those with the same number."""

    def of_incident(self, number: int) -> tuple[ActionItem, ...]: ...

    def next_number(self, number: int) -> int: ...

    def remove(self, number: int, items: Iterable[ActionItem]) -> None:
        """Take items out of an incident, because they are another one's now."""

    def owned_by(self, person_id: str) -> Sequence[tuple[Incident, ActionItem]]:
        """A person's open action items, of the incidents that they may see."""

    def with_open_of(self, person_id: str) -> Sequence[int]:
        """The numbers of all incidents with open action items of a person."""
