"""A commander's whole path on the page: from taking command to handing it over and closing."""

import re

import pytest
from playwright.async_api import expect

from tests.browser.hands import Hands
from tests.browser.world import World

pytestmark = pytest.mark.asyncio(loop_scope="session")

PATIENCE = 30_000  # milliseconds: the bot posts one message a second, and several wait before this one


async def test_a_commander_runs_the_incident_hands_it_over_and_the_next_one_ends_it(hands: Hands, world: World) -> None:
    page = hands.page
    channel = await world.declare("sev2 Payment service degradation")
    await world.conductor.play()  # real time, because the bot posts one message a second
    await hands.open(world.address)
    await hands.go_to(channel.name)

    await hands.click(hands.card.get_by_role("button", name="Take command"))
    await expect(hands.message("is now incident commander")).to_be_visible()
    await expect(hands.card).to_contain_text("Commander Jane Smith")

    await hands.say("/incident")
    menu = hands.message("Choose an action")
    await expect(menu.get_by_role("button", name="Resolve")).to_be_visible()
    await hands.click(menu.get_by_role("button", name="Change severity"))
    severity = page.get_by_role("dialog", name="Change severity of #1")
    await hands.click(severity.get_by_role("radio", name="SEV1"))
    await hands.fill(severity.get_by_label("Reason"), "Both regions fail")
    await hands.click(severity.get_by_role("button", name="Change"))
    await expect(hands.message("Severity raised")).to_contain_text("Both regions fail")
    await expect(hands.card.get_by_role("heading")).to_contain_text("SEV1")

    await hands.say("/incident role communications @Bob Kim")
    await expect(hands.card).to_contain_text("Bob Kim")
    await hands.say("/incident task Ask the bank for its status")
    await hands.click(hands.card.get_by_role("button", name="Tasks"))
    tasks = page.get_by_role("dialog", name="Tasks for #1")
    await expect(tasks).to_contain_text("Ask the bank for its status")
    await hands.click(tasks.get_by_role("checkbox", name="Assign an incident commander").first)
    await expect(tasks.get_by_role("checkbox", name="Assign an incident commander").first).to_be_checked()
    await hands.click(tasks.get_by_role("button", name="Close").first)
    await expect(tasks).to_have_count(0)

    await hands.click(hands.card.get_by_role("button", name="Post update"))
    update = page.get_by_role("dialog", name="Post update on #1")
    await hands.fill(update.get_by_label("What changed"), "The pool is exhausted since the release")
    await hands.fill(update.get_by_label("Impact"), "45% can't pay")
    await hands.click(update.get_by_role("button", name="Post update"))
    await expect(hands.card).to_contain_text("45% can't pay")
    await hands.click(hands.message("Update 1 saved.").get_by_role("button", name="Edit stakeholder updates"))
    texts = page.get_by_role("dialog", name="Stakeholder updates")
    await expect(texts.get_by_label("Customers")).to_have_value(re.compile("Can't pay"))
    await hands.fill(texts.get_by_label("Status page"), "We are on it.")
    await hands.click(texts.get_by_role("button", name="Save"))
    await expect(texts).to_contain_text("Saved: Status page.")
    await hands.click(texts.get_by_role("button", name="Send me a copy"))
    await expect(texts).to_contain_text("Sent to you as a direct message")
    await hands.click(texts.get_by_role("button", name="Close").first)
    await expect(texts).to_have_count(0)

    await hands.say("/incident handover @Bob Kim Rollback is being built")
    await expect(hands.message("Jane Smith stays incident commander until")).to_be_visible(timeout=PATIENCE)
    await hands.act_as("Bob Kim")
    await hands.go_to(channel.name)
    await hands.click(hands.message("wants to hand over command").get_by_role("button", name="Take over"))
    await expect(hands.card).to_contain_text("Commander Bob Kim")

    await hands.say("/incident status monitoring")
    await hands.click(hands.message("to monitoring").get_by_role("button", name="Undo"))
    await expect(hands.card).to_contain_text("Investigating")
    await hands.click(hands.card.get_by_role("button", name="Resolve"))
    resolve = page.get_by_role("dialog", name="Resolve #1")
    await hands.fill(resolve.get_by_label("What fixed it"), "Failed over to the other region")
    await hands.click(resolve.get_by_role("button", name="Resolve"))
    await expect(hands.message("resolved the incident")).to_be_visible()
    await hands.say("/incident close")
    await expect(hands.card).to_contain_text("Closed")
