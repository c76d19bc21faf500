"""What happens in an incident's channel by itself: emoji and pins, edits and deletions, who comes and goes.

Plain new messages are none of it, but for replies to a question that the bot asked: the others are forgotten.
"""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from slack_bolt.async_app import AsyncApp

from bot.incidents.model import Mark
from bot.timeline.entries import Words
from bot.timeline.reactions import PIN, moment
from handlers.slack.decoding import words_of
from handlers.slack.listener_context import Body, Desk
from handlers.slack.review import questions

Listener = Callable[[Body], Awaitable[None]]


def register(app: AsyncApp, desk: Desk) -> None:
    app.event("reaction_added")(_reaction(desk, is_on=True))
    app.event("reaction_removed")(_reaction(desk, is_on=False))
    app.event("pin_added")(_pin(desk, is_on=True))
    app.event("pin_removed")(_pin(desk, is_on=False))
    app.event("member_joined_channel")(_member(desk, joined=True))
    app.event("member_left_channel")(_member(desk, joined=False))
    app.event("message")(_message(desk))


def _reaction(desk: Desk, is_on: bool) -> Listener:
    async def listener(body: Body) -> None:
        event = body["event"]
        item = event["item"]
        if item["type"] == "message":
            _mark(desk, body, item["channel"], item["ts"], event["reaction"], is_on)

    return listener


def _pin(desk: Desk, is_on: bool) -> Listener:
    async def listener(body: Body) -> None:
        item = body["event"]["item"]
        if item["type"] == "message":
            _mark(desk, body, body["event"]["channel_id"], item["message"]["ts"], PIN, is_on)

    return listener


def _mark(desk: Desk, body: Body, channel: str, ts: str, emoji: str, is_on: bool) -> None:
    event, person = body["event"], desk.service.person
    mark = Mark(channel, ts, emoji, person(event["user"]), is_on, moment(event["event_ts"]))
    desk.service.timeline.mark(mark, body["event_id"], person(str(event.get("item_user") or "")))


def _member(desk: Desk, joined: bool) -> Listener:
    async def listener(body: Body) -> None:
        event = body["event"]
        if event["user"] != desk.directory.bot_user:
            person, at = desk.service.person(event["user"]), moment(event["event_ts"])
            desk.service.timeline.member(body["event_id"], event["channel"], person, joined, at)

    return listener


def _message(desk: Desk) -> Listener:
    happened: Mapping[str, Callable[[Desk, str, Mapping[str, Any]], None]] = {
        "message_changed": _changed,
        "message_deleted": _deleted,
        "channel_name": _renamed,
        "group_name": _renamed,
        "": questions.replied,
        "file_share": questions.replied,
        "thread_broadcast": questions.replied,
    }

    async def listener(body: Body) -> None:
        event = body["event"]
        if take_in := happened.get(event.get("subtype", "")):
            take_in(desk, body["event_id"], event)

    return listener


def _changed(desk: Desk, event_id: str, event: Mapping[str, Any]) -> None:
    """A parent that is deleted stays as a tombstone; a change without `edited` is Slack's own, such as a preview."""
    message = event["message"]
    if message.get("subtype") == "tombstone":
        _gone(desk, event_id, event, message["ts"])
    elif edited := message.get("edited"):
        by = desk.service.person(str(edited.get("user") or ""))
        desk.service.timeline.message_edited(event_id, event["channel"], message["ts"], _words(desk, message), by)


def _deleted(desk: Desk, event_id: str, event: Mapping[str, Any]) -> None:
    _gone(desk, event_id, event, event["deleted_ts"])


def _gone(desk: Desk, event_id: str, event: Mapping[str, Any], ts: str) -> None:
    before = event.get("previous_message")
    last = _words(desk, before) if before else None
    desk.service.timeline.message_deleted(event_id, event["channel"], ts, last)


def _words(desk: Desk, message: Mapping[str, Any]) -> Words:
    return words_of(message, desk.directory.name_of)


def _renamed(desk: Desk, event_id: str, event: Mapping[str, Any]) -> None:
    """Slack's line in the channel says who did it; the event channel_rename does not."""
    by, at = desk.service.person(event["user"]), moment(event["ts"])
    desk.service.timeline.renamed(event_id, event["channel"], event["name"], by, at)
