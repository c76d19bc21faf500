"""The limits of a request count from its start, however many calls share them."""

import asyncio

import pytest

from handlers.slack.requests import patience
from sandbox import Profile
from sandbox.workspace.workspace import add_person
from tests.handlers.conftest import Scene

NORA, JANE = "Nora New", "Jane Smith"


async def test_limits_of_one_request_end_at_the_same_moment_whenever_they_begin() -> None:
    with patience.request():
        first = patience.until(1.0).when()
        await asyncio.sleep(0)
        assert patience.until(1.0).when() == first
        assert patience.is_over(0.0)
        assert not patience.is_over(60.0)


async def test_outside_of_a_request_a_limit_counts_from_now() -> None:
    with patience.request():
        began = patience.until(0.0).when()
        await asyncio.sleep(0)
    now = patience.until(0.0).when()
    assert began is not None
    assert now is not None
    assert now > began
    assert not patience.is_over(1.0)


# Slow look-ups before a form, over the wire


async def asked_for(scene: Scene, typed: str) -> None:
    """Nora, of whom the bot has not heard, writes a message, and Jane opens a form about it or in its channel."""
    said = await scene.person(NORA).post(scene.channel, "The pool is full")
    jane = scene.person(JANE)
    if typed.startswith("/"):
        await jane.command(typed, scene.channel)
    else:
        await jane.shortcut(typed, said)


@pytest.mark.parametrize("typed", ["/incident update", "/incident roles", "add_to_timeline", "make_task"])
@pytest.mark.parametrize("trouble", ["hanging", "user_not_found", "internal_error"])
async def test_a_form_opens_however_slow_slack_is_to_show_a_person(
    scene: Scene, monkeypatch: pytest.MonkeyPatch, trouble: str, typed: str
) -> None:
    monkeypatch.setattr(patience, "LOOK_UPS", 0.1)
    await scene.declare()
    add_person(scene.box.state, Profile(NORA, "nora", email="nora@example.com"))
    await scene.person(JANE).invite(scene.channel, NORA)
    await scene.calm()
    if trouble == "hanging":
        with scene.box.faults.hold("users.info"):
            await asked_for(scene, typed)
    else:
        scene.box.faults.fail("users.info", trouble, times=9)
        await asked_for(scene, typed)
    await scene.calm()
    assert scene.person(JANE).modal is not None
