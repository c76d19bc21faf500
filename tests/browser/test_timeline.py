"""The timeline on the page: reactions removed, messages edited, entries added, changed and read."""

from datetime import timedelta

import pytest
import pytest_asyncio
from playwright.async_api import Locator, Page, expect

from tests.browser.hands import Hands
from tests.browser.test_looks import findings, is_wider_than_the_screen
from tests.browser.world import PHONE, World

pytestmark = pytest.mark.asyncio(loop_scope="session")

POOL = "The connection pool is exhausted."
MANY = 100
SIDEWAYS = "body => body.scrollWidth > body.clientWidth"


def timeline(page: Page) -> Locator:
    return page.get_by_role("dialog", name="Timeline of #1")


def form(page: Page) -> Locator:
    return page.get_by_role("dialog", name="Edit entry")


def line(page: Page, text: str) -> Locator:
    """The line of the timeline with that text in it, with its button."""
    return timeline(page).locator(".block").filter(has_text=text)


async def show(hands: Hands, what: str = "") -> Locator:
    await hands.say(f"/incident timeline {what}".strip())
    await expect(timeline(hands.page)).to_be_visible()
    return timeline(hands.page)


async def shut(hands: Hands) -> None:
    await hands.click(hands.dialog.get_by_role("button", name="Close").last)
    await expect(hands.dialog).to_have_count(0)


async def edit(hands: Hands, text: str) -> Locator:
    await hands.click(line(hands.page, text).get_by_role("button", name="Edit"))
    await expect(form(hands.page)).to_be_visible()
    return form(hands.page)


async def menu(hands: Hands, message: str, item: str) -> None:
    await hands.hover(hands.message(message))
    await hands.click(hands.message(message).get_by_role("button", name="More actions"))
    await hands.click(hands.page.get_by_role("menuitem", name=item))


async def mark(hands: Hands, world: World, text: str = POOL, emoji: str = "mag") -> None:
    """Posts a message and adds it to the timeline."""
    await hands.say(text)
    await hands.react(hands.message(text), emoji)
    await expect(pill(hands, text, emoji)).to_have_attribute("aria-pressed", "true")
    await world.deliver()


def pill(hands: Hands, message: str, emoji: str) -> Locator:
    return hands.message(message).get_by_role("group", name="Reactions").get_by_role("button", name=emoji)


@pytest_asyncio.fixture(loop_scope="session")
async def at_it(jane: Hands, world: World) -> Hands:
    """Jane in the channel of her incident."""
    channel = await world.declare()
    await jane.go_to(channel.name)
    await expect(jane.page.get_by_role("heading", level=1)).to_have_text(channel.name)
    return jane


async def test_taking_the_reaction_back_takes_the_entry_back_until_somebody_restores_it(
    at_it: Hands, world: World
) -> None:
    page = at_it.page
    await mark(at_it, world)
    await show(at_it)
    await expect(line(page, POOL)).to_contain_text("investigation")
    await shut(at_it)

    await at_it.click(pill(at_it, POOL, "mag"))
    await expect(pill(at_it, POOL, "mag")).to_have_count(0)
    await world.deliver()
    await show(at_it)
    await expect(timeline(page)).to_contain_text("SEV1 declared")
    await expect(line(page, POOL)).to_have_count(0)
    await at_it.click(timeline(page).get_by_label("Removed entries"))
    await expect(line(page, POOL)).to_contain_text("removed")

    entry = await edit(at_it, POOL)
    await expect(entry).to_contain_text("Jane Smith removed the last reaction")
    await at_it.click(entry.get_by_role("button", name="Restore"))
    await expect(entry.get_by_role("button", name="Remove")).to_be_visible()
    await at_it.click(entry.get_by_role("button", name="Cancel"))
    await expect(line(page, POOL)).not_to_contain_text("removed")
    await at_it.click(timeline(page).get_by_label("Removed entries"))
    await expect(line(page, POOL)).to_be_visible()


async def test_a_second_emoji_changes_the_type(at_it: Hands, world: World) -> None:
    await mark(at_it, world)
    await at_it.react(at_it.message(POOL), "wrench")
    await expect(pill(at_it, POOL, "wrench")).to_have_attribute("aria-pressed", "true")
    await world.deliver()
    await show(at_it)
    await expect(line(at_it.page, POOL)).to_have_count(1)
    await expect(line(at_it.page, POOL)).to_contain_text("mitigation")


