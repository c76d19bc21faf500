"""files.* of the Web API: the upload in three steps (ask, send, complete), and reading back."""

from __future__ import annotations

from sandbox.blockkit.inputs import with_ids
from sandbox.errors import SlackError
from sandbox.webapi.call import Call, Method
from sandbox.workspace import canvases, files
from sandbox.workspace.state import Canvas, File, Json, Message


def ask(call: Call) -> Json:
    """files.getUploadURLExternal: where to send the bytes."""
    name, size = call.args.required("filename"), call.args.number("length", 0)
    if size <= 0:
        raise SlackError("missing_argument")
    file = files.announce(call.space, call.bot, name, size)
    return {"upload_url": f"{call.space.address}upload/{file.id}", "file_id": file.id}


def complete(call: Call) -> Json:
    """files.completeUploadExternal: without a channel the files stay unshared."""
    uploaded = [_titled(call, each) for each in call.args.data("files") or []]
    if not uploaded:
        raise SlackError("invalid_arguments")
    wanted = call.args.text("channel_id") or call.args.text("channels")
    for file in uploaded:
        file.complete = True
    if wanted:
        _share(call, wanted, uploaded)
    call.space.changed()
    return {"files": [files.file_json(call.space, each) for each in uploaded]}


def _titled(call: Call, entry: Json) -> File:
    file = files.find(call.space, str(entry.get("id")))
    if not file.content:
        raise SlackError("file_not_found")
    file.title = str(entry.get("title") or file.name)
    return file


def _share(call: Call, wanted: str, uploaded: list[File]) -> None:
    channel = call.space.as_member(call.bot, wanted)
    blocks = with_ids(call.space, call.args.data("blocks") or [])
    text, bot = call.args.text("initial_comment"), call.bot
    draft = Message(channel.id, "", text, user=bot.id, bot_id=bot.bot_id, subtype="file_share", blocks=blocks)
    draft.app_id, draft.thread_ts = call.space.state.app.app_id, call.args.text("thread_ts")
    files.share(call.space, channel, uploaded, draft)


def info(call: Call) -> Json:
    """Of a file, or of a canvas."""
    wanted = call.args.required("file")
    if any(each.id == wanted for each in call.space.state.canvases):
        return {"file": canvases.file_json(call.space, _canvas(call, wanted))}
    return {"file": files.file_json(call.space, files.find(call.space, wanted))}


def _canvas(call: Call, wanted: str) -> Canvas:
    try:
        return canvases.find(call.space, call.bot, wanted)
    except SlackError:
        raise SlackError("file_not_found") from None


def listed(call: Call) -> Json:
    """Complete files and the canvases that the bot can see, of one channel if it is asked for."""
    wanted = call.args.text("channel")
    found = [each for each in call.space.state.files if each.complete and (not wanted or wanted in each.shared)]
    documents = [each for each in call.space.state.canvases if canvases.level_of(call.space, call.bot, each)]
    shown = [files.file_json(call.space, each) for each in found]
    shown += [canvases.file_json(call.space, each) for each in documents if not wanted or wanted in each.access]
    return {"files": shown, "paging": {"count": 100, "total": len(shown), "page": 1, "pages": 1}}


def delete(call: Call) -> Json:
    files.delete(call.space, call.bot, files.find(call.space, call.args.required("file")))
    return {}


METHODS = {
    "files.getUploadURLExternal": Method(ask, ("files:write",)),
    "files.completeUploadExternal": Method(complete, ("files:write",)),
    "files.info": Method(info, ("files:read",)),
    "files.list": Method(listed, ("files:read",)),
    "files.delete": Method(delete, ("files:write",)),
}
