"""Builds forms and other modals.

The action id of an input is also the id of its block, by which form_values.py reads it. What is `kept` is stored in
the form and returned with its answers.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from slack_sdk.models.blocks import (
    Block,
    InputBlock,
    InputInteractiveElement,
    PlainTextObject,
    StaticSelectElement,
)
from slack_sdk.models.views import View

from handlers.slack.blockkit import blocks
from handlers.slack.blockkit.cutting import PLAIN, clip
from handlers.slack.blockkit.fitting import VIEW, fitted
from templates.commands import wording

INITIAL = {
    "value": "initial_value",
    "selected_option": "initial_option",
    "selected_options": "initial_options",
}  # what was entered -> what an element starts with
TITLE = 24  # characters of a modal's title
HINT = 2000  # characters below an input
TYPED = 3000  # characters that a text input takes


def modal(
    title: str,
    drawn: Sequence[Block],
    *,
    form: str = "",
    submit: str = "",
    close: str = "",
    kept: Mapping[str, object] | None = None,
) -> View:
    """`form` is the callback id of the listener. A modal without `submit` has no answers."""
    return View(
        type="modal",
        callback_id=form or None,
        title=PlainTextObject(text=clip(title, TITLE, PLAIN)),
        submit=PlainTextObject(text=submit) if submit else None,
        close=PlainTextObject(text=close or (wording.CANCEL if submit else wording.CLOSE)),
        private_metadata=json.dumps(kept, ensure_ascii=False) if kept else None,
        blocks=fitted(drawn, VIEW),
    )


def redrawn(view: Mapping[str, Any], hints: Mapping[str, str]) -> View:
    """An open form with other hints (block id -> hint). What was typed and chosen stays: Slack keeps it for a block
    of the same id, and it is the initial value, too."""
    drawn = [_refilled(view, block, hints.get(str(block.get("block_id")))) for block in view["blocks"]]
    same = {key: view.get(key) for key in ("callback_id", "title", "submit", "close", "private_metadata")}
    return View(type="modal", blocks=drawn, **same)


def _refilled(view: Mapping[str, Any], block: Mapping[str, Any], hint: str | None) -> dict[str, Any]:
    if block["type"] != "input":
        return dict(block)
    element = dict(block["element"])
    value = view["state"]["values"].get(block["block_id"], {}).get(element["action_id"], {})
    for entered, initial in INITIAL.items():
        if entered in value:
            element.pop(initial, None)
            element |= {initial: value[entered]} if value[entered] else {}
    shown = {"hint": PlainTextObject(text=clip(hint, HINT, PLAIN)).to_dict()} if hint else {}
    return {**block, "element": element, **shown}


def labeled(
    label: str, element: InputInteractiveElement, *, optional: bool = False, hint: str = "", dispatch: bool = False
) -> InputBlock:
    """`dispatch`: tells the bot while it is filled in."""
    return InputBlock(
        dispatch_action=dispatch or None,
        block_id=element.action_id,
        label=PlainTextObject(text=label),
        element=element,
        optional=optional,
        hint=PlainTextObject(text=clip(hint, HINT, PLAIN)) if hint else None,
    )


def menu(
    name: str, label: str, offered: Mapping[str, str], now: str, *, optional: bool = False, hint: str = ""
) -> InputBlock:
    """A menu of the `offered` values with their texts; `now` is the selected one."""
    options = {value: blocks.option(value, text) for value, text in offered.items()}
    element = StaticSelectElement(action_id=name, options=list(options.values()), initial_option=options.get(now))
    return labeled(label, element, optional=optional, hint=hint)
