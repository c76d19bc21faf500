"""The page's session with the workspace: what each person sees, and what each request does."""

from __future__ import annotations

import asyncio
import base64
import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import Actor, Sandbox, SettableClock, State
from sandbox.page.page import Page
from tests.sandbox.page.page_client import Browser, Refused
from tests.sandbox.sandbox_examples import (
    ACK,
    BOB,
    CAROL,
    JANE,
    MANIFEST,
    PEOPLE,
    SILENCE,
    ListeningApp,
    actions,
    button,
    field,
    modal,
    text_input,
)


@pytest.fixture
async def page(box: Sandbox) -> AsyncIterator[Browser]:
    async with Browser(box, JANE) as browser:
        yield browser


def at(message: Any) -> dict[str, str]:
    return {"channel": message.channel, "ts": message.ts}


async def interaction(app: ListeningApp, kind: str) -> Any:
    """The payload of the next interaction of that kind; events may come between."""
    while True:
        request = await app.next()
        if request.payload.get("type") == kind:
            return request.payload


# --- what is shown


async def test_a_browser_learns_the_workspace_its_people_and_the_app(page: Browser) -> None:
    app = page.parts["team"]["app"]
    assert app["name"] == "Muster"
    assert [each["name"] for each in app["commands"]] == ["/incident", "/raw"]
    assert {each["callback_id"] for each in app["shortcuts"]} == {"declare", "add"}
    assert {JANE, BOB, CAROL, "Muster"} == {each["name"] for each in page.parts["people"]}
    assert page.parts["progress"] is None


async def test_an_unknown_person_gives_the_first_one_s_screen(box: Sandbox, page: Browser, bob: Actor) -> None:
    await page.ask("act_as", person=bob.id)
    assert page.parts["me"] == bob.id
    await page.ask("act_as", person="U404")
    assert page.parts["me"] == box.person(JANE).id


async def test_presence_follows_the_connection(box: Sandbox, page: Browser) -> None:
    assert page.parts["connections"] == 0
    async with ListeningApp(box):
        await page.until(lambda: page.parts["connections"] == 1)
    await page.until(lambda: page.parts["connections"] == 0)


async def test_a_message_arrives_changes_and_goes_without_being_asked_for(page: Browser, bob: Actor) -> None:
    await page.open("general")
    sent = await bob.post("general", "pool is full")
    await page.until(lambda: page.texts() == ["pool is full"])
    await bob.edit(sent, "pool is empty")
    await page.until(lambda: page.texts() == ["pool is empty"])
    await bob.react(sent, "eyes")
    await page.until(lambda: page.messages[""][sent.ts].get("reactions"))
    await bob.delete(sent)
    await page.until(lambda: page.texts() == [])


async def test_what_is_for_somebody_else_s_eyes_is_not_sent(
    box: Sandbox, page: Browser, web: AsyncWebClient, bob: Actor
) -> None:
    general = box.channel("general")
    await web.conversations_join(channel=general.id)
    await page.open("general")
    await web.chat_postEphemeral(channel=general.id, user=bob.id, text="for Bob")
    await web.chat_postEphemeral(channel=general.id, user=box.person(JANE).id, text="for Jane")
    await page.until(lambda: "for Jane" in page.texts())
    assert "for Bob" not in page.texts()
    assert page.messages[""][general.ephemerals[-1].ts]["ephemeral"] is True


async def test_a_private_channel_is_there_for_its_members_only(box: Sandbox, page: Browser, bob: Actor) -> None:
    made = await bob.create("secret", is_private=True)
    await bob.post(made, "between us")
    await page.ask("act_as", person=bob.id)
    assert page.conversation("secret")["private"]
    await page.ask("act_as", person=box.person(JANE).id)
    assert "secret" not in {each["name"] for each in page.parts["channels"]}
    with pytest.raises(Refused, match="can't see a channel"):
        await page.open("secret")


async def test_who_leaves_a_private_channel_loses_what_it_showed(box: Sandbox, page: Browser, bob: Actor) -> None:
    made = await bob.create("secret", is_private=True)
    await bob.invite(made, JANE)
    await bob.post(made, "between us")
    await page.open("secret")
    await page.ask("leave", channel=made.id)
    await page.until(lambda: not page.messages[""])
    await bob.post(made, "later")
    await page.ask("act_as", person=box.person(JANE).id)
    assert page.texts() == []


