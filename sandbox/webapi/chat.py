"""chat.* of the Web API, and posts to a response_url."""

from __future__ import annotations

from typing import Any

from sandbox.blockkit.inputs import with_ids
from sandbox.blockkit.validation import check, is_too_long
from sandbox.errors import SlackError
from sandbox.webapi.call import Call, Method
from sandbox.workspace import messages
from sandbox.workspace.conversations import direct
from sandbox.workspace.state import Channel, Json, Message
from sandbox.workspace.tickets import Hook

MOST_TEXT = 40_000
MOST_UPDATED_TEXT = 4_000
MOST_ATTACHMENTS = 100
MOST_METADATA_BYTES = 16_000


def post_message(call: Call) -> Json:
    channel = _postable(call)
    draft = _draft(call, channel, MOST_TEXT)
    draft.thread_ts, draft.broadcast = call.args.text("thread_ts"), call.args.flag("reply_broadcast")
    posted = messages.post(call.space, channel, draft)
    return {"channel": channel.id, "ts": posted.ts, "message": posted.json(metadata=True)}


def _postable(call: Call) -> Channel:
    """By id, by name with or without #, or a person's id for the direct message with them."""
    wanted = call.args.required("channel")
    user = call.space.user(wanted)
    if user is not None:
        return direct(call.space, call.bot, [user])[0]
    named = call.space.named(wanted.removeprefix("#"))
    channel = call.space.seen_by(call.bot, named.id if named else wanted)
    if call.bot.id not in channel.members and "chat:write.public" not in call.space.app.scopes:
        raise SlackError("not_in_channel")
    if channel.is_archived:
        raise SlackError("is_archived")
    return channel


def _draft(call: Call, channel: Channel, most: int) -> Message:
    """The message that text, blocks, attachments and metadata make; raises SlackError if Slack would reject it."""
    text, blocks = call.args.text("text"), _blocks(call)
    attachments = _attachments(call)
    if not (text or blocks or attachments):
        raise SlackError("no_text")
    if len(text) > most:
        raise SlackError("msg_too_long")
    draft = Message(channel.id, "", text, user=call.bot.id, bot_id=call.bot.bot_id)
    draft.app_id = call.space.state.app.app_id
    draft.blocks, draft.attachments, draft.metadata = blocks, attachments, _metadata(call)
    return draft


def _blocks(call: Call) -> list[Json]:
    given = call.args.data("blocks", "invalid_blocks_format")
    return checked_blocks(call, given) if given is not None else []


def checked_blocks(call: Call, blocks: Any) -> list[Json]:
    """The blocks with their ids; raises SlackError with what is wrong where Slack says it."""
    if not isinstance(blocks, list):
        raise SlackError("invalid_blocks_format")
    problems = check(blocks, "message") if blocks else []
    if problems:
        raise SlackError("invalid_blocks", errors=problems, response_metadata={"messages": problems})
    if is_too_long(blocks):
        raise SlackError("msg_blocks_too_long")
    return with_ids(call.space, blocks)


def _attachments(call: Call) -> list[Json]:
    attachments = call.args.data("attachments", "invalid_attachments") or []
    if not isinstance(attachments, list):
        raise SlackError("invalid_attachments")
    if len(attachments) > MOST_ATTACHMENTS:
        raise SlackError("too_many_attachments")
    return attachments


def _metadata(call: Call) -> Json | None:
    metadata = call.args.data("metadata", "invalid_metadata_format")
    if metadata is None:
        return None
    whole = isinstance(metadata, dict) and isinstance(metadata.get("event_payload"), dict)
    if not whole or not metadata.get("event_type"):
        raise SlackError("invalid_metadata_format")
    if len(str(metadata).encode()) > MOST_METADATA_BYTES:
        raise SlackError("metadata_too_large")
    return dict(metadata)


def update(call: Call) -> Json:
    """Text without blocks removes the blocks; omitted attachments and metadata are kept."""
    channel = call.seen()
    message = messages.message_at(channel, call.args.required("ts"))
    draft = _draft(call, channel, MOST_UPDATED_TEXT)
    if "attachments" not in call.args.raw:
        draft.attachments = message.attachments
    if "metadata" not in call.args.raw:
        draft.metadata = message.metadata
    messages.edit(call.space, call.bot, channel, message, draft)
    return {"channel": channel.id, "ts": message.ts, "text": message.text, "message": message.json()}


def delete(call: Call) -> Json:
    channel = call.seen()
    message = messages.message_at(channel, call.args.required("ts"))
    messages.delete(call.space, call.bot, channel, message)
    return {"channel": channel.id, "ts": message.ts}


def post_ephemeral(call: Call) -> Json:
    channel = _postable(call)
    user = call.args.required("user")
    if user not in channel.members:
        raise SlackError("user_not_in_channel")
    draft = _draft(call, channel, MOST_TEXT)
    draft.to, draft.thread_ts = user, call.args.text("thread_ts")
    return {"message_ts": messages.ephemeral(call.space, channel, draft).ts}


def permalink(call: Call) -> Json:
    channel = call.seen()
    message = messages.message_at(channel, call.args.required("message_ts"))
    return {"channel": channel.id, "permalink": call.space.permalink(message)}


def respond(call: Call, hook: Hook) -> None:
    """Handles a POST to a response_url: a new message, or the original replaced or deleted."""
    channel = call.space.channel(hook.channel)
    assert channel is not None
    original = _original(channel, hook)
    if call.args.flag("delete_original") and original:
        _discard(call, channel, original)
    elif call.args.flag("replace_original") and original:
        _replace(call, channel, original, _draft(call, channel, MOST_TEXT))
    else:
        answer(call, channel, hook.user)


def answer(call: Call, channel: Channel, user: str) -> None:
    """Shows an app's response to the person who asked, or in the channel, depending on response_type."""
    draft = _draft(call, channel, MOST_TEXT)
    draft.thread_ts = call.args.text("thread_ts")
    if call.args.text("response_type") == "in_channel":
        messages.post(call.space, channel, draft)
    else:
        draft.to = user
        messages.ephemeral(call.space, channel, draft)


def _original(channel: Channel, hook: Hook) -> Message | None:
    shown = [*channel.messages, *channel.ephemerals]
    return next((each for each in shown if each.ts == hook.message_ts), None)


def _discard(call: Call, channel: Channel, original: Message) -> None:
    if original.to:
        channel.ephemerals.remove(original)
        call.space.changed()
    else:
        messages.delete(call.space, call.bot, channel, original)


def _replace(call: Call, channel: Channel, original: Message, draft: Message) -> None:
    if not original.to:
        messages.edit(call.space, call.bot, channel, original, draft)
        return
    original.text, original.blocks, original.attachments = draft.text, draft.blocks, draft.attachments
    call.space.changed()


METHODS = {
    "chat.postMessage": Method(post_message, ("chat:write",)),
    "chat.update": Method(update, ("chat:write",)),
    "chat.delete": Method(delete, ("chat:write",)),
    "chat.postEphemeral": Method(post_ephemeral, ("chat:write",)),
    "chat.getPermalink": Method(permalink),
}
