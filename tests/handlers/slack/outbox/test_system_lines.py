"""System lines over the wire: what a resolution says, and when a line says when it happened."""

import pytest

from tests.handlers.conftest import Scene, text_of

JANE = "Jane Smith"


async def delivered_after(scene: Scene, seconds: int) -> None:
    """Changes the status while Slack keeps posts waiting."""
    await scene.declare()
    scene.box.faults.rate_limit("chat.postMessage", seconds)
    await scene.run(JANE, "/incident status identified", scene.channel.name)
    await scene.deliver()


async def test_a_line_that_is_posted_at_once_has_no_time(scene: Scene) -> None:
    await delivered_after(scene, 90)
    assert text_of(scene.posts()[-1]) == "Undo\nJane Smith changed status from Investigating to *Identified*."


async def test_a_line_that_is_posted_late_says_when_it_happened_also_once_undo_is_gone(scene: Scene) -> None:
    await delivered_after(scene, 150)
    late = scene.posts()[-1]
    assert "Posted late. This happened <!date^1705328580^" in text_of(late)
    assert "Posted late." in late.text
    await scene.person(JANE).press(late, "Undo")
    await scene.deliver()
    assert "Undo" not in text_of(late)
    assert "Posted late. This happened <!date^1705328580^" in text_of(late)


async def test_an_edit_makes_no_line_late(scene: Scene) -> None:
    await delivered_after(scene, 1)
    line = scene.posts()[-1]
    await scene.after(minutes=10)
    await scene.person(JANE).press(line, "Undo")
    await scene.deliver()
    assert text_of(line) == "Jane Smith changed status from Investigating to *Identified*."


async def test_a_resolution_says_its_duration_that_nudges_are_off_and_when_the_review_is_due(scene: Scene) -> None:
    await scene.declare()
    await scene.after(minutes=12)
    await scene.run(JANE, "/incident resolve Rolled back", scene.channel.name)
    await scene.deliver()
    assert (
        "Jane Smith resolved the incident: Rolled back. Duration 12 min. Update nudges are off. Review due by <!date^"
    ) in scene.posts()[-1].text


async def test_a_resolution_keeps_what_it_said_when_the_incident_is_reopened(scene: Scene) -> None:
    await scene.declare()
    await scene.after(minutes=12)
    await scene.run(JANE, "/incident resolve Rolled back", scene.channel.name)
    await scene.deliver()
    line = scene.posts()[-1]
    said = text_of(line).removeprefix("Undo\n")
    await scene.run(JANE, "/incident reopen Errors are back", scene.channel.name)
    await scene.deliver()
    assert text_of(line) == said
    assert "Duration 12 min." in said


async def test_once_the_review_is_posted_the_card_opens_it(scene: Scene) -> None:
    await scene.declare()
    await scene.run(JANE, "/incident resolve Stable", scene.channel.name)
    await scene.deliver()
    await scene.person(JANE).press(scene.card, "Post review")
    await scene.deliver()
    [review] = [each for block in scene.card.blocks for each in block.get("elements", ()) if "url" in each]
    assert review["text"]["text"] == "Open review"
    assert review["action_id"] == "open_review"
    assert "Post review" not in text_of(scene.card)


LONG = f"{'<' * 1450} {'<' * 1449}"
CODE = "```\n" + "select <a> & b;\n" * 450 + "```"


@pytest.mark.parametrize(
    "typed", ["status identified", "severity sev3", "resolve", "cancel", "handover @bob", "status monitoring"]
)
@pytest.mark.parametrize("text", [LONG, CODE], ids=["marks", "code"])
async def test_a_text_that_is_too_long_for_its_message_is_whole_in_the_thread(
    scene: Scene, typed: str, text: str
) -> None:
    await scene.declare()
    await scene.run(JANE, "/incident commander", scene.channel.name)
    await scene.deliver()
    before = scene.posts()
    await scene.run(JANE, f"/incident {typed} {text}", scene.channel.name)
    await scene.deliver()
    shown = [each for each in scene.posts() if each not in before]
    below = [each for each in shown if each.thread_ts not in ("", each.ts)]
    [head] = {each.thread_ts for each in below}
    assert head in [each.ts for each in shown if each not in below]
    thread = "".join(map(text_of, below))
    assert thread.count("&lt;") == text.count("<")
    assert thread.count("&amp;") == text.count("&")
    assert scene.bot.services.outbox.failed_rows(1) == []


async def test_a_text_that_fits_is_said_once(scene: Scene) -> None:
    await scene.declare()
    await scene.run(JANE, f"/incident resolve {'word ' * 500}", scene.channel.name)
    await scene.deliver()
    assert not any(each.thread_ts for each in scene.posts())


async def test_a_long_text_whose_line_is_refused_waits_for_it_and_holds_up_no_other_post(scene: Scene) -> None:
    await scene.declare()
    scene.box.faults.fail("chat.postMessage", "restricted_action")
    await scene.run(JANE, f"/incident status identified {LONG}", scene.channel.name)
    await scene.deliver()
    waiting = scene.bot.services.outbox.deliverable(1)
    assert {row.message.ordering_key for row in waiting} == {"1/line/1/text"}
    await scene.person(JANE).press(scene.card, "Retry")
    await scene.deliver()
    assert scene.bot.services.outbox.deliverable(1) == []
    below = [text_of(each) for each in scene.posts() if each.thread_ts not in ("", each.ts)]
    assert "".join(below).count("&lt;") == LONG.count("<")
    assert below[0].startswith("*Full text:*")
