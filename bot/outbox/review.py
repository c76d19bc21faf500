"""A review in Slack: its message, files and canvas, its lines in the channel, and its open questions."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar

from bot.outbox.incidents import ChannelLine
from bot.outbox.keys import ANNOUNCEMENTS
from bot.outbox.model import InChannel, OutboxMessage, Priority, ToPerson
from bot.people.model import Person


@dataclass(frozen=True, kw_only=True)
class ReviewPosted(InChannel):
    """The review's message, rendered from the review at the moment of delivery. `by` asked for it to be posted."""

    by: Person | None = None

    @property
    def asked_by(self) -> str:
        return self.by.id if self.by else ""

    def merged_over(self, known: OutboxMessage) -> OutboxMessage:
        return replace(self, by=self.by or known.by) if isinstance(known, ReviewPosted) else self


@dataclass(frozen=True, kw_only=True)
class ReviewShared(ToPerson):
    """The review as a direct message."""

    priority: ClassVar[Priority] = Priority.BROADCAST

    by: Person

    @property
    def asked_by(self) -> str:
        return self.by.id


@dataclass(frozen=True, kw_only=True)
class ReviewQuestions(ToPerson):
    """A person's own open questions as a direct message: once, when the review is first posted with one for them."""

    priority: ClassVar[Priority] = Priority.BROADCAST


@dataclass(frozen=True, kw_only=True)
class ReviewCanvas(OutboxMessage):
    """The review as a canvas of the channel."""

    in_channel: ClassVar[bool] = True


@dataclass(frozen=True, kw_only=True)
class ReviewDocument(OutboxMessage):
    """The review as files in its thread."""

    in_channel: ClassVar[bool] = True


@dataclass(frozen=True, kw_only=True)
class TimelinePicture(OutboxMessage):
    """The picture of the timeline, in the review's thread."""

    in_channel: ClassVar[bool] = True


@dataclass(frozen=True, kw_only=True)
class IndexReview(OutboxMessage):
    """Adds the text of a published review to search."""


@dataclass(frozen=True, kw_only=True)
class ReviewPublished(OutboxMessage):
    """In the announcement's thread: the review was published. `approved_by` are names."""

    priority: ClassVar[Priority] = Priority.BROADCAST

    at: datetime
    approved_by: tuple[str, ...] = ()

    @property
    def shared_place(self) -> str:
        return ANNOUNCEMENTS


# Lines in the channel


@dataclass(frozen=True, kw_only=True)
class ReviewAmended(ChannelLine):
    """`text` is the title of the section that was changed after the approval."""

    text: str


@dataclass(frozen=True, kw_only=True)
class ReviewRequested(ChannelLine):
    """`needed` is the number of approvals required."""

    needed: int


@dataclass(frozen=True, kw_only=True)
class ReviewBackToDraft(ChannelLine):
    """`lost` is the number of approvals that were withdrawn."""

    lost: int


@dataclass(frozen=True, kw_only=True)
class ReviewApproved(ChannelLine):
    """`to_come` is the number of approvals still required."""

    to_come: int


@dataclass(frozen=True, kw_only=True)
class ReviewSharedWith(ChannelLine):
    """`to` are names."""

    to: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ReviewMeetingSet(ChannelLine):
    """`meeting` is None if the meeting was canceled."""

    meeting: datetime | None


# Questions


@dataclass(frozen=True)
class QuestionAnswer:
    by: Person
    text: str
    at: datetime


@dataclass(frozen=True)
class CarriedQuestion:
    """An open question of a review. `answer` says where the answer belongs, `part` why the person is asked."""

    key: str
    to: str
    text: str
    answer: str = ""
    person: str = ""
    person_id: str = ""
    part: str = ""


@dataclass(frozen=True, kw_only=True)
class QuestionPosted(InChannel):
    """A question of the review, posted in the channel, and its answer.

    A message that only answers has no question: the one asked under the same key is kept.
    """

    question: CarriedQuestion | None = None
    by: Person | None = None
    answered: QuestionAnswer | None = None

    @property
    def asked_by(self) -> str:
        return self.by.id if self.by else ""

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
