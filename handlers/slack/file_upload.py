"""Uploads files to a channel in Slack's three steps: get an address, send the bytes, complete all files at once.

slack_sdk's files_upload_v2 does the same but sends the bytes in one piece, which blocks the event loop for large files.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

from aiohttp import ClientSession
from slack_sdk.web.async_client import AsyncWebClient


@dataclass(frozen=True)
class Upload:
    name: str
    title: str
    content: bytes


async def upload(
    client: AsyncWebClient,
    session: ClientSession,
    channel: str,
    files: Sequence[Upload],
    comment: str = "",
    thread_ts: str = "",
) -> None:
    """Posts all files in one message. No file is visible before the last step."""
    sent: list[dict[str, str | None]] = [
        {"id": await _send(client, session, file), "title": file.title} for file in files
    ]
    await client.files_completeUploadExternal(
        files=sent, channel_id=channel, initial_comment=comment or None, thread_ts=thread_ts or None
    )


async def _send(client: AsyncWebClient, session: ClientSession, file: Upload) -> str:
    place = await client.files_getUploadURLExternal(filename=file.name, length=len(file.content))
    async with session.post(str(place["upload_url"]), data=BytesIO(file.content)) as answer:
        answer.raise_for_status()
    return str(place["file_id"])
