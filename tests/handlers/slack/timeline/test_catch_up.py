"""After an outage, over the wire: what was marked, taken back, edited and deleted meanwhile is found, once."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.timeline.entries import MessageText
from bot.timeline.model import EntryKind
from demo.stage import on_stage
from handlers.slack.requests.decoding import NameOf, words_of
from sandbox import Message, Profile
from sandbox.socket.faults import Fault
from sandbox.workspace.state import EmojiReaction
from tests.handlers.conftest import PEOPLE, POLICY, START, Scene
from tests.handlers.slack.timeline.timeline_scenarios import (
    ALICE,
    BOB,
    JANE,
    away,
    capturers,
    changes,
    entry_of,
    is_ticked,
    marked,
    posted,
    said_of_absence,
    slack_alone,
    stands,
)


async def past_redelivery(scene: Scene) -> None:
    """Slack delivers an event for the last time six minutes after it happened."""
    await slack_alone(scene, minutes=20)


async def test_reactions_made_and_taken_away_meanwhile_are_found_and_said_in_one_line(scene: Scene) -> None:
    await scene.declare("sev4 Typo on the login page")
    kept, dropped, new = [await posted(scene, ALICE, text) for text in ("kept", "dropped", "new")]
    for said in (kept, dropped):
        await marked(scene, said, BOB)
    await scene.after(minutes=2)
    async with away(scene):
        await scene.person(BOB).unreact(dropped, "wrench")
        await scene.person(BOB).react(new, "mag")
        await past_redelivery(scene)
    assert [stands(scene, said) for said in (kept, dropped, new)] == [True, False, True]
    assert (entry_of(scene, new).kind, entry_of(scene, new).text) == (EntryKind.INVESTIGATION, "new")
    assert [is_ticked(scene, said) for said in (kept, dropped, new)] == [True, False, True]
    assert changes(scene, kept) == [""]
    [line] = said_of_absence(scene)
    assert line == (
        "Muster was offline from <!date^1705328700^{time}|14:25 UTC> to <!date^1705329900^{time}|14:45 UTC>"
        " and has caught up: 1 entry added, 1 entry removed."
    )


async def test_nothing_is_said_where_nothing_happened(scene: Scene) -> None:
    await scene.declare("sev4 Typo on the login page")
    await marked(scene, await posted(scene, ALICE, "kept"), BOB)
    async with away(scene):
        await past_redelivery(scene)
    assert said_of_absence(scene) == []
    assert scene.box.wire.calls("conversations.history")


async def test_replies_edits_and_deletions_are_found_too(scene: Scene) -> None:
    await scene.declare("sev4 Typo on the login page")
    parent = await posted(scene, ALICE, "Looking at the pool")
    reply = await posted(scene, BOB, "It is the ORM", thread=parent)
    edited, deleted = await posted(scene, ALICE, "Pool at 100 %"), await posted(scene, ALICE, "Wrong channel")
    for said in (edited, deleted):
        await marked(scene, said, BOB)
    await scene.after(minutes=2)
    async with away(scene):
        await scene.person(JANE).react(reply, "mag")
        await scene.person(ALICE).edit(edited, "Pool at 90 %")
        await scene.person(ALICE).delete(deleted)
        await past_redelivery(scene)
    assert (entry_of(scene, reply).text, capturers(entry_of(scene, reply))) == ("It is the ORM", [JANE])
    assert (entry_of(scene, edited).text, changes(scene, edited)) == ("Pool at 90 %", ["", "message edited"])
    assert (entry_of(scene, deleted).deleted, stands(scene, deleted)) == (True, True)
    [line] = said_of_absence(scene)
    assert line.endswith(": 1 entry added, 1 message edited, 1 message deleted.")


async def test_an_edit_of_a_logged_mention_is_found_too(scene: Scene) -> None:
    await scene.declare()
    said = await posted(scene, ALICE, "@Muster log detection: Frist alert")
    async with away(scene):
        await scene.person(ALICE).edit(said, "@Muster log detection: First alert")
        await past_redelivery(scene)
    assert (entry_of(scene, said).text, entry_of(scene, said).kind) == ("First alert", EntryKind.DETECTION)


async def test_what_is_redelivered_while_the_channel_is_read_counts_once(scene: Scene) -> None:
    await scene.declare("sev4 Typo on the login page")
    said = [await posted(scene, ALICE, f"step {number}") for number in range(3)]
    async with away(scene):
        for message in said:
            await scene.person(BOB).react(message, "wrench")
        scene.clock.set(scene.clock.now() + timedelta(seconds=30))
    await scene.after(minutes=10)
    assert {each.sent["retry_attempt"] for each in scene.box.wire.envelopes("reaction_added") if each.status == "acked"}
    assert [changes(scene, message) for message in said] == [[""]] * 3
    assert len(said_of_absence(scene)) == 1


async def test_an_event_older_than_the_reading_brings_nothing_back(scene: Scene) -> None:
    await scene.declare("sev4 Typo on the login page")
    said = await posted(scene, ALICE, "Rolling back")
    async with away(scene):
        await scene.person(BOB).react(said, "wrench")
        await scene.person(BOB).unreact(said, "wrench")
        await past_redelivery(scene)
    made = scene.box.wire.envelopes("reaction_added")[-1].sent["payload"]["event_id"]
    scene.box.faults.deliver_again(made)
    await scene.deliver()
    assert scene.bot.services.timeline.entry_of(said.channel, said.ts) is None


async def test_pins_made_meanwhile_do_not_change_what_a_reaction_said(scene: Scene) -> None:
    await scene.declare("sev4 Typo on the login page")
    before, both = await posted(scene, ALICE, "Rolled back"), await posted(scene, ALICE, "Flag is off")
    await marked(scene, before, BOB, "wrench")
    async with away(scene):
        await scene.person(JANE).pin(before)
        await scene.person(JANE).react(both, "wrench")
        await scene.person(JANE).pin(both)
        await past_redelivery(scene)
    assert [entry_of(scene, each).kind for each in (before, both)] == [EntryKind.MITIGATION, EntryKind.MITIGATION]
    async with away(scene):
        await scene.person(BOB).unreact(before, "wrench")
        await scene.person(JANE).unpin(both)
        await past_redelivery(scene)
    assert [entry_of(scene, each).kind for each in (before, both)] == [EntryKind.NOTE, EntryKind.MITIGATION]


async def test_pins_are_read_back_both_ways(scene: Scene) -> None:
    await scene.declare("sev4 Typo on the login page")
    first, second = await posted(scene, ALICE, "first"), await posted(scene, ALICE, "second")
    await scene.person(BOB).pin(first)
    await scene.after(minutes=2)
    async with away(scene):
        await scene.person(JANE).unpin(first)
        await scene.person(JANE).pin(second)
        await past_redelivery(scene)
    assert (stands(scene, first), capturers(entry_of(scene, second))) == (False, [JANE])


@pytest.mark.parametrize("team", [None, "T0OTHER"], ids=["guest account", "other organization"])
async def test_what_a_guest_takes_off_meanwhile_leaves_the_entries_of_members(team: str | None) -> None:
    guest = Profile("Gus Guest", "gus", is_restricted=team is None, team_id=team)
    async with on_stage([*PEOPLE, guest], START, POLICY) as stage:
        scene = Scene(stage.box, stage.bot, stage.clock, stage.place)
        await scene.declare("sev4 Typo on the login page")
        await scene.person(JANE).invite(scene.channel, guest.name)
        said = [await posted(scene, ALICE, text) for text in ("pinned", "reacted", "both", "unpinned before")]
        for each in (said[0], said[3]):
            await scene.person(BOB).pin(each)
        await marked(scene, said[1], guest.name, "wrench")
        await marked(scene, said[2], BOB, "wrench")
        await scene.person(guest.name).react(said[2], "rotating_light")
        await scene.person(guest.name).unpin(said[3])
        await scene.after(minutes=2)
        async with away(scene):
            await scene.person(guest.name).unpin(said[0])
            await scene.person(guest.name).unreact(said[1], "wrench")
            await scene.person(guest.name).unreact(said[2], "rotating_light")
            await scene.person(guest.name).leave(scene.channel)
            await past_redelivery(scene)
        assert [stands(scene, each) for each in said] == [True, False, True, True]
        assert entry_of(scene, said[2]).kind is EntryKind.MITIGATION


async def test_what_could_not_be_reached_is_said_with_the_reason(scene: Scene) -> None:
    await scene.declare("sev4 Typo on the login page")
    pinned, parent = await posted(scene, ALICE, "pinned"), await posted(scene, ALICE, "Looking at the pool")
    reply = await posted(scene, BOB, "It is the ORM", thread=parent)
    await scene.person(BOB).pin(pinned)
    await marked(scene, reply, JANE)
    await scene.after(minutes=2)
    scene.box.faults.fail("pins.list", "missing_scope")
    scene.box.faults.fail("conversations.replies", "not_allowed_token_type")
    async with away(scene):
        await past_redelivery(scene)
    assert [stands(scene, each) for each in (pinned, reply)] == [True, True]
    assert not entry_of(scene, reply).deleted
    [line] = said_of_absence(scene)
    assert line.endswith(". Couldn't read 1 thread (not_allowed_token_type), pins (missing_scope).")


async def test_a_reading_that_slack_slows_down_goes_on_where_it_stopped(scene: Scene) -> None:
    await scene.declare("sev4 Typo on the login page")
    parents = [await posted(scene, ALICE, f"parent {number}") for number in range(3)]
    replies = [await posted(scene, BOB, "reply", thread=parent) for parent in parents]
    async with away(scene):
        for reply in replies:
            await scene.person(JANE).react(reply, "mag")
        await past_redelivery(scene)
        scene.box.faults.rate_limit("pins.list", 20)
        before = scene.clock.now()
    assert all(stands(scene, reply) for reply in replies)
    assert scene.clock.now() - before >= timedelta(seconds=20)
    assert len(scene.box.wire.calls("conversations.replies")) == len(parents)


async def test_a_long_channel_is_read_page_by_page(scene: Scene) -> None:
    await scene.declare("sev4 Typo on the login page")
    oldest = await posted(scene, ALICE, "the oldest")
    for number in range(210):
        await scene.person(ALICE).post(scene.channel, f"chatter {number}")
    async with away(scene):
        await scene.person(BOB).react(oldest, "mag")
        await past_redelivery(scene)
    assert stands(scene, oldest)


async def test_where_slack_names_only_some_of_the_people_the_rest_are_asked_for(scene: Scene) -> None:
    await scene.declare("sev4 Typo on the login page")
    said = await posted(scene, ALICE, "Rolling back")
    async with away(scene):
        for name in (ALICE, BOB, JANE):
            await scene.person(name).react(said, "wrench")
        await past_redelivery(scene)
        said.reactions[0] = Truncated(scene, said.reactions[0].users)
    assert capturers(entry_of(scene, said)) == [ALICE, BOB, JANE]


class Truncated(EmojiReaction):
    """An emoji that many people chose: of them history shows the first and the count, reactions.get everyone."""

    def __init__(self, scene: Scene, users: list[str]) -> None:
        super().__init__("wrench", users)
        self._scene = scene

    def json(self) -> dict[str, object]:
        asked = self._scene.box.wire.calls("reactions.get")
        return {"name": self.name, "users": self.users if asked else self.users[:1], "count": len(self.users)}


async def test_the_bots_own_emoji_counts_for_nothing(scene: Scene) -> None:
    await scene.declare("sev4 Typo on the login page")
    said = await posted(scene, ALICE, "ok")
    async with away(scene):
        said.reactions.append(EmojiReaction("wrench", [scene.box.state.app.user_id]))
        await past_redelivery(scene)
    assert scene.bot.services.timeline.entry_of(said.channel, said.ts) is None


async def test_only_open_incidents_are_read_back(scene: Scene) -> None:
    await scene.declare("sev4 Typo on the login page")
    said = await posted(scene, ALICE, "ok")
    await scene.run(JANE, "/incident resolve Fixed", scene.channel.name)
    async with away(scene):
        await scene.person(BOB).react(said, "wrench")
        await past_redelivery(scene)
    assert scene.bot.services.timeline.entry_of(said.channel, said.ts) is None


async def test_a_removal_by_hand_is_not_undone_by_a_reading(scene: Scene) -> None:
    await scene.declare("sev4 Typo on the login page")
    said = await posted(scene, ALICE, "ok")
    await marked(scene, said, BOB)
    await scene.after(minutes=1)
    jane = scene.bot.services.people.person(scene.person(JANE).id)
    scene.bot.services.timeline.remove(1, entry_of(scene, said).id, jane)
    async with away(scene):
        await past_redelivery(scene)
    assert not stands(scene, said)
    assert said_of_absence(scene) == []


@pytest.mark.parametrize("reason", ["cut", "refresh_requested"])
async def test_a_connection_that_comes_back_reads_what_was_missed(scene: Scene, reason: str) -> None:
    await scene.declare("sev4 Typo on the login page")
    said = await posted(scene, ALICE, "Rolling back")
    await _lose(scene, reason)
    await scene.box.changed(lambda: not scene.box.connections)
    await scene.person(BOB).react(said, "wrench")
    await scene.box.changed(lambda: scene.box.connections)
    await scene.box.changed(lambda: stands(scene, said), 20, "the entry")
    await scene.deliver()
    assert changes(scene, said) == [""]


async def _lose(scene: Scene, reason: str) -> None:
    if reason == "cut":
        scene.box.faults.cut(0)
    else:
        await scene.box.faults.disconnect(reason)


async def test_a_guests_reactions_are_read_back_by_the_same_rule() -> None:
    guest = Profile("Gus Guest", "gus", is_restricted=True)
    async with on_stage([*PEOPLE, guest], START, replace(POLICY, timeline_contributors="members")) as stage:
        scene = Scene(stage.box, stage.bot, stage.clock, stage.place)
        await scene.declare("sev4 Typo on the login page")
        said = await posted(scene, ALICE, "ok")
        await scene.person(JANE).invite(scene.channel, guest.name)
        async with away(scene):
            await scene.person(guest.name).react(said, "wrench")
            await past_redelivery(scene)
        assert scene.bot.services.timeline.entry_of(said.channel, said.ts) is None
        await _and_members_still_count(scene, said)


async def _and_members_still_count(scene: Scene, said: Message) -> None:
    await marked(scene, said, JANE)
    assert capturers(entry_of(scene, said)) == [JANE]


# People and messages that Slack doesn't show


def from_nobody(scene: Scene, text: str, user: str = "") -> Message:
    """A message as Slack returns it where its author is hidden, or named by nothing at all."""
    said = Message(scene.channel.id, scene.box.space.next_ts(scene.channel), text, user=user)
    scene.channel.messages.append(said)
    return said


@pytest.mark.parametrize("reason", ["user_not_found", "user_not_visible", "access_denied"])
async def test_one_author_whom_slack_refuses_does_not_stop_the_reading(scene: Scene, reason: str) -> None:
    await scene.declare("sev4 Typo on the login page")
    hidden = from_nobody(scene, "Failing over", user="U0STRANGER")
    said = await posted(scene, ALICE, "Rolled back")
    scene.box.faults.fail("users.info", reason, times=9)
    async with away(scene):
        for message in (hidden, said):
            await scene.person(BOB).react(message, "wrench")
        await past_redelivery(scene)
    assert (entry_of(scene, hidden).author.name, entry_of(scene, hidden).text) == ("unknown user", "Failing over")
    assert (entry_of(scene, said).author.name, entry_of(scene, said).text) == (ALICE, "Rolled back")
    assert not entry_of(scene, hidden).pending


async def test_a_message_without_any_author_is_read_like_the_others(scene: Scene) -> None:
    await scene.declare("sev4 Typo on the login page")
    nobodys = from_nobody(scene, "Failing over")
    async with away(scene):
        await scene.person(BOB).react(nobodys, "wrench")
        await past_redelivery(scene)
    assert (entry_of(scene, nobodys).author.name, entry_of(scene, nobodys).text) == ("unknown user", "Failing over")


async def test_one_message_that_cannot_be_read_is_said_and_the_rest_is_read(
    scene: Scene, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    await scene.declare("sev4 Typo on the login page")
    broken, said = await posted(scene, ALICE, "Failing over"), await posted(scene, ALICE, "Rolled back")
    await marked(scene, broken, BOB)

    def fails(message: Mapping[str, Any], name_of: NameOf) -> MessageText:
        if message["ts"] == broken.ts:
            raise ValueError("a message like no other")
        return words_of(message, name_of)

    async with away(scene):
        monkeypatch.setattr("handlers.slack.timeline.catch_up.words_of", fails)
        await scene.person(BOB).react(said, "wrench")
        await past_redelivery(scene)
    assert stands(scene, said)
    assert stands(scene, broken)
    [line] = said_of_absence(scene)
    assert "Couldn't read 1 message" in line
    assert len([each for each in caplog.messages if broken.ts in each]) == 1


async def answered_with(scene: Scene, **answers: Mapping[str, Any]) -> None:
    """An absence after which Slack answers these methods so, once; others as always."""
    left = {method.replace("_", "."): Fault(answer={"ok": True, **said}) for method, said in answers.items()}
    scene.box.faults.decide_by(lambda method: left.pop(method, None))
    async with away(scene):
        await past_redelivery(scene)
    await scene.deliver()


async def test_a_message_that_is_null_loses_no_other_and_deletes_no_entry(scene: Scene) -> None:
    await scene.declare()
    kept = await posted(scene, BOB, "The pool is full")
    await marked(scene, kept, BOB, "wrench")
    found = await posted(scene, BOB, "Rolled back")
    said = {"ts": found.ts, "user": scene.person(BOB).id, "text": "Rolled back", "reactions": [reacted(scene)]}
    await answered_with(scene, conversations_history={"messages": [None, said], "response_metadata": None})
    assert {"The pool is full", "Rolled back"} <= {entry.text for entry in scene.entries if not entry.deleted}
    assert stands(scene, kept)
    assert scene.bot.services.outbox.failed_rows(1) == []


@pytest.mark.parametrize("answer", [{}, {"messages": None}])
async def test_a_history_without_messages_deletes_no_entry(scene: Scene, answer: Mapping[str, Any]) -> None:
    await scene.declare()
    kept = await posted(scene, BOB, "The pool is full")
    await marked(scene, kept, BOB, "wrench")
    await answered_with(scene, conversations_history=answer, conversations_info={"channel": {"id": "C1"}})
    assert stands(scene, kept)
    assert scene.bot.services.outbox.failed_rows(1) == []


async def test_a_list_of_members_without_people_is_asked_for_again(scene: Scene) -> None:
    await scene.declare()
    await answered_with(scene, conversations_members={"members": None, "response_metadata": None})
    await scene.after(minutes=1)
    assert scene.bot.services.membership.is_known(1)
    assert scene.bot.services.outbox.failed_rows(1) == []


def reacted(scene: Scene) -> Mapping[str, Any]:
    return {"name": "wrench", "count": 1, "users": [scene.person(BOB).id]}
