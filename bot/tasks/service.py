"""Tasks: work during an incident."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from bot.incidents.change import Change
from bot.incidents.model import Incident
from bot.people.model import Person
from bot.tasks import tasks
from bot.tasks.model import Task
from bot.tasks.origin import Origin, linked, task_link
from bot.tasks.verbs import AddTask
from bot.unit_of_work import UnitOfWork


class TaskService:
    def __init__(self, unit: UnitOfWork) -> None:
        self._unit = unit
        self._store = unit.store

    def of_incident(self, number: int) -> tuple[Task, ...]:
        return self._store.tasks.of_incident(number)

    def in_order(self, number: int) -> Sequence[Task]:
        """Open tasks first."""
        return tasks.in_order(self._store.tasks.of_incident(number))

    def add(
        self, number: int, asked: AddTask, by: Person, request_id: str = "", origin: Origin | None = None
    ) -> Incident:
        def decide(incident: Incident) -> Change:
            task = Task(
                self._store.tasks.next_number(number),
                asked.title,
                by,
                self._unit.now(),
                assignee=self._assignee(asked.assignee),
                message_ts=origin.message_ts if origin else "",
            )
            added = tasks.add(incident, task, self._store.people.members(number))
            return linked(added, origin, partial(task_link, task.number))

        return self._unit.decide(number, decide, request_id, by=by, verb="task")

    def tick(self, number: int, which: Sequence[int], done: bool, by: Person) -> bool:
        """Return whether one of them changed."""

        def ticked(incident: Incident, task: Task) -> Change:
            return tasks.tick(incident, task, done, by, self._unit.now())

        changed = [self._with(number, each, ticked, by) for each in which]
        return any(changed)

    def assign(self, number: int, which: int, assignee: Person | None, by: Person) -> bool:
        """Return whether it changed."""
        whom = self._assignee(assignee)

        def given(incident: Incident, task: Task) -> Change:
            return tasks.assign(incident, task, whom, by, self._unit.now(), self._store.people.members(number))

        return self._with(number, which, given, by)

    def _with(self, number: int, which: int, decide: Callable[[Incident, Task], Change], by: Person) -> bool:
        changed = False

        def decision(incident: Incident) -> Change:
            nonlocal changed
            change = decide(incident, tasks.find(incident, self._store.tasks.of_incident(number), which))
            changed = bool(change.tasks)
            return change

        self._unit.decide(number, decision, by=by, verb="task")
        return changed

    def link(self, number: int, which: int, permalink: str) -> None:
        """Save the permalink of the message that a task was created from."""
        with self._store.transaction():
            incident = self._unit.incident(number)
            task = tasks.find(incident, self._store.tasks.of_incident(number), which)
            self._unit.save(Change(incident, tasks=(replace(task, permalink=permalink),)), self._unit.now())

    def _assignee(self, person: Person | None) -> Person | None:
        return self._unit.people.assignee(person) if person else None
