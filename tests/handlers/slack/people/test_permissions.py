"""Who may, over the wire: guests and strangers, the policy's table, user groups as they change, unknown people."""

import json
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import replace

import pytest

from bot.errors import Refused
from bot.incidents.model import Incident
from bot.timeline.entries import EntryEdit
from bot.timeline.model import Entry, EntryKind
from demo.stage import on_stage
from handlers.slack.requests import patience
from sandbox import Message, Profile
from sandbox.blockkit.inputs import elements_of
from sandbox.errors import SandboxError
from sandbox.workspace import objects
from sandbox.workspace.workspace import add_person
from templates.people import wording
from tests.handlers.conftest import PEOPLE, POLICY, START, Scene, buttons
from tests.handlers.slack.timeline.timeline_scenarios import ALICE, BOB, JANE, away, entry_of, slack_alone

GUEST, STRANGER = "Gil Guest", "Sam Stranger"
OUTSIDERS = (
    Profile(GUEST, "gil", email="gil@example.com", is_restricted=True),
    Profile(STRANGER, "sam", email="sam@example.org", team_id="T0OTHER"),
)


def only_members(verb: str) -> str:
    return f"Guests can't {wording.use_command(verb)}. Ask a member of this workspace."


@asynccontextmanager
async def ruled(may: Mapping[str, tuple[str, ...]]) -> AsyncIterator[Scene]:
    async with on_stage([*PEOPLE, *OUTSIDERS], START, replace(POLICY, permissions=may)) as stage:
        yield Scene(stage.box, stage.bot, stage.clock, stage.place)


@pytest.fixture
async def open_house() -> AsyncIterator[Scene]:
    async with ruled({}) as scene:
        await scene.declare()
        await scene.person(JANE).invite(scene.channel, GUEST, STRANGER)
        await scene.calm()
        yield scene


async def incident(scene: Scene, text: str, by: str) -> str:
    answered = await scene.run(by, f"/incident {text}", scene.channel.name)
    await scene.deliver()
    return answered


def private(scene: Scene, name: str) -> list[str]:
    person = scene.person(name)
    return [message.text for message in person.sees(scene.channel) if message.to == person.id]


@pytest.mark.parametrize("outsider", [GUEST, STRANGER])
async def test_guests_and_people_from_outside_log_and_read(open_house: Scene, outsider: str) -> None:
    assert (await incident(open_house, "log Alarm from our side too", outsider)).startswith("Logged as note")
    assert open_house.entries[-1].author.name == outsider
    assert await incident(open_house, "timeline", outsider) == ""
    assert open_house.person(outsider).modal is not None


@pytest.mark.parametrize("outsider", [GUEST, STRANGER])
@pytest.mark.parametrize(
    ("typed", "verb"),
    [
        ("declare sev1 Again", "declare"),
        ("severity sev2", "severity"),
        ("status identified", "status"),
        ("commander", "commander"),
        ("role scribe", "role"),
        ("update All is well", "update"),
        ("resolve", "resolve"),
        ("join", "join"),
        ("record cause DNS", "record"),
        ("action Fix it", "action"),
    ],
)
async def test_guests_and_people_from_outside_do_not_command(
    open_house: Scene, outsider: str, typed: str, verb: str
) -> None:
    before = open_house.newest
    said = await incident(open_house, typed, outsider)
    assert said == only_members(verb)
    assert open_house.newest == before


async def test_a_guests_press_on_a_button_is_refused_as_the_command_is(open_house: Scene) -> None:
    await open_house.person(GUEST).press(open_house.card, "Take command")
    await open_house.deliver()
    assert open_house.newest.commander is None
    assert private(open_house, GUEST) == [only_members("commander")]
    assert "Resolve" in buttons(open_house.card)
    await open_house.person(GUEST).press(open_house.card, "Resolve")
    await open_house.deliver()
    assert open_house.newest.is_open


async def test_a_guest_is_not_named_commander_but_may_have_a_role(open_house: Scene) -> None:
    assert await incident(open_house, "commander @gil", JANE) == (
        f"{GUEST} is a guest and can't be incident commander. Choose a member of this workspace."
    )
    await incident(open_house, "commander", JANE)
    assert "can't be incident commander" in await incident(open_house, "handover @sam", JANE)
    await incident(open_house, "role sme @gil", JANE)
    assert [held.person.name for held in open_house.newest.roles] == [GUEST]


async def test_a_guest_leaves_by_the_command(open_house: Scene) -> None:
    await incident(open_house, "leave", GUEST)
    assert open_house.person(GUEST).id not in open_house.channel.members


# Guests change their own entries only


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


# Guests are offered nothing they may not do


