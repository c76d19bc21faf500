"""The privacy walk: private incidents go through all that the bot can do, and the wire tells nobody else of them."""

import logging
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Final

import pytest
from click.testing import CliRunner

import app
from bot.commands.parser import VERBS
from bot.config.policy import ReminderSettings
from bot.review.review_command import VERBS as REVIEW_VERBS
from demo.stage import DATABASE, StagePlace, on_stage
from handlers.slack.action_ids import BUTTONS, FORMS, SHORTCUTS
from sandbox import Channel, Profile
from tests.handlers.conftest import PEOPLE, POLICY, START, Scene
from tests.privacy.privacy_rows import APART, WALKS
from tests.privacy.privacy_walk import SECRET, Judge, Walker, reached

JANE, BOB, EVE = "Jane Smith", "Bob Kim", "Eve Adams"
STRANGERS: Final = ("Alice Chen", "Stan Moss")
MEMBERS: Final = (JANE, BOB)
HOUR, DAY = 60, 24 * 60
CAST: Final = (*PEOPLE, Profile(EVE, "eve", tz="UTC"), Profile("Stan Moss", "stan", tz="UTC", email="stan@example.com"))
WALKED: Final = replace(POLICY, reminders=ReminderSettings(), fallback_responders={"sev1": ("bob@example.com",)})
TITLE = f"{SECRET} keys leaked from the vault"
ENDS: Final = ("leave", "cancel", "duplicate", "merge", "resolve", "close", "reopen")

# Whoever adds a verb writes here what is typed; "" is the verb alone.
TYPED: Final[Mapping[str, tuple[str, ...]]] = {
    "declare": ("",),
    "list": ("", "mine", "recent", "all"),
    "show": ("", "1"),
    "find": (SECRET, "vault"),
    "stats": ("", "30d"),
    "log": (f"14:05 detection: {SECRET} was seen", "/undo", "trigger: The vault was open"),
    "update": ("", f"{SECRET} is out", "texts"),
    "snooze": (f"10 {SECRET} takes time",),
    "timeline": ("", "all", "post", "export"),
    "task": (f"Ask about {SECRET} @Bob Kim", ""),
    "action": (f"Lock {SECRET} @Bob Kim P1 2024-01-16", ""),
    "record": (f"cause {SECRET} was open", f"factor {SECRET} was old", f"impact {SECRET} users", ""),
    "subscribe": ("", "#general", "list"),
    "commander": ("", "@Bob Kim", "@Jane Smith"),
    "handover": (f"@Bob Kim {SECRET} is half done",),
    "role": ("communications @Bob Kim",),
    "roles": ("",),
    "join": ("1",),
    "status": ("", f"identified {SECRET} found"),
    "severity": ("", f"sev2 {SECRET} is smaller", f"sev1 {SECRET} is bigger"),
    "rename": ("", TITLE),
    "private": ("",),
    "drill": (),
    "help": ("", "log"),
    "resolve": (f"{SECRET} is locked",),
    "reopen": (f"{SECRET} is back",),
    "close": (f"{SECRET} is done",),
    "cancel": ("", f"{SECRET} was no key"),
    "duplicate": ("", "of 2"),
    "leave": ("",),
}
LAST: Final = ("resolve", "reopen", "resolve", "close")
BEHIND_PIR: Final[Mapping[str, tuple[str, ...]]] = {
    "": ("", "fishbone comprehensive", "1"),
    "edit": ("root cause", ""),
    "answer": ("",),
    "factors": ("",),
    "action": ("",),
    "framework": ("",),
    "meeting": ("", "2024-01-17 15:00"),
    "share": ("",),
    "list": ("",),
    "help": ("", "edit"),
    "request": ("",),
    "draft": ("",),
    "approve": ("",),
}
INSIDE_RUNS: Final = ("more", *(name for name in BUTTONS if name not in ("run_private",)))


@asynccontextmanager
async def walking(folder: Path | None = None) -> AsyncIterator[Scene]:
    async with on_stage(list(CAST), START, WALKED, StagePlace(folder) if folder else None) as stage:
        yield Scene(stage.box, stage.bot, stage.clock, stage.place)


