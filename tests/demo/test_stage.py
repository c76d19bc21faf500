"""The stage that `make run` stands on: what it keeps in its folder, and the time machine of the page."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.config.policy import Policy
from demo.conductor import Conductor
from demo.stage import Stage, StagePlace, on_stage
from sandbox import Profile, SandboxError

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "samples" / "payment-outage.json"
START = datetime(2024, 1, 15, 14, 23, tzinfo=UTC)
PEOPLE = (Profile("Jane Smith", "jane", tz="UTC"), Profile("Bob Kim", "bob", tz="UTC"))


async def declared(stage: Stage) -> None:
    await stage.box.person("Jane Smith").command("/incident declare sev1 Payments fail")
    await stage.calm()
    await stage.finish()


@asynccontextmanager
async def conducted(folder: Path | None = None) -> AsyncIterator[tuple[Stage, Conductor]]:
    conductor, stop = Conductor(SAMPLE), asyncio.Event()
    async with on_stage(PEOPLE, START, Policy(), StagePlace(folder, controls=conductor)) as stage:
        await conductor.pause()
        running = asyncio.create_task(conductor.run(stage, stop))
        await asyncio.sleep(0)
        try:
            yield stage, conductor
        finally:
            stop.set()
            await running


def asked(stage: Stage) -> list[str]:
    """When something was asked in the channel, as HH:MM."""
    posted = (message.metadata or {} for message in stage.box.channel("inc-20240115-payments-fail").messages)
    keys = [str(metadata["event_payload"]["key"]) for metadata in posted if metadata]
    return [key.split("T")[1][:5] for key in keys if "/nudge/" in key]


async def test_a_workspace_in_a_folder_is_found_again_with_its_clock_and_the_bot_goes_on(tmp_path: Path) -> None:
    place = StagePlace(tmp_path)
    assert place.is_new
    async with on_stage(PEOPLE, START, Policy(), place) as stage:
        await declared(stage)
        left = stage.clock.now()
    assert not place.is_new
    async with on_stage(PEOPLE, START, Policy(), place) as stage:
        assert stage.clock.now() == left
        assert stage.bot.services.incidents.get(1).title == "Payments fail"
        await stage.pass_time(START + timedelta(minutes=16))
        await stage.finish()
        assert asked(stage) == ["14:28", "14:38"]


async def test_skipping_brings_each_nudge_that_was_due_meanwhile() -> None:
    async with conducted() as (stage, conductor):
        await declared(stage)
        before = stage.clock.now()
        await conductor.skip(60)
        await stage.finish()
        assert stage.clock.now() >= before + timedelta(minutes=60)
        assert asked(stage) == ["14:28", "14:53", "15:23"]  # the commander, the silence, the newest nudge


async def test_the_outbox_is_shown_with_its_states() -> None:
    async with conducted() as (stage, conductor):
        stage.box.faults.fail("conversations.setPurpose", "restricted_action")
        await declared(stage)
        states = {row[0]: (row[2], row[4]) for row in conductor.status()["rows"]}
        assert states["1/channel"] == ("done", "")
        assert states["1/purpose"] == ("failed", "restricted_action")


async def test_a_file_that_cannot_be_replayed_is_refused_and_changes_nothing() -> None:
    async with conducted() as (stage, conductor):
        with pytest.raises(SandboxError, match=r"bad\.json"):
            await conductor.replay("{", "bad.json", 0)
        assert not conductor.progress()["running"]
        assert [person.name for person in stage.box.people()] == ["Jane Smith", "Bob Kim"]


async def test_a_replay_lets_its_people_in_and_moves_to_a_day_that_is_still_to_come() -> None:
    async with conducted() as (stage, conductor):
        stage.clock.set(START + timedelta(days=3))
        await conductor.replay(None, "", 0)
        finished = "inc-20240119-payment-service-degradation"
        await stage.box.changed(lambda: conductor.progress()["done"] == conductor.progress()["all"], timeout=60)
        while conductor.progress()["running"]:  # noqa: ASYNC110 - the end of a replay rings no bell
            await asyncio.sleep(0)
        assert conductor.progress()["failure"] == ""
        assert stage.box.channel(finished).messages
        assert "Carol Davis" in [person.name for person in stage.box.people()]


async def test_the_page_may_ask_for_an_empty_workspace() -> None:
    conductor = Conductor(SAMPLE)
    async with on_stage(PEOPLE, START, Policy(), StagePlace(controls=conductor)) as stage:
        running = asyncio.create_task(conductor.run(stage, asyncio.Event()))
        await asyncio.sleep(0)
        await conductor.fresh()
        assert await running
