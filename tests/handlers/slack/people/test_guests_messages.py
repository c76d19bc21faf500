"""What guests are told directly, over the wire: no button that they may not press, and their own action items."""

from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.config.policy import Policy, ReminderSettings
from bot.tasks.verbs import AddAction
from demo.stage import on_stage
from sandbox import Message
from sandbox.blockkit.inputs import elements_of
from sandbox.errors import SandboxError
from sandbox.workspace.state import View
from tests.handlers.conftest import PEOPLE, START, Scene, buttons, text_of
from tests.handlers.slack.people.permission_scenarios import GUEST, OUTSIDERS, STRANGER, incident, private
from tests.handlers.slack.timeline.timeline_scenarios import ALICE, JANE


@pytest.fixture
async def scene() -> AsyncIterator[Scene]:
    async with on_stage([*PEOPLE, *OUTSIDERS], START, replace(Policy(), reminders=ReminderSettings())) as stage:
        yield Scene(stage.box, stage.bot, stage.clock, stage.place)


def told(scene: Scene, name: str) -> list[Message]:
    person = scene.person(name)
    return list(person.sees(person.direct("Muster")))


async def owning(scene: Scene, name: str) -> None:
    """An open incident with an action item of theirs that is due on the next day."""
    await scene.declare("sev4 Payments")
    await scene.person(JANE).invite(scene.channel, name)
    await scene.calm()
    item = AddAction("Alert on Payments", name, scene.person(name).id, "P1", date(2024, 1, 16))
    scene.bot.services.action_items.add(1, item, scene.bot.services.people.person(scene.person(JANE).id))
    await scene.after((datetime(2024, 1, 16, 15, tzinfo=UTC) - scene.clock.now()).total_seconds() / 60)


@pytest.mark.parametrize("outsider", [GUEST, STRANGER])
async def test_guests_complete_and_put_off_the_action_items_that_they_own(scene: Scene, outsider: str) -> None:
    await owning(scene, outsider)
    person, reminder = scene.person(outsider), told(scene, outsider)[-1]
    assert buttons(reminder) == ["Mark done", "Change due date"]
    await person.press(reminder, "Change due date")
    assert await person.submit({"New due date": "2024-01-20"}) == {}
    await scene.deliver()
    assert [str(item.due) for item in scene.bot.services.action_items.in_order(1)] == ["2024-01-20"]
    await person.open_home()
    await scene.deliver()
    await person.press(person.home, "Mark done")
    await scene.deliver()
    assert [item.done_by.name for item in scene.bot.services.action_items.in_order(1) if item.done_by] == [outsider]


async def test_the_action_item_of_a_guest_who_left_is_asked_for_in_the_channel(scene: Scene) -> None:
    await scene.declare("sev4 Payments")
    await scene.person(JANE).invite(scene.channel, GUEST)
    await scene.calm()
    item = AddAction("Alert on Payments", GUEST, scene.person(GUEST).id, "P1", date(2024, 1, 16))
    scene.bot.services.action_items.add(1, item, scene.bot.services.people.person(scene.person(JANE).id))
    await scene.person(GUEST).leave(scene.channel)
    await scene.deliver()
    await scene.after(2 * 24 * 60)
    [asked] = [each for each in scene.posts() if "Alert on Payments, Gil Guest" in text_of(each)]
    assert f"<@{scene.person(JANE).id}>" in text_of(asked)
    assert told(scene, GUEST) == []


async def test_a_guest_completes_nobody_elses_action_item(scene: Scene) -> None:
    await owning(scene, GUEST)
    await incident(scene, "action Write it up @jane", JANE)
    press = {"type": "button", "action_id": "home_action_done", "block_id": "x", "value": "1/2"}
    await scene.person(GUEST).forge("block_actions", {"actions": [press]}, scene.channel.id)
    await scene.calm()
    assert [item.done_by for item in scene.bot.services.action_items.in_order(1)] == [None, None]
    assert private(scene, GUEST)[-1].startswith("Guests can't")


async def abandoned(scene: Scene) -> None:
    """A guest is communications lead, and nobody posts an update."""
    await scene.declare("sev1 Payments")
    await scene.person(JANE).invite(scene.channel, GUEST)
    await incident(scene, "commander", JANE)
    await incident(scene, "role communications @gil", JANE)
    for _ in range(4):
        await scene.after(15)


async def test_a_guest_with_a_role_is_not_asked_for_an_update_that_they_may_not_post(scene: Scene) -> None:
    await abandoned(scene)
    assert told(scene, GUEST) == []
    assert "Gil Guest (guest)" in text_of(scene.card)


