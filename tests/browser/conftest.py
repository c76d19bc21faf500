"""A workspace with the bot on loopback, and a page of headless Chromium on it, all in one event loop.

Tests never sleep: they wait for what is on the page. Errors that the page reports, and requests to other hosts, fail
the test in which they happen.
"""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest
import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, ConsoleMessage, Page, Request, expect

from tests.browser.chromium import MISSING, browser_at, chromium
from tests.browser.hands import Hands
from tests.browser.world import WIDE, World, on_world

PATIENCE = 10_000  # milliseconds; generous, for slow machines
expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def chromium_path() -> str:
    path = chromium()
    if path is None:
        pytest.skip(MISSING)
    return path


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser(chromium_path: str) -> AsyncIterator[Browser]:
    async with browser_at(chromium_path) as browser:
        yield browser


@pytest_asyncio.fixture(loop_scope="session")
async def world(chromium_path: str) -> AsyncIterator[World]:
    async with on_world() as world:
        yield world


@dataclass
class Watch:
    """Collects what a page must not do."""

    home: str
    troubles: list[str] = field(default_factory=list)

    def over(self, context: BrowserContext) -> None:
        context.on("page", self._page)
        context.on("console", self._console)
        context.on("request", self._request)

    def _page(self, page: Page) -> None:
        page.on("pageerror", lambda error: self.troubles.append(f"error: {error}"))

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.troubles.append(f"console {message.type}: {message.text}")

    def _request(self, request: Request) -> None:
        if not request.url.startswith((self.home, self.home.replace("http:", "ws:"), "data:")):
            self.troubles.append(f"request to {request.url}")


@pytest_asyncio.fixture(loop_scope="session")
async def context(browser: Browser, world: World) -> AsyncIterator[BrowserContext]:
    """A fresh browser context for each test."""
    context = await browser.new_context(viewport=WIDE, reduced_motion="reduce", locale="en-GB", timezone_id="UTC")
    context.set_default_timeout(PATIENCE)
    watch = Watch(world.address)
    watch.over(context)
    yield context
    await context.close()
    assert watch.troubles == []


@pytest_asyncio.fixture(loop_scope="session")
async def hands(context: BrowserContext, world: World) -> Hands:
    """Jane Smith, the first person of the workspace, before the page is open."""
    return Hands(await context.new_page())


@pytest_asyncio.fixture(loop_scope="session")
async def jane(hands: Hands, world: World) -> Hands:
    """Jane Smith with the page open at #general."""
    await hands.open(world.address)
    await expect(hands.box()).to_be_visible()
    return hands
