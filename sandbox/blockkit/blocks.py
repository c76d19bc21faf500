"""The shape of each block and view of Block Kit, as data.

Every figure comes from Slack's reference (docs.slack.dev/reference/block-kit). What concerns several blocks
at once, such as unique ids, is in `blockkit`. The blocks for assistants and dashboards (card, carousel,
container, plan, task_card, alert, data_table, context_actions) are not here: they are refused as unsupported.
"""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from sandbox.blockkit.elements import ELEMENTS, SLACK_FILE, Surface
from sandbox.blockkit.shapes import Rule, array, exactly_one, flag, kind, number, problem, record, string, typed, word
from sandbox.blockkit.texts import IDENTIFIER, RICH_TEXT, URL, either, plain

MOST_BLOCKS: dict[Surface, int] = {"message": 50, "modal": 100, "home": 100}


def _held_by(block: str, surface: Surface) -> dict[str, Rule]:
    """The elements that may stand in this block on this surface."""
    return {
        name: element.rule
        for name, element in ELEMENTS.items()
        if block in element.blocks and surface in element.surfaces
    }


def _text_or_fields(value: Any, at: str) -> Iterator[str]:
    if "text" not in value and "fields" not in value:
        yield problem("must define either `text` or `fields`", at)


def _block(fields: Mapping[str, Rule], required: Collection[str] = (), *also: Rule) -> Rule:
    return typed({"block_id": IDENTIFIER, **fields}, required, *also)


def _holders(surface: Surface) -> dict[str, Rule]:
    """The blocks that hold elements."""
    context = kind({"plain_text": plain(3_000), "mrkdwn": either(3_000)} | _held_by("context", surface))
    accessory = kind(_held_by("section", surface))
    return {
        "section": _block(
            {
                "text": either(3_000),
                "fields": array(either(2_000), 10),
                "accessory": accessory,
                "expand": flag,
            },
            (),
            _text_or_fields,
        ),
        "actions": _block({"elements": array(kind(_held_by("actions", surface)), 25)}, ("elements",)),
        "context": _block({"elements": array(context, 10)}, ("elements",)),
        "input": _block(
            {
                "label": plain(2_000),
                "element": kind(_held_by("input", surface)),
                "hint": plain(2_000),
                "optional": flag,
                "dispatch_action": flag,
            },
            ("label", "element"),
        ),
    }


_PLAIN_BLOCKS: dict[str, Rule] = {
    "divider": _block({}),
    "header": _block({"text": plain(150)}, ("text",)),
    "image": _block(
        {"image_url": URL, "slack_file": SLACK_FILE, "alt_text": string(2_000), "title": plain(2_000)},
        ("alt_text",),
        exactly_one("image_url", "slack_file"),
    ),
    "rich_text": RICH_TEXT,
    "video": _block(
        {
            "alt_text": string(2_000),
            "title": plain(199),
            "title_url": URL,
            "description": plain(199),
            "video_url": URL,
            "thumbnail_url": URL,
            "author_name": string(49),
            "provider_name": string(255),
            "provider_icon_url": URL,
        },
        ("alt_text", "title", "video_url", "thumbnail_url"),
    ),
}

_CELL = kind(
    {
        "raw_text": typed({"text": string(10_000)}, ("text",)),
        "raw_number": typed({"text": string(10_000), "value": number}, ("text", "value")),
        "rich_text": RICH_TEXT,
    }
)
_COLUMN = record({"align": word("left", "center", "right"), "is_wrapped": flag})
_MESSAGE_BLOCKS: dict[str, Rule] = {
    "markdown": _block({"text": string(12_000)}, ("text",)),
    "table": _block({"rows": array(array(_CELL, 20), 100), "column_settings": array(_COLUMN, 20)}, ("rows",)),
    "file": _block({"external_id": string(255), "source": word("remote")}, ("external_id", "source")),
}

BLOCKS: dict[Surface, Rule] = {
    "message": kind(_PLAIN_BLOCKS | _holders("message") | _MESSAGE_BLOCKS),
    "modal": kind(_PLAIN_BLOCKS | _holders("modal")),
    "home": kind(_PLAIN_BLOCKS | _holders("home")),
}


def _view(surface: Surface, fields: dict[str, Rule], required: Collection[str]) -> Rule:
    common: dict[str, Rule] = {
        "blocks": array(BLOCKS[surface], MOST_BLOCKS[surface], low=0),
        "private_metadata": string(3_000, low=0),
        "callback_id": IDENTIFIER,
        "external_id": IDENTIFIER,
    }
    return typed(common | fields, ("blocks", *required))


VIEW = kind(
    {
        "home": _view("home", {}, ()),
        "modal": _view(
            "modal",
            {
                "title": plain(24),
                "submit": plain(24),
                "close": plain(24),
                "clear_on_close": flag,
                "notify_on_close": flag,
            },
            ("title",),
        ),
    }
)
