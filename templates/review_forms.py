"""The contexts of what people see where they work on a review: forms, questions, and lines in the channel."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Final

from bot.config.policy import Severity
from bot.incidents.model import Incident
from bot.people.model import Person
from bot.review.commands import ReviewWord
from bot.review.edit_log import Answer, Edit


@dataclass(frozen=True)
class PirHelp:
    """All words of the command."""

    template: ClassVar[str] = "messages/pir_help.j2"
    words: Sequence[ReviewWord]


@dataclass(frozen=True)
class PirHelpWord:
    template: ClassVar[str] = "messages/pir_help_word.j2"
    word: ReviewWord


@dataclass(frozen=True)
class ReviewElsewhere:
    """To who asked for a review that stands elsewhere, or further up; `channel` is its id, "" for this one."""

    template: ClassVar[str] = "messages/review_elsewhere.j2"
    name: str
    channel: str
    since: datetime | None


@dataclass(frozen=True)
class ReviewStanding:
    """Under the head of a posted review: its state, and whose text stands.

    `approvals` are (name, role), `needed` how many it takes where it waits for some. `written` are (section, author),
    `beside` the sections with a version that waits for a choice.
    """

    template: ClassVar[str] = "messages/review_standing.j2"
    state: str
    state_at: datetime | None
    approvals: Sequence[tuple[str, str]]
    needed: int
    meeting: datetime | None
    written: Sequence[tuple[str, str]]
    beside: Sequence[str]


@dataclass(frozen=True)
class ReviewPlace:
    """Where the whole review stands; `canvas` is its address, "" where there is none."""

    template: ClassVar[str] = "messages/review_place.j2"
    canvas: str
    title: str


@dataclass(frozen=True)
class SectionsAbout:
    """Where a section is chosen: which ones people wrote, each with its author."""

    template: ClassVar[str] = "messages/sections_about.j2"
    written: Sequence[tuple[str, str]]
    approved: bool


@dataclass(frozen=True)
class SectionAbout:
    """Above the text: whose it is (None: the generated one), and whether the record has changed under it."""

    template: ClassVar[str] = "messages/section_about.j2"
    stands: Edit | None
    moved_on: bool
    approved: bool


@dataclass(frozen=True)
class SectionBeside:
    """A version beside the one that stands."""

    template: ClassVar[str] = "messages/section_beside.j2"
    edit: Edit


@dataclass(frozen=True)
class SectionGenerated:
    """What the record gives for a section that a person wrote."""

    template: ClassVar[str] = "messages/section_generated.j2"
    text: str


@dataclass(frozen=True)
class SectionTooLong:
    template: ClassVar[str] = "messages/section_too_long.j2"
    title: str
    length: int
    most: int


@dataclass(frozen=True)
class SectionClash:
    """To who wrote a section while somebody else did. `stands` is None where it is the generated text again."""

    template: ClassVar[str] = "messages/section_clash.j2"
    title: str
    stands: Edit | None


@dataclass(frozen=True)
class SectionTaken:
    """`whose` text stands now, "" for the generated one."""

    template: ClassVar[str] = "messages/section_taken.j2"
    title: str
    whose: str


@dataclass(frozen=True)
class OpenAbout:
    """Above the open questions: how many there are, and how many factors wait for a decision."""

    template: ClassVar[str] = "messages/open_about.j2"
    questions: int
    factors: int


@dataclass(frozen=True)
class OpenQuestion:
    """One of the list. `asked_at` is when it was put to the channel, `answers` those that it has."""

    template: ClassVar[str] = "messages/open_question.j2"
    to: str
    person: str
    text: str
    asked_at: datetime | None
    answers: Sequence[Answer]


@dataclass(frozen=True)
class OpenFactor:
    template: ClassVar[str] = "messages/open_factor.j2"
    text: str


@dataclass(frozen=True)
class AnswerAbout:
    """Above the field for an answer: the question, and where the answer will stand beside the review."""

    template: ClassVar[str] = "messages/answer_about.j2"
    to: str
    text: str
    home: str


@dataclass(frozen=True)
class QuestionPost:
    """A question in the channel. `person` is who has the role, None where nobody has."""

    template: ClassVar[str] = "messages/question_post.j2"
    to: str
    person: Person | None
    text: str
    by: str
    answered_by: str
    said: str
    answered_at: datetime | None


@dataclass(frozen=True)
class QuestionSentence:
    template: ClassVar[str] = "messages/question_sentence.j2"
    incident: Incident
    to: str
    text: str
    answered_by: str


@dataclass(frozen=True)
class FactorAbout:
    template: ClassVar[str] = "messages/factor_about.j2"
    text: str


@dataclass(frozen=True)
class ShareAbout:
    """Above who gets the review. `attends` is who comes to the meeting of this severity."""

    template: ClassVar[str] = "messages/share_about.j2"
    severity: Severity
    private: bool


@dataclass(frozen=True)
class ReviewSent:
    """The review to somebody by direct message."""

    template: ClassVar[str] = "messages/review_sent.j2"
    incident: Incident
    severity: Severity
    by: str
    state: str
    completeness: int
    summary: str
    meeting: datetime | None


@dataclass(frozen=True)
class ReviewSentSentence:
    template: ClassVar[str] = "messages/review_sent_sentence.j2"
    incident: Incident
    by: str
    state: str


@dataclass(frozen=True)
class ApproveLine:
    """`to_come` approvals are still needed."""

    template: ClassVar[str] = "messages/approve_line.j2"
    at: datetime
    by: str
    to_come: int


@dataclass(frozen=True)
class SendLine:
    template: ClassVar[str] = "messages/send_line.j2"
    at: datetime
    by: str
    needed: int


@dataclass(frozen=True)
class DraftLine:
    """`lost` approvals were taken back with it."""

    template: ClassVar[str] = "messages/draft_line.j2"
    at: datetime
    by: str
    lost: int


@dataclass(frozen=True)
class MeetingLine:
    template: ClassVar[str] = "messages/meeting_line.j2"
    at: datetime
    by: str
    meeting: datetime | None


@dataclass(frozen=True)
class ShareLine:
    template: ClassVar[str] = "messages/share_line.j2"
    at: datetime
    by: str
    to: Sequence[str]


@dataclass(frozen=True)
class AmendLine:
    template: ClassVar[str] = "messages/amend_line.j2"
    at: datetime
    by: str
    title: str


CONTEXTS: Final = (
    PirHelp,
    PirHelpWord,
    ReviewElsewhere,
    ReviewStanding,
    SectionsAbout,
    SectionAbout,
    SectionBeside,
    SectionGenerated,
    SectionTooLong,
    SectionClash,
    SectionTaken,
    OpenAbout,
    OpenQuestion,
    OpenFactor,
    AnswerAbout,
    QuestionPost,
    QuestionSentence,
    FactorAbout,
    ShareAbout,
    ReviewPlace,
    ReviewSent,
    ReviewSentSentence,
    ApproveLine,
    SendLine,
    DraftLine,
    MeetingLine,
    ShareLine,
    AmendLine,
)
