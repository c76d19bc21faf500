"""What of a text is seen, and where it may be cut: never between a letter or emoji and what combines with it."""

import unicodedata
from typing import Final

_JOINER: Final = "\u200d"
_TONES: Final = ("\U0001f3fb", "\U0001f3ff")  # skin tones
_TAGS: Final = ("\U000e0020", "\U000e007f")  # the flags of England, Scotland and Wales
_FLAG_LETTERS: Final = frozenset(map(chr, range(0x1F1E6, 0x1F200)))  # a flag is two of them


_UNSEEN: Final = frozenset(("Cc", "Cf", "Mn", "Me", "Zs", "Zl", "Zp"))
_FILLERS: Final = frozenset("\u115f\u1160\u2800\u3164\uffa0")  # letters and a symbol by category, drawn as nothing


def seen(text: str) -> str:
    """The text, or nothing if no character of it is seen: blanks, zero-width characters, fillers, marks on nothing."""
    shows = any(unicodedata.category(each) not in _UNSEEN and each not in _FILLERS for each in text)
    return text if shows else ""


def whole_before(text: str, end: int) -> int:
    """The place at or before `end` where no letter or emoji is separated from the marks that combine with it."""
    while 0 < end < len(text) and _belong_together(text, end):
        end -= 1
    return end


def _belong_together(text: str, place: int) -> bool:
    before, after = text[place - 1], text[place]
    if after in _FLAG_LETTERS:
        head = text[:place]
        return (len(head) - len(head.rstrip("".join(_FLAG_LETTERS)))) % 2 == 1
    joins = after == _JOINER or _within(after, _TONES) or _within(after, _TAGS)
    return joins or before == _JOINER or unicodedata.category(after).startswith("M")


def _within(character: str, span: tuple[str, str]) -> bool:
    return span[0] <= character <= span[1]
