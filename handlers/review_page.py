"""The review as Slack shows it: a message within its limits, with the whole of it as a document beside."""

from collections.abc import Iterator
from dataclasses import replace

from slack_sdk.models.blocks import Block

from bot.analysis.factors import factors_of
from bot.analysis.review import Review
from bot.analysis.review_opening import MOMENT_NAMES
from bot.analysis.reviewed import review_of
from bot.analysis.sections import Course, Paragraph, Sentence, Stage
from bot.analysis.suggestions import unanswered
from bot.chapters import chapters
from bot.living import Living, ReviewState
from bot.model import Incident
from bot.review_hands import undecided
from handlers import blocks
from handlers.review_controls import controls
from handlers.scenes import Message, Scene, message
from templates import render
from templates import review as words
from templates import review_forms as forms

MOST_LINES = 12  # of a phase, in the message; the document has them all
LONGEST_SUMMARY = 2000  # characters of one that a person wrote, in the message
LONGEST_LINE = 300  # characters of an entry, in the message
WHOLE_MESSAGE = 12_000  # characters: Slack was seen to refuse about 13,200 with msg_blocks_too_long
REST = "The rest is in the document."


def review(number: int, built: Review, living: Living) -> Message:
    """With what people can do about it at the end."""
    hands = controls(number, living, len(undecided(built.case, living)))
    return message(render(_sentence(built)), [*_drawn(built, living), *hands])


def document(scene: Scene, living: Living) -> str:
    """The whole review, whatever its length."""
    built = review_of(scene.dossier, scene.practice, scene.at, living.method or None, living.template or None)
    return words.review_document(built, "markdown")


def title(incident: Incident) -> str:
    return f"Review of {incident.name} {incident.title}"


def _sentence(built: Review) -> words.ReviewSentence:
    case = built.case
    questions, actions = len(built.questions), len(case.actions)
    return words.ReviewSentence(case.name, case.title, built.level.name, built.completeness, questions, actions)


def _drawn(built: Review, living: Living) -> list[Block]:
    """Summary, times, facts and what is still open come first: what is cut for length is the end of the timeline."""
    drawn, left = [blocks.header(f"Review of {built.case.name} {built.case.title}")], WHOLE_MESSAGE
    drawn.append(blocks.context(render(_state(built, living))))
    for text in _texts(built, living):
        for piece in blocks.pieces(text):
            if len(piece) > left or len(drawn) >= blocks.MOST_BLOCKS - 2:
                return [*drawn, blocks.context(REST)]
            drawn.append(blocks.section(piece))
            left -= len(piece)
    return drawn


def _state(built: Review, living: Living) -> forms.ReviewStanding:
    written = [(one.title, one.written.stands.by.name) for one in chapters(built, living) if one.written.stands]
    beside = [one.title for one in chapters(built, living) if one.written.beside]
    needed = built.level.approvals if living.state is ReviewState.IN_REVIEW else 0
    approvals = [(given.by.name, given.role) for given in living.approvals]
    return forms.ReviewStanding(
        living.state.value.capitalize(), living.state_at, approvals, needed, living.meeting_at, written, beside
    )


def _texts(built: Review, living: Living) -> Iterator[str]:
    case, moments = built.case, built.chronicle.moments
    times = tuple((name, moments[key].at) for key, name in MOMENT_NAMES.items())
    bare = unanswered(case, factors_of(case)) if case.actions else ()
    yield render(words.ReviewHead(_summary(built, living), built.completeness, built.due))
    yield render(words.ReviewTimes(times, built.chronicle.spans))
    yield render(words.ReviewFacts(case.impact, case.causes, case.factors, case.fixes))
    yield render(words.ReviewActions(case.actions, len(bare)))
    yield render(words.ReviewQuestions(built.questions))
    for stage in _stages(built):
        yield _phase(stage)


def _summary(built: Review, living: Living) -> tuple[Sentence, ...]:
    if stands := living.written("summary").stands:
        return (Sentence(blocks.clip(stands.text, LONGEST_SUMMARY)),)
    section = built.section("summary")
    parts = section.parts if section else ()
    return tuple(sentence for part in parts if isinstance(part, Paragraph) for sentence in part.sentences)


def _stages(built: Review) -> Iterator[Stage]:
    section = built.section("timeline")
    for part in section.parts if section else ():
        if isinstance(part, Course):
            yield from part.stages


def _phase(stage: Stage) -> str:
    shown = tuple(replace(line, text=_short(line.text)) for line in stage.lines[:MOST_LINES])
    return render(words.ReviewPhase(stage, shown, len(stage.lines) - len(shown)))


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_LINE else f"{text[: LONGEST_LINE - 1].rstrip()}…"
