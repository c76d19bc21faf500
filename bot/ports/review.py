"""The edit logs of reviews, which only grow, and the facts recorded for them."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Protocol

from bot.home.home import UnreviewedIncident
from bot.review.edit_log import EditLogEntry
from bot.review.facts import RecordedFact
from bot.review.follow_up import ReviewProgress


class ReviewStore(Protocol):
    def add(self, number: int, log: Iterable[EditLogEntry]) -> Sequence[EditLogEntry]:
        """Store them under the next numbers of their incident, and return them with those."""

    def edit_log(self, number: int) -> Sequence[EditLogEntry]:
        """In order, as bot.review.edit_log.fold takes it."""

    def add_facts(self, number: int, facts: Iterable[RecordedFact]) -> None: ...

    def facts(self, number: int) -> tuple[RecordedFact, ...]:
        """Oldest first."""

    def has_review(self, number: int) -> bool:
        """Whether the incident's review was posted, published or approved."""

    def progress(self, person_id: str | None, since: datetime, approved_since: datetime) -> Sequence[ReviewProgress]:
        """The progress of the reviews of incidents resolved since then that this person may see (None for all).

        Drills, and reviews approved before `approved_since`, are left out.
        """

    def published(self, most: int) -> Sequence[int]:
        """The latest public incidents with a published review, newest first."""

    def unreviewed(self, person_id: str | None, since: datetime) -> Sequence[UnreviewedIncident]:
        """Incidents resolved since then that this person may see (None for all), without an approved review.

        Drills are left out.
        """
