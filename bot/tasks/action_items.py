"""Action items: work for after the incident, with owner, priority, due date and kind."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

from bot.errors import Hint, NotFound, Refused
from bot.incidents.change import Change, with_changes
from bot.incidents.model import Incident
from bot.incidents.transitions import Verb, next_status
from bot.people.model import Person
from bot.tasks.model import ActionItem
from bot.tasks.verbs import AddAction
from templates.incidents import wording as incident_wording
from templates.tasks import wording

PRIORITIES = ("P0", "P1", "P2", "P3")


def find(incident: Incident, items: Iterable[ActionItem], number: int) -> ActionItem:
    """The action item with this number. Raises NotFound."""
    for item in items:
        if item.number == number:
            return item
    _need_unmerged(incident, "")
    raise NotFound(wording.no_action_item(incident.name, number), Hint("action", purpose=wording.FOR_THE_LIST))


def in_order(items: Iterable[ActionItem]) -> list[ActionItem]:
    """Open items first, by priority and due date; items without either come last."""
    return sorted(
        items,
        key=lambda item: (item.done_at is not None, item.priority or "P9", item.due or date.max, item.number),
    )


def add(incident: Incident, item: ActionItem) -> Change:
    _need_unmerged(incident, item.title)
    next_status(incident, Verb.ACTION)
    return Change(with_changes(incident), actions=(item,))


def _need_unmerged(incident: Incident, title: str) -> None:
    """The open items of a duplicate went on to the other incident, and it gets no review of its own."""
    if incident.merged_into:
        instead = Hint("action", title, incident=incident.merged_into)
        raise Refused(incident_wording.merged_into(incident.name, incident.merged_into), instead)


def asked(item: ActionItem) -> AddAction:
    """The request that would add this item."""
    return AddAction(item.title, item.owner, item.owner_id, item.priority, item.due, item.kind)


def edit(incident: Incident, item: ActionItem, seen: AddAction, wanted: AddAction) -> Change:
    """Apply the fields that differ between `seen` and `wanted`; concurrent edits of other fields stay."""
    next_status(incident, Verb.ACTION)
    changed = replace(
        item,
        title=item.title if wanted.title == seen.title else wanted.title,
        priority=item.priority if wanted.priority == seen.priority else wanted.priority,
        due=item.due if wanted.due == seen.due else wanted.due,
        kind=item.kind if wanted.kind == seen.kind else wanted.kind,
    )
    if (wanted.owner, wanted.owner_id) != (seen.owner, seen.owner_id):
        changed = replace(changed, owner=wanted.owner, owner_id=wanted.owner_id)
    return Change(incident) if changed == item else Change(with_changes(incident), actions=(changed,))


def tick(incident: Incident, item: ActionItem, done: bool, by: Person, at: datetime) -> Change:
    """Complete or reopen an item; no change if it already is."""
    next_status(incident, Verb.ACTION)
    if done == (item.done_at is not None):
        return Change(incident)
    ticked = replace(item, done_at=at if done else None, done_by=by if done else None)
    return Change(with_changes(incident), actions=(ticked,))