async def test_a_guest_who_may_post_updates_is_asked_for_them() -> None:
    may = {"update": ("members", "communications")}
    policy = replace(Policy(), reminders=ReminderSettings(), permissions=may)
    async with on_stage([*PEOPLE, *OUTSIDERS], START, policy) as stage:
        scene = Scene(stage.box, stage.bot, stage.clock, stage.place)
        await abandoned(scene)
        [nudge] = told(scene, GUEST)
        assert buttons(nudge) == ["Post update", "No change"]
        assert "(guest)" not in text_of(scene.card)


async def test_a_guest_who_left_is_not_told_to_type_what_they_may_not(scene: Scene) -> None:
    await scene.declare()
    await scene.person(JANE).invite(scene.channel, GUEST)
    await scene.calm()
    assert (await incident(scene, "leave", GUEST)).endswith("To come back, ask someone in its channel to invite you.")
    assert (await incident(scene, "leave", JANE)).endswith("To come back, type `/incident join #1`.")


@pytest.mark.parametrize("outsider", [GUEST, STRANGER])
async def test_guests_complete_their_own_action_item_by_command_and_nobody_elses(scene: Scene, outsider: str) -> None:
    await owning(scene, outsider)
    await incident(scene, "action Write it up @jane", JANE)
    assert (await incident(scene, "action done 2", outsider)).startswith("Guests can't change action items")
    assert (await incident(scene, "action done 1 2", outsider)).startswith("Guests can't change action items")
    assert await incident(scene, "action done 1", outsider) == "Action item 1 marked done."
    done = {item.number: item.done_by for item in scene.bot.services.action_items.in_order(1)}
    assert {number: by.name if by else "" for number, by in done.items()} == {1: outsider, 2: ""}


# Everything that one person alone is offered

REFUSED = ("Guests can't", "Only ", "doesn't know you", "own timeline entries", "that they added themselves")


def drawn_buttons(drawn: Message | View) -> list[tuple[str, str]]:
    """The action_id and value of each button that can be pressed."""
    elements = [each for block in drawn.blocks for each in elements_of(block) if each["type"] == "button"]
    return [(each["action_id"], each.get("value", "")) for each in elements if "url" not in each]


async def offered(scene: Scene, name: str) -> list[Message | View]:
    """What this person alone sees: direct messages, answers and Home."""
    person = scene.person(name)
    for typed in ("", "show", "list", "find Payments", "log Alarm", "help", "timeline export"):
        await scene.run(name, f"/incident {typed}", scene.channel.name)
        await scene.deliver()
    await person.open_home()
    await scene.deliver()
    answers = [each for each in person.sees(scene.channel) if each.to == person.id]
    assert person.home is not None
    return [person.home, *answers, *told(scene, name)]


async def pressed(scene: Scene, name: str, drawn: Message | View | None, button: tuple[str, str]) -> list[str]:
    """The answers to a press; none where the button is gone since another was pressed."""
    person = scene.person(name)
    before = len(person.sees(scene.channel))
    with suppress(SandboxError):
        await person.press(drawn, button[0], button[1] or None)
    await scene.deliver()
    answers = [text_of(each) for each in person.sees(scene.channel)[before:] if each.to == person.id]
    return [each for each in answers if any(word in each for word in REFUSED)]


async def busy(scene: Scene, name: str) -> None:
    """Someone with two roles and an action item in an incident that is open for a day."""
    await scene.declare("sev1 Payments fail")
    await scene.person(JANE).invite(scene.channel, GUEST, STRANGER)
    await scene.calm()
    person = scene.person(name)
    item = AddAction("Alert on Payments", name, person.id, "P1", date(2024, 1, 16))
    scene.bot.services.action_items.add(1, item, scene.bot.services.people.person(scene.person(JANE).id))
    handle = f"@{person.user.name}"
    for typed in (f"role communications {handle}", f"role scribe {handle}", "log Down since 14:00"):
        await incident(scene, typed, JANE)
    await scene.run(name, "/incident subscribe", scene.channel.name)
    await incident(scene, "update Looking into it", JANE)
    await scene.after(26 * 60)


@pytest.mark.parametrize("name", [JANE, ALICE, GUEST, STRANGER])
async def test_nobody_is_refused_what_they_alone_are_offered(scene: Scene, name: str) -> None:
    await busy(scene, name)
    person, found = scene.person(name), await offered(scene, name)
    assert sum(len(drawn_buttons(each)) for each in found) > 3
    for drawn in found:
        for button in drawn_buttons(drawn):
            assert await pressed(scene, name, drawn, button) == [], button
            while person.modal:
                await person.close_modal()


@pytest.mark.parametrize("name", [JANE, GUEST, STRANGER])
async def test_nobody_is_refused_what_the_timeline_offers_them(scene: Scene, name: str) -> None:
    await busy(scene, name)
    await incident(scene, "log Alarm on our side", name)
    person = scene.person(name)
    await incident(scene, "timeline", name)
    assert person.modal is not None
    for button in drawn_buttons(person.modal):
        await incident(scene, "timeline", name)
        assert await pressed(scene, name, None, button) == [], button
