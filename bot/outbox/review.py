"""A review in Slack: its message, its files and canvas, what the channel hears of it, and the questions it asks."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar

from bot.outbox.incidents import ChannelLine
from bot.outbox.model import InChannel, OutboxMessage, Priority
from bot.people.model import Person


@dataclass(frozen=True, kw_only=True)
class ReviewPosted(InChannel):
    """The review's message, as the review is when it is drawn."""


@dataclass(frozen=True, kw_only=True)
class ReviewShared(OutboxMessage):
    """The review to somebody (an id) by direct message."""

    priority: ClassVar[Priority] = Priority.BROADCAST

    to: str
    by: Person


@dataclass(frozen=True, kw_only=True)
class ReviewCanvas(OutboxMessage):
    """The review as a canvas of the channel."""


@dataclass(frozen=True, kw_only=True)
class ReviewDocument(OutboxMessage):
    """The review as files in its thread."""


@dataclass(frozen=True, kw_only=True)
class TimelinePicture(OutboxMessage):
    """The picture of the timeline, in the review's thread."""


@dataclass(frozen=True, kw_only=True)
class IndexReview(OutboxMessage):
    """Takes the text of a published review into the search."""


@dataclass(frozen=True, kw_only=True)
class ReviewPublished(OutboxMessage):
    """Below the announcement: the review is out, approved by these people (names)."""

    priority: ClassVar[Priority] = Priority.BROADCAST

    at: datetime
    approved_by: tuple[str, ...] = ()


# Lines in the channel


@dataclass(frozen=True, kw_only=True)
class ReviewAmended(ChannelLine):
    """`text` is the title of what was changed after the approval."""

    text: str


@dataclass(frozen=True, kw_only=True)
class ReviewRequested(ChannelLine):
    """`needed` approvals are asked for."""

    needed: int


@dataclass(frozen=True, kw_only=True)
class ReviewBackToDraft(ChannelLine):
    """`lost` approvals count no more."""

    lost: int


@dataclass(frozen=True, kw_only=True)
class ReviewApproved(ChannelLine):
    """`to_come` more approvals are needed."""

    to_come: int


@dataclass(frozen=True, kw_only=True)
class ReviewSharedWith(ChannelLine):
    """To these people, by name."""

    to: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ReviewMeetingSet(ChannelLine):
    """None: the meeting was called off."""

    meeting: datetime | None


# Questions


@dataclass(frozen=True)
class QuestionAnswer:
    by: Person
    text: str
    at: datetime


@dataclass(frozen=True)
class CarriedQuestion:
    """An open question of a review as its message carries it: `answer` says where the answer belongs."""

    key: str
    to: str
    text: str
    answer: str = ""
    person: str = ""
    person_id: str = ""


@dataclass(frozen=True, kw_only=True)
class QuestionPosted(InChannel):
    """A question of the review in the channel, or what became of it.

    What only answers it brings no question along: that is the one which was asked under this key.
    """

    question: CarriedQuestion | None = None
    by: Person | None = None
    answered: QuestionAnswer | None = None

    @property
    def is_answerable(self) -> bool:
        return True

    def merged_over(self, known: OutboxMessage) -> OutboxMessage:
        if not isinstance(known, QuestionPosted):
            return self
        return replace(
            self,
            question=self.question or known.question,
            by=self.by or known.by,
            answered=self.answered or known.answered,
        )
