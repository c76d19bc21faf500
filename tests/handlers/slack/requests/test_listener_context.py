"""Every form of the product over the wire: whatever goes wrong, what was typed stays in the form."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final

import pytest

from handlers.slack import action_ids
from sandbox import Message
from tests.handlers.conftest import Scene
from tests.handlers.slack.nudges.test_nudges_others import direct, until
from tests.handlers.slack.nudges.test_silence_alarm import quiet

JANE, BOB = "Jane Smith", "Bob Kim"
TYPED: Final = "Words that nobody wants to type again"
Opening = Callable[[Scene], Awaitable[None]]


def typed(text: str) -> Opening:
    async def opening(scene: Scene) -> None:
        await scene.declare()
        await scene.run(JANE, text, scene.channel.name)

    return opening


def on_message(shortcut: str) -> Opening:
    async def opening(scene: Scene) -> None:
        await scene.declare()
        message = await scene.person(BOB).post(scene.channel, "The pool is full")
        await scene.calm()
        await scene.person(JANE).shortcut(shortcut, message)

    return opening


async def duplicate(scene: Scene) -> None:
    await scene.declare("sev2 Checkout broken")
    await typed("/incident duplicate")(scene)


async def command(scene: Scene) -> None:
    await scene.declare()
    await scene.run(BOB, "/incident commander", scene.channel.name)
    await scene.run(JANE, "/incident commander", scene.channel.name)


async def snooze(scene: Scene) -> None:
    await scene.declare()
    await scene.after(15)
    await scene.person(JANE).choose(scene.posts()[-1], "snooze", "10 min")


async def silence(scene: Scene) -> None:
    await scene.person(JANE).press(await quiet(scene), action_ids.SAY_WHAT_HAPPENED)


async def due(scene: Scene) -> Message:
    await scene.declare("sev4 Typo")
    await scene.run(JANE, "/incident action Fix the form @Jane Smith 2024-01-16", scene.channel.name)
    await until(scene, 16, 9)
    return direct(scene, JANE)[0]


async def later(scene: Scene) -> None:
    await scene.person(JANE).press(await due(scene), action_ids.DUE_LATER)


async def hand_over(scene: Scene) -> None:
    await scene.person(JANE).press(await due(scene), action_ids.DUE_HAND_OVER)


async def entry(scene: Scene) -> None:
    await scene.declare()
    await scene.run(JANE, "/incident log Rolled back", scene.channel.name)
    await scene.run(JANE, "/incident timeline", scene.channel.name)
    await scene.person(JANE).press(None, action_ids.EDIT_ENTRY)


async def review(scene: Scene, verb: str, pressed: str = "") -> None:
    await scene.declare()
    await scene.run(JANE, "/incident record factor The pool was too small", scene.channel.name)
    await scene.run(JANE, "/incident resolve Rolled back", scene.channel.name)
    await scene.run(JANE, "/pir", scene.channel.name)
    await scene.deliver()
    await scene.run(JANE, f"/pir {verb}", scene.channel.name)
    if pressed:
        await scene.person(JANE).press(None, pressed)


def reviewing(verb: str, pressed: str = "") -> Opening:
    return lambda scene: review(scene, verb, pressed)


OPENINGS: Final[Mapping[str, Opening]] = {
    action_ids.DECLARE_FORM: typed("/incident declare"),
    action_ids.UPDATE_FORM: typed("/incident update"),
    action_ids.SNOOZE_FORM: snooze,
    action_ids.LATER_FORM: later,
    action_ids.HAND_OVER_FORM: hand_over,
    action_ids.SILENCE_FORM: silence,
    action_ids.ADD_FORM: on_message(action_ids.ADD_TO_TIMELINE),
    action_ids.ENTRY_FORM: entry,
    action_ids.STAKEHOLDER_UPDATES_FORM: typed("/incident update texts"),
    action_ids.TASKS_FORM: typed("/incident task"),
    action_ids.TASK_FORM: on_message(action_ids.MAKE_TASK),
    action_ids.ACTION_FORM: on_message(action_ids.MAKE_ACTION),
    action_ids.RECORD_FORM: typed("/incident record"),
    action_ids.STATUS_FORM: typed("/incident status"),
    action_ids.SEVERITY_FORM: typed("/incident severity"),
    action_ids.RESOLVE_FORM: typed("/incident resolve"),
    action_ids.CANCEL_FORM: typed("/incident cancel"),
    action_ids.MERGE_FORM: duplicate,
    action_ids.RENAME_FORM: typed("/incident rename"),
    action_ids.PRIVATE_FORM: typed("/incident private"),
    action_ids.ROLES_FORM: typed("/incident roles"),
    action_ids.COMMAND_FORM: command,
    action_ids.SECTION_FORM: reviewing("edit summary"),
    action_ids.ANSWER_FORM: reviewing("answer", action_ids.ANSWER_QUESTION),
    action_ids.FACTOR_FORM: reviewing("factors", action_ids.ACCEPT_FACTOR),
    action_ids.FACTOR_ITEM_FORM: reviewing("factors", action_ids.ACT_ON_FACTOR),
    action_ids.FRAME_FORM: reviewing("frame"),
    action_ids.MEETING_FORM: reviewing("meeting"),
    action_ids.SHARE_FORM: reviewing("share"),
}
WITHOUT_INPUTS: Final = {action_ids.COMMAND_FORM}


def test_each_form_has_its_opening() -> None:
    assert set(OPENINGS) == set(action_ids.FORMS)


def something(scene: Scene, element: Mapping[str, Any]) -> Any:
    """A value for an input, None for one that may stay as it is."""
    match element["type"]:
        case "plain_text_input":
            return TYPED
        case "static_select" | "radio_buttons":
            return element["options"][0]["value"]
        case "users_select":
            return scene.person(BOB).id
        case "multi_users_select":
            return [scene.person(BOB).id]
        case "datepicker":
            return "2030-01-22"
        case "datetimepicker":
            return int(scene.clock.now().timestamp())
    return None


@pytest.mark.parametrize("form", [form for form in OPENINGS if form not in WITHOUT_INPUTS])
async def test_a_fault_is_said_at_an_input_and_loses_nothing(
    scene: Scene, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    await OPENINGS[form](scene)
    await scene.calm()
    jane = scene.person(JANE)
    modal = jane.modal
    assert modal is not None
    assert modal.json["callback_id"] == form
    inputs = {block["block_id"]: block["element"] for block in modal.blocks if block["type"] == "input"}
    values = {block: something(scene, element) for block, element in inputs.items()}
    jane.fill({block: value for block, value in values.items() if value is not None})
    filled = str(modal.state)

    def fails(*_given: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(scene.bot.services.people, "person", fails)
    complaints = await jane.submit({})
    monkeypatch.undo()
    [(block, sentence)] = complaints.items()
    assert block in inputs
    assert sentence.startswith("Something went wrong and this may not be saved.")
    assert jane.modal is not None
    assert (jane.modal.id, str(jane.modal.state)) == (modal.id, filled)
    if any(element["type"] == "plain_text_input" for element in inputs.values()):
        assert TYPED in filled


async def test_a_form_without_inputs_makes_way_for_the_refusal(scene: Scene) -> None:
    await command(scene)
    await scene.run(BOB, "/incident resolve Rolled back", scene.channel.name)
    await scene.run(BOB, "/incident close", scene.channel.name)
    jane = scene.person(JANE)
    assert await jane.submit({}) == {}
    assert jane.modal is not None
    assert "#1 is closed. To reopen it, type `/incident reopen #1`." in str(jane.modal.blocks)
