"""The timeline, over the wire: reactions on messages and replies, the log command, the modal."""

from datetime import UTC, datetime

import pytest

from bot.timeline.model import EntryKind, EntrySource
from sandbox import Message
from sandbox.socket.wire_log import WireEntry as Wired
from tests.handlers.conftest import Scene


async def posted(scene: Scene, by: str, text: str, thread: Message | None = None) -> Message:
    message = await scene.person(by).post(scene.channel, text, thread)
    await scene.deliver()
    return message


@pytest.mark.parametrize(
    ("emoji", "kind"),
    [
        ("pushpin", EntryKind.NOTE),
        ("mag", EntryKind.INVESTIGATION),
        ("wrench", EntryKind.MITIGATION),
        ("rotating_light", EntryKind.DETECTION),
        ("loudspeaker", EntryKind.COMMUNICATION),
        ("arrow_up", EntryKind.ESCALATION),
        ("white_check_mark", EntryKind.RESOLUTION),
    ],
)
async def test_a_mapped_reaction_logs_the_message_with_all_that_is_known(
    scene: Scene, emoji: str, kind: EntryKind
) -> None:
    await scene.declare()
    await scene.after(minutes=2)
    said = await posted(scene, "Alice Chen", "Pool at 100 % & errors > 5 %, ask @Bob Kim")
    await scene.after(minutes=3)
    await scene.person("Bob Kim").react(said, emoji)
    await scene.deliver()
    entry = scene.entries[-1]
    assert (entry.kind, entry.source) == (kind, EntrySource.REACTION)
    assert entry.text == "Pool at 100 % & errors > 5 %, ask @Bob Kim"
    assert (entry.author.name, [person.name for person in entry.captured_by]) == ("Alice Chen", ["Bob Kim"])
    assert entry.occurred_at == datetime.fromtimestamp(float(said.ts), UTC)
    assert entry.recorded_at == scene.clock.now()
    assert entry.permalink.endswith(f"/archives/{scene.channel.id}/p{said.ts.replace('.', '')}")


async def test_a_logged_message_gets_the_bots_tick_which_is_not_itself_a_reaction(scene: Scene) -> None:
    await scene.declare()
    said = await posted(scene, "Alice Chen", "Rolling back")
    await scene.person("Bob Kim").react(said, "wrench")
    await scene.deliver()
    ticks = [reaction for reaction in said.reactions if reaction.name == scene.bot.services.policy.logged_emoji]
    assert [len(tick.users) for tick in ticks] == [1]
    assert sum(entry.message_ts == said.ts for entry in scene.entries) == 1


async def test_two_reactions_to_one_message_are_one_entry(scene: Scene) -> None:
    await scene.declare()
    said = await posted(scene, "Alice Chen", "Rolling back")
    await scene.person("Bob Kim").react(said, "wrench")
    await scene.person("Jane Smith").react(said, "wrench")
    await scene.person("Jane Smith").react(said, "pushpin")
    await scene.deliver()
    assert sum(entry.message_ts == said.ts for entry in scene.entries) == 1


async def test_a_reply_in_a_thread_is_logged_like_any_message(scene: Scene) -> None:
    await scene.declare()
    parent = await posted(scene, "Alice Chen", "Looking at the pool")
    await scene.after(minutes=1)
    reply = await posted(scene, "Bob Kim", "It is the ORM", thread=parent)
    await scene.person("Jane Smith").react(reply, "mag")
    await scene.deliver()
    entry = scene.entries[-1]
    assert (entry.text, entry.author.name) == ("It is the ORM", "Bob Kim")
    assert "thread_ts" in entry.permalink


async def test_an_alert_without_text_is_read_from_its_blocks_and_attachments(scene: Scene) -> None:
    await scene.declare()
    attachment = {"title": "Latency high", "text": "p99 at 8500 ms", "fields": [{"title": "Region", "value": "eu"}]}
    alert = scene.box.post_as_app(scene.channel.name, "Datadog", attachments=[attachment])
    await scene.person("Jane Smith").react(alert, "rotating_light")
    await scene.deliver()
    entry = scene.entries[-1]
    assert entry.text == "Latency high\np99 at 8500 ms\nRegion: eu"
    assert entry.author.name == "Datadog"


