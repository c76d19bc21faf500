"""Guests and people from outside, over the wire: the timeline entries that they add, change and leave alone."""

import json
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress

import pytest

from bot.errors import Refused
from bot.timeline.entries import EntryEdit
from bot.timeline.model import Entry, EntryKind
from sandbox import Message
from sandbox.errors import SandboxError
from tests.handlers.conftest import Scene
from tests.handlers.slack.people.permission_scenarios import (
    GUEST,
    STRANGER,
    incident,
    private,
)
from tests.handlers.slack.timeline.timeline_scenarios import JANE, away, entry_of, slack_alone


async def logged_by_jane(scene: Scene) -> int:
    await incident(scene, "log The pool is exhausted", JANE)
    return scene.entries[-1].id


async def edit_form(scene: Scene, who: str, entry: int) -> None:
    """The timeline with an Edit button that names this entry, whether or not one is offered."""
    await incident(scene, "log Something of mine", who)
    await incident(scene, "timeline", who)
    await scene.person(who).press(None, "Edit", block_id=own_block(scene, who))
    await scene.calm()
    view = scene.person(who).modal
    assert view is not None
    kept = json.loads(str(view.json["private_metadata"]))
    version = scene.bot.services.timeline.entry(1, entry).version
    view.json["private_metadata"] = json.dumps({**kept, "entry": entry, "version": version})


def own_block(scene: Scene, who: str) -> str:
    view = scene.person(who).modal
    assert view is not None
    mine = scene.entries[-1].id
    return str(next(each["block_id"] for each in view.blocks if each.get("accessory", {}).get("value") == f"1/{mine}"))


@pytest.mark.parametrize("outsider", [GUEST, STRANGER])
async def test_guests_are_offered_edit_at_their_own_entries_only(open_house: Scene, outsider: str) -> None:
    theirs = await logged_by_jane(open_house)
    await incident(open_house, "log Alarm from our side too", outsider)
    mine = open_house.entries[-1].id
    await incident(open_house, "timeline", outsider)
    view = open_house.person(outsider).modal
    assert view is not None
    offered = [each["accessory"]["value"] for each in view.blocks if "accessory" in each]
    assert offered == [f"1/{mine}"]
    forged = {"type": "button", "action_id": "edit_entry", "block_id": "x", "value": f"1/{theirs}"}
    about = {"actions": [forged], "view": view.json}
    await open_house.person(outsider).forge("block_actions", about, open_house.channel.id)
    await open_house.calm()
    assert open_house.person(outsider).modal == view
    assert "Guests can only change entries that they added themselves" in private(open_house, outsider)[-1]


@pytest.mark.parametrize("outsider", [GUEST, STRANGER])
@pytest.mark.parametrize("turn", ["edit", "Remove", "Restore"])
async def test_a_form_with_a_changed_entry_changes_nobody_elses(open_house: Scene, outsider: str, turn: str) -> None:
    entry = await logged_by_jane(open_house)
    if turn == "Restore":
        jane = open_house.bot.services.people.person(open_house.person(JANE).id)
        open_house.bot.services.timeline.remove(1, entry, jane)
    await edit_form(open_house, outsider, entry)
    before = open_house.bot.services.timeline.entry(1, entry)
    if turn == "edit":
        errors = await open_house.person(outsider).submit({"text": "The pool is fine"})
        assert "Guests can only change entries" in str(errors)
    else:
        view = open_house.person(outsider).modal
        assert view is not None
        name = f"{turn.lower()}_entry"
        pressed = {"type": "button", "action_id": name, "block_id": "x", "value": str(entry)}
        await open_house.person(outsider).forge("block_actions", {"actions": [pressed], "view": view.json})
        await open_house.calm()
    assert open_house.bot.services.timeline.entry(1, entry) == before


@pytest.mark.parametrize("outsider", [GUEST, STRANGER])
async def test_guests_do_not_rewrite_an_entry_by_adding_its_message_again(open_house: Scene, outsider: str) -> None:
    said = await open_house.person(JANE).post(open_house.channel, "Pool exhausted")
    await open_house.person(JANE).react(said, "wrench")
    await open_house.deliver()
    before = open_house.entries
    await open_house.person(outsider).shortcut("add_to_timeline", said)
    await open_house.deliver()
    assert open_house.person(outsider).modal is None
    assert "Guests can only change entries" in private(open_house, outsider)[-1]
    assert open_house.entries == before


@pytest.mark.parametrize("outsider", [GUEST, STRANGER])
async def test_guests_change_their_own_entries_until_a_member_did(open_house: Scene, outsider: str) -> None:
    await incident(open_house, "log Alarm from our side too", outsider)
    mine = open_house.entries[-1].id
    services = open_house.bot.services
    guest, jane = (services.people.person(open_house.person(name).id) for name in (outsider, JANE))
    services.timeline.remove(1, mine, guest)
    services.timeline.restore(1, mine, guest)
    services.timeline.remove(1, mine, jane)
    with pytest.raises(Refused, match="Guests can only change entries"):
        services.timeline.restore(1, mine, guest)


