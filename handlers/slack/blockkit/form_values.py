"""Reads a submitted form: what was typed or chosen, by block id. Slack sends these texts unescaped."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from handlers.slack.requests.payloads import needed


def typed(view: Mapping[str, Any], block: str) -> str:
    return str(_value(view, block).get("value") or "").strip()


def prefilled(view: Mapping[str, Any], block: str) -> str:
    """The initial text of an input."""
    inputs = (each for each in view.get("blocks", ()) if each.get("block_id") == block)
    element: Mapping[str, Any] = (next(inputs, None) or {}).get("element") or {}
    return str(element.get("initial_value") or "").strip()


def choice(view: Mapping[str, Any], block: str) -> str:
    """The chosen value of a menu that always has one. Raises Incomplete."""
    return needed({block: chosen(view, block)}, block)


def chosen(view: Mapping[str, Any], block: str) -> str:
    option = _value(view, block).get("selected_option")
    return str(option["value"]) if option else ""


def chosen_all(view: Mapping[str, Any], block: str) -> tuple[str, ...]:
    return tuple(str(option["value"]) for option in _value(view, block).get("selected_options") or ())


def picked_moment(view: Mapping[str, Any], block: str) -> datetime:
    """The value of a datetimepicker, as UTC."""
    return datetime.fromtimestamp(int(needed(_value(view, block), "selected_date_time")), UTC)


def picked_person(view: Mapping[str, Any], block: str) -> str:
    """The id of the chosen person, "" for none."""
    return str(_value(view, block).get("selected_user") or "")


def picked_people(view: Mapping[str, Any], block: str) -> tuple[str, ...]:
    """The ids of all chosen people, in a menu for one or for several."""
    several = _value(view, block).get("selected_users") or ()
    return tuple(str(each) for each in several) or tuple(filter(None, (picked_person(view, block),)))


def offered_people(view: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """The ids of the people with which each menu was opened, by block id."""
    menus = {each["block_id"]: each["element"] for each in view["blocks"] if each["type"] == "input"}
    return {block: _people_in(element) for block, element in menus.items() if "users" in str(element["type"])}


def _people_in(element: Mapping[str, Any]) -> tuple[str, ...]:
    several = element.get("initial_users") or ()
    return tuple(str(each) for each in several) or tuple(filter(None, (str(element.get("initial_user") or ""),)))


def picked_day(view: Mapping[str, Any], block: str) -> date | None:
    day = _value(view, block).get("selected_date")
    return date.fromisoformat(str(day)) if day else None


def _value(view: Mapping[str, Any], block: str) -> Mapping[str, Any]:
    """The input of a block; its action id equals the block id."""
    found: Mapping[str, Any] = view.get("state", {}).get("values", {}).get(block, {}).get(block, {})
    return found
