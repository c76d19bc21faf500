"""Cuts texts to the length that Slack accepts, and never in the middle of something that belongs together.

Slack counts a text as it is encoded: & takes 5 characters, < and > take 4, and a character beyond U+FFFF, such as most
emoji, is counted as 2 here. What stays whole: escapes, mentions, links and dates (`<…>`), `:emoji:`, code spans, and a
letter or emoji with the marks that combine with it. Code between ``` is closed where a text is cut, and opened again in
the piece that follows.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from bot.encoded_length import encoded_length, units
from bot.graphemes import whole_before

FENCE: Final = "```"
_CLOSED: Final = f"\n{FENCE}"
_OPENED: Final = f"{FENCE}\n"
_ROOM_FOR_CODE: Final = 40  # characters: shorter texts are labels, in which nobody sees code


@dataclass(frozen=True)
class TextKind:
    """How long a text is, what in it must stay whole, and whether ``` begins code."""

    measure: Callable[[str], int]
    whole: re.Pattern[str]
    code: bool


_TYPED_PARTS: Final = rf"{FENCE}|`[^`\n]+`|:[\w+'-]+:|\s|."
MRKDWN: Final = TextKind(units, re.compile(rf"<[^<>]*>|&(?:amp|lt|gt);|{_TYPED_PARTS}", re.DOTALL), code=True)
"""Rendered text, which is encoded already."""
TYPED: Final = TextKind(encoded_length, re.compile(_TYPED_PARTS, re.DOTALL), code=True)
"""What a person typed, before it is rendered as mrkdwn."""
PLAIN: Final = TextKind(encoded_length, re.compile(r"\s|.", re.DOTALL), code=False)
"""Text that is shown as it is, such as a label or a title."""
INPUT: Final = TextKind(units, PLAIN.whole, code=False)
"""What a text input is filled with: nothing in it is escaped."""


def clip(text: str, limit: int, kind: TextKind = MRKDWN) -> str:
    """The text, cut with … if it is too long."""
    if kind.measure(text) <= limit:
        return text
    kept = text[: _end(text, limit - 1, kind)]
    if not (kind.code and limit >= _ROOM_FOR_CODE and _is_in_code(kept, text)):
        return f"{kept.rstrip()}…"
    kept = _without_empty_code(text[: _end(text, limit - 1 - len(_CLOSED), kind)].rstrip())
    return f"{kept}…{_CLOSED}" if _is_in_code(kept, text) else f"{kept}…"


def pieces(text: str, limit: int, kind: TextKind = MRKDWN) -> Iterator[str]:
    """The whole text in pieces that fit, cut at line breaks or spaces if possible."""
    while kind.measure(text) > limit:
        cut = _gap(text, limit - len(_CLOSED), kind)
        head, in_code = text[:cut], kind.code and _is_in_code(text[:cut], text)
        text = text[cut:]
        if not in_code:
            yield head
            text = text.lstrip()
        elif text.lstrip().startswith(FENCE):
            yield head.rstrip() + _CLOSED
            text = text.lstrip().removeprefix(FENCE).lstrip()
        elif (shorter := _without_empty_code(head)).strip() and shorter != head:
            yield shorter
            text = _OPENED + text.lstrip("\n")
        else:
            yield head + _CLOSED
            text = _OPENED + text.removeprefix("\n")
    if text:
        yield text


def _is_in_code(head: str, text: str) -> bool:
    """Whether the beginning of a text ends within code: ``` that is never closed begins none."""
    return head.count(FENCE) % 2 == 1 and FENCE in text[len(head) :]


def _without_empty_code(text: str) -> str:
    """The text, which ends within code, without a fence at its end that opens code of which nothing is left."""
    shorter = text.rstrip().removesuffix(FENCE)
    return shorter.rstrip() if text.count(FENCE) % 2 and shorter != text.rstrip() else text


def _gap(text: str, room: int, kind: TextKind) -> int:
    """Where to cut: at the last line break or else space of what fits, unless that is in its first half."""
    line = space = 0
    end = _end(text, room, kind)
    for part in kind.whole.finditer(text, 0, end):
        if part[0] == "\n":
            line = part.start()
        elif part[0].isspace():
            space = part.start()
    return next((place for place in (line, space) if place >= end // 2 and place > len(_OPENED)), end)


def _end(text: str, room: int, kind: TextKind) -> int:
    """How many characters of the text fit with nothing cut in two; a part that is too long by itself is cut."""
    # A text is as long as its characters together, and each of them counts as 1 or more.
    most = bisect_right(range(1, min(len(text), room) + 1), room, key=lambda place: kind.measure(text[:place]))
    end = 0
    for part in kind.whole.finditer(text):
        if part.end() > most:
            break
        end = part.end()
    opened = len(_OPENED) if text.startswith(_OPENED) else 0
    if end <= opened:
        end = most
    whole = whole_before(text, end)
    return whole if whole > opened else end