Step = Callable[[Scene, Message], Awaitable[object]]


def reacts(who: str, emoji: str) -> Step:
    return lambda scene, said: scene.person(who).react(said, emoji)


def unreacts(who: str, emoji: str) -> Step:
    return lambda scene, said: scene.person(who).unreact(said, emoji)


def pins(who: str) -> Step:
    return lambda scene, said: scene.person(who).pin(said)


def unpins(who: str) -> Step:
    return lambda scene, said: scene.person(who).unpin(said)


async def removed_by_jane(scene: Scene, said: Message) -> None:
    scene.bot.services.timeline.remove(
        1, entry_of(scene, said).id, scene.bot.services.people.person(scene.person(JANE).id)
    )


async def edited_by_jane(scene: Scene, said: Message) -> None:
    timeline, entry = scene.bot.services.timeline, entry_of(scene, said)
    edit = EntryEdit(EntryKind.TRIGGER, entry.text, entry.occurred_at, own_words=False)
    timeline.edit(1, entry.id, edit, scene.bot.services.people.person(scene.person(JANE).id))


JANES: Mapping[str, tuple[Step, ...]] = {
    "reacted": (reacts(JANE, "wrench"),),
    "pinned": (pins(JANE),),
    "taken off": (reacts(JANE, "wrench"), unreacts(JANE, "wrench")),
    "removed": (reacts(JANE, "wrench"), removed_by_jane),
    "edited": (reacts(JANE, "mag"), edited_by_jane),
    "a guest's, edited": (reacts(GUEST, "mag"), edited_by_jane),
    "a guest's, too": (reacts(GUEST, "mag"), reacts(JANE, "wrench")),
    "a guest's, removed": (reacts(GUEST, "mag"), removed_by_jane),
}


GUESTS: Mapping[str, tuple[Step, ...]] = {
    "reacts": (reacts(GUEST, "rotating_light"),),
    "reacts and takes it off": (reacts(GUEST, "rotating_light"), unreacts(GUEST, "rotating_light")),
    "takes their own off": (unreacts(GUEST, "mag"),),
    "pins": (pins(GUEST),),
    "unpins": (unpins(GUEST),),
}


async def stepped(scene: Scene, said: Message, steps: tuple[Step, ...]) -> Entry:
    for step in steps:
        with suppress(SandboxError):  # nothing to unpin or take off
            await step(scene, said)
        await scene.after(minutes=0.1)
    return entry_of(scene, said)


def shown(entry: Entry) -> tuple[bool, EntryKind, list[str]]:
    return entry.removed, entry.kind, [each.name for each in entry.captured_by if each.name == JANE]


@pytest.mark.parametrize("guest", GUESTS)
@pytest.mark.parametrize("jane", JANES)
async def test_a_guests_reaction_counts_for_nothing_on_an_entry_of_a_member(
    open_house: Scene, jane: str, guest: str
) -> None:
    said = await open_house.person(JANE).post(open_house.channel, "Pool exhausted")
    before = shown(await stepped(open_house, said, JANES[jane]))
    assert shown(await stepped(open_house, said, GUESTS[guest])) == before


@pytest.mark.parametrize("first", [GUEST, JANE])
async def test_a_guests_reaction_during_an_outage_counts_for_nothing_beside_a_members(
    open_house: Scene, first: str
) -> None:
    said = await open_house.person(JANE).post(open_house.channel, "Pool exhausted")
    emoji = {JANE: "wrench", GUEST: "rotating_light"}
    async with away(open_house):
        for who in sorted(emoji, key=lambda each: each != first):
            await open_house.person(who).react(said, emoji[who])
        await slack_alone(open_house, minutes=20)
    assert entry_of(open_house, said).kind is EntryKind.MITIGATION
    before = entry_of(open_house, said)
    async with away(open_house):
        await open_house.person(GUEST).react(said, "mag")
        await slack_alone(open_house, minutes=20)
    assert entry_of(open_house, said) == before


@pytest.mark.parametrize("outsider", [GUEST, STRANGER])
async def test_guests_add_an_entry_by_a_reaction_and_change_it(open_house: Scene, outsider: str) -> None:
    said = await open_house.person(JANE).post(open_house.channel, "Pool exhausted")
    assert (await stepped(open_house, said, (reacts(outsider, "mag"),))).kind is EntryKind.INVESTIGATION
    assert (await stepped(open_house, said, (reacts(outsider, "wrench"),))).kind is EntryKind.MITIGATION
    both = (unreacts(outsider, "mag"), unreacts(outsider, "wrench"))
    assert (await stepped(open_house, said, both)).removed
    assert not (await stepped(open_house, said, (reacts(outsider, "mag"),))).removed
    assert (await stepped(open_house, said, (reacts(JANE, "wrench"),))).kind is EntryKind.MITIGATION
