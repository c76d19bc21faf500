"""Canvases on the page: tabs, text, and editing by hand."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import Sandbox
from tests.sandbox.page.page_client import Browser, Refused
from tests.sandbox.sandbox_examples import JANE


@pytest.fixture
async def page(box: Sandbox) -> AsyncIterator[Browser]:
    async with Browser(box, JANE) as browser:
        yield browser


@pytest.fixture
async def canvas(web: AsyncWebClient, channel: str) -> str:
    content = {"type": "markdown", "markdown": "# Review\n\nAll is well."}
    made = await web.conversations_canvases_create(channel_id=channel, document_content=content, title="Review")
    return str(made["canvas_id"])


async def test_a_canvas_gives_its_channel_a_tab(page: Browser, canvas: str) -> None:
    await page.until(lambda: page.conversation("inc-1")["canvases"])
    assert page.conversation("inc-1")["canvases"] == [{"id": canvas, "title": "Review", "revision": 1}]
    assert page.conversation("general")["canvases"] == []


async def test_a_canvas_is_read_and_changed_on_the_page(box: Sandbox, page: Browser, channel: str, canvas: str) -> None:
    shown = await page.ask("canvas", channel=channel, canvas=canvas)
    assert (shown["text"], shown["editable"], shown["updated_by"]) == (
        "# Review\n\nAll is well.",
        True,
        box.space.bot.id,
    )
    await page.ask("edit_canvas", channel=channel, canvas=canvas, text="Anew", seen=shown["revision"])
    assert page.conversation("inc-1")["canvases"][0]["revision"] == 2
    again = await page.ask("canvas", channel=channel, canvas=canvas)
    assert (again["text"], again["updated_by"]) == ("Anew", box.person(JANE).id)


async def test_what_was_changed_by_another_meanwhile_is_not_lost(page: Browser, channel: str, canvas: str) -> None:
    await page.ask("edit_canvas", channel=channel, canvas=canvas, text="One", seen=1)
    with pytest.raises(Refused, match="Someone else edited this canvas"):
        await page.ask("edit_canvas", channel=channel, canvas=canvas, text="Two", seen=1)


async def test_a_canvas_that_one_may_only_read_is_not_editable(
    web: AsyncWebClient, page: Browser, channel: str, canvas: str
) -> None:
    await web.canvases_access_set(canvas_id=canvas, access_level="read", channel_ids=[channel])
    assert not (await page.ask("canvas", channel=channel, canvas=canvas))["editable"]


async def test_a_canvas_stands_among_the_files(page: Browser, channel: str, canvas: str) -> None:
    found = (await page.ask("details", channel=channel))["files"]
    assert [(each["id"], each["title"], each["pretty_type"]) for each in found] == [(canvas, "Review", "Canvas")]
    with pytest.raises(Refused, match="No such canvas"):
        await page.ask("canvas", channel=channel, canvas="F404")
