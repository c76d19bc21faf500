"""Running an incident, over the wire: status, severity, commander, updates, resolve, and the nudges in between."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.incidents.model import Status
from bot.timeline.model import EntryKind
from sandbox import Message
from tests.handlers.conftest import START, Scene, buttons, menus, snooze, text_of


def nudges(scene: Scene) -> list[Message]:
    """Those that wait and those that were answered or passed over."""
    return [message for message in scene.posts() if "/nudge/" in str(message.metadata)]


def minutes_in(scene: Scene, message: Message) -> int:
    return round((float(message.ts) - START.timestamp()) / 60)


async def test_an_update_is_posted_drawn_on_the_card_and_put_on_the_timeline(scene: Scene) -> None:
    await scene.declare()
    await scene.after(minutes=5)
    assert await scene.run("Bob Kim", "/incident update Rollback is running", scene.channel.name) == ""
    await scene.deliver()
    assert scene.posts()[-1].text == "SEV1 Payment service degradation: Bob Kim says: Rollback is running"
    assert "*Update 1* by Bob Kim" in text_of(scene.posts()[-1])
    assert "Rollback is running" in text_of(scene.card)
    assert "next update by <!date^1705329780^{time} ({ago})|14:43 UTC>" in text_of(scene.card)
    assert (scene.entries[-1].kind, scene.entries[-1].text) == (EntryKind.COMMUNICATION, "Rollback is running")


async def test_an_update_without_text_opens_a_form_that_counts_once(scene: Scene) -> None:
    await scene.declare()
    bob = scene.person("Bob Kim")
    await scene.run("Bob Kim", "/incident update", scene.channel.name)
    assert bob.modal is not None
    assert bob.modal.title == "Update on #1"
    assert await bob.submit({"What changed": "Rollback is running"}) == {}
    await scene.deliver()
    assert [update.text for update in scene.bot.services.incidents.details(1).updates] == ["Rollback is running"]


async def test_a_long_update_is_posted_whole(scene: Scene) -> None:
    await scene.declare()
    words = " ".join(f"fact{number} & more" for number in range(400))
    await scene.run("Bob Kim", f"/incident update {words}", scene.channel.name)
    await scene.deliver()
    shown = text_of(scene.posts()[-1]).replace("&amp;", "&").split()
    assert [word for word in shown if word.startswith("fact")] == [f"fact{number}" for number in range(400)]


async def test_each_status_is_said_in_one_line_and_on_the_card(scene: Scene) -> None:
    await scene.declare()
    for status in ("identified", "mitigating", "monitoring", "investigating"):
        assert await scene.run("Jane Smith", f"/incident status {status}", scene.channel.name) == ""
        await scene.deliver()
        assert f"to *{status}*" in scene.posts()[-1].text
        assert f"*{status.capitalize()}*" in text_of(scene.card)
    assert scene.newest.mitigated_at is None


async def test_monitoring_says_when_the_impact_was_over(scene: Scene) -> None:
    await scene.declare()
    await scene.after(minutes=30)
    await scene.run("Jane Smith", "/incident status monitoring", scene.channel.name)
    assert scene.newest.mitigated_at == START + timedelta(minutes=30)


async def test_a_severity_change_explains_itself_and_moves_topic_card_and_announcement(scene: Scene) -> None:
    await scene.declare("sev3 Search slow")
    await scene.run("Jane Smith", "/incident severity SEV-1", scene.channel.name)
    await scene.deliver()
    line = scene.posts()[-1].text
    assert "Jane Smith raised the severity from SEV3 to *SEV1*: updates every 15 min, war room by " in line
    assert "status page and executives by <!date^" in line
    assert "SEV1" in scene.channel.topic
    assert "SEV1" in text_of(scene.card)
    assert "*SEV1*" in scene.posts("incidents")[0].text


async def test_somebody_named_by_mention_takes_command_and_is_brought_in(scene: Scene) -> None:
    await scene.declare()
    await scene.run("Jane Smith", "/incident commander @bob", scene.channel.name)
    await scene.deliver()
    assert scene.newest.commander is not None
    assert scene.newest.commander.name == "Bob Kim"
    assert scene.person("Bob Kim").id in scene.channel.members
    assert "Jane Smith named Bob Kim incident commander" in scene.posts()[-1].text
    assert "commander Bob Kim" in scene.channel.topic
    assert "Take command" not in buttons(scene.card)


async def test_command_is_taken_by_the_cards_button(scene: Scene) -> None:
    await scene.declare()
    await scene.person("Alice Chen").press(scene.card, "Take command")
    await scene.deliver()
    assert "Commander Alice Chen" in text_of(scene.card)


async def test_resolve_stops_the_nudges_and_offers_the_review(scene: Scene) -> None:
    await scene.declare()
    await scene.run("Jane Smith", "/incident resolve Rolled back & stable", scene.channel.name)
    await scene.after(minutes=120)
    assert nudges(scene) == []
    assert scene.newest.status is Status.RESOLVED
    assert buttons(scene.card) == ["Post review", "Timeline", "Reopen", "Close"]
    assert "resolved the incident: Rolled back &amp; stable" in scene.posts()[-1].text


async def test_resolve_and_reopen_by_button_and_what_each_forbids(scene: Scene) -> None:
    await scene.declare()
    jane = scene.person("Jane Smith")
    await jane.press(scene.card, "Resolve")
    await scene.deliver()
    refused = await scene.run("Jane Smith", "/incident status monitoring", scene.channel.name)
    assert refused == "#1 is resolved. To work on it again, type `/incident reopen`."
    await jane.press(scene.card, "Reopen")
    await scene.deliver()
    assert scene.newest.status is Status.INVESTIGATING
    assert scene.newest.resolved_at is None
    await scene.after(minutes=15)
    assert len(nudges(scene)) == 1


async def test_a_press_on_a_card_that_has_moved_on_is_refused_privately(scene: Scene) -> None:
    await scene.declare()
    stale = replace(scene.card)
    alice = scene.person("Alice Chen")
    await alice.press(scene.card, "Take command")
    await scene.deliver()
    await alice.press(stale, "Take command")
    await scene.calm()
    private = [message for message in alice.sees(scene.channel) if message.to == alice.id]
    assert [message.text for message in private] == ["Alice Chen is already incident commander of #1."]


@pytest.mark.parametrize(("severity", "every"), [("sev1", 15), ("sev2", 30), ("sev3", 240)])
async def test_nudges_come_at_the_cadence_of_the_severity(scene: Scene, severity: str, every: int) -> None:
    await scene.declare(f"{severity} Something broke")
    await scene.after(minutes=every)
    assert f"<@{scene.person('Jane Smith').id}>" in text_of(nudges(scene)[0])
    assert buttons(nudges(scene)[0]) == ["Post update", "No change"]
    assert menus(nudges(scene)[0]) == ["Snooze"]
    await scene.after(minutes=every * 2.5)
    assert [minutes_in(scene, nudge) for nudge in nudges(scene)] == [every, every * 2, every * 3]


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
    snoozed = next(message for message in scene.posts() if "snoozed by Jane Smith" in message.text)
    assert buttons(snoozed) == []
    assert minutes_in(scene, snoozed) == 15
    await scene.after(minutes=60)
    assert [minutes_in(scene, nudge) for nudge in nudges(scene)] == [15, 25, 30, 40, 55, 70]


async def test_the_nudges_button_opens_the_update_form(scene: Scene) -> None:
    await scene.declare()
    await scene.after(minutes=15)
    jane = scene.person("Jane Smith")
    await jane.press(nudges(scene)[0], "Post update")
    await jane.submit({"What changed": "Still rolling back"})
    await scene.deliver()
    assert scene.posts()[-1].text.endswith("Jane Smith says: Still rolling back")
    await scene.after(minutes=14)
    assert len(nudges(scene)) == 1


async def test_after_a_long_downtime_one_nudge_comes_and_not_one_for_each_interval(scene: Scene) -> None:
    await scene.declare()
    scene.clock.set(START + timedelta(hours=5))
    scene.bot.tick()
    await scene.deliver()
    assert len(nudges(scene)) == 1
    assert "update overdue (due <!date" in nudges(scene)[0].text
