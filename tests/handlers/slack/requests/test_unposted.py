"""What a person reads of a request that can't be shown in Slack now: found without counting what waits."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Final

import pytest

from bot.outbox.requested import noted
from bot.updates.verbs import PostUpdate
from handlers.delivery.access import ServiceAccess
from handlers.slack.requests.unposted import Unposted
from tests.handlers.conftest import Scene
from tests.handlers.delivery.delivery_scenarios import JANE, RiggedScene, rigged

BOB = "Bob Kim"


async def muster_removed(scene: Scene) -> None:
    await scene.declare()
    await scene.person(BOB).join(scene.channel)
    scene.box.faults.fail("conversations.join", "restricted_action", times=99)
    await scene.person(BOB).kick(scene.channel, "Muster")
    await scene.deliver()


@contextmanager
def statements(scene: RiggedScene) -> Iterator[list[str]]:
    seen: list[str] = []
    scene.record.tables.conn.set_trace_callback(seen.append)
    try:
        yield seen
    finally:
        scene.record.tables.conn.set_trace_callback(None)


async def asked_of_the_record(scene: RiggedScene, access: ServiceAccess) -> list[str]:
    """What finding out what to say costs beyond the request itself."""
    unposted = Unposted(scene.bot.services, access, lambda _response_url, _said: None)
    with statements(scene) as before, noted() as asked:
        assert before == []
        by = scene.bot.services.people.person(jane_of(scene))
        scene.bot.services.updates.post(1, PostUpdate("Rolled back"), by)
        with statements(scene) as seen:
            assert unposted.told_to(jane_of(scene), asked)
    return seen


def jane_of(scene: Scene) -> str:
    return scene.person(JANE).id


@pytest.mark.parametrize("lost", [False, True])
async def test_it_costs_the_same_however_much_waits_and_never_reads_the_queue(lost: bool, tmp_path: Path) -> None:
    async with rigged(tmp_path) as scene:
        await muster_removed(scene)
        access = ServiceAccess(scene.clock.now)
        if lost:
            access.refused("Slack refuses the token.")
        few = await asked_of_the_record(scene, access)
        for number in range(40):
            await scene.run(JANE, f"/incident update Step {number}", scene.channel.name)
        many = await asked_of_the_record(scene, access)
        assert len(many) == len(few)
        assert [sql for sql in (*few, *many) if "outbox" in sql] == []


async def test_what_others_ask_for_in_the_meantime_is_not_told_to_who_only_looks(tmp_path: Path) -> None:
    async with rigged(tmp_path) as scene:
        await muster_removed(scene)
        unposted = Unposted(scene.bot.services, ServiceAccess(scene.clock.now), lambda _response_url, _said: None)
        with noted() as looks:
            await scene.run(JANE, "/incident update Rolled back", scene.channel.name)
            assert unposted.told_to(jane_of(scene), looks) == ""


SAVED = (
    "Saved, but not posted yet: Slack isn't accepting messages right now. Muster keeps trying, and posts it as soon as "
    "Slack does."
)
OUTAGES: Final[dict[str, Callable[[Scene, int], None]]] = {
    "limited": lambda scene, times: scene.box.faults.rate_limit("chat.postMessage", 600, times),
    "down": lambda scene, times: scene.box.faults.http_error("chat.postMessage", 503, times),
}


async def tried_again(scene: Scene) -> None:
    """For as long as it takes until the waits are long."""
    for _ in range(5):
        await scene.calm()
        scene.clock.set(scene.clock.now() + timedelta(seconds=20))
        scene.bot.tick()
    await scene.calm()


@pytest.mark.parametrize("outage", OUTAGES.values(), ids=OUTAGES)
async def test_whoever_asks_while_slack_takes_no_posts_reads_that_it_is_saved(
    scene: Scene, outage: Callable[[Scene, int], None]
) -> None:
    await scene.declare()
    channel = scene.channel.name
    outage(scene, 1000)
    await scene.run(JANE, "/incident update The first one", channel)
    await tried_again(scene)
    assert await scene.run(JANE, "/incident update Rolled back", channel) == SAVED
    assert (await scene.run(BOB, "/incident status 1 identified Bad deploy")).endswith(SAVED)
    assert "Saved" not in await scene.run(JANE, "/incident show", channel)
    scene.box.faults.disarm()
    await scene.after(minutes=12)
    assert [text for text in ("The first one", "Rolled back") if text in str(scene.posts())] == [
        "The first one",
        "Rolled back",
    ]
    assert await scene.run(JANE, "/incident update All is well", channel) == ""


async def test_a_short_limit_of_the_rate_is_not_worth_a_word(scene: Scene) -> None:
    await scene.declare()
    scene.box.faults.rate_limit("chat.postMessage", 2)
    await scene.run(JANE, "/incident update The first one", scene.channel.name)
    await scene.calm()
    assert await scene.run(JANE, "/incident update Rolled back", scene.channel.name) == ""


@pytest.mark.parametrize("outage", OUTAGES.values(), ids=OUTAGES)
async def test_a_form_says_so_too(scene: Scene, outage: Callable[[Scene, int], None]) -> None:
    await scene.declare()
    outage(scene, 1000)
    await scene.run(JANE, "/incident update The first one", scene.channel.name)
    await tried_again(scene)
    await scene.run(JANE, "/incident update", scene.channel.name)
    await scene.person(JANE).submit({"What changed": "Rolled back"})
    modal = scene.person(JANE).modal
    assert modal
    assert SAVED in str(modal.json)
