"""Snoozing before any nudge is up: nothing in the channel changes, so the person is answered."""

from tests.handlers.conftest import Scene


async def test_a_snooze_before_a_nudge_is_answered(scene: Scene) -> None:
    await scene.declare()
    answered = await scene.run("Jane Smith", "/incident snooze 10 Waiting for Bob", scene.channel.name)
    assert answered == "Update nudges are snoozed for 10 minutes."
