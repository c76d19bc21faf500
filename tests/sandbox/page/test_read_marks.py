"""Unread counts: messages of others since a person last read."""

from __future__ import annotations

import pytest

from sandbox import Actor, Sandbox
from sandbox.workspace.read_marks import MOST_COUNTED, Unread, unread_replies


async def test_one_s_own_messages_and_the_system_s_lines_are_not_new(jane: Actor, bob: Actor) -> None:
    await jane.post("general", "mine")
    await jane.topic("general", "Payments")
    assert jane.unread("general") == Unread(0, 0)
    assert bob.unread("general") == Unread(1, 0)


@pytest.mark.parametrize("text", ["@jane look", "@here look", "@sre look"])
async def test_a_message_that_calls_somebody_counts_as_a_mention(jane: Actor, bob: Actor, text: str) -> None:
    await bob.post("general", text)
    assert jane.unread("general") == Unread(1, 1)


async def test_every_direct_message_is_for_its_reader(jane: Actor, bob: Actor) -> None:
    direct = bob.direct("Jane Smith")
    await bob.post(direct, "hello")
    assert jane.unread(direct) == Unread(1, 1)


async def test_reading_up_to_a_message_leaves_what_came_after(jane: Actor, bob: Actor) -> None:
    first = await bob.post("general", "one")
    second = await bob.post("general", "two")
    jane.read("general", first.ts)
    assert jane.unread("general").messages == 1
    jane.read("general", second.ts)
    jane.read("general", first.ts)
    assert jane.unread("general").messages == 0


async def test_replies_are_new_in_their_thread_only(box: Sandbox, jane: Actor, bob: Actor) -> None:
    parent = await bob.post("general", "what now")
    jane.read("general")
    await bob.post("general", "this", parent)
    general = box.channel("general")
    assert jane.unread("general").messages == 0
    assert unread_replies(box.space, jane.user, general, parent.ts) == 1
    jane.read("general", thread=parent.ts)
    assert unread_replies(box.space, jane.user, general, parent.ts) == 0


async def test_counting_ends_at_a_hundred(jane: Actor, bob: Actor) -> None:
    for number in range(MOST_COUNTED + 5):
        await bob.post("general", str(number))
    assert jane.unread("general").messages == MOST_COUNTED
