"""Makes every message and view fit what Slack accepts in all, whatever was typed.

Slack publishes no figure for a message: it was seen to answer `msg_blocks_too_long` from 11,300 characters in many
blocks to 13,300 in a single one. Its containers count too, so everything is measured: texts as they are encoded, and
the JSON around them. Texts that are too long together are cut, the longest ones first.
"""

import json
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from slack_sdk.models.blocks import Block, ContextBlock, DividerBlock, InputBlock, SectionBlock
from slack_sdk.models.blocks.basic_components import PlainTextObject, TextObject

from bot.encoded_length import encoded_length, units
from handlers.slack.blockkit.cutting import MRKDWN, PLAIN, clip


@dataclass(frozen=True)
class Surface:
    """What Slack accepts in a message or a view: the number of blocks, and how long they are together.

    `measure` is the length of one text.
    """

    most_blocks: int
    most: int
    measure: Callable[[TextObject], int]


def _encoded(text: TextObject) -> int:
    return encoded_length(text.text) if isinstance(text, PlainTextObject) else units(text.text)


def _bytes(text: TextObject) -> int:
    return len(json.dumps(text.text))


MESSAGE: Final = Surface(50, 10_500, _encoded)
VIEW: Final = Surface(100, 230_000, _bytes)  # Slack refuses a modal or Home over 250 kB of JSON


class Continuation(SectionBlock):
    """A section that continues the text of the one before."""


def fitted(drawn: Sequence[Block], surface: Surface = MESSAGE) -> list[Block]:
    """The blocks, with texts cut where they are too long together. The texts are changed in place."""
    kept = _fewer(drawn, surface.most_blocks)
    if _surely_fits(kept, surface):
        return kept
    over = size(kept, surface) - surface.most
    if over > 0:
        groups = list(_groups(kept))
        most = _cap([sum(map(surface.measure, group)) for group in groups], over)
        emptied = {id(text) for group in groups for text in _cut(group, most, surface)}
        kept = [block for block in kept if not _is_empty(block, emptied)]
    return kept


def _is_empty(block: Block, emptied: Collection[int]) -> bool:
    return isinstance(block, Continuation) and block.accessory is None and id(block.text) in emptied


def _fewer(drawn: Sequence[Block], most: int) -> list[Block]:
    """Lists lose their end; what can be pressed or filled in stays."""
    kept = list(drawn)
    for place in reversed(range(len(kept))):
        if len(kept) <= most:
            break
        if isinstance(kept[place], SectionBlock | ContextBlock | DividerBlock):
            del kept[place]
    return kept


def _surely_fits(drawn: Sequence[Block], surface: Surface) -> bool:
    """Whether even a generous estimate fits: writing the JSON of blocks takes longer than all the rest of a message."""
    texts = sum(surface.measure(text) for group in _groups(drawn) for text in group)
    return texts + sum(map(_generous, drawn)) <= surface.most


def _generous(block: Block) -> int:
    """At least the length of a block's JSON without its texts."""
    if isinstance(block, InputBlock):
        return 10_000
    held = [*(getattr(block, "elements", None) or ()), getattr(block, "accessory", None)]
    return 300 + sum(map(_generous_element, filter(None, held)))


def _generous_element(element: object) -> int:
    value, options = getattr(element, "value", None) or "", getattr(element, "options", None) or ()
    dialog = 900 if getattr(element, "confirm", None) else 0
    return 600 + dialog + encoded_length(str(value)) + 500 * len(options)


def size(drawn: Iterable[Block], surface: Surface = MESSAGE) -> int:
    """How long the blocks are: their texts, and the JSON that holds them."""
    blocks = list(drawn)
    texts = [text for group in _groups(blocks) for text in group]
    written = sum(len(text.text) for text in texts)
    return sum(_length(block.to_dict()) for block in blocks) - written + sum(map(surface.measure, texts))


def _length(value: Any) -> int:
    """The length of JSON without spaces and escapes."""
    if isinstance(value, dict):
        return 2 + sum(len(name) + 4 + _length(each) for name, each in value.items())
    if isinstance(value, list | tuple):
        return 2 + sum(1 + _length(each) for each in value)
    return len(value) + 2 if isinstance(value, str) else len(json.dumps(value))


def _groups(drawn: Iterable[Block]) -> Iterator[list[TextObject]]:
    """The texts that can be cut; the sections of one long text are one group."""
    group: list[TextObject] = []
    for block in drawn:
        if isinstance(block, Continuation) and block.text:
            group.append(block.text)
            continue
        if group:
            yield group
        group = [block.text] if isinstance(block, SectionBlock) and block.text else []
        yield from ([text] for text in _beside(block))
    if group:
        yield group


def _beside(block: Block) -> Iterator[TextObject]:
    if isinstance(block, SectionBlock):
        yield from block.fields or ()
    elif isinstance(block, ContextBlock):
        yield from (each for each in block.elements if isinstance(each, TextObject))


def _cap(lengths: Sequence[int], over: int) -> int:
    """The length to which the longest texts have to be cut so that all get shorter by `over`."""

    def left(most: int) -> int:
        return -sum(max(0, length - most) for length in lengths)

    return max(1, bisect_right(range(max(lengths, default=0) + 1), -over, key=left) - 1)


def _cut(group: Sequence[TextObject], most: int, surface: Surface) -> Iterator[TextObject]:
    """Cuts the text of a group; yields the texts of which nothing is left."""
    room = most
    for text in group:
        long = surface.measure(text)
        if room <= 0:
            text.text = "…"
            yield text
        elif long > room:
            kind = PLAIN if isinstance(text, PlainTextObject) else MRKDWN
            text.text = clip(text.text, room * kind.measure(text.text) // long, kind)
            room = 0
        else:
            room -= long
