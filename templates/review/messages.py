"""The values of each sentence in messages.j2: the review's message, forms, questions, channel lines and list."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from bot.config.policy import Severity
from bot.incidents.model import Incident
from bot.outbox.review import CarriedQuestion, QuestionAnswer
from bot.people.model import Person
from bot.review.digest import ActionCount
from bot.review.document.parts import Question
from bot.review.edit_log import Answer, MissingSection, SectionVersion
from bot.review.facts import RecordedFact
from bot.review.follow_up import AssignedQuestion, ReviewGroupName, ReviewProgress, ReviewStatus
from bot.review.review_command import ReviewVerb
from bot.review.root_cause.blame import Wording


@dataclass(frozen=True)
class ReviewListHead:
    """`count` is the number of reviews in all groups."""

    count: int


@dataclass(frozen=True)
class ReviewListGroup:
    group: ReviewGroupName
    count: int
    hidden: int


@dataclass(frozen=True)
class ReviewListRow:
    """`status` is None where the review could not be built within the time that Slack gives for an answer.

    `questions` are (person or role, number of their open questions). `link` is its permalink, "" if there is none.
    """

    progress: ReviewProgress
    severity: Severity
    group: ReviewGroupName
    due: datetime
    overdue: bool
    owner: Person
    status: ReviewStatus | None
    questions: Sequence[tuple[str, int]]
    link: str


@dataclass(frozen=True)
class ReviewOpenPoints:
    """In a reminder: the status of a review and who has to answer its open questions; `more` of them are not shown.

    Without `review` only its contributing factors. The review's owner is mentioned elsewhere in the message.
    """

    number: int
    status: ReviewStatus
    questions: Sequence[tuple[Person, tuple[AssignedQuestion, ...]]]
    more: int
    factors: Sequence[str]
    review: bool


@dataclass(frozen=True)
class ReviewDone:
    """Replaces the reminder of a review that is completed."""

    due: datetime


@dataclass(frozen=True)
class ReviewPublishedBelow:
    """Posted in the announcement's thread. `approved_by` is empty if the review was shared before its approval.

    `link` is the permalink of the posted review, "" if there is none.
    """

    incident: Incident
    approved_by: Sequence[str]
    at: datetime
    link: str


@dataclass(frozen=True)
class FactRecorded:
    record: RecordedFact


@dataclass(frozen=True)
class ReviewSentence:
    """The notification text of the posted review. `cause` is "" where it is not known."""

    name: str
    title: str
    severity: str
    state: str
    due: datetime | None
    cause: str
    questions: int


@dataclass(frozen=True)
class ReviewStateLine:
    """Below the header of the posted review: its state, due time, commander, approvals and meeting.

    `due` is None while the incident is open. `approvals` are (name, role); `needed` is 0 unless the review is waiting
    for approvals.
    """

    state: str
    state_at: datetime | None
    due: datetime | None
    commander: str
    approvals: Sequence[tuple[str, str]]
    needed: int
    meeting: datetime | None


@dataclass(frozen=True)
class Figure:
    """A measured time of the posted review: `took` with its unit and, if estimated, its mark; `over` is by how much it
    is over its target, "" if it met it; `target` is "" if there is none."""

    key: str
    start: str
    took: str
    over: str
    target: str


@dataclass(frozen=True)
class ReviewGist:
    """The posted review in a few lines. `happened` and `cause` are "" where nothing is known. `in_utc`: the times in
    `happened` are UTC.

    `gap` is the longest one between updates. `questions` are (person or role, number of their open questions).
    """

    happened: str
    in_utc: bool
    impact: bool
    cause: str
    figures: Sequence[Figure]
    gap: Figure | None
    actions: ActionCount
    questions: Sequence[tuple[str, int]]
    count: int


@dataclass(frozen=True)
class ReviewPicture:
    """The alternative text of the timeline's picture."""

    template: ClassVar[str] = "review/review_picture.txt.j2"
    name: str
    times: Sequence[tuple[str, datetime]]


@dataclass(frozen=True)
class PirHelp:
    """All verbs of the review's command."""

    words: Sequence[ReviewVerb]


@dataclass(frozen=True)
class PirHelpWord:
    word: ReviewVerb


