"""The contexts of a review: the same parts in Markdown, HTML and plain text, and what of it Slack shows at once."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Final, Self

from markupsafe import Markup

from bot.analysis.model import Claim, Span
from bot.review.document.review import Review
from bot.review.document.sections import Question, Sentence
from templates.pictures.timeline import timeline_picture
from templates.rendering.environment import render

_BLANKS: Final = re.compile(r"\n{3,}")  # what parts that said nothing left between the others
PICTURE_WIDTH: Final = 960  # pixels; it is shown as wide as the page


@dataclass(frozen=True)
class ReviewMarkdown:
    template: ClassVar[str] = "documents/review.md.j2"
    review: Review


@dataclass(frozen=True)
class ReviewText:
    template: ClassVar[str] = "documents/review.txt.j2"
    review: Review


@dataclass(frozen=True)
class ReviewHtml:
    """One file without any other; `picture` is the timeline drawn, "" where there is nothing to draw."""

    template: ClassVar[str] = "documents/review.html.j2"
    review: Review
    picture: Markup

    @classmethod
    def of(cls, review: Review) -> Self:
        return cls(review, Markup(timeline_picture(review.chronicle, PICTURE_WIDTH)))  # it escapes what it draws


def review_document(review: Review, form: str) -> str:
    """The whole review; `form` is markdown, html or text."""
    if form == "html":
        return render(ReviewHtml.of(review))
    told = render(ReviewMarkdown(review) if form == "markdown" else ReviewText(review))
    return _BLANKS.sub("\n\n", told).rstrip() + "\n"


@dataclass(frozen=True)
class ReviewSentence:
    """What the phone shows of a posted review."""

    template: ClassVar[str] = "messages/review_sentence.j2"
    name: str
    title: str
    severity: str
    completeness: int
    questions: int
    actions: int


@dataclass(frozen=True)
class ReviewHead:
    """The first words of a posted review: what happened, as far as the record tells."""

    template: ClassVar[str] = "messages/review_head.j2"
    severity: str
    sentences: Sequence[Sentence]
    completeness: int
    due: datetime | None


@dataclass(frozen=True)
class ReviewTimes:
    template: ClassVar[str] = "messages/review_times.j2"
    times: Sequence[tuple[str, datetime | None]]
    spans: Sequence[Span]


@dataclass(frozen=True)
class ReviewPicture:
    """What the timeline's picture shows, for those who can't see it."""

    template: ClassVar[str] = "messages/review_picture.txt.j2"
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

    template: ClassVar[str] = "messages/review_facts.j2"
    recorded: Sequence[Recorded]


@dataclass(frozen=True)
class ReviewActions:
    """How many action items there are, and what they still lack; `bare` factors have none."""

    template: ClassVar[str] = "messages/review_actions.j2"
    count: int
    ownerless: int
    dateless: int
    bare: int


@dataclass(frozen=True)
class ReviewQuestions:
    template: ClassVar[str] = "messages/review_questions.j2"
    questions: Sequence[Question]
    more: int


CONTEXTS: Final = (
    ReviewMarkdown,
    ReviewHtml,
    ReviewText,
    ReviewSentence,
    ReviewHead,
    ReviewTimes,
    ReviewFacts,
    ReviewActions,
    ReviewQuestions,
    ReviewPicture,
)
