"""Uploads in three steps with the real client's files_upload_v2, and reading back."""

from __future__ import annotations

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import Actor, Sandbox
from tests.sandbox.sandbox_examples import refusal


async def test_an_uploaded_file_stands_in_the_channel(box: Sandbox, web: AsyncWebClient, channel: str) -> None:
    answer = await web.files_upload_v2(
        channel=channel, filename="review.md", title="Review", content="# Review", initial_comment="Here"
    )
    message = box.channel(channel).messages[-1]
    assert (message.text, message.files[0]["name"], message.files[0]["title"]) == ("Here", "review.md", "Review")
    assert message.files[0]["mimetype"] == "text/markdown"
    file_id = answer["files"][0]["id"]
    assert box.content(file_id) == b"# Review"
    assert (await web.files_info(file=file_id))["file"]["shares"]["public"][channel][0]["ts"] == message.ts


async def test_several_files_make_one_message(box: Sandbox, web: AsyncWebClient, channel: str) -> None:
    uploads = [{"filename": f"{n}.txt", "content": str(n)} for n in range(3)]
    await web.files_upload_v2(channel=channel, file_uploads=uploads)
    assert [each["name"] for each in box.channel(channel).messages[-1].files] == ["0.txt", "1.txt", "2.txt"]
    assert len((await web.files_list(channel=channel))["files"]) == 3


async def test_a_file_may_go_into_a_thread(box: Sandbox, web: AsyncWebClient, channel: str) -> None:
    parent = (await web.chat_postMessage(channel=channel, text="parent"))["ts"]
    await web.files_upload_v2(channel=channel, filename="a.txt", content="a", thread_ts=parent)
    assert box.channel(channel).messages[-1].thread_ts == parent


async def test_a_file_without_channel_is_shared_with_nobody(box: Sandbox, web: AsyncWebClient, channel: str) -> None:
    await web.files_upload_v2(filename="a.txt", content="a")
    assert not any(message.files for message in box.channel(channel).messages)
    assert len((await web.files_list())["files"]) == 1


async def test_a_deleted_file_leaves_its_message(box: Sandbox, web: AsyncWebClient, channel: str) -> None:
    answer = await web.files_upload_v2(channel=channel, filename="a.txt", content="a")
    file_id = answer["files"][0]["id"]
    await web.files_delete(file=file_id)
    assert box.channel(channel).messages[-1].files == []
    assert await refusal(web.files_info(file=file_id)) == "file_not_found"


async def test_files_that_slack_refuses(box: Sandbox, web: AsyncWebClient, jane: Actor) -> None:
    theirs = await jane.post("general", "log", files=[("a.txt", "text/plain")])
    assert await refusal(web.files_delete(file=theirs.files[0]["id"])) == "cant_delete_file"
    never_sent = await web.files_getUploadURLExternal(filename="a.txt", length=1)
    complete = web.files_completeUploadExternal(files=[{"id": never_sent["file_id"], "title": "a"}])
    assert await refusal(complete) == "file_not_found"
    assert await refusal(web.files_getUploadURLExternal(filename="a.txt", length=0)) == "missing_argument"


async def test_contents_are_read_with_the_bots_token_only(box: Sandbox, jane: Actor) -> None:
    message = await jane.post("general", "log", files=[("a.txt", "text/plain", b"hello")])
    url = message.files[0]["url_private"]
    async with aiohttp.ClientSession() as session:
        async with session.get(url) as answer:
            assert answer.status == 403
        async with session.get(url, headers={"Authorization": f"Bearer {box.bot_token}"}) as answer:
            assert await answer.read() == b"hello"
