"""People act as in Slack's client and get a sentence when something is not possible."""

from __future__ import annotations

from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from sandbox import Actor, Message, NotAcknowledged, Sandbox, SandboxError, SettableClock
from tests.sandbox.sandbox_examples import CAROL, MANIFEST, PEOPLE, ListeningApp, actions, button, plain

COLOURS = [{"text": plain("Red"), "value": "r"}, {"text": plain("Green"), "value": "g"}]


async def test_a_command_reaches_the_app_as_slack_sends_it(
    box: Sandbox, listener: ListeningApp, jane: Actor, bob: Actor
) -> None:
    await jane.command("/incident declare sev1 @Bob Kim <x>", channel="incidents")
    request = await listener.next()
    payload = request.payload
    assert (request.type, request.accepts_response_payload) == ("slash_commands", True)
    assert (payload["command"], payload["text"]) == ("/incident", f"declare sev1 <@{bob.id}|bob> &lt;x&gt;")
    assert (payload["channel_id"], payload["channel_name"]) == (box.channel("incidents").id, "incidents")
    assert (payload["user_id"], payload["user_name"]) == (jane.id, "jane")
    assert payload["response_url"].startswith("http://127.0.0.1:")


async def test_a_command_without_escaping_keeps_mentions(listener: ListeningApp, jane: Actor) -> None:
    await jane.command("/raw ask @Bob Kim")
    assert (await listener.next()).payload["text"] == "ask @Bob Kim"


async def test_private_names_are_not_told_in_commands(listener: ListeningApp, jane: Actor) -> None:
    await jane.create("secret", is_private=True)
    await jane.command("/incident status", channel="secret")
    assert (await listener.next()).payload["channel_name"] == "privategroup"


async def test_an_answer_in_the_ack_is_for_its_person(listener: ListeningApp, jane: Actor, bob: Actor) -> None:
    listener.reply({"text": "Usage: /incident declare"})
    await jane.command("/incident help")
    assert jane.sees("general")[-1].text == "Usage: /incident declare"
    assert bob.sees("general") == []


async def test_an_answer_in_the_ack_may_be_for_the_channel(listener: ListeningApp, jane: Actor, bob: Actor) -> None:
    listener.reply({"text": "for all", "response_type": "in_channel"})
    await jane.command("/incident help")
    assert bob.sees("general")[-1].text == "for all"


async def test_an_answer_that_slack_refuses_is_shown_as_a_failure(listener: ListeningApp, jane: Actor) -> None:
    listener.reply({"text": "x", "blocks": [{"type": "moon"}]})
    with pytest.raises(NotAcknowledged, match="invalid_blocks"):
        await jane.command("/incident help")


async def test_an_unknown_command_is_refused_without_the_app(box: Sandbox, jane: Actor) -> None:
    with pytest.raises(SandboxError, match="/moon is not a valid command"):
        await jane.command("/moon rise")
    assert len(box.wire) == 0


async def test_what_people_did_is_remembered(box: Sandbox, listener: ListeningApp, jane: Actor) -> None:
    await jane.command("/incident log hello", channel="incidents")
    [act] = box.acts
    assert (act.person, act.channel, act.what) == ("Jane Smith", "incidents", "ran /incident log hello")


async def post_buttons(web: AsyncWebClient, box: Sandbox, *elements: dict[str, Any]) -> Message:
    channel = (await web.conversations_create(name="inc-1"))["channel"]["id"]
    answer = await web.chat_postMessage(channel=channel, text="card", blocks=[actions(*elements)])
    message = box.channel(channel).message(answer["ts"])
    assert message is not None
    return message


async def test_a_button_is_pressed_by_its_label(box: Sandbox, listener: ListeningApp, jane: Actor) -> None:
    card = await post_buttons(listener.web, box, button("Post update", "update", "42"), button("Go", "go"))
    await jane.press(card, "Post update")
    request = await listener.next("")
    while request.type != "interactive":
        request = await listener.next("")
    payload = request.payload
    [action] = payload["actions"]
    assert (action["action_id"], action["block_id"], action["value"]) == ("update", "actions", "42")
    assert (payload["type"], payload["message"]["ts"]) == ("block_actions", card.ts)
    container = {"type": "message", "message_ts": card.ts, "channel_id": card.channel, "is_ephemeral": False}
    assert payload["container"] == container
    assert payload["trigger_id"]


async def interaction(listener: ListeningApp) -> dict[str, Any]:
    """The next interaction's payload."""
    while True:
        request = await listener.next()
        if request.type == "interactive":
            return dict(request.payload)


