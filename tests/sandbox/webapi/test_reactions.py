"""pins.*, reactions.* and bookmarks.* as the real client sees them."""

from __future__ import annotations

from slack_sdk.web.async_client import AsyncWebClient

from sandbox import Actor, Sandbox
from tests.sandbox.sandbox_examples import refusal


async def test_a_pin_is_put_once_and_taken_off_once(web: AsyncWebClient, channel: str) -> None:
    ts = (await web.chat_postMessage(channel=channel, text="card"))["ts"]
    await web.pins_add(channel=channel, timestamp=ts)
    assert await refusal(web.pins_add(channel=channel, timestamp=ts)) == "already_pinned"
    [item] = (await web.pins_list(channel=channel))["items"]
    assert (item["message"]["text"], item["message"]["pinned_to"]) == ("card", [channel])
    await web.pins_remove(channel=channel, timestamp=ts)
    assert await refusal(web.pins_remove(channel=channel, timestamp=ts)) == "no_pin"


async def test_what_cannot_be_pinned(web: AsyncWebClient, channel: str) -> None:
    assert await refusal(web.pins_add(channel=channel, timestamp="1.000001")) == "message_not_found"
    assert await refusal(web.pins_add(channel=channel, timestamp="x")) == "bad_timestamp"
    assert await refusal(web.pins_add(channel=channel)) == "no_item_specified"
    joined = (await web.conversations_history(channel=channel))["messages"][0]["ts"]
    assert await refusal(web.pins_add(channel=channel, timestamp=joined)) == "not_pinnable"


async def test_a_hundred_pins_are_enough(web: AsyncWebClient, channel: str) -> None:
    stamps = [(await web.chat_postMessage(channel=channel, text="x"))["ts"] for _ in range(101)]
    for ts in stamps[:100]:
        await web.pins_add(channel=channel, timestamp=ts)
    assert await refusal(web.pins_add(channel=channel, timestamp=stamps[100])) == "too_many_pins"


async def test_a_deleted_message_is_no_longer_pinned(web: AsyncWebClient, channel: str) -> None:
    ts = (await web.chat_postMessage(channel=channel, text="card"))["ts"]
    await web.pins_add(channel=channel, timestamp=ts)
    await web.chat_delete(channel=channel, ts=ts)
    assert (await web.pins_list(channel=channel))["items"] == []


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


async def test_bookmarks_are_added_changed_and_removed(web: AsyncWebClient, channel: str) -> None:
    made = await web.bookmarks_add(
        channel_id=channel, title="Runbook", type="link", link="https://example.com/a", emoji=":book:"
    )
    bookmark = made["bookmark"]["id"]
    await web.bookmarks_edit(bookmark_id=bookmark, channel_id=channel, title="The runbook")
    [listed] = (await web.bookmarks_list(channel_id=channel))["bookmarks"]
    assert (listed["title"], listed["link"]) == ("The runbook", "https://example.com/a")
    await web.bookmarks_remove(bookmark_id=bookmark, channel_id=channel)
    assert (await web.bookmarks_list(channel_id=channel))["bookmarks"] == []


async def test_bookmarks_that_slack_refuses(box: Sandbox, web: AsyncWebClient, channel: str) -> None:
    add = web.bookmarks_add
    assert await refusal(add(channel_id=channel, title="x", type="link", link="ftp://x")) == "invalid_link"
    assert await refusal(add(channel_id=channel, title="x", type="moon")) == "invalid_bookmark_type"
    where = box.channel("incidents").id
    assert await refusal(add(channel_id=where, title="x", type="link", link="https://x")) == "not_in_channel"
    assert await refusal(web.bookmarks_remove(bookmark_id="Bk0", channel_id=channel)) == "not_found"
