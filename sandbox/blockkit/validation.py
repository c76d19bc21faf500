"""Validates blocks and views as Slack does.

Contains the public checks and the rules across several blocks: unique ids, totals and sizes. The shape of a single
block is in `blocks`.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from sandbox.blockkit.blocks import BLOCKS, MOST_BLOCKS, VIEW
from sandbox.blockkit.elements import OPTIONS, Surface
from sandbox.blockkit.shapes import array, problem

MOST_MARKDOWN = 12_000  # characters in all markdown blocks of a message together
MOST_CELLS = 10_000  # characters in all cells of a table together, as apps report Slack's refusal
# Slack publishes no figure for a message. Apps report refusals over 13,297 characters in a single block, 125 fewer for
# each other block, and at 11,341 in many blocks (slackapi/bolt-js, issues 2509 and 2867).
MOST_LENGTH = 13_422
BLOCK_LENGTH = 125
MOST_VIEW_BYTES = 250 * 1024


def check(blocks: object, surface: Surface) -> list[str]:
    """The problems Slack would list in `response_metadata.messages`; empty if the blocks are valid."""
    found = list(array(BLOCKS[surface], MOST_BLOCKS[surface], low=0)(blocks, "/blocks"))
    return found + list(_across(_dicts(blocks), "/blocks"))


def check_view(view: object) -> list[str]:
    """The problems of a modal or Home view, in the form of `check`."""
    found = list(VIEW(view, "/view"))
    if not isinstance(view, dict):
        return found
    blocks = _dicts(view.get("blocks"))
    found += _across(blocks, "/view/blocks")
    found += _input_without_submit(view, blocks)
    if is_too_large(view):
        found.append(problem(f"must be less than {MOST_VIEW_BYTES + 1} bytes", "/view"))
    return found


def check_options(answer: object) -> list[str]:
    """The problems of an app's response to block_suggestion; it may have no options."""
    return list(OPTIONS(answer, ""))


def is_too_large(view: dict[str, Any]) -> bool:
    """Whether the view is over 250 kB, for which the views methods have an error string of their own."""
    return len(json.dumps(view).encode()) > MOST_VIEW_BYTES


def is_too_long(blocks: object) -> bool:
    """Whether a message's blocks are so long, as they are encoded, that Slack returns `msg_blocks_too_long`."""
    return sum(BLOCK_LENGTH + sum(map(_encoded_length, _texts(block))) for block in _dicts(blocks)) > MOST_LENGTH


def _encoded_length(text: str) -> int:
    """Slack stores &, < and > as escapes; those of an app, and tokens such as <@U1>, stay as they are."""
    shown = _TOKEN.sub(lambda token: "x" * len(token[0]), text)
    return len(_UNESCAPED.sub("&amp;", shown).replace("<", "&lt;").replace(">", "&gt;"))


_TOKEN = re.compile(r"<(?:[@#!]|https?:|mailto:)[^<>]*>")
_UNESCAPED = re.compile(r"&(?!amp;|lt;|gt;)")


def _dicts(blocks: object) -> list[dict[str, Any]]:
    return [block if isinstance(block, dict) else {} for block in blocks] if isinstance(blocks, list) else []


def _texts(value: object) -> Iterator[str]:
    """Every string under a `text` key, however deep."""
    if isinstance(value, list):
        for item in value:
            yield from _texts(item)
    elif isinstance(value, dict):
        for name, item in value.items():
            if name == "text" and isinstance(item, str):
                yield item
            else:
                yield from _texts(item)


def _across(blocks: list[dict[str, Any]], at: str) -> Iterator[str]:
    yield from _repeated_block_ids(blocks, at)
    for number, block in enumerate(blocks):
        yield from _repeated_action_ids(block, f"{at}/{number}")
    yield from _second_focus(blocks, at)
    yield from _too_much_markdown(blocks, at)
    yield from _too_much_table(blocks, at)


def _repeated(ids: list[Any]) -> list[str]:
    return [each for each, count in Counter(i for i in ids if isinstance(i, str)).items() if count > 1]


def _repeated_block_ids(blocks: list[dict[str, Any]], at: str) -> Iterator[str]:
    for name in _repeated([block.get("block_id") for block in blocks]):
        yield problem(f"`block_id` {json.dumps(name)} must be unique", at)


def _repeated_action_ids(block: dict[str, Any], at: str) -> Iterator[str]:
    for name in _repeated([element.get("action_id") for element in _elements(block)]):
        yield problem(f"`action_id` {json.dumps(name)} must be unique within its block", f"{at}/elements")


def _elements(block: dict[str, Any]) -> list[dict[str, Any]]:
    return [*_dicts(block.get("elements")), *_dicts([block.get("accessory"), block.get("element")])]


def _second_focus(blocks: list[dict[str, Any]], at: str) -> Iterator[str]:
    if sum(element.get("focus_on_load") is True for block in blocks for element in _elements(block)) > 1:
        yield problem("only one element may have focus_on_load", at)


def _too_much_markdown(blocks: list[dict[str, Any]], at: str) -> Iterator[str]:
    written = [text for block in blocks if block.get("type") == "markdown" for text in _texts(block)]
    if len(written) > 1 and sum(map(len, written)) > MOST_MARKDOWN:
        yield problem(f"markdown blocks must have less than {MOST_MARKDOWN + 1} characters in all", at)


def _too_much_table(blocks: list[dict[str, Any]], at: str) -> Iterator[str]:
    tables = [block for block in blocks if block.get("type") == "table"]
    if len(tables) > 1:
        yield problem("only_one_table_allowed", at)
    for table in tables:
        if sum(map(len, _texts(table))) > MOST_CELLS:
            yield problem(f"tables must have less than {MOST_CELLS + 1} characters in all", at)


def _input_without_submit(view: dict[str, Any], blocks: list[dict[str, Any]]) -> Iterator[str]:
    if view.get("type") != "modal" or "submit" in view:
        return
    for number, block in enumerate(blocks):
        if block.get("type") == "input":
            yield problem("must define `submit` to use `input` block", f"/view/blocks/{number}")
