"""Microsoft Teams: messages from Graph, and the personal export."""

import json
from typing import Any

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
