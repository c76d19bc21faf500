"""Whatever Slack leaves out of a payload: it is acknowledged, what is there counts, and no traceback is logged."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterator, Mapping
from typing import Final

import pytest

from bot.timeline.model import EntryKind
from handlers.slack.requests.payloads import received
from handlers.slack.requests.shapes import Incomplete
from sandbox.workspace.state import EmojiReaction
from tests.handlers.conftest import START, Scene
from tests.handlers.slack.requests.payload_examples import (
    EVENTS,
    SUBTYPES,
    Json,
    callback,
    each_wrong,
    event,
    poorer,
    some_wrong,
    values,
)
from tests.handlers.slack.test_manifest import DECLARED_EVENTS
from tests.handlers.slack.timeline.timeline_scenarios import ALICE, BOB, JANE, entry_of, noted, posted

DEEP: Final = 2  # how far below the event something is left out of those that Muster listens to
HEARD: Final = {name.split(".")[0] for name in DECLARED_EVENTS}


# Reading


def test_a_null_counts_as_missing_and_a_missing_field_is_refused_by_its_name() -> None:
    read = received({"user": None, "actions": [None, {"action_id": "a", "value": None}]}, START)
    assert read["actions"] == [{"action_id": "a"}]
    with pytest.raises(Incomplete, match=r"^Slack sent an incomplete request \(user is missing\)\. Try again\.$"):
        read["user"]


def test_an_event_without_an_id_has_the_same_one_when_it_is_delivered_again() -> None:
    sent = {"event": {"type": "pin_added", "user": "U1"}, "event_time": 1705328580}
    first, again = received(sent, START), received(sent, START)
    assert first["event_id"] == again["event_id"]
    assert first["event_id"] != received({"event": {"type": "pin_removed"}}, START)["event_id"]
    assert first["event"]["event_ts"] == "1705328580"


@pytest.mark.parametrize("name", ["user_id", "actor_id"])
def test_the_person_behind_an_event_goes_by_several_names(name: str) -> None:
    assert received({"event": {name: "U1", "user": None}}, START)["event"]["user"] == "U1"


@pytest.mark.parametrize(
    ("sent", "read"),
    [
        ({"event_ts": 1705328580.5}, {"event_ts": "1705328580.5"}),
        ({"event_ts": 1705328580}, {"event_ts": "1705328580"}),
        ({"event_ts": "soon", "ts": "1705328580.000100"}, {"event_ts": "1705328580.000100"}),
        ({"edited": True}, {"edited": None}),
        ({"user": {"id": "U1"}}, {"user": "U1"}),
        ({"channel": {"id": "C1", "name": "inc"}}, {"channel": "C1"}),
        ({"type": "channel_rename", "channel": {"id": "C1"}}, {"channel": {"id": "C1"}}),
        ({"type": "user_change", "user": {"id": "U1"}}, {"user": {"id": "U1"}}),
    ],
)
def test_a_field_of_another_type_is_read_as_what_it_stands_for(sent: Json, read: Json) -> None:
    happened = received({"event": {"type": "message", **sent}}, START)["event"]
    assert {field: happened.get(field) for field in read} == read


# All of them


@pytest.fixture
def quiet(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Nothing is logged as an error."""
    yield
    assert [each.getMessage() for each in caplog.get_records("call") if each.levelno >= logging.ERROR] == []


def batched(sent: list[Json], size: int) -> Iterator[list[Json]]:
    yield from (sent[place : place + size] for place in range(0, len(sent), size))


def events(scene: Scene, ts: str) -> Iterator[Json]:
    known = values(scene.channel.id, ts, scene.person(BOB).id)
    wrong = some_wrong()
    for kind, fields in EVENTS.items():
        whole = event(fields, known, type=kind)
        yield from (whole, *poorer(whole, DEEP if kind in HEARD else 1, wrong))
    for subtype, fields in SUBTYPES.items():
        whole = event(fields, known, type="message", **({"subtype": subtype} if subtype else {}))
        yield from (whole, *poorer(whole, DEEP, wrong))