@pytest.mark.parametrize("outsider", [GUEST, STRANGER])
async def test_guests_are_offered_nothing_that_they_may_not_do(open_house: Scene, outsider: str) -> None:
    await incident(open_house, "action Write it up @gil", JANE)
    person = open_house.person(outsider)
    for typed in ("", "show", "list", "find payment"):
        before = len(person.sees(open_house.channel))
        await incident(open_house, typed, outsider)
        [answer] = person.sees(open_house.channel)[before:]
        offered = {each["action_id"] for block in answer.blocks for each in elements_of(block)}
        assert offered <= {"show_timeline", "run_timeline", "run_show", "run_leave", "run_help", "run_list"}, typed
    await person.open_home()
    await open_house.deliver()
    assert person.home is not None
    at_home = {each["action_id"] for block in person.home.blocks for each in elements_of(block)}
    assert at_home <= {"home_action_done"}  # of their own action item
    assert "Payment" in str(person.home)


@pytest.mark.parametrize("shortcut", ["make_task", "make_action", "declare_from_message"])
async def test_a_guests_shortcut_opens_no_form_that_they_may_not_submit(open_house: Scene, shortcut: str) -> None:
    said = await open_house.person(JANE).post(open_house.channel, "Pool exhausted")
    await open_house.person(GUEST).shortcut(shortcut, said)
    await open_house.calm()
    assert open_house.person(GUEST).modal is None
    assert "Guests can't" in private(open_house, GUEST)[-1]


@pytest.mark.parametrize(
    "typed", ["declare", "severity", "update", "task", "roles", "record", "rename", "resolve", "texts"]
)
async def test_a_guests_command_opens_no_form_that_they_may_not_submit(open_house: Scene, typed: str) -> None:
    said = await incident(open_house, typed, GUEST)
    assert open_house.person(GUEST).modal is None
    assert said


# The policy's table


async def test_a_verb_for_everyone_is_for_guests_too() -> None:
    async with ruled({"severity": ("everyone",)}) as scene:
        await scene.declare()
        await scene.person(JANE).invite(scene.channel, GUEST)
        await incident(scene, "severity sev2", GUEST)
        assert scene.newest.severity == "sev2"


async def test_a_verb_for_a_role_is_for_who_holds_it_in_this_incident() -> None:
    async with ruled({"severity": ("commander", "operations"), "log": ("scribe",)}) as scene:
        await scene.declare()
        refusal = "Only the incident commander and the operations lead can change the severity. Ask one of them."
        assert await incident(scene, "severity sev2", BOB) == refusal
        await incident(scene, "role operations @bob", JANE)
        assert await incident(scene, "severity sev2", BOB) == ""
        assert scene.newest.severity == "sev2"
        assert await incident(scene, "log Hm", BOB) == "Only the scribe can add to the timeline. Ask them."


async def test_a_verb_for_a_user_group_follows_the_group_as_it_changes(scene: Scene) -> None:
    group = scene.box.group("leads", ALICE)
    async with ruled({"severity": (group,)}) as ruled_scene:
        assert ruled_scene.box.group("leads", ALICE) == group
        await ruled_scene.calm()
        await ruled_scene.declare()
        refusal = "Only @leads can change the severity. Ask them."
        assert await incident(ruled_scene, "severity sev2", BOB) == refusal
        assert await incident(ruled_scene, "severity sev2", ALICE) == ""
        ruled_scene.box.group("leads", BOB)
        await ruled_scene.calm()
        assert await incident(ruled_scene, "severity sev3", ALICE) == refusal
        assert await incident(ruled_scene, "severity sev3", BOB) == ""
        assert ruled_scene.newest.severity == "sev3"


