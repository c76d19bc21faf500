"""What no form can show comes by direct message, over the wire."""

import pytest

from tests.handlers.conftest import Scene
from tests.handlers.delivery.delivery_scenarios import JANE, told


def direct(scene: Scene) -> list[str]:
    jane = scene.person(JANE)
    return [each.text for each in jane.sees(jane.direct("Muster")) if each.bot_id]


async def timeline_open(scene: Scene) -> None:
    await scene.declare()
    await told(scene, "log Pool is full")
    await told(scene, "timeline")


@pytest.mark.parametrize("error", ["view_too_large", "invalid_arguments", "internal_surprise"])
async def test_a_form_that_slack_does_not_draw_anew_is_said_to_be_out_of_date(scene: Scene, error: str) -> None:
    await timeline_open(scene)
    scene.box.faults.fail("views.update", error)
    jane = scene.person(JANE)
    await jane.choose(None, "timeline_kind", ":pushpin: note")
    await scene.calm()
    [said] = direct(scene)
    assert said.startswith("The form that you have open is out of date: ")
    assert said.endswith("To see what is saved, close it and open it again.")


@pytest.mark.parametrize("error", ["not_found", "hash_conflict"])
async def test_a_form_that_was_closed_or_drawn_anew_meanwhile_needs_no_word(scene: Scene, error: str) -> None:
    await timeline_open(scene)
    scene.box.faults.fail("views.update", error)
    jane = scene.person(JANE)
    await jane.choose(None, "timeline_kind", ":pushpin: note")
    await scene.calm()
    assert direct(scene) == []


@pytest.mark.parametrize(
    ("error", "why"),
    [
        ("push_limit_reached", "too many forms are open. Close one, then try again."),
        ("view_too_large", "it would be too long for Slack."),
        ("expired_trigger_id", "it took longer than the 3 seconds that Slack gives it. Try again."),
    ],
)
async def test_a_form_over_another_that_slack_refuses_says_why(scene: Scene, error: str, why: str) -> None:
    await timeline_open(scene)
    scene.box.faults.fail("views.push", error, times=2)
    jane = scene.person(JANE)
    await jane.press(jane.modal, "Edit")
    await scene.calm()
    [said] = direct(scene)
    assert said.startswith(f"The form didn't open: {why}")


@pytest.mark.parametrize("trouble", ["ratelimited", "503", "lost", "restricted_action", "user_not_in_channel"])
async def test_a_private_answer_that_slack_does_not_show_in_the_channel_comes_by_direct_message(
    scene: Scene, trouble: str
) -> None:
    await scene.declare()
    faults, ephemeral = scene.box.faults, "chat.postEphemeral"
    if trouble == "ratelimited":
        faults.rate_limit(ephemeral, 2)
    elif trouble == "503":
        faults.http_error(ephemeral, 503)
    elif trouble == "lost":
        faults.lose_answer(ephemeral)
    else:
        faults.fail(ephemeral, trouble)
    await scene.person(JANE).post(scene.channel, "@Muster log 25:61 The pool is full")
    await scene.deliver()
    await scene.calm()
    [said] = direct(scene)
    assert "25:61" in said


async def test_the_confirmation_of_an_entry_comes_by_direct_message_where_slack_refuses_it(scene: Scene) -> None:
    await scene.declare()
    scene.box.faults.fail("chat.postEphemeral", "restricted_action")
    await scene.person(JANE).post(scene.channel, "@Muster log The pool is full")
    await scene.deliver()
    [said] = direct(scene)
    assert said.startswith("Logged as note")