async def test_editing_the_message_changes_the_entry_and_keeps_what_it_said(at_it: Hands, world: World) -> None:
    better = "The pool of 20 is exhausted."
    await mark(at_it, world)
    await menu(at_it, POOL, "Edit message")
    await at_it.fill(at_it.page.get_by_role("textbox", name="Edit message"), better)
    await at_it.key("Enter")
    await expect(at_it.message(better)).to_contain_text("(edited)")
    await world.deliver()

    await show(at_it)
    await expect(line(at_it.page, better)).to_contain_text("edited")
    await expect(line(at_it.page, POOL)).to_have_count(0)
    await expect(await edit(at_it, better)).to_contain_text(f"previous text: {POOL}")


async def test_a_message_is_added_by_its_menu(at_it: Hands, world: World) -> None:
    await at_it.say("Restarted user-api.")
    await menu(at_it, "Restarted user-api.", "Add to timeline")
    add = at_it.page.get_by_role("dialog", name="Add to timeline")
    await expect(add).to_contain_text("By Jane Smith")
    await expect(add.get_by_label("What happened")).to_have_value("Restarted user-api.")
    await expect(add.get_by_label("When")).to_have_value("2024-01-15T14:22")
    await add.get_by_label("Type").select_option(label="Mitigation")
    await at_it.fill(add.get_by_label("When"), "2024-01-15T14:19")
    await at_it.click(add.get_by_role("button", name="Add"))
    await expect(add).to_have_count(0)
    await world.deliver()

    await show(at_it)
    await expect(line(at_it.page, "Restarted user-api.")).to_contain_text("14:19")
    await expect(line(at_it.page, "Restarted user-api.")).to_contain_text("mitigation")


async def test_what_is_shown_is_chosen_by_type_and_by_part(at_it: Hands, world: World) -> None:
    page = at_it.page
    await mark(at_it, world)
    await mark(at_it, world, "Rolling back.", "wrench")
    await show(at_it)
    await expect(line(page, "SEV1 declared")).to_be_visible()
    await timeline(page).get_by_role("combobox").select_option(label="🔍 investigation")
    await expect(timeline(page)).to_contain_text("type investigation")
    await expect(line(page, POOL)).to_be_visible()
    await expect(line(page, "Rolling back.")).to_have_count(0)

    await timeline(page).get_by_role("combobox").select_option(label="All types")
    await expect(line(page, "Rolling back.")).to_be_visible()
    await at_it.click(timeline(page).get_by_label("Status, severity and role changes"))
    await expect(line(page, "SEV1 declared")).to_have_count(0)
    await expect(line(page, POOL)).to_be_visible()
    await shut(at_it)

    await show(at_it, "mitigation")
    await expect(line(page, "Rolling back.")).to_be_visible()
    await expect(line(page, POOL)).to_have_count(0)


async def test_an_entry_edited_in_the_modal_is_new_in_it_at_once_and_later(at_it: Hands, world: World) -> None:
    page, new = at_it.page, "All 20 connections are taken."
    await mark(at_it, world)
    await show(at_it)
    entry = await edit(at_it, POOL)
    await expect(entry.get_by_label("What happened")).to_have_value(POOL)
    await at_it.fill(entry.get_by_label("What happened"), new)
    await entry.get_by_label("Type").select_option(label="Detection")
    await at_it.click(entry.get_by_role("button", name="Save"))
    await expect(entry).to_have_count(0)
    for _ in range(2):
        await expect(line(page, new)).to_contain_text("detection")
        await expect(line(page, POOL)).to_have_count(0)
        await shut(at_it)
        await show(at_it)


async def test_a_removed_entry_leaves_the_timeline_after_a_confirmation(at_it: Hands, world: World) -> None:
    await mark(at_it, world)
    await show(at_it)
    entry = await edit(at_it, POOL)
    await at_it.click(entry.get_by_role("button", name="Remove"))
    asked = at_it.page.get_by_role("alertdialog")
    await expect(asked).to_contain_text("You can restore it")
    await at_it.click(asked.get_by_role("button", name="Remove"))
    await expect(entry.get_by_role("button", name="Restore")).to_be_visible()
    await at_it.click(entry.get_by_role("button", name="Cancel"))
    await expect(line(at_it.page, "SEV1 declared")).to_be_visible()
    await expect(line(at_it.page, POOL)).to_have_count(0)


