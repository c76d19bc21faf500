"""The exports of chats: Teams, Discord, Telegram, Google Chat, Mattermost."""

import json
from typing import Any

import pytest

from bot.analysis.input.reading import read_input
from bot.analysis.model import Case


def read(value: Any) -> tuple[Case, ...]:
    return read_input(json.dumps(value), "x.json").cases


def message(at: str, content: str, **others: Any) -> dict[str, Any]:
    who = {"user": {"displayName": "Eva"}}
    body = {"contentType": "html", "content": content}
    return {"messageType": "message", "createdDateTime": f"2024-09-02T08:{at}:00Z", "from": who, "body": body, **others}


def test_replies_and_messages_are_one_timeline_without_what_was_deleted() -> None:
    first = message("15", "<p>Receipts do not print</p>", replies=[message("20", "<b>on it</b> &amp; looking")])
    gone = message("16", "oops", deletedDateTime="2024-09-02T08:17:00Z")
    case = read({"value": [message("30", "works again"), gone, first]})[0]
    assert [event.text for event in case.events] == ["Receipts do not print", "on it & looking", "works again"]


def test_a_card_or_picture_without_text_is_counted_and_an_emoji_is_text() -> None:
    case = read([message("15", '<emoji alt="👍"></emoji>'), message("16", "<attachment id=1></attachment>")])[0]
    assert [event.text for event in case.events] == ["👍"]
    assert "read 1 of 2 `messages`: no text found." in case.complaints


def test_conversations_of_a_personal_export_are_never_mixed() -> None:
    said = {"originalarrivaltime": "2024-09-02T08:15:00Z", "messagetype": "RichText/Html", "displayName": "Eva"}
    chats = [{"displayName": name, "MessageList": [{**said, "content": f"<p>{name}</p>"}]} for name in ("Ops", "Sales")]
    assert [(case.title, len(case.events)) for case in read({"conversations": chats})] == [("Ops", 1), ("Sales", 1)]


def discord(*messages: dict[str, Any]) -> Case:
    page = {
        "guild": {"name": "Acme"},
        "channel": {"name": "ops"},
        "messages": [{"isPinned": False, **each} for each in messages],
    }
    return read_input(json.dumps(page), "x.json").cases[0]


def test_what_discord_writes_itself_is_left_out() -> None:
    case = discord(
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
    message = {
        "type": "Default",
        "isPinned": False,
        "timestamp": "2024-08-09T19:00:00+00:00",
        "content": "lobby is down",
    }
    assert "read 1 of 2 `messages`: no text found." in discord(message, {**message, "content": ""}).complaints


def test_telegrams_texts_are_put_together_and_its_own_messages_left_out() -> None:
    said = {"type": "message", "date_unixtime": "1705315320", "from": "Jane", "from_id": "u"}
    link = ["see ", {"type": "link", "text": "https://x.io"}, ", rolling back"]
    joined = {"type": "service", "date_unixtime": "1705315300", "actor": "Jane", "action": "create_group", "text": ""}
    case = read({"name": "Ops", "messages": [joined, {**said, "text": link}]})[0]
    assert case.title == "Ops"
    assert [(event.actor, event.text) for event in case.events] == [("Jane", "see https://x.io, rolling back")]


@pytest.mark.parametrize(
    "value",
    [
        {"messages": [{"creator": {"name": "Jane"}, "created_date": "Monday, January 15, 2024 at 10:42:00 AM UTC",
                       "text": "checkout is down"}]},
        {"order": ["a"], "posts": {"a": {"create_at": 1705315320000, "user_id": "Jane", "message": "checkout is down",
                                         "type": ""}}},
    ],
    ids=["Google Chat", "Mattermost"],
)  # fmt: skip
def test_a_message_of_another_chat_has_its_time_and_speaker(value: Any) -> None:
    (told,) = read(value)[0].events
    assert (told.actor, told.text, f"{told.at:%d %H:%M}") == ("Jane", "checkout is down", "15 10:42")
