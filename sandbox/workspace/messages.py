"""Rules for messages: posting, threads, edits, deletions, reactions, pins, ephemerals, and their events.

Functions take the acting user, check whether that user is allowed to, and raise SlackError.
"""

from __future__ import annotations

import re

from sandbox.errors import SlackError
from sandbox.workspace.objects import channel_type
from sandbox.workspace.state import Channel, EmojiReaction, Json, Message, Pin, User
from sandbox.workspace.workspace import SLACKBOT, Workspace

EMOJI = re.compile(r"[a-z0-9_+'-]{1,100}(::skin-tone-[2-6])?")
MOST_PINS = 100
SYSTEM = frozenset(
    {
        "channel_archive",
        "channel_convert_to_private",
        "channel_convert_to_public",
        "channel_join",
        "channel_leave",
        "channel_name",
        "channel_purpose",
        "channel_topic",
    }
)


def post(space: Workspace, channel: Channel, message: Message) -> Message:
    """Posts a message (its ts is still empty) in a channel and its thread, and sends the event."""
    if channel.is_archived:
        raise SlackError("is_archived")
    message.thread_ts = _thread_of(channel, message.thread_ts)
    message.ts = space.next_ts(channel)
    channel.messages.append(message)
    _count_reply(channel, message)
    _announce(space, channel, message)
    return message


def _thread_of(channel: Channel, ts: str) -> str:
    if not ts:
        return ""
    parent = channel.message(ts)
    if parent is None:
        raise SlackError("thread_not_found")
    if parent.subtype in SYSTEM:
        raise SlackError("cannot_reply_to_message")
    return parent.thread_ts or parent.ts


def _count_reply(channel: Channel, reply: Message) -> None:
    parent = channel.message(reply.thread_ts) if reply.is_reply else None
    if parent is None:
        return
    parent.thread_ts = parent.ts
    if reply.broadcast:
        reply.subtype = "thread_broadcast"
    _recount(channel, parent)


def _recount(channel: Channel, parent: Message) -> None:
    replies = [each for each in channel.messages if each.is_reply and each.thread_ts == parent.ts]
    parent.reply_count = len(replies)
    parent.reply_users = list(dict.fromkeys(each.author for each in replies))
    parent.latest_reply = replies[-1].ts if replies else ""


def _announce(space: Workspace, channel: Channel, message: Message) -> None:
    event = _event(space, channel, message.json() | _parent_user(channel, message), message.ts)
    space.tell(event, channel)
    _tell_mention(space, channel, message)


def _tell_mention(space: Workspace, channel: Channel, message: Message) -> None:
    """A message that mentions the app is told once more each time it is edited, then with `edited`."""
    bot = space.bot
    if f"<@{bot.id}>" in message.text and message.user != bot.id and channel.kind == "channel":
        event = _event(space, channel, message.json() | _parent_user(channel, message), message.ts)
        space.tell({**event, "type": "app_mention"}, channel)


def _parent_user(channel: Channel, message: Message) -> Json:
    parent = channel.message(message.thread_ts) if message.is_reply else None
    return {"parent_user_id": parent.author} if parent else {}


def _event(space: Workspace, channel: Channel, body: Json, ts: str) -> Json:
    where = {"channel": channel.id, "channel_type": channel_type(channel)}
    return {**body, "team": space.state.team_id, **where, "ts": ts, "event_ts": ts}


def system(space: Workspace, channel: Channel, user: User, subtype: str, text: str, extra: Json) -> Message:
    """A line that Slack itself posts, such as channel_join or channel_topic."""
    return post(space, channel, Message(channel.id, "", text, user=user.id, subtype=subtype, extra=dict(extra)))


def ephemeral(space: Workspace, channel: Channel, message: Message) -> Message:
    """Shown to `message.to` only: not in the channel's history, and no event is sent."""
    message.ts = space.next_ts(channel)
    channel.ephemerals.append(message)
    space.changed()
    return message


def message_at(channel: Channel, ts: str) -> Message:
    """Raises SlackError message_not_found."""
    message = channel.message(ts)
    if message is None:
        raise SlackError("message_not_found")
    return message


def edit(space: Workspace, user: User, channel: Channel, message: Message, changed: Message) -> None:
    """Replaces the editable parts of a message with those of `changed`: text, blocks, attachments, metadata."""
    if message.author not in {user.id, user.bot_id} or message.subtype in SYSTEM | {"tombstone"}:
        raise SlackError("cant_update_message")
    before = message.json()
    message.text, message.blocks = changed.text, changed.blocks
    message.attachments, message.metadata = changed.attachments, changed.metadata
    message.edited = {"user": user.id, "ts": space.event_ts()}
    _tell_change(space, channel, message.json(), before)
    _tell_mention(space, channel, message)


