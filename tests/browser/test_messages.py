"""Messages: threads, reactions, blocks, message actions, and channels with a thousand messages."""

from typing import Any

import pytest
from playwright.async_api import Locator, expect

from tests.browser.hands import Hands
from tests.browser.world import PHONE, World

pytestmark = pytest.mark.asyncio(loop_scope="session")

MANY = 1000
MOST_ROWS = 200  # in the document, of however many the channel has
TICK = "ballot_box_with_check"


def reaction(message: Locator, name: str) -> Locator:
    return message.get_by_role("group", name="Reactions").get_by_role("button", name=name)


async def test_a_reaction_on_a_thread_reply_puts_the_reply_on_the_timeline(jane: Hands, world: World) -> None:
    channel = await world.declare()
    await jane.go_to(channel.name)
    await jane.say("Any idea why")
    await jane.hover(jane.message("Any idea why"))
    await jane.click(jane.message("Any idea why").get_by_role("button", name="Reply in thread"))
    await jane.say("A release went out at 13:45", box="Reply")
    await expect(jane.message("Any idea why").get_by_role("button", name="1 reply")).to_be_visible()

    await jane.react(jane.in_thread("A release went out"), "mag")
    await expect(reaction(jane.in_thread("A release went out"), "mag")).to_have_attribute("aria-pressed", "true")
    await world.deliver()
    await expect(reaction(jane.in_thread("A release went out"), TICK)).to_be_visible()

    await jane.say("/incident timeline")
    await expect(jane.page.get_by_role("dialog", name="Timeline of #1")).to_contain_text("A release went out at 13:45")


async def test_a_reaction_is_taken_back_by_pressing_it_again(jane: Hands) -> None:
    await jane.say("Done")
    await jane.react(jane.message("Done"), "tada")
    pill = reaction(jane.message("Done"), "tada")
    await expect(pill).to_have_attribute("aria-pressed", "true")
    await jane.click(pill)
    await expect(pill).to_have_count(0)

    await jane.react(jane.message("Done"), "eyes")
    await jane.act_as("Bob Kim")
    await jane.click(reaction(jane.message("Done"), "eyes"))
    await expect(reaction(jane.message("Done"), "eyes")).to_contain_text("2")
    await jane.click(reaction(jane.message("Done"), "eyes"))
    await expect(reaction(jane.message("Done"), "eyes")).to_contain_text("1")


async def test_an_emoji_is_found_by_its_name(jane: Hands) -> None:
    await jane.say("Deployed")
    await jane.hover(jane.message("Deployed"))
    await jane.click(jane.message("Deployed").get_by_role("button", name="Find another reaction", exact=True))
    await jane.type("rocke")
    await jane.key("Enter")
    await expect(reaction(jane.message("Deployed"), "rocket")).to_be_visible()


async def test_a_message_is_edited_pinned_and_deleted_by_its_menu(jane: Hands) -> None:
    async def menu(item: str) -> None:
        await jane.hover(jane.page.get_by_role("article").last)
        await jane.click(jane.page.get_by_role("article").last.get_by_role("button", name="More actions"))
        await jane.click(jane.page.get_by_role("menuitem", name=item))

    await jane.say("Teh pool is full")
    await menu("Edit message")
    await jane.fill(jane.page.get_by_role("textbox", name="Edit message"), "The pool is full")
    await jane.key("Enter")
    await expect(jane.message("The pool is full")).to_contain_text("(edited)")

    await menu("Pin to channel")
    await jane.click(jane.page.get_by_role("tab", name="Pins 1"))
    await expect(jane.message("The pool is full")).to_be_visible()
    await jane.click(jane.page.get_by_role("tab", name="Messages"))

    await menu("Delete message")
    await jane.click(jane.page.get_by_role("alertdialog").get_by_role("button", name="Delete"))
    await expect(jane.page.get_by_role("article")).to_have_count(0)


