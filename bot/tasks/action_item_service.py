"""Action items: work for after an incident."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Final

from bot.incidents.change import Change
from bot.incidents.model import Incident
from bot.people.model import Person
from bot.people.permissions import OWN_ITEM
from bot.tasks import action_items
from bot.tasks.model import ActionItem
from bot.tasks.origin import Origin, action_link, linked
from bot.tasks.verbs import AddAction
from bot.unit_of_work import UnitOfWork

_VERB: Final = "action"


class ActionItemService:
    def __init__(self, unit: UnitOfWork) -> None:
        self._unit = unit
        self._store = unit.store

    def in_order(self, number: int) -> Sequence[ActionItem]:
        """Open items first."""
        return action_items.in_order(self._store.action_items.of_incident(number))

    def get(self, number: int, which: int) -> ActionItem:
        return action_items.find(self._unit.incident(number), self._store.action_items.of_incident(number), which)

    def add(
        self, number: int, asked: AddAction, by: Person, request_id: str = "", origin: Origin | None = None
    ) -> ActionItem:
        """Return the saved item; its number is 0 if the request was handled before."""
        self._need_assignable(asked)
        item = ActionItem(
            0,
            asked.title,
            asked.owner,
            asked.priority,
            asked.due,
            by,
            self._unit.now(),
            owner_id=asked.owner_id,
            kind=asked.kind,
            message_ts=origin.message_ts if origin else "",
        )

        def decide(incident: Incident) -> Change:
            nonlocal item
            item = replace(item, number=self._store.action_items.next_number(number))
            return linked(action_items.add(incident, item), origin, partial(action_link, item.number))

        self._unit.decide(number, decide, request_id, by=by, verb=_VERB)
        return item

    def edit(
        self, number: int, which: int, seen: AddAction, wanted: AddAction, by: Person, request_id: str = ""
    ) -> None:
        """Change the fields that differ from `seen`, the item as the form showed it."""
        if wanted.owner_id != seen.owner_id:
            self._need_assignable(wanted)

        def edited(incident: Incident, item: ActionItem) -> Change:
            return action_items.edit(incident, item, seen, wanted)

        self._with(number, which, edited, by, request_id, as_owner=wanted == replace(seen, due=wanted.due))

    def tick(self, number: int, which: Sequence[int], done: bool, by: Person) -> bool:
        """Return whether one of them changed."""

        def ticked(incident: Incident, item: ActionItem) -> Change:
            return action_items.tick(incident, item, done, by, self._unit.now())

        changed = [self._with(number, each, ticked, by, as_owner=True) for each in which]
        return any(changed)

    def _need_assignable(self, asked: AddAction) -> None:
        if asked.owner_id:
            self._unit.people.assignee(Person(asked.owner_id, asked.owner))

    def _with(
        self,
        number: int,
        which: int,
        decide: Callable[[Incident, ActionItem], Change],
        by: Person,
        request_id: str = "",
        *,
        as_owner: bool,
    ) -> bool:
        """Return whether it changed. `as_owner`: the item's owner may do this, even a guest."""
        changed = False

        def decision(incident: Incident) -> Change:
            nonlocal changed
            items = self._store.action_items.of_incident(number)
            change = decide(incident, action_items.find(incident, items, which))
            changed = bool(change.actions)
            return change

        verb = self.verb_of(number, (which,), by) if as_owner else _VERB
        self._unit.decide(number, decision, request_id, by=by, verb=verb)
        return changed

    def verb_of(self, number: int, which: Sequence[int], by: Person) -> str:
        """The permission that someone needs to complete these items: owners need none of the command's."""
        return OWN_ITEM if all(self._unit.permissions.owns(by, number, each) for each in which) else _VERB

    def link(self, number: int, which: int, permalink: str) -> None:
        """Save the permalink of the message that an action item was created from, unless a merge carried it over."""
        with self._store.transaction():
            incident = self._unit.incident(number)
            known = {item.number: item for item in self._store.action_items.of_incident(number)}
            if incident.merged_into and which not in known:
                return
            item = action_items.find(incident, known.values(), which)
            self._unit.save(Change(incident, actions=(replace(item, permalink=permalink),)), self._unit.now())
