"""Home and search on the page."""

import pytest
from playwright.async_api import Locator, expect

from tests.browser.hands import Hands
from tests.browser.world import World

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def at_home(hands: Hands) -> Locator:
    """The app's Home tab, opened."""
    await hands.go_to("Muster")
    await hands.click(hands.page.get_by_role("tab", name="Home"))
    return hands.page.get_by_role("main")


async def test_home_shows_what_is_open_and_changes_while_somebody_looks(jane: Hands, world: World) -> None:
    home = await at_home(jane)
    await expect(home.get_by_text("No open incidents.")).to_be_visible()
    await world.declare(by="Bob Kim")
    await expect(home.get_by_text("Payment service degradation (#1)")).to_be_visible()
    await jane.click(home.get_by_role("button", name="Join #1"))
    await world.deliver()
    await expect(jane.dialog).to_contain_text("Muster is adding you to #inc-")


async def test_an_incident_is_declared_from_home(jane: Hands, world: World) -> None:
    home = await at_home(jane)
    await jane.click(home.get_by_role("button", name="Declare incident"))
    form = jane.page.get_by_role("dialog", name="Declare an incident")
    await jane.fill(form.get_by_label("Title"), "Search is slow")
    await jane.click(form.get_by_role("button", name="Declare"))
    await expect(form).to_be_hidden()
    await world.deliver()
    await expect(home.get_by_text("Search is slow (#1)")).to_be_visible()


async def test_an_action_item_is_ticked_off_on_home(jane: Hands, world: World) -> None:
    channel = await world.declare()
    person = world.stage.box.person("Jane Smith")
    await person.command("/incident action Alert on the pool @jane.smith P1", channel)
    await world.deliver()
    home = await at_home(jane)
    await jane.click(home.get_by_role("button", name="Mark done: Alert on the pool"))
    await world.deliver()
    await expect(home.get_by_text("No action items assigned to you.")).to_be_visible()


async def test_find_leads_to_the_incident(jane: Hands, world: World) -> None:
    await world.declare()
    await jane.say("/incident find degradation")
    found = jane.message('1 incident matches "degradation".')
    await expect(found).to_contain_text("Payment service degradation (#1)")
    await jane.click(found.get_by_role("link", name="payment-service-degradation"))
    await expect(jane.page.get_by_role("main").get_by_role("heading").first).to_contain_text("payment-service")


async def test_figures_are_read_as_bars_and_as_a_sentence(jane: Hands, world: World) -> None:
    await world.play()
    await jane.say("/incident stats")
    await expect(jane.message("1 incident in the last 90 days")).to_contain_text("This week: 1.")
