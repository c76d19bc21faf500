"""Following up on reviews: which are due and what they lack, and what past ones say to a new incident."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Final

from bot.errors import NotFound
from bot.incidents.change import Change, IncidentDetails
from bot.incidents.lists import IncidentLists
from bot.incidents.model import Incident
from bot.people.model import Person
from bot.review import follow_up
from bot.review.document.reviewed import review_of
from bot.review.edit_log import fold
from bot.review.follow_up import APPROVED_LATELY, PastReview, ReviewGroup, ReviewStatus
from bot.unit_of_work import UnitOfWork
from templates.incidents.wording import not_found

LOOKED_BACK: Final = timedelta(days=365)  # what was resolved before stands on no list of reviews


class FollowUpService:
    def __init__(self, unit: UnitOfWork, lists: IncidentLists) -> None:
        self._unit = unit
        self._store = unit.store
        self._policy = unit.policy
        self._lists = lists

    def listed(self, person: Person) -> tuple[ReviewGroup, ...]:
        """The reviews that this person may see: overdue, due, in review, approved lately."""
        self._unit.permissions.need(person, "list")
        at = self._unit.now()
        known = self._store.review.progress(person.id or None, at - LOOKED_BACK, at - APPROVED_LATELY)
        return follow_up.listed(
            (each for each in known if self._lists.reaches(each.incident, person)), self._policy, at
        )

    def status(self, number: int) -> Callable[[], ReviewStatus]:
        """How far one review is. The record is read now; the call that builds it may run elsewhere."""
        details, edits = self._need(number), fold(self._store.review.edit_log(number))
        policy, at = self._policy, self._unit.now()

        def build() -> ReviewStatus:
            review = review_of(details, policy, at, edits.method or None, edits.template or None)
            return follow_up.status_of(review, edits, details.incident, policy)

        return build

    def publication(self, number: int) -> Callable[[], str]:
        """The text of a review for the search. The record is read now; the call that writes it may run elsewhere."""
        details, edits = self._need(number), fold(self._store.review.edit_log(number))
        policy, at = self._policy, self._unit.now()

        def write() -> str:
            review = review_of(details, policy, at, edits.method or None, edits.template or None)
            return follow_up.published_text(review, edits)

        return write

    def published(self, number: int, text: str) -> None:
        """From now on it is found, and shown to who declares something alike."""
        at, incident = self._unit.now(), self._unit.incident(number)
        with self._store.transaction():
            self._store.review.add(number, (follow_up.publish(text, at),))
            self._unit.homes.all()
            self._unit.save(Change(incident), at, by_people=False)
        self._unit.woken()

    def learned(self, numbers: Sequence[int]) -> tuple[PastReview, ...]:
        """What the published reviews of these incidents say, of those that anybody may see."""
        return tuple(self._learned(each) for each in self._lists.public(numbers))

    def _learned(self, incident: Incident) -> PastReview:
        details = self._store.details(incident.number)
        records = details.records if details else ()
        return follow_up.learned(incident, records, fold(self._store.review.edit_log(incident.number)))

    def _need(self, number: int) -> IncidentDetails:
        details = self._store.details(number)
        if details is None:
            raise NotFound(not_found(number))
        return details