async def test_of_two_alike_the_value_decides(box: Sandbox, listener: ListeningApp, jane: Actor) -> None:
    card = await post_buttons(listener.web, box, button("Edit", "edit_1", "1"), button("Edit", "edit_2", "2"))
    await jane.press(card, "Edit", value="2")
    assert (await interaction(listener))["actions"][0]["action_id"] == "edit_2"


async def test_a_button_that_is_not_there_is_named_with_those_that_are(
    box: Sandbox, web: AsyncWebClient, jane: Actor
) -> None:
    card = await post_buttons(web, box, button("Resolve", "resolve"))
    with pytest.raises(SandboxError, match=r"No button Close here\. Available: Resolve"):
        await jane.press(card, "Close")


async def test_an_unacknowledged_press_shows_an_error(box: Sandbox, web: AsyncWebClient, jane: Actor) -> None:
    card = await post_buttons(web, box, button("Resolve", "resolve"))
    with pytest.raises(NotAcknowledged):
        await jane.press(card, "Resolve")


async def test_a_choice_in_a_menu_is_sent(box: Sandbox, listener: ListeningApp, jane: Actor) -> None:
    overflow = {"type": "overflow", "action_id": "more", "options": COLOURS}
    select = {"type": "static_select", "action_id": "s", "placeholder": plain("Colour"), "options": COLOURS}
    people = {"type": "users_select", "action_id": "who"}
    day = {"type": "datepicker", "action_id": "day"}
    card = await post_buttons(listener.web, box, overflow, select, people, day)
    await jane.choose(card, "more", "Green")
    assert (await interaction(listener))["actions"][0]["selected_option"]["value"] == "g"
    await jane.choose(card, "Colour", "r")
    payload = await interaction(listener)
    assert payload["actions"][0]["selected_option"]["text"]["text"] == "Red"
    assert payload["state"]["values"]["actions"]["s"]["selected_option"]["value"] == "r"
    await jane.choose(card, "who", "Bob Kim")
    assert (await interaction(listener))["actions"][0]["selected_user"] == box.person("bob").id
    await jane.choose(card, "day", "2024-01-16")
    assert (await interaction(listener))["actions"][0]["selected_date"] == "2024-01-16"
    with pytest.raises(SandboxError, match=r"Blue is not an option here\. Options: Red, Green"):
        await jane.choose(card, "more", "Blue")


async def test_a_button_in_an_ephemeral_is_for_its_person_only(
    box: Sandbox, listener: ListeningApp, jane: Actor, bob: Actor
) -> None:
    general = box.channel("general").id
    await listener.web.conversations_join(channel=general)
    await listener.web.chat_postEphemeral(
        channel=general, user=jane.id, text="x", blocks=[actions(button("Yes", "yes"))]
    )
    message = jane.sees("general")[-1]
    await jane.press(message, "Yes")
    payload = await interaction(listener)
    assert payload["container"]["is_ephemeral"]
    assert "message" not in payload
    with pytest.raises(SandboxError, match="visible to someone else"):
        await bob.press(message, "Yes")


async def test_a_response_url_answers_replaces_and_deletes(
    box: Sandbox, listener: ListeningApp, jane: Actor, bob: Actor
) -> None:
    card = await post_buttons(listener.web, box, button("Go", "go"))
    await jane.press(card, "Go")
    hook = AsyncWebhookClient((await interaction(listener))["response_url"])
    assert (await hook.send(text="only you")).status_code == 200
    assert jane.sees(card.channel)[-1].text == "only you"
    await hook.send(text="everyone", response_type="in_channel")
    assert bob.sees(card.channel)[-1].text == "everyone"
    await hook.send(text="new card", replace_original=True)
    assert card.text == "new card"
    await hook.send(delete_original=True)
    assert card not in jane.sees(card.channel)
    assert (await hook.send(text="five")).status_code == 200
    assert (await hook.send(text="six")).body == '{"ok": false, "error": "used_url"}'


async def test_a_response_url_lives_for_thirty_minutes(
    listener: ListeningApp, jane: Actor, clock: SettableClock
) -> None:
    await jane.command("/incident help")
    url = (await listener.next()).payload["response_url"]
    clock.set(clock.time() + 30 * 60)
    answer = await AsyncWebhookClient(url).send(text="late")
    assert (answer.status_code, answer.body) == (404, '{"ok": false, "error": "expired_url"}')
    answer = await AsyncWebhookClient(url + "0").send(text="x")
    assert (answer.status_code, answer.body) == (404, '{"ok": false, "error": "no_service"}')


async def test_an_ephemeral_original_is_replaced_and_deleted(box: Sandbox, listener: ListeningApp, jane: Actor) -> None:
    listener.reply({"text": "Sure?", "blocks": [actions(button("Yes", "yes"))]})
    await jane.command("/incident resolve")
    listener.reply({})
    shown = jane.sees("general")[-1]
    await jane.press(shown, "Yes")
    hook = AsyncWebhookClient((await interaction(listener))["response_url"])
    await hook.send(text="Done", replace_original=True)
    assert [each.text for each in jane.sees("general")] == ["Done"]
    await hook.send(delete_original=True)
    assert jane.sees("general") == []


