"""chat.* as the real client sees it."""

from __future__ import annotations

from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import Actor, Sandbox, SettableClock
from tests.sandbox.sandbox_examples import CAROL, actions, button, refusal, refused


def section(text: str) -> list[dict[str, Any]]:
    return [{"type": "section", "text": {"type": "mrkdwn", "text": text}}]


async def test_a_post_answers_with_channel_ts_and_message(web: AsyncWebClient, channel: str) -> None:
    answer = await web.chat_postMessage(channel=channel, text="Hello", blocks=section("*Hello*"))
    assert answer["channel"] == channel
    message = answer["message"]
    assert message["ts"] == answer["ts"]
    assert message["blocks"][0]["block_id"]
    assert message["bot_id"] == (await web.auth_test())["bot_id"]


async def test_a_channel_may_be_named(web: AsyncWebClient, channel: str) -> None:
    for name in ("inc-1", "#inc-1"):
        assert (await web.chat_postMessage(channel=name, text="x"))["channel"] == channel


async def test_a_post_to_a_person_is_a_direct_message(web: AsyncWebClient, jane: Actor) -> None:
    answer = await web.chat_postMessage(channel=jane.id, text="psst")
    assert answer["channel"].startswith("D")
    assert [each.text for each in jane.sees(jane.direct("Muster"))] == ["psst"]


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ({"text": ""}, "no_text"),
        ({"text": "x" * 40_001}, "msg_too_long"),
        ({"text": "x", "blocks": [{"type": "secton"}]}, "invalid_blocks"),
        ({"text": "x", "blocks": "no json"}, "invalid_blocks_format"),
        ({"text": "x", "blocks": {"type": "divider"}}, "invalid_blocks_format"),
        ({"text": "x", "blocks": [{"type": "divider"}] * 51}, "invalid_blocks"),
        ({"text": "x", "attachments": [{"text": "a"}] * 101}, "too_many_attachments"),
        ({"text": "x", "thread_ts": "1.000001"}, "thread_not_found"),
        ({"text": "x", "metadata": {"event_type": "a"}}, "invalid_metadata_format"),
        ({"text": "x", "channel": "C0NOWHERE00"}, "channel_not_found"),
        ({"text": "x", "channel": "incidents"}, "not_in_channel"),
    ],
)
async def test_posts_that_slack_refuses(
    web: AsyncWebClient, channel: str, arguments: dict[str, Any], error: str
) -> None:
    body = {"channel": channel, **arguments}
    assert await refusal(web.api_call("chat.postMessage", json=body)) == error


async def test_a_bad_block_is_pointed_at(web: AsyncWebClient, channel: str) -> None:
    blocks = section("x" * 3001)
    answer = await refused(web.chat_postMessage(channel=channel, text="x", blocks=blocks))
    assert answer["error"] == "invalid_blocks"
    assert "/blocks/0/text/text" in answer["response_metadata"]["messages"][0]


async def test_an_archived_channel_takes_no_post(web: AsyncWebClient, channel: str) -> None:
    await web.conversations_archive(channel=channel)
    assert await refusal(web.chat_postMessage(channel=channel, text="x")) == "is_archived"


async def test_metadata_comes_back_only_where_it_is_asked_for(web: AsyncWebClient, channel: str) -> None:
    metadata = {"event_type": "muster", "event_payload": {"key": "42/card"}}
    await web.chat_postMessage(channel=channel, text="card", metadata=metadata)
    plain = await web.conversations_history(channel=channel, limit=1)
    full = await web.conversations_history(channel=channel, limit=1, include_all_metadata=True)
    assert "metadata" not in plain["messages"][0]
    assert full["messages"][0]["metadata"] == metadata


async def test_replies_count_on_their_parent(web: AsyncWebClient, channel: str, jane: Actor) -> None:
    parent = await web.chat_postMessage(channel=channel, text="parent")
    await web.chat_postMessage(channel=channel, text="one", thread_ts=parent["ts"])
    [root] = [each for each in jane.sees(channel) if each.ts == parent["ts"]]
    reply = await jane.post(channel, "two", thread=root)
    again = await jane.post(channel, "three", thread=reply)
    assert again.thread_ts == parent["ts"]
    message = root.json()
    assert message["reply_count"] == 3
    assert message["latest_reply"] == again.ts
    assert message["reply_users_count"] == 2


async def test_nobody_replies_to_a_system_line(web: AsyncWebClient, channel: str) -> None:
    joined = (await web.conversations_history(channel=channel))["messages"][0]
    call = web.chat_postMessage(channel=channel, text="x", thread_ts=joined["ts"])
    assert await refusal(call) == "cannot_reply_to_message"


async def test_text_without_blocks_removes_the_blocks(web: AsyncWebClient, channel: str) -> None:
    posted = await web.chat_postMessage(channel=channel, text="a", blocks=section("a"))
    updated = await web.chat_update(channel=channel, ts=posted["ts"], text="b")
    assert updated["text"] == "b"
    assert "blocks" not in updated["message"]
    assert updated["message"]["edited"]["user"] == posted["message"]["user"]


async def test_an_update_keeps_metadata_that_it_does_not_name(web: AsyncWebClient, channel: str) -> None:
    metadata = {"event_type": "muster", "event_payload": {"key": "1"}}
    posted = await web.chat_postMessage(channel=channel, text="a", metadata=metadata)
    await web.chat_update(channel=channel, ts=posted["ts"], text="b")
    history = await web.conversations_history(channel=channel, limit=1, include_all_metadata=True)
    assert history["messages"][0]["metadata"] == metadata


