"""Ids, ts and the saved state: in Slack's format, and the same for the same actions."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import Actor, Profile, Sandbox, SandboxError, SettableClock, State
from sandbox.workspace.ids import slack_id
from tests.sandbox.sandbox_examples import MANIFEST, PEOPLE, START


@given(st.lists(st.integers(1, 10**9), unique=True))
def test_ids_have_slacks_form_and_never_meet(numbers: list[int]) -> None:
    ids = [slack_id("C", each) for each in numbers]
    assert all(re.fullmatch(r"C0[0-9A-Z]{9}", each) for each in ids)
    assert len(set(ids)) == len(numbers)


async def test_ts_is_unique_and_rising_within_a_second(box: Sandbox, jane: Actor) -> None:
    stamps = [(await jane.post("general", f"{n}")).ts for n in range(3)]
    assert stamps == ["1705328580.000000", "1705328580.000001", "1705328580.000002"]


async def test_each_channel_counts_its_own_ts(box: Sandbox, jane: Actor) -> None:
    first, second = await jane.post("general", "a"), await jane.post("incidents", "b")
    assert first.ts == second.ts


async def test_the_same_acts_give_the_same_workspace() -> None:
    states = []
    for _ in range(2):
        async with Sandbox(MANIFEST, PEOPLE, clock=SettableClock(START)) as box:
            message = await box.person("jane").post("general", "found it")
            await box.person("bob").react(message, "eyes")
            states.append(box.state.dump())
    assert states[0] == states[1]


async def test_a_saved_workspace_comes_back(box: Sandbox, web: AsyncWebClient, jane: Actor) -> None:
    message = await jane.post("general", "log", files=[("a.txt", "text/plain", b"hello")])
    await jane.react(message, "eyes")
    await jane.pin(message)
    home = {"type": "home", "blocks": [{"type": "divider"}]}
    await web.views_publish(user_id=jane.id, view=home)
    saved = json.loads(json.dumps(box.state.dump()))
    assert State.load(saved) == box.state
    again = Sandbox(MANIFEST, (), clock=SettableClock(START), state=State.load(saved))
    assert [each.text for each in again.person(jane.id).sees("general")] == ["log"]
    assert again.content(message.files[0]["id"]) == b"hello"


def test_two_people_with_one_name_are_refused() -> None:
    with pytest.raises(SandboxError, match="The name Jane Smith or the handle"):
        Sandbox(MANIFEST, [Profile("Jane Smith"), Profile("Jane Smith", "jane2")], clock=SettableClock(0))


@pytest.mark.parametrize("uploads", [0, 1, 3])
async def test_a_canvas_has_the_same_id_however_many_files_came_before(web: AsyncWebClient, uploads: int) -> None:
    for number in range(uploads):
        await web.files_getUploadURLExternal(filename=f"{number}.txt", length=1)
    assert (await web.canvases_create(title="Review"))["canvas_id"] == slack_id("F", 100_000_001)
