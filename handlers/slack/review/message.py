"""The review as a Slack message: at most twelve lines, the picture of the timeline, and the buttons.

Its sentences are those of the document (bot/review/digest.py). The canvas and the files in its thread have all of it.
"""

from collections.abc import Iterator, Sequence

from slack_sdk.models.blocks import Block

from bot.analysis.model import Gap
from bot.incidents.model import Incident
from bot.metrics.durations import Duration
from bot.review.approval import missing_sections
from bot.review.digest import Digest, digest, is_pictured
from bot.review.document.prose import short
from bot.review.document.review import Review
from bot.review.edit_log import ReviewEdits, ReviewState
from bot.review.questions.open_questions import open_factors
from bot.review.sections.editable_sections import editable_sections
from handlers.slack.blockkit import blocks
from handlers.slack.blockkit.cutting import PLAIN, TYPED, clip
from handlers.slack.outbox.render_context import RenderedMessage, message
from handlers.slack.review.controls import Offered, controls
from templates.metrics.wording import before_time, if_estimated
from templates.rendering import render
from templates.review import messages as review_messages
from templates.review import wording

LONGEST_HAPPENED = 420  # characters: about four lines on a desk
LONGEST_CAUSE = 300
LONGEST_NOTIFIED = 200  # of the cause, in the notification
LONGEST_ALT = 2000  # characters: Slack's limit


def review(number: int, built: Review, edits: ReviewEdits, picture: str = "", document: str = "") -> RenderedMessage:
    """`picture` is the id of an uploaded file, `document` the permalink of the whole review."""
    told = digest(built, edits)
    offered = Offered(
        missing=missing_sections(built, edits),
        document=document,
        cause=bool(told.cause),
        questions=_count(told),
        factors=len(open_factors(built.case, edits)),
        actions=bool(told.actions.items),
    )
    drawn = [blocks.image(picture, _alt(built))] if picture and is_pictured(built) else []
    rows = [*_drawn(built, edits, told), *drawn, controls(number, edits, offered)]
    return message(_sentence(built, edits, told), rows)


def title(incident: Incident) -> str:
    return wording.review_of(incident.name, incident.title)


def _count(told: Digest) -> int:
    return sum(number for _whom, number in told.questions)


def _sentence(built: Review, edits: ReviewEdits, told: Digest) -> str:
    case, cause = built.case, _fitting(told.cause, LONGEST_NOTIFIED)
    state = edits.state.value
    return render(
        review_messages.ReviewSentence(case.name, case.title, built.level.name, state, built.due, cause, _count(told))
    )


def _alt(built: Review) -> str:
    moments = built.chronicle.moments
    times = tuple((before_time(moment.key, moment.estimated), at) for moment in moments.values() if (at := moment.at))
    return clip(render(review_messages.ReviewPicture(built.case.name, times)), LONGEST_ALT, PLAIN)


def _drawn(built: Review, edits: ReviewEdits, told: Digest) -> Iterator[Block]:
    yield blocks.header(_head(built))
    yield blocks.context(render(_state(built, edits)))
    yield blocks.section(render(_gist(told)))


def _head(built: Review) -> str:
    """With its severity, however long the title is."""
    case, level = built.case, built.level.name
    room = blocks.HEADER - len(wording.review_head(case.name, "", level))
    return wording.review_head(case.name, clip(case.title, room, PLAIN), level)


def _state(built: Review, edits: ReviewEdits) -> review_messages.ReviewStateLine:
    return review_messages.ReviewStateLine(
        state=edits.state.value.capitalize(),
        state_at=edits.state_at,
        due=built.due,
        commander=built.case.commander,
        approvals=[(given.by.name, given.role) for given in edits.approvals],
        needed=built.level.approvals if edits.state is ReviewState.IN_REVIEW else 0,
        meeting=edits.meeting_at,
    )


def _gist(told: Digest) -> review_messages.ReviewGist:
    return review_messages.ReviewGist(
        happened=_fitting((*told.happened, *told.impact), LONGEST_HAPPENED),
        in_utc=told.told_in_utc,
        impact=bool(told.impact),
        cause=_fitting(told.cause, LONGEST_CAUSE),
        figures=[_figure(span) for span in told.spans],
        gap=_gap(told.gap) if told.gap else None,
        actions=told.actions,
        questions=told.questions,
        count=_count(told),
    )


def _fitting(sentences: Sequence[str], most: int) -> str:
    """The first sentences that fit on the line; one that is too long by itself is cut."""
    said = ""
    for sentence in sentences:
        longer = " ".join(filter(None, (said, *sentence.split())))
        if said and TYPED.measure(longer) > most:
            break
        said = longer
    return clip(said, most, TYPED)


def _figure(span: Duration) -> review_messages.Figure:
    assert span.minutes is not None  # only what was measured is shown
    took = if_estimated(short(span.minutes), span.estimated)
    return review_messages.Figure(span.key, span.start, took, *_against(span.minutes, span.target))


def _gap(gap: Gap) -> review_messages.Figure:
    took = round(gap.minutes)
    return review_messages.Figure(gap.kind, "", short(took), *_against(took, gap.limit))


def _against(took: int, target: int | None) -> tuple[str, str]:
    """By how much it is over, and the target."""
    if not target:
        return "", ""
    return short(took - target) if took > target else "", short(target)


def edited_line(built: Review, edits: ReviewEdits, *, linked: bool) -> Block:
    """`linked`: a button opens the canvas."""
    found = editable_sections(built, edits)
    written = [(one.title, one.versions.current.by.name) for one in found if one.versions.current]
    alternatives = [one.title for one in found if one.versions.alternatives]
    return blocks.context(render(review_messages.ReviewEditedLine(written, alternatives, linked)))
