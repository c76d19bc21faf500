"""Inputs of a view or message as Slack's client keeps them: initial values, entered values, and the client's own
validation.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sandbox.errors import SandboxError
from sandbox.workspace.state import Json
from sandbox.workspace.workspace import Workspace

Reader = Callable[[Workspace, Json, Any], Any]
REQUIRED = "Please complete this required field."


def values_of(blocks: Sequence[Json], earlier: Mapping[str, Mapping[str, Json]]) -> dict[str, dict[str, Json]]:
    """Slack's `state.values`: what was entered earlier under the same ids and type, else the initial values."""
    values: dict[str, dict[str, Json]] = {}
    for block in blocks:
        for element in elements_of(block):
            if element["type"] not in FIELDS:
                continue
            kept = earlier.get(block["block_id"], {}).get(element["action_id"])
            same = kept is not None and kept["type"] == element["type"]
            value = kept if kept is not None and same else initial(element)
            values.setdefault(block["block_id"], {})[element["action_id"]] = value
    return values


def elements_of(block: Json) -> Iterator[Json]:
    """The interactive elements of a block: of an input, an actions block, or a section's accessory."""
    found: dict[str, list[Json | None]] = {
        "input": [block.get("element")],
        "section": [block.get("accessory")],
        "actions": list(block.get("elements", [])),
    }
    for element in found.get(block["type"], []):
        if element and "action_id" in element:
            yield element


def initial(element: Json) -> Json:
    """The initial value of an element."""
    field, initial_field, _ = FIELDS[element["type"]]
    empty: Any = [] if element["type"].startswith("multi_") or element["type"] == "checkboxes" else None
    return {"type": element["type"], field: element.get(initial_field) or empty}


def entered(space: Workspace, element: Json, value: Any) -> Json:
    """The element's value after a person entered `value`; raises SandboxError if it cannot be entered."""
    kind = element["type"]
    if kind not in FIELDS:
        raise SandboxError(f"A {kind} takes no input.")
    field, _, read = FIELDS[kind]
    return {"type": kind, field: read(space, element, value)}


def complaint(block: Json, value: Json) -> str | None:
    """The client's validation error for this input, or None."""
    element = block["element"]
    content = value[FIELDS[element["type"]][0]]
    if content in (None, "", []):
        return None if block.get("optional") else REQUIRED
    check = CHECKS.get(element["type"])
    return check(element, content) if check else None


def _text_length(element: Json, text: str) -> str | None:
    if len(text) < element.get("min_length", 0):
        return f"Please enter at least {element['min_length']} characters."
    if len(text) > element.get("max_length", 3000):
        return f"Please enter at most {element.get('max_length', 3000)} characters."
    return None


def _number(element: Json, text: str) -> str | None:
    decimal = element.get("is_decimal_allowed")
    if not re.fullmatch(r"-?\d+(\.\d+)?" if decimal else r"-?\d+", text):
        return "Please enter a number." if decimal else "Please enter a whole number."
    if "min_value" in element and float(text) < float(element["min_value"]):
        return f"Please enter {element['min_value']} or more."
    if "max_value" in element and float(text) > float(element["max_value"]):
        return f"Please enter {element['max_value']} or less."
    return None


def _email(_: Json, text: str) -> str | None:
    return None if re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", text) else "Please enter an email address."


def _url(_: Json, text: str) -> str | None:
    return None if re.fullmatch(r"https?://\S+", text) else "Please enter a URL."


def _most_selected(element: Json, selected: Sequence[Any]) -> str | None:
    most = element.get("max_selected_items")
    return f"Please select at most {most}." if most and len(selected) > most else None


CHECKS: Mapping[str, Callable[[Json, Any], str | None]] = {
    "plain_text_input": _text_length,
    "number_input": _number,
    "email_text_input": _email,
    "url_text_input": _url,
    "multi_static_select": _most_selected,
    "multi_users_select": _most_selected,
    "multi_conversations_select": _most_selected,
    "multi_channels_select": _most_selected,
}


def options_of(element: Json) -> list[Json]:
    groups = [each["options"] for each in element.get("option_groups", [])]
    return [*element.get("options", []), *(option for group in groups for option in group)]


