"""A killed bot, at each call of each step: nothing is lost, and nothing comes twice."""

from dataclasses import replace

import pytest

from bot.config.policy import ALL_DAY, SEVERITIES, WEEKDAYS, Policy, PostInChannel
from tests.handlers.conftest import QUIET
from tests.handlers.delivery.kills import Act, Mortal, what_stands

JANE, ALICE, BOB = "Jane Smith", "Alice Chen", "Bob Kim"
POLICY = Policy(
    reminders=QUIET,
    severities=tuple(replace(each, nudge_hours=ALL_DAY, nudge_days=WEEKDAYS, max_nudges=2) for each in SEVERITIES),
    post_in_channel=PostInChannel(log=True, roles=True, tasks=True),
)


async def declared(world: Mortal) -> None:
    await world.scene.declare("sev1 Payments down")


async def typed(world: Mortal, text: str, by: str = JANE, number: int = 1) -> None:
    channel = world.scene.bot.services.incidents.get(number).channel_name
    await world.scene.person(by).command(f"/incident {text}", channel)
    await world.deliver()


async def ask_again(world: Mortal) -> None:
    """Two nudges, each a message of its own, then the one that stays is answered."""
    await world.after(16)
    await world.after(16)
    await typed(world, "update Rolled back")


async def summarize_twice(world: Mortal) -> None:
    await world.after(60 * 24 * 3)


async def two_declared(world: Mortal) -> None:
    await world.scene.declare("sev3 Cart slow", by=BOB)
    await world.scene.declare("sev1 Checkout fails", by=JANE)
    for text in ("commander", "task Roll back @alice", "action Write a runbook @bob P1 2024-02-01"):
        await typed(world, text, number=2)


async def merge(world: Mortal) -> None:
    jane = world.scene.person(JANE)
    await jane.command("/incident duplicate of 1", world.scene.bot.services.incidents.get(2).channel_name)
    assert await jane.submit({}) == {}
    await world.deliver()


async def removed_and_back(world: Mortal) -> None:
    scene = world.scene
    said = await scene.person(ALICE).post(scene.channel, "Rolling back")
    await scene.person(BOB).kick(scene.channel, "Muster")
    await typed(world, "update Rolled back")
    await world.scene.person(ALICE).react(said, "wrench")
    await world.deliver()


async def joined_by_bob(world: Mortal) -> None:
    await declared(world)
    await world.scene.person(BOB).join(world.scene.channel)
    await world.scene.person(ALICE).join(world.scene.channel)


async def post_a_long_update(world: Mortal) -> None:
    jane = world.scene.person(JANE)
    await jane.command("/incident update", world.scene.channel.name)
    long = " ".join(f"<step {number}>" for number in range(180))
    assert await jane.submit({"What changed": long, "Impact": long}) == {}
    await world.deliver()


async def burst(world: Mortal) -> None:
    for text in ("log one", "log two", "commander", "task Look", "update Rolled back", "severity sev2"):
        await typed(world, text)


async def make_private(world: Mortal) -> None:
    jane = world.scene.person(JANE)
    await jane.command("/incident private", world.scene.channel.name)
    assert await jane.submit({}) == {}
    await world.deliver()


STEPS: dict[str, tuple[Act, Act]] = {
    "a nudge that is asked again and answered": (declared, ask_again),
    "daily summaries": (declared, summarize_twice),
    "a merge": (two_declared, merge),
    "removed and back": (joined_by_bob, removed_and_back),
    "a long update": (declared, post_a_long_update),
    "made private": (joined_by_bob, make_private),
    "a burst of notes and news": (declared, burst),
}


@pytest.mark.parametrize("step", STEPS)
async def test_killed_at_each_call_it_leaves_what_stands_without_kills(step: str) -> None:
    before, act = STEPS[step]
    smooth, none = await what_stands(POLICY, before, act, killing=False)
    rough, kills = await what_stands(POLICY, before, act, killing=True)
    assert none == 0
    assert kills > 20
    assert (rough - smooth, smooth - rough) == ({}, {})
