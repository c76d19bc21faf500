"""What people do and know while an incident runs: updates, tasks, action items, facts, subscriptions."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.announcements import stakeholder_updates, subscriptions
from bot.commands.requests import AddAction, AddRecord, AddTask, PostUpdate, Subscribe
from bot.incidents import transitions
from bot.incidents.change import Change
from bot.incidents.model import Incident
from bot.incidents.transitions import Verb, next_status
from bot.incidents.undo import Thing
from bot.outbox import messages
from bot.people.model import Person
from bot.tasks import action_items, tasks
from bot.tasks.model import ActionItem, Task
from bot.unit_of_work import UnitOfWork
from bot.updates import updates


@dataclass(frozen=True)
class Origin:
    """The message that something was made from."""

    channel: str
    message_ts: str


class UpdateService:
    def __init__(self, unit: UnitOfWork) -> None:
        self._unit = unit
        self._store = unit.store

    # Updates

    def post_update(self, number: int, told: PostUpdate, by: Person, request_id: str = "") -> Incident:
        def decide(incident: Incident) -> Change:
            if told.status and told.status is not incident.status:
                self._unit.need(by, "status", incident)
            count, members = self._store.updates.next_number(number), self._store.people.members(number)
            line = self._store.outbox.newest_line(number, Thing.STATUS.value)
            return updates.post(incident, count, told, by, self._now(), self._unit.policy, members, line)

        return self._unit.decide(number, decide, request_id, by=by, verb="update")

    def facts(self, number: int, by: Person) -> stakeholder_updates.Facts:
        """What the texts for people outside are made of; refused where no update can be posted any more."""
        incident = self._unit.seen(number, by)
        next_status(incident, Verb.UPDATE)
        return stakeholder_updates.facts(
            incident, self._store.updates.of_incident(number), self._unit.policy, self._now()
        )

    def may_get(self, incident: Incident, subscriber: str) -> bool:
        """Whether an update may still go to somebody when it is delivered."""
        return updates.may_get(incident, subscriber, self._store.people.members(incident.number))

    # Subscriptions

    def subscribe(self, number: int, asked: Subscribe, by: Person) -> bool:
        """False where it was so already."""
        who, changed = subscriptions.subscriber(asked, by), False

        def decide(incident: Incident) -> Change:
            nonlocal changed
            change = subscriptions.change(incident, who, asked.off, by, self._now())
            changed = change.incident != incident
            return change

        self._unit.decide(number, decide, by=by, verb="subscribe")
        return changed

    # Tasks

    def tasks(self, number: int) -> Sequence[Task]:
        """What is still to do first."""
        return tasks.in_order(self._store.tasks.of_incident(number))

    def add_task(
        self, number: int, asked: AddTask, by: Person, request_id: str = "", origin: Origin | None = None
    ) -> Incident:
        def decide(incident: Incident) -> Change:
            task = Task(
                self._store.tasks.next_number(number),
                asked.title,
                by,
                self._now(),
                assignee=self._known(asked.assignee),
                message_ts=origin.message_ts if origin else "",
            )
            return _linked(tasks.add(incident, task, self._store.people.members(number)), "task", task.number, origin)

        return self._unit.decide(number, decide, request_id, by=by, verb="task")

    def tick_tasks(self, number: int, which: Sequence[int], done: bool, by: Person) -> None:
        for each in which:
            self._with_task(number, each, lambda incident, task: tasks.tick(incident, task, done, by, self._now()), by)

    def assign_task(self, number: int, which: int, assignee: Person | None, by: Person) -> None:
        whom = self._known(assignee)

        def assign(incident: Incident, task: Task) -> Change:
            return tasks.assign(incident, task, whom, by, self._now(), self._store.people.members(number))

        self._with_task(number, which, assign, by)

    def _with_task(self, number: int, which: int, decide: Callable[[Incident, Task], Change], by: Person) -> None:
        def decision(incident: Incident) -> Change:
            return decide(incident, tasks.find(incident, self._store.tasks.of_incident(number), which))

        self._unit.decide(number, decision, by=by, verb="task")

    # Action items

    def actions(self, number: int) -> Sequence[ActionItem]:
        """What is still to do first."""
        return action_items.in_order(self._store.action_items.of_incident(number))

    def action(self, number: int, which: int) -> ActionItem:
        return action_items.find(self._unit.incident(number), self._store.action_items.of_incident(number), which)

    def add_action(
        self, number: int, asked: AddAction, by: Person, request_id: str = "", origin: Origin | None = None
    ) -> ActionItem:
        """The item as it was kept; its number is 0 where the request had been handled before."""
        item = ActionItem(
            0,
            asked.title,
            asked.owner,
            asked.priority,
            asked.due,
            by,
            self._now(),
            owner_id=asked.owner_id,
            kind=asked.kind,
            message_ts=origin.message_ts if origin else "",
        )

        def decide(incident: Incident) -> Change:
            nonlocal item
            item = replace(item, number=self._store.action_items.next_number(number))
            return _linked(action_items.add(incident, item), "action", item.number, origin)

        self._unit.decide(number, decide, request_id, by=by, verb="action")
        return item

    def edit_action(
        self, number: int, which: int, seen: AddAction, wanted: AddAction, by: Person, request_id: str = ""
    ) -> None:
        """`seen` is what stood in the form before somebody changed it."""

        def edit(incident: Incident, item: ActionItem) -> Change:
            return action_items.edit(incident, item, seen, wanted)

        self._with_action(number, which, edit, by, request_id)

    def tick_actions(self, number: int, which: Sequence[int], done: bool, by: Person) -> None:
        def tick(incident: Incident, item: ActionItem) -> Change:
            return action_items.tick(incident, item, done, by, self._now())

        for each in which:
            self._with_action(number, each, tick, by)

    def _with_action(
        self,
        number: int,
        which: int,
        decide: Callable[[Incident, ActionItem], Change],
        by: Person,
        request_id: str = "",
    ) -> None:
        def decision(incident: Incident) -> Change:
            return decide(incident, action_items.find(incident, self._store.action_items.of_incident(number), which))

        self._unit.decide(number, decision, request_id, by=by, verb="action")

    # Facts

    def record(self, number: int, asked: AddRecord, by: Person, request_id: str = "") -> None:
        def decide(incident: Incident) -> Change:
            return transitions.record(incident, asked.kind, asked.text, by, self._now())

        self._unit.decide(number, decide, request_id, by=by, verb="record")

    # For the delivery

    def linked(self, number: int, what: str, which: int, permalink: str) -> None:
        """Where Slack shows the message that a task or an action item was made from."""
        with self._store.transaction():
            incident = self._unit.incident(number)
            if what == "task":
                task = tasks.find(incident, self._store.tasks.of_incident(number), which)
                change = Change(incident, tasks=(replace(task, permalink=permalink),))
            else:
                item = action_items.find(incident, self._store.action_items.of_incident(number), which)
                change = Change(incident, actions=(replace(item, permalink=permalink),))
            self._unit.save(change, self._now())

    def _now(self) -> datetime:
        return self._unit.now()

    def _known(self, person: Person | None) -> Person | None:
        return self._unit.person(person.id, person.name) if person else None


def _linked(change: Change, what: str, number: int, origin: Origin | None) -> Change:
    """The address of a message has to be asked of Slack: that waits for the delivery."""
    if origin is None:
        return change
    link = messages.link(change.incident, what, number, origin.channel, origin.message_ts)
    return replace(change, effects=(*change.effects, link))
