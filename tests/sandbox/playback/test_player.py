"""Steps of a script are carried out by people in the workspace."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import pytest

from sandbox import NotAcknowledged, Profile, Sandbox, SettableClock
from sandbox.playback.player import Player, ScriptError, parse_script
from tests.sandbox.diary_app import MANIFEST, Diary, running

Json = dict[str, Any]
START = datetime(2024, 1, 15, 14, 23, tzinfo=UTC)
JANE, BOB = "Jane Smith", "Bob Kim"
GENERAL = {"channel": "general"}


@pytest.fixture
async def box() -> AsyncIterator[Sandbox]:
    people = [Profile(JANE), Profile(BOB)]
    async with Sandbox(MANIFEST, people, clock=SettableClock(START)) as made:
        yield made


@pytest.fixture
async def diary(box: Sandbox) -> AsyncIterator[Diary]:
    async with running(box) as app:
        yield app


def step(verb: str, who: str = JANE, **more: Any) -> Json:
    return {"at": START.isoformat(), "who": who, "do": verb, **more}


def post(text: str, name: str = "m1", **more: Any) -> Json:
    return step("post", text=text, **{**GENERAL, "as": name, **more})


async def play(box: Sandbox, *steps: Json) -> Player:
    player = Player(box, parse_script(list(steps)))
    for each in player.steps:
        await player.perform(each)
    return player


def said(box: Sandbox, channel: str = "general") -> list[str]:
    return [each.text for each in box.channel(channel).messages if not each.subtype]


def reactions(box: Sandbox, who: str = JANE) -> list[list[str]]:
    return [[mark.name for mark in each.reactions] for each in box.person(who).sees("general")]


async def test_posts_are_said_in_order(box: Sandbox) -> None:
    await play(box, post("one"), post("two <b>", "m2"))
    assert said(box) == ["one", "two &lt;b&gt;"]


async def test_a_reply_stands_in_its_thread(box: Sandbox) -> None:
    await play(box, post("one"), post("two", "m2", thread="m1"))
    parent, reply = box.channel("general").messages
    assert reply.thread_ts == parent.ts


async def test_a_post_is_edited_and_deleted_by_its_name(box: Sandbox) -> None:
    steps = [post("one"), post("two", "m2"), step("edit", message="m1", text="won"), step("delete", message="m2")]
    await play(box, *steps)
    assert said(box) == ["won"]


async def test_a_reaction_is_made_and_taken_back(box: Sandbox) -> None:
    react = step("react", BOB, message="m1", emoji="pushpin")
    await play(box, post("one"), react)
    assert reactions(box) == [["pushpin"]]
    await play(box, post("two", "m1"), react, step("unreact", BOB, message="m1", emoji="pushpin"))
    assert reactions(box) == [["pushpin"], []]


async def test_an_alert_comes_from_its_app_and_takes_reactions(box: Sandbox) -> None:
    alert = {"at": START.isoformat(), "do": "alert", "app": "Monitor", "text": "5xx", "as": "m1", **GENERAL}
    await play(box, alert, step("react", message="m1", emoji="mag"))
    [message] = box.channel("general").messages
    assert (message.username, message.text, message.reactions[0].name) == ("Monitor", "5xx", "mag")


async def test_a_message_may_be_named_by_its_words(box: Sandbox) -> None:
    react = step("react", message={"newest": "down"}, emoji="mag", **GENERAL)
    await play(box, post("<down>"), post("up again", "m2"), react)
    assert reactions(box) == [["mag"], []]


async def test_joining_makes_somebody_a_member(box: Sandbox) -> None:
    channel = await box.person(BOB).create("side")
    await play(box, step("join", channel="side"))
    assert channel.members == [box.person(BOB).id, box.person(JANE).id]


async def test_a_command_reaches_the_app_and_the_channel_it_makes_is_awaited(box: Sandbox, diary: Diary) -> None:
    newest = {"newest": "diary-"}
    await play(
        box,
        step("command", text="/diary one", **GENERAL),
        step("press", BOB, message={"newest": "is open"}, channel=newest, button="Sign"),
        step("post", channel=newest, text="Dear diary"),
    )
    assert said(box, "diary-one") == ["Diary is open", "Dear diary"]
    assert diary.log == ["sign"]


async def test_the_newest_channel_is_one_that_the_person_can_see(box: Sandbox) -> None:
    await box.person(BOB).create("inc-1")
    await box.person(BOB).create("inc-2", is_private=True)
    newest = {"newest": "inc-"}
    await play(box, step("post", channel=newest, text="Jane"), step("post", BOB, channel=newest, text="Bob"))
    assert (said(box, "inc-1"), said(box, "inc-2")) == (["Jane"], ["Bob"])


async def test_a_modal_is_awaited_filled_and_submitted(box: Sandbox, diary: Diary) -> None:
    await play(
        box,
        step("command", text="/diary", **GENERAL),
        step("press", button="Preview"),
        step("submit", values={"Words": "Dear all", "About": BOB}),
    )
    assert said(box) == ["Dear all"]
    assert diary.log == ["preview"]
    assert box.person(JANE).modal is None


async def test_a_modal_that_refuses_is_an_error_with_its_words(box: Sandbox, diary: Diary) -> None:
    with pytest.raises(ScriptError, match=r"^step 2: Say something\.$"):
        await play(box, step("command", text="/diary", **GENERAL), step("submit", values={"Words": "nothing"}))


async def test_what_the_workspace_refuses_is_an_error_with_its_step(box: Sandbox) -> None:
    with pytest.raises(ScriptError, match=r"^step 2: Jane Smith can't see a channel named nowhere\.$"):
        await play(box, post("one"), step("join", channel="nowhere"))


WAITING: dict[str, tuple[Json, str]] = {
    "a channel": (step("join", channel={"newest": "inc-"}), "a channel whose name starts with inc-"),
    "a message": (
        step("react", message={"newest": "down"}, emoji="mag", **GENERAL),
        "a message in #general with the words down",
    ),
    "a form": (step("submit", values={}), "a modal for Jane Smith"),
    "a form's button": (step("press", button="Preview"), "a modal for Jane Smith"),
}


@pytest.mark.parametrize("name", WAITING)
async def test_what_never_comes_is_an_error_that_names_it(box: Sandbox, name: str) -> None:
    data, awaited = WAITING[name]
    player = Player(box, parse_script([data]), patience=0)
    with pytest.raises(ScriptError, match=f"^step 1: .*{awaited}"):
        await player.perform(player.steps[0])


async def test_somebody_unknown_is_refused_before_the_first_step(box: Sandbox) -> None:
    script = parse_script([post("one"), step("join", "Eve", channel="general")])
    with pytest.raises(ScriptError, match=r"^step 2: Eve is not in the workspace\.$"):
        Player(box, script)


async def test_a_command_that_nobody_answers_is_said(box: Sandbox) -> None:
    with pytest.raises(NotAcknowledged, match="the app did not respond"):
        await play(box, step("command", text="/diary", **GENERAL))
