"""What each sentence in messages.j2 is told: the review: its message, forms, questions, lines and list."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from bot.analysis.model import Claim
from bot.config.policy import Severity
from bot.incidents.model import Incident
from bot.metrics.durations import Duration
from bot.outbox.review import CarriedQuestion, QuestionAnswer
from bot.people.model import Person
from bot.review.document.sections import Question, Sentence
from bot.review.edit_log import Answer, SectionVersion
from bot.review.facts import RecordedFact
from bot.review.follow_up import AssignedQuestion, ReviewGroupName, ReviewProgress, ReviewStatus
from bot.review.review_command import ReviewVerb


@dataclass(frozen=True)
class ReviewListHead:
    """`count` is of all groups; 0 where nobody waits for anything."""

    count: int


@dataclass(frozen=True)
class ReviewListGroup:
    group: ReviewGroupName
    count: int
    hidden: int


@dataclass(frozen=True)
class ReviewListRow:
    """`standing` is None where it was not looked into: the answer must not wait for a very long incident.

    `lacking` are those who have something that is missing, and how much.
    """

    progress: ReviewProgress
    severity: Severity
    group: ReviewGroupName
    due: datetime
    overdue: bool
    whom: Person
    standing: ReviewStatus | None
    lacking: Sequence[tuple[Person, int]]


@dataclass(frozen=True)
class ReviewOpenPoints:
    """How far a review is and whom its open questions wait for; `more` of them did not fit.

    Without `review` only its factors. Who leads the incident is mentioned elsewhere in the message.
    """

    standing: ReviewStatus
    questions: Sequence[tuple[Person, tuple[AssignedQuestion, ...]]]
    more: int
    factors: Sequence[str]
    review: bool


@dataclass(frozen=True)
class ReviewDone:
    """What becomes of a question for a review that is done."""

    due: datetime


@dataclass(frozen=True)
class ReviewOut:
    """Below the announcement. `approved_by` is empty where it was shared before its approval."""

    incident: Incident
    approved_by: Sequence[str]
    at: datetime


@dataclass(frozen=True)
class FactRecorded:
    record: RecordedFact


@dataclass(frozen=True)
class ReviewSentence:
    """What the phone shows of a posted review."""

    name: str
    title: str
    severity: str
    completeness: int
    questions: int
    actions: int


@dataclass(frozen=True)
class ReviewHead:
    """The first words of a posted review: what happened, as far as the record tells."""

    severity: str
    sentences: Sequence[Sentence]
    completeness: int
    due: datetime | None


@dataclass(frozen=True)
class ReviewTimes:
    times: Sequence[tuple[str, datetime | None]]
    spans: Sequence[Duration]


@dataclass(frozen=True)
class ReviewPicture:
    """What the timeline's picture shows, for those who can't see it."""

    template: ClassVar[str] = "review/review_picture.txt.j2"
    name: str
    times: Sequence[tuple[str, datetime]]


@dataclass(frozen=True)
class Recorded:
    """Of what people recorded of one kind, the first; `hidden` more are only in the document."""

    what: str
    claims: Sequence[Claim]
    hidden: int


@dataclass(frozen=True)
class ReviewFacts:
    """Impact, cause, factors and fixes as people recorded them, or that nobody did."""

    recorded: Sequence[Recorded]


@dataclass(frozen=True)
class ReviewActions:
    """How many action items there are, and what they still lack; `bare` factors have none."""

    count: int
    ownerless: int
    dateless: int
    bare: int


@dataclass(frozen=True)
class ReviewQuestions:
    questions: Sequence[Question]
    more: int


@dataclass(frozen=True)
class PirHelp:
    """All words of the command."""

    words: Sequence[ReviewVerb]


@dataclass(frozen=True)
class PirHelpWord:
    word: ReviewVerb


@dataclass(frozen=True)
class ReviewElsewhere:
    """To who asked for a review that stands elsewhere, or further up; `channel` is its id, "" for this one."""

    name: str
    channel: str
    since: datetime | None


@dataclass(frozen=True)
class ReviewStatusLine:
    """Under the head of a posted review: its state, and whose text stands.

    `approvals` are (name, role), `needed` how many it takes where it waits for some. `written` are (section, author),
    `beside` the sections with a version that waits for a choice.
    """

    state: str
    state_at: datetime | None
    approvals: Sequence[tuple[str, str]]
    needed: int
    meeting: datetime | None
    written: Sequence[tuple[str, str]]
    alternatives: Sequence[str]


@dataclass(frozen=True)
class ReviewPlace:
    """Where the whole review stands; `canvas` is its address, "" where there is none."""

    canvas: str
    title: str


@dataclass(frozen=True)
class SectionsAbout:
    """Where a section is chosen: which ones people wrote, each with its author."""

    written: Sequence[tuple[str, str]]
    approved: bool


@dataclass(frozen=True)
class SectionAbout:
    """Above the text: whose it is (None: the generated one), and whether the record has changed under it."""

    current: SectionVersion | None
    moved_on: bool
    approved: bool


@dataclass(frozen=True)
class SectionBeside:
    """A version beside the one that stands."""

    edit: SectionVersion


@dataclass(frozen=True)
class SectionGenerated:
    """What the record gives for a section that a person wrote."""

    text: str


@dataclass(frozen=True)
class SectionTooLong:
    title: str
    length: int
    most: int


@dataclass(frozen=True)
class SectionClash:
    """To who wrote a section while somebody else did. `stands` is None where it is the generated text again."""

    title: str
    current: SectionVersion | None


@dataclass(frozen=True)
class SectionTaken:
    """`whose` text stands now, "" for the generated one."""

    title: str
    whose: str


@dataclass(frozen=True)
class OpenAbout:
    """Above the open questions: how many there are, and how many factors wait for a decision."""

    questions: int
    factors: int


@dataclass(frozen=True)
class OpenQuestion:
    """One of the list. `asked_at` is when it was put to the channel, `answers` those that it has."""

    question: Question
    asked_at: datetime | None
    answers: Sequence[Answer]


@dataclass(frozen=True)
class OpenFactor:
    text: str


@dataclass(frozen=True)
class AnswerAbout:
    """Above the field for an answer: the question, and where the answer will stand beside the review."""

    to: str
    text: str
    home: str


@dataclass(frozen=True)
class QuestionPost:
    """A question in the channel. `person` is who has the role, None where nobody has."""

    question: CarriedQuestion
    person: Person | None
    by: Person
    answer: QuestionAnswer | None


@dataclass(frozen=True)
class QuestionSentence:
    incident: Incident
    question: CarriedQuestion
    answer: QuestionAnswer | None


@dataclass(frozen=True)
class FactorAbout:
    text: str


@dataclass(frozen=True)
class ShareAbout:
    """Above who gets the review. `review_attendees` is who comes to the meeting of this severity."""

    severity: Severity
    private: bool


@dataclass(frozen=True)
class ReviewSent:
    """The review to somebody by direct message."""

    incident: Incident
    severity: Severity
    by: str
    state: str
    completeness: int
    summary: str
    meeting: datetime | None


@dataclass(frozen=True)
class ReviewSentSentence:
    incident: Incident
    by: str
    state: str
