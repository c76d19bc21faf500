"""pins.* as the real client sees them."""

from __future__ import annotations

from slack_sdk.web.async_client import AsyncWebClient

from tests.sandbox.sandbox_examples import refusal


async def test_a_pin_is_put_once_and_taken_off_once(web: AsyncWebClient, channel: str) -> None:
    ts = (await web.chat_postMessage(channel=channel, text="card"))["ts"]
    await web.pins_add(channel=channel, timestamp=ts)
    assert await refusal(web.pins_add(channel=channel, timestamp=ts)) == "already_pinned"
    [item] = (await web.pins_list(channel=channel))["items"]
    assert (item["message"]["text"], item["message"]["pinned_to"]) == ("card", [channel])
    await web.pins_remove(channel=channel, timestamp=ts)
    assert await refusal(web.pins_remove(channel=channel, timestamp=ts)) == "no_pin"


async def test_what_cannot_be_pinned(web: AsyncWebClient, channel: str) -> None:
    assert await refusal(web.pins_add(channel=channel, timestamp="1.000001")) == "message_not_found"
    assert await refusal(web.pins_add(channel=channel, timestamp="x")) == "bad_timestamp"
    assert await refusal(web.pins_add(channel=channel)) == "no_item_specified"
    joined = (await web.conversations_history(channel=channel))["messages"][0]["ts"]
    assert await refusal(web.pins_add(channel=channel, timestamp=joined)) == "not_pinnable"


async def test_a_hundred_pins_are_enough(web: AsyncWebClient, channel: str) -> None:
    stamps = [(await web.chat_postMessage(channel=channel, text="x"))["ts"] for _ in range(101)]
    for ts in stamps[:100]:
        await web.pins_add(channel=channel, timestamp=ts)
    assert await refusal(web.pins_add(channel=channel, timestamp=stamps[100])) == "too_many_pins"


async def test_a_deleted_message_is_no_longer_pinned(web: AsyncWebClient, channel: str) -> None:
    ts = (await web.chat_postMessage(channel=channel, text="card"))["ts"]
    await web.pins_add(channel=channel, timestamp=ts)
    await web.chat_delete(channel=channel, ts=ts)
    assert (await web.pins_list(channel=channel))["items"] == []