def _option(_: Workspace, element: Json, wanted: Any) -> Json | None:
    if wanted in (None, ""):
        return None
    if isinstance(wanted, dict):
        return wanted
    options = options_of(element)
    for option in options:
        if wanted in (option["value"], option["text"]["text"]):
            return option
    offered = ", ".join(option["text"]["text"] for option in options)
    raise SandboxError(f"{wanted} is not an option here. Options: {offered}.")


def _options(space: Workspace, element: Json, wanted: Any) -> list[Json]:
    return [option for option in (_option(space, element, each) for each in _listed(wanted)) if option]


def _listed(wanted: Any) -> list[Any]:
    if wanted in (None, ""):
        return []
    return list(wanted) if isinstance(wanted, (list, tuple, set)) else [wanted]


def _text(_: Workspace, __: Json, text: Any) -> str | None:
    return str(text) if text not in (None, "") else None


def _user(space: Workspace, _: Json, wanted: Any) -> str | None:
    if wanted in (None, ""):
        return None
    for user in space.state.users:
        if wanted in (user.id, user.real_name, user.name, f"@{user.name}"):
            return user.id
    raise SandboxError(f"Nobody to select is named {wanted}.")


def _channel(space: Workspace, _: Json, wanted: Any) -> str | None:
    if wanted in (None, ""):
        return None
    for channel in space.state.channels:
        if wanted in (channel.id, channel.name, f"#{channel.name}"):
            return channel.id
    raise SandboxError(f"No conversation to select is named {wanted}.")


def _many(read: Reader) -> Reader:
    return lambda space, element, wanted: [read(space, element, each) for each in _listed(wanted)]


def _moment(_: Workspace, __: Json, when: Any) -> int | None:
    return int(when.timestamp()) if isinstance(when, datetime) else int(when) if when else None


def _rich_text(_: Workspace, __: Json, text: Any) -> Json | None:
    if not text:
        return None
    section = {"type": "rich_text_section", "elements": [{"type": "text", "text": str(text)}]}
    return {"type": "rich_text", "elements": [section]}


# element type: (the field of its value, the field of its initial value, how an entry is read)
FIELDS: Mapping[str, tuple[str, str, Reader]] = {
    "plain_text_input": ("value", "initial_value", _text),
    "number_input": ("value", "initial_value", _text),
    "email_text_input": ("value", "initial_value", _text),
    "url_text_input": ("value", "initial_value", _text),
    "rich_text_input": ("rich_text_value", "initial_value", _rich_text),
    "static_select": ("selected_option", "initial_option", _option),
    "external_select": ("selected_option", "initial_option", _option),
    "radio_buttons": ("selected_option", "initial_option", _option),
    "multi_static_select": ("selected_options", "initial_options", _options),
    "multi_external_select": ("selected_options", "initial_options", _options),
    "checkboxes": ("selected_options", "initial_options", _options),
    "users_select": ("selected_user", "initial_user", _user),
    "conversations_select": ("selected_conversation", "initial_conversation", _channel),
    "channels_select": ("selected_channel", "initial_channel", _channel),
    "multi_users_select": ("selected_users", "initial_users", _many(_user)),
    "multi_conversations_select": ("selected_conversations", "initial_conversations", _many(_channel)),
    "multi_channels_select": ("selected_channels", "initial_channels", _many(_channel)),
    "datepicker": ("selected_date", "initial_date", _text),
    "timepicker": ("selected_time", "initial_time", _text),
    "datetimepicker": ("selected_date_time", "initial_date_time", _moment),
}


def with_ids(space: Workspace, blocks: Sequence[Json]) -> list[Json]:
    """The blocks with a block_id each, and an action_id for each element: Slack adds the ones an app left out."""
    return [_with_ids(space, block) for block in blocks]


def _with_ids(space: Workspace, block: Json) -> Json:
    block = {**block, "block_id": block.get("block_id") or space.new_secret("block", 5)}
    for key in ("element", "accessory"):
        if key in block:
            block[key] = _with_action(space, block[key])
    if block["type"] == "actions":
        block["elements"] = [_with_action(space, each) for each in block["elements"]]
    return block


def _with_action(space: Workspace, element: Json) -> Json:
    if element["type"] in {"image", "workflow_button"} or element.get("action_id"):
        return element
    return {**element, "action_id": space.new_secret("action", 5)}