async def test_a_long_conversation_comes_in_pages(page: Browser, bob: Actor) -> None:
    sent = [await bob.post("general", f"line {number}") for number in range(150)]
    first = await page.open("general")
    assert [each["ts"] for each in first["messages"]] == [each.ts for each in sent[90:]]
    assert (first["older"], first["newer"]) == (True, False)
    before = await page.ask("page", before=sent[90].ts)
    assert [each["ts"] for each in before["messages"]] == [each.ts for each in sent[30:90]]
    oldest = await page.ask("page", before=sent[30].ts)
    assert [each["ts"] for each in oldest["messages"]] == [each.ts for each in sent[:30]]
    assert oldest["older"] is False
    after = await page.ask("page", after=sent[89].ts)
    assert [each["ts"] for each in after["messages"]] == [each.ts for each in sent[90:]]
    around = await page.open("general", around=sent[75].ts)
    assert sent[75].ts in {each["ts"] for each in around["messages"]}
    assert (around["older"], around["newer"]) == (True, True)


async def test_a_message_that_the_browser_let_go_is_pushed_no_more(page: Browser, bob: Actor) -> None:
    sent = [await bob.post("general", f"line {number}") for number in range(3)]
    await page.open("general")
    await page.ask("trim", first=sent[1].ts, last=sent[2].ts)
    await bob.edit(sent[0], "changed")
    await bob.edit(sent[2], "changed, too")
    await page.until(lambda: page.messages[""][sent[2].ts]["text"] == "changed, too")
    assert page.messages[""][sent[0].ts]["text"] == "line 0"


async def test_a_thread_is_shown_beside_its_conversation(page: Browser, bob: Actor) -> None:
    parent = await bob.post("general", "what now")
    await bob.post("general", "first", parent)
    await page.open("general")
    shown = await page.ask("thread", **at(parent))
    assert [each["text"] for each in shown["messages"]] == ["what now", "first"]
    await page.ask("post", channel=parent.channel, text="second", thread=parent.ts)
    await page.until(lambda: "second" in page.texts(parent.ts))
    await page.until(lambda: page.messages[""][parent.ts].get("reply_count") == 2)
    assert page.texts() == ["what now"]
    await page.ask("close_thread")
    await bob.post("general", "third", parent)
    await page.until(lambda: page.messages[""][parent.ts]["reply_count"] == 3)
    assert "third" not in page.texts(parent.ts)


async def test_a_thread_that_was_deleted_is_told_as_such(page: Browser, bob: Actor) -> None:
    parent = await bob.post("general", "what now")
    await bob.delete(parent)
    with pytest.raises(Refused, match="no longer exists"):
        await page.ask("thread", **at(parent))


async def test_pins_and_files_stand_in_the_details(page: Browser, bob: Actor) -> None:
    pinned = await bob.post("general", "the card")
    await bob.pin(pinned)
    await bob.post("general", "a file", files=[("a.txt", "text/plain", b"x")])
    details = await page.ask("details", channel=pinned.channel)
    assert [(each["text"], each["pinned_by"]) for each in details["pins"]] == [("the card", bob.id)]
    assert [each["name"] for each in details["files"]] == ["a.txt"]
    await page.until(lambda: page.conversation("general")["headline"])
    assert page.conversation("general")["headline"]["text"] == "the card"


# --- what is new


async def test_what_is_new_is_counted_until_it_is_read(page: Browser, jane: Actor, bob: Actor) -> None:
    await bob.post("general", "look")
    called = await bob.post("general", "@Jane Smith look")
    await page.until(lambda: page.conversation("general")["unread"] == 2)
    assert page.conversation("general")["mentions"] == 1
    await page.ask("read", channel=called.channel, ts=called.ts)
    assert page.conversation("general")["unread"] == 0
    await page.ask("post", channel=called.channel, text="my own")
    assert page.conversation("general")["unread"] == 0


