"""Accessibility and layout: no serious axe findings in light and dark, and on a phone."""

import re

import pytest
from axe_playwright_python.async_playwright import Axe  # type: ignore[import-untyped] # it ships no types
from playwright.async_api import BrowserContext, Page, expect

from tests.browser.hands import Hands
from tests.browser.world import PHONE, World

pytestmark = pytest.mark.asyncio(loop_scope="session")

SERIOUS = ("serious", "critical")
WIDTHS = "document.scrollingElement.scrollWidth, innerWidth"


async def findings(page: Page) -> list[str]:
    found = await Axe().run(page)
    worst = [each for each in found.response["violations"] if each["impact"] in SERIOUS]
    return [f"{each['id']}: {node['html'][:160]}" for each in worst for node in each["nodes"]]


async def in_scheme(hands: Hands, scheme: str) -> None:
    await hands.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_axe_finds_nothing_serious_in_a_channel_and_its_tabs(jane: Hands, world: World, scheme: str) -> None:
    page = jane.page
    await in_scheme(jane, scheme)
    await world.play()
    await jane.go_to("payment-service-degradation")
    await expect(jane.message("Post-incident review")).to_be_visible()
    assert await findings(page) == []

    for tab in ("Pins", "Review of #1", "Files"):
        await jane.click(page.get_by_role("tab", name=tab))
        await expect(page.get_by_role("tabpanel").first).not_to_be_empty()
        assert await findings(page) == []

    await jane.click(page.get_by_role("tab", name="Messages"))
    await jane.click(jane.button("Details"))
    await expect(page.get_by_role("complementary")).to_contain_text("Created by")
    assert await findings(page) == []

    await jane.click(jane.message("Post-incident review").get_by_role("button", name=re.compile(r"\d repl")))
    await expect(jane.in_thread("Download")).to_be_visible()
    assert await findings(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_axe_finds_nothing_serious_under_the_hood(jane: Hands, world: World, scheme: str) -> None:
    page = jane.page
    await in_scheme(jane, scheme)
    await world.declare()
    await jane.click(jane.button("Under the hood"))
    await jane.click(page.get_by_role("list", name="Traffic").get_by_role("button").last)
    await expect(page.get_by_role("heading", name="Response")).to_be_visible()
    assert await findings(page) == []

    await jane.click(page.get_by_role("tab", name="Outbox"))
    await expect(page.get_by_role("row", name="1/card")).to_contain_text("done")
    assert await findings(page) == []

    await jane.click(page.get_by_role("tab", name="Faults"))
    await jane.click(page.get_by_role("button", name="Rate limit"))
    await expect(jane.button("Clear all")).to_be_visible()
    assert await findings(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_axe_finds_nothing_serious_on_home(jane: Hands, world: World, scheme: str) -> None:
    await in_scheme(jane, scheme)
    await world.play()
    await world.declare("sev2 Search results are stale")
    await jane.go_to("Muster")
    assert await findings(jane.page) == []
    await jane.click(jane.page.get_by_role("tab", name="Home"))
    await expect(jane.page.get_by_role("main").get_by_text("Search results are stale")).to_be_visible()
    assert await findings(jane.page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_axe_finds_nothing_serious_in_dialogs_and_menus(jane: Hands, scheme: str) -> None:
    page = jane.page
    await in_scheme(jane, scheme)
    await jane.say("/incident declare")
    form = page.get_by_role("dialog", name="Declare an incident")
    await jane.click(form.get_by_role("button", name="Declare"))
    await expect(form.get_by_role("alert")).to_be_visible()
    assert await findings(page) == []
    await jane.key("Escape")
    await expect(form).to_have_count(0)

    for name in ("Replay", "Browse or create channels", "New direct message"):
        await jane.click(jane.button(name))
        await expect(jane.dialog).to_be_visible()
        assert await findings(page) == []
        await jane.key("Escape")
    for name in ("Shortcuts", "Channel actions", "Theme", "Acting as Jane Smith"):
        await jane.click(jane.button(name))
        await expect(page.get_by_role("menu")).to_be_visible()
        assert await findings(page) == []
        await jane.key("Escape")


async def test_axe_finds_nothing_serious_on_a_phone(jane: Hands, world: World) -> None:
    await jane.page.set_viewport_size(PHONE)
    await world.play()
    await go_on_the_phone(jane, "payment-service-degradation")
    await expect(jane.message("Post-incident review")).to_be_visible()
    assert await findings(jane.page) == []
    await jane.click(jane.button("Conversations"))
    await expect(jane.entry("general")).to_be_visible()
    assert await findings(jane.page) == []


async def go_on_the_phone(hands: Hands, conversation: str) -> None:
    await hands.click(hands.button("Conversations"))
    await hands.go_to(conversation)


async def is_wider_than_the_screen(page: Page) -> bool:
    wide, screen = await page.evaluate(f"[{WIDTHS}]")
    return bool(wide > screen)


async def test_a_phone_shows_one_pane_at_a_time_and_never_scrolls_sideways(jane: Hands, world: World) -> None:
    page = jane.page
    await page.set_viewport_size(PHONE)
    await world.play()
    await expect(jane.entry("general")).not_to_be_visible()
    await go_on_the_phone(jane, "payment-service-degradation")
    await expect(jane.entry("general")).not_to_be_visible()
    await expect(jane.message("Post-incident review")).to_be_visible()
    assert not await is_wider_than_the_screen(page)

    await jane.click(jane.message("Post-incident review").get_by_role("button", name=re.compile(r"\d repl")))
    await expect(jane.box("Reply")).to_be_in_viewport(ratio=1)
    assert not await is_wider_than_the_screen(page)
    await jane.click(jane.button("Close thread"))
    await expect(jane.box("Reply")).to_have_count(0)

    for tab in ("Traffic", "Outbox", "Faults"):
        await jane.click(jane.button("Under the hood"))
        await jane.click(page.get_by_role("tab", name=tab))
        assert not await is_wider_than_the_screen(page)
        await jane.click(jane.button("Close Under the hood"))

    await jane.say("/incident declare")
    await expect(jane.dialog.get_by_role("button", name="Declare")).to_be_in_viewport(ratio=1)
    assert not await is_wider_than_the_screen(page)


async def test_light_and_dark_follow_the_system_unless_one_is_chosen(jane: Hands, context: BrowserContext) -> None:
    async def ground() -> str:
        return str(await jane.page.evaluate("getComputedStyle(document.getElementById('main')).backgroundColor"))

    await jane.page.emulate_media(color_scheme="light")
    light = await ground()
    await jane.page.emulate_media(color_scheme="dark")
    dark = await ground()
    assert light != dark

    await jane.click(jane.button("Theme"))
    await jane.click(jane.page.get_by_role("menuitemradio", name="Light"))
    assert await ground() == light
    await jane.page.reload()
    await expect(jane.box()).to_be_visible()
    assert await ground() == light
