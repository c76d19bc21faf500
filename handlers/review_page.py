"""The review as Slack shows it: a message within its limits, with the whole of it as a document beside."""

from collections.abc import Iterator

from slack_sdk.models.blocks import Block

from bot.model import Incident, Row
from bot.phases import Phase
from bot.review import Review, build_review
from handlers import blocks
from handlers.scenes import Message, Scene, message
from templates import documents, render
from templates import messages as words

MOST_LINES = 12  # of a phase, in the message; the document has them all
WHOLE_MESSAGE = 12_000  # characters: Slack was seen to refuse about 13,200 with msg_blocks_too_long
REST = "The rest is in the document."


def review(_row: Row, scene: Scene) -> Message:
    built = build_review(scene.dossier, scene.practice, scene.at)
    return message(render(words.ReviewSentence(built)), _drawn(built))


def document(scene: Scene) -> str:
    """The whole review, whatever its length."""
    return render(documents.ReviewMarkdown(build_review(scene.dossier, scene.practice, scene.at)))


def title(incident: Incident) -> str:
    return f"Review of {incident.name} {incident.title}"


def _drawn(built: Review) -> list[Block]:
    """Summary, times, facts and what is still open come first: what is cut for length is the end of the timeline."""
    head = f"Review of {built.incident.name} {built.incident.title}"
    drawn, left = [blocks.header(head)], WHOLE_MESSAGE
    for text in _texts(built):
        for piece in blocks.pieces(text):
            if len(piece) > left or len(drawn) >= blocks.MOST_BLOCKS - 1:
                return [*drawn, blocks.context(REST)]
            drawn.append(blocks.section(piece))
            left -= len(piece)
    return drawn


def _texts(built: Review) -> Iterator[str]:
    yield render(words.ReviewHead(built))
    yield render(words.ReviewTimes(built))
    yield render(words.ReviewFacts(built))
    yield render(words.ReviewActions(built))
    yield render(words.ReviewQuestions(built))
    for phase in built.phases:
        yield _phase(phase)


def _phase(phase: Phase) -> str:
    shown = phase.lines[:MOST_LINES]
    return render(words.ReviewPhase(phase, shown, len(phase.lines) - len(shown)))
