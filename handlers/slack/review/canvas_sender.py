"""The review as a canvas of the incident's channel: created once, rewritten when the review changes.

Before each writing the canvas is read, and what people changed in it is saved in the review. Slack can't reject a
write because the canvas has changed, so reading and writing directly follow each other, and the result is read back.
A canvas that can't be read is not rewritten. If the workspace has no canvases or refuses them, only the files are
kept up to date.
"""

import asyncio
import logging
from collections.abc import Mapping
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.incidents.change import IncidentDetails
from bot.incidents.model import Incident
from bot.outbox import review
from bot.outbox.model import OutboxMessage, OutboxRow
from bot.review.edit_log import ReviewEdits
from bot.review.sections.canvas_markdown import fitted
from bot.review.sections.canvas_merge import CanvasState, as_read, maybe, written
from bot.review.sections.editable_sections import editable_sections
from bot.review.sections.edited_document import as_written
from bot.services import Services
from handlers.delivery.sender import Result, Sender
from handlers.slack.api_errors import reason_of, says_nothing
from handlers.slack.review import message
from templates.review.document import review_document

logger = logging.getLogger(__name__)

GONE = frozenset({"canvas_not_found", "canvas_deleted"})
TAKEN = frozenset({"channel_canvas_already_exists", "free_team_canvas_tab_already_exists"})


class CanvasSender:
    """`drawing` is the lock under which reviews are drawn, one at a time."""

    def __init__(self, client: AsyncWebClient, services: Services, drawing: asyncio.Lock) -> None:
        self._client = client
        self._services = services
        self._drawing = drawing

    def senders(self) -> Mapping[type[OutboxMessage], Sender]:
        return {review.ReviewCanvas: Sender(self._shown, self._look, "canvases.edit")}

    async def _look(self, row: OutboxRow) -> Result | None:
        """After a lost answer, finds the new canvas in the channel by its title; writing is just repeated."""
        incident = self._services.incidents.get(row.incident)
        if not self._known(incident):
            try:
                await self._adopt(incident)
            except SlackApiError as error:
                _need_permanent(error)
        return None

    async def _shown(self, row: OutboxRow) -> Result:
        incident = self._services.incidents.get(row.incident)
        result = {"at": self._services.now().isoformat()}
        try:
            canvas = await self._write(incident)
            return {**result, "canvas": canvas, "link": await self._link(canvas)}
        except SlackApiError as error:
            _need_permanent(error)
            logger.info("%s: no canvas (%s), the files are the document", row.key, reason_of(error))
            return {**result, "refused": reason_of(error)}

    async def _write(self, incident: Incident) -> str:
        canvas = self._known(incident)
        if canvas:
            try:
                await self._overwrite(incident, canvas)
            except SlackApiError as error:
                if reason_of(error) not in GONE:
                    raise
            else:
                return canvas
        return await self._make(incident)

    def _known(self, incident: Incident) -> str:
        """The canvas in the incident's current channel; one in an earlier channel is left unchanged."""
        edits = self._services.reviews.edits(incident.number)
        in_it = CanvasState.read(edits.canvas_text).channel == incident.channel
        return edits.canvas if in_it else ""

    # Reading

    async def _reading(self, canvas: str) -> str:
        answer = await self._client.canvases_getContent(canvas_id=canvas, content_type="markdown")
        return str(answer["content"])

    # Writing

    async def _make(self, incident: Incident) -> str:
        markdown, kept = await self._drawn(incident)
        canvas = await self._create(incident, markdown)
        self._services.reviews.canvas_written(incident.number, canvas, kept)
        await self._read_back(incident, canvas, kept, markdown)
        return canvas

    async def _create(self, incident: Incident, markdown: str) -> str:
        """The channel's canvas; if people have created that already, another one, unless the incident is private."""
        content, title = {"type": "markdown", "markdown": markdown}, message.title(incident)
        try:
            made = await self._client.conversations_canvases_create(
                channel_id=incident.channel, document_content=content, title=title
            )
        except SlackApiError as error:
            if reason_of(error) not in TAKEN or incident.private:
                raise
            made = await self._client.canvases_create(
                title=title, document_content=content, channel_id=incident.channel
            )
        return str(made["canvas_id"])

    async def _overwrite(self, incident: Incident, canvas: str) -> None:
        """Stores the new content first: if the answer is lost, it must not count as someone's edit."""
        reviews, number = self._services.reviews, incident.number
        markdown, kept = await self._drawn(incident)
        while reviews.from_canvas(number, await self._reading(canvas)):
            markdown, kept = await self._drawn(incident)  # drawing takes a while, people may have edited meanwhile
        reviews.canvas_written(number, canvas, maybe(kept, reviews.canvas(number)))
        change = {"operation": "replace", "document_content": {"type": "markdown", "markdown": markdown}}
        await self._client.canvases_edit(canvas_id=canvas, changes=[change])
        await self._read_back(incident, canvas, kept, markdown)

    async def _read_back(self, incident: Incident, canvas: str, kept: CanvasState, markdown: str) -> None:
        read = as_read(kept, markdown, await self._reading(canvas))
        self._services.reviews.canvas_written(incident.number, canvas, read)

    async def _drawn(self, incident: Incident) -> tuple[str, CanvasState]:
        """The data is read here: the database connection belongs to this thread."""
        async with self._drawing:
            details, edits = (
                self._services.incidents.details(incident.number),
                self._services.reviews.edits(incident.number),
            )
            return await asyncio.to_thread(self._draw, details, edits)

    def _draw(self, details: IncidentDetails, edits: ReviewEdits) -> tuple[str, CanvasState]:
        built = self._services.reviews.review(details, edits)
        markdown = fitted(review_document(as_written(built, edits), "canvas"))
        return markdown, written(details.incident.channel, markdown, editable_sections(built, edits))

    # Finding

    async def _adopt(self, incident: Incident) -> None:
        _markdown, kept = await self._drawn(incident)
        channel = (await self._client.conversations_info(channel=incident.channel))["channel"]
        properties = channel.get("properties") or {}
        tabs = [tab.get("data", {}).get("file_id") for tab in properties.get("tabs", ())]
        for canvas in filter(None, dict.fromkeys([properties.get("canvas", {}).get("file_id"), *tabs])):
            if (await self._file(canvas)).get("title") == message.title(incident):
                self._services.reviews.canvas_written(incident.number, canvas, kept)
                return

    async def _file(self, canvas: str) -> Mapping[str, Any]:
        found: Mapping[str, Any] = (await self._client.files_info(file=canvas))["file"]
        return found

    async def _link(self, canvas: str) -> str:
        """The canvas's permalink, "" if Slack does not give one."""
        try:
            return str((await self._file(canvas)).get("permalink") or "")
        except SlackApiError as error:
            _need_permanent(error)
            return ""


def _need_permanent(error: SlackApiError) -> None:
    """Raises a transient error; with any other one there is no canvas."""
    if says_nothing(error):
        raise error
