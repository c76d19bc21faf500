"""A whole incident on the page: from declaring to the review."""

import pytest
from playwright.async_api import expect

from tests.browser.hands import Hands
from tests.browser.world import World

pytestmark = pytest.mark.asyncio(loop_scope="session")

MOST_STEPS = 40
SEEN = (
    ("Errors on every second payment since 14:15.", "rotating_light", "detection"),
    ("The connection pool is exhausted.", "mag", "investigation"),
    ("Rolling user-api back to 2.3.9.", "wrench", "mitigation"),
)


async def test_an_incident_from_declaring_to_its_review_takes_under_forty_steps(hands: Hands, world: World) -> None:
    page = hands.page
    await world.conductor.play()  # real time, because the bot posts one message a second

    await hands.open(world.address)
    await hands.say("/incident declare")
    form = page.get_by_role("dialog", name="Declare an incident")
    await hands.fill(form.get_by_label("Title"), "Payment service degradation")
    await hands.click(form.get_by_role("radio", name="SEV1"))
    await hands.fill(form.get_by_label("Services"), "payment-gateway, checkout")
    await hands.click(form.get_by_role("button", name="Declare"))

    await hands.go_to("payment-service-degradation")
    await expect(hands.message("Next update")).to_be_visible()
    for text, emoji, _ in SEEN:
        await hands.say(text)
        await hands.react(hands.message(text), emoji)
        await expect(hands.message(text).get_by_role("button", name="ballot_box_with_check")).to_be_visible()

    await hands.click(hands.button("Skip ahead 15 minutes"))
    nudge = hands.message("Update overdue")
    await hands.click(nudge.get_by_role("button", name="Post update"))
    update = page.get_by_role("dialog", name="Update on")
    await hands.fill(update.get_by_label("What changed"), "Payments recover since the rollback.")
    await hands.click(update.get_by_role("button", name="Post update"))
    await expect(hands.message("Payments recover since the rollback.")).to_contain_text("Next update by")

    await hands.click(hands.card.get_by_role("button", name="Resolve"))
    await hands.click(page.get_by_role("dialog", name="Resolve #1").get_by_role("button", name="Resolve"))
    await expect(hands.message("resolved the incident")).to_be_visible()

    await hands.say("/pir")
    await hands.click(hands.message("Post-incident review").get_by_role("button", name="2 replies"))
    await hands.click(page.get_by_role("link", name="Review of #1 Payment service degradation (Markdown)"))
    review = page.get_by_role("dialog", name="Review of #1 Payment service degradation")
    await expect(review.get_by_role("heading", name="Timeline", exact=True)).to_be_visible()
    for text, *_ in SEEN:
        await expect(review.get_by_role("row").filter(has_text=text)).to_be_visible()

    assert hands.steps < MOST_STEPS
