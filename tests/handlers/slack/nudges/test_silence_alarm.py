"""The silence alarm and what becomes of nudges, over the wire: who is asked, once, and what answers it."""

import asyncio
import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Literal

import pytest

from bot.timeline.model import Entry, EntryKind, EntrySource
from demo.stage import on_stage
from sandbox import Message, Profile
from tests.handlers.conftest import PEOPLE, POLICY, START, Scene, buttons, menus, nudged_at, snooze, text_of
from tests.handlers.slack.review.review_scenarios import generated_review

JANE, ALICE, BOB = "Jane Smith", "Alice Chen", "Bob Kim"
SEV2 = "sev2 Search is slow"


def alarms(scene: Scene) -> list[Message]:
    return [message for message in scene.posts() if is_alarm(message)]


def is_alarm(message: Message) -> bool:
    return "No timeline entries since" in message.text


def question(scene: Scene) -> Message:
    """The newest message that asks or asked what happened, as it is now."""
    keyed = [message for message in scene.posts() if "/nudge/" in str(message.metadata)]
    return keyed[-1]


def noted(scene: Scene) -> list[str]:
    entries = scene.bot.services.timeline.entries(scene.newest.number)
    return [entry.text for entry in entries if entry.kind is EntryKind.NUDGE]


def by_people(scene: Scene) -> Sequence[Entry]:
    return [entry for entry in scene.entries if entry.source is not EntrySource.SYSTEM]


def minutes_in(message: Message) -> int:
    return round((float(message.ts) - START.timestamp()) / 60)


async def quiet(scene: Scene, text: str = SEV2) -> Message:
    """An incident in which nobody has logged anything for as long as its severity allows."""
    await scene.declare(text)
    await scene.run(JANE, "/incident commander @alice", scene.channel.name)
    await scene.after(minutes=60 if text == SEV2 else 30)
    return question(scene)


@pytest.mark.parametrize(("severity", "minutes"), [("sev1", 30), ("sev2", 60)])
async def test_a_long_silence_asks_the_commander_once_what_happened(scene: Scene, severity: str, minutes: int) -> None:
    await scene.declare(f"{severity} Search is slow")
    await scene.run(JANE, "/incident commander @alice", scene.channel.name)
    await scene.after(minutes=minutes * 3)
    [asked] = alarms(scene)
    assert minutes_in(asked) == minutes
    assert text_of(asked).count(f"<@{scene.person(ALICE).id}>") == 1
    assert "*No timeline entries since <!date^1705328580^{time}|14:23 UTC>.*" in text_of(asked)


@pytest.mark.parametrize("severity", ["sev3", "sev4"])
async def test_a_minor_incident_may_be_silent(scene: Scene, severity: str) -> None:
    await scene.declare(f"{severity} Search is slow")
    await scene.after(minutes=600)
    assert alarms(scene) == []


async def test_the_declarer_is_asked_where_nobody_commands(scene: Scene) -> None:
    await scene.declare(SEV2)
    await scene.after(minutes=60)
    assert f"<@{scene.person(JANE).id}>" in text_of(alarms(scene)[0])


async def test_a_nudge_of_the_same_moment_is_asked_along_in_one_message(scene: Scene) -> None:
    asked = await quiet(scene, "sev1 Search is slow")
    assert nudged_at(scene) == [15, 30]
    assert asked.text == (
        "SEV1 Search is slow: Update overdue (due <!date^1705329480^{time}|14:38 UTC>, no update posted yet). "
        "No timeline entries since <!date^1705328580^{time}|14:23 UTC>."
    )
    assert buttons(asked) == ["Post update", "No change", "Add entry", "Nothing to add"]
    assert menus(asked) == ["Snooze"]


async def test_an_alarm_of_its_own_asks_nothing_else(scene: Scene) -> None:
    await scene.declare(SEV2)
    await scene.after(minutes=10)
    await scene.run(BOB, "/incident log Restarted a node", scene.channel.name)
    await scene.after(minutes=60)
    [asked] = alarms(scene)
    assert minutes_in(asked) == 70
    assert asked.text == "SEV2 Search is slow: No timeline entries since <!date^1705329180^{time}|14:33 UTC>."
    assert buttons(asked) == ["Add entry", "Nothing to add"]


@pytest.mark.parametrize("typed", ["status identified", "severity sev1", "commander @bob", "role scribe", "task Look"])
async def test_what_a_person_did_is_no_silence(scene: Scene, typed: str) -> None:
    await scene.declare(SEV2)
    await scene.run(JANE, "/incident commander @alice", scene.channel.name)
    await scene.after(minutes=20)
    assert await scene.run(JANE, f"/incident {typed}", scene.channel.name) in ("", "Task 6 added: Look.")
    await scene.after(minutes=29)
    assert alarms(scene) == []


