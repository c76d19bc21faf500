"""Reads a submitted form: what was typed or chosen, by block id. Slack sends these texts unescaped.

An input that the form has, but of which Slack doesn't say what is in it, is not empty: reading it is a refusal. So is a
choice that wasn't offered.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any

from bot.graphemes import seen
from handlers.slack.requests.payloads import needed, stored_in
from handlers.slack.requests.shapes import Incomplete, Payload


def stored(view: Mapping[str, Any]) -> Payload:
    """What Muster stored in the form when it opened it."""
    return stored_in(str(view["private_metadata"]))


def typed(view: Mapping[str, Any], block: str) -> str:
    return seen(str(_value(view, block).get("value") or "")).strip()


def prefilled(view: Mapping[str, Any], block: str) -> str:
    """The initial text of an input."""
    return str(_element(view, block).get("initial_value") or "").strip()


def choice(view: Mapping[str, Any], block: str) -> str:
    """The chosen value of a menu that always has one. Raises Incomplete."""
    return needed({block: chosen(view, block)}, block)


def chosen(view: Mapping[str, Any], block: str) -> str:
    option = _value(view, block).get("selected_option")
    return _offered(view, block, option) if option else ""


def chosen_all(view: Mapping[str, Any], block: str) -> tuple[str, ...]:
    return tuple(_offered(view, block, option) for option in _value(view, block).get("selected_options") or ())


def picked_moment(view: Mapping[str, Any], block: str) -> datetime:
    """The value of a datetimepicker, as UTC."""
    moment = picked_moment_if_any(view, block)
    if moment is None:
        raise Incomplete(block)
    return moment


def picked_moment_if_any(view: Mapping[str, Any], block: str) -> datetime | None:
    seconds = _value(view, block).get("selected_date_time")
    try:
        return datetime.fromtimestamp(seconds, UTC) if seconds else None
    except (ValueError, OverflowError, OSError):
        raise Incomplete(block) from None


def picked_person(view: Mapping[str, Any], block: str) -> str:
    """The id of the chosen person, "" for none."""
    return str(_value(view, block).get("selected_user") or "")


def picked_people(view: Mapping[str, Any], block: str) -> tuple[str, ...]:
    """The ids of all chosen people, in a menu for one or for several."""
    several = _value(view, block).get("selected_users") or ()
    return tuple(str(each) for each in several) or tuple(filter(None, (picked_person(view, block),)))


def offered_people(view: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """The ids of the people with which each menu was opened, by block id."""
    menus = {str(each["block_id"]): each["element"] for each in inputs(view)}
    return {block: _people_in(element) for block, element in menus.items() if "users" in str(element["type"])}


def _people_in(element: Mapping[str, Any]) -> tuple[str, ...]:
    several = element.get("initial_users") or ()
    return tuple(str(each) for each in several) or tuple(filter(None, (str(element.get("initial_user") or ""),)))


def picked_day(view: Mapping[str, Any], block: str) -> date | None:
    day = _value(view, block).get("selected_date")
    try:
        return date.fromisoformat(str(day)) if day else None
    except ValueError:
        raise Incomplete(block) from None


def inputs(view: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield from (each for each in view.get("blocks", ()) if each.get("type") == "input")


def _value(view: Mapping[str, Any], block: str) -> Mapping[str, Any]:
    """The input of a block; its action id equals the block id."""
    values = view.get("state", {}).get("values", {})
    found: Mapping[str, Any] | None = values.get(block, {}).get(block)
    if found is None and any(each.get("block_id") == block for each in inputs(view)):
        raise Incomplete(block)
    return found or {}


def _offered(view: Mapping[str, Any], block: str, option: Mapping[str, Any]) -> str:
    value = str(option["value"])
    options = [str(each.get("value")) for each in _element(view, block).get("options", ())]
    if options and value not in options:
        raise Incomplete(block)
    return value


def _element(view: Mapping[str, Any], block: str) -> Mapping[str, Any]:
    """The element of a block; that of a menu outside of an input has the block's id, too."""
    found: Mapping[str, Any] = next((each for each in view.get("blocks", ()) if each.get("block_id") == block), {})
    elements = (found.get("element"), *found.get("elements", ()))
    return next((each for each in elements if each), {})
