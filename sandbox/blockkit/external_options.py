"""Menus whose options come from the app (external_select): checking its options and choosing one."""

from __future__ import annotations

from typing import Any

from sandbox.blockkit.inputs import options_of
from sandbox.blockkit.validation import check_options
from sandbox.errors import NotAcknowledged, SandboxError
from sandbox.workspace.state import Json

SHORTEST = 3  # characters, Slack's default for min_query_length


def is_external(element: Json) -> bool:
    return str(element["type"]).endswith("external_select")


def shortest(element: Json) -> int:
    """The number of characters to type before Slack asks the app."""
    return int(element.get("min_query_length", SHORTEST))


def offered(answer: Json | None) -> Json:
    """The answer with its `options` or `option_groups`; raises NotAcknowledged if Slack cannot show them."""
    problems = check_options(answer)
    if problems or answer is None:
        raise NotAcknowledged(f"Slack can't show the app's options: {'; '.join(problems)}")
    return answer


def entries(wanted: Any) -> list[Any]:
    """The wanted choices one by one: options as they are, texts to look up."""
    if wanted in (None, ""):
        return []
    return list(wanted) if isinstance(wanted, (list, tuple)) else [wanted]


def pick(answer: Json, wanted: str) -> Json:
    """The option with that text or value; raises SandboxError."""
    options = options_of(answer)
    for option in options:
        if wanted in (option["value"], option["text"]["text"]):
            return option
    on_offer = ", ".join(option["text"]["text"] for option in options) or "none"
    raise SandboxError(f"{wanted} is not an option here. Options: {on_offer}.")