async def test_saying_what_happened_logs_it_at_its_time_and_is_drawn_on_the_question(scene: Scene) -> None:
    asked = await quiet(scene)
    bob = scene.person(BOB)
    await bob.press(asked, "Add entry")
    await bob.submit({"Type": "Mitigation", "What happened": "Bigger pool"})
    await scene.deliver()
    [told] = by_people(scene)
    assert (told.kind, told.text, told.author.name) == (EntryKind.MITIGATION, "Bigger pool", BOB)
    assert told.occurred_at == START + timedelta(minutes=30)
    assert "Bob Kim added an entry for" in text_of(question(scene))
    assert "Add entry" not in buttons(question(scene))


async def test_the_time_can_be_chosen_and_one_still_to_come_is_refused(scene: Scene) -> None:
    asked = await quiet(scene)
    bob = scene.person(BOB)
    await bob.press(asked, "Add entry")
    refused = await bob.submit({"When": START + timedelta(hours=9), "What happened": "Bigger pool"})
    assert refused == {"when": "That time is in the future. Enter the time when it happened."}
    assert await bob.submit({"When": START + timedelta(minutes=20)}) == {}
    assert [entry.occurred_at for entry in by_people(scene)] == [START + timedelta(minutes=20)]


async def test_that_nothing_happened_is_noted_and_ends_the_question(scene: Scene) -> None:
    asked = await quiet(scene)
    await scene.person(ALICE).press(asked, "Nothing to add")
    await scene.deliver()
    assert "Alice Chen has nothing to add for" in text_of(question(scene))
    assert buttons(question(scene)) == ["Post update", "No change"]
    assert noted(scene)[-1] == "Nothing to add for 14:23 to 15:23 UTC"
    await scene.after(minutes=200)
    assert alarms(scene) == []


async def test_two_people_who_say_nothing_happened_at_once_say_it_once(scene: Scene) -> None:
    asked = await quiet(scene)
    await asyncio.gather(*(scene.person(name).press(asked, "Nothing to add") for name in (ALICE, BOB)))
    await scene.deliver()
    assert len([text for text in noted(scene) if text.startswith("Nothing to add")]) == 1
    private = [each.text for name in (ALICE, BOB) for each in scene.person(name).sees(scene.channel) if each.to]
    first = ALICE if f"{ALICE} has nothing to add" in text_of(question(scene)) else BOB
    sentence = f"That question was already answered by {first}. To add an entry, type `/incident log &lt;text&gt;`."
    assert private == [sentence]


@pytest.mark.parametrize("way", ["command", "reaction"])
async def test_an_entry_within_the_silence_answers_the_question_whatever_way_it_came(scene: Scene, way: str) -> None:
    await scene.declare(SEV2)
    await scene.after(minutes=20)
    posted = await scene.person(BOB).post(scene.channel, "Bigger pool")
    await scene.after(minutes=40)
    if way == "command":
        await scene.run(BOB, "/incident log -30m Bigger pool", scene.channel.name)
    else:
        await scene.person(BOB).react(posted, "wrench")
    await scene.deliver()
    assert alarms(scene) == []
    assert "Bob Kim added an entry for" in text_of(question(scene))


async def test_what_happens_after_the_question_leaves_it_open(scene: Scene) -> None:
    await quiet(scene)
    await scene.after(minutes=5)
    await scene.run(BOB, "/incident log Bigger pool", scene.channel.name)
    await scene.deliver()
    assert "Add entry" in buttons(question(scene))


async def test_each_silence_is_asked_about_anew_and_unanswered_questions_do_not_pile_up(scene: Scene) -> None:
    await quiet(scene)
    await scene.after(minutes=10)
    await scene.run(BOB, "/incident log Bigger pool", scene.channel.name)
    await scene.after(minutes=130)
    assert [minutes_in(each) for each in alarms(scene)] == [130]


async def test_a_resolved_incident_may_be_silent(scene: Scene) -> None:
    await scene.declare(SEV2)
    await scene.run(JANE, "/incident resolve Rolled back", scene.channel.name)
    await scene.after(minutes=300)
    assert alarms(scene) == []


async def test_the_same_gap_stands_in_the_review(scene: Scene) -> None:
    await quiet(scene)
    await scene.after(minutes=5)
    await scene.run(BOB, "/incident log Bigger pool", scene.channel.name)
    review = generated_review(scene)
    gaps = [gap for gap in review.chronicle.gaps if gap.kind == "events"]
    assert [(gap.start, gap.minutes) for gap in gaps] == [(START, 65)]


