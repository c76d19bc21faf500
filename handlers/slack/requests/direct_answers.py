"""Answers by direct message: where a form or Home that was to say something can't be shown."""

import logging
from collections.abc import Awaitable
from contextvars import ContextVar
from typing import Final

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
