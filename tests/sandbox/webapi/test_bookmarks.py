"""bookmarks.* as the real client sees them."""

from __future__ import annotations

from slack_sdk.web.async_client import AsyncWebClient

from sandbox import Sandbox
from tests.sandbox.sandbox_examples import refusal


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