async def declared(scene: Scene, title: str = TITLE, by: str = JANE) -> None:
    """A private incident, by form, with Bob, who stands behind its severity, in it."""
    person = scene.person(by)
    await person.command("/incident declare", "general")
    assert await person.submit({"Title": title, "Severity": "sev1", "Private": ["private"]}) == {}
    await scene.deliver()
    assert scene.newest.private
    assert scene.person(BOB).id in scene.channel.members


async def type_all(scene: Scene, jane: Walker) -> None:
    for verb, texts in TYPED.items():
        if verb not in ENDS:
            for text in texts:
                await jane.says(
                    f"{verb} {text}".strip(), scene.box.channel(scene.bot.services.incidents.get(1).channel)
                )


async def strangers_ask(scene: Scene) -> None:
    """What someone may try who heard that there is something."""
    for name in STRANGERS:
        hands = walker(scene, name)
        for text in ("", "list", "list all", "list recent", "show 1", f"find {SECRET}", "find vault keys", "stats"):
            await hands.says(text)
        for text in ("join 1", "reopen 1 why", "subscribe list"):
            await hands.says(text)
        for text in ("1", "edit 1", "approve 1", "list", "answer 1", "share 1"):
            await hands.says(text, command="/pir")
        await hands.at_home()
        await hands.around("general", hands.person.direct("Muster"))


async def same_words(scene: Scene) -> None:
    """A stranger declares what looks alike, and lists what it could repeat."""
    stan = walker(scene, "Stan Moss")
    await stan.says("declare sev1 keys leaked from the vault")
    public = scene.newest
    assert not public.private
    where = scene.box.channel(public.channel)
    await stan.says("duplicate", where)
    await stan.says("duplicate of 1", where)
    await stan.around(where, "general", "incidents")
    await scene.declare("sev1 vault leaked the keys", by=JANE)
    assert not scene.newest.private
    await Walker(scene, JANE, "Marigold").around(scene.channel)


def judged(scene: Scene, members: tuple[str, ...] = MEMBERS, since: int = 0) -> None:
    judge = Judge(scene.box, members)
    assert judge.carried(since) > 0
    assert judge.leaks(since) == []


def walked(scene: Scene, walk: str) -> None:
    """Asserts that the walk came through all that the table has it go through."""
    assert set(WALKS.get(walk, ())) - reached(scene.box) == set()


def test_each_name_has_a_row() -> None:
    assert set(TYPED) == set(VERBS)
    assert set(BEHIND_PIR) == set(REVIEW_VERBS)
    given = [*APART, *(name for names in WALKS.values() for name in names)]
    assert sorted(given) == sorted({*BUTTONS, *FORMS, *SHORTCUTS})


async def walk_open(scene: Scene, jane: Walker) -> None:
    room = scene.channel
    said = await scene.person(BOB).post(room, f"{SECRET} is in the log")
    await scene.person(BOB).react(said, "mag")
    await scene.person(JANE).pin(said)
    await scene.calm()
    for name in SHORTCUTS:
        message = None if name == "declare_incident" else said
        await jane.person.shortcut(name, message)
        await scene.deliver()
        await jane.form()
    await jane.says("")
    await jane.says("list all 1")
    await jane.says("", room)
    await jane.around(room, "general")
    await type_all(scene, jane)
    await jane.around(room, jane.person.direct("Muster"), "general")
    bob = walker(scene, BOB)
    await bob.around(room, bob.person.direct("Muster"))
    await jane.at_home()
    await scene.after(2 * HOUR)
    await jane.around(room, jane.person.direct("Muster"))


async def resolve(scene: Scene, jane: Walker) -> None:
    """An incident of which all that a review asks for is known, resolved."""
    for verb in ("commander", "log", "update", "record", "action"):
        for text in TYPED[verb]:
            if text:
                await jane.says(f"{verb} {text}", scene.channel)
    for verb in LAST:
        await jane.says("", scene.channel)
        await jane.says(f"{verb} {TYPED[verb][0]}", scene.channel)
    await scene.deliver()


async def two_texts(scene: Scene, room: Channel) -> None:
    """Jane saves a section over Bob's, and chooses."""
    jane, bob = scene.person(JANE), scene.person(BOB)
    for person in (jane, bob):
        await person.command("/pir edit impact", room)
        await scene.calm()
    for person in (bob, jane):
        await person.submit({"text": f"{SECRET} according to {person.name}"})
        await scene.calm()
    await walker(scene).form()


