"""canvases.* of the Web API, and conversations.canvases.create. The rules are in `workspace.canvases`."""

from __future__ import annotations

from typing import Any

from sandbox.errors import SlackError
from sandbox.webapi.call import Call, Method
from sandbox.workspace import canvases
from sandbox.workspace.state import Canvas, Json

READ, WRITE = ("canvases:read",), ("canvases:write",)
KINDS = frozenset({"any_header", "h1", "h2", "h3"})
NEEDS_SECTION = frozenset({"insert_before", "insert_after", "delete"})


def create(call: Call) -> Json:
    """canvases.create: on its own, or in a tab of a channel."""
    wanted = call.args.text("channel_id")
    channel = call.space.seen_by(call.bot, wanted) if wanted else None
    return _created(canvases.create(call.space, call.bot, call.args.text("title"), _given(call), channel, own=False))


def create_in_channel(call: Call) -> Json:
    """conversations.canvases.create: the canvas of a channel."""
    channel = call.seen("channel_id")
    return _created(canvases.create(call.space, call.bot, call.args.text("title"), _given(call), channel, own=True))


def _created(canvas: Canvas) -> Json:
    return {"canvas_id": canvas.id}


def _given(call: Call) -> str:
    return _markdown(call.args.data("document_content") or {"type": "markdown", "markdown": ""}, "document_content")


def _markdown(content: Any, at: str) -> str:
    if not isinstance(content, dict) or content.get("type") != "markdown":
        raise _invalid(f"value must be one of: markdown [json-pointer:/{at}/type]")
    if not isinstance(content.get("markdown"), str):
        raise _invalid(f"missing required field: markdown [json-pointer:/{at}]")
    return str(content["markdown"])


def _invalid(sentence: str) -> SlackError:
    return SlackError("invalid_arguments", response_metadata={"messages": [f"[ERROR] {sentence}"]})


def _canvas(call: Call, level: str) -> Canvas:
    canvases.enabled(call.space)
    return canvases.find(call.space, call.bot, call.args.required("canvas_id"), level)


def edit(call: Call) -> Json:
    """canvases.edit: one change per call, as in Slack today."""
    canvas, changes = _canvas(call, "write"), call.args.data("changes")
    if not isinstance(changes, list) or not changes or not isinstance(changes[0], dict):
        raise _invalid("missing required field: changes")
    if len(changes) > 1:
        raise _invalid("no more than 1 items allowed [json-pointer:/changes]")
    _apply(call, canvas, changes[0])
    return {}


def _apply(call: Call, canvas: Canvas, change: Json) -> None:
    operation, section_id = str(change.get("operation")), str(change.get("section_id") or "")
    if operation == "rename":
        title = _markdown(change.get("title_content"), "changes/0/title_content")
        return canvases.rename(call.space, call.bot, canvas, title)
    if operation not in canvases.SPANS:
        allowed = ", ".join((*canvases.SPANS, "rename"))
        raise _invalid(f"value must be one of: {allowed} [json-pointer:/changes/0/operation]")
    if operation in NEEDS_SECTION and not section_id:
        raise _invalid("missing required field: section_id [json-pointer:/changes/0]")
    content = change.get("document_content")
    markdown = "" if operation == "delete" else _markdown(content, "changes/0/document_content")
    return canvases.edit(call.space, call.bot, canvas, operation, section_id, markdown)


def content(call: Call) -> Json:
    """canvases.getContent: as Markdown, the only format in the sandbox."""
    canvas = _canvas(call, "read")
    if call.args.text("content_type", "markdown") != "markdown":
        raise _invalid("value must be one of: markdown [json-pointer:/content_type]")
    return {"content": canvases.text_of(canvas)}


def lookup(call: Call) -> Json:
    """canvases.sections.lookup: ids only."""
    canvas, criteria = _canvas(call, "read"), call.args.data("criteria")
    if not isinstance(criteria, dict) or not (criteria.get("section_types") or criteria.get("contains_text")):
        raise _invalid("missing required field: criteria")
    kinds = criteria.get("section_types") or []
    if not isinstance(kinds, list) or not KINDS.issuperset(map(str, kinds)):
        allowed = ", ".join(sorted(KINDS))
        raise _invalid(f"value must be one of: {allowed} [json-pointer:/criteria/section_types]")
    found = canvases.lookup(canvas, kinds, str(criteria.get("contains_text") or ""))
    return {"sections": [{"id": each.id} for each in found]}


def delete(call: Call) -> Json:
    canvases.delete(call.space, _canvas(call, "owner"))
    return {}


def share(call: Call) -> Json:
    """canvases.access.set: for channels or for users, not both."""
    canvas, level = _canvas(call, "owner"), call.args.required("access_level")
    keys = _entities(call)
    if level not in canvases.LEVELS[1:]:
        raise _invalid("value must be one of: read, write, owner [json-pointer:/access_level]")
    if level == "owner" and (len(keys) > 1 or call.args.listed("channel_ids")):
        raise _invalid("a canvas has one owner, who is a user [json-pointer:/access_level]")
    canvases.share(call.space, canvas, level, keys)
    return {}


def unshare(call: Call) -> Json:
    canvas = _canvas(call, "owner")
    canvases.unshare(call.space, canvas, _entities(call))
    return {}


def _entities(call: Call) -> list[str]:
    """Ids of users, or of channels other than direct messages."""
    channels, users = call.args.listed("channel_ids"), call.args.listed("user_ids")
    if bool(channels) == bool(users):
        raise SlackError("invalid_parameters")
    if any(call.space.seen_by(call.bot, each).kind != "channel" for each in channels):
        raise SlackError("channel_not_found")
    return channels or [call.space.the_user(each).id for each in users]


METHODS = {
    "canvases.access.delete": Method(unshare, WRITE),
    "canvases.access.set": Method(share, WRITE),
    "canvases.create": Method(create, WRITE),
    "canvases.delete": Method(delete, WRITE),
    "canvases.edit": Method(edit, WRITE),
    "canvases.getContent": Method(content, READ),
    "canvases.sections.lookup": Method(lookup, READ),
    "conversations.canvases.create": Method(create_in_channel, WRITE),
}