async def test_unmapped_reactions_and_other_channels_log_nothing(scene: Scene) -> None:
    await scene.declare()
    before = len(scene.entries)
    await scene.person("Bob Kim").react(await posted(scene, "Alice Chen", "ok"), "eyes")
    elsewhere = await scene.person("Bob Kim").post("general", "hello")
    await scene.person("Alice Chen").react(elsewhere, "pushpin")
    await scene.deliver()
    assert len(scene.entries) == before


async def test_an_event_delivered_three_times_is_one_entry_and_three_acks(scene: Scene) -> None:
    await scene.declare()
    said = await posted(scene, "Alice Chen", "Rolling back")
    await scene.person("Bob Kim").react(said, "wrench")
    await scene.deliver()
    bobs = {"type": "reaction_added", "user": scene.person("Bob Kim").id}

    def deliveries() -> list[Wired]:
        return [
            each for each in scene.box.wire if bobs.items() <= each.sent.get("payload", {}).get("event", {}).items()
        ]

    scene.box.faults.deliver_again(deliveries()[0].sent["payload"]["event_id"], times=2)
    await scene.deliver()
    same = deliveries()
    assert [each.sent.get("retry_attempt", 0) for each in same] == [0, 1, 2]
    assert {each.status for each in same} == {"acked"}
    assert sum(entry.message_ts == said.ts for entry in scene.entries) == 1


async def test_log_puts_a_sentence_on_the_timeline_now(scene: Scene) -> None:
    await scene.declare()
    answered = await scene.run("Jane Smith", "/incident log Bridge is open", scene.channel.name)
    entry = scene.entries[-1]
    assert (entry.text, entry.kind, entry.occurred_at) == ("Bridge is open", EntryKind.NOTE, scene.clock.now())
    assert answered == "Logged as note at 14:23 UTC: Bridge is open"


async def test_log_reads_a_time_in_the_typists_zone_and_shows_how(scene: Scene) -> None:
    await scene.declare()
    answered = await scene.run("Alice Chen", "/incident log 15:05 detection: First alert", scene.channel.name)
    entry = scene.entries[-1]
    assert (entry.kind, entry.occurred_at) == (EntryKind.DETECTION, datetime(2024, 1, 15, 14, 5, tzinfo=UTC))
    assert answered == "Logged as detection at 15:05 CET (14:05 UTC): First alert"


async def test_log_reads_a_type_before_a_full_width_colon(scene: Scene) -> None:
    await scene.declare()
    await scene.run("Jane Smith", "/incident log detection： First alert", scene.channel.name)
    assert (scene.entries[-1].kind, scene.entries[-1].text) == (EntryKind.DETECTION, "First alert")


async def test_log_asks_about_a_time_that_is_still_to_come(scene: Scene) -> None:
    await scene.declare()
    before = scene.entries
    answered = await scene.run("Jane Smith", "/incident log 23:50 Deploy of user-api", scene.channel.name)
    assert scene.entries == before
    assert "For yesterday 23:50, type `/incident log yesterday 23:50 Deploy of user-api`" in answered
    answered = await scene.run("Jane Smith", "/incident log yesterday 23:50 Deploy of user-api", scene.channel.name)
    assert scene.entries[-1].occurred_at == datetime(2024, 1, 14, 23, 50, tzinfo=UTC)
    assert answered == "Logged as note at 23:50 UTC on Sun 14 Jan: Deploy of user-api"


async def test_a_time_that_no_clock_shows_is_refused_in_one_sentence_and_logs_nothing(scene: Scene) -> None:
    await scene.declare()
    before = scene.entries
    answered = await scene.run("Jane Smith", "/incident log 25:99 Deploy", scene.channel.name)
    assert answered.startswith('"25:99" is not a time. Use 14:05, 3:10pm, -10m or 2024-01-22 14:05. To use it as text,')
    assert scene.entries == before
