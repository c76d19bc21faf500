"""Reading a submitted form: what was typed or chosen, by block id. Slack hands these texts over as typed, unescaped."""

from collections.abc import Mapping
from typing import Any


def typed(view: Mapping[str, Any], block: str) -> str:
    return str(_value(view, block).get("value") or "").strip()


def chosen(view: Mapping[str, Any], block: str) -> str:
    option = _value(view, block).get("selected_option")
    return str(option["value"]) if option else ""


def chosen_all(view: Mapping[str, Any], block: str) -> tuple[str, ...]:
    return tuple(str(option["value"]) for option in _value(view, block).get("selected_options") or ())


def _value(view: Mapping[str, Any], block: str) -> Mapping[str, Any]:
    """The one input of a block; each of our inputs bears its block's name as its action id."""
    found: Mapping[str, Any] = view["state"]["values"].get(block, {}).get(block, {})
    return found
