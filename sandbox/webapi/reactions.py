"""reactions.* of the Web API."""

from __future__ import annotations

from sandbox.webapi.call import Call, Method
from sandbox.workspace import messages
from sandbox.workspace.state import Json


def add(call: Call) -> Json:
    channel = call.own()
    message = call.message(channel)
    messages.react(call.space, call.bot, channel, message, call.args.required("name").strip(":"))
    return {}


def remove(call: Call) -> Json:
    channel = call.own()
    message = call.message(channel)
    messages.unreact(call.space, call.bot, channel, message, call.args.required("name").strip(":"))
    return {}


def get(call: Call) -> Json:
    """Of any message, replies too."""
    channel = call.own()
    message = call.message(channel)
    body = {**message.json(), "permalink": call.space.permalink(message)}
    return {"type": "message", "channel": channel.id, "message": body}


METHODS = {
    "reactions.add": Method(add, ("reactions:write",)),
    "reactions.remove": Method(remove, ("reactions:write",)),
    "reactions.get": Method(get, ("reactions:read",)),
}
