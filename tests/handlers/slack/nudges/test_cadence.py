"""When nudges come, over the wire: at the severity's cadence, counted anew from updates and changes, and snoozed."""

from datetime import timedelta

import pytest

from sandbox import Message
from tests.handlers.conftest import START, Scene, buttons, menus, nudged_at, snooze, text_of


def nudges(scene: Scene) -> list[Message]:
    """The one that waits and those that were answered."""
    return [message for message in scene.posts() if "/nudge/" in str(message.metadata)]


def minutes_in(scene: Scene, message: Message) -> int:
    return round((float(message.ts) - START.timestamp()) / 60)


@pytest.mark.parametrize(("severity", "every"), [("sev1", 15), ("sev2", 30), ("sev3", 240)])
async def test_nudges_come_at_the_cadence_of_the_severity(scene: Scene, severity: str, every: int) -> None:
    await scene.declare(f"{severity} Something broke")
    await scene.after(minutes=every)
    assert f"<@{scene.person('Jane Smith').id}>" in text_of(nudges(scene)[0])
    assert buttons(nudges(scene)[0]) == ["Post update", "No change"]
    assert menus(nudges(scene)[0]) == ["Snooze"]
    await scene.after(minutes=every * 2.5)
    assert nudged_at(scene) == [every, every * 2, every * 3]
    assert [minutes_in(scene, nudge) for nudge in nudges(scene) if menus(nudge)] == [every * 3]


async def test_sev4_is_never_nudged(scene: Scene) -> None:
    await scene.declare("sev4 Typo on the status page")
    await scene.after(minutes=3 * 1440)
    assert nudges(scene) == []


async def test_an_update_moves_the_next_nudge(scene: Scene) -> None:
    await scene.declare()
    await scene.after(minutes=14)
    await scene.run("Jane Smith", "/incident update Working on it", scene.channel.name)
    await scene.after(minutes=14)
    assert nudges(scene) == []
    await scene.after(minutes=1)
    assert [minutes_in(scene, nudge) for nudge in nudges(scene)] == [29]


async def test_a_severity_change_counts_the_cadence_anew(scene: Scene) -> None:
    await scene.declare("sev3 Search slow")
    await scene.after(minutes=20)
    await scene.run("Jane Smith", "/incident severity sev2", scene.channel.name)
    await scene.after(minutes=10)
    assert nudges(scene) == []
    await scene.after(minutes=20)
    assert [minutes_in(scene, nudge) for nudge in nudges(scene)] == [50]


async def test_a_snoozed_nudge_says_so_and_the_next_waits(scene: Scene) -> None:
    await scene.declare()
    await scene.after(minutes=15)
    await snooze(scene, "Jane Smith", nudges(scene)[0])
    await scene.after(minutes=5)
    snoozed = next(message for message in scene.posts() if "Jane Smith snoozed update nudges until" in message.text)
    assert buttons(snoozed) == []
    assert minutes_in(scene, snoozed) == 15
    await scene.after(minutes=60)
    assert nudged_at(scene) == [15, 25, 40, 55, 70]
    assert [minutes_in(scene, nudge) for nudge in nudges(scene)] == [15, 30, 70]  # 30: the silence


async def test_the_nudges_button_opens_the_update_form(scene: Scene) -> None:
    await scene.declare()
    await scene.after(minutes=15)
    jane = scene.person("Jane Smith")
    await jane.press(nudges(scene)[0], "Post update")
    await jane.submit({"What changed": "Still rolling back"})
    await scene.deliver()
    assert scene.posts()[-1].text.endswith("Still rolling back (Jane Smith)")
    await scene.after(minutes=14)
    assert len(nudges(scene)) == 1


async def test_after_a_long_downtime_one_nudge_comes_and_not_one_for_each_interval(scene: Scene) -> None:
    await scene.declare()
    scene.clock.set(START + timedelta(hours=5))
    scene.bot.tick()
    await scene.deliver()
    assert len(nudges(scene)) == 1
    assert "Update overdue (due <!date" in nudges(scene)[0].text