async def test_new_replies_are_counted_in_their_thread(page: Browser, bob: Actor) -> None:
    parent = await bob.post("general", "what now")
    await page.open("general")
    await bob.post("general", "this", parent)
    await page.until(lambda: page.messages[""][parent.ts].get("unread_replies") == 1)
    await page.ask("read", channel=parent.channel, thread=parent.ts, ts="")
    await page.until(lambda: page.messages[""][parent.ts]["unread_replies"] == 0)


# --- acts


async def test_everything_a_person_does_to_a_message_can_be_done_on_the_page(page: Browser, box: Sandbox) -> None:
    general = box.channel("general")
    await page.ask("post", channel=general.id, text="draft")
    message = general.messages[-1]
    await page.ask("edit", **at(message), text="pool & <b>")
    assert message.text == "pool &amp; &lt;b&gt;"
    await page.ask("react", **at(message), emoji="eyes")
    assert message.reactions[0].name == "eyes"
    await page.ask("react", **at(message), emoji="eyes")
    assert message.reactions == []
    await page.ask("pin", **at(message))
    assert message.pinned_to
    await page.ask("pin", **at(message))
    assert not message.pinned_to
    await page.ask("delete", **at(message))
    assert message not in general.messages


async def test_a_file_can_be_attached(page: Browser, box: Sandbox) -> None:
    general = box.channel("general")
    sent = {"name": "graph.png", "type": "image/png", "data": base64.b64encode(b"pixels").decode()}
    await page.ask("post", channel=general.id, text="see", files=[sent])
    file = general.messages[-1].files[0]
    assert (file["name"], file["mimetype"], box.content(file["id"])) == ("graph.png", "image/png", b"pixels")
    with pytest.raises(Refused, match=r"graph\.png was not uploaded completely"):
        await page.ask("post", channel=general.id, text="see", files=[{**sent, "data": "?"}])


async def test_channels_are_made_joined_left_archived_and_their_topic_set(
    page: Browser, box: Sandbox, jane: Actor
) -> None:
    made = (await page.ask("create", name="#war-room"))["channel"]
    room = box.channel("war-room")
    assert (room.id, room.members) == (made, [jane.id])
    await page.ask("invite", channel=made, person=BOB)
    await page.ask("topic", channel=made, text="Payments")
    assert room.topic == "Payments"
    await page.ask("leave", channel=made)
    assert jane.id not in room.members
    await page.ask("join", channel=made)
    assert jane.id in room.members
    await page.ask("archive", channel=made)
    assert room.is_archived
    await page.ask("archive", channel=made)
    assert not room.is_archived


async def test_a_direct_message_is_opened_and_made_once(page: Browser, bob: Actor, jane: Actor) -> None:
    first = await page.ask("open_direct", person=bob.id)
    assert await page.ask("open_direct", person=BOB) == first
    await bob.post(jane.direct(BOB), "hello")
    await page.until(lambda: any(each["mentions"] for each in page.parts["channels"] if each["kind"] == "im"))


async def test_what_is_not_possible_is_said_in_a_sentence(page: Browser, box: Sandbox, bob: Actor) -> None:
    theirs = await bob.post("general", "mine")
    with pytest.raises(Refused, match="Editing failed: cant_update_message"):
        await page.ask("edit", **at(theirs), text="yours")
    with pytest.raises(Refused, match="/unknown is not a valid command"):
        await page.ask("command", channel=theirs.channel, text="/unknown")


@pytest.mark.parametrize("verb", ["nonsense", "open", "post", "page", "press", "entry", "control", "break"])
async def test_a_request_that_lacks_what_it_needs_is_answered_and_the_page_lives_on(page: Browser, verb: str) -> None:
    with pytest.raises(Refused):
        await page.ask(verb)
    assert (await page.open("general"))["messages"] == []


@pytest.mark.parametrize("frame", ["[]", "7", "{}", "no json at all"])
async def test_a_frame_that_is_no_request_is_answered_and_the_page_lives_on(page: Browser, frame: str) -> None:
    assert await page.send(frame) == "The sandbox can't read this request. Reload the page."
    assert (await page.open("general"))["messages"] == []


# --- the app


async def test_a_command_reaches_the_app_and_its_answer_the_page(
    page: Browser, box: Sandbox, listener: ListeningApp
) -> None:
    listener.reply({"text": "noted"})
    await page.open("general")
    await page.ask("command", channel=box.channel("general").id, text="/incident log it")
    assert listener.received[-1].payload["text"] == "log it"
    await page.until(lambda: page.texts() == ["noted"])


