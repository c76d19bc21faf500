"""views.* as the real client sees it: triggers, the stack, hashes, App Home."""

from __future__ import annotations

from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import Actor, Sandbox, SettableClock
from tests.sandbox.sandbox_examples import ACK, ListeningApp, field, modal, plain, refusal, refused, text_input

FORM = modal(field("Title", "title", text_input(initial_value="Payments")))


async def trigger(listener: ListeningApp, person: Actor) -> str:
    """A fresh trigger_id, from a command."""
    await person.command("/incident declare")
    return str((await listener.next()).payload["trigger_id"])


async def test_a_trigger_opens_a_modal_for_who_gave_it(
    listener: ListeningApp, web: AsyncWebClient, jane: Actor, bob: Actor
) -> None:
    answer = await web.views_open(trigger_id=await trigger(listener, jane), view=FORM)
    assert jane.modal is not None
    assert bob.modal is None
    assert (jane.modal.title, jane.modal.id) == ("A form", answer["view"]["id"])
    assert jane.modal.state["title"]["value"] == {"type": "plain_text_input", "value": "Payments"}


async def test_a_trigger_works_once_for_three_seconds(
    listener: ListeningApp, web: AsyncWebClient, jane: Actor, clock: SettableClock
) -> None:
    used = await trigger(listener, jane)
    await web.views_open(trigger_id=used, view=FORM)
    assert await refusal(web.views_open(trigger_id=used, view=FORM)) == "exchanged_trigger_id"
    late = await trigger(listener, jane)
    clock.set(clock.time() + 3)
    assert await refusal(web.views_open(trigger_id=late, view=FORM)) == "expired_trigger_id"
    assert await refusal(web.views_open(trigger_id="1.2.abc", view=FORM)) == "invalid_trigger_id"


async def test_a_view_that_slack_refuses_is_pointed_at(
    listener: ListeningApp, web: AsyncWebClient, jane: Actor
) -> None:
    view = FORM | {"title": plain("x" * 25)}
    answer = await refused(web.views_open(trigger_id=await trigger(listener, jane), view=view))
    assert answer["error"] == "invalid_arguments"
    assert "/view/title" in answer["response_metadata"]["messages"][0]
    home = {"type": "home", "blocks": []}
    call = web.views_open(trigger_id=await trigger(listener, jane), view=home)
    assert await refusal(call) == "invalid_arguments"


async def test_a_view_of_more_than_250_kilobytes_is_too_large(
    listener: ListeningApp, web: AsyncWebClient, jane: Actor
) -> None:
    text = {"type": "section", "text": {"type": "mrkdwn", "text": "x" * 3000}}
    call = web.views_open(trigger_id=await trigger(listener, jane), view=modal(*[text] * 100))
    assert await refusal(call) == "view_too_large"


async def test_modals_stack_three_deep(listener: ListeningApp, web: AsyncWebClient, jane: Actor) -> None:
    first = (await web.views_open(trigger_id=await trigger(listener, jane), view=FORM))["view"]
    second = (await web.views_push(trigger_id=await trigger(listener, jane), view=FORM))["view"]
    third = (await web.views_push(trigger_id=await trigger(listener, jane), view=FORM))["view"]
    assert third["previous_view_id"] == second["id"]
    assert third["root_view_id"] == first["id"]
    call = web.views_push(trigger_id=await trigger(listener, jane), view=FORM)
    assert await refusal(call) == "push_limit_reached"
    await jane.close_modal()
    assert jane.modal is not None
    assert jane.modal.id == second["id"]


async def test_nothing_is_pushed_onto_an_empty_screen(listener: ListeningApp, web: AsyncWebClient, jane: Actor) -> None:
    call = web.views_push(trigger_id=await trigger(listener, jane), view=FORM)
    assert await refusal(call) == "not_found"


async def test_an_update_keeps_what_was_entered_under_the_same_ids(
    listener: ListeningApp, web: AsyncWebClient, jane: Actor
) -> None:
    view_id = (await web.views_open(trigger_id=await trigger(listener, jane), view=FORM))["view"]["id"]
    view = modal(field("Title", "title", text_input()), field("More", "more", text_input()))
    updated = (await web.views_update(view_id=view_id, view=view))["view"]
    assert updated["id"] == view_id
    values = updated["state"]["values"]
    assert (values["title"]["value"]["value"], values["more"]["value"]["value"]) == ("Payments", None)


