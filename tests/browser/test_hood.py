"""Under the hood and the time machine: traffic, outbox, faults, replays."""

import json
import re
from datetime import timedelta

import pytest
from playwright.async_api import expect

from tests.browser.hands import Hands
from tests.browser.world import SAMPLE, World

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def drawer(hands: Hands, tab: str) -> None:
    await hands.click(hands.button("Under the hood"))
    await hands.click(hands.page.get_by_role("tab", name=tab))


async def test_the_wire_shows_requests_and_envelopes_live_without_a_token(jane: Hands, world: World) -> None:
    await drawer(jane, "Traffic")
    await jane.say("/incident help")
    wire = jane.page.get_by_role("list", name="Traffic")
    await expect(wire.get_by_role("button", name="slash_commands").filter(has_text="/incident help")).to_contain_text(
        "acked"
    )

    await jane.fill(jane.page.get_by_label("Filter traffic"), "auth.test")
    row = wire.get_by_role("listitem").first
    await expect(wire.get_by_role("listitem")).to_have_count(1)
    await jane.click(row.get_by_role("button"))
    await expect(row).to_contain_text('"ok": true')
    page = await jane.page.content()
    assert world.stage.box.bot_token not in page
    assert world.stage.box.app_token not in page


async def test_the_wire_is_filtered_by_kind(jane: Hands, world: World) -> None:
    await world.declare()
    await drawer(jane, "Traffic")
    wire = jane.page.get_by_role("list", name="Traffic")
    await expect(wire.get_by_role("button", name="conversations.create")).to_be_visible()
    await jane.page.get_by_label("Type").select_option(label="Events and interactions")
    await expect(wire.get_by_role("button", name="conversations.create")).to_have_count(0)
    await expect(wire.get_by_role("button", name="slash_commands")).to_have_count(1)


async def test_the_outbox_shows_what_slack_is_to_show_and_its_state(jane: Hands, world: World) -> None:
    await drawer(jane, "Outbox")
    channel = await world.declare()
    card = jane.page.get_by_role("row", name="1/card")
    await expect(card).to_contain_text("done")
    assert channel.name.endswith("payment-service-degradation")


async def test_a_message_that_fails_for_good_stands_on_the_card_with_retry(jane: Hands, world: World) -> None:
    channel = await world.declare()
    await jane.go_to(channel.name)
    await drawer(jane, "Faults")
    await jane.fill(jane.page.get_by_label("Error"), "restricted_action")
    await jane.click(jane.page.get_by_role("button", name=re.compile("^Fail")))
    await expect(jane.page.get_by_role("region", name="Under the hood")).to_contain_text(
        "chat.postMessage: restricted_action"
    )
    await jane.click(jane.button("Close Under the hood"))

    await jane.say("/incident status identified")
    await world.deliver()
    await expect(jane.card).to_contain_text("a workspace setting blocks this")
    await expect(jane.message("changed status from Investigating")).to_have_count(0)

    await jane.click(jane.card.get_by_role("button", name="Retry"))
    await world.deliver()
    await expect(jane.message("changed status from Investigating")).to_be_visible()
    await expect(jane.card.get_by_role("button", name="Retry")).to_have_count(0)


async def test_a_cut_connection_is_seen_and_comes_back(jane: Hands, world: World) -> None:
    app = jane.entry("Muster")
    await expect(app).to_contain_text("connected")
    await drawer(jane, "Faults")
    await jane.click(jane.page.get_by_role("button", name="Cut connection for 30 s"))
    await expect(app).to_contain_text("disconnected")
    await jane.say("/incident help")
    await expect(jane.message("Only visible to you")).to_contain_text("the app did not respond")

    await jane.click(jane.button("Skip ahead 5 minutes"))
    await expect(app).not_to_contain_text("disconnected")
    await jane.say("/incident help")
    await expect(jane.message("/incident list")).to_be_visible()


