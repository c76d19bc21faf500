"""Builds each person's Home and queues its redraws."""

from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.home.home import Home, OpenIncident, UnreviewedIncident, by_due_date, by_urgency, home, reviews_due, roles_of
from bot.home.redraw import LOOKED_AT
from bot.incidents.lists import MOST, IncidentLists
from bot.incidents.model import OPEN
from bot.metrics.service import MetricsService
from bot.metrics.stats import PERIODS, USUAL
from bot.outbox import messages
from bot.people.model import Person
from bot.people.permissions import REVIEW
from bot.unit_of_work import UnitOfWork

REVIEWS_BACK: Final = timedelta(days=PERIODS[USUAL])  # reviews of incidents resolved before that are not listed


class HomeService:
    def __init__(self, unit: UnitOfWork, lists: IncidentLists, metrics: MetricsService) -> None:
        self._unit = unit
        self._store = unit.store
        self._policy = unit.policy
        self._lists = lists
        self._metrics = metrics

    def opened(self, person: Person) -> None:
        """Draws the Home of a person who opened it, and redraws it from now on when an incident changes."""
        at = self._unit.now()
        with self._store.transaction():
            self._store.home.opened(person.id, at)
            self._store.outbox.enqueue(0, (messages.home(person.id, opened=at),), at)
        self._unit.woken()

    def redraw(self, person: Person) -> None:
        """Redraws one Home at once, after its person pressed a button on it."""
        with self._store.transaction():
            self._store.outbox.enqueue(0, (messages.home(person.id),), self._unit.now())
        self._unit.woken()

    def spread(self) -> None:
        """Queues the Home of each person who opened theirs recently."""
        at = self._unit.now()
        with self._store.transaction():
            viewers = self._store.home.viewers(at - LOOKED_AT)
            self._store.outbox.enqueue(0, tuple(map(messages.home, viewers)), at)

    def of(self, person: Person) -> Home:
        """The current Home, with only what this person may see."""
        at, known = self._unit.now(), self._unit.people.person(person.id, person.name)
        today = at.astimezone(ZoneInfo(known.tz)).date()
        return home(
            shown=by_urgency(self._open(known), self._policy),
            owned=by_due_date(self._store.action_items.owned_by(known.id), today),
            reviews=reviews_due(self._unreviewed(known, at), self._policy),
            incident=self._unit.incident,
            at=at,
            today=today,
            stats=self._metrics.stats(known, USUAL) if self._unit.permissions.may(known, "stats") else None,
        )

    def _open(self, person: Person) -> list[OpenIncident]:
        tasks = self._store.tasks.count_assigned_to(person.id)
        return [
            OpenIncident(each, roles_of(each, person), tasks.get(each.number, 0), self._lists.may_join(each, person))
            for each in self._store.incidents.visible(person.id, OPEN, MOST)
        ]

    def _unreviewed(self, person: Person, at: datetime) -> list[UnreviewedIncident]:
        """The reviews that are not approved; none for people who may not work on reviews."""
        if not self._unit.permissions.may(person, REVIEW):
            return []
        return list(self._store.review.unreviewed(person.id, at - REVIEWS_BACK))
