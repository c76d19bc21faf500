"""The pictures of the README, made from the sample incident as the page shows it: `python -m tests.browser.pictures`.

The clock is paused and the content is the sample incident, so the same code gives the same pictures.
"""

import asyncio
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from playwright.async_api import Browser, Locator, ViewportSize

from tests.browser.chromium import MISSING, browser_at, chromium
from tests.browser.hands import Hands
from tests.browser.world import PHONE, TALL, WIDE, World, on_world

PICTURES = Path(__file__).parents[2] / "docs" / "pictures"
INCIDENT = "payment-service-degradation"
UNDER_WAY, NUDGED = (datetime(2024, 1, 15, *clock, tzinfo=UTC) for clock in ((14, 36), (15, 1)))

# For the first picture: what people wrote and Muster posted, without who joined and without the field to type in.
LEFT_OUT = ".channel-foot, .jump, .system"

Scene = Callable[[Hands, World], Awaitable[None]]


async def channel(hands: Hands, world: World) -> None:
    await world.play(UNDER_WAY)
    await hands.open(world.address)
    await hands.act_as("Alice Chen")
    await hands.go_to(INCIDENT)
    await hands.card.wait_for()
    await hands.page.locator(LEFT_OUT).evaluate_all("found => found.forEach((each) => each.remove())")
    await at_the_top(hands.card)


async def declare(hands: Hands, world: World) -> None:
    await hands.open(world.address)
    await hands.say("/incident declare")
    form = hands.page.get_by_role("dialog", name="Declare an incident")
    await hands.fill(form.get_by_label("Title"), "Payment service degradation")
    await hands.click(form.get_by_role("radio", name="SEV1"))
    await hands.fill(form.get_by_label("Services"), "payment-gateway, checkout")
    await hands.fill(form.get_by_label("Summary"), "Card payments failing or timing out since about 14:15 UTC.")


async def nudge(hands: Hands, world: World) -> None:
    await world.play(NUDGED)
    await world.stage.pass_time(NUDGED)
    await hands.open(world.address)
    await hands.go_to(INCIDENT)
    await hands.message("Update overdue").wait_for()


async def review(hands: Hands, world: World) -> None:
    await world.play()
    await hands.open(world.address)
    await hands.go_to(INCIDENT)
    await at_the_top(hands.message("Post-incident review"))


async def review_edit(hands: Hands, world: World) -> None:
    await review(hands, world)
    await hands.say("/pir edit root cause")
    await hands.page.get_by_role("dialog", name="Root cause of #1").get_by_label("Root cause").wait_for()


async def review_list(hands: Hands, world: World) -> None:
    """One review in each state of the list, the sample's among them."""
    await world.play()
    box, service = world.stage.box, world.stage.bot.services
    jane = box.person("Jane Smith")
    for title in ("sev3 Search results are stale", "sev2 Checkout rejects gift cards"):
        await jane.command(f"/incident declare {title}", "general")
        await world.deliver()
        for words in ("commander", "record cause An index was built from yesterday's export", "resolve Back to normal"):
            await jane.command(f"/incident {words}", box.channels()[-1])
        await world.deliver()
    service.reviews.request_review(3, service.people.person(jane.id))
    await world.stage.pass_time(world.stage.clock.now() + timedelta(hours=25))
    await world.deliver()
    await hands.open(world.address)
    await hands.say("/pir list")
    await at_the_top(hands.message("In review"))


async def drawer(hands: Hands, world: World) -> None:
    await nudge(hands, world)
    await hands.click(hands.button("Under the hood"))
    wire = hands.page.get_by_role("list", name="Traffic")
    await hands.click(wire.get_by_role("button", name="chat.postMessage").last)
    await hands.page.get_by_role("heading", name="Response").wait_for()


async def timeline(hands: Hands, world: World) -> None:
    await world.play()
    await hands.open(world.address)
    await hands.go_to(INCIDENT)
    await hands.say("/incident timeline")
    shown = hands.page.get_by_role("dialog", name="Timeline of #1")
    await shown.get_by_role("button", name="Edit").first.wait_for()


async def home(hands: Hands, world: World) -> None:
    await world.play()
    alice = world.stage.box.person("Alice Chen")
    await alice.command("/incident declare sev2 Search results are stale", "general")
    await world.deliver()
    await alice.command("/incident commander @alice.chen", world.stage.box.channels()[-1])
    await hands.open(world.address)
    await hands.act_as("Alice Chen")
    await hands.go_to("Muster")
    await hands.click(hands.page.get_by_role("tab", name="Home"))
    await hands.page.get_by_role("button", name="Declare incident").wait_for()


async def phone(hands: Hands, world: World) -> None:
    await world.play(UNDER_WAY)
    await hands.open(world.address)
    await hands.click(hands.button("Conversations"))
    await hands.go_to(INCIDENT)
    await at_the_top(hands.card)


async def at_the_top(message: Locator) -> None:
    await message.wait_for()
    await message.evaluate("row => row.scrollIntoView({block: 'start'})")


LOW = ViewportSize(width=1280, height=800)  # the README shows it on its first screen

SCENES: dict[str, tuple[Scene, ViewportSize]] = {
    "channel": (channel, LOW),
    "declare": (declare, WIDE),
    "nudge": (nudge, WIDE),
    "review": (review, WIDE),
    "review-edit": (review_edit, WIDE),
    "review-list": (review_list, WIDE),
    "timeline": (timeline, WIDE),
    "drawer": (drawer, WIDE),
    "home": (home, TALL),
    "phone": (phone, PHONE),
}


async def make(folder: Path, path: str) -> None:
    async with browser_at(path) as browser:
        for name, (scene, size) in SCENES.items():
            async with on_world() as world, at_the_page(browser, size) as hands:
                await scene(hands, world)
                await hands.page.mouse.move(0, 0)
                await hands.page.screenshot(path=folder / f"{name}.png", animations="disabled", caret="hide")


@asynccontextmanager
async def at_the_page(browser: Browser, size: ViewportSize) -> AsyncIterator[Hands]:
    context = await browser.new_context(viewport=size, reduced_motion="reduce", locale="en-GB", color_scheme="light")
    try:
        yield Hands(await context.new_page())
    finally:
        await context.close()


if __name__ == "__main__":
    if (found := chromium()) is None:
        sys.exit(MISSING)
    PICTURES.mkdir(exist_ok=True)
    asyncio.run(make(PICTURES, found))
