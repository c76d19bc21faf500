"""Posts messages once, then redraws or deletes them.

A message whose outcome is unknown is found again by the outbox key in its metadata. Reading that needs no scope beyond
those for the history: `metadata.message:read` is for events about metadata. Where Slack returns none, the message is
found by its text and time.
"""

import logging
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, TypeVar

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.outbox.model import InChannel, OutboxMessage, OutboxRow, needs_membership
from bot.services import Services
from bot.timeline.reactions import moment
from handlers.delivery.sender import Result, Sender, Transient
from handlers.slack.api_errors import UNREADABLE, ErrorKind, answered, kind_of, reason_of
from handlers.slack.outbox.recipients import offered
from handlers.slack.outbox.render_context import RenderContext, RenderedMessage, marked, render_context_of
from handlers.slack.requests.answers import pages
from handlers.slack.requests.shapes import Payload
from templates.commands import slash_commands

logger = logging.getLogger(__name__)

T = TypeVar("T")

METADATA = "muster_outbox"
HISTORY_PAGE = 200
NOT_DELETABLE = ("cant_delete_message", "compliance_exports_prevent_deletion")
SKEW = timedelta(minutes=10)  # how far Slack's clock may be behind this machine's

_EMOJI = re.compile(r":[\w+'-]+:")

Draw = Callable[[Any, RenderContext], RenderedMessage]
"""Renders the message of a row, of the type that it is registered for."""
Attempt = Callable[[OutboxRow], Awaitable[T]]
Where = Attempt[str]
Thread = Callable[[OutboxRow], str]
"""The ts of the message to whose thread something is posted."""