@pytest.mark.usefixtures("quiet")
async def test_each_event_of_slack_is_acknowledged_whatever_it_leaves_out(scene: Scene) -> None:
    await scene.declare()
    said = await posted(scene, ALICE, "Rolled back")
    sent = [callback(happened, f"Ev{place}") for place, happened in enumerate(events(scene, said.ts))]
    refused = []
    for several in batched(sent, 25):
        outcomes = await asyncio.gather(*(scene.box.deliver("events_api", each) for each in several))
        refused += [each["event"] for each, outcome in zip(several, outcomes, strict=True) if not outcome.acked]
    for kind in ("reaction_added", "message"):
        for whole in poorer(callback({"type": kind, **values("C1", said.ts, "U1")}, f"Ev{kind}"), 1, each_wrong):
            assert (await scene.box.deliver("events_api", whole)).acked
    assert refused == []
    await scene.deliver()


# Commands, buttons, forms and shortcuts


Step = Callable[[Scene], Awaitable[object]]


def pressing(button: str) -> Step:
    return lambda scene: scene.person(JANE).press(scene.card, button)


def typing(text: str) -> Step:
    return lambda scene: scene.person(JANE).command(text, scene.channel.name)


def using(shortcut: str) -> Step:
    return lambda scene: scene.person(JANE).shortcut(shortcut, scene.channel.messages[-1])


async def submit(scene: Scene) -> None:
    await scene.person(JANE).submit({})


async def closing(scene: Scene) -> None:
    view = {"id": "V1", "type": "modal", "callback_id": "update_form", "state": {"values": {}}}
    await scene.person(JANE).forge("view_closed", {"view": view, "is_cleared": False}, scene.channel.id)


async def searching(scene: Scene) -> None:
    asked = {"action_id": "any", "block_id": "any", "value": "pay", "container": {"type": "view", "view_id": "V1"}}
    await scene.person(JANE).forge("block_suggestion", asked, scene.channel.id)


async def home(scene: Scene) -> None:
    await scene.person(JANE).open_home()
    await scene.calm()
    await scene.person(JANE).press(scene.person(JANE).home, "Declare incident")


STEPS: Final[Mapping[str, tuple[Step, ...]]] = {
    "commands": tuple(map(typing, ("/incident", "/incident log Rolled back", "/incident find pool", "/pir list"))),
    "declaring": (typing("/incident declare"), typing("/incident declare sev4 Typo"), using("declare_from_message")),
    "global shortcut": (lambda scene: scene.person(JANE).shortcut("declare_incident"), submit),
    "updates": (pressing("Post update"), submit, typing("/incident update Mitigated")),
    "roles": (pressing("Roles"), submit),
    "timeline": (pressing("Timeline"), using("add_to_timeline"), submit),
    "tasks": (using("make_task"), submit, using("make_action"), submit, typing("/incident task")),
    "status": (typing("/incident status"), submit, pressing("Change severity"), submit, pressing("Resolve"), submit),
    "home": (home,),
    "closing": (typing("/incident update"), closing, searching),
    "texts": (typing("/incident update Mitigated"), typing("/incident update texts"), submit),
    "other forms": (
        typing("/incident record"),
        submit,
        typing("/incident rename"),
        submit,
        typing("/incident private"),
        submit,
        typing("/incident cancel"),
        submit,
    ),
    "review": (
        typing("/incident resolve Rolled back"),
        typing("/pir"),
        typing("/pir edit summary"),
        submit,
        typing("/pir frame"),
        submit,
        typing("/pir meeting"),
        submit,
        typing("/pir share"),
        submit,
    ),
}


def lacking(payload: Json) -> Iterator[Json]:
    """The payload with one thing or another missing or wrong, in a view or message its blocks as a whole, too."""
    wrong = some_wrong()
    shown = {field: payload[field] for field in ("view", "message") if payload.get(field)}
    for each in poorer({field: value for field, value in payload.items() if field not in shown}, 4, wrong):
        yield {**each, **shown}
    for field, whole in shown.items():
        yield from ({**payload, field: each} for each in wrong(whole))
        yield from ({**payload, field: each} for each in poorer(whole, 1, wrong))
    for each in poorer(payload.get("view", {}).get("state", {}), 6, wrong):
        yield {**payload, "view": {**payload["view"], "state": each}}


@pytest.mark.usefixtures("quiet")
@pytest.mark.parametrize("which", STEPS)
async def test_each_request_is_acknowledged_whatever_it_lacks(scene: Scene, which: str) -> None:
    await scene.declare()
    for step in STEPS[which]:
        await step(scene)
        sent = next(each for each in reversed(scene.box.wire) if each.kind == "envelope" and each.name != "events_api")
        for payload in lacking(sent.sent["payload"]):
            outcome = await scene.box.deliver(sent.name, payload)
            assert outcome.acked, payload
    await scene.deliver()


