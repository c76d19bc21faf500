"""The one table of permissions: every listener is in it, and forged payloads get no further than it says."""

import json
import re
from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest

from bot.people.permissions import FOR_ALL
from demo.stage import on_stage
from handlers.slack import action_ids
from handlers.slack.app import register
from handlers.slack.requests.authorization import (
    ACCESS,
    BUTTONS,
    COMMANDS,
    EVENTS,
    FORMS,
    OPEN,
    SHORTCUTS,
    Access,
    Pressed,
    nowhere,
)
from handlers.slack.requests.listeners import Listeners, Named
from sandbox import Profile
from sandbox.workspace.workspace import add_person
from tests.handlers.conftest import PEOPLE, POLICY, START, Scene, text_of
from tests.handlers.slack.timeline.timeline_scenarios import BOB, JANE

GUEST, SINGLE, STRANGER, APP, NEW = "Gil Guest", "Uma Single", "Sam Stranger", "Release Bot", "Nora New"
OUTSIDERS = (
    Profile(GUEST, "gil", email="gil@example.com", is_restricted=True),
    Profile(SINGLE, "uma", email="uma@example.com", is_ultra_restricted=True),
    Profile(STRANGER, "sam", email="sam@example.org", team_id="T0OTHER"),
)
SECRET = "Zanzibar keys"


# Every listener is in the table


async def test_every_listener_is_in_the_table_and_everything_in_the_table_is_listened_to(scene: Scene) -> None:
    listeners = Listeners()
    register(listeners, scene.bot._listener)
    assert listeners.command.keys() == COMMANDS
    assert listeners.action.keys() == BUTTONS.keys()
    assert listeners.shortcut.keys() == SHORTCUTS.keys()
    assert listeners.view.keys() == FORMS.keys()
    assert listeners.event.keys() == EVENTS.keys()
    kinds = {kind for kind, named in vars(listeners).items() if isinstance(named, Named)}
    assert kinds == {"command", "action", "shortcut", "view", "event"}


# Forged payloads


@pytest.fixture
async def two() -> AsyncIterator[Scene]:
    """#1 is public, and the outsiders are in its channel; #2 is private to Jane."""
    async with on_stage([*PEOPLE, *OUTSIDERS], START, POLICY) as stage:
        scene = Scene(stage.box, stage.bot, stage.clock, stage.place)
        await scene.declare("sev1 Payments fail")
        await scene.person(JANE).invite(scene.channel, GUEST, SINGLE, STRANGER)
        await scene.run(JANE, "/incident log The pool is exhausted", scene.channel.name)
        await scene.run(JANE, "/incident declare")
        await scene.person(JANE).submit({"Title": SECRET, "Severity": "sev1", "Private": ["private"]})
        await scene.deliver()
        yield scene


def everything(number: int) -> Iterator[tuple[str, Access, str, dict[str, Any]]]:
    """The name of each button and form that names an incident, and a forged payload for one with this number."""
    for name, access in BUTTONS.items():
        if access.number is nowhere:
            continue
        values = (f"{number}/1", f"{number}", f"rename/{number}", f"edit/{number}", f"{number}/1|x", f"{number}/x/1")
        value = next(each for each in values if re.fullmatch(access.value, each))
        yield name, access, "block_actions", about_button(name, value, number)
    for name, access in FORMS.items():
        if access.number is not nowhere:
            yield name, access, "view_submission", {"view": view(name, number)}


def about_button(name: str, value: str, number: int) -> dict[str, Any]:
    action = {"type": "button", "action_id": name, "block_id": "task/1", "value": value}
    return {"actions": [action], "view": view("", number)}


def view(name: str, number: int) -> dict[str, Any]:
    kept = {"incident": number, "entry": 1, "version": 1, "question": f"{number}/nudge/x", "of": f"{number}/1|x"}
    return {
        "id": "V1", "type": "modal", "callback_id": name, "private_metadata": json.dumps(kept), "hash": "1",
        "blocks": [{"type": "input", "block_id": "text"}], "state": {"values": {}}, "title": {"text": "Forged"},
    }  # fmt: skip


def state(scene: Scene) -> object:
    services = scene.bot.services
    return [(services.incidents.details(number), services.reviews.edits(number)) for number in (1, 2)]


async def answers(scene: Scene, name: str, kind: str, about: dict[str, Any], channel: str) -> str:
    """What the person reads after a forged payload: below the message, in the form, or over it."""
    person = scene.person(name)
    before = len(person.sees(channel))
    outcome = await person.forge(kind, about, channel)
    await scene.calm()
    assert outcome.acked
    told = [text_of(each) for each in person.sees(channel)[before:] if each.to == person.id]
    return "\n".join([*told, json.dumps(outcome.payload or {}, ensure_ascii=False)])


@pytest.mark.parametrize("who", [BOB, GUEST, SINGLE, STRANGER])
async def test_a_private_incident_is_not_there_whatever_a_payload_names(two: Scene, who: str) -> None:
    before = state(two)
    since = len(two.box.wire)
    for name, _access, kind, about in everything(2):
        said = await answers(two, who, kind, about, "general")
        assert "I can't find incident #2." in said, name
    for name, _access, kind, about in everything(9):
        assert "I can't find incident #9." in await answers(two, who, kind, about, "general"), name
    assert state(two) == before
    assert SECRET not in str([entry.sent for entry in two.box.wire[since:]])


@pytest.mark.parametrize("who", [GUEST, SINGLE, STRANGER])
async def test_guests_and_people_of_other_organizations_get_as_far_as_the_table_says(two: Scene, who: str) -> None:
    channel = two.box.channel(two.bot.services.incidents.get(1).channel)
    before = state(two)
    for name, access, kind, about in everything(1):
        said = await answers(two, who, kind, about, channel.id)
        verb = access.verb_of(pressed(about))
        if verb != OPEN and verb not in FOR_ALL:
            assert "Guests can't" in said, name
    assert state(two) == before


def pressed(about: dict[str, Any]) -> Pressed:
    action = about.get("actions", [{}])[0]
    return Pressed(str(action.get("value", "")), about["view"]["private_metadata"])


async def test_a_deactivated_account_and_one_that_cannot_be_looked_up_get_nowhere(two: Scene) -> None:
    before = state(two)
    add_person(two.box.state, Profile(NEW, "nora", email="nora@example.com"))
    two.box.faults.fail("users.info", "internal_error", times=10_000)
    for who in ("Gone Person", NEW):
        for name, _access, kind, about in everything(1):
            said = await answers(two, who, kind, about, "general")
            assert "I can't find incident #1." in said, name
    assert state(two) == before


async def test_a_guest_who_is_not_in_its_channel_sees_nothing_of_a_public_incident(two: Scene) -> None:
    await two.person(GUEST).leave(two.bot.services.incidents.get(1).channel)
    await two.calm()
    for typed in ("show 1", "timeline #1", "list all", "find payments"):
        assert "Payments" not in await two.run(GUEST, f"/incident {typed}"), typed
        assert two.person(GUEST).modal is None
    await two.person(GUEST).forge("block_actions", about_button(action_ids.SHOW_TIMELINE, "1", 1))
    await two.calm()
    assert two.person(GUEST).modal is None


# A name that isn't in the table


async def test_a_listener_that_is_not_in_the_table_refuses(two: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(ACCESS, action_ids.TAKE_COMMAND)
    channel = two.box.channel(two.bot.services.incidents.get(1).channel)
    await answers(two, BOB, "block_actions", about_button(action_ids.TAKE_COMMAND, "1", 1), channel.id)
    assert two.bot.services.incidents.get(1).commander is None