async def test_an_answered_a_snoozed_and_an_ignored_nudge_are_noted(scene: Scene) -> None:
    await scene.declare()
    await scene.after(minutes=18)
    await scene.run(BOB, "/incident update Rolling back", scene.channel.name)
    await scene.after(minutes=16)
    await snooze(scene, JANE, question(scene))
    await scene.after(minutes=30)
    assert noted(scene) == [
        "Update nudge sent to Jane Smith in the channel",
        "Update nudge answered after 3 min",
        "Update nudge sent to Jane Smith in the channel",
        "Update nudges snoozed for 10 min: Waiting for Bob",
        "Update nudge sent to Jane Smith in the channel",
        "Update nudge unanswered for 15 min, sent again to Jane Smith by direct message",
    ]


async def test_an_answered_nudge_asks_no_more(scene: Scene) -> None:
    await scene.declare()
    await scene.after(minutes=15)
    await scene.run(BOB, "/incident update Rolling back", scene.channel.name)
    await scene.deliver()
    assert "Bob Kim posted the update that was due by" in text_of(question(scene))
    assert buttons(question(scene)) == []


async def test_the_form_counts_once(scene: Scene) -> None:
    asked = await quiet(scene)
    bob = scene.person(BOB)
    await bob.press(asked, "Add entry")
    values = {"What happened": "Bigger pool"}
    assert list(await asyncio.gather(bob.submit(values), bob.submit(values))) == [{}, {}]
    assert [entry.text for entry in by_people(scene)] == ["Bigger pool"]


async def test_after_a_long_downtime_one_message_asks_for_all_of_it(scene: Scene) -> None:
    await scene.declare(SEV2)
    scene.clock.set(START + timedelta(hours=5))
    scene.bot.tick()
    await scene.deliver()
    [asked] = [each for each in scene.posts() if each is not scene.card]
    assert asked.text.endswith("no update posted yet). No timeline entries since <!date^1705328580^{time}|14:23 UTC>.")


@pytest.mark.parametrize("by", ["everyone", "members"])
async def test_answers_by_guests_follow_the_setting(by: Literal["everyone", "members"]) -> None:
    guest = Profile("Gus Guest", "gus", is_restricted=True)
    async with on_stage([*PEOPLE, guest], START, replace(POLICY, timeline_contributors=by)) as stage:
        scene = Scene(stage.box, stage.bot, stage.clock, stage.place)
        asked = await quiet(scene)
        await scene.person(JANE).invite(scene.channel, guest.name)
        await scene.person(guest.name).press(asked, "Nothing to add")
        await scene.deliver()
        assert ("Gus Guest has nothing to add for" in text_of(question(scene))) == (by == "everyone")
        private = [each.text for each in scene.person(guest.name).sees(scene.channel) if each.to]
        refused = "Guests can't add or edit timeline entries here. Ask a member of this workspace."
        assert private == ([refused] if by == "members" else [])


async def test_an_alarm_stays_with_its_incident(scene: Scene) -> None:
    await scene.declare(SEV2)
    first = scene.channel.name
    await scene.declare("sev2 Mail is late")
    await scene.after(minutes=30)
    await scene.run(BOB, "/incident log Queue is draining", scene.channel.name)
    await scene.after(minutes=30)
    assert [is_alarm(each) for each in scene.posts(first)].count(True) == 1
    assert alarms(scene) == []


async def test_a_button_of_a_question_that_nobody_knows_changes_nothing_and_says_so(scene: Scene) -> None:
    asked = await quiet(scene)
    unknown = f"1/nudge/{START.isoformat()}"
    stale = replace(asked, blocks=json.loads(json.dumps(asked.blocks).replace(key_of(asked), unknown)))
    for label in ("Add entry", "Nothing to add"):
        await scene.person(BOB).press(stale, label)
    await scene.person(BOB).choose(stale, "snooze", "10 min")
    await scene.deliver()
    assert [each.text for each in scene.person(BOB).sees(scene.channel) if each.to] == [
        "I can't find that question. To add an entry, type `/incident log &lt;text&gt;`.",
        "I can't find that question. To add an entry, type `/incident log &lt;text&gt;`.",
        "I can't find that nudge. You can snooze the next one.",
    ]
    assert by_people(scene) == []


def key_of(message: Message) -> str:
    assert message.metadata is not None
    return str(message.metadata["event_payload"]["key"])
