"""The review as a page that people keep: on a desk, on a phone, in the dark and on paper."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page

from bot.analysis.input.reading import read_input
from bot.config.policy import Policy
from bot.review.document.reviewed import review_case
from templates.review.document import review_document
from tests.browser.test_looks import findings
from tests.browser.world import SAMPLE

pytestmark = pytest.mark.asyncio(loop_scope="session")

A4 = {"width": 680, "height": 1000}  # CSS pixels within the margins: 180 by 264 mm
OPEN = "document.querySelectorAll('details').forEach((each) => { each.open = true })"
SHOWN = "(key) => document.getElementById(key).checkVisibility({contentVisibilityAuto: true})"


def html(template: str = "standard") -> str:
    found = read_input(SAMPLE.read_text(encoding="utf-8"), SAMPLE.name)
    review = review_case(found.cases[0], Policy(), datetime(2024, 1, 16, 9, 0, tzinfo=UTC), None, template)
    return review_document(review, "html")


@pytest_asyncio.fixture(loop_scope="session")
async def page(browser: Browser) -> AsyncIterator[Page]:
    context = await browser.new_context(viewport={"width": 1280, "height": 900})
    yield await context.new_page()
    await context.close()


@pytest.mark.parametrize("template", ["brief", "comprehensive"])
@pytest.mark.parametrize("scheme", ["light", "dark", "print", "phone"])
async def test_axe_finds_nothing_serious(page: Page, scheme: str, template: str) -> None:
    if scheme == "print":
        await page.emulate_media(media="print")
    else:
        await page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    if scheme == "phone":
        await page.set_viewport_size({"width": 390, "height": 800})
    await page.set_content(html(template))
    assert await findings(page) == []
    await page.evaluate(OPEN)
    assert await findings(page) == []


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
async def test_nothing_has_to_be_scrolled_sideways(page: Page, width: int) -> None:
    await page.set_viewport_size({"width": width, "height": 800})
    await page.set_content(html("comprehensive"))
    await page.evaluate(OPEN)
    assert await page.evaluate("document.scrollingElement.scrollWidth") <= width


async def test_a_link_opens_the_closed_section_that_it_leads_to(page: Page) -> None:
    await page.set_content(html())
    assert not await page.evaluate(SHOWN, "timeline")
    await page.get_by_role("navigation", name="Contents").get_by_role("link", name="Timeline").click()
    assert await page.evaluate(SHOWN, "timeline")


async def test_a_source_opens_the_timeline_at_its_entry(page: Page) -> None:
    await page.set_content(html())
    await page.locator(".sources a[href^='#event-']").first.click()
    assert await page.evaluate(SHOWN, "timeline")
    assert await page.locator(":target").evaluate("row => row.tagName") == "TR"


async def test_a_phone_shows_the_standing_timeline_and_paper_the_lying_one(page: Page) -> None:
    await page.set_content(html())
    lying, standing = page.locator(".timeline.flat"), page.locator(".timeline.upright")
    for width, phone in ((1280, False), (390, True)):
        await page.set_viewport_size({"width": width, "height": 800})
        assert (await lying.is_visible(), await standing.is_visible()) == (not phone, phone)
    await page.emulate_media(media="print")
    assert (await lying.is_visible(), await standing.is_visible()) == (True, False)


async def test_paper_has_page_one_on_one_sheet_and_everything_open_behind_it(page: Page) -> None:
    await page.set_viewport_size({**A4})  # type: ignore[typeddict-item]
    await page.emulate_media(media="print", color_scheme="dark")
    await page.set_content(html("comprehensive"))
    bottom = await page.locator(".page-one").evaluate("one => one.getBoundingClientRect().bottom + scrollY")
    assert bottom <= A4["height"]
    closed = "[...document.querySelectorAll('details > .body')].filter((each) => each.offsetHeight < 10).length"
    assert await page.evaluate(closed) == 0
    assert await page.locator("body").evaluate("body => getComputedStyle(body).backgroundColor") == "rgb(255, 255, 255)"


async def test_no_text_of_the_timeline_lies_over_another_in_the_fonts_of_a_browser(page: Page) -> None:
    await page.set_content(html("comprehensive"))
    overlaps = """texts => {
        const boxes = texts.map((each) => [each.textContent, each.getBoundingClientRect()])
        const meet = (a, b) => a.left < b.right && b.left < a.right && a.top + 3 < b.bottom && b.top + 3 < a.bottom
        return boxes.flatMap(([said, a], place) => boxes.slice(place + 1)
            .filter(([, b]) => meet(a, b)).map(([other]) => said + ' / ' + other))
    }"""
    for width, picture in ((1280, "flat"), (390, "upright")):
        await page.set_viewport_size({"width": width, "height": 800})
        assert await page.locator(f".timeline.{picture} text").evaluate_all(overlaps) == []
