"""Discord's channels."""

import json
from typing import Any

from bot.analysis.input.reading import read_input
from bot.analysis.model import Case


def read(*messages: dict[str, Any]) -> Case:
    page = {"guild": {"name": "Acme"}, "channel": {"name": "ops"}, "messages": list(messages)}
    return read_input(json.dumps(page), "x.json").cases[0]


def test_what_discord_writes_itself_is_left_out() -> None:
    case = read(
        {"type": "GuildMemberJoin", "timestamp": "2024-08-09T18:59:00+00:00", "content": "Joined the server."},
        {
            "type": "Default",
            "timestamp": "2024-08-09T19:00:00+00:00",
            "content": "lobby is down",
            "author": {"name": "nia"},
        },
    )
    assert [(event.text, event.actor) for event in case.events] == [("lobby is down", "nia")]
    assert case.title == "#ops"


def test_messages_without_any_text_are_counted() -> None:
    message = {"type": "Default", "timestamp": "2024-08-09T19:00:00+00:00", "content": "lobby is down"}
    assert "read 1 of 2 `messages`: no text found." in read(message, {**message, "content": ""}).complaints