# What is there counts


async def send(scene: Scene, happened: Json, key: str = "Ev1") -> None:
    assert (await scene.box.deliver("events_api", callback(happened, key))).acked
    await scene.deliver()


@pytest.mark.parametrize("left_out", ["user", "event_ts", "item_user"])
async def test_a_reaction_counts_without(scene: Scene, left_out: str) -> None:
    await scene.declare()
    said = await posted(scene, ALICE, "Rolled back")
    await scene.after(minutes=1)
    known = values(said.channel, said.ts, scene.person(BOB).id)
    happened = event("user reaction item_user item event_ts", known, type="reaction_added")
    del happened[left_out]
    await send(scene, happened)
    entry = entry_of(scene, said)
    assert (entry.text, entry.author.name) == ("Rolled back", ALICE)
    assert [person.name for person in entry.captured_by] == ["unknown user" if left_out == "user" else BOB]


async def test_somebody_unnamed_who_joined_is_noted(scene: Scene) -> None:
    await scene.declare()
    await send(scene, {"type": "member_joined_channel", "channel": scene.channel.id, "user": None})
    assert noted(scene, EntryKind.MEMBER)[-1] == "Joined the channel"


@pytest.mark.parametrize("who", [{"actor_id": "U1"}, {"user": "U1"}, {}])
async def test_unarchiving_is_noticed_whoever_did_it(scene: Scene, who: Json) -> None:
    await scene.declare()
    await scene.person(JANE).archive(scene.channel)
    await scene.calm()
    await send(scene, {"type": "group_unarchive", "channel": scene.channel.id, "event_ts": "1705329000.1", **who})
    assert noted(scene, EntryKind.CHANNEL)[-1] == f"Channel #{scene.channel.name} unarchived"


async def test_a_command_needs_no_name_of_who_typed_it(scene: Scene) -> None:
    await scene.declare()
    await scene.run(JANE, "/incident log First", scene.channel.name)
    sent = next(each for each in reversed(scene.box.wire) if each.name == "slash_commands").sent["payload"]
    typed = {**sent, "text": "log Second", "user_name": None}
    assert (await scene.box.deliver("slash_commands", typed)).acked
    assert [(each.text, each.author.name) for each in scene.entries[-2:]] == [("First", JANE), ("Second", JANE)]


async def test_a_form_that_cannot_be_opened_is_answered_with_what_to_type(scene: Scene) -> None:
    await scene.declare()
    await scene.run(JANE, "/incident update", scene.channel.name)
    sent = next(each for each in reversed(scene.box.wire) if each.name == "slash_commands").sent["payload"]
    outcome = await scene.box.deliver("slash_commands", {**sent, "trigger_id": None})
    assert outcome.payload is not None
    refusal = "The form didn't open: Slack's request was incomplete. Type `/incident update &lt;text&gt;`."
    assert outcome.payload["text"] == refusal


async def test_whoever_is_not_named_may_not_act(scene: Scene) -> None:
    """Someone without an id is the command line, which may do everything: a payload without a person is not."""
    await scene.declare()
    await scene.run(JANE, "/incident log First", scene.channel.name)
    sent = next(each for each in reversed(scene.box.wire) if each.name == "slash_commands").sent["payload"]
    for missing in (None, ""):
        outcome = await scene.box.deliver("slash_commands", {**sent, "text": "resolve Done", "user_id": missing})
        assert outcome.payload is not None
        assert "Try again" in outcome.payload["text"]
    assert scene.newest.is_open


# What comes late


def at(second: int) -> Json:
    return {"event_ts": f"{START.timestamp() + second:.6f}"}


async def test_the_newest_of_two_reactions_counts_in_whatever_order_they_come(scene: Scene) -> None:
    await scene.declare()
    said = await posted(scene, ALICE, "Rolled back")
    by_bob = event("user reaction item", values(said.channel, said.ts, scene.person(BOB).id))
    await send(scene, {"type": "reaction_removed", **by_bob, **at(20)}, "Ev1")
    await send(scene, {"type": "reaction_added", **by_bob, **at(10)}, "Ev2")
    assert [each for each in scene.entries if each.message_ts == said.ts] == []
    await send(scene, {"type": "reaction_added", **by_bob, **at(30)}, "Ev3")
    assert entry_of(scene, said).text == "Rolled back"


