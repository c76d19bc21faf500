"""Who may, over the wire: guests and strangers, the policy's table, user groups as they change, unknown people."""

import pytest

from bot.incidents.model import Incident
from handlers.slack.requests import patience
from sandbox import Profile
from sandbox.blockkit.inputs import elements_of
from sandbox.workspace import objects
from sandbox.workspace.workspace import add_person
from tests.handlers.conftest import Scene, buttons
from tests.handlers.slack.people.permission_scenarios import GUEST, STRANGER, incident, only_members, private, ruled
from tests.handlers.slack.timeline.timeline_scenarios import ALICE, BOB, JANE


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
