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


# Where Slack returns no metadata


async def test_what_was_posted_is_found_by_its_text_and_said_once(
    scene: Scene, caplog: pytest.LogCaptureFixture
) -> None:
    scene.box.state.returns_metadata = False
    scene.box.faults.lose_answer("chat.postMessage", times=3)
    await scene.declare("sev1 Zahlungen 🔥 <down> & out")
    await told(scene, "update Rolling back :fire: see https://a.b/c")
    await scene.deliver()
    kinds = [kind(each) for each in (*scene.posts(), *scene.posts("incidents"))]
    assert len(kinds) == len(set(kinds))
    assert {"1/card", "1/update/1"} <= set(kinds)
    assert len([each for each in caplog.messages if "recognized by text" in each]) == 1


async def test_the_same_words_posted_twice_are_two_messages(scene: Scene) -> None:
    scene.box.state.returns_metadata = False
    await scene.declare()
    await told(scene, "update Rolling back")
    await scene.deliver()
    scene.box.faults.lose_answer("chat.postMessage", times=1)
    await told(scene, "update Rolling back")
    await scene.deliver()
    assert [kind(each) for each in scene.posts() if "/update/" in kind(each)] == ["1/update/1", "1/update/2"]
    assert "Rolling back" in text_of(scene.card)


async def test_words_of_someone_else_are_not_taken_for_a_post(scene: Scene) -> None:
    scene.box.state.returns_metadata = False
    await scene.declare()
    scene.box.faults.http_error("chat.postMessage", 500)
    await told(scene, "update Rolling back")
    await scene.deliver()
    assert [kind(each) for each in scene.posts() if "/update/" in kind(each)] == ["1/update/1"]
