"""What people did to reviews: an edit log that only grows, and the facts recorded for them."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Protocol

from bot.home.home import UnreviewedIncident
from bot.review.edit_log import EditLogEntry
from bot.review.facts import RecordedFact
from bot.review.follow_up import ReviewProgress


class ReviewStore(Protocol):
    def add(self, number: int, log: Iterable[EditLogEntry]) -> Sequence[EditLogEntry]:
        """Stores them under the next numbers of their incident, and returns them with those."""

    def edit_log(self, number: int) -> Sequence[EditLogEntry]:
        """In their order: what bot.review.edit_log.fold takes."""

    def add_facts(self, number: int, facts: Iterable[RecordedFact]) -> None: ...

    def facts(self, number: int) -> tuple[RecordedFact, ...]:
        """The first one first."""

    def has_review(self, number: int) -> bool:
        """Whether the incident's review was posted, published or approved."""

    def progress(self, person_id: str | None, since: datetime, approved_since: datetime) -> Sequence[ReviewProgress]:
        """How far the reviews are of what was resolved since then and is no drill; None for all, else what they see.

        Without those that were approved before `approved_since`.
        """

    def published(self, most: int) -> Sequence[int]:
        """The newest incidents that anybody may see and whose review is published, the newest one first."""

    def unreviewed(self, person_id: str, since: datetime) -> Sequence[UnreviewedIncident]:
        """Resolved since then, no drill, seen by this person, and without an approved review."""
