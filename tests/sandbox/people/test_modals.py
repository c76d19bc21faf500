"""Forms: filling, client-side validation, and the app's response."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from slack_sdk.socket_mode.request import SocketModeRequest

from sandbox import Actor, NotAcknowledged, Sandbox, SandboxError, View
from tests.sandbox.sandbox_examples import (
    Answer,
    ListeningApp,
    actions,
    button,
    field,
    modal,
    plain,
    text_input,
)

OPTIONS: list[dict[str, Any]] = [{"text": plain("SEV1"), "value": "1"}, {"text": plain("SEV2"), "value": "2"}]


async def opened(listener: ListeningApp, person: Actor, view: dict[str, Any]) -> View:
    """The view on the person's screen, opened from a command; later requests are still unread."""
    await person.command("/incident declare", channel="incidents")
    trigger = (await listener.next()).payload["trigger_id"]
    await listener.web.views_open(trigger_id=trigger, view=view)
    assert person.modal is not None
    return person.modal


def element(kind: str, **more: Any) -> dict[str, Any]:
    return {"type": kind, "action_id": "value", **more}


@pytest.mark.parametrize(
    ("kind", "more", "entry", "key", "value"),
    [
        ("plain_text_input", {}, "x", "value", "x"),
        ("email_text_input", {}, "a@example.com", "value", "a@example.com"),
        ("url_text_input", {}, "https://example.com", "value", "https://example.com"),
        ("number_input", {"is_decimal_allowed": True}, 4.5, "value", "4.5"),
        ("static_select", {"options": OPTIONS}, "SEV1", "selected_option", OPTIONS[0]),
        ("radio_buttons", {"options": OPTIONS}, "2", "selected_option", OPTIONS[1]),
        ("multi_static_select", {"options": OPTIONS}, ["SEV2", "1"], "selected_options", OPTIONS[::-1]),
        ("checkboxes", {"options": OPTIONS}, "SEV1", "selected_options", OPTIONS[:1]),
        ("datepicker", {}, "2024-01-16", "selected_date", "2024-01-16"),
        ("timepicker", {}, "14:05", "selected_time", "14:05"),
        ("datetimepicker", {}, datetime(2024, 1, 15, tzinfo=UTC), "selected_date_time", 1705276800),
        ("datetimepicker", {}, 1705276800, "selected_date_time", 1705276800),
    ],
)
async def test_each_kind_of_input_sends_its_value(
    listener: ListeningApp, jane: Actor, kind: str, more: dict[str, Any], entry: Any, key: str, value: Any
) -> None:
    view = modal(field("Entry", "entry", element(kind, **more)))
    await opened(listener, jane, view)
    assert await jane.submit({"Entry": entry}) == {}
    values = (await listener.next()).payload["view"]["state"]["values"]
    assert values["entry"]["value"] == {"type": kind, key: value}


@pytest.mark.parametrize(
    ("kind", "entry", "key", "names"),
    [
        ("users_select", "Bob Kim", "selected_user", "person"),
        ("multi_users_select", ["@bob"], "selected_users", "person"),
        ("channels_select", "#general", "selected_channel", "channel"),
        ("conversations_select", "general", "selected_conversation", "channel"),
        ("multi_conversations_select", ["general"], "selected_conversations", "channel"),
    ],
)
async def test_people_and_channels_are_selected_by_name(
    box: Sandbox, listener: ListeningApp, jane: Actor, kind: str, entry: Any, key: str, names: str
) -> None:
    await opened(listener, jane, modal(field("Who", "who", element(kind))))
    assert await jane.submit({"who": entry}) == {}
    values = (await listener.next()).payload["view"]["state"]["values"]
    expected = box.person("bob").id if names == "person" else box.channel("general").id
    assert values["who"]["value"][key] in (expected, [expected])


@pytest.mark.parametrize(
    ("one", "entry", "sentence"),
    [
        (text_input(), "", "Please complete this required field."),
        (text_input(min_length=5), "abc", "Please enter at least 5 characters."),
        (text_input(max_length=2), "abc", "Please enter at most 2 characters."),
        (element("number_input", is_decimal_allowed=False), "4.5", "Please enter a whole number."),
        (element("number_input", is_decimal_allowed=True), "x", "Please enter a number."),
        (element("number_input", is_decimal_allowed=False, min_value="3"), "2", "Please enter 3 or more."),
        (element("number_input", is_decimal_allowed=False, max_value="3"), "4", "Please enter 3 or less."),
        (element("email_text_input"), "jane", "Please enter an email address."),
        (element("url_text_input"), "jane", "Please enter a URL."),
        (element("multi_users_select", max_selected_items=1), ["bob", "jane"], "Please select at most 1."),
        (element("multi_static_select", options=OPTIONS), [], "Please complete this required field."),
    ],
)
async def test_the_client_refuses_without_asking_the_app(
    box: Sandbox, listener: ListeningApp, jane: Actor, one: dict[str, Any], entry: Any, sentence: str
) -> None:
    view = await opened(listener, jane, modal(field("Entry", "entry", one)))
    assert await jane.submit({"Entry": entry}) == {"entry": sentence}
    assert view.errors == {"entry": sentence}
    assert [each.name for each in box.wire if each.kind == "envelope"] == ["slash_commands"]


