"""Delivery where the record can't be written: nothing is lost, nothing comes twice, and people are told the truth."""

import asyncio
import sqlite3
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest

from demo.stage import StagePlace, on_stage
from templates.commands.wording import NOT_STORED
from tests.handlers.conftest import PEOPLE, POLICY, START, Scene
from tests.handlers.delivery.delivery_scenarios import JANE, kind, nothing, outcome, reactor, rigged, told, what_stands


async def test_a_redelivered_event_counts_once_where_the_first_could_not_be_stored(tmp_path: Path) -> None:
    async with rigged(tmp_path) as scene:
        await scene.declare()
        await scene.person("Bob Kim").join(scene.channel)
        said = await scene.person("Alice Chen").post(scene.channel, "Rolling back")
        await scene.calm()
        scene.store.trouble.failing["commit"] = 1
        await scene.person("Bob Kim").react(said, "wrench")
        await asyncio.wait_for(scene.store.trouble.failed.wait(), 10)
        assert all(entry.message_ts == "" for entry in scene.entries)
        scene.clock.set(scene.clock.now() + timedelta(seconds=3))  # no ack came: Slack delivers it again at once
        await scene.deliver()
        events = [each for each in scene.box.wire.envelopes("reaction_added") if reactor(scene, each) == "Bob Kim"]
        assert [(each.status, each.sent["retry_attempt"]) for each in events] == [("timeout", 0), ("acked", 1)]
        assert [entry.text for entry in scene.entries if entry.message_ts] == ["Rolling back"]


async def test_a_command_whose_commit_waits_in_vain_is_answered_in_one_sentence(tmp_path: Path) -> None:
    async with on_stage(PEOPLE, START, POLICY, StagePlace(tmp_path)) as stage:
        scene = Scene(stage.box, stage.bot, stage.clock, stage.place)
        await scene.declare()
        other = sqlite3.connect(tmp_path / "muster.db", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        try:
            answered = await told(scene, "update Rollback is running")
        finally:
            other.rollback()
            other.close()
        assert answered == NOT_STORED
        await scene.deliver()
        assert [kind(each) for each in scene.posts()] == ["1/card"]
        assert await told(scene, "update Rollback is running") == ""
        await scene.deliver()
        assert [kind(each) for each in scene.posts()] == ["1/card", "1/update/1"]


async def test_a_form_whose_commit_fails_says_so_and_keeps_what_was_typed(tmp_path: Path) -> None:
    async with rigged(tmp_path) as scene:
        await scene.declare()
        jane = scene.person(JANE)
        await told(scene, "update")
        scene.store.trouble.failing["commit"] = 1
        assert await jane.submit({"What changed": "Rollback is running"}) == {"text": NOT_STORED}
        assert await jane.submit() == {}
        await scene.deliver()
        assert [update.text for update in scene.bot.services.incidents.details(1).updates] == ["Rollback is running"]


async def test_a_closed_database_answers_a_command_and_acknowledges_no_event(tmp_path: Path) -> None:
    async with rigged(tmp_path) as scene:
        await scene.declare()
        channel = scene.channel
        said = await scene.person("Alice Chen").post(channel, "Rolling back")
        await scene.calm()
        scene.record.close()
        assert await scene.run(JANE, "/incident update Rollback is running", channel.name) == NOT_STORED
        scene.store.trouble.failed.clear()
        await scene.person("Bob Kim").react(said, "wrench")
        await asyncio.wait_for(scene.store.trouble.failed.wait(), 10)
        (event,) = (each for each in scene.box.wire.envelopes("reaction_added") if reactor(scene, each) == "Bob Kim")
        scene.clock.set(scene.clock.now() + timedelta(seconds=3))
        await scene.box.changed(lambda: event.status == "timeout")


TROUBLES = {
    "reading the outbox": {"waiting_incidents": 3},
    "marking the attempt": {"mark_tried": 3},
    "noting the channel": {"mark_done 1/channel": 2},
    "noting the card": {"mark_done 1/card": 2},
    "noting the announcement": {"mark_done 1/announcement": 1},
    "noting the tell": {"mark_done 1/tell": 1},
    "noting the invitation": {"mark_done 1/invite/opening": 1},
    "noting the topic": {"mark_done 1/topic": 1},
}


@pytest.mark.parametrize("trouble", TROUBLES)
async def test_trouble_with_the_record_after_the_commit_is_no_trouble_of_the_person(
    trouble: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with rigged(tmp_path) as scene:
        scene.store.trouble.failing.update(TROUBLES[trouble])
        answered = await scene.run(JANE, "/incident declare sev1 Payments down")
        assert answered.startswith("Declared SEV1 #1: Payments down.")
        await scene.deliver()
        assert +scene.store.trouble.failing == Counter()
        assert not scene.bot.services.outbox.waiting_incidents()
        assert what_stands(scene) == await outcome(None, nothing)
    assert "the delivery goes on after a rest" in caplog.text


async def test_a_nudge_that_can_not_be_stored_comes_a_moment_later(tmp_path: Path) -> None:
    async with rigged(tmp_path) as scene:
        await scene.declare()
        scene.store.trouble.failing["begin"] = 1
        await scene.after(minutes=15)
        scene.bot.tick()
        await scene.after(minutes=1)
        assert [kind(each).split("/")[1] for each in scene.posts()] == ["card", "nudge"]


async def test_a_bot_that_stops_lets_what_is_under_way_end(tmp_path: Path) -> None:
    async with rigged(tmp_path) as scene:
        with scene.box.faults.hold("conversations.create") as hold:
            await scene.person(JANE).command("/incident declare sev1 Payments down")
            await scene.box.changed(lambda: hold.waiting)
            stopping = asyncio.create_task(scene.bot.stop())
            await scene.box.changed(lambda: not scene.box.connections)
        await stopping
        channel = scene.store.outbox.row("1/channel")
        assert channel is not None
        assert (channel.done, channel.tried) == (1, False)
        assert [row.key for row in scene.store.outbox.deliverable(1) if row.tried] == []
