"""The shape of each element of Block Kit, as data, with the blocks and surfaces that may hold it.

Every figure comes from Slack's reference (docs.slack.dev/reference/block-kit). The blocks that hold the
elements are in `blocks`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import Any, Literal, TypeAlias

from sandbox.blockkit.shapes import Rule, array, exactly_one, flag, parsed, problem, record, string, typed, whole, word
from sandbox.blockkit.texts import (
    BOX_OPTION,
    CONFIRM,
    IDENTIFIER,
    MENU_OPTION,
    OPTION_GROUP,
    OVERFLOW_OPTION,
    RICH_TEXT,
    URL,
    plain,
)

Surface: TypeAlias = Literal["message", "modal", "home"]

EVERYWHERE = frozenset[Surface](("message", "modal", "home"))
MODAL = frozenset[Surface](("modal",))


@dataclass(frozen=True)
class Element:
    """An element's shape, the blocks that may hold it and the surfaces on which it may stand."""

    rule: Rule
    blocks: frozenset[str]
    surfaces: frozenset[Surface] = EVERYWHERE


def _read_date(text: str) -> None:
    if date.fromisoformat(text).isoformat() != text:
        raise ValueError(text)


def _read_time(text: str) -> None:
    if time.fromisoformat(text).isoformat("minutes") != text:
        raise ValueError(text)


def _initial_among_options(value: Any, at: str) -> Iterator[str]:
    offered = [option for group in _groups(value) for option in _options_of(group)]
    wanted = value.get("initial_options") or [value[name] for name in ("initial_option",) if name in value]
    if isinstance(wanted, list) and any(option not in offered for option in wanted):
        name = "initial_options" if "initial_options" in value else "initial_option"
        yield problem(f"{name} must match one of the provided options", f"{at}/{name}")


def _groups(value: Mapping[str, Any]) -> list[Any]:
    groups = value.get("option_groups", [])
    return [value, *groups] if isinstance(groups, list) else [value]


def _options_of(group: Any) -> list[Any]:
    options = group.get("options", []) if isinstance(group, dict) else []
    return options if isinstance(options, list) else []


_DISPATCH = record(
    {"trigger_actions_on": array(word("on_enter_pressed", "on_character_entered"), 2)},
    ("trigger_actions_on",),
)
_CONVERSATION_FILTER = record(
    {
        "include": array(word("im", "mpim", "private", "public"), 4),
        "exclude_external_shared_channels": flag,
        "exclude_bot_users": flag,
    }
)
SLACK_FILE = record({"id": string(255), "url": URL}, (), exactly_one("id", "url"))

_DATE = parsed(_read_date, "a date such as 2024-01-15")
_TIME = parsed(_read_time, "a time such as 14:05")
_DECIMAL = parsed(float, "a number in a string")
_IDS = array(string(255), 100)

# What almost every element that takes input may carry.
_INPUT: dict[str, Rule] = {"action_id": IDENTIFIER, "focus_on_load": flag, "placeholder": plain(150)}
_MENU: dict[str, Rule] = {**_INPUT, "confirm": CONFIRM}
_PICK: dict[str, Rule] = {"action_id": IDENTIFIER, "confirm": CONFIRM}
_MULTI: dict[str, Rule] = {**_MENU, "max_selected_items": whole(1, 100)}
_TYPED: dict[str, Rule] = {**_INPUT, "dispatch_action_config": _DISPATCH}
OPTIONS = record(
    {"options": array(MENU_OPTION, 100, low=0), "option_groups": array(OPTION_GROUP, 100, low=0)},
    (),
    exactly_one("options", "option_groups"),
)
_STATIC: dict[str, Rule] = {"options": array(MENU_OPTION, 100), "option_groups": array(OPTION_GROUP, 100)}


_ACTIVE = frozenset({"section", "actions"})
_FORM = frozenset({"section", "actions", "input"})
_INPUT_ONLY = frozenset({"input"})