async def test_an_optional_input_may_stay_empty(listener: ListeningApp, jane: Actor) -> None:
    await opened(listener, jane, modal(field("Summary", "s", text_input(), optional=True)))
    assert await jane.submit() == {}
    assert (await listener.next()).payload["view"]["state"]["values"]["s"]["value"]["value"] is None


async def test_a_rich_text_entry_is_rich_text(listener: ListeningApp, jane: Actor) -> None:
    await opened(listener, jane, modal(field("Note", "n", element("rich_text_input"))))
    await jane.submit({"n": "found it"})
    value = (await listener.next()).payload["view"]["state"]["values"]["n"]["value"]
    assert value["rich_text_value"]["elements"][0]["elements"][0]["text"] == "found it"


async def test_an_accepted_form_closes(box: Sandbox, listener: ListeningApp, jane: Actor) -> None:
    view = modal(field("Title", "t", text_input()), field("Severity", "s", element("static_select", options=OPTIONS)))
    await opened(listener, jane, view)
    assert await jane.submit({"Title": "Payments down", "Severity": "SEV1"}) == {}
    payload = (await listener.next()).payload
    assert (payload["type"], payload["view"]["callback_id"]) == ("view_submission", "form")
    assert jane.modal is None
    act = box.acts[-1]
    assert (act.channel, act.what) == (
        "incidents",
        'submitted "A form": Title = Payments down; Severity = SEV1',
    )


async def test_the_apps_errors_stand_at_their_fields(listener: ListeningApp, jane: Actor) -> None:
    view = await opened(listener, jane, modal(field("Title", "t", text_input())))
    listener.reply({"response_action": "errors", "errors": {"t": "Too vague"}})
    assert await jane.submit({"Title": "x"}) == {"t": "Too vague"}
    assert jane.modal is view
    listener.reply({})
    assert await jane.submit({"Title": "clear"}) == {}
    assert jane.modal is None


async def test_the_apps_answer_updates_the_form(listener: ListeningApp, jane: Actor) -> None:
    view = await opened(listener, jane, modal(field("Title", "t", text_input())))
    after = modal(field("Why", "w", text_input()), title=plain("Second page"))
    listener.reply({"response_action": "update", "view": after})
    assert await jane.submit({"Title": "x"}) == {}
    assert jane.modal is view
    assert view.title == "Second page"


async def test_the_apps_answer_pushes_a_form_and_clears_the_stack(listener: ListeningApp, jane: Actor) -> None:
    first = await opened(listener, jane, modal(field("Title", "t", text_input())))
    listener.reply({"response_action": "push", "view": modal(field("Why", "w", text_input()), title=plain("Why"))})
    await jane.submit({"Title": "x"})
    assert jane.modal is not None
    assert (jane.modal.title, jane.modal.json["previous_view_id"]) == ("Why", first.id)
    assert jane.modal.channel == first.channel
    listener.reply({"response_action": "clear"})
    await jane.submit({"Why": "y"})
    assert jane.modal is None


async def test_an_answer_with_a_bad_view_is_trouble(listener: ListeningApp, jane: Actor) -> None:
    await opened(listener, jane, modal(field("Title", "t", text_input())))
    listener.reply({"response_action": "update", "view": {"type": "modal"}})
    with pytest.raises(NotAcknowledged, match="invalid_arguments"):
        await jane.submit({"Title": "x"})
    assert jane.modal is not None


async def test_an_unanswered_form_stays_open(box: Sandbox, listener: ListeningApp, jane: Actor) -> None:
    await opened(listener, jane, modal(field("Title", "t", text_input())))
    await box.faults.disconnect("link_disabled")
    box.faults.cut(60)
    await box.changed(lambda: box.connections == 0, what="no connection")
    with pytest.raises(NotAcknowledged):
        await jane.submit({"Title": "x"})
    assert jane.modal is not None


async def test_an_input_that_dispatches_tells_the_app(listener: ListeningApp, jane: Actor) -> None:
    select = element("static_select", options=OPTIONS)
    view = await opened(listener, jane, modal(field("Severity", "s", select, dispatch_action=True)))
    await jane.choose(None, "value", "SEV2")
    payload = (await listener.next()).payload
    assert payload["container"] == {"type": "view", "view_id": view.id}
    assert payload["view"]["state"]["values"]["s"]["value"]["selected_option"]["value"] == "2"


