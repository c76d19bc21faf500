"""The contexts of what is said about reviews beside the review itself: the list, what is lacking, that one is out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Final

from bot.config.policy import Severity
from bot.incidents.model import Incident
from bot.people.model import Person
from bot.review.follow_up import Group, Lack, Learned, Progress, Standing


@dataclass(frozen=True)
class ReviewListHead:
    """`count` is of all groups; 0 where nobody waits for anything."""

    template: ClassVar[str] = "messages/review_list_head.j2"
    count: int


@dataclass(frozen=True)
class ReviewListGroup:
    template: ClassVar[str] = "messages/review_list_group.j2"
    group: Group
    count: int
    hidden: int


@dataclass(frozen=True)
class ReviewListRow:
    """`standing` is None where it was not looked into: the answer must not wait for a very long incident.

    `lacking` are those who have something that is missing, and how much.
    """

    template: ClassVar[str] = "messages/review_list_row.j2"
    progress: Progress
    severity: Severity
    group: Group
    due: datetime
    overdue: bool
    whom: Person
    standing: Standing | None
    lacking: Sequence[tuple[Person, int]]


@dataclass(frozen=True)
class ReviewLacks:
    """How a review stands and what it lacks, by whom it waits for; `more` lacks did not fit.

    Without `review` only of its factors. Who leads the incident is mentioned elsewhere in the message.
    """

    template: ClassVar[str] = "messages/review_lacks.j2"
    standing: Standing
    lacks: Sequence[tuple[Person, tuple[Lack, ...]]]
    more: int
    undecided: Sequence[str]
    review: bool


@dataclass(frozen=True)
class ReviewDone:
    """What becomes of a question for a review that is done."""

    template: ClassVar[str] = "messages/review_done.j2"
    due: datetime


@dataclass(frozen=True)
class ReviewOut:
    """Below the announcement. `approved_by` is empty where it was handed out before its approval."""

    template: ClassVar[str] = "messages/review_out.j2"
    incident: Incident
    approved_by: Sequence[str]
    at: datetime


@dataclass(frozen=True)
class HintLearned:
    """An incident that is over, looks like this one, and whose review says what helped."""

    template: ClassVar[str] = "messages/hint_learned.j2"
    learned: Learned
    severity: Severity


CONTEXTS: Final = (ReviewListHead, ReviewListGroup, ReviewListRow, ReviewLacks, ReviewDone, ReviewOut, HintLearned)
