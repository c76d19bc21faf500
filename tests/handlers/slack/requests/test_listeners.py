"""What no listener takes is acknowledged, and whoever waits for an answer gets one."""

import logging
from typing import Any, Final

import pytest

from sandbox.socket.socket_mode import Outcome
from tests.handlers.conftest import Scene, text_of
from tests.handlers.slack.requests.payload_examples import callback
from tests.handlers.slack.timeline.timeline_scenarios import JANE

UNKNOWN: Final = "Muster doesn't know this button or form. It may be from an earlier version."


async def forged(scene: Scene, kind: str, **about: Any) -> Outcome:
    return await scene.person(JANE).forge(kind, about, scene.channel.id)


async def test_a_button_of_an_earlier_version_is_answered(scene: Scene) -> None:
    await scene.declare()
    action = {"type": "button", "action_id": "gone", "block_id": "b", "value": "1"}
    assert (await forged(scene, "block_actions", actions=[action])).acked
    await scene.calm()
    assert text_of(scene.person(JANE).sees(scene.channel.id)[-1]).startswith(UNKNOWN)


async def test_a_form_of_an_earlier_version_makes_way_for_the_refusal(scene: Scene) -> None:
    await scene.declare()
    view = {"id": "V1", "type": "modal", "callback_id": "gone_form", "state": {"values": {}}, "blocks": []}
    outcome = await forged(scene, "view_submission", view=view)
    assert outcome.payload is not None
    assert outcome.payload["response_action"] == "update"
    assert UNKNOWN in str(outcome.payload["view"])


async def test_an_unknown_command_is_answered(scene: Scene) -> None:
    await scene.declare()
    outcome = await scene.box.deliver("slash_commands", {"command": "/gone", "user_id": scene.person(JANE).id})
    assert UNKNOWN in str(outcome.payload)


async def test_a_closed_form_is_acknowledged_and_a_menu_without_options_gets_none(scene: Scene) -> None:
    await scene.declare()
    view = {"id": "V1", "type": "modal", "callback_id": "declare_form"}
    assert (await forged(scene, "view_closed", view=view, is_cleared=False)).acked
    asked = await forged(scene, "block_suggestion", action_id="any", block_id="any", value="pay")
    assert asked.payload == {"options": []}


async def test_an_event_that_nothing_is_done_with_is_logged_once(
    scene: Scene, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO):
        for key in ("Ev1", "Ev2"):
            assert (await scene.box.deliver("events_api", callback({"type": "emoji_changed"}, key))).acked
    said = [each for each in caplog.messages if "emoji_changed" in each]
    assert said == ["Muster doesn't use what Slack sends: emoji_changed. This is logged once."]