async def test_an_event_that_is_delivered_twice_changes_nothing(jane: Hands, world: World) -> None:
    channel = await world.declare()
    await jane.go_to(channel.name)
    await jane.say("The pool is full")
    await jane.react(jane.message("The pool is full"), "mag")
    await world.deliver()
    await drawer(jane, "Faults")
    await jane.click(jane.page.get_by_role("button", name="Redeliver last event"))
    await jane.click(jane.page.get_by_role("tab", name="Traffic"))
    await expect(
        jane.page.get_by_role("list", name="Traffic").get_by_role("button", name="(attempt 2)")
    ).to_contain_text("acked")
    await jane.click(jane.button("Close Under the hood"))
    await jane.say("/incident timeline")
    timeline = jane.page.get_by_role("dialog", name="Timeline of #1")
    await expect(timeline.get_by_text("The pool is full")).to_have_count(1)


async def test_a_replay_in_a_used_workspace_starts_at_once_on_the_next_day(jane: Hands, world: World) -> None:
    await world.play()
    await jane.click(jane.button("Replay"))
    await jane.dialog.get_by_label("Speed").select_option(label="60×")
    await jane.click(jane.button("Start replay"))
    await expect(jane.page.get_by_role("progressbar", name="Replay progress")).to_be_visible()
    await expect(jane.page.get_by_role("banner")).to_contain_text(re.compile(r"[1-9]\d* of 69"))
    await expect(jane.page.get_by_role("timer")).to_contain_text("Tue, 16 Jan 2024")
    await jane.click(jane.button("Stop"))
    await expect(jane.page.get_by_role("progressbar", name="Replay progress")).to_have_count(0)


async def test_the_sample_is_replayed_from_declaring_to_the_review(jane: Hands) -> None:
    await jane.click(jane.button("Replay"))
    await jane.dialog.get_by_label("Speed").select_option(label="As fast as possible")
    await jane.click(jane.button("Start replay"))
    await jane.go_to("payment-service-degradation")
    await expect(jane.message("Post-incident review")).to_contain_text("Cause: ")


async def test_a_file_of_ones_own_is_replayed(jane: Hands) -> None:
    own = json.loads(SAMPLE.read_text(encoding="utf-8"))
    own["incident"]["title"] = "Search is down"
    await replay_file(jane, "search.json", json.dumps(own).encode())
    await expect(jane.entry("search-is-down")).to_be_visible()


async def test_a_file_that_is_no_incident_is_refused_with_a_sentence(jane: Hands) -> None:
    await replay_file(jane, "bad.json", b'{"incident": {"title": 7}}')
    await expect(jane.page.locator("#toasts")).to_contain_text("bad.json: incident.title")
    await expect(jane.page.get_by_role("progressbar", name="Replay progress")).to_have_count(0)


async def replay_file(hands: Hands, name: str, content: bytes) -> None:
    await hands.click(hands.button("Replay"))
    kind = "application/json"
    await hands.dialog.get_by_label("Incident file").set_input_files(
        {"name": name, "mimeType": kind, "buffer": content}
    )
    await hands.dialog.get_by_label("Speed").select_option(label="As fast as possible")
    await hands.click(hands.button("Start replay"))


async def test_time_passes_when_it_is_let_and_stands_when_it_is_paused(jane: Hands, world: World) -> None:
    await jane.click(jane.button("Run clock in real time"))
    await jane.say("/incident declare sev1 Search is down")
    await jane.say("/incident commander")
    await jane.go_to("search-is-down")
    await jane.say("/incident status identified")
    await jane.say("/incident status mitigating")
    await expect(jane.message("from identified to mitigating")).to_be_visible()  # Slack's pace: one message a second

    await jane.click(jane.button("Pause clock"))
    await expect(jane.button("Run clock in real time")).to_be_visible()
    stood = world.stage.clock.now()
    await jane.click(jane.button("Skip ahead 60 minutes"))
    await expect(jane.message("Update overdue")).to_be_visible()
    assert world.stage.clock.now() - stood == timedelta(hours=1)
    await expect(jane.page.get_by_role("timer")).to_contain_text("15:2")
