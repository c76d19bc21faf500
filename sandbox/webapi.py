"""The table of all Web API methods, and the gate before each: known, authenticated, in scope."""

from __future__ import annotations

from collections.abc import Mapping

from sandbox import web_canvases, web_chat, web_conversations, web_files, web_marks, web_people, web_views
from sandbox.call import Call, Method
from sandbox.errors import SlackError
from sandbox.state import Json

METHODS: Mapping[str, Method] = {
    **web_canvases.METHODS,
    **web_chat.METHODS,
    **web_conversations.METHODS,
    **web_files.METHODS,
    **web_marks.METHODS,
    **web_people.METHODS,
    **web_views.METHODS,
}

# For each method the scopes of which a bot token needs one, from Slack's method reference.
SCOPES: Mapping[str, tuple[str, ...]] = {name: method.scopes for name, method in METHODS.items()}


def run(name: str, call: Call) -> Json:
    """The answer of a method to a caller with a valid bot token; never raises SlackError."""
    try:
        method = METHODS.get(name)
        if method is None:
            raise SlackError("unknown_method", req_method=name)
        call.need(*method.scopes)
        return {"ok": True, **method.run(call)}
    except SlackError as error:
        return error.answer()