async def test_updates_that_slack_refuses(web: AsyncWebClient, jane: Actor) -> None:
    await web.conversations_join(channel=jane.channel("general").id)
    message = await jane.post("general", "mine")
    where, ts = message.channel, message.ts
    assert await refusal(web.chat_update(channel=where, ts=ts, text="yours")) == "cant_update_message"
    assert await refusal(web.chat_delete(channel=where, ts=ts)) == "cant_delete_message"
    own = await web.chat_postMessage(channel=where, text="own")
    long = web.chat_update(channel=where, ts=own["ts"], text="x" * 4001)
    assert await refusal(long) == "msg_too_long"
    body = {"channel": where, "ts": own["ts"]}
    assert await refusal(web.api_call("chat.update", json=body)) == "no_text"
    gone = "1.000001"
    assert await refusal(web.chat_update(channel=where, ts=gone, text="x")) == "message_not_found"
    assert await refusal(web.chat_delete(channel=where, ts=gone)) == "message_not_found"


async def test_a_deleted_parent_leaves_a_tombstone_and_a_reply_nothing(
    box: Sandbox, web: AsyncWebClient, channel: str
) -> None:
    parent = await web.chat_postMessage(channel=channel, text="parent")
    reply = await web.chat_postMessage(channel=channel, text="reply", thread_ts=parent["ts"])
    await web.chat_delete(channel=channel, ts=parent["ts"])
    tombstone = box.channel(channel).message(parent["ts"])
    assert tombstone is not None
    assert tombstone.subtype == "tombstone"
    await web.chat_delete(channel=channel, ts=reply["ts"])
    assert box.channel(channel).message(reply["ts"]) is None
    assert tombstone.reply_count == 0


async def test_an_ephemeral_is_for_one_pair_of_eyes(web: AsyncWebClient, channel: str, jane: Actor, bob: Actor) -> None:
    await web.conversations_invite(channel=channel, users=[jane.id, bob.id])
    await web.chat_postEphemeral(channel=channel, user=jane.id, text="only you")
    assert jane.sees(channel)[-1].text == "only you"
    assert "only you" not in [each.text for each in bob.sees(channel)]
    history = await web.conversations_history(channel=channel)
    assert "only you" not in [each["text"] for each in history["messages"]]


async def test_an_ephemeral_needs_somebody_in_the_channel(box: Sandbox, web: AsyncWebClient, channel: str) -> None:
    stranger = box.person(CAROL).id
    call = web.chat_postEphemeral(channel=channel, user=stranger, text="x")
    assert await refusal(call) == "user_not_in_channel"


async def test_permalinks_have_slacks_form(web: AsyncWebClient, channel: str) -> None:
    parent = await web.chat_postMessage(channel=channel, text="a")
    reply = await web.chat_postMessage(channel=channel, text="b", thread_ts=parent["ts"])
    link = await web.chat_getPermalink(channel=channel, message_ts=parent["ts"])
    digits = parent["ts"].replace(".", "")
    assert link["permalink"] == f"https://sandbox.slack.com/archives/{channel}/p{digits}"
    link = await web.chat_getPermalink(channel=channel, message_ts=reply["ts"])
    assert link["permalink"].endswith(f"?thread_ts={parent['ts']}&cid={channel}")


async def test_a_person_edits_and_deletes_their_own(box: Sandbox, jane: Actor, bob: Actor) -> None:
    message = await jane.post("general", "frist")
    await jane.edit(message, "first & <last>")
    assert message.text == "first &amp; &lt;last&gt;"
    assert message.edited is not None
    await jane.delete(message)
    assert message not in bob.sees("general")


async def test_a_button_keeps_its_place_after_an_update(
    web: AsyncWebClient, channel: str, clock: SettableClock
) -> None:
    blocks = [actions(button("Go", "go", "1"))]
    posted = await web.chat_postMessage(channel=channel, text="a", blocks=blocks)
    clock.set(clock.time() + 60)
    updated = await web.chat_update(channel=channel, ts=posted["ts"], text="b", blocks=blocks)
    assert updated["ts"] == posted["ts"]
    assert updated["message"]["blocks"] == blocks


async def test_more_text_in_blocks_than_slack_carries_is_refused(web: AsyncWebClient, channel: str) -> None:
    blocks = section("x" * 3000) * 5
    call = web.chat_postMessage(channel=channel, text="x", blocks=blocks)
    assert await refusal(call) == "msg_blocks_too_long"


async def test_metadata_has_a_limit(web: AsyncWebClient, channel: str) -> None:
    metadata = {"event_type": "muster", "event_payload": {"key": "x" * 16_000}}
    call = web.chat_postMessage(channel=channel, text="x", metadata=metadata)
    assert await refusal(call) == "metadata_too_large"


async def test_an_update_changes_the_attachments_that_it_names(web: AsyncWebClient, channel: str) -> None:
    old, new = [{"text": "a", "fallback": "a"}], [{"text": "b", "fallback": "b"}]
    posted = await web.chat_postMessage(channel=channel, text="x", attachments=old)
    kept = await web.chat_update(channel=channel, ts=posted["ts"], text="y")
    assert kept["message"]["attachments"] == old
    changed = await web.chat_update(channel=channel, ts=posted["ts"], text="z", attachments=new)
    assert changed["message"]["attachments"] == new
