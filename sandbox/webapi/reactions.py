"""pins.*, reactions.* and bookmarks.* of the Web API: what is stuck to messages and channels."""

from __future__ import annotations

from dataclasses import asdict

from sandbox.errors import SlackError
from sandbox.webapi.call import Call, Method
from sandbox.workspace import messages
from sandbox.workspace.state import Bookmark, Channel, Json, Message

MOST_BOOKMARKS = 100
BOOKMARK_TYPES = frozenset({"link"})


def _item(call: Call, channel: Channel) -> Message:
    """The message that `timestamp` names; raises SlackError no_item_specified, bad_timestamp or
    message_not_found.
    """
    ts = call.args.text("timestamp")
    if not ts:
        raise SlackError("no_item_specified")
    if not ts.replace(".", "", 1).isdigit():
        raise SlackError("bad_timestamp")
    return messages.message_at(channel, ts)


def pin(call: Call) -> Json:
    channel = call.own()
    messages.pin(call.space, call.bot, channel, _item(call, channel))
    return {}


def unpin(call: Call) -> Json:
    channel = call.own()
    messages.unpin(call.space, call.bot, channel, _item(call, channel))
    return {}


def pins(call: Call) -> Json:
    """Newest pin first."""
    channel = call.own()
    items = []
    for each in reversed(channel.pins):
        message = messages.message_at(channel, each.ts)
        items.append(messages.pin_item(call.space, channel, message, each.user))
    return {"items": items}


def react(call: Call) -> Json:
    channel = call.own()
    message = _item(call, channel)
    messages.react(call.space, call.bot, channel, message, call.args.required("name").strip(":"))
    return {}


def unreact(call: Call) -> Json:
    channel = call.own()
    message = _item(call, channel)
    messages.unreact(call.space, call.bot, channel, message, call.args.required("name").strip(":"))
    return {}


def reactions(call: Call) -> Json:
    """Of any message, replies too."""
    channel = call.own()
    message = _item(call, channel)
    body = {**message.json(), "permalink": call.space.permalink(message)}
    return {"type": "message", "channel": channel.id, "message": body}


def add_bookmark(call: Call) -> Json:
    channel = call.own("channel_id")
    if call.args.required("type") not in BOOKMARK_TYPES:
        raise SlackError("invalid_bookmark_type")
    if len(channel.bookmarks) >= MOST_BOOKMARKS:
        raise SlackError("too_many_bookmarks")
    made = Bookmark(call.space.new_id("Bk"), channel.id, call.args.required("title"), _link(call))
    made.emoji, made.created = call.args.text("emoji"), call.space.seconds()
    made.last_updated_by_user_id = call.bot.id
    channel.bookmarks.append(made)
    call.space.changed()
    return {"bookmark": _bookmark(call, made)}


def _link(call: Call) -> str:
    link = call.args.text("link")
    if not link.startswith(("http://", "https://")):
        raise SlackError("invalid_link")
    return link


def _bookmark(call: Call, bookmark: Bookmark) -> Json:
    ids = {"app_id": call.space.state.app.app_id, "icon_url": None, "entity_id": None, "rank": "U"}
    return {**asdict(bookmark), **ids, "date_created": bookmark.created, "date_updated": bookmark.updated}


def edit_bookmark(call: Call) -> Json:
    bookmark = _found(call, call.own("channel_id"))
    bookmark.title = call.args.text("title", bookmark.title)
    bookmark.emoji = call.args.text("emoji", bookmark.emoji)
    bookmark.link = _link(call) if call.args.text("link") else bookmark.link
    bookmark.updated = call.space.seconds()
    call.space.changed()
    return {"bookmark": _bookmark(call, bookmark)}


def _found(call: Call, channel: Channel) -> Bookmark:
    wanted = call.args.required("bookmark_id")
    bookmark = next((each for each in channel.bookmarks if each.id == wanted), None)
    if bookmark is None:
        raise SlackError("not_found")
    return bookmark


def bookmarks(call: Call) -> Json:
    return {"bookmarks": [_bookmark(call, each) for each in call.own("channel_id").bookmarks]}


def remove_bookmark(call: Call) -> Json:
    channel = call.own("channel_id")
    channel.bookmarks.remove(_found(call, channel))
    call.space.changed()
    return {}


METHODS = {
    "pins.add": Method(pin, ("pins:write",)),
    "pins.remove": Method(unpin, ("pins:write",)),
    "pins.list": Method(pins, ("pins:read",)),
    "reactions.add": Method(react, ("reactions:write",)),
    "reactions.remove": Method(unreact, ("reactions:write",)),
    "reactions.get": Method(reactions, ("reactions:read",)),
    "bookmarks.add": Method(add_bookmark, ("bookmarks:write",)),
    "bookmarks.edit": Method(edit_bookmark, ("bookmarks:write",)),
    "bookmarks.list": Method(bookmarks, ("bookmarks:read",)),
    "bookmarks.remove": Method(remove_bookmark, ("bookmarks:write",)),
}
