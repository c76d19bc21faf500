"""Forms and other modals: how one is built, and what stays the same about each of them.

An input bears one name: its element's action id is the id of its block, under which form_values.py reads it. What is
`kept` travels with the form and comes back with its answers.
"""

import json
from collections.abc import Mapping, Sequence

from slack_sdk.models.blocks import (
    Block,
    InputBlock,
    InputInteractiveElement,
    Option,
    PlainTextObject,
    StaticSelectElement,
)
from slack_sdk.models.views import View

from handlers.slack import blocks
from templates.commands import wording

TITLE = 24  # characters of a modal's title
HINT = 2000  # characters below an input


def modal(
    title: str,
    drawn: Sequence[Block],
    *,
    form: str = "",
    submit: str = "",
    close: str = "",
    kept: Mapping[str, object] | None = None,
) -> View:
    """`form` says which listener takes the answers; without `submit` there is nothing to answer."""
    return View(
        type="modal",
        callback_id=form or None,
        title=PlainTextObject(text=blocks.clip(title, TITLE)),
        submit=PlainTextObject(text=submit) if submit else None,
        close=PlainTextObject(text=close or (wording.CANCEL if submit else wording.CLOSE)),
        private_metadata=json.dumps(kept, ensure_ascii=False) if kept else None,
        blocks=drawn,
    )


def labeled(label: str, element: InputInteractiveElement, *, optional: bool = False, hint: str = "") -> InputBlock:
    return InputBlock(
        block_id=element.action_id,
        label=PlainTextObject(text=label),
        element=element,
        optional=optional,
        hint=PlainTextObject(text=blocks.clip(hint, HINT)) if hint else None,
    )


def menu(
    name: str, label: str, offered: Mapping[str, str], now: str, *, optional: bool = False, hint: str = ""
) -> InputBlock:
    """One of the values that are `offered`, each with its text."""
    options = {value: Option(value=value, text=text) for value, text in offered.items()}
    element = StaticSelectElement(action_id=name, options=list(options.values()), initial_option=options.get(now))
    return labeled(label, element, optional=optional, hint=hint)
