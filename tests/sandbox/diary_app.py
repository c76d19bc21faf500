"""A small diary app for the tests of player and transcript, connected with Slack's own client.

`/diary` with a name makes the channel `diary-<name>` with a card, `/diary` alone opens a modal, the card has a button.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import Sandbox

Json = dict[str, Any]

SCOPES = [
    "bookmarks:write",
    "channels:history",
    "channels:join",
    "channels:manage",
    "channels:read",
    "chat:write",
    "chat:write.public",
    "commands",
    "groups:write",
    "pins:write",
]
MANIFEST: Json = {
    "display_information": {"name": "Diary"},
    "features": {"slash_commands": [{"command": "/diary", "description": "Keep a diary"}]},
    "oauth_config": {"scopes": {"bot": SCOPES}},
    "settings": {"interactivity": {"is_enabled": True}},
}


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


FORM: Json = {
    "type": "modal",
    "title": plain("New entry"),
    "submit": plain("Save"),
    "blocks": [
        {
            "type": "input",
            "block_id": "words",
            "label": plain("Words"),
            "element": {"type": "plain_text_input", "action_id": "words"},
        },
        {
            "type": "input",
            "label": plain("About"),
            "optional": True,
            "element": {"type": "users_select", "action_id": "about"},
        },
        {
            "type": "actions",
            "elements": [{"type": "button", "text": plain("Preview"), "action_id": "preview"}],
        },
    ],
}
CARD: list[Json] = [
    {"type": "section", "text": {"type": "mrkdwn", "text": "*Diary* is open"}},
    {
        "type": "actions",
        "elements": [{"type": "button", "text": plain("Sign"), "action_id": "sign"}],
    },
]


class Diary:
    """Answers each envelope; `log` has one line for each button that was pressed."""

    def __init__(self, web: AsyncWebClient) -> None:
        self.log: list[str] = []
        self._web = web

    async def __call__(self, client: AsyncBaseSocketModeClient, request: SocketModeRequest) -> None:
        answer = None
        if request.payload.get("type") == "view_submission":
            answer = await self._submitted(request.payload)
        await client.send_socket_mode_response(SocketModeResponse(request.envelope_id, answer))
        if request.type == "slash_commands":
            await self._command(request.payload)
        self.log += [action["action_id"] for action in request.payload.get("actions", ())]

    async def _command(self, payload: Json) -> None:
        if not payload["text"]:
            await self._web.views_open(trigger_id=payload["trigger_id"], view=FORM)
            return
        made = await self._web.conversations_create(name=f"diary-{payload['text']}")
        channel = made["channel"]["id"]
        posted = await self._web.chat_postMessage(channel=channel, text="Diary is open", blocks=CARD)
        await self._web.pins_add(channel=channel, timestamp=posted["ts"])

    async def _submitted(self, payload: Json) -> Json | None:
        words = payload["view"]["state"]["values"]["words"]["words"]["value"]
        if words == "nothing":
            return {"response_action": "errors", "errors": {"words": "Say something."}}
        await self._web.chat_postMessage(channel="general", text=words)
        return None


@asynccontextmanager
async def running(box: Sandbox) -> AsyncIterator[Diary]:
    """Runs the app, connected, until the block ends."""
    web = AsyncWebClient(token=box.bot_token, base_url=box.api_url)
    client = SocketModeClient(app_token=box.app_token, web_client=web)
    diary = Diary(web)
    client.socket_mode_request_listeners.append(diary)
    await client.connect()  # type: ignore[no-untyped-call]
    try:
        yield diary
    finally:
        await client.close()  # type: ignore[no-untyped-call]
