"""Tasks: work during an incident. The first ones are suggested by its severity."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from bot.config.policy import Policy
from bot.errors import Hint, NotFound
from bot.incidents.change import Change, system_entry, with_changes, with_reason
from bot.incidents.model import Incident
from bot.incidents.transitions import Verb, next_status
from bot.outbox import keys, messages
from bot.outbox.tasks import TaskAdded, TaskAssigned, TaskLine, TaskTicked
from bot.people.model import Person
from bot.tasks.model import Task
from bot.timeline.model import EntryKind
from templates.tasks import wording


def find(incident: Incident, tasks: Iterable[Task], number: int) -> Task:
    """The task with this number. Raises NotFound."""
    for task in tasks:
        if task.number == number:
            return task
    raise NotFound(wording.no_task(incident.name, number), Hint("task", purpose=wording.FOR_THE_LIST))


def in_order(tasks: Iterable[Task]) -> list[Task]:
    """Open tasks first, then by number."""
    return sorted(tasks, key=lambda task: (task.done_at is not None, task.number))


def suggest(change: Change, policy: Policy, known: Sequence[Task] = ()) -> Change:
    """Add the first actions of the incident's severity as tasks, except those it already has."""
    incident = change.incident
    there = {task.title for task in known}
    last = max((task.number for task in known), default=0)
    missing = [title for title in policy.severity(incident.severity).first_tasks if title not in there]
    at = max((entry.recorded_at for entry in change.entries), default=incident.declared_at)
    by = change.entries[0].author if change.entries else incident.declared_by
    fresh = tuple(Task(last + place, title, by, at, suggested=True) for place, title in enumerate(missing, start=1))
    return replace(change, tasks=(*change.tasks, *fresh))


def suggest_more(change: Change, before: Incident, policy: Policy, known: Sequence[Task]) -> Change:
    """Add the tasks of a higher severity after a change; a lower one adds none."""
    levels = [level.key for level in policy.severities]
    raised = levels.index(change.incident.severity) < levels.index(before.severity)
    return suggest(change, policy, known) if raised else change


def add(incident: Incident, task: Task, members: frozenset[str] = frozenset()) -> Change:
    """Add a task and invite its assignee, unless they are already among the channel's `members`."""
    next_status(incident, Verb.TASK)
    moved = with_changes(incident)
    line = TaskAdded(
        *keys.line(moved), by=task.by, at=task.at, number=task.number, title=task.title, assignee=task.assignee
    )
    change = _logged(moved, task, line, wording.task_added(task.number))
    return _inviting(change, task.assignee, members, task.by)


def assign(
    incident: Incident,
    task: Task,
    assignee: Person | None,
    by: Person,
    at: datetime,
    members: frozenset[str] = frozenset(),
) -> Change:
    """Assign or unassign a task; no change if it already is. `members` as in `add`."""
    next_status(incident, Verb.TASK)
    if _id(task.assignee) == _id(assignee):
        return Change(incident)
    given, moved = replace(task, assignee=assignee), with_changes(incident)
    line = TaskAssigned(*keys.line(moved), by=by, at=at, number=task.number, title=task.title, assignee=assignee)
    change = _logged(moved, given, line, wording.task_assigned(task.number, assignee.name if assignee else ""))
    return _inviting(change, assignee, members, by)


def tick(incident: Incident, task: Task, done: bool, by: Person, at: datetime) -> Change:
    """Complete or reopen a task; no change if it already is."""
    next_status(incident, Verb.TASK)
    if done == (task.done_at is not None):
        return Change(incident)
    ticked = replace(task, done_at=at if done else None, done_by=by if done else None)
    moved = with_changes(incident)
    line = TaskTicked(*keys.line(moved), by=by, at=at, number=task.number, title=task.title, done=done)
    return _logged(moved, ticked, line, wording.task_ticked(task.number, done))


def _logged(moved: Incident, task: Task, line: TaskLine, said: str) -> Change:
    """Log a change of a task, post its line and redraw the card, which shows the count."""
    entry = system_entry(line.at, EntryKind.NOTE, with_reason(said, task.title), line.by)
    return Change(moved, entries=(entry,), tasks=(task,), effects=(messages.card(moved), line))


def _inviting(change: Change, assignee: Person | None, members: frozenset[str], by: Person) -> Change:
    """Invite the assignee: a mention does not notify people who are not in the channel."""
    if assignee is None or assignee.id in members:
        return change
    invited = messages.invite(change.incident, (assignee.id,), "task", by.id)
    return replace(change, effects=(*change.effects, invited))


def _id(person: Person | None) -> str:
    return person.id if person else ""
