"""reactions.* as the real client sees them."""

from __future__ import annotations

from slack_sdk.web.async_client import AsyncWebClient

from sandbox import Actor
from tests.sandbox.sandbox_examples import refusal


async def test_reactions_are_counted_by_emoji(web: AsyncWebClient, channel: str, jane: Actor) -> None:
    message = await jane.post(channel, "found it")
    await jane.react(message, ":eyes:")
    await web.reactions_add(channel=channel, timestamp=message.ts, name="eyes")
    await web.reactions_add(channel=channel, timestamp=message.ts, name="+1")
    got = (await web.reactions_get(channel=channel, timestamp=message.ts))["message"]
    assert [(each["name"], each["count"]) for each in got["reactions"]] == [("eyes", 2), ("+1", 1)]
    assert got["permalink"].startswith("https://sandbox.slack.com/archives/")


async def test_reactions_that_slack_refuses(web: AsyncWebClient, channel: str) -> None:
    ts = (await web.chat_postMessage(channel=channel, text="x"))["ts"]
    item = {"channel": channel, "timestamp": ts}
    await web.reactions_add(**item, name="eyes")
    assert await refusal(web.reactions_add(**item, name="eyes")) == "already_reacted"
    assert await refusal(web.reactions_add(**item, name="no such emoji")) == "invalid_name"
    assert await refusal(web.reactions_remove(**item, name="+1")) == "no_reaction"
    await web.reactions_remove(**item, name="eyes")
    assert "reactions" not in (await web.reactions_get(**item))["message"]


async def test_a_reply_can_be_looked_up_by_its_reactions(web: AsyncWebClient, channel: str) -> None:
    parent = (await web.chat_postMessage(channel=channel, text="parent"))["ts"]
    reply = (await web.chat_postMessage(channel=channel, text="reply", thread_ts=parent))["ts"]
    got = await web.reactions_get(channel=channel, timestamp=reply)
    assert got["message"]["text"] == "reply"
