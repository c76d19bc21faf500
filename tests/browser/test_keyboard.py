"""The page without a mouse: the message box and its suggestions, the form, the messages."""

import re

import pytest
from playwright.async_api import expect

from tests.browser.hands import Hands
from tests.browser.world import World

pytestmark = pytest.mark.asyncio(loop_scope="session")

MOST_KEYS = 15  # from the top of the page to the message box


async def test_an_incident_is_declared_by_keyboard_alone(hands: Hands, world: World) -> None:
    page = hands.page
    await hands.open(world.address)
    await expect(hands.box()).to_be_visible()
    await hands.key("Tab")
    await expect(page.get_by_role("link", name="Skip to conversation")).to_be_focused()
    await hands.key("Enter")
    while not await hands.box().evaluate("box => box === document.activeElement"):
        assert hands.steps < MOST_KEYS
        await hands.key("Tab")
    await hands.type("/incident declare")
    await hands.key("Enter")

    form = page.get_by_role("dialog", name="Declare an incident")
    await expect(form.get_by_label("Title")).to_be_focused()
    await hands.type("Search is down")
    await hands.key("Tab")
    await expect(form.get_by_role("radio", name="SEV1")).to_be_focused()
    await hands.key("ArrowDown")
    await expect(form.get_by_role("radio", name="SEV2")).to_be_checked()
    await hands.key("Tab")
    await hands.type("search")
    await hands.key("Enter")
    await expect(form).to_have_count(0)
    await expect(hands.box()).to_be_focused()

    await world.deliver()
    await expect(hands.message("Declared SEV2 #1 in")).to_be_visible()


async def test_tab_stays_inside_a_form_and_escape_closes_it(jane: Hands) -> None:
    await jane.say("/incident declare")
    form = jane.page.get_by_role("dialog", name="Declare an incident")
    await expect(form.get_by_label("Title")).to_be_focused()
    for _ in range(12):
        await jane.key("Tab")
        behind = await jane.page.evaluate("Boolean(document.activeElement.closest('#main, #sidebar, #topbar'))")
        assert not behind

    await jane.key("Escape")
    await expect(form).to_have_count(0)
    await expect(jane.box()).to_be_focused()


async def test_a_form_says_what_is_wrong_at_the_field(jane: Hands) -> None:
    await jane.say("/incident declare")
    form = jane.page.get_by_role("dialog", name="Declare an incident")
    title = form.get_by_label("Title")
    await jane.click(form.get_by_role("button", name="Declare"))
    await expect(title).to_have_attribute("aria-invalid", "true")
    await expect(title).to_have_accessible_description(re.compile("Please complete this required field.$"))
    await expect(title).to_be_focused()

    await jane.fill(title, "   ")
    await jane.click(form.get_by_role("button", name="Declare"))
    await expect(title).to_have_accessible_description(re.compile("Enter a title.$"))

    await jane.fill(title, "Search is down")
    await jane.click(form.get_by_role("button", name="Declare"))
    await expect(form).to_have_count(0)


async def test_the_message_box_completes_commands_from_the_manifest(jane: Hands) -> None:
    await jane.click(jane.box())
    await jane.type("/")
    offers = jane.page.get_by_role("listbox", name="Suggestions")
    await expect(offers.get_by_role("option")).to_have_count(2)
    await expect(offers.get_by_role("option", name="/incident")).to_contain_text("Declare and manage incidents")
    await expect(offers.get_by_role("option", name="/incident")).to_contain_text("declare sev1 <title>")
    await jane.key("ArrowDown")
    await expect(offers.get_by_role("option", selected=True)).to_contain_text("/pir")
    await jane.key("ArrowUp")
    await jane.key("Tab")
    await expect(jane.box()).to_have_value("/incident ")
    await jane.type("he")
    await expect(offers.get_by_role("option")).to_have_count(1)
    await jane.key("Enter")
    await jane.key("Enter")
    await expect(jane.message("Only visible to you")).to_contain_text("/incident declare")


async def test_names_and_channels_are_completed_and_escape_takes_the_suggestions_away(jane: Hands) -> None:
    await jane.click(jane.box())
    await jane.type("@car")
    offers = jane.page.get_by_role("listbox", name="Suggestions")
    await expect(offers.get_by_role("option", name="@Carol Davis")).to_be_visible()
    await jane.key("Tab")
    await jane.type("see #inc")
    await expect(offers.get_by_role("option", name="#incidents")).to_be_visible()
    await jane.key("Escape")
    await expect(offers).to_have_count(0)
    await jane.type("idents")
    await jane.key("Escape")
    await jane.key("Enter")

    posted = jane.message("Carol Davis")
    await expect(posted.get_by_role("link", name="#incidents")).to_be_visible()


async def test_shift_enter_makes_a_line_and_enter_sends(jane: Hands) -> None:
    await jane.click(jane.box())
    await jane.type("First line")
    await jane.key("Shift+Enter")
    await jane.type("second line")
    await jane.key("Enter")
    await expect(jane.box()).to_have_value("")
    await expect(jane.page.get_by_role("article")).to_have_count(1)
    await expect(jane.message("First line")).to_contain_text("First line\nsecond line", use_inner_text=True)


async def test_messages_are_walked_through_with_the_arrows_and_answered_with_a_key(jane: Hands) -> None:
    for text in ("One", "Two", "Three"):
        await jane.say(text)
    await expect(jane.message("Three")).to_be_visible()
    await jane.message("Three").focus()
    await jane.key("ArrowUp")
    await expect(jane.message("Two")).to_be_focused()
    await jane.key("t")
    await expect(jane.box("Reply")).to_be_focused()
    await jane.type("Reply to two")
    await jane.key("Enter")
    await expect(jane.in_thread("Reply to two")).to_be_visible()
    await jane.key("Escape")
    await expect(jane.box("Reply")).to_have_count(0)
    await expect(jane.message("Two").get_by_role("button", name="1 reply")).to_be_visible()
