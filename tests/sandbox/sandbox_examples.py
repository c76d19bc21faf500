"""A manifest, some people, and an app that uses the real slack_sdk Socket Mode client."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from types import TracebackType
from typing import Any, Self

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import Profile, Sandbox

START = 1705328580.0  # 2024-01-15 14:23:00 UTC
JANE, BOB, CAROL = "Jane Smith", "Bob Kim", "Carol Davis"
PEOPLE = (
    Profile(JANE, "jane", tz="Europe/Berlin", email="jane@example.com", title="On call"),
    Profile(BOB, "bob", tz="America/New_York", email="bob@example.com"),
    Profile(CAROL, "carol", tz="Asia/Kolkata", is_restricted=True),
)
SCOPES = [
    "app_mentions:read",
    "bookmarks:read",
    "bookmarks:write",
    "canvases:read",
    "canvases:write",
    "channels:history",
    "channels:join",
    "channels:manage",
    "channels:read",
    "chat:write",
    "commands",
    "files:read",
    "files:write",
    "groups:history",
    "groups:read",
    "groups:write",
    "im:history",
    "im:read",
    "im:write",
    "mpim:write",
    "pins:read",
    "pins:write",
    "reactions:read",
    "reactions:write",
    "team:read",
    "usergroups:read",
    "users:read",
    "users:read.email",
]
EVENTS = [
    "app_home_opened",
    "app_mention",
    "channel_archive",
    "channel_created",
    "channel_left",
    "channel_rename",
    "file_shared",
    "group_rename",
    "member_joined_channel",
    "member_left_channel",
    "message.channels",
    "message.groups",
    "message.im",
    "pin_added",
    "pin_removed",
    "reaction_added",
    "reaction_removed",
    "subteam_created",
    "subteam_members_changed",
    "subteam_updated",
    "user_change",
]
MANIFEST: dict[str, Any] = {
    "display_information": {"name": "Muster"},
    "features": {
        "app_home": {"home_tab_enabled": True},
        "slash_commands": [
            {"command": "/incident", "description": "Run an incident", "should_escape": True},
            {"command": "/raw", "description": "Text as typed", "should_escape": False},
        ],
        "shortcuts": [
            {"name": "Declare", "type": "global", "callback_id": "declare", "description": "d"},
            {"name": "Add to timeline", "type": "message", "callback_id": "add", "description": "d"},
        ],
    },
    "oauth_config": {"scopes": {"bot": SCOPES}},
    "settings": {
        "event_subscriptions": {"bot_events": EVENTS},
        "interactivity": {"is_enabled": True},
        "socket_mode_enabled": True,
    },
}


def manifest(scopes: list[str] | None = None, events: list[str] | None = None) -> dict[str, Any]:
    """The example with other scopes or events."""
    settings = MANIFEST["settings"] | {"event_subscriptions": {"bot_events": events or []}}
    return MANIFEST | {"oauth_config": {"scopes": {"bot": scopes or []}}, "settings": settings}


def plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text}


def button(label: str, action_id: str, value: str = "") -> dict[str, Any]:
    return {"type": "button", "text": plain(label), "action_id": action_id, "value": value}


def actions(*elements: dict[str, Any]) -> dict[str, Any]:
    return {"type": "actions", "block_id": "actions", "elements": list(elements)}


def field(label: str, block_id: str, element: dict[str, Any], **more: Any) -> dict[str, Any]:
    """An input block."""
    return {"type": "input", "block_id": block_id, "label": plain(label), "element": element, **more}


def text_input(**more: Any) -> dict[str, Any]:
    return {"type": "plain_text_input", "action_id": "value", **more}


def modal(*blocks: dict[str, Any], **more: Any) -> dict[str, Any]:
    base = {"type": "modal", "callback_id": "form", "title": plain("A form"), "submit": plain("Send")}
    return {**base, "blocks": list(blocks), **more}


async def refusal(call: Awaitable[Any]) -> str:
    """The Web API's error string for a failing call."""
    with pytest.raises(SlackApiError) as caught:
        await call
    return str(caught.value.response["error"])


async def refused(call: Awaitable[Any]) -> dict[str, Any]:
    """The whole response to a failing call."""
    with pytest.raises(SlackApiError) as caught:
        await call
    data = caught.value.response.data
    assert isinstance(data, dict)
    return data


Answer = Mapping[str, Any] | None
SILENCE: Answer = None
ACK: Answer = {}


class ListeningApp:
    """Connects by Socket Mode, records envelopes, and acks with the result of `answer`; does not ack None."""

    def __init__(self, box: Sandbox) -> None:
        self.received: list[SocketModeRequest] = []
        self.answer: Callable[[SocketModeRequest], Awaitable[Answer]] = self._acknowledge
        self.web = AsyncWebClient(token=box.bot_token, base_url=box.api_url)
        self._box = box
        self._arrived: asyncio.Queue[SocketModeRequest] = asyncio.Queue()
        self._client = SocketModeClient(app_token=box.app_token, web_client=self.web, ping_interval=1)
        self._client.socket_mode_request_listeners.append(self._listen)

    async def _acknowledge(self, _: SocketModeRequest) -> Answer:
        return ACK

    async def _listen(self, client: AsyncBaseSocketModeClient, request: SocketModeRequest) -> None:
        self.received.append(request)
        self._arrived.put_nowait(request)
        answer = await self.answer(request)
        if answer is not None:
            payload = dict(answer) or None
            await client.send_socket_mode_response(SocketModeResponse(request.envelope_id, payload))

    async def next(self, kind: str = "") -> SocketModeRequest:
        """The next envelope; of an event type, if one is asked for."""
        async with asyncio.timeout(10):
            while True:
                request = await self._arrived.get()
                if kind in ("", request.payload.get("event", {}).get("type")):
                    return request

    def events(self, kind: str) -> list[dict[str, Any]]:
        found = [each.payload["event"] for each in self.received if each.type == "events_api"]
        return [each for each in found if each["type"] == kind]

    def reply(self, answer: Answer) -> None:
        """Answers everything with this from now on."""

        async def same(_: SocketModeRequest) -> Answer:
            return answer

        self.answer = same

    async def __aenter__(self) -> Self:
        wanted = self._box.connections + 1
        await self._client.connect()  # type: ignore[no-untyped-call]
        await self._box.changed(lambda: self._box.connections >= wanted, what="the app connected")
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._client.close()  # type: ignore[no-untyped-call]
