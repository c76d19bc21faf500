"""pins.* of the Web API."""

from __future__ import annotations

from sandbox.webapi.call import Call, Method
from sandbox.workspace import messages
from sandbox.workspace.state import Json


def add(call: Call) -> Json:
    channel = call.own()
    messages.pin(call.space, call.bot, channel, call.message(channel))
    return {}


def remove(call: Call) -> Json:
    channel = call.own()
    messages.unpin(call.space, call.bot, channel, call.message(channel))
    return {}


def listed(call: Call) -> Json:
    """Newest pin first."""
    channel = call.own()
    items = []
    for each in reversed(channel.pins):
        message = messages.message_at(channel, each.ts)
        items.append(messages.pin_item(call.space, channel, message, each.user))
    return {"items": items}


METHODS = {
    "pins.add": Method(add, ("pins:write",)),
    "pins.remove": Method(remove, ("pins:write",)),
    "pins.list": Method(listed, ("pins:read",)),
}
