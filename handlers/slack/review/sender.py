"""The senders of the review's message and of the review as a direct message.

Both draw the review as it is at delivery. They do so off the loop, as a long incident takes a while.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from functools import partial

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.outbox import messages
from bot.outbox.model import OutboxMessage, OutboxRow, ToPerson
from bot.outbox.review import ReviewPosted, ReviewQuestions, ReviewShared
from bot.review.document.review import Review
from bot.review.edit_log import ReviewEdits
from bot.review.questions.open_questions import of_person, open_questions
from bot.review.review_command import ReviewAction
from bot.review.sections.editable_sections import editable_sections
from bot.services import Services
from handlers.delivery.sender import Result, Sender
from handlers.slack import action_ids
from handlers.slack.api_errors import reason_of
from handlers.slack.blockkit import blocks
from handlers.slack.blockkit.cutting import TYPED, clip
from handlers.slack.outbox.posting import Poster
from handlers.slack.outbox.render_context import RenderContext, RenderedMessage, message
from handlers.slack.review import message as review_page
from handlers.slack.review.open_button import open_button
from templates.rendering import render
from templates.review import messages as review_messages
from templates.review import wording

logger = logging.getLogger(__name__)

LONGEST_SUMMARY = 2400  # characters
NO_PICTURE = frozenset({"invalid_blocks", "invalid_attachments", "file_not_found"})

DrawReview = Callable[[OutboxRow, RenderContext, Review, ReviewEdits], RenderedMessage]


class ReviewSender:
    """`drawing` is the lock under which reviews are drawn, one at a time."""

    def __init__(self, client: AsyncWebClient, services: Services, poster: Poster, drawing: asyncio.Lock) -> None:
        self._client = client
        self._services = services
        self._poster = poster
        self._drawing = drawing

    def senders(self) -> Mapping[type[OutboxMessage], Sender]:
        return {
            ReviewPosted: self._review(),
            ReviewShared: self._sender(_sent, self._direct),
            ReviewQuestions: self._sender(_own_questions, self._direct),
        }

    def _review(self) -> Sender:
        async def do(row: OutboxRow) -> Result:
            picture = self._picture(row)
            with _picture_refused(picture):
                return await self._finished(row, _noted(await (await self._with(picture, row)).do(row), ""))
            return await self._finished(row, _noted(await (await self._with("", row)).do(row), picture))

        async def look(row: OutboxRow) -> Result | None:
            picture = self._picture(row)
            with _picture_refused(picture):
                found = await (await self._with(picture, row)).look(row)
                return await self._finished(row, _noted(found, "")) if found else found
            found = await (await self._with("", row)).look(row)
            return await self._finished(row, _noted(found, picture)) if found else found

        return Sender(do, look, "chat.postMessage", looks_by="conversations.history", redraws_by="chat.update")

    async def _finished(self, row: OutboxRow, result: Result) -> Result:
        """With its permalink, and the people whom it asks something: each is sent their own questions."""
        return {**await self._linked(result), "asks": await self._asks(row)}

    async def _asks(self, row: OutboxRow) -> list[str]:
        """The ids of those who can answer and may see the incident; nobody while it is open."""
        async with self._drawing:
            context, edits = self._poster.context(row), self._services.reviews.edits(row.incident)
            built = await asyncio.to_thread(self._services.reviews.review, context.details, edits)
        ids = dict.fromkeys(question.person_id for question in open_questions(built, edits) if question.person_id)
        people = [self._services.people.person(each) for each in ids] if built.due else []
        sees = self._services.permissions.sees
        return [each.id for each in people if each.is_there and sees(each, context.incident)]

    async def _linked(self, result: Result) -> Result:
        """With the permalink of the message. One that Slack does not give now is asked for at the next redraw."""
        if "link" in result or not result.get("ts"):
            return result
        try:
            found = await self._client.chat_getPermalink(channel=str(result["channel"]), message_ts=str(result["ts"]))
        except SlackApiError as error:
            logger.info("The review has no permalink: %s", reason_of(error))
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            logger.info("The review has no permalink: %s", type(error).__name__)
        else:
            return {**result, "link": str(found["permalink"])}
        return result

    def _picture(self, row: OutboxRow) -> str:
        """The id of the file, "" if there is none."""
        pictured = self._services.outbox.result(messages.picture_of(row.incident))
        return str(pictured.get("picture") or "") if pictured else ""

    async def _with(self, picture: str, row: OutboxRow) -> Sender:
        canvas = self._link_of(messages.review_canvas(self._services.incidents.get(row.incident)).key)
        document = self._link_of(messages.document_of(row.incident))
        draw = partial(_posted, picture=picture, canvas=canvas, document=document)
        return await self._drawn(draw, self._poster.incident_channel, row)

    def _link_of(self, key: str) -> str:
        """The permalink of the canvas or the document with this key, "" if there is none."""
        drawn = self._services.outbox.result(key)
        return str(drawn.get("link") or "") if drawn else ""

    def _sender(self, draw: DrawReview, where: Callable[[OutboxRow], Awaitable[str]]) -> Sender:
        async def do(row: OutboxRow) -> Result:
            return await (await self._drawn(draw, where, row)).do(row)

        async def look(row: OutboxRow) -> Result | None:
            return await (await self._drawn(draw, where, row)).look(row)

        return Sender(do, look, "chat.postMessage", looks_by="conversations.history", redraws_by="chat.update")

    async def _drawn(self, draw: DrawReview, where: Callable[[OutboxRow], Awaitable[str]], row: OutboxRow) -> Sender:
        """The data is read here: the database connection belongs to this thread."""
        async with self._drawing:
            context, edits = self._poster.context(row), self._services.reviews.edits(row.incident)
            built = await asyncio.to_thread(self._services.reviews.review, context.details, edits)
            with self._poster.read_in(row.message, row.incident, where):
                drawn = await asyncio.to_thread(draw, row, context, built, edits)
        return self._poster.sender(lambda _message, _context: drawn, where)

    async def _direct(self, row: OutboxRow) -> str:
        assert isinstance(row.message, ToPerson)
        return await self._poster.direct_channel(row.message.to)


def _own_questions(row: OutboxRow, context: RenderContext, review: Review, edits: ReviewEdits) -> RenderedMessage:
    """What was answered before it is sent is not asked."""
    assert isinstance(row.message, ReviewQuestions)
    mine = of_person(open_questions(review, edits), row.message.to)
    about = (context.incident, context.severity, review.due)
    said = render(review_messages.ReviewOwnQuestions(*about, [question.text for question in mine]))
    answer = blocks.button(
        wording.ANSWER_QUESTIONS, action_ids.review_action(ReviewAction.ANSWER), row.incident, "primary"
    )
    opened = [open_button(row.incident, link)] if (link := context.review_link) else []
    drawn = [*blocks.sections(said), blocks.actions(answer, *opened)]
    sentence = render(review_messages.ReviewOwnQuestionsSentence(*about, len(mine)))
    return replace(message(sentence, drawn), obsolete=not mine)


def _shared(row: OutboxRow) -> ReviewShared:
    assert isinstance(row.message, ReviewShared)
    return row.message


def _noted(result: Result, refused: str) -> Result:
    """The result with the picture that Slack refused to show, if it did."""
    return {
        **{key: value for key, value in result.items() if key != "refused"},
        **({"refused": refused} if refused else {}),
    }


@contextmanager
def _picture_refused(picture: str) -> Iterator[None]:
    """Ignores that Slack refuses the whole message because it can't show the picture, which may have been deleted."""
    try:
        yield
    except SlackApiError as error:
        if not picture or reason_of(error) not in NO_PICTURE:
            raise