async def test_a_command_without_an_ack_is_told_in_the_channel_while_the_page_stays_usable(
    page: Browser, box: Sandbox, clock: SettableClock, listener: ListeningApp
) -> None:
    listener.reply(SILENCE)
    general = box.channel("general")
    await page.open("general")
    running = asyncio.create_task(page.ask("command", channel=general.id, text="/incident log it"))
    await listener.next()
    await page.ask("post", channel=general.id, text="meanwhile")
    clock.set(clock.time() + 3)
    await running
    await page.until(lambda: len(page.texts()) == 2)
    assert page.texts()[1] == "/incident failed because the app did not respond."


async def test_an_app_that_never_answers_while_time_stands_still_is_given_up() -> None:
    clock = SettableClock(1705328580.0)
    async with Sandbox(MANIFEST, PEOPLE, clock=clock, patience=0.01, page=Page()) as box, ListeningApp(box) as app:
        app.reply(SILENCE)
        async with Browser(box, JANE) as page:
            with pytest.raises(Refused, match="The app did not respond in time"):
                await page.ask("shortcut", callback="declare")


async def test_of_buttons_that_are_alike_the_pressed_one_is_sent(
    page: Browser, box: Sandbox, web: AsyncWebClient, listener: ListeningApp, channel: str
) -> None:
    rows = [{**actions(button("Edit", "edit", str(number))), "block_id": f"row{number}"} for number in range(3)]
    sent = await web.chat_postMessage(channel=channel, text="rows", blocks=rows)
    pressed = {"on": "message", "channel": channel, "ts": sent["ts"], "action": "edit"}
    await page.ask("press", **pressed, block="row1", value="1")
    action = (await interaction(listener, "block_actions"))["actions"][0]
    assert (action["block_id"], action["value"]) == ("row1", "1")


async def test_a_choice_in_one_of_several_like_menus_is_sent(
    page: Browser, web: AsyncWebClient, listener: ListeningApp, channel: str
) -> None:
    option = {"text": {"type": "plain_text", "text": "15 min"}, "value": "15"}
    menu = {"type": "static_select", "action_id": "wait", "options": [option]}
    rows = [{**actions(menu), "block_id": f"row{number}"} for number in range(2)]
    sent = await web.chat_postMessage(channel=channel, text="rows", blocks=rows)
    chosen = {"on": "message", "channel": channel, "ts": sent["ts"], "action": "wait", "block": "row1"}
    await page.ask("choose", **chosen, value="15")
    action = (await interaction(listener, "block_actions"))["actions"][0]
    assert (action["block_id"], action["selected_option"]["value"]) == ("row1", "15")


def opening(app: ListeningApp, view: dict[str, Any]) -> None:
    """Makes the app open a modal for whatever carries a trigger, and acknowledge everything else."""

    async def answer(request: SocketModeRequest) -> Any:
        if request.payload.get("type") == "shortcut":
            await app.web.views_open(trigger_id=request.payload["trigger_id"], view=view)
        return ACK

    app.answer = answer


async def test_a_modal_is_shown_filled_and_submitted(page: Browser, listener: ListeningApp) -> None:
    opening(listener, modal(field("Title", "title", text_input()), {**actions(button("Check", "check"))}))
    await page.ask("shortcut", callback="declare")
    (shown,) = page.parts["modals"]
    assert shown["title"]["text"] == "A form"
    refused = await page.ask("submit", values={"title": ""})
    assert refused == {"errors": {"title": "Please complete this required field."}}
    assert page.parts["modals"][0]["errors"] == refused["errors"]
    await page.ask("fill", values={"title": "Pay"})
    assert page.parts["modals"][0]["state"]["values"]["title"]["value"]["value"] == "Pay"
    await page.ask("press", on="modal", action="check", values={"title": "Payments"})
    pressed = await interaction(listener, "block_actions")
    assert pressed["view"]["state"]["values"]["title"]["value"]["value"] == "Payments"
    assert await page.ask("submit", values={"title": "Payments"}) == {"errors": {}}
    assert page.parts["modals"] == []


