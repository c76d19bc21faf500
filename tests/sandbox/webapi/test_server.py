"""The HTTP server: tokens, methods, scopes, forms and JSON, the wire log, and waiting."""

from __future__ import annotations

from typing import Any

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import SCOPES, Actor, Sandbox, SettableClock
from sandbox.socket.wire_log import WireEntry
from tests.sandbox.sandbox_examples import PEOPLE, ListeningApp, manifest, refusal, refused


async def test_only_the_bots_token_opens_the_door(box: Sandbox) -> None:
    answers = {"": "not_authed", "xoxb-other": "invalid_auth", box.app_token: "not_allowed_token_type"}
    for token, error in answers.items():
        web = AsyncWebClient(token=token, base_url=box.api_url)
        assert await refusal(web.auth_test()) == error
        assert (await web.api_test())["ok"]
    web = AsyncWebClient(base_url=box.api_url)
    assert (await web.api_call("auth.test", data={"token": box.bot_token}))["ok"]


async def test_only_the_apps_token_opens_a_socket(box: Sandbox) -> None:
    web = AsyncWebClient(base_url=box.api_url)
    answers = {box.bot_token: "not_allowed_token_type", "xapp-other": "invalid_auth"}
    for token, error in answers.items():
        assert await refusal(web.apps_connections_open(app_token=token)) == error


async def test_a_method_that_slack_does_not_have_is_unknown(web: AsyncWebClient) -> None:
    answer = await refused(web.api_call("moon.rise"))
    assert (answer["error"], answer["req_method"]) == ("unknown_method", "moon.rise")


@pytest.mark.parametrize("method", sorted(each for each, scopes in SCOPES.items() if scopes))
async def test_every_method_asks_for_its_scope(clock: SettableClock, method: str) -> None:
    async with Sandbox(manifest(["commands"]), PEOPLE, clock=clock) as box:
        web = AsyncWebClient(token=box.bot_token, base_url=box.api_url)
        answer = await refused(web.api_call(method))
    assert (answer["error"], answer["needed"]) == ("missing_scope", ",".join(SCOPES[method]))
    assert answer["provided"] == "commands"


@pytest.mark.parametrize("form", ["data", "json", "params"])
async def test_arguments_come_as_form_json_or_query(web: AsyncWebClient, channel: str, form: str) -> None:
    verb = "GET" if form == "params" else "POST"
    body: dict[str, Any] = {form: {"channel": channel, "limit": 1}}
    answer = await web.api_call("conversations.history", http_verb=verb, **body)
    assert len(answer["messages"]) == 1


@pytest.mark.parametrize(("body", "error"), [("{", "invalid_json"), ("[]", "json_not_object")])
async def test_json_that_cannot_be_read_is_refused(box: Sandbox, body: str, error: str) -> None:
    headers = {"Authorization": f"Bearer {box.bot_token}", "Content-Type": "application/json"}
    async with (
        aiohttp.ClientSession(headers=headers) as session,
        session.post(f"{box.api_url}chat.postMessage", data=body) as answer,
    ):
        assert (await answer.json())["error"] == error


async def test_a_missing_argument_is_named(web: AsyncWebClient) -> None:
    answer = await refused(web.api_call("conversations.info"))
    assert answer["error"] == "invalid_arguments"
    assert answer["response_metadata"]["messages"] == ["[ERROR] missing required field: channel"]


async def test_the_wire_shows_what_was_said_without_tokens(
    box: Sandbox, web: AsyncWebClient, channel: str, clock: SettableClock
) -> None:
    seen: list[tuple[str, str]] = []

    def remember(entry: WireEntry) -> None:
        seen.append((entry.name, entry.status))

    forget = box.wire.subscribe(remember)
    await web.chat_postMessage(channel=channel, text="Hello")
    forget()
    await web.api_test(token=box.bot_token)
    assert [status for name, status in seen if name == "chat.postMessage"] == ["open", "200"]
    assert "api.test" not in [name for name, _ in seen]
    [call] = box.wire.calls("chat.postMessage")
    assert (call.at, call.sent["text"], call.kind) == (clock.time(), "Hello", "api")
    assert call.answer is not None
    assert call.answer["ok"]
    assert box.bot_token not in repr(list(box.wire))


async def test_envelopes_stand_on_the_wire_with_their_acks(box: Sandbox, listener: ListeningApp, jane: Actor) -> None:
    listener.reply({"text": "pong"})
    await jane.command("/incident ping")
    entry = box.wire[-1]
    assert (entry.kind, entry.name, entry.status) == ("envelope", "slash_commands", "acked")
    assert entry.answer == {"text": "pong"}
    assert [each.name for each in box.wire[:2]] == ["apps.connections.open", "hello"]


async def test_waiting_in_vain_names_what_was_awaited(box: Sandbox) -> None:
    with pytest.raises(TimeoutError, match="waiting for the moon"):
        await box.changed(lambda: False, timeout=0, what="the moon")

    def moonrise() -> bool:
        return False

    with pytest.raises(TimeoutError, match="waiting for moonrise"):
        await box.changed(moonrise, timeout=0)


async def test_an_unsettled_workspace_names_what_is_open(box: Sandbox, listener: ListeningApp) -> None:
    entry = box.wire.start("api", "chat.postMessage", {})
    with pytest.raises(TimeoutError, match=r"Still open: api chat\.postMessage"):
        await box.settled(timeout=0)
    box.wire.end(entry, "200")
    await box.settled()


async def test_patience_ends_where_neither_app_nor_clock_move(clock: SettableClock) -> None:
    async with Sandbox(manifest(["commands"]), PEOPLE, clock=clock, patience=0) as box:
        async with ListeningApp(box) as app:
            app.reply(None)
            with pytest.raises(TimeoutError, match="did not ack slash_commands"):
                await box.person("jane").command("/incident declare")
        assert box.wire.in_flight == 0


async def test_the_workspace_listens_on_loopback_only(box: Sandbox) -> None:
    assert box.api_url == f"http://127.0.0.1:{box.port}/api/"
