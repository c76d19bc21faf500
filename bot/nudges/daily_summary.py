"""What the daily summary tells a person: everything overdue that waits for them, in all incidents."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from bot.incidents.model import OPEN, Incident
from bot.nudges import reminder_schedule
from bot.nudges.escalation import leader, reaches
from bot.nudges.update_schedule import promised_update, summary_for
from bot.tasks.model import ActionItem
from bot.time_parsing import zone_of
from bot.unit_of_work import UnitOfWork

MOST_OPEN: Final = 500  # the newest open incidents
REVIEWS_BACK: Final = timedelta(days=365)  # older incidents without a review are not listed


@dataclass(frozen=True)
class Overdue:
    """The longest overdue first. `updates` and `reviews`: incidents that this person leads, with the due time.

    Updates are those for which no more nudges are sent.
    """

    updates: tuple[tuple[Incident, datetime], ...]
    reviews: tuple[tuple[Incident, datetime], ...]
    items: tuple[tuple[Incident, ActionItem], ...]

    @property
    def count(self) -> int:
        return len(self.updates) + len(self.reviews) + len(self.items)


def _longest_first(overdue: tuple[Incident, datetime]) -> tuple[datetime, int]:
    incident, due = overdue
    return due, incident.number


class DailySummaries:
    def __init__(self, unit: UnitOfWork) -> None:
        self._unit = unit
        self._store = unit.store
        self._policy = unit.policy

    def of(self, who: str) -> Overdue:
        at = self._unit.now()
        updates, reviews = (sorted(each, key=_longest_first) for each in (self._updates(who), self._reviews(who, at)))
        return Overdue(tuple(updates), tuple(reviews), tuple(self._items(who, at)))

    def _updates(self, who: str) -> Iterator[tuple[Incident, datetime]]:
        for incident in self._store.incidents.visible(who, OPEN, MOST_OPEN):
            reader = summary_for(incident, self._policy, self._store.people.readers(incident))
            due = promised_update(incident, self._policy)
            if reader and reader.id == who and due and not incident.archived:
                yield incident, due

    def _reviews(self, who: str, at: datetime) -> Iterator[tuple[Incident, datetime]]:
        for each in self._store.review.unreviewed(who, at - REVIEWS_BACK):
            incident = self._unit.incident(each.number)
            due, known = reminder_schedule.review_due(incident, self._policy), self._unit.reminders.known(incident)
            mine = leader(incident).id == who and reaches(incident, leader(incident), known.members)
            if mine and due and due < at and not known.reviewed:
                yield incident, due

    def _items(self, who: str, at: datetime) -> Sequence[tuple[Incident, ActionItem]]:
        """Return the action items that are due, or will be when the owner is next reminded."""
        day = at.astimezone(zone_of(self._unit.people.person(who).tz)).date()
        soon = day + timedelta(days=self._policy.reminders.action_items_before_days)
        owned = self._store.action_items.owned_by(who)
        late = [each for each in owned if reminder_schedule.due_by((each[1],), soon) and self._may_hear(*each)]
        return sorted(late, key=lambda each: (str(each[1].due), each[0].number, each[1].number))

    def _may_hear(self, incident: Incident, item: ActionItem) -> bool:
        """Return whether the owner may still get a direct message about it."""
        return bool(reminder_schedule.owner_of(incident, item, self._unit.reminders.known(incident)))