async def test_typing_into_a_modal_that_was_just_closed_harms_nothing(page: Browser, listener: ListeningApp) -> None:
    opening(listener, modal(field("Title", "title", text_input())))
    await page.ask("shortcut", callback="declare")
    await page.ask("close_modal")
    assert page.parts["modals"] == []
    await page.ask("fill", values={"title": "late"})
    await page.ask("close_modal")


async def test_home_is_asked_for_and_shown_when_the_app_publishes_it(page: Browser, listener: ListeningApp) -> None:
    async def publish(request: SocketModeRequest) -> Any:
        view = {"type": "home", "blocks": [{"type": "divider"}]}
        if request.payload.get("event", {}).get("type") == "app_home_opened":
            await listener.web.views_publish(user_id=request.payload["event"]["user"], view=view)
        return ACK

    listener.answer = publish
    assert page.parts["home"] is None
    await page.ask("open_home")
    await page.until(lambda: page.parts["home"])
    home: Any = page.parts["home"]
    assert home["blocks"][0]["type"] == "divider"


async def test_an_ephemeral_message_can_be_dismissed_by_its_reader(
    page: Browser, box: Sandbox, web: AsyncWebClient, jane: Actor, bob: Actor
) -> None:
    general = box.channel("general")
    await web.conversations_join(channel=general.id)
    await web.chat_postEphemeral(channel=general.id, user=jane.id, text="for Jane")
    await page.ask("dismiss", **at(general.ephemerals[0]))
    assert general.ephemerals == []
    public = await bob.post("general", "for all")
    with pytest.raises(Refused, match="visible to you alone"):
        await page.ask("dismiss", **at(public))


# --- what lasts


async def test_a_new_browser_finds_the_workspace_as_it_was_left(
    box: Sandbox, page: Browser, listener: ListeningApp
) -> None:
    opening(listener, modal(field("Title", "title", text_input())))
    general = box.channel("general").id
    await page.ask("post", channel=general, text="kept")
    await page.ask("shortcut", callback="declare")
    await page.ask("fill", values={"title": "half typed"})
    async with Browser(box, JANE) as again:
        assert [each["text"] for each in (await again.open("general"))["messages"]] == ["kept"]
        assert again.parts["modals"][0]["state"]["values"]["title"]["value"]["value"] == "half typed"


async def test_a_workspace_that_was_saved_comes_back_with_what_was_read(
    box: Sandbox, clock: SettableClock, jane: Actor, bob: Actor, web: AsyncWebClient, listener: ListeningApp
) -> None:
    opening(listener, modal(field("Title", "title", text_input())))
    seen = await bob.post("general", "seen", files=[("a.txt", "text/plain", b"x")])
    await jane.react(seen, "eyes")
    await jane.pin(seen)
    jane.read("general")
    await jane.shortcut("declare")
    await web.conversations_join(channel=seen.channel)
    await web.bookmarks_add(channel_id=seen.channel, title="Card", type="link", link="https://example.com")
    await web.chat_postEphemeral(channel=seen.channel, user=jane.id, text="for Jane")
    await web.views_publish(user_id=jane.id, view={"type": "home", "blocks": []})
    await bob.post("general", "not seen", seen)
    await bob.post("general", "not seen")
    kept = State.load(json.loads(json.dumps(box.state.dump())))
    assert kept == box.state
    async with Sandbox(MANIFEST, (), clock=clock, state=kept, page=Page()) as again, Browser(again, JANE) as page:
        assert page.conversation("general")["unread"] == 1
        assert page.parts["modals"][0]["title"]["text"] == "A form"
        shown = [each["text"] for each in (await page.open("general"))["messages"] if not each.get("subtype")]
        assert shown == ["for Jane", "not seen"]


async def test_a_workspace_stops_with_browsers_open_and_acts_under_way() -> None:
    clock = SettableClock(1705328580.0)
    async with Sandbox(MANIFEST, PEOPLE, clock=clock, page=Page()) as box, ListeningApp(box) as app:
        app.reply(SILENCE)
        browser = await Browser(box, JANE).__aenter__()
        asked = asyncio.create_task(browser.ask("shortcut", callback="declare"))
        await app.next()
    asked.cancel()
    await asyncio.gather(asked, return_exceptions=True)
    await browser.__aexit__(None, None, None)
