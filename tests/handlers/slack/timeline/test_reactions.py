"""The whole life of an entry, over the wire: marks made and taken back, messages edited and deleted, pins."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.timeline.model import EntryChange, EntryKind
from demo.stage import on_stage
from sandbox import Message
from tests.handlers.conftest import PEOPLE, POLICY, START, Scene
from tests.handlers.delivery.delivery_scenarios import rigged
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
    stands,
    unmarked,
)

# Marks


async def test_un_reacting_takes_the_entry_and_the_tick_back_and_leaves_a_trace(scene: Scene) -> None:
    await scene.declare()
    said = await posted(scene, ALICE, "Rolling back")
    await marked(scene, said, BOB)
    assert is_ticked(scene, said)
    await scene.after(minutes=1)
    await unmarked(scene, said, BOB)
    assert not stands(scene, said)
    assert not is_ticked(scene, said)
    gone = entry_of(scene, said)
    assert (gone.removed, gone.change, gone.changed_at) == (True, EntryChange.REACTION_REMOVED, scene.clock.now())
    assert gone.changed_by
    assert gone.changed_by.name == BOB
    assert gone.text == "Rolling back"


async def test_an_entry_stays_as_long_as_anybodys_reaction_stands(scene: Scene) -> None:
    await scene.declare()
    said = await posted(scene, ALICE, "Rolling back")
    await marked(scene, said, BOB)
    await marked(scene, said, JANE)
    assert capturers(entry_of(scene, said)) == [BOB, JANE]
    await unmarked(scene, said, BOB)
    assert capturers(entry_of(scene, said)) == [JANE]
    assert is_ticked(scene, said)
    await unmarked(scene, said, JANE)
    assert not stands(scene, said)
    assert changes(scene, said) == ["", "marked", "unmarked", "unmarked"]


async def test_a_reaction_made_again_brings_the_same_entry_back(scene: Scene) -> None:
    await scene.declare()
    said = await posted(scene, ALICE, "Rolling back")
    await marked(scene, said, BOB)
    first = entry_of(scene, said)
    await unmarked(scene, said, BOB)
    await scene.after(minutes=2)
    await marked(scene, said, JANE)
    again = entry_of(scene, said)
    assert (again.id, again.recorded_at, again.occurred_at) == (first.id, first.recorded_at, first.occurred_at)
    assert (again.change, capturers(again)) == (EntryChange.REACTED_AGAIN, [JANE])
    assert is_ticked(scene, said)


async def test_a_second_emoji_changes_the_type_and_taking_it_off_changes_it_back(scene: Scene) -> None:
    await scene.declare()
    said = await posted(scene, ALICE, "It is the pool")
    await marked(scene, said, BOB, "mag")
    await marked(scene, said, BOB, "wrench")
    assert entry_of(scene, said).kind is EntryKind.MITIGATION
    await unmarked(scene, said, BOB, "wrench")
    assert entry_of(scene, said).kind is EntryKind.INVESTIGATION
    assert changes(scene, said) == ["", "type", "type"]


async def test_a_reaction_in_another_skin_tone_or_without_a_meaning_is_read_rightly(scene: Scene) -> None:
    await scene.declare()
    said = await posted(scene, ALICE, "Pushed")
    await marked(scene, said, BOB, "eyes")
    assert not stands(scene, said)
    await marked(scene, said, BOB, "arrow_up::skin-tone-3")
    assert entry_of(scene, said).kind is EntryKind.ESCALATION


async def test_a_reaction_redelivered_after_it_was_taken_back_stays_taken_back(scene: Scene) -> None:
    await scene.declare()
    said = await posted(scene, ALICE, "Rolling back")
    await marked(scene, said, BOB)
    [made] = [each.sent["payload"]["event_id"] for each in scene.box.wire.envelopes("reaction_added")][-1:]
    await unmarked(scene, said, BOB)
    scene.box.faults.deliver_again(made)
    await scene.deliver()
    assert not stands(scene, said)


async def test_a_reply_in_a_thread_is_taken_back_like_any_message(scene: Scene) -> None:
    await scene.declare()
    parent = await posted(scene, ALICE, "Looking at the pool")
    reply = await posted(scene, BOB, "It is the ORM", thread=parent)
    await marked(scene, reply, JANE, "mag")
    assert stands(scene, reply)
    await unmarked(scene, reply, JANE, "mag")
    assert not stands(scene, reply)
    assert not is_ticked(scene, reply)


# Messages


async def test_an_edited_message_has_its_new_text_and_keeps_the_earlier_one(scene: Scene) -> None:
    await scene.declare()
    said = await posted(scene, ALICE, "Pool at 100 %")
    await marked(scene, said, BOB)
    await scene.after(minutes=1)
    await scene.person(ALICE).edit(said, "Pool at 90 % & falling")
    await scene.deliver()
    before, now = scene.bot.services.timeline.history(entry_of(scene, said).id)
    assert (before.text, now.text) == ("Pool at 100 %", "Pool at 90 % & falling")
    assert (now.change, now.changed_by) == (EntryChange.MESSAGE_EDITED, before.author)
    assert now.edited_at is not None
    assert (now.occurred_at, now.captured_by) == (before.occurred_at, before.captured_by)


async def test_an_edit_before_the_look_up_leaves_the_newest_text(scene: Scene) -> None:
    await scene.declare()
    said = await posted(scene, ALICE, "Pool at 100 %")
    with scene.box.faults.hold("reactions.get") as look_up:
        await scene.person(BOB).react(said, "wrench")
        await scene.box.changed(lambda: look_up.waiting, 10, "the look-up has read the message")
        await scene.person(ALICE).edit(said, "Pool at 90 %")
        await scene.box.changed(lambda: entry_of(scene, said).version == 2, 10, "the edit is known")
        assert entry_of(scene, said).pending
    await scene.deliver()
    entry = entry_of(scene, said)
    assert (entry.text, entry.author.name, entry.pending) == ("Pool at 90 %", ALICE, False)
    assert entry.permalink


async def test_a_deleted_message_leaves_its_entry_marked_as_such(scene: Scene) -> None:
    await scene.declare()
    said = await posted(scene, ALICE, "Rolling back")
    await marked(scene, said, BOB)
    await scene.person(ALICE).delete(said)
    await scene.deliver()
    entry = entry_of(scene, said)
    assert (entry.deleted, entry.removed, entry.text) == (True, False, "Rolling back")
    assert changes(scene, said) == ["", "message deleted"]


async def test_a_parent_that_is_deleted_counts_as_deleted_and_not_as_edited(scene: Scene) -> None:
    await scene.declare()
    parent = await posted(scene, ALICE, "Looking at the pool")
    await posted(scene, BOB, "Me too", thread=parent)
    await marked(scene, parent, JANE)
    await scene.person(ALICE).delete(parent)
    await scene.deliver()
    entry = entry_of(scene, parent)
    assert (entry.deleted, entry.text) == (True, "Looking at the pool")


async def test_a_message_deleted_before_it_was_read_keeps_the_words_that_slack_tells(scene: Scene) -> None:
    await scene.declare()
    said = await posted(scene, ALICE, "Rolling back")
    await scene.person(BOB).react(said, "wrench")
    await scene.person(ALICE).delete(said)
    await scene.deliver()
    entry = entry_of(scene, said)
    assert (entry.text, entry.author.name, entry.deleted, entry.removed) == ("Rolling back", ALICE, True, False)
    assert not scene.bot.services.outbox.failed_rows(1)


async def test_files_are_kept_by_name_type_and_permalink(scene: Scene) -> None:
    await scene.declare()
    files = [("graph.png", "image/png"), ("trace.log", "text/plain")]
    said = await scene.person(ALICE).post(scene.channel, "Look at this", files=files)
    await marked(scene, said, BOB)
    kept = entry_of(scene, said).files
    assert [(file.name, file.type) for file in kept] == files
    assert all(file.permalink.startswith("https://") for file in kept)


async def test_plain_messages_and_the_edits_of_those_without_a_reaction_write_nothing(tmp_path: Path) -> None:
    async with rigged(tmp_path) as scene:
        await scene.declare()
        before = scene.record.tables.conn.total_changes
        said = await posted(scene, JANE, "one")
        await scene.person(JANE).edit(said, "two")
        await posted(scene, JANE, "three", thread=said)
        await scene.person(JANE).delete(said)
        await scene.deliver()
        assert scene.record.tables.conn.total_changes == before
        assert {each.status for each in scene.box.wire.envelopes("message")} == {"acked"}


# Pins


async def test_a_pinned_message_is_a_note_until_anybody_unpins_it(scene: Scene) -> None:
    await scene.declare()
    said = await posted(scene, ALICE, "The dashboard to watch")
    await scene.person(BOB).pin(said)
    await scene.deliver()
    entry = entry_of(scene, said)
    assert (entry.kind, capturers(entry), entry.text) == (EntryKind.NOTE, [BOB], "The dashboard to watch")
    await scene.person(JANE).unpin(said)
    await scene.deliver()
    assert not stands(scene, said)


async def pinned(scene: Scene, said: Message) -> None:
    await scene.person(BOB).pin(said)
    await scene.deliver()


async def unpinned(scene: Scene, said: Message) -> None:
    await scene.person(JANE).unpin(said)
    await scene.deliver()


async def test_a_mitigation_that_is_pinned_afterwards_stays_one_until_its_reaction_goes(scene: Scene) -> None:
    await scene.declare()
    said = await posted(scene, ALICE, "Failing over to the replica")
    await marked(scene, said, JANE, "wrench")
    await pinned(scene, said)
    assert entry_of(scene, said).kind is EntryKind.MITIGATION
    assert capturers(entry_of(scene, said)) == [JANE, BOB]
    await unmarked(scene, said, JANE, "wrench")
    assert entry_of(scene, said).kind is EntryKind.NOTE
    await unpinned(scene, said)
    assert not stands(scene, said)


async def test_a_pinned_message_becomes_what_a_reaction_says_and_stays_it_without_the_pin(scene: Scene) -> None:
    await scene.declare()
    said = await posted(scene, ALICE, "Failing over to the replica")
    await pinned(scene, said)
    await marked(scene, said, JANE, "wrench")
    assert entry_of(scene, said).kind is EntryKind.MITIGATION
    await unpinned(scene, said)
    assert entry_of(scene, said).kind is EntryKind.MITIGATION
    await pinned(scene, said)
    assert entry_of(scene, said).kind is EntryKind.MITIGATION


async def test_a_note_by_reaction_says_no_more_than_a_pin(scene: Scene) -> None:
    await scene.declare()
    said = await posted(scene, ALICE, "Failing over to the replica")
    await marked(scene, said, JANE, "wrench")
    await marked(scene, said, BOB, "pushpin")
    assert entry_of(scene, said).kind is EntryKind.MITIGATION


async def test_the_bots_own_pin_is_no_entry(scene: Scene) -> None:
    await scene.declare()
    assert scene.channel.pins
    assert [entry.kind for entry in scene.entries] == [EntryKind.DECLARATION]


async def test_pins_do_not_log_where_they_are_switched_off() -> None:
    async with on_stage(list(PEOPLE), START, replace(POLICY, log_pins=False)) as stage:
        scene = Scene(stage.box, stage.bot, stage.clock, stage.place)
        await scene.declare()
        said = await posted(scene, ALICE, "The dashboard to watch")
        await scene.person(BOB).pin(said)
        await scene.deliver()
        assert not stands(scene, said)


async def test_a_private_incident_has_its_whole_life_too(scene: Scene) -> None:
    await scene.person(JANE).command("/incident declare")
    await scene.person(JANE).submit({"Title": "Leaked keys", "Severity": "sev1", "Private": ["private"]})
    await scene.deliver()
    assert scene.channel.is_private
    said = await posted(scene, JANE, "Keys are revoked")
    await marked(scene, said, JANE)
    await scene.person(JANE).edit(said, "All keys are revoked")
    await scene.deliver()
    assert entry_of(scene, said).text == "All keys are revoked"
    await unmarked(scene, said, JANE)
    assert not stands(scene, said)


async def test_a_message_of_someone_whom_slack_does_not_show_keeps_its_text(scene: Scene) -> None:
    await scene.declare()
    hidden = Message(scene.channel.id, scene.box.space.next_ts(scene.channel), "Failing over", user="U0STRANGER")
    scene.channel.messages.append(hidden)
    scene.box.faults.fail("users.info", "user_not_visible", times=9)
    await marked(scene, hidden, BOB)
    entry = entry_of(scene, hidden)
    assert (entry.author.name, entry.text, entry.pending) == ("unknown user", "Failing over", False)


async def test_a_message_that_has_no_link_keeps_its_text(scene: Scene) -> None:
    await scene.declare()
    said = await posted(scene, ALICE, "Failing over")
    scene.box.faults.fail("chat.getPermalink", "message_not_found", times=9)
    await marked(scene, said, BOB)
    assert (entry_of(scene, said).text, entry_of(scene, said).pending) == ("Failing over", False)


@pytest.mark.parametrize("code", ["thread_not_found", "access_denied", "message_not_found"])
async def test_an_entry_whose_message_slack_does_not_show_says_so_instead_of_waiting(scene: Scene, code: str) -> None:
    await scene.declare()
    said = await posted(scene, ALICE, "Rolled back")
    scene.box.faults.fail("reactions.get", code, times=9)
    await marked(scene, said, BOB)
    await scene.after(minutes=1)
    assert not entry_of(scene, said).pending
    await scene.run(BOB, "/incident timeline", scene.channel.name)
    shown = str(scene.person(BOB).modal)
    assert "text not available" in shown
    assert "loading the message" not in shown
    assert entry_of(scene, said).deleted == (code == "message_not_found")
    assert bool(entry_of(scene, said).permalink) == (code != "message_not_found")
