"""A row that can't be read, of a version to come or damaged, is a failure like any: it holds up nothing else."""

from pathlib import Path

import pytest

from bot.outbox.incidents import ChannelMoved
from bot.outbox.keys import posted
from tests.handlers.conftest import text_of
from tests.handlers.delivery.delivery_scenarios import JANE, RiggedScene, kind, rigged, told

REASON = "*Couldn't read a stored message:* this version can't read it, see Muster's log"


@pytest.mark.parametrize("damage", ["kind = 'teleport'", """facts = '{"update'"""])
async def test_it_stands_on_the_card_and_all_else_goes_out(
    damage: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with rigged(tmp_path) as scene:
        first = await scene.declare()
        await scene.after(minutes=1)
        want_damaged(scene, damage)
        await scene.run(JANE, "/incident declare sev2 Login page blank")
        await scene.deliver()
        assert [kind(each) for each in scene.posts()] == ["2/card"]
        await told(scene, "update one")
        await scene.deliver()
        card = scene.posts(first.channel)[0]
        assert REASON in text_of(card)
        assert "Retry" in text_of(card)
        assert not scene.bot.services.outbox.waiting_incidents()
    assert "goes on after a rest" not in caplog.text
    said = [each for each in caplog.messages if "can't be read" in each]
    assert len(said) == 1
    assert said[0].startswith("1/it of incident 1 can't be read: ")


async def test_retry_brings_it_once_it_can_be_read(tmp_path: Path) -> None:
    async with rigged(tmp_path) as scene:
        await scene.declare()
        want_damaged(scene, "kind = 'teleport'")
        await told(scene, "update one")
        await scene.deliver()
        assert [kind(each) for each in scene.posts()] == ["1/card", "1/update/1"]
        with scene.store.transaction():
            scene.record.write("UPDATE outbox SET kind = 'channel_moved' WHERE key = '1/it'")
        await scene.person(JANE).press(scene.card, "Retry")
        await scene.deliver()
        assert [kind(each) for each in scene.posts()] == ["1/card", "1/update/1", "1/it"]
        assert REASON not in text_of(scene.card)


def want_damaged(scene: RiggedScene, damage: str) -> None:
    """A line of the first incident, first in its order, that nobody can read before the delivery hears of it."""
    scene.record.rows("PRAGMA ignore_check_constraints = ON")
    incident = scene.bot.services.incidents.get(1)
    with scene.store.transaction():
        scene.store.outbox.enqueue(1, (ChannelMoved(*posted(incident, "1/it")),), scene.clock.now())
        scene.record.write(f"UPDATE outbox SET {damage} WHERE key = '1/it'")
