"""The ways onto the timeline in words and by hand, over the wire: log with its forms, a mention, the shortcut."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest

from bot.config.policy import MEMBERS, Policy
from bot.timeline.model import Entry, EntryChange, EntryKind, EntrySource
from bot.timeline.reactions import moment
from demo.stage import on_stage
from sandbox import Message, Profile
from tests.handlers.conftest import PEOPLE, START, Scene
from tests.handlers.slack.timeline.timeline_scenarios import (
    ALICE,
    BOB,
    JANE,
    capturers,
    changes,
    entry_of,
    is_ticked,
    marked,
    posted,
)

SHORTCUT = "Add to timeline"


def told(scene: Scene, name: str, channel: str | None = None) -> list[str]:
    """What only that person was told in a channel."""
    person = scene.person(name)
    return [message.text for message in person.sees(channel or scene.channel) if message.to == person.id]


def brief(entry: Entry) -> tuple[str, EntryKind, datetime, str, Sequence[str]]:
    return entry.text, entry.kind, entry.occurred_at, entry.author.name, capturers(entry)


# /incident log


@pytest.mark.parametrize(
    ("words", "text", "at", "answered"),
    [
        (
            "yesterday 23:50 Deploy of user-api",
            "Deploy of user-api",
            datetime(2024, 1, 14, 22, 50, tzinfo=UTC),
            "Logged as note at 23:50 CET on Sun 14 Jan (22:50 UTC): Deploy of user-api",
        ),
        (
            "-10m First alert",
            "First alert",
            START - timedelta(minutes=10),
            "Logged as note at 15:13 CET (14:13 UTC): First alert",
        ),
        (
            "-1h30m Deploy",
            "Deploy",
            START - timedelta(minutes=90),
            "Logged as note at 13:53 CET (12:53 UTC): Deploy",
        ),
    ],
)
async def test_log_takes_a_time_of_yesterday_or_so_long_ago(
    scene: Scene, words: str, text: str, at: datetime, answered: str
) -> None:
    await scene.declare()
    scene.clock.set(START)
    assert await scene.run(ALICE, f"/incident log {words}", scene.channel.name) == answered
    assert brief(scene.entries[-1]) == (text, EntryKind.NOTE, at, ALICE, [ALICE])


async def test_log_names_who_did_it_and_keeps_who_wrote_it_down(scene: Scene) -> None:
    await scene.declare()
    answered = await scene.run(JANE, "/incident log 14:05 @bob detection: First alert", scene.channel.name)
    at = datetime(2024, 1, 15, 14, 5, tzinfo=UTC)
    assert brief(scene.entries[-1]) == ("First alert", EntryKind.DETECTION, at, BOB, [JANE])
    assert answered == "Logged as detection by Bob Kim at 14:05 UTC: First alert"


# A mention


async def test_a_mention_logs_what_it_says_and_answers_privately_how_it_was_read(scene: Scene) -> None:
    await scene.declare()
    said = await posted(scene, ALICE, "@Muster log 15:05 detection: First alert & more")
    entry = entry_of(scene, said)
    at = datetime(2024, 1, 15, 14, 5, tzinfo=UTC)
    assert brief(entry) == ("First alert & more", EntryKind.DETECTION, at, ALICE, [ALICE])
    assert (entry.source, entry.pending) == (EntrySource.COMMAND, False)
    assert entry.permalink.endswith(said.ts.replace(".", ""))
    assert is_ticked(scene, said)
    answer = "Logged as detection at 15:05 CET (14:05 UTC): First alert &amp; more"
    assert told(scene, ALICE) == [answer]
    assert told(scene, BOB) == []


async def test_a_mention_in_a_thread_is_answered_there(scene: Scene) -> None:
    await scene.declare()
    parent = await posted(scene, BOB, "Looking at the pool")
    said = await posted(scene, ALICE, "@Muster log @bob mitigation: Pool raised", thread=parent)
    assert brief(entry_of(scene, said)) == ("Pool raised", EntryKind.MITIGATION, scene.clock.now(), BOB, [ALICE])
    private = [message for message in scene.person(ALICE).sees(scene.channel) if message.to]
    assert [message.thread_ts for message in private] == [parent.ts]


async def test_a_mention_that_is_delivered_again_logs_and_answers_once(scene: Scene) -> None:
    await scene.declare()
    before = len(scene.entries)
    await posted(scene, ALICE, "@Muster log Rolled back")
    mentions = [
        each.sent["payload"]["event_id"]
        for each in scene.box.wire
        if each.sent.get("payload", {}).get("event", {}).get("type") == "app_mention"
    ]
    scene.box.faults.deliver_again(mentions[0], times=2)
    await scene.deliver()
    assert len(scene.entries) == before + 1
    assert len(told(scene, ALICE)) == 1


async def test_a_mention_in_a_private_incident_is_logged_and_answered_there(scene: Scene) -> None:
    jane = scene.person(JANE)
    await jane.command("/incident declare")
    await jane.submit({"Title": "Key leaked", "Private": ["private"]})
    await scene.deliver()
    said = await posted(scene, JANE, "@Muster log yesterday 23:00 trigger: Key pushed to the public repository")
    assert entry_of(scene, said).occurred_at == datetime(2024, 1, 14, 23, 0, tzinfo=UTC)
    assert told(scene, JANE)[-1].startswith("Logged as trigger at 23:00 UTC on Sun 14 Jan")
    general = " ".join(message.text for message in scene.box.channel("general").messages)
    assert "Key pushed" not in general


async def test_a_message_that_was_logged_in_words_and_is_reacted_to_too_stays_one_entry(scene: Scene) -> None:
    await scene.declare()
    said = await posted(scene, ALICE, "@Muster log Pool raised")
    await marked(scene, said, BOB, "wrench")
    assert sum(entry.message_ts == said.ts for entry in scene.entries) == 1
    entry = entry_of(scene, said)
    assert (entry.text, entry.kind, capturers(entry)) == ("Pool raised", EntryKind.MITIGATION, [ALICE, BOB])


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("thanks @Muster", "In a message, the only command is log."),
        ("@Muster resolve", "To see all commands, type `/incident help`."),
        ("@Muster log", "Enter what happened. For example: `/incident log"),
        ("@Muster log 25:99 Deploy", '"25:99" is not a time.'),
    ],
)
async def test_a_mention_that_logs_nothing_is_answered_with_what_to_type(
    scene: Scene, text: str, sentence: str
) -> None:
    await scene.declare()
    before = scene.entries
    await posted(scene, ALICE, text)
    (answer,) = told(scene, ALICE)
    assert sentence in answer
    assert scene.entries == before


async def test_a_mention_outside_an_incident_channel_says_where_to_log(scene: Scene) -> None:
    await scene.person(ALICE).invite("general", "Muster")
    await scene.person(ALICE).post("general", "@Muster log Rolled back")
    await scene.calm()
    assert told(scene, ALICE, "general")[-1].startswith(
        "This isn't an incident channel. Type `/incident log Rolled back`"
    )


async def test_an_edit_of_a_logged_mention_corrects_its_entry(scene: Scene) -> None:
    await scene.declare()
    said = await posted(scene, ALICE, "@Muster log 15:05 detection: Frist alert")
    await scene.after(minutes=9)
    await scene.person(ALICE).edit(said, "@Muster log 15:10 @bob escalation: First alert")
    await scene.deliver()
    at = datetime(2024, 1, 15, 14, 10, tzinfo=UTC)
    assert brief(entry_of(scene, said)) == ("First alert", EntryKind.ESCALATION, at, BOB, [ALICE])
    assert changes(scene, said)[-1] == EntryChange.MESSAGE_EDITED
    assert sum(entry.message_ts == said.ts for entry in scene.entries) == 1
    await scene.person(ALICE).edit(said, "The alert of checkout")
    await scene.deliver()
    assert brief(entry_of(scene, said)) == ("The alert of checkout", EntryKind.NOTE, START, ALICE, [ALICE])


async def test_an_edit_of_a_mention_keeps_a_time_that_counts_from_its_message(scene: Scene) -> None:
    await scene.declare()
    said = await posted(scene, ALICE, "@Muster log -10m Pool rasied")
    before = entry_of(scene, said).occurred_at
    await scene.after(minutes=30)
    await scene.person(ALICE).edit(said, "@Muster log -10m Pool raised")
    await scene.deliver()
    after = entry_of(scene, said)
    assert (after.text, round((after.occurred_at - before) / timedelta(minutes=1))) == ("Pool raised", 0)


async def test_an_edit_of_a_mention_leaves_what_others_changed(scene: Scene) -> None:
    await scene.declare()
    said = await posted(scene, ALICE, "@Muster log Pool rasied")
    await marked(scene, said, BOB, "wrench")
    await scene.person(ALICE).edit(said, "@Muster log Pool raised to 80")
    await scene.deliver()
    entry = entry_of(scene, said)
    assert (entry.text, entry.kind, capturers(entry)) == ("Pool raised to 80", EntryKind.MITIGATION, [ALICE, BOB])
    scene.bot.services.timeline.remove(scene.newest.number, entry.id, scene.bot.services.people.person(entry.author.id))
    await scene.person(ALICE).edit(said, "@Muster log Pool raised to 90")
    await scene.deliver()
    assert (entry_of(scene, said).text, entry_of(scene, said).removed) == ("Pool raised to 90", True)


async def test_an_edit_of_a_mention_that_can_not_be_read_is_answered_and_changes_nothing(scene: Scene) -> None:
    await scene.declare()
    said = await posted(scene, ALICE, "@Muster log 15:05 First alert")
    before = entry_of(scene, said)
    await scene.person(ALICE).edit(said, "@Muster log 25:99 First alert")
    await scene.deliver()
    assert entry_of(scene, said) == before
    assert told(scene, ALICE)[-1].startswith('"25:99" is not a time.')


async def test_a_mention_that_was_no_entry_is_logged_once_it_is_mended(scene: Scene) -> None:
    await scene.declare()
    said = await posted(scene, ALICE, "@Muster lgo Rolled back")
    await scene.person(ALICE).edit(said, "@Muster log Rolled back")
    await scene.deliver()
    assert entry_of(scene, said).text == "Rolled back"
    assert len(changes(scene, said)) == 1


# The message shortcut


async def add(scene: Scene, said: Message, by: str = BOB, **filled: object) -> dict[str, str]:
    await scene.person(by).shortcut(SHORTCUT, said)
    refused = await scene.person(by).submit(dict(filled))
    await scene.deliver()
    return refused


async def test_the_shortcut_adds_a_message_as_it_is(scene: Scene) -> None:
    await scene.declare()
    said = await posted(scene, ALICE, "Pool at 100 % & errors > 5 %")
    await scene.after(minutes=5)
    assert await add(scene, said) == {}
    entry = entry_of(scene, said)
    assert brief(entry) == ("Pool at 100 % & errors > 5 %", EntryKind.NOTE, moment(said.ts), ALICE, [BOB])
    assert (entry.source, entry.pending, entry.manual.text) == (EntrySource.SHORTCUT, False, False)
    assert is_ticked(scene, said)
    await scene.person(ALICE).edit(said, "Pool at 90 %")
    await scene.deliver()
    assert entry_of(scene, said).text == "Pool at 90 %"


async def test_the_form_of_the_shortcut_is_prefilled_and_takes_type_time_and_words(scene: Scene) -> None:
    await scene.declare()
    said = await posted(scene, ALICE, "Pool at 100 %")
    await scene.after(minutes=5)
    bob, at = scene.person(BOB), datetime(2024, 1, 15, 14, 10, tzinfo=UTC)
    await bob.shortcut(SHORTCUT, said)
    assert bob.modal is not None
    filled = {block: bob.modal.state[block][block] for block in ("kind", "when", "text")}
    assert filled["kind"]["selected_option"]["value"] == "note"
    assert filled["when"]["selected_date_time"] == START.timestamp()
    assert filled["text"]["value"] == "Pool at 100 %"
    await bob.submit({"Type": "Detection", "When": at, "What happened": "First sign"})
    await scene.deliver()
    assert brief(entry_of(scene, said)) == ("First sign", EntryKind.DETECTION, at, ALICE, [BOB])
    await scene.person(ALICE).edit(said, "Pool at 90 %")
    await scene.deliver()
    assert entry_of(scene, said).text == "First sign"


async def test_a_long_message_that_nobody_changed_is_kept_whole(scene: Scene) -> None:
    await scene.declare()
    said = await posted(scene, ALICE, "word " * 700 + "end")
    assert await add(scene, said, kind="Triage") == {}
    assert entry_of(scene, said).text == "word " * 700 + "end"


async def test_an_alert_of_an_app_is_added_under_the_apps_name(scene: Scene) -> None:
    await scene.declare()
    alert = scene.box.post_as_app(scene.channel.name, "Datadog", attachments=[{"title": "Latency", "text": "8500 ms"}])
    assert await add(scene, alert) == {}
    entry = entry_of(scene, alert)
    assert (entry.text, entry.author.name) == ("Latency\n8500 ms", "Datadog")


async def test_a_time_still_to_come_and_a_text_of_blanks_are_refused_in_the_form(scene: Scene) -> None:
    await scene.declare()
    said = await posted(scene, ALICE, "Rolling back")
    assert "in the future" in (await add(scene, said, when=START + timedelta(days=1)))["when"]
    bob = scene.person(BOB)
    assert (await bob.submit({"When": START, "What happened": " "}))["text"].startswith("Enter what happened.")
    assert scene.bot.services.timeline.entry_of(said.channel, said.ts) is None
    assert await bob.submit({"What happened": "Rolled back"}) == {}
    await scene.deliver()
    assert entry_of(scene, said).text == "Rolled back"


async def test_the_shortcut_on_a_message_that_is_on_the_timeline_changes_its_entry(scene: Scene) -> None:
    await scene.declare()
    said = await posted(scene, ALICE, "Rolling back")
    await marked(scene, said, JANE)
    assert await add(scene, said, kind="Resolution") == {}
    entry = entry_of(scene, said)
    assert (entry.kind, entry.version, entry.change) == (EntryKind.RESOLUTION, 2, EntryChange.EDITED)
    assert sum(each.message_ts == said.ts for each in scene.entries) == 1


async def test_the_shortcut_brings_a_removed_entry_back(scene: Scene) -> None:
    await scene.declare()
    said = await posted(scene, ALICE, "Rolling back")
    await marked(scene, said, JANE)
    await scene.person(JANE).unreact(said, "wrench")
    await scene.deliver()
    await scene.after(minutes=1)
    assert await add(scene, said) == {}
    assert changes(scene, said) == ["", "unmarked", "restored"]
    assert capturers(entry_of(scene, said)) == [BOB]


async def test_the_shortcut_outside_an_incident_channel_is_one_sentence(scene: Scene) -> None:
    said = await scene.person(ALICE).post("general", "hello")
    await scene.person(BOB).shortcut(SHORTCUT, said)
    await scene.calm()
    assert scene.person(BOB).modal is None
    (answer,) = told(scene, BOB, "general")
    assert answer.startswith("This isn't an incident channel.")


async def test_where_only_members_may_log_a_guest_is_told_so_whatever_way_they_choose() -> None:
    guest = Profile("Gus Guest", "gus", tz="UTC", email="gus@example.com", is_restricted=True)
    async with on_stage([*PEOPLE, guest], START, Policy(timeline_contributors=MEMBERS)) as stage:
        scene = Scene(stage.box, stage.bot, stage.clock, stage.place)
        await scene.declare()
        await scene.person(JANE).invite(scene.channel, "gus")
        before, refusal = scene.entries, "Guests can't add or edit timeline entries here."
        said = await posted(scene, "Gus Guest", "@Muster log Rolled back")
        assert told(scene, "Gus Guest")[-1].startswith(refusal)
        assert refusal in (await add(scene, said, by="Gus Guest"))["text"]
        assert refusal in await scene.run("Gus Guest", "/incident log Rolled back", scene.channel.name)
        assert scene.entries == before


@pytest.mark.parametrize("said", ["/incident log", "@Muster log"])
async def test_a_time_that_cannot_be_read_is_asked_about_and_nothing_is_logged(scene: Scene, said: str) -> None:
    await scene.declare()
    before = len(scene.entries)
    for text in ("25:99 First alert", "-10x First alert", "2030-01-01 10:00 First alert", "deteciton: First alert"):
        typed = f"{said} {text}"
        is_command = typed.startswith("/")
        channel = scene.channel.name
        told = await scene.run(JANE, typed, channel) if is_command else await mentioned(scene, typed)
        assert f'type `/incident log "{text}"`.' in told
    assert len(scene.entries) == before


@pytest.mark.parametrize("said", ["/incident log", "@Muster log"])
async def test_a_command_and_a_message_understand_the_same_times(scene: Scene, said: str) -> None:
    await scene.declare()
    for text in ("14:05 UTC", "2:05pm", "18m ago", "–18m", "2024-01-15 15:05 +01:00"):
        typed = f"{said} {text} Rolled back {text}"
        channel = scene.channel.name
        await (scene.run(JANE, typed, channel) if typed.startswith("/") else posted(scene, JANE, typed))
        logged = scene.entries[-1]
        assert (f"{logged.occurred_at:%H:%M}", logged.text) == ("14:05", f"Rolled back {text}")


async def mentioned(scene: Scene, text: str) -> str:
    """What Jane is answered to a message."""
    await posted(scene, JANE, text)
    return scene.person(JANE).sees(scene.channel)[-1].text
