"""bookmarks.* of the Web API."""

from __future__ import annotations

from dataclasses import asdict

from sandbox.errors import SlackError
from sandbox.webapi.call import Call, Method
from sandbox.workspace.state import Bookmark, Channel, Json

MOST_BOOKMARKS = 100
BOOKMARK_TYPES = frozenset({"link"})


def add(call: Call) -> Json:
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


def edit(call: Call) -> Json:
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


def listed(call: Call) -> Json:
    return {"bookmarks": [_bookmark(call, each) for each in call.own("channel_id").bookmarks]}


def remove(call: Call) -> Json:
    channel = call.own("channel_id")
    channel.bookmarks.remove(_found(call, channel))
    call.space.changed()
    return {}


METHODS = {
    "bookmarks.add": Method(add, ("bookmarks:write",)),
    "bookmarks.edit": Method(edit, ("bookmarks:write",)),
    "bookmarks.list": Method(listed, ("bookmarks:read",)),
    "bookmarks.remove": Method(remove, ("bookmarks:write",)),
}
