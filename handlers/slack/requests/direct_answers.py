"""Answers by direct message: where Slack doesn't show the answer in the channel, form or Home it belongs to."""

import logging
from collections.abc import Awaitable, Sequence
from contextvars import ContextVar
from typing import Final

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from handlers.slack.api_errors import reason_of
from handlers.slack.outbox.render_context import RenderedMessage
from handlers.slack.requests.private_answers import parts
from templates.commands import wording
from templates.outbox import wording as outbox_wording

logger = logging.getLogger(__name__)

asking: Final[ContextVar[str]] = ContextVar("asking", default="")  # the id of the person whose request is handled


async def told_directly(client: AsyncWebClient, person_id: str, said: str | RenderedMessage) -> None:
    for each in parts(said) if person_id else ():
        await client.chat_postMessage(channel=person_id, text=each.text, blocks=each.blocks or None)


async def shown_or_told(
    shown: Awaitable[object], client: AsyncWebClient, person_id: str, said: str | RenderedMessage
) -> None:
    """Tells the person directly what Slack refuses to show over the form that is open."""
    try:
        await shown
    except SlackApiError as error:
        logger.info("An answer goes by direct message: %s", reason_of(error))
        await told_directly(client, person_id, said)


async def redrawn_or_told(redrawn: Awaitable[object], client: AsyncWebClient, person_id: str) -> None:
    """Tells the person directly that the form they see is out of date. What was pressed or typed is saved."""
    try:
        await redrawn
    except SlackApiError as error:
        logger.warning("A form was not drawn anew: %s", reason_of(error))
        await told_directly(client, person_id, wording.form_out_of_date(outbox_wording.why(reason_of(error))))


async def whispered_or_told(
    client: AsyncWebClient, channel: str, person_id: str, said: Sequence[RenderedMessage], thread_ts: str
) -> None:
    """Answers privately in a channel, and by direct message from the first part on that Slack doesn't show there."""
    for place, each in enumerate(said):
        told = client.chat_postEphemeral(
            channel=channel, user=person_id, text=each.text, thread_ts=thread_ts or None, blocks=each.blocks or None
        )
        try:
            await told
        except (SlackApiError, aiohttp.ClientError, TimeoutError, OSError) as error:
            why = reason_of(error) if isinstance(error, SlackApiError) else type(error).__name__
            logger.warning("A private answer goes by direct message: %s", why)
            for left in said[place:]:
                await told_directly(client, person_id, left)
            return
