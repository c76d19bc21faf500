"""The arguments of a Web API call, from form, query or JSON."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from sandbox.errors import SlackError
from sandbox.workspace.state import Json

T = TypeVar("T")
MOST_PER_PAGE = 1000


class Arguments:
    def __init__(self, raw: Mapping[str, Any]) -> None:
        self.raw = {key: value for key, value in raw.items() if value is not None}

    def text(self, name: str, default: str = "") -> str:
        value = self.raw.get(name, default)
        return str(value).lower() if isinstance(value, bool) else str(value)

    def required(self, name: str) -> str:
        """Raises SlackError invalid_arguments, naming the argument as Slack does."""
        value = self.text(name)
        if not value:
            message = f"[ERROR] missing required field: {name}"
            raise SlackError("invalid_arguments", response_metadata={"messages": [message]})
        return value

    def flag(self, name: str, default: bool = False) -> bool:
        return self.text(name).lower() in {"1", "true"} if name in self.raw else default

    def number(self, name: str, default: int) -> int:
        """Raises SlackError invalid_limit if it is not a number."""
        try:
            return int(self.text(name, str(default)))
        except ValueError:
            raise SlackError("invalid_limit") from None

    def data(self, name: str, error: str = "invalid_arguments") -> Any:
        """A structure, which forms send as JSON text; raises SlackError `error` if it is invalid."""
        value = self.raw.get(name)
        if not isinstance(value, str) or not value:
            return value or None
        try:
            return json.loads(value)
        except ValueError:
            raise SlackError(error) from None

    def listed(self, name: str) -> list[str]:
        """A list, or comma-separated text."""
        value = self.raw.get(name, "")
        parts = value if isinstance(value, list) else str(value).split(",")
        return [str(each).strip() for each in parts if str(each).strip()]


def page(args: Arguments, items: Sequence[T], default: int = 100) -> tuple[list[T], Json]:
    """The page for `cursor` and `limit`, and the response_metadata with the cursor of the next."""
    limit = args.number("limit", default) or default
    if not 0 < limit <= MOST_PER_PAGE:
        raise SlackError("invalid_limit")
    start = int(uncursor(args.text("cursor"), "0"))
    following = cursor(str(start + limit)) if start + limit < len(items) else ""
    return list(items[start : start + limit]), {"next_cursor": following}


def cursor(position: str) -> str:
    return base64.b64encode(f"next:{position}".encode()).decode()


def uncursor(text: str, default: str) -> str:
    """The position in a cursor; raises SlackError invalid_cursor."""
    if not text:
        return default
    try:
        word, _, position = base64.b64decode(text, validate=True).decode().partition(":")
        float(position)
    except (binascii.Error, ValueError):
        raise SlackError("invalid_cursor") from None
    if word != "next":
        raise SlackError("invalid_cursor")
    return position
