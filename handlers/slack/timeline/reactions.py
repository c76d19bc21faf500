"""Events in an incident's channel: reactions, pins, edits, deletions, joins, leaves and renames.

New messages are ignored, except for replies to a review question that the bot posted.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from typing import Any

from bot.errors import Refused
from bot.people.model import Person
from bot.timeline.entries import MessageText
from bot.timeline.kinds import PIN, EntrySource
from bot.timeline.model import Reaction
from bot.timeline.reactions import moment
from handlers.slack.commands import refusals
from handlers.slack.incidents import channel_events
from handlers.slack.requests.decoding import words_of
from handlers.slack.requests.listener_context import Body, ListenerContext
from handlers.slack.requests.listeners import Listeners
from handlers.slack.review import questions
from handlers.slack.timeline import mentions

MESSAGE = "message"  # the kind of item that goes on the timeline; the others are files
Listener = Callable[[Body], Awaitable[None]]


def register(app: Listeners, listener: ListenerContext) -> None:
    app.event("reaction_added")(_reaction(listener, is_on=True))
    app.event("reaction_removed")(_reaction(listener, is_on=False))
    app.event("pin_added")(_pin(listener, is_on=True))
    app.event("pin_removed")(_pin(listener, is_on=False))
    app.event("member_joined_channel")(_member(listener, joined=True))
    app.event("member_left_channel")(_member(listener, joined=False))
    app.event("message")(_message(listener))


def _reaction(listener: ListenerContext, is_on: bool) -> Listener:
    async def on_event(body: Body) -> None:
        event = body["event"]
        item = event["item"]
        if item.get("type", MESSAGE) == MESSAGE:
            _take_in(listener, body, item["channel"], item["ts"], event["reaction"], is_on)

    return on_event


def _pin(listener: ListenerContext, is_on: bool) -> Listener:
    async def on_event(body: Body) -> None:
        item = body["event"]["item"]
        if item.get("type", MESSAGE) == MESSAGE:
            channel = body["event"].get("channel_id") or item["channel"]
            _take_in(listener, body, channel, item["message"]["ts"], PIN, is_on)

    return on_event


def _take_in(listener: ListenerContext, body: Body, channel: str, ts: str, emoji: str, is_on: bool) -> None:
    event, person = body["event"], listener.services.people.person
    reaction = Reaction(channel, ts, emoji, person(event.get("user", "")), is_on, moment(event["event_ts"]))
    listener.services.timeline.react(reaction, body["event_id"], person(str(event.get("item_user") or "")))


def _member(listener: ListenerContext, joined: bool) -> Listener:
    async def on_event(body: Body) -> None:
        event = body["event"]
        if event.get("user") == listener.directory.bot_user:
            channel_events.own_membership(listener, str(body["event_id"]), event, joined=joined)
        else:
            person, at = listener.services.people.person(event.get("user", "")), moment(event["event_ts"])
            listener.services.timeline.member(body["event_id"], event["channel"], person, joined, at)

    return on_event


def _message(listener: ListenerContext) -> Listener:
    happened: Mapping[str, channel_events.TakeIn] = {
        "message_changed": _changed,
        "message_deleted": _deleted,
        "channel_name": _renamed,
        "group_name": _renamed,
        "channel_convert_to_private": channel_events.converted(private=True),
        "channel_convert_to_public": channel_events.converted(private=False),
        "": questions.replied,
        "file_share": questions.replied,
        "thread_broadcast": questions.replied,
    }

    async def on_event(body: Body) -> None:
        event = body["event"]
        if take_in := happened.get(event.get("subtype", "")):
            take_in(listener, body["event_id"], event)

    return on_event


def _changed(listener: ListenerContext, event_id: str, event: Mapping[str, Any]) -> None:
    """Handles an edited message. A deleted thread parent becomes a tombstone; changes without `edited` are Slack's."""
    message = event["message"]
    if message.get("subtype") == "tombstone":
        _gone(listener, event_id, event, message["ts"])
    elif edited := message.get("edited"):
        by = listener.services.people.person(str(edited.get("user") or ""))
        try:
            words = _edited_words(listener, event["channel"], message, by)
        except Refused as refusal:
            said = refusals.in_message(refusal)
            listener.whisper(event["channel"], by.id, said, str(message.get("thread_ts") or ""))
        else:
            listener.services.timeline.message_edited(event_id, event["channel"], message["ts"], words, by)


def _edited_words(listener: ListenerContext, channel: str, message: Mapping[str, Any], by: Person) -> MessageText:
    """Raises Refused where a message that was logged by `@Muster log` can't be read anymore."""
    words, services = _words(listener, message), listener.services
    entry = services.timeline.entry_of(channel, message["ts"])
    if entry is None or entry.source is not EntrySource.COMMAND:
        return words
    return replace(words, logged=mentions.logged_again(message, by, listener.directory, services.policy))


def _deleted(listener: ListenerContext, event_id: str, event: Mapping[str, Any]) -> None:
    _gone(listener, event_id, event, event.get("deleted_ts") or event["previous_message"]["ts"])


def _gone(listener: ListenerContext, event_id: str, event: Mapping[str, Any], ts: str) -> None:
    before = event.get("previous_message")
    last = _words(listener, before) if before else None
    listener.services.timeline.message_deleted(event_id, event["channel"], ts, last)


def _words(listener: ListenerContext, message: Mapping[str, Any]) -> MessageText:
    return words_of(message, listener.directory.name_of)


def _renamed(listener: ListenerContext, event_id: str, event: Mapping[str, Any]) -> None:
    """Handles a rename by Slack's message about it, because the event channel_rename does not say who did it."""
    by, at = listener.services.people.person(event.get("user", "")), moment(event["event_ts"])
    listener.services.channels.renamed(event_id, event["channel"], event["name"], by, at)