ELEMENTS: dict[str, Element] = {
    "button": Element(
        typed(
            _PICK
            | {
                "text": plain(75),
                "url": URL,
                "value": string(2_000, low=0),
                "style": word("primary", "danger"),
                "accessibility_label": string(75),
            },
            ("text",),
        ),
        _ACTIVE,
    ),
    "overflow": Element(typed(_PICK | {"options": array(OVERFLOW_OPTION, 5)}, ("options",)), _ACTIVE),
    "image": Element(
        typed(
            {"image_url": URL, "slack_file": SLACK_FILE, "alt_text": string(2_000)},
            ("alt_text",),
            exactly_one("image_url", "slack_file"),
        ),
        frozenset({"section", "context"}),
    ),
    "checkboxes": Element(
        typed(
            _PICK
            | {
                "options": array(BOX_OPTION, 10),
                "initial_options": array(BOX_OPTION, 10),
                "focus_on_load": flag,
            },
            ("options",),
            _initial_among_options,
        ),
        _FORM,
    ),
    "radio_buttons": Element(
        typed(
            _PICK | {"options": array(BOX_OPTION, 10), "initial_option": BOX_OPTION, "focus_on_load": flag},
            ("options",),
            _initial_among_options,
        ),
        _FORM,
    ),
    "static_select": Element(
        typed(
            _MENU | _STATIC | {"initial_option": MENU_OPTION},
            (),
            exactly_one("options", "option_groups"),
            _initial_among_options,
        ),
        _FORM,
    ),
    "multi_static_select": Element(
        typed(
            _MULTI | _STATIC | {"initial_options": array(MENU_OPTION, 100)},
            (),
            exactly_one("options", "option_groups"),
            _initial_among_options,
        ),
        _FORM,
    ),
    "external_select": Element(
        typed(_MENU | {"initial_option": MENU_OPTION, "min_query_length": whole(0, 100)}), _FORM
    ),
    "multi_external_select": Element(
        typed(_MULTI | {"initial_options": array(MENU_OPTION, 100), "min_query_length": whole(0, 100)}),
        _FORM,
    ),
    "users_select": Element(typed(_MENU | {"initial_user": string(255)}), _FORM),
    "multi_users_select": Element(typed(_MULTI | {"initial_users": _IDS}), _FORM),
    "conversations_select": Element(
        typed(
            _MENU
            | {
                "initial_conversation": string(255),
                "default_to_current_conversation": flag,
                "response_url_enabled": flag,
                "filter": _CONVERSATION_FILTER,
            }
        ),
        _FORM,
    ),
    "multi_conversations_select": Element(
        typed(
            _MULTI
            | {
                "initial_conversations": _IDS,
                "default_to_current_conversation": flag,
                "filter": _CONVERSATION_FILTER,
            }
        ),
        _FORM,
    ),
    "channels_select": Element(typed(_MENU | {"initial_channel": string(255), "response_url_enabled": flag}), _FORM),
    "multi_channels_select": Element(typed(_MULTI | {"initial_channels": _IDS}), _FORM),
    "datepicker": Element(typed(_MENU | {"initial_date": _DATE}), _FORM),
    "timepicker": Element(typed(_MENU | {"initial_time": _TIME, "timezone": string(255)}), _FORM),
    "datetimepicker": Element(
        typed(_PICK | {"initial_date_time": whole(1_000_000_000, 9_999_999_999), "focus_on_load": flag}),
        frozenset({"actions", "input"}),
        frozenset(("message", "modal")),
    ),
    "plain_text_input": Element(
        typed(
            _TYPED
            | {
                "initial_value": string(3_000, low=0),
                "multiline": flag,
                "min_length": whole(0, 3_000),
                "max_length": whole(1, 3_000),
            }
        ),
        _INPUT_ONLY,
    ),
    "number_input": Element(
        typed(
            _TYPED
            | {
                "is_decimal_allowed": flag,
                "initial_value": _DECIMAL,
                "min_value": _DECIMAL,
                "max_value": _DECIMAL,
            },
            ("is_decimal_allowed",),
        ),
        _INPUT_ONLY,
        MODAL,
    ),
    "email_text_input": Element(typed(_TYPED | {"initial_value": string(3_000)}), _INPUT_ONLY, MODAL),
    "url_text_input": Element(typed(_TYPED | {"initial_value": URL}), _INPUT_ONLY, MODAL),
    "rich_text_input": Element(
        typed(_TYPED | {"initial_value": RICH_TEXT, "min_lines": whole(1, 100), "max_lines": whole(1, 100)}),
        _INPUT_ONLY,
        frozenset(("modal", "home")),
    ),
    "file_input": Element(
        typed({"action_id": IDENTIFIER, "filetypes": array(string(255), 100), "max_files": whole(1, 10)}),
        _INPUT_ONLY,
        MODAL,
    ),
}