async def test_an_input_that_does_not_dispatch_keeps_quiet(box: Sandbox, listener: ListeningApp, jane: Actor) -> None:
    view = await opened(listener, jane, modal(field("Severity", "s", element("static_select", options=OPTIONS))))
    await jane.choose(None, "value", "SEV2")
    assert view.state["s"]["value"]["selected_option"] == OPTIONS[1]
    assert "interactive" not in [each.name for each in box.wire]


async def test_a_button_in_a_modal_and_in_home_is_pressed(listener: ListeningApp, jane: Actor) -> None:
    await opened(listener, jane, modal(actions(button("More", "more", "7"))))
    await jane.press(None, "More")
    assert (await listener.next()).payload["actions"][0]["value"] == "7"
    home = {"type": "home", "blocks": [actions(button("Declare", "declare"))]}
    await listener.web.views_publish(user_id=jane.id, view=home)
    await jane.press(jane.home, "Declare")
    payload = (await listener.next()).payload
    assert (payload["view"]["type"], payload["actions"][0]["action_id"]) == ("home", "declare")


async def test_a_listener_may_open_a_modal_before_its_ack(listener: ListeningApp, jane: Actor) -> None:
    async def open_first(request: SocketModeRequest) -> Answer:
        trigger = request.payload["trigger_id"]
        await listener.web.views_open(trigger_id=trigger, view=modal(field("Title", "t", text_input())))
        return {}

    listener.answer = open_first
    await jane.command("/incident declare")
    assert jane.modal is not None


async def test_what_is_not_in_the_form_is_refused(listener: ListeningApp, jane: Actor) -> None:
    with pytest.raises(SandboxError, match="has no modal open"):
        await jane.submit({})
    with pytest.raises(SandboxError, match="has no modal open"):
        await jane.press(None, "x")
    await opened(listener, jane, modal(field("Title", "t", text_input())))
    with pytest.raises(SandboxError, match="No field Moon in A form"):
        await jane.submit({"Moon": "x"})
    with pytest.raises(SandboxError, match="No menu or picker named moon"):
        await jane.choose(None, "moon", "x")
    await opened(listener, jane, modal({"type": "divider"}))
    assert await jane.submit() == {}


async def test_a_view_without_submit_cannot_be_submitted(listener: ListeningApp, jane: Actor) -> None:
    view = modal({"type": "divider"})
    del view["submit"]
    await opened(listener, jane, view)
    with pytest.raises(SandboxError, match="nothing to submit"):
        await jane.submit()


async def test_somebody_who_is_not_there_cannot_be_selected(listener: ListeningApp, jane: Actor) -> None:
    people, places = element("users_select"), element("channels_select")
    await opened(listener, jane, modal(field("Who", "who", people), field("Where", "where", places)))
    with pytest.raises(SandboxError, match="Nobody to select is named Moon"):
        await jane.submit({"Who": "Moon"})
    with pytest.raises(SandboxError, match="No conversation to select is named moon"):
        await jane.submit({"Where": "moon"})


async def test_an_entry_can_be_taken_back(box: Sandbox, listener: ListeningApp, jane: Actor) -> None:
    kinds: dict[str, dict[str, Any]] = {
        "static_select": {"options": OPTIONS, "initial_option": OPTIONS[0]},
        "users_select": {"initial_user": jane.id},
        "channels_select": {"initial_channel": box.channel("general").id},
        "multi_users_select": {"initial_users": [jane.id]},
        "datetimepicker": {"initial_date_time": 1705276800},
    }
    inputs = [field(kind, kind, element(kind, **more), optional=True) for kind, more in kinds.items()]
    view = await opened(listener, jane, modal(*inputs))
    assert view.state["static_select"]["value"]["selected_option"] == OPTIONS[0]
    assert await jane.submit(dict.fromkeys(kinds, "")) == {}
    values = (await listener.next()).payload["view"]["state"]["values"]
    entries = [next(value for key, value in values[kind]["value"].items() if key != "type") for kind in kinds]
    assert entries == [None, None, None, [], None]


async def test_options_may_stand_in_groups(listener: ListeningApp, jane: Actor) -> None:
    groups: list[dict[str, Any]] = [{"label": plain(each["text"]["text"]), "options": [each]} for each in OPTIONS]
    select = element("static_select", option_groups=groups)
    await opened(listener, jane, modal(field("Severity", "s", select)))
    assert await jane.submit({"Severity": "SEV2"}) == {}
    value = (await listener.next()).payload["view"]["state"]["values"]["s"]["value"]
    assert value["selected_option"] == OPTIONS[1]
