"""Whatever Slack leaves out of a payload: it is acknowledged, what is there counts, and no traceback is logged."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterator, Mapping
from typing import Final

import pytest

from bot.timeline.model import EntryKind
from handlers.slack.requests.payloads import Incomplete, lenient, received
from tests.handlers.conftest import START, Scene
from tests.handlers.slack.requests.payload_examples import EVENTS, SUBTYPES, Json, callback, event, poorer, values
from tests.handlers.slack.test_manifest import DECLARED_EVENTS
from tests.handlers.slack.timeline.timeline_scenarios import ALICE, BOB, JANE, entry_of, noted, posted

DEEP: Final = 2  # how far below the event something is left out of those that Muster listens to
HEARD: Final = {name.split(".")[0] for name in DECLARED_EVENTS}


# Reading


def test_a_null_counts_as_missing_and_a_missing_field_is_refused_by_its_name() -> None:
    read = lenient({"user": None, "items": [None, {"a": None, "b": 1}]})
    assert read == {"items": [{"b": 1}]}
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


WRONG_TYPES: Final[Mapping[str, Json]] = {
    "event_ts": {"event_ts": 1705328580.5},
    "edited": {"message": {"ts": "1705328580.000100", "text": "x", "edited": True}, "edited": True},
    "user": {"user": {"id": "U1", "name": "jane"}},
    "channel": {"channel": {"id": "C1", "name": "inc"}},
    "item_user": {"item_user": {"id": "U1"}},
}


@pytest.mark.usefixtures("quiet")
@pytest.mark.parametrize("wrong", WRONG_TYPES)
async def test_an_event_with_a_field_of_another_type_is_acknowledged(scene: Scene, wrong: str) -> None:
    await scene.declare()
    said = await posted(scene, ALICE, "Rolled back")
    known = values(scene.channel.id, said.ts, scene.person(BOB).id)
    typed = {kind: event(fields, known, type=kind) for kind, fields in EVENTS.items() if kind in HEARD}
    typed |= {
        f"message {name}": event(fields, known, type="message", **({"subtype": name} if name else {}))
        for name, fields in SUBTYPES.items()
    }
    for name, whole in typed.items():
        happened = {**whole, **{field: value for field, value in WRONG_TYPES[wrong].items() if field in whole}}
        outcome = await scene.box.deliver("events_api", callback(happened, f"Ev{name}"))
        assert outcome.acked, name
    await scene.deliver()


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
    for kind, fields in EVENTS.items():
        whole = event(fields, known, type=kind)
        yield from (whole, *poorer(whole, DEEP if kind in HEARD else 1))
    for subtype, fields in SUBTYPES.items():
        whole = event(fields, known, type="message", **({"subtype": subtype} if subtype else {}))
        yield from (whole, *poorer(whole, DEEP))


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
        for whole in poorer(callback({"type": kind, **values("C1", said.ts, "U1")}, f"Ev{kind}"), 1):
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
}


def lacking(payload: Json) -> Iterator[Json]:
    """The payload without one thing or another. What a view or a message looks like is not Slack's to leave out."""
    yield from poorer({field: value for field, value in payload.items() if field not in ("view", "message")}, 2)
    for field in ("view", "message"):
        if shown := payload.get(field):
            yield from ({**payload, field: each} for each in poorer({**shown, "blocks": []}, 1))
    for each in poorer(payload.get("view", {}).get("state", {}), 4):
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