async def test_an_update_of_an_older_view_conflicts(listener: ListeningApp, web: AsyncWebClient, jane: Actor) -> None:
    opened = (await web.views_open(trigger_id=await trigger(listener, jane), view=FORM))["view"]
    await web.views_update(view_id=opened["id"], hash=opened["hash"], view=FORM)
    call = web.views_update(view_id=opened["id"], hash=opened["hash"], view=FORM)
    assert await refusal(call) == "hash_conflict"


async def test_a_view_is_found_by_its_external_id(
    listener: ListeningApp, web: AsyncWebClient, jane: Actor, bob: Actor
) -> None:
    view = FORM | {"external_id": "declare-1"}
    await web.views_open(trigger_id=await trigger(listener, jane), view=view)
    await web.views_update(external_id="declare-1", view=view)
    call = web.views_open(trigger_id=await trigger(listener, bob), view=view)
    assert await refusal(call) == "duplicate_external_id"


async def test_a_closed_view_is_not_found(listener: ListeningApp, web: AsyncWebClient, jane: Actor) -> None:
    view_id = (await web.views_open(trigger_id=await trigger(listener, jane), view=FORM))["view"]["id"]
    await jane.close_modal()
    assert await refusal(web.views_update(view_id=view_id, view=FORM)) == "not_found"


async def test_the_app_hears_of_a_closed_view_if_it_asked_to(
    listener: ListeningApp, web: AsyncWebClient, jane: Actor
) -> None:
    view = FORM | {"notify_on_close": True, "private_metadata": "42"}
    await web.views_open(trigger_id=await trigger(listener, jane), view=view)
    await jane.close_modal()
    closed = (await listener.next()).payload
    assert (closed["type"], closed["is_cleared"]) == ("view_closed", False)
    assert closed["view"]["private_metadata"] == "42"


async def test_a_view_may_clear_the_stack_when_it_closes(
    listener: ListeningApp, web: AsyncWebClient, jane: Actor
) -> None:
    await web.views_open(trigger_id=await trigger(listener, jane), view=FORM)
    view = FORM | {"clear_on_close": True}
    await web.views_push(trigger_id=await trigger(listener, jane), view=view)
    await jane.close_modal()
    assert jane.modal is None


async def test_home_is_opened_published_and_published_again(
    listener: ListeningApp, web: AsyncWebClient, jane: Actor
) -> None:
    await jane.open_home()
    opened = (await listener.next("app_home_opened")).payload["event"]
    assert (opened["user"], opened["tab"], "view" in opened) == (jane.id, "home", False)
    home = {"type": "home", "blocks": [{"type": "section", "text": plain("No incident is open.")}]}
    first = (await web.views_publish(user_id=jane.id, view=home))["view"]
    assert jane.home is not None
    assert jane.home.blocks[0]["text"]["text"] == "No incident is open."
    second = (await web.views_publish(user_id=jane.id, view=home, hash=first["hash"]))["view"]
    assert second["id"] == first["id"]
    call = web.views_publish(user_id=jane.id, view=home, hash=first["hash"])
    assert await refusal(call) == "hash_conflict"
    await jane.open_home()
    assert (await listener.next("app_home_opened")).payload["event"]["view"]["id"] == first["id"]


@pytest.mark.parametrize("view", [None, "{}", [], {"type": "modal"}])
async def test_what_is_no_view_is_refused(box: Sandbox, web: AsyncWebClient, jane: Actor, view: Any) -> None:
    body = {"user_id": jane.id, "view": view}
    assert await refusal(web.api_call("views.publish", json=body)) == "invalid_arguments"


async def test_a_modal_stays_when_the_app_only_acknowledges_a_command(
    listener: ListeningApp, web: AsyncWebClient, jane: Actor
) -> None:
    listener.reply(ACK)
    await web.views_open(trigger_id=await trigger(listener, jane), view=FORM)
    await jane.command("/incident help")
    assert jane.modal is not None
