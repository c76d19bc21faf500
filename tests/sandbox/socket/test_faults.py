"""Faults break what they name, as often as they say, as seen by the real client."""

from __future__ import annotations

import asyncio

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import Actor, Sandbox, SandboxError, SettableClock
from sandbox.socket.faults import Fault
from tests.sandbox.sandbox_examples import ListeningApp, refusal, refused


@pytest.fixture
def blunt(box: Sandbox) -> AsyncWebClient:
    """A client without retries."""
    return AsyncWebClient(token=box.bot_token, base_url=box.api_url, retry_handlers=[])


async def test_a_rate_limit_names_its_seconds(box: Sandbox, web: AsyncWebClient, channel: str) -> None:
    box.faults.rate_limit("chat.postMessage", 30, times=2)
    for _ in range(2):
        with pytest.raises(SlackApiError) as caught:
            await web.chat_postMessage(channel=channel, text="x")
        assert caught.value.response.status_code == 429
        assert caught.value.response.headers["Retry-After"] == "30"
        assert caught.value.response["error"] == "ratelimited"
    assert (await web.chat_postMessage(channel=channel, text="x"))["ok"]
    assert (await web.auth_test())["ok"]


async def test_a_failing_call_does_nothing(box: Sandbox, web: AsyncWebClient, channel: str) -> None:
    box.faults.fail("chat.postMessage", "restricted_action")
    assert await refusal(web.chat_postMessage(channel=channel, text="x")) == "restricted_action"
    assert [each.subtype for each in box.channel(channel).messages] == ["channel_join"]
    assert (await web.chat_postMessage(channel=channel, text="x"))["ok"]


async def test_a_server_error_has_no_answer(box: Sandbox, blunt: AsyncWebClient) -> None:
    box.faults.http_error("team.info", 503)
    with pytest.raises(SlackApiError) as caught:
        await blunt.team_info()
    assert caught.value.response.status_code == 503
    assert (await blunt.team_info())["ok"]


async def test_a_lost_answer_leaves_the_work_done(box: Sandbox, blunt: AsyncWebClient, channel: str) -> None:
    box.faults.lose_answer("chat.postMessage")
    with pytest.raises(aiohttp.ClientError):
        await blunt.chat_postMessage(channel=channel, text="posted")
    assert box.channel(channel).messages[-1].text == "posted"
    assert box.wire.calls("chat.postMessage")[-1].status == "lost"


async def test_a_refused_token_fails_every_call_until_it_is_accepted_again(
    box: Sandbox, web: AsyncWebClient, channel: str
) -> None:
    box.faults.refuse_token("account_inactive")
    assert await refusal(web.chat_postMessage(channel=channel, text="x")) == "account_inactive"
    assert await refusal(web.auth_test()) == "account_inactive"
    assert box.faults.armed() == [{"method": "", "effect": "account_inactive", "times": 0}]
    box.faults.accept_token()
    assert (await web.chat_postMessage(channel=channel, text="x"))["ok"]


async def test_what_decides_for_each_call_sees_it_on_the_wire_until_it_is_taken_away(
    box: Sandbox, web: AsyncWebClient, channel: str
) -> None:
    refused = Fault(answer={"ok": False, "error": "fatal_error"})
    box.faults.decide_by(lambda _method: refused if box.wire[-1].sent.get("text") == "no" else None)
    assert await refusal(web.chat_postMessage(channel=channel, text="no")) == "fatal_error"
    assert (await web.chat_postMessage(channel=channel, text="yes"))["ok"]
    box.faults.decide_by(None)
    assert (await web.chat_postMessage(channel=channel, text="no"))["ok"]


async def test_a_channel_that_refuses_posts_takes_everything_else(
    box: Sandbox, web: AsyncWebClient, channel: str
) -> None:
    posted = await web.chat_postMessage(channel=channel, text="x")
    box.faults.refuse_posts(channel)
    assert await refusal(web.chat_postMessage(channel=channel, text="y")) == "restricted_action"
    assert (await web.chat_update(channel=channel, ts=posted["ts"], text="z"))["ok"]
    assert box.faults.armed() == [{"method": "chat.postMessage", "effect": "restricted_action", "times": 0}]
    box.faults.refuse_posts(channel, "")
    assert (await web.chat_postMessage(channel=channel, text="y"))["ok"]


async def test_a_held_answer_waits_to_be_released(box: Sandbox, web: AsyncWebClient, channel: str) -> None:
    with box.faults.hold("chat.postMessage") as hold:
        posting = asyncio.create_task(web.chat_postMessage(channel=channel, text="posted"))
        await box.changed(lambda: box.channel(channel).messages[-1].text == "posted", what="the post")
        assert not posting.done()
        assert hold.waiting == 1
    assert (await posting)["ok"]


async def test_a_method_can_be_unknown(box: Sandbox, web: AsyncWebClient, channel: str) -> None:
    box.faults.unknown("bookmarks.list")
    answer = await refused(web.bookmarks_list(channel_id=channel))
    assert (answer["error"], answer["req_method"]) == ("unknown_method", "bookmarks.list")


async def test_an_event_is_delivered_again_with_its_retry_fields(
    box: Sandbox, listener: ListeningApp, jane: Actor
) -> None:
    await jane.create("inc-1")
    first = await listener.next("channel_created")
    box.faults.deliver_again(times=2)
    again = [await listener.next("channel_created") for _ in range(2)]
    await box.settled()
    ids = {each.payload["event_id"] for each in (first, *again)}
    assert len(ids) == 1
    assert [(each.retry_attempt, each.retry_reason) for each in again] == [(1, "timeout"), (2, "timeout")]
    assert {each.status for each in box.wire.envelopes("channel_created")} == {"acked"}
    with pytest.raises(SandboxError, match="Event Ev0NOWHERE was never delivered"):
        box.faults.deliver_again("Ev0NOWHERE")


async def test_a_cut_line_comes_back_when_its_time_is_over(
    box: Sandbox, listener: ListeningApp, blunt: AsyncWebClient, clock: SettableClock
) -> None:
    box.faults.cut(30)
    await box.changed(lambda: box.connections == 0, what="the connection closed")
    with pytest.raises(aiohttp.ClientError):
        await blunt.api_test()
    clock.set(clock.time() + 30)
    assert (await blunt.api_test())["ok"]


async def test_without_an_event_nothing_is_delivered_again(box: Sandbox) -> None:
    with pytest.raises(SandboxError, match="No event has been delivered yet"):
        box.faults.deliver_again()
