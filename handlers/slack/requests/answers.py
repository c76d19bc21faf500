"""Answers of Slack's Web API, read through the same shapes as its payloads: what is null or wrong is not there.

A list comes in pages. One whose pages come again, or never end, is read as far as that.
"""

import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from typing import Final

from slack_sdk.web.async_slack_response import AsyncSlackResponse

from handlers.slack.requests.payloads import ITEM, MESSAGE
from handlers.slack.requests.shapes import Fields, Payload, flag, identifier, many, name, text

logger = logging.getLogger(__name__)

MOST_PAGES: Final = 1000
ANSWER: Final = Fields(
    {
        "messages": many(MESSAGE),
        "message": MESSAGE,
        "items": many(ITEM),
        "members": many(identifier),
        "channel": Fields({"id": identifier, "name": name, "is_private": flag, "is_archived": flag}, key="id"),
        "response_metadata": Fields({"next_cursor": text}),
    }
)


def read(answer: AsyncSlackResponse) -> Payload:
    """What can be read of an answer. `lost` counts messages that can't."""
    sent = answer.data if isinstance(answer.data, Mapping) else {}
    found = ANSWER(sent) or Payload()
    listed = sent.get("messages")
    found["lost"] = (len(listed) if isinstance(listed, list) else 1) - len(found.get("messages", ()))
    return found


def next_cursor(page: Payload) -> str:
    return str(page.get("response_metadata", {}).get("next_cursor", ""))


async def pages(ask: Callable[[str | None], Awaitable[AsyncSlackResponse]]) -> AsyncIterator[Payload]:
    """`ask` calls Slack with a cursor, None for the first page."""
    cursor, seen = "", set[str]()
    while len(seen) < MOST_PAGES:
        page = read(await ask(cursor or None))
        yield page
        cursor = next_cursor(page)
        if not cursor or cursor in seen:
            return
        seen.add(cursor)
    logger.warning("Slack's list of messages or people doesn't end: read %d pages of it", MOST_PAGES)
