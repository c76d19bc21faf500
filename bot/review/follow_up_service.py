"""Following up on reviews: which are due, what they still need, and what past ones say about a new incident."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import partial
from typing import Final

from bot.incidents.change import Change, IncidentDetails
from bot.incidents.lists import IncidentLists
from bot.incidents.model import Incident
from bot.people.model import Person
from bot.review import follow_up
from bot.review.document.review import Review
from bot.review.document.reviewed import review_of
from bot.review.edit_log import ReviewEdits, fold
from bot.review.follow_up import APPROVED_LATELY, PastReview, ReviewGroup, ReviewStatus
from bot.unit_of_work import UnitOfWork

LOOKED_BACK: Final = timedelta(days=365)  # the list leaves out what was resolved before


class FollowUpService:
    def __init__(self, unit: UnitOfWork, lists: IncidentLists) -> None:
        self._unit = unit
        self._store = unit.store
        self._policy = unit.policy
        self._lists = lists

    def listed(self, person: Person) -> tuple[ReviewGroup, ...]:
        """The reviews that this person may see: overdue, due, in review, recently approved."""
        self._unit.permissions.need(person, "list")
        at = self._unit.now()
        known = self._store.review.progress(person.id or None, at - LOOKED_BACK, at - APPROVED_LATELY)
        return follow_up.listed(known, self._policy, at)

    def status(self, number: int) -> Callable[[], ReviewStatus]:
        """A call that builds the status of a review. The data is read now; the call may run in another thread."""
        details, edits, review = self._read(number)
        return lambda: follow_up.status_of(review(), edits, details.incident, self._policy)

    def publication(self, number: int) -> Callable[[], str]:
        """A call that builds the review's text for the search, like `status`."""
        _details, edits, review = self._read(number)
        return lambda: follow_up.published_text(review(), edits)

    def _read(self, number: int) -> tuple[IncidentDetails, ReviewEdits, Callable[[], Review]]:
        details, edits = self._unit.details(number), fold(self._store.review.edit_log(number))
        chosen = edits.method or None, edits.template or None
        return details, edits, partial(review_of, details, self._policy, self._unit.now(), *chosen, edits)

    def published(self, number: int, text: str) -> None:
        """Adds the text to the search, and to the suggestions for similar incidents."""
        at, incident = self._unit.now(), self._unit.incident(number)
        with self._store.transaction():
            self._store.review.add(number, (follow_up.publish(text, at),))
            self._unit.homes.all()
            self._unit.save(Change(incident), at, by_people=False)
        self._unit.woken()

    def learned(self, numbers: Sequence[int]) -> tuple[PastReview, ...]:
        """The published reviews of those of these incidents that are public."""
        return tuple(self._learned(each) for each in self._lists.public(numbers))

    def _learned(self, incident: Incident) -> PastReview:
        number, review = incident.number, self._store.review
        return follow_up.learned(incident, review.facts(number), fold(review.edit_log(number)))
