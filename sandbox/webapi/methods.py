"""The table of all Web API methods, and the checks before each: known, authenticated, in scope."""

from __future__ import annotations

from collections.abc import Mapping

from sandbox.errors import SlackError
from sandbox.webapi import bookmarks, canvases, chat, conversations, files, pins, reactions, users, views
from sandbox.webapi.call import Call, Method
from sandbox.workspace.state import Json

METHODS: Mapping[str, Method] = {
    **canvases.METHODS,
    **chat.METHODS,
    **conversations.METHODS,
    **files.METHODS,
    **pins.METHODS,
    **reactions.METHODS,
    **bookmarks.METHODS,
    **users.METHODS,
    **views.METHODS,
}

# For each method the scopes of which a bot token needs one, from Slack's method reference.
SCOPES: Mapping[str, tuple[str, ...]] = {name: method.scopes for name, method in METHODS.items()}


def run(name: str, call: Call) -> Json:
    """Runs a method for a caller with a valid bot token; never raises SlackError."""
    try:
        method = METHODS.get(name)
        if method is None:
            raise SlackError("unknown_method", req_method=name)
        call.need(*method.scopes)
        return {"ok": True, **method.run(call)}
    except SlackError as error:
        return error.answer()
