"""What a person reads of a request that can't be shown in Slack now: found without counting what waits."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

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
