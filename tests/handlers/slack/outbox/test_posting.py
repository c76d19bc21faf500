"""Messages that are posted once, over the wire: posted anew where people delete them, and found again."""

from datetime import timedelta
from pathlib import Path

import pytest

from tests.handlers.conftest import Scene, text_of
from tests.handlers.delivery.delivery_scenarios import (
    kind,
    rigged,
    told,
)


@pytest.mark.parametrize("lost", [0, 1], ids=["answered", "answer lost"])
async def test_a_deleted_card_is_posted_anew_once_and_pinned(scene: Scene, lost: int) -> None:
    await scene.declare()
    scene.channel.messages.remove(scene.card)
    scene.channel.pins.clear()
    scene.box.faults.lose_answer("chat.postMessage", times=lost)
    await told(scene, "record cause The deploy")
    await scene.deliver()
    assert [kind(each) for each in scene.posts()] == ["1/card"]
    assert [pin.ts for pin in scene.channel.pins] == [scene.card.ts]
    await told(scene, "status identified")
    await scene.deliver()
    assert "*Status*\nIdentified" in text_of(scene.card)


async def test_a_post_is_found_again_where_slacks_clock_is_behind(tmp_path: Path) -> None:
    async with rigged(tmp_path, ahead=timedelta(minutes=2)) as scene:
        scene.box.faults.lose_answer("chat.postMessage", times=2)
        await scene.declare()
        assert [kind(each) for each in scene.posts()] == ["1/card"]
        assert len(scene.posts("incidents")) == 1
