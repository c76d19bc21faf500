"""A long section in several inputs, because one of Slack's holds 3,000 characters.

It is cut at the ends of paragraphs, else of lines, else between words. What was between two parts is kept with the
form, so that joining them gives exactly the text that was cut.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot.encoded_length import units
from bot.graphemes import whole_before
from handlers.slack.blockkit.forms import TYPED

PARAGRAPHS: Final = "\n\n"
_ENDS: Final = tuple(map(re.compile, (r"\s*\n[^\S\n]*\n\s*", r"[^\S\n]*\n\s*", r"\s+")))
_LONGEST_JOINT: Final = 40  # characters: the form keeps few of them


@dataclass(frozen=True)
class Parts:
    """`joints` are between the `texts`: one less."""

    texts: tuple[str, ...]
    joints: tuple[str, ...] = ()


def cut(text: str) -> Parts:
    texts, joints, rest = list[str](), list[str](), text.strip()
    while units(rest) > TYPED:
        start, end = _place(rest)
        texts.append(rest[:start])
        joints.append(rest[start:end] if end - start <= _LONGEST_JOINT else PARAGRAPHS)
        rest = rest[end:]
    return Parts((*texts, rest), tuple(joints))


def _place(text: str) -> tuple[int, int]:
    """Where the first part ends and the next one begins."""
    room = _room(text)
    for end in _ENDS:
        found = [each for each in end.finditer(text, 0, room + _LONGEST_JOINT) if 0 < each.start() <= room]
        if found:
            return found[-1].span()
    return room, room


def _room(text: str) -> int:
    """How many characters an input takes, with nothing cut in two."""
    room = min(TYPED, len(text))
    while units(text[:room]) > TYPED:
        room -= max(1, (units(text[:room]) - TYPED) // 2)
    return whole_before(text, room) or room


def joined(texts: Sequence[str], joints: Sequence[str]) -> str:
    """The text of all parts; one that was emptied leaves nothing behind. Parts without a joint are paragraphs."""
    said = ""
    for text, joint in zip(texts, (PARAGRAPHS, *joints, *[PARAGRAPHS] * len(texts)), strict=False):
        if text.strip():
            said += f"{joint}{text}" if said else text
    return said
