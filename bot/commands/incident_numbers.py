"""An incident's number in all the ways that people write one: `41`, `#41`, `INC-41`, `(#41)`, `41.`, `incident #41`.

A number is `marked` where it can hardly be a part of a text. Digits of any keyboard count: `４１`, `①`, `№ 41`.
"""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

_CLOSING: Final = r"[)\]}>:,;.!/|–—-]*"
_NUMBER: Final = re.compile(
    r"(?P<opening>[(\[{<]?)(?P<mark>#+\s*|inc[-#]+)?(?P<word>(?:(?:incident|inc|issue|number|nr|no|num)[.:]?\s*){1,2})?"
    r"(?P<hash>#\s*)?(?P<number>\d{1,9})" + _CLOSING,
    re.IGNORECASE,
)
_GLUED: Final = re.compile(
    r"(?P<said>[(\[]\s*#?\d{1,9}[)\]]:?|#?\d{1,9}[)\]]:?|#\d{1,9}[:,.;])(?P<rest>[^\s\d].*)", re.DOTALL
)
_SET_OFF: Final = re.compile(r"[:–—-]+(?:\s+|$)")
_MOST_WORDS: Final = 4  # "incident no. # 41"


@dataclass(frozen=True)
class TypedNumber:
    """`said` is how the number was typed, and `rest` what follows it."""

    number: int
    said: str
    rest: str
    marked: bool


def number_in_front(text: str) -> TypedNumber | None:
    """The number that a text starts with. The most words that are one count: `# 41` is not the word `#`."""
    text = text.strip()
    if glued := _GLUED.fullmatch(text):
        found = _read(glued["said"], glued["rest"].strip())
        if found:
            return found
    for count in range(_MOST_WORDS, 0, -1):
        words = text.split(maxsplit=count)
        if len(words) >= count and (found := _read(" ".join(words[:count]), " ".join(words[count:]).strip())):
            return found
    return None


def whole_number(text: str) -> int:
    """The number that a text is, and nothing else; 0 if it is none."""
    found = number_in_front(text)
    return found.number if found and not found.rest else 0


def _read(said: str, rest: str) -> TypedNumber | None:
    found = _NUMBER.fullmatch(unicodedata.normalize("NFKC", said))
    if not found or not int(found["number"]):
        return None
    rest = _SET_OFF.sub("", rest, count=1) if _SET_OFF.match(rest) else rest
    return TypedNumber(int(found["number"]), said, rest, marked=bool(found["mark"]) and not found["word"])
