"""Entries changed by hand, and whose hand counts, over the wire: removed, restored, edited, added; guests; members."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Literal

import pytest

from bot.errors import Refused
from bot.timeline.entries import EntryEdit
from bot.timeline.model import EntryChange, EntryKind, EntrySource
from bot.timeline.reactions import moment
from demo.stage import on_stage
from sandbox import Message, Profile
from tests.handlers.conftest import PEOPLE, POLICY, START, Scene
from tests.handlers.slack.timeline.timeline_scenarios import (
    ALICE,
    BOB,
    JANE,
    capturers,
    changes,
    entry_of,
    is_ticked,
    marked,
    noted,
    posted,
    stands,
    unmarked,
)

# By hand


async def logged_message(scene: Scene) -> Message:
    await scene.declare()
    said = await posted(scene, ALICE, "Rolling back")
    await marked(scene, said, BOB)
    await scene.after(minutes=1)
    return said


async def test_a_removal_holds_against_older_reactions_and_a_newer_one_brings_it_back(scene: Scene) -> None:
    said = await logged_message(scene)
    entry, jane = entry_of(scene, said), scene.bot.services.people.person(scene.person(JANE).id)
    scene.bot.services.timeline.remove(1, entry.id, jane)
    await scene.deliver()
    assert not stands(scene, said)
    assert not is_ticked(scene, said)
    await unmarked(scene, said, BOB)
    assert changes(scene, said) == ["", "removed"]
    await scene.after(minutes=1)
    await marked(scene, said, JANE, "mag")
    assert (entry_of(scene, said).kind, capturers(entry_of(scene, said))) == (EntryKind.INVESTIGATION, [JANE])


async def test_what_was_restored_stands_without_reactions(scene: Scene) -> None:
    said = await logged_message(scene)
    await unmarked(scene, said, BOB)
    jane = scene.bot.services.people.person(scene.person(JANE).id)
    scene.bot.services.timeline.restore(1, entry_of(scene, said).id, jane)
    await scene.deliver()
    entry = entry_of(scene, said)
    assert (entry.removed, entry.changed_by, capturers(entry)) == (False, jane, [JANE])
    assert is_ticked(scene, said)
    with pytest.raises(Refused, match="already on the timeline"):
        scene.bot.services.timeline.restore(1, entry.id, jane)


async def test_a_text_set_by_hand_follows_the_message_no_more_and_a_type_by_hand_yields_to_a_newer_reaction(
    scene: Scene,
) -> None:
    said = await logged_message(scene)
    entry, jane = entry_of(scene, said), scene.bot.services.people.person(scene.person(JANE).id)
    earlier = datetime(2024, 1, 15, 14, 20, tzinfo=UTC)
    scene.bot.services.timeline.edit(1, entry.id, EntryEdit(EntryKind.TRIGGER, "Release 88 rolled back", earlier), jane)
    await scene.person(ALICE).edit(said, "Rolling back!")
    await scene.deliver()
    edited = entry_of(scene, said)
    assert (edited.kind, edited.text, edited.occurred_at) == (EntryKind.TRIGGER, "Release 88 rolled back", earlier)
    assert (edited.change, edited.changed_by, edited.recorded_at) == (EntryChange.EDITED, jane, entry.recorded_at)
    await scene.after(minutes=1)
    await marked(scene, said, ALICE, "mag")
    assert (entry_of(scene, said).kind, entry_of(scene, said).occurred_at) == (EntryKind.INVESTIGATION, earlier)


async def test_what_muster_wrote_itself_and_a_time_to_come_are_refused(scene: Scene) -> None:
    said = await logged_message(scene)
    timeline, jane = scene.bot.services.timeline, scene.bot.services.people.person(scene.person(JANE).id)
    declared = scene.entries[0]
    with pytest.raises(Refused, match="Muster wrote this entry"):
        timeline.remove(1, declared.id, jane)
    with pytest.raises(Refused, match="in the future"):
        timeline.edit(1, entry_of(scene, said).id, EntryEdit(EntryKind.NOTE, "x", START.replace(year=2030)), jane)
    with pytest.raises(Refused, match="can't find that entry on the timeline of #1"):
        timeline.edit(1, 999, EntryEdit(EntryKind.NOTE, "x", START), jane)


async def test_a_message_added_by_hand_has_one_entry_whatever_else_is_done_to_it(scene: Scene) -> None:
    await scene.declare()
    said = await posted(scene, ALICE, "Rolling back")
    service = scene.bot.services
    jane, alice = (service.people.person(scene.person(name).id) for name in (JANE, ALICE))
    wanted = EntryEdit(EntryKind.MITIGATION, "Rolling back", moment(said.ts), own_words=False)
    for _ in range(2):
        service.timeline.add_message(1, said.channel, said.ts, wanted, alice, jane, request_id="view:V1")
    await scene.deliver()
    entry = entry_of(scene, said)
    assert (entry.source, entry.author, entry.captured_by, entry.version) == (EntrySource.SHORTCUT, alice, (jane,), 1)
    await scene.person(ALICE).edit(said, "Rolled back")
    await marked(scene, said, BOB, "mag")
    entry = entry_of(scene, said)
    assert (entry.text, entry.kind, capturers(entry)) == ("Rolled back", EntryKind.INVESTIGATION, [JANE, BOB])
    await unmarked(scene, said, BOB, "mag")
    assert (stands(scene, said), entry_of(scene, said).kind) == (True, EntryKind.MITIGATION)


# Guests


@pytest.mark.parametrize(
    "guest",
    [Profile("Gus Guest", "gus", is_restricted=True), Profile("Olga Outside", "olga", team_id="T0OTHER")],
    ids=["guest account", "other workspace"],
)
@pytest.mark.parametrize("by", ["everyone", "members"])
async def test_entries_by_guests_follow_the_setting(guest: Profile, by: Literal["everyone", "members"]) -> None:
    async with on_stage([*PEOPLE, guest], START, replace(POLICY, timeline_contributors=by)) as stage:
        scene = Scene(stage.box, stage.bot, stage.clock, stage.place)
        await scene.declare()
        said = await posted(scene, ALICE, "Rolling back")
        await scene.person(JANE).invite(scene.channel, guest.name)
        await marked(scene, said, guest.name)
        assert stands(scene, said) == (by == "everyone")
        answered = await scene.run(guest.name, "/incident log Seen from outside", scene.channel.name)
        refused = "Guests can't add or edit timeline entries here. Ask a member of this workspace."
        assert answered == refused if by == "members" else answered.startswith("Logged as note")
        await marked(scene, said, JANE)
        assert JANE in capturers(entry_of(scene, said))


# The channel


async def test_who_joins_and_leaves_is_noted_but_not_the_bot(scene: Scene) -> None:
    await scene.declare()
    await scene.person(BOB).join(scene.channel)
    await scene.person(BOB).leave(scene.channel)
    await scene.deliver()
    scene.box.faults.deliver_again()
    await scene.deliver()
    assert noted(scene, EntryKind.MEMBER) == [
        "Joined the channel",
        "Joined the channel",
        "Left the channel",
    ]


async def test_a_renamed_channel_is_noted_once_and_known_by_its_new_name(scene: Scene) -> None:
    await scene.declare()
    was = scene.channel.name
    owner = next(user for user in scene.box.state.users if user.id == scene.channel.creator)
    scene.channel.creator = scene.person(JANE).id  # whoever made a channel may rename it, and admins, whom none plays
    await scene.person(JANE).rename(scene.channel, "inc-payments")
    await scene.deliver()
    assert noted(scene, EntryKind.CHANNEL) == [f"Channel #{was} renamed to #inc-payments"]
    assert scene.newest.channel_name == "inc-payments"
    assert owner.is_bot