async def test_who_left_stays_out_though_the_joining_before_comes_late(scene: Scene) -> None:
    """Both are noted, and only the newer one says who is in the channel."""
    await scene.declare()
    bob, number = scene.person(BOB).id, scene.newest.number
    known = {"channel": scene.channel.id, "user": bob}
    await send(scene, {"type": "member_left_channel", **known, **at(20)}, "Ev1")
    await send(scene, {"type": "member_joined_channel", **known, **at(10)}, "Ev2")
    assert bob not in scene.bot.services.unit.store.people.members(number)
    assert {"Joined the channel", "Left the channel"} <= set(noted(scene, EntryKind.MEMBER))


async def test_a_channel_is_what_the_newest_event_says(scene: Scene) -> None:
    await scene.declare()
    channel = {"channel": scene.channel.id, "user": scene.person(JANE).id}
    await send(scene, {"type": "channel_unarchive", **channel, **at(20)}, "Ev1")
    await send(scene, {"type": "channel_archive", **channel, **at(10)}, "Ev2")
    assert not scene.newest.archived
    named = {"type": "message", "subtype": "channel_name", **channel}
    await send(scene, {**named, "name": "inc-newer", **at(40)}, "Ev3")
    await send(scene, {**named, "name": "inc-older", **at(30)}, "Ev4")
    assert scene.newest.channel_name == "inc-newer"


async def test_a_person_and_a_group_are_what_the_newest_event_says(scene: Scene) -> None:
    people, bob = scene.bot.services.people, scene.person(BOB).id
    for name, second in (("Robert Kim", 20), ("Bobby Kim", 10)):
        user = {"id": bob, "profile": {"real_name": name}}
        await send(scene, {"type": "user_change", "user": user, **at(second)}, f"Ev{name}")
    assert people.person(bob).name == "Robert Kim"
    for users, second in (([bob], 20), ([], 10)):
        group = {"id": "S1", "handle": "sre", "users": users, "user_count": len(users)}
        await send(scene, {"type": "subteam_updated", "subteam": group, **at(second)}, f"Ev{second}")
    found = people.group("S1")
    assert found is not None
    assert found.people == {bob}


async def test_what_slack_drops_because_it_is_too_much_is_read_back(
    scene: Scene, caplog: pytest.LogCaptureFixture
) -> None:
    await scene.declare()
    said = await posted(scene, ALICE, "Rolled back")
    said.reactions.append(EmojiReaction("wrench", [scene.person(BOB).id]))  # and no event of it
    minute = int(scene.clock.now().timestamp())
    for _ in range(2):
        dropped = {"type": "app_rate_limited", "team_id": "T1", "minute_rate_limited": minute}
        assert (await scene.box.deliver("events_api", dropped)).acked
    await scene.after(minutes=3)
    assert entry_of(scene, said).text == "Rolled back"
    assert len([each for each in caplog.messages if "more events than it delivers" in each]) == 1


# Nothing that was typed is lost


@pytest.mark.parametrize("sent", [None, {}, {"private": None}, {"private": {"selected_options": "words"}}])
async def test_an_input_that_slack_leaves_out_is_not_an_empty_one(scene: Scene, sent: Json | None) -> None:
    """An incident that was meant to be private isn't declared for everyone."""
    await scene.run(JANE, "/incident declare")
    await scene.person(JANE).submit({"Title": "Payments fail", "Severity": "sev2", "Private": ["private"]})
    submitted = next(each.sent["payload"] for each in reversed(scene.box.wire) if each.name == "interactive")
    view = {**submitted["view"], "id": "VAGAIN"}
    values = {name: each for name, each in view["state"]["values"].items() if name != "private"}
    view["state"] = {"values": values if sent is None else {**values, "private": sent}}
    outcome = await scene.box.deliver("interactive", {**submitted, "view": view})
    assert outcome.payload is not None
    [said] = outcome.payload["errors"].values()
    assert said == "Slack sent an incomplete request (private is missing). Try again."
    assert [each.private for each in scene.bot.services.unit.store.incidents.open()] == [True]