async def test_everyone_counts_in_a_group_that_slack_cuts(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    group = scene.box.group("leads", ALICE, BOB)
    async with ruled({"severity": (group,)}) as big:
        assert big.box.group("leads", ALICE, BOB) == group
        await big.calm()
        await big.declare()
        monkeypatch.setattr(objects, "MOST_IN_EVENT", 1)
        [leads] = big.box.state.usergroups
        leads.users.append(big.person(JANE).id)
        big.box.space.tell({"type": "subteam_updated", "subteam": objects.group_event(big.box.space, leads)})
        await big.calm()
        assert await incident(big, "severity sev2", BOB) == ""
        assert await incident(big, "severity sev3", JANE) == ""
        assert len(big.box.wire.calls("usergroups.users.list")) == 1


async def test_the_list_of_a_group_is_asked_for_again_until_slack_gives_it(scene: Scene) -> None:
    group = scene.box.group("leads", ALICE, BOB)
    async with ruled({"severity": (group,)}) as big:
        big.box.group("leads", ALICE, BOB)
        await big.calm()
        await big.declare()
        [leads] = big.box.state.usergroups
        leads.users.append(big.person(JANE).id)
        big.box.faults.fail("usergroups.users.list", "fatal_error", times=3)
        cut = {"type": "subteam_updated", "subteam": {"id": group, "handle": "leads", "users": [], "user_count": 3}}
        await big.box.deliver("events_api", {"type": "event_callback", "event": cut})
        await big.calm()
        assert "Only @leads" in await incident(big, "severity sev2", JANE)
        await big.after(minutes=4)
        assert await incident(big, "severity sev2", JANE) == ""
        asked = len(big.box.wire.calls("usergroups.users.list"))
        await big.after(minutes=10)
        assert len(big.box.wire.calls("usergroups.users.list")) == asked == 4


async def test_a_group_without_its_list_keeps_its_members(scene: Scene) -> None:
    group = scene.box.group("leads", ALICE)
    async with ruled({"severity": (group,)}) as kept:
        kept.box.group("leads", ALICE)
        await kept.calm()
        await kept.declare()
        kept.box.faults.fail("usergroups.users.list", "fatal_error")
        cut = {"type": "subteam_updated", "subteam": {"id": group, "handle": "leads", "user_count": 1}}
        await kept.box.deliver("events_api", {"type": "event_callback", "event": cut})
        await kept.calm()
        assert await incident(kept, "severity sev2", ALICE) == ""


# People whom the directory does not know


def newcomer(scene: Scene) -> str:
    """Someone of whom the bot has not heard: they came while it was away."""
    add_person(scene.box.state, Profile("Nora New", "nora", email="nora@example.com"))
    return "Nora New"


async def test_an_unknown_person_is_looked_up_once_and_commands(scene: Scene) -> None:
    await scene.declare()
    nora = newcomer(scene)
    await incident(scene, "role scribe", nora)
    await incident(scene, "role operations", nora)
    assert {held.person.name for held in scene.newest.roles} == {nora}
    assert len(scene.box.wire.calls("users.info")) == 1


async def test_who_can_not_be_looked_up_logs_but_does_not_command(scene: Scene) -> None:
    await scene.declare()
    scene.box.faults.fail("users.info", "internal_error", times=2)
    nora = newcomer(scene)
    await scene.person(JANE).invite(scene.channel, nora)
    assert (await incident(scene, "severity sev2", nora)).startswith("Muster couldn't check your account with Slack")
    assert scene.newest.severity == "sev1"
    assert (await incident(scene, "log I see it too", nora)).startswith("Logged as note")


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    """A request has little time, so that one whose answer is held back is soon over."""
    monkeypatch.setattr(patience, "LOOK_UPS", 0.1)
    monkeypatch.setattr(patience, "OPENING", 0.2)


@pytest.mark.usefixtures("short")
async def test_all_look_ups_of_one_request_share_their_time(scene: Scene) -> None:
    """Nora is looked up first; after that, nobody waits for the person whom she chose."""
    await scene.declare()
    nora = newcomer(scene)
    await scene.person(JANE).command("/incident roles", scene.channel)
    await scene.person(JANE).submit({"scribe": BOB})
    form = next(each for each in reversed(scene.box.wire) if each.name == "interactive").sent["payload"]
    form["view"]["state"]["values"]["scribe"]["scribe"]["selected_user"] = "U0STRANGER"
    with scene.box.faults.hold("users.info"):
        assert (await scene.box.deliver("interactive", {**form, "user": {"id": scene.person(nora).id}})).acked
    assert len(scene.box.wire.calls("users.info")) == 1


@pytest.mark.usefixtures("short")
async def test_someone_whom_slack_is_slow_to_show_is_told_and_may_read(scene: Scene) -> None:
    await scene.declare()
    nora = newcomer(scene)
    with scene.box.faults.hold("users.info"), scene.box.faults.hold("views.open"):
        await scene.person(nora).command("/incident declare")
        await scene.person(nora).command("/incident timeline", scene.channel)
        assert len(scene.box.wire.calls("views.open")) == 1
    await scene.calm()
    refused, slow = [each.text for each in scene.person(nora).sees("general") if each.to] + private(scene, nora)
    assert refused.startswith("Muster couldn't check your account with Slack, so you can't declare incidents yet")
    assert slow.startswith("The form didn't open: Slack did not answer in time.")


# Private incidents


async def private_incident(scene: Scene) -> Incident:
    await scene.run(JANE, "/incident declare")
    await scene.person(JANE).submit({"Title": "Keys leaked", "Severity": "sev1", "Private": ["private"]})
    await scene.deliver()
    assert scene.newest.private
    return scene.newest


async def test_a_private_incident_is_not_there_for_who_is_no_member(scene: Scene) -> None:
    await private_incident(scene)
    nothing = "I can't find incident #1."
    assert await scene.run(BOB, "/incident join 1") == nothing
    assert await scene.run(BOB, "/incident join 2") == nothing.replace("1", "2")
    assert not scene.bot.services.permissions.sees(scene.bot.services.people.person(scene.person(BOB).id), scene.newest)
    assert await incident(scene, "severity sev2", JANE) == ""
    await scene.person(JANE).invite(scene.channel, BOB)
    await scene.calm()
    assert await incident(scene, "severity sev3", BOB) == ""
    assert scene.newest.severity == "sev3"


async def test_a_stale_button_of_a_private_incident_does_nothing_for_who_left_it(scene: Scene) -> None:
    await private_incident(scene)
    await scene.person(JANE).invite(scene.channel, BOB)
    await scene.calm()
    await incident(scene, "roles", BOB)
    await scene.person(JANE).kick(scene.channel, BOB)
    await scene.calm()
    refused = await scene.person(BOB).submit({"scribe": "Bob Kim"})
    await scene.deliver()
    assert list(refused.values()) == ["I can't find incident #1."]
    assert scene.newest.roles == ()


async def test_who_came_and_went_while_the_bot_was_away_counts_when_it_is_back(scene: Scene) -> None:
    await private_incident(scene)
    await scene.person(JANE).invite(scene.channel, ALICE)
    await scene.calm()
    channel = scene.channel
    channel.members.remove(scene.person(ALICE).id)
    channel.members.append(scene.person(BOB).id)  # of neither the bot hears
    scene.bot.services.catch_up.back(scene.clock.now())
    await scene.deliver()
    people = [scene.bot.services.people.person(scene.person(name).id) for name in (JANE, ALICE, BOB)]
    assert [scene.bot.services.permissions.sees(person, scene.newest) for person in people] == [True, False, True]


async def test_an_open_timeline_of_a_private_incident_turns_no_page_for_who_left_it(scene: Scene) -> None:
    await private_incident(scene)
    await scene.person(JANE).invite(scene.channel, BOB)
    await scene.calm()
    await incident(scene, "log The key is in the public repository", BOB)
    await incident(scene, "timeline", BOB)
    entry = scene.entries[-1].id
    await scene.person(JANE).kick(scene.channel, BOB)
    await scene.calm()
    await scene.person(BOB).press(None, "Edit", value=f"1/{entry}")
    await scene.calm()
    modal = scene.person(BOB).modal
    assert modal is not None
    assert modal.title == "Edit"
    assert modal.blocks[0]["text"]["text"] == "I can't find incident #1."


# Refused before there is anything to fill in


@pytest.mark.parametrize("outsider", [GUEST, STRANGER])
async def test_a_guest_is_refused_on_opening_roles(open_house: Scene, outsider: str) -> None:
    person = open_house.person(outsider)
    assert await incident(open_house, "roles", outsider) == only_members("roles")
    await person.press(open_house.card, "Roles")
    await open_house.deliver()
    assert private(open_house, outsider)[-1] == only_members("role")
    assert person.modal is None


@pytest.mark.parametrize(("typed", "verb"), [("declare", "declare"), ("record", "record"), ("record fix", "record")])
async def test_a_guest_is_refused_before_a_form_opens(open_house: Scene, typed: str, verb: str) -> None:
    assert await incident(open_house, typed, GUEST) == only_members(verb)
    assert open_house.person(GUEST).modal is None


async def test_a_guest_is_refused_before_the_form_of_a_shortcut_or_button_opens(open_house: Scene) -> None:
    guest = open_house.person(GUEST)
    message = await open_house.person(JANE).post(open_house.channel, "Roll it back")
    for shortcut, verb in (("Add task", "task"), ("Add action item", "action"), ("Declare incident", "declare")):
        await guest.shortcut(shortcut, message)
        await open_house.deliver()
        assert private(open_house, GUEST)[-1] == only_members(verb)
        assert guest.modal is None
    await open_house.after(minutes=15)
    await guest.choose(open_house.posts()[-1], "snooze", "10 min")
    await open_house.calm()
    assert guest.modal is None
    assert private(open_house, GUEST)[-1] == only_members("update")


async def test_no_one_is_asked_to_confirm_a_commander_who_would_be_refused(open_house: Scene) -> None:
    await incident(open_house, "commander", BOB)
    assert await incident(open_house, "commander @gil", JANE) == (
        f"{GUEST} is a guest and can't be incident commander. Choose a member of this workspace."
    )
    assert open_house.person(JANE).modal is None