def _posted(
    row: OutboxRow,
    _context: RenderContext,
    review: Review,
    edits: ReviewEdits,
    *,
    picture: str,
    canvas: str,
    document: str,
) -> RenderedMessage:
    """The button opens the canvas; without one, the HTML document."""
    drawn = review_page.review(row.incident, review, edits, picture, canvas or document)
    place = review_page.edited_line(review, edits, linked=bool(canvas))
    head, state, gist, *rest = drawn.blocks
    return message(drawn.text, [head, state, gist, place, *rest])


def _sent(row: OutboxRow, context: RenderContext, review: Review, edits: ReviewEdits) -> RenderedMessage:
    summary = next((one.text for one in editable_sections(review, edits) if one.key == "summary"), "")
    by = _shared(row).by.name
    said = review_messages.ReviewSent(
        incident=context.incident,
        severity=context.severity,
        by=by,
        state=edits.state.value,
        completeness=review.completeness,
        summary=clip(summary, LONGEST_SUMMARY, TYPED),
        meeting=edits.meeting_at,
    )
    sentence = render(review_messages.ReviewSentSentence(context.incident, by, edits.state.value))
    opened = [blocks.actions(open_button(row.incident, link))] if (link := context.review_link) else []
    return message(sentence, [*blocks.sections(render(said)), *opened])