@dataclass(frozen=True)
class ReviewPostedIn:
    """The answer to someone who posted the review from another channel. `channel` is "" if it can't be posted yet."""

    name: str
    channel: str


@dataclass(frozen=True)
class ReviewChangedIn:
    """The answer to someone who changed the review's state or meeting from another channel."""

    name: str
    channel: str


@dataclass(frozen=True)
class ReviewNow:
    """The answer to someone who asks for a review that is already posted.

    `status` is None if it could not be built in time. `framework` and `level` (the template) are "" unless changed.
    """

    incident: Incident
    status: ReviewStatus | None
    framework: str
    level: str


@dataclass(frozen=True)
class ReviewAskedFor:
    """The private answer to a request for review where something is missing; `needed` approvals are required."""

    needed: int


@dataclass(frozen=True)
class ReviewMissing:
    """What a review still needs: required sections, factors, `count` open questions as (person or role, number).

    `wording` blames somebody; `more` of it is not shown.
    """

    number: int
    missing: Sequence[MissingSection]
    questions: Sequence[tuple[str, int]]
    count: int
    factors: int
    wording: Sequence[Wording]
    more: int


@dataclass(frozen=True)
class ReviewEditedLine:
    """The last line of the posted review: where all of it is, and the sections that people edited.

    `written` are (section, author). `alternatives` are sections with two versions to choose from. `canvas`: it is a
    canvas, too.
    """

    written: Sequence[tuple[str, str]]
    alternatives: Sequence[str]
    canvas: bool


@dataclass(frozen=True)
class SectionsAbout:
    """Above the menu of sections: those that people edited, as (section, author)."""

    written: Sequence[tuple[str, str]]
    approved: bool


@dataclass(frozen=True)
class SectionAbout:
    """Above the text of a section: who edited it (None: nobody), and whether the generated text changed since then."""

    current: SectionVersion | None
    moved_on: bool
    approved: bool


@dataclass(frozen=True)
class SectionAlternative:
    """Another version of the section."""

    edit: SectionVersion


@dataclass(frozen=True)
class SectionGenerated:
    """The generated text of a section that a person edited."""

    text: str


@dataclass(frozen=True)
class SectionTooLong:
    number: int
    title: str
    length: int
    most: int


@dataclass(frozen=True)
class SectionClash:
    """Shown to someone who saved a section that was changed meanwhile. `current` is None for the generated text."""

    title: str
    current: SectionVersion | None


@dataclass(frozen=True)
class SectionTaken:
    """The section shows the text by `author`, or the generated text if that is ""."""

    title: str
    author: str


@dataclass(frozen=True)
class OpenAbout:
    """Above the open questions: how many there are, and how many factors have no action item."""

    questions: int
    factors: int


@dataclass(frozen=True)
class OpenQuestion:
    """A question in the list. `asked_at` is when it was asked in the channel, None if it was not."""

    question: Question
    asked_at: datetime | None
    answers: Sequence[Answer]


@dataclass(frozen=True)
class OpenFactor:
    """`suggested` is the action item that may cover it, "" if none does; `alike` are factors that may say the same."""

    text: str
    suggested: str
    alike: Sequence[str]


@dataclass(frozen=True)
class FactorCovered:
    """`item` is the action item of which a person said that it covers the factor."""

    text: str
    item: str
    by: Person
    at: datetime


@dataclass(frozen=True)
class AnswerAbout:
    """Above the answer field: the question, and in a sentence where `also` the answer is saved."""

    to: str
    text: str
    also: str


@dataclass(frozen=True)
class QuestionPost:
    """A question in the channel. `person` holds the role, None if nobody does."""

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
    """Above the people to share the review with: who the severity suggests, and where the stakeholder updates are."""

    severity: Severity
    incident: Incident


@dataclass(frozen=True)
class ReviewSent:
    """The review as a direct message."""

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


@dataclass(frozen=True)
class ReviewOwnQuestions:
    """A person's own open questions as a direct message."""

    incident: Incident
    severity: Severity
    due: datetime | None
    questions: Sequence[str]


@dataclass(frozen=True)
class ReviewOwnQuestionsSentence:
    incident: Incident
    severity: Severity
    due: datetime | None
    count: int