async def test_a_file_is_attached_and_shown(jane: Hands) -> None:
    async with jane.page.expect_file_chooser() as asked:
        await jane.click(jane.button("Attach files"))
    await (await asked.value).set_files(
        {"name": "pool.txt", "mimeType": "text/plain", "buffer": b"20 of 20 <b>taken</b>"}
    )
    await jane.say("The pool")

    await jane.click(jane.message("The pool").get_by_role("link", name="pool.txt", exact=True))
    await expect(jane.page.get_by_role("dialog", name="pool.txt")).to_contain_text("20 of 20 <b>taken</b>")


async def test_a_thousand_messages_are_paged_and_the_box_stays_usable(jane: Hands, world: World) -> None:
    bob = world.stage.box.person("Bob Kim")
    for number in range(1, MANY + 1):
        await bob.post("incidents", f"Message {number} of many")
    await jane.go_to("incidents")
    await expect(jane.message("Message 1 of many")).to_have_count(0)
    rows, first = (
        jane.page.get_by_role("main").get_by_role("article"),
        world.stage.box.channel("incidents").messages[0].ts,
    )
    while (earliest := await rows.first.get_attribute("data-ts")) != first:
        await jane.page.get_by_role("feed").evaluate("feed => feed.parentElement.scrollTo(0, 0)")
        await expect(rows.first).not_to_have_attribute("data-ts", str(earliest))
        assert await rows.count() <= MOST_ROWS
    await jane.page.get_by_role("feed").evaluate("feed => feed.parentElement.scrollTo(0, 0)")
    await expect(jane.page.get_by_text("Message 1 of many", exact=True)).to_be_in_viewport()

    await jane.fill(jane.box(), "Still here")
    await expect(jane.box()).to_have_value("Still here")
    await jane.key("Enter")
    await jane.click(jane.page.get_by_role("button", name="↓"))
    await expect(jane.message("Still here")).to_be_in_viewport()
    await expect(jane.message(f"Message {MANY} of many")).to_be_in_viewport()
    assert await rows.count() <= MOST_ROWS


def fields(*texts: str) -> dict[str, Any]:
    return {"type": "section", "fields": [{"type": "mrkdwn", "text": each} for each in texts]}


async def test_fields_stand_in_two_columns_on_a_desk_and_in_one_on_a_phone(jane: Hands, world: World) -> None:
    world.stage.box.post_as_app("general", "Alerts", blocks=[fields("*Status*\nIdentified", "*Duration*\n22 min")])
    status, duration = (jane.message("Alerts").locator(".field", has_text=each) for each in ("Status", "Duration"))

    async def side_by_side() -> bool:
        left, right = await status.bounding_box(), await duration.bounding_box()
        assert left
        assert right
        return left["y"] == right["y"] and left["x"] < right["x"]

    await expect(duration).to_be_visible()
    assert await side_by_side()
    await jane.page.set_viewport_size(PHONE)
    assert not await side_by_side()


async def test_a_button_with_a_url_is_a_link_that_stays_in_the_workspace(jane: Hands, world: World) -> None:
    box = world.stage.box
    target = await box.person("Bob Kim").post("incidents", "The pool is full")
    button = {"type": "button", "text": {"type": "plain_text", "text": "Open review"}, "action_id": "go"}
    there = {**button, "url": box.space.permalink(target)}
    box.post_as_app("general", "Alerts", blocks=[{"type": "actions", "elements": [there]}])
    await jane.click(jane.message("Alerts").get_by_role("link", name="Open review"))
    await expect(jane.message("The pool is full")).to_be_visible()


async def test_dates_near_today_are_said_as_slack_says_them(jane: Hands, world: World) -> None:
    now = int(world.stage.clock.now().timestamp())
    tokens = (
        f"<!date^{now}^{{date_short_pretty}} at {{time}}|x> and <!date^{now + 360}^{{date_short_pretty}}, {{ago}}|x>"
    )
    block = {"type": "section", "text": {"type": "mrkdwn", "text": f"{tokens} for <!date^{now}^due {{date_pretty}}|x>"}}
    world.stage.box.post_as_app("general", "Alerts", blocks=[block])
    await expect(jane.message("Alerts")).to_contain_text("today at 14:22 and today, in 6 minutes for due today")