async def test_a_long_timeline_is_paged_from_its_newest_end(at_it: Hands, world: World) -> None:
    page, bob = at_it.page, world.stage.box.person("Bob Kim")
    channel = world.stage.box.channels()[-1]
    await world.stage.box.person("Jane Smith").invite(channel, "Bob Kim")
    for number in range(1, MANY + 1):
        await bob.command(f"/incident log Finding {number} of many", channel)
    await world.deliver()

    await show(at_it)
    await expect(timeline(page)).to_contain_text("Page 3 of 3")
    await expect(line(page, f"Finding {MANY} of many")).to_be_visible()
    await expect(timeline(page).get_by_role("button", name="Show later")).to_have_count(0)
    for place in (2, 1):
        await at_it.click(timeline(page).get_by_role("button", name="Show earlier"))
        await expect(timeline(page)).to_contain_text(f"Page {place} of 3")
    await expect(line(page, "Finding 1 of many")).to_be_visible()
    await expect(timeline(page).get_by_role("button", name="Show earlier")).to_have_count(0)

    await at_it.click(timeline(page).get_by_role("button", name="Show later"))
    await expect(timeline(page)).to_contain_text("Page 2 of 3")
    await expect(line(page, "Finding 1 of many")).to_have_count(0)


async def test_a_silence_is_filled_by_the_button_of_the_question(at_it: Hands, world: World) -> None:
    page, began = at_it.page, world.stage.clock.now()
    await world.stage.pass_time(began + timedelta(minutes=31))
    await world.deliver()
    question = at_it.message("No timeline entries since")
    await expect(question).to_contain_text("Jane Smith")
    await at_it.click(question.get_by_role("button", name="Add entry"))
    told = page.get_by_role("dialog", name="What happened")
    await expect(told.get_by_label("When")).to_have_value("2024-01-15T14:37")
    await at_it.fill(told.get_by_label("What happened"), "Waited for the vendor.")
    await at_it.click(told.get_by_role("button", name="Add to timeline"))
    await expect(told).to_have_count(0)
    await world.deliver()

    answered = at_it.message("Jane Smith added an entry for")
    await expect(answered.get_by_role("button", name="Add entry")).to_have_count(0)
    await show(at_it)
    await expect(line(page, "Waited for the vendor.")).to_contain_text("14:37")


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_axe_finds_nothing_serious_on_the_timeline_and_its_forms(at_it: Hands, world: World, scheme: str) -> None:
    page = at_it.page
    await page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    await mark(at_it, world)
    await show(at_it)
    await expect(line(page, POOL)).to_be_visible()
    assert await findings(page) == []
    await edit(at_it, POOL)
    assert await findings(page) == []
    await at_it.click(form(page).get_by_role("button", name="Cancel"))
    await expect(form(page)).to_have_count(0)
    await shut(at_it)
    await at_it.say("Restarted user-api.")
    await menu(at_it, "Restarted user-api.", "Add to timeline")
    await expect(page.get_by_role("dialog", name="Add to timeline")).to_be_visible()
    assert await findings(page) == []


async def test_on_a_phone_nothing_of_the_timeline_scrolls_sideways(at_it: Hands, world: World) -> None:
    page = at_it.page
    await mark(at_it, world, f"{POOL} https://example.com/{'dashboard-' * 20}")
    await page.set_viewport_size(PHONE)
    await show(at_it)
    await expect(line(page, POOL).get_by_role("button", name="Edit")).to_be_in_viewport(ratio=1)
    assert not await is_wider_than_the_screen(page)
    assert not await page.locator(".modal-body").evaluate(SIDEWAYS)
    await edit(at_it, POOL)
    await expect(form(page).get_by_role("button", name="Save")).to_be_in_viewport(ratio=1)
    assert not await page.locator(".modal-body").evaluate(SIDEWAYS)