class Poster:
    def __init__(self, client: AsyncWebClient, services: Services, bot_user: str) -> None:
        self._client = client
        self._services = services
        self.bot_user = bot_user
        self._warned = False

    async def incident_channel(self, row: OutboxRow) -> str:
        """The incident's channel, or an earlier one if the message belongs there."""
        return _posted_in(row.message) or self._services.incidents.get(row.incident).channel

    def sender(self, draw: Draw, where: Where | None = None, below: Thread | None = None) -> Sender:
        """Posts in the incident's channel or the one that `where` returns, in the thread `below` if there is one."""
        place, draw = where or self.incident_channel, self._placed(draw, where)

        async def do(row: OutboxRow) -> Result:
            if self._left(row):
                return row.result
            message = self._drawn(draw, row, row.result)
            if message.obsolete:
                return await self._delete(row.result, message)
            redrawn = await self._redraw(row.result, message) if row.result.get("ts") else None
            return redrawn or await self._post(await place(row), row.key, message, below and below(row))

        async def look(row: OutboxRow) -> Result | None:
            if self._left(row):
                return row.result
            message = self._drawn(draw, row, row.result)
            if message.obsolete and row.result.get("ts"):
                return await self._delete(row.result, message)
            if row.done and not message.obsolete and (redrawn := await self._redraw(row.result, message)):
                return redrawn
            found = await self._find(await place(row), row, below and below(row), draw)
            if message.obsolete:
                return await self._delete(found or {}, message)
            return await self._redraw(found, self._drawn(draw, row, found)) if found else None

        looks_by = "conversations.replies" if below else "conversations.history"
        return Sender(
            self._joining(do, place),
            self._joining(look, place),
            "chat.postMessage",
            looks_by=looks_by,
            redraws_by="chat.update",
        )

    def _placed(self, draw: Draw, where: Where | None) -> Draw:
        def placed(message: OutboxMessage, context: RenderContext) -> RenderedMessage:
            with self.read_in(message, context.incident.number, where):
                return draw(message, context)

        return placed

    def read_in(self, message: OutboxMessage, number: int, where: Where | None) -> AbstractContextManager[None]:
        """What is rendered inside is read where the message is posted."""
        is_here = where in (None, self.incident_channel) and not _posted_in(message)
        return slash_commands.read_in(number if is_here else slash_commands.ELSEWHERE)

    def _joining(self, attempt: Attempt[T], place: Where) -> Attempt[T]:
        """Joins a channel again from which Muster was removed. The incident's present one has its own way back."""

        async def joined(row: OutboxRow) -> T:
            try:
                return await attempt(row)
            except SlackApiError as error:
                present = self._services.incidents.get(row.incident).channel
                if reason_of(error) != "not_in_channel" or needs_membership(row.message, present):
                    raise
            await self._client.conversations_join(channel=str(row.result.get("channel") or await place(row)))
            return await attempt(row)

        return joined

    def _drawn(self, draw: Draw, row: OutboxRow, place: Result) -> RenderedMessage:
        """`place` is where it was posted, empty if it was not."""
        context = replace(self.context(row), posted_at=moment(str(place["ts"])) if place.get("ts") else None)
        return offered(self._services, row.message.recipient, marked(draw(row.message, context), context.incident))

    def _left(self, row: OutboxRow) -> bool:
        """Whether the message is in a channel that the incident has left.

        Messages there are not redrawn: the channel may be archived, or public while the incident is now private. The
        message that says where the incident went has that channel as `posted_in`.
        """
        earlier = self._services.channels.earlier(row.incident)
        return str(row.result.get("channel", "")) in earlier and not _posted_in(row.message)

    def context(self, row: OutboxRow) -> RenderContext:
        return render_context_of(self._services, row.incident)

    async def _post(self, channel: str, key: str, message: RenderedMessage, thread_ts: str | None) -> Result:
        posted = await self._client.chat_postMessage(
            channel=channel,
            thread_ts=thread_ts or None,
            text=message.text,
            blocks=message.blocks,
            metadata={"event_type": METADATA, "event_payload": {"key": key}},
            unfurl_links=False,
            unfurl_media=False,
        )
        if not posted.get("ts"):
            raise Transient(UNREADABLE)
        return {"channel": str(posted.get("channel") or channel), "ts": str(posted["ts"])}

    async def _redraw(self, place: Result, message: RenderedMessage) -> Result | None:
        """Redraws a message. Returns None if someone deleted it: then it is posted again."""
        channel, ts = str(place["channel"]), str(place["ts"])
        update = self._client.chat_update(channel=channel, ts=ts, text=message.text, blocks=message.blocks)
        try:
            return place if await answered(update, but=("message_not_found",)) else None
        except SlackApiError as error:
            if not message.withdrawn or kind_of(error) is not ErrorKind.PERMANENT:
                raise
        await answered(self._client.chat_delete(channel=channel, ts=ts), but=("message_not_found",))
        return {"deleted": True}

    async def _delete(self, place: Result, message: RenderedMessage) -> Result:
        """Remove a posted message. A workspace may forbid that: then what is left of it stays."""
        if not place.get("ts"):
            return {}
        deleted = self._client.chat_delete(channel=str(place["channel"]), ts=str(place["ts"]))
        if await answered(deleted, but=("message_not_found", *NOT_DELETABLE)):
            return {}
        return await self._redraw(place, message) or {}

    def _since(self, row: OutboxRow) -> datetime:
        """The message can't have been posted before this."""
        return self._services.incidents.get(row.incident).declared_at

    async def direct_channel(self, person: str) -> str:
        """The id of the direct message with a person."""
        return str((await self._client.conversations_open(users=person))["channel"]["id"])

    async def _find(self, channel: str, row: OutboxRow, thread_ts: str | None, draw: Draw) -> Result | None:
        """Where the message is, by its key; by its text among the posts that Slack returns without their metadata."""
        unmarked: list[Payload] = []
        async for message in self._posted(channel, row, thread_ts):
            if _key(message) == row.key:
                return {"channel": channel, "ts": str(message["ts"])}
            if self._is_unmarked(message):
                unmarked.append(message)
        return self._by_text(channel, row, unmarked, draw)

    async def _posted(self, channel: str, row: OutboxRow, thread_ts: str | None) -> AsyncIterator[Payload]:
        since = str((self._since(row) - SKEW).timestamp())
        asked: dict[str, Any] = {
            "channel": channel,
            "include_all_metadata": True,
            "oldest": since,
            "limit": HISTORY_PAGE,
        }

        def ask(cursor: str | None) -> Awaitable[AsyncSlackResponse]:
            if thread_ts:
                return self._client.conversations_replies(ts=thread_ts, cursor=cursor, **asked)
            return self._client.conversations_history(cursor=cursor, **asked)

        async for page in pages(ask):
            if "messages" not in page:
                raise Transient(UNREADABLE)
            for message in page["messages"]:
                if message.get("ts"):
                    yield message

    def _is_unmarked(self, message: Payload) -> bool:
        """Whether Muster posted it, although Slack doesn't return the key that it was posted with."""
        own = bool(message.get("bot_id")) and message.get("user", self.bot_user) == self.bot_user
        return own and not message.get("metadata") and not message.get("subtype")

    def _by_text(self, channel: str, row: OutboxRow, unmarked: Sequence[Payload], draw: Draw) -> Result | None:
        """The first post with the text of this message that is no other message."""
        if unmarked and not self._warned:
            logger.warning("Slack returns no metadata of Muster's messages. They are recognized by text and time.")
            self._warned = True
        for message in reversed(unmarked):
            place = {"channel": channel, "ts": str(message["ts"])}
            expected = _letters(self._drawn(draw, row, place).text)
            if expected == _letters(str(message.get("text", ""))) and not self._services.outbox.shows(**place):
                return place
        return None


def _key(message: dict[str, Any]) -> str:
    return str((message.get("metadata") or {}).get("event_payload", {}).get("key", ""))


def _letters(text: str) -> str:
    """What remains of a text in which Slack has named emoji and linked addresses."""
    return "".join(filter(str.isalnum, _EMOJI.sub("", text)))


def _posted_in(message: OutboxMessage) -> str:
    return message.posted_in if isinstance(message, InChannel) else ""
