"""The review as a Slack message, short for any incident. The files in its thread have all of it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from slack_sdk.models.blocks import Block

from bot.analysis.model import Case, Claim
from bot.incidents.model import Incident
from bot.review.approval import missing_sections
from bot.review.document.parts import Paragraph, Sentence
from bot.review.document.review import Review
from bot.review.edit_log import ReviewEdits, ReviewState
from bot.review.questions.open_questions import open_factors, open_questions
from bot.review.sections.editable_sections import editable_sections
from handlers.slack.blockkit import blocks
from handlers.slack.blockkit.cutting import PLAIN, TYPED, clip
from handlers.slack.outbox.render_context import RenderedMessage, message
from handlers.slack.review.controls import controls
from templates.metrics.wording import before_time
from templates.rendering import render
from templates.review import messages as review_messages
from templates.review import wording

MOST_CLAIMS = 3  # of a kind, in the message
MOST_QUESTIONS = 3
LONGEST_SUMMARY = 2000  # characters, in the message
LONGEST_CLAIM = 300  # characters, in the message
LONGEST_ALT = 2000  # characters: Slack's limit


def review(number: int, built: Review, edits: ReviewEdits, picture: str = "") -> RenderedMessage:
    """`picture` is the id of an uploaded file."""
    buttons = controls(number, edits, len(open_factors(built.case, edits)), missing_sections(built, edits))
    drawn = [blocks.image(picture, _alt(built))] if picture else []
    return message(render(_sentence(built, edits)), [*_drawn(built, edits), *drawn, *buttons])


def title(incident: Incident) -> str:
    return wording.review_of(incident.name, incident.title)


def _sentence(built: Review, edits: ReviewEdits) -> review_messages.ReviewSentence:
    case = built.case
    questions, actions = len(open_questions(built, edits)), len(case.actions)
    return review_messages.ReviewSentence(
        case.name, case.title, built.level.name, built.completeness, questions, actions
    )


def _alt(built: Review) -> str:
    moments = built.chronicle.moments
    times = tuple((before_time(moment.key, moment.estimated), at) for moment in moments.values() if (at := moment.at))
    return clip(render(review_messages.ReviewPicture(built.case.name, times)), LONGEST_ALT, PLAIN)


def _drawn(built: Review, edits: ReviewEdits) -> Iterator[Block]:
    yield blocks.header(wording.review_of(built.case.name, built.case.title))
    yield blocks.context(render(_state(built, edits)))
    for text in _texts(built, edits):
        yield from blocks.sections(text)


def _state(built: Review, edits: ReviewEdits) -> review_messages.ReviewStatusLine:
    written = [
        (one.title, one.versions.current.by.name) for one in editable_sections(built, edits) if one.versions.current
    ]
    alternatives = [one.title for one in editable_sections(built, edits) if one.versions.alternatives]
    needed = built.level.approvals if edits.state is ReviewState.IN_REVIEW else 0
    approvals = [(given.by.name, given.role) for given in edits.approvals]
    return review_messages.ReviewStatusLine(
        edits.state.value.capitalize(), edits.state_at, approvals, needed, edits.meeting_at, written, alternatives
    )


def _texts(built: Review, edits: ReviewEdits) -> Iterator[str]:
    case, moments = built.case, built.chronicle.moments
    times = tuple((before_time(moment.key, moment.estimated), moment.at) for moment in moments.values())
    head = review_messages.ReviewHead(built.level.name, _summary(built, edits), built.completeness, built.due)
    yield clip(render(head), LONGEST_SUMMARY)
    yield render(review_messages.ReviewTimes(times, built.chronicle.spans))
    yield render(review_messages.ReviewFacts(tuple(_recorded(built))))
    asked = open_questions(built, edits)
    yield (
        render(_actions(case, edits))
        + "\n"
        + render(
            review_messages.ReviewQuestions(case.number, asked[:MOST_QUESTIONS], max(0, len(asked) - MOST_QUESTIONS))
        )
    )


def _actions(case: Case, edits: ReviewEdits) -> review_messages.ReviewActions:
    ownerless = sum(not item.owner for item in case.actions)
    dateless = sum(item.due is None for item in case.actions)
    return review_messages.ReviewActions(len(case.actions), ownerless, dateless, len(open_factors(case, edits)))


def _recorded(built: Review) -> Iterator[review_messages.Recorded]:
    case = built.case
    yield _first(wording.IMPACT, case.impact)
    yield _first(wording.CAUSE, case.causes)
    yield _first(wording.CONTRIBUTING_FACTOR, case.factors)
    yield _first(wording.FIX, case.fixes)


def _first(what: str, claims: Sequence[Claim]) -> review_messages.Recorded:
    first = tuple(replace(claim, text=clip(claim.text, LONGEST_CLAIM, TYPED)) for claim in claims[:MOST_CLAIMS])
    return review_messages.Recorded(what, first, len(claims) - len(first))


def _summary(built: Review, edits: ReviewEdits) -> tuple[Sentence, ...]:
    if current := edits.versions_of("summary").current:
        return (Sentence(clip(current.text, LONGEST_SUMMARY, TYPED)),)
    section = built.section("summary")
    parts = section.parts if section else ()
    return tuple(sentence for part in parts if isinstance(part, Paragraph) for sentence in part.sentences)