async def test_shortcuts_carry_what_they_stand_on(box: Sandbox, listener: ListeningApp, jane: Actor) -> None:
    await jane.shortcut("Declare")
    payload = await interaction(listener)
    assert (payload["type"], payload["callback_id"]) == ("shortcut", "declare")
    message = await jane.post("general", "found it")
    await jane.shortcut("add", message)
    payload = await interaction(listener)
    assert (payload["type"], payload["message_ts"]) == ("message_action", message.ts)
    assert payload["message"]["text"] == "found it"
    with pytest.raises(SandboxError, match="No global shortcut is named moon"):
        await jane.shortcut("moon")


async def test_who_posts_into_a_public_channel_joins_it(box: Sandbox, jane: Actor, bob: Actor) -> None:
    channel = await jane.create("inc-1")
    await bob.post(channel, "here")
    assert bob.id in channel.members
    assert [each.subtype for each in channel.messages] == ["channel_join", "channel_join", ""]


async def test_a_private_channel_is_closed_to_others(box: Sandbox, jane: Actor, bob: Actor) -> None:
    secret = await jane.create("secret", is_private=True)
    with pytest.raises(SandboxError, match="Bob Kim can't see a channel named secret"):
        await bob.post(secret, "hello")
    await jane.invite(secret, "Bob Kim")
    await bob.post(secret, "hello")
    assert [each.text for each in bob.sees("secret")][-1] == "hello"


async def test_a_guest_is_only_where_they_were_invited(box: Sandbox) -> None:
    guest = box.person(CAROL).id
    assert guest in box.channel("general").members
    assert guest not in box.channel("incidents").members


async def test_a_person_brings_a_channel_back(jane: Actor) -> None:
    channel = await jane.create("inc-1")
    await jane.archive(channel)
    with pytest.raises(SandboxError, match="is_archived"):
        await jane.post(channel, "hello")
    await jane.unarchive(channel)
    await jane.topic(channel, "again")
    assert (channel.is_archived, channel.topic) == (False, "again")


async def test_refusals_are_sentences(box: Sandbox, jane: Actor, bob: Actor) -> None:
    message = await jane.post("general", "mine")
    await jane.react(message, "eyes")
    with pytest.raises(SandboxError, match="Reacting failed: already_reacted"):
        await jane.react(message, "eyes")
    with pytest.raises(SandboxError, match="Editing failed: cant_update_message"):
        await bob.edit(message, "theirs")
    with pytest.raises(SandboxError, match="No channel is named nowhere"):
        box.channel("nowhere")
    with pytest.raises(SandboxError, match=r"named Moon\. People: Jane Smith"):
        box.person("Moon")


async def test_people_are_found_by_name_handle_and_id(box: Sandbox, jane: Actor) -> None:
    found = {box.person(each).id for each in ("Jane Smith", "jane", "@jane", jane.id)}
    assert found == {jane.id}
    assert [each.name for each in box.people()] == ["Jane Smith", "Bob Kim", "Carol Davis"]


async def test_without_interactivity_buttons_do_nothing(clock: SettableClock) -> None:
    settings = MANIFEST["settings"] | {"interactivity": {"is_enabled": False}}
    async with Sandbox(MANIFEST | {"settings": settings}, PEOPLE, clock=clock) as box:
        web = AsyncWebClient(token=box.bot_token, base_url=box.api_url)
        card = await post_buttons(web, box, button("Go", "go"))
        with pytest.raises(SandboxError, match="Interactivity is turned off"):
            await box.person("jane").press(card, "Go")


async def test_names_are_known_for_ids(box: Sandbox, jane: Actor) -> None:
    box.post_as_app("general", "Grafana", "p99 > 2 s")
    group = box.state.usergroups[0].id
    pairs = {
        ("user", jane.id): "Jane Smith",
        ("user", "USLACKBOT"): "Slackbot",
        ("bot", box.space.bot.bot_id): "Muster",
        ("channel", box.channel("general").id): "general",
        ("usergroup", group): "sre",
        ("user", "U0NOBODY000"): "",
    }
    assert {key: box.name_of(*key) for key in pairs} == pairs
    assert jane.sees("general")[-1].text == "p99 &gt; 2 s"


async def test_another_app_cannot_post_what_slack_refuses(box: Sandbox) -> None:
    with pytest.raises(SandboxError, match="rejects these blocks"):
        box.post_as_app("general", "Grafana", blocks=[{"type": "moon"}])