def _tell_change(space: Workspace, channel: Channel, after: Json, before: Json) -> None:
    body = {"type": "message", "subtype": "message_changed", "hidden": True}
    space.tell(
        _event(space, channel, {**body, "message": after, "previous_message": before}, space.next_ts(channel)),
        channel,
    )


def delete(space: Workspace, user: User, channel: Channel, message: Message) -> None:
    """A message with replies leaves a tombstone, as in Slack; any other is removed."""
    if message.author not in {user.id, user.bot_id}:
        raise SlackError("cant_delete_message")
    before = message.json()
    channel.pins = [each for each in channel.pins if each.ts != message.ts]
    if message.reply_count and not message.is_reply:
        _bury(message)
        _tell_change(space, channel, message.json(), before)
        return
    channel.messages.remove(message)
    parent = channel.message(message.thread_ts) if message.is_reply else None
    if parent is not None:
        _recount(channel, parent)
    body = {"type": "message", "subtype": "message_deleted", "hidden": True, "deleted_ts": message.ts}
    space.tell(_event(space, channel, {**body, "previous_message": before}, space.next_ts(channel)), channel)


def _bury(message: Message) -> None:
    message.subtype, message.user, message.bot_id = "tombstone", SLACKBOT, ""
    message.text, message.blocks, message.attachments = "This message was deleted.", [], []
    message.files, message.reactions, message.pinned_to = [], [], []


def react(space: Workspace, user: User, channel: Channel, message: Message, name: str) -> None:
    """Raises SlackError invalid_name, is_archived, already_reacted."""
    _reactable(channel, name)
    reaction = next((each for each in message.reactions if each.name == name), None)
    if reaction is None:
        reaction = EmojiReaction(name)
        message.reactions.append(reaction)
    if user.id in reaction.users:
        raise SlackError("already_reacted")
    reaction.users.append(user.id)
    _tell_reaction(space, "reaction_added", user, channel, message, name)


def unreact(space: Workspace, user: User, channel: Channel, message: Message, name: str) -> None:
    """Raises SlackError invalid_name, is_archived, no_reaction."""
    _reactable(channel, name)
    reaction = next((each for each in message.reactions if each.name == name), None)
    if reaction is None or user.id not in reaction.users:
        raise SlackError("no_reaction")
    reaction.users.remove(user.id)
    message.reactions = [each for each in message.reactions if each.users]
    _tell_reaction(space, "reaction_removed", user, channel, message, name)


def _reactable(channel: Channel, name: str) -> None:
    if not EMOJI.fullmatch(name):
        raise SlackError("invalid_name")
    if channel.is_archived:
        raise SlackError("is_archived")


def _tell_reaction(space: Workspace, kind: str, user: User, channel: Channel, message: Message, name: str) -> None:
    item = {"type": "message", "channel": channel.id, "ts": message.ts}
    event: Json = {"type": kind, "user": user.id, "reaction": name, "item": item}
    if message.user:
        event["item_user"] = message.user
    space.tell(event, channel)


def pin(space: Workspace, user: User, channel: Channel, message: Message) -> None:
    """Raises SlackError already_pinned, too_many_pins, is_archived, not_pinnable."""
    _pinnable(channel, message)
    channel.pins.append(Pin(message.ts, user.id, space.seconds()))
    message.pinned_to = [channel.id]
    _tell_pin(space, "pin_added", user, channel, message)


def _pinnable(channel: Channel, message: Message) -> None:
    if channel.is_archived:
        raise SlackError("is_archived")
    if message.subtype in SYSTEM | {"tombstone"}:
        raise SlackError("not_pinnable")
    if any(each.ts == message.ts for each in channel.pins):
        raise SlackError("already_pinned")
    if len(channel.pins) >= MOST_PINS:
        raise SlackError("too_many_pins")


def unpin(space: Workspace, user: User, channel: Channel, message: Message) -> None:
    """Raises SlackError no_pin."""
    if not message.pinned_to:
        raise SlackError("no_pin")
    channel.pins = [each for each in channel.pins if each.ts != message.ts]
    message.pinned_to = []
    _tell_pin(space, "pin_removed", user, channel, message)


def _tell_pin(space: Workspace, kind: str, user: User, channel: Channel, message: Message) -> None:
    event: Json = {"type": kind, "user": user.id, "channel_id": channel.id}
    event["item"] = pin_item(space, channel, message, user.id)
    event |= {"item_user": message.author, "pin_count": len(channel.pins), "has_pins": bool(channel.pins)}
    space.tell(event, channel)


def pin_item(space: Workspace, channel: Channel, message: Message, by: str) -> Json:
    """The item of pin events and of pins.list."""
    body = {**message.json(), "permalink": space.permalink(message)}
    created = next((each.created for each in channel.pins if each.ts == message.ts), space.seconds())
    item = {"type": "message", "channel": channel.id, "message": body}
    return {**item, "created": created, "created_by": by}