async def walk_review(scene: Scene, jane: Walker) -> None:
    room = scene.box.channel(scene.bot.services.incidents.get(1).channel)
    await jane.at_home()
    for word, texts in BEHIND_PIR.items():
        for text in texts:
            await jane.says(f"{word} {text}".strip(), room, command="/pir")
    await two_texts(scene, room)
    await jane.around(room, jane.person.direct("Muster"))
    bob = walker(scene, BOB)
    await bob.around(room, bob.person.direct("Muster"))
    await bob.at_home()


def walker(scene: Scene, name: str = JANE) -> Walker:
    made = Walker(scene, name, "Marigold" if name in STRANGERS else SECRET)
    made.avoid = set(ENDS)
    return made


async def test_nothing_of_an_open_private_incident_reaches_anybody_else(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    async with walking() as scene:
        await declared(scene)
        await walk_open(scene, walker(scene))
        judged(scene)
        walked(scene, "open")
        assert SECRET.casefold() not in caplog.text.casefold()


async def test_a_stranger_who_asks_learns_nothing() -> None:
    async with walking() as scene:
        await declared(scene)
        await walker(scene).says(f"update {SECRET} is out", scene.channel)
        await strangers_ask(scene)
        await same_words(scene)
        for number in range(11):
            await scene.run("Stan Moss", f"/incident declare sev4 Disk {number} is full")
        for name in (JANE, "Stan Moss"):
            hands = walker(scene, name)
            await hands.says("list all")
            await hands.around("general")
        judged(scene)
        walked(scene, "strangers")


async def test_nothing_of_a_private_review_reaches_anybody_else(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    async with walking() as scene:
        await declared(scene)
        jane = walker(scene)
        await resolve(scene, jane)
        await walk_review(scene, jane)
        for name in STRANGERS:
            for text in ("1", "edit 1", "approve 1", "list", "answer 1", "share 1"):
                await walker(scene, name).says(text, command="/pir")
            await walker(scene, name).at_home()
        judged(scene)
        walked(scene, "review")
        assert SECRET.casefold() not in caplog.text.casefold()


async def test_what_is_asked_for_three_weeks_reaches_members_alone() -> None:
    async with walking() as scene:
        await declared(scene)
        jane, room = walker(scene), scene.channel
        await scene.after(6 * HOUR)
        await resolve(scene, jane)
        for number in range(3):
            await jane.says(f"action Key {number} of {SECRET} @Bob Kim P1 2024-01-17", room)
        for days in (2, 1, 7, 7):
            scene.clock.set(scene.clock.now() + timedelta(minutes=days * DAY - HOUR))  # without each nudge in between
            await scene.after(HOUR)
            for each in (jane, walker(scene, BOB)):
                await each.around(room, each.person.direct("Muster"))
                await each.at_home()
        await strangers_ask(scene)
        judged(scene)
        walked(scene, "weeks")


async def test_what_the_bot_asks_in_an_open_incident_reaches_members_alone() -> None:
    async with walking() as scene:
        await declared(scene)
        jane, room = walker(scene), scene.channel
        for number in range(45):
            await jane.person.command(f"/incident log {SECRET} step {number}", room)
        await jane.says("timeline", room)
        await jane.says("commander", room)
        await jane.says(TYPED["handover"][0].join(("handover ", "")), room)
        await jane.around(room)
        await jane.says("severity sev4", room)
        for grew in ("Complete outage: the whole site is down for all users", "Total outage of everything, data loss"):
            await jane.says(f"log {grew}", room)
            await scene.after(20)
        await jane.around(room)
        await jane.says("severity sev1", room)
        jane.avoid |= {"nothing_new", "update"}
        await scene.after(20)
        await jane.around(room)
        await scene.after(4 * HOUR)
        judged(scene)
        walked(scene, "asked")


@pytest.mark.parametrize("button", ["resolve", "close", "reopen"])
async def test_the_ends_on_the_card_reach_members_alone(button: str) -> None:
    async with walking() as scene:
        await declared(scene)
        jane, room = walker(scene), scene.channel
        for verb in {"resolve": (), "close": ("resolve",), "reopen": ("resolve",)}[button]:
            await jane.says(f"{verb} {SECRET}", room)
        await jane.says("", room)
        await jane.says("", room)
        jane.avoid.remove(button)
        jane.avoid.add(f"run_{button}")
        await jane.around(room)
        for verb in {"resolve": ("reopen",), "close": ("reopen", "resolve"), "reopen": ("resolve",)}[button]:
            await jane.says(f"{verb} {SECRET}", room)
        again = walker(scene)
        again.avoid -= {button}
        await again.says("", room)
        await again.around(room)
        judged(scene)
        walked(scene, button)


@pytest.mark.parametrize("end", ["cancel", "duplicate", "leave"])
async def test_the_other_ends_reach_members_alone(end: str) -> None:
    async with walking() as scene:
        await declared(scene)
        first = scene.channel
        await scene.declare("sev2 keys leaked from the vault", by="Stan Moss")
        await scene.person(JANE).command("/incident join 2", "general")
        hands = walker(scene)
        hands.avoid -= {end}
        if end == "leave":
            await hands.says("commander @Bob Kim", first)
        await hands.says("", first)
        await hands.around("general", first)
        for text in TYPED[end] if end != "leave" else ():
            await hands.says(f"{end} {text}".strip(), first)
        await scene.deliver()
        await strangers_ask(scene)
        judged(scene)
        walked(scene, end)


async def test_what_follows_a_move_to_a_private_channel_stays_there() -> None:
    async with walking() as scene:
        await scene.declare(f"sev1 {TITLE}")
        old = scene.channel
        said = await scene.person(JANE).post(old, f"{SECRET} began at noon")
        await scene.person(BOB).join(old)
        await scene.deliver()
        since = len(scene.box.wire)
        before = [message.text for message in old.messages if SECRET in message.text and not message.bot_id]
        jane = walker(scene)
        jane.avoid = set(INSIDE_RUNS) - {"run_private"}
        await jane.says("", old)
        await jane.around(old)
        jane.avoid = set(ENDS)
        assert scene.newest.private
        await scene.person(JANE).react(said, "mag")
        for verb in ("status", "update", "rename", "task", "record", "timeline"):
            await jane.says(f"{verb} {TYPED[verb][-1]}".strip(), scene.channel)
        await jane.around(scene.channel, old, "incidents")
        await scene.after(HOUR)
        await jane.says(f"resolve {SECRET}", scene.channel)
        await jane.says("", scene.channel, command="/pir")
        await scene.deliver()
        await strangers_ask(scene)
        judged(scene, since=since)
        walked(scene, "move")
        assert [message.text for message in old.messages if SECRET in message.text and not message.bot_id] == before


async def test_a_refusal_of_slack_and_a_restart_reach_members_alone(tmp_path: Path) -> None:
    async with walking(tmp_path) as scene:
        await declared(scene)
        scene.box.faults.fail("chat.update", "cant_update_message", times=3)
        scene.box.faults.fail("chat.postMessage", "restricted_action", times=2)
        await walker(scene).says(f"update {SECRET} is out", scene.channel)
        await walker(scene).says(f"status identified {SECRET}", scene.channel)
        await scene.deliver()
        await walker(scene).around(scene.channel, scene.person(JANE).direct("Muster"))
        scene.box.faults.fail("conversations.create", "restricted_action")
        hands = walker(scene)
        await hands.says("declare sev3")
        await scene.deliver()
        await hands.around(hands.person.direct("Muster"))
        judged(scene)
        walked(scene, "refusal")
        await scene.person(JANE).command(f"/incident update {SECRET} is half back", scene.channel)
        team = scene.box.state.team_id
    async with walking(tmp_path) as scene:
        await scene.after(HOUR)
        await strangers_ask(scene)
        judged(scene)
    on_the_command_line(tmp_path, team)


def on_the_command_line(folder: Path, team: str) -> None:
    environ = {"MUSTER_DATABASE": str(folder / DATABASE), "MUSTER_TEAM": team}
    for words in (["list"], ["list", "all"], ["find", SECRET], ["stats"]):
        hidden = CliRunner().invoke(app.main, [*words, "--format", "json"], env=environ)
        shown = CliRunner().invoke(app.main, [*words, "--include-private", "--format", "json"], env=environ)
        assert hidden.exception is shown.exception is None
        assert SECRET.casefold() not in hidden.stdout.casefold().replace(f'"words": "{SECRET.casefold()}"', "")
        assert hidden.stdout != shown.stdout
