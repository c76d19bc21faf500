"""From a declaration to an approved review, on the page, until the next incident learns from it."""

import re

import pytest
from playwright.async_api import expect

from tests.browser.hands import Hands
from tests.browser.world import World

pytestmark = pytest.mark.asyncio(loop_scope="session")

PATIENCE = 60_000  # milliseconds: the bot posts one message a second, and several wait before this one
FACTS = (
    "commander @Jane Smith",
    "role operations @Bob Kim",
    "update Card payments fail in both regions",
    "log 14:15 trigger: ORM 3.2.0 released",
    "log 14:20 detection: Error rate alert",
    "record impact 12,500 users could not pay",
    "record fix Rolled back to ORM 3.1.2",
    'action "Alert on the pool" @Bob Kim P1 2024-01-22',
)


async def test_a_review_goes_from_the_declaration_to_its_approval_and_teaches_the_next_one(
    hands: Hands, world: World
) -> None:
    page = hands.page
    channel = await world.declare("sev2 Payment service degradation")
    await world.conductor.play()  # real time, because the bot posts one message a second
    await hands.open(world.address)
    await hands.go_to(channel.name)
    for typed in FACTS:
        await hands.say(f"/incident {typed}")
    await expect(hands.card).to_contain_text("Card payments fail in both regions", timeout=PATIENCE)
    await hands.say("/incident resolve Error rate back to normal")
    await expect(hands.message("resolved the incident")).to_be_visible(timeout=PATIENCE)

    await hands.say("/pir list")
    await expect(hands.message("Not started, due")).to_contain_text("owner: Jane Smith")
    await hands.say("/pir")
    await expect(hands.message("Post-incident review").last).to_be_visible(timeout=PATIENCE)

    await hands.say("/pir answer")
    questions = page.get_by_role("dialog", name="Open questions for #1")
    await expect(questions).to_contain_text("What was the root cause")
    cause = questions.get_by_text("What was the root cause").locator(
        "xpath=following::button[normalize-space()='Answer'][1]"
    )
    await hands.click(cause)
    answer = page.get_by_role("dialog", name="Answer for #1")
    await hands.fill(answer.get_by_label("Your answer"), "ORM 3.2.0 opens three connections for each request")
    await hands.click(answer.get_by_role("button", name="Answer", exact=True))
    await expect(answer).to_have_count(0)
    await hands.key("Escape")
    await expect(page.get_by_role("dialog")).to_have_count(0)

    await hands.say("/pir edit summary")
    form = page.get_by_role("dialog", name="Summary of #1")
    await hands.fill(form.get_by_label("Summary"), "For ten minutes nobody could pay by card.")
    await hands.click(form.get_by_role("button", name="Save"))
    await expect(form).to_have_count(0)

    review = page.get_by_role("article").filter(has_text="Post-incident review").filter(has=hands.button("Edit")).last
    await hands.click(review.get_by_role("button", name="Request review"))
    await hands.click(page.get_by_role("alertdialog").get_by_role("button", name="Request review"))
    await expect(hands.message("requested review")).to_be_visible(timeout=PATIENCE)
    await hands.act_as("Bob Kim")
    await hands.go_to(channel.name)
    await hands.click(review.get_by_role("button", name="Approve", exact=True))
    await hands.click(page.get_by_role("alertdialog").get_by_role("button", name="Approve"))
    await expect(hands.message("Bob Kim approved the review")).to_be_visible(timeout=PATIENCE)
    await hands.say("/pir list")
    await expect(hands.message("Approved (1)")).to_contain_text("Payment service degradation")
    await hands.say("/incident find nobody could pay by card")
    await expect(hands.message("For ten minutes nobody could pay by card").last).to_be_visible()

    await hands.go_to("incidents")
    await hands.click(hands.message("Payment service degradation").get_by_role("button", name=re.compile("repl")))
    await expect(hands.in_thread("is published. Approved by")).to_contain_text("Bob Kim")
    await hands.say("/incident declare sev2 Payment degradation again")
    await expect(hands.entry("payment-degradation-again")).to_be_visible(timeout=PATIENCE)
    await hands.go_to("payment-degradation-again")
    learned = hands.message("Similar past incident")
    await expect(learned).to_contain_text("What helped: Rolled back to ORM 3.1.2", timeout=PATIENCE)
    await expect(learned).to_contain_text("Cause: ORM 3.2.0 opens three connections")


async def test_signs_of_markdown_show_in_the_canvas_as_they_were_typed(jane: Hands, world: World) -> None:
    typed = "- *5* | [x](https://example.com) &amp; <b>7</b> `8` ~9~"
    channel = await world.declare()
    await jane.go_to(channel.name)
    for text in (f"/incident record impact {typed}", "/incident resolve Stable", "/pir"):
        await jane.say(text)
        await world.deliver()
    await world.deliver()
    await jane.click(jane.page.get_by_role("tab", name="Review of #1"))
    await expect(jane.page.get_by_role("article", name="Review of #1")).to_contain_text(typed)
