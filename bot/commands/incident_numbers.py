"""An incident's number in all the ways that people write one: `41`, `#41`, `INC-41`, `(#41)`, `SEV2 #41`, `no. 41`.

One principle instead of a list of spellings: the text is read as it looks, and whatever is neither a letter nor a digit
(quotation marks, brackets, dashes, formatting) only stands around the number. What is opened before it is closed behind
it: `"3 pods" are down` starts with a quotation. A number is `marked` where it can hardly be a part of a text.
"""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from bot.commands.appearance import Seen

_MARK: Final = r"(?:[^\w#]|_)"  # neither a letter nor a digit
_CALLED: Final = r"(?:incident|inc|issue|ticket|case|number|num|nr|no|n(?=°))(?![^\W\d_])"
_OPEN: Final = "\"'`´*_~<"
_SHUT: Final = "\"'`´*_~>"
_NUMBER: Final = re.compile(
    rf"(?P<before>{_MARK}*)(?P<severity>(?:severity|sev){_MARK}*\d{{1,2}}{_MARK}+(?=#))?"
    rf"(?P<the>the{_MARK}+(?=#|{_CALLED}))?(?:(?P<key>inc(?:[-_]|#){_MARK}*)|(?P<word>(?:{_CALLED}{_MARK}*){{1,3}}))?"
    r"(?P<hash>#[#\s]*)?(?P<number>\d+)[番号號번]?(?![^\W_]|[.,:/+&-]\d)(?P<behind>(?:[^\w\s@#]|_|#(?!\d))*)",
    re.IGNORECASE,
)
_GLUED: Final = re.compile(r"[-./'’:_&+*@]+\w|[%‰°€£¥$]")  # "3-node", "3.x", "3's", "3%"
_SIGNED: Final = re.compile(r"[-+$€£¥=@/.\\^&]$")  # "-3", "$3"
_SET_OFF: Final = re.compile(r"[:：|–—-]+(?:\s+|$)")
_AND: Final = re.compile(rf"(?:{_MARK}|#(?!\s*\d))*(?P<and>(?:and|or|und|oder|et|ou|y|e|och){_MARK}+)?", re.IGNORECASE)
_NAMED: Final = re.compile(r"(?:#\s*|\binc[-_])(?P<number>\d+)", re.IGNORECASE)
_MOST_DIGITS: Final = 18  # what fits into a database; an incident has fewer


@dataclass(frozen=True)
class TypedNumber:
    """`said` is how the number was typed, and `rest` what follows it."""

    number: int
    said: str
    rest: str
    marked: bool
    severity: str = ""


def number_in_front(text: str) -> TypedNumber | None:
    """The number that a text starts with."""
    text = text.strip()
    seen = Seen(text)
    found = _NUMBER.match(seen.plain)
    if not found or not _stands_alone(found):
        return None
    end = seen.place(found.end())
    rest = _SET_OFF.sub("", text[end:].strip(), count=1) if _SET_OFF.match(text[end:].strip()) else text[end:].strip()
    marked = not found["word"] and not found["the"] and bool(found["hash"] or found["key"])
    return TypedNumber(counted(found["number"]), text[:end].strip(), rest, marked, found["severity"] or "")


def second_number(text: str) -> TypedNumber | None:
    """The number that goes on from one in front: `and #3`, `, #3`, `and 3`."""
    joined = _AND.match(text)
    found = number_in_front(text[joined.end() :]) if joined else None
    return found if joined and found and (joined["and"] or found.marked) else None


def named_within(text: str, words: int) -> tuple[int, str] | None:
    """The number that one of the first words of a text marks as that of an incident, and the text without it."""
    for place, word in enumerate(said := text.split(maxsplit=words)):
        if place < words and (found := _NAMED.search(Seen(word).plain)):
            return counted(found["number"]), " ".join((*said[:place], *said[place + 1 :]))
    return None


def is_like_a_number(text: str) -> bool:
    """Whether there are digits in a text, but not one letter: `1/2`, `#3-4`."""
    plain = Seen(text).plain
    return any(map(str.isdigit, plain)) and not any(map(str.isalpha, plain))


def whole_number(text: str) -> int:
    """The number that a text is, and nothing else; 0 if it is none."""
    found = number_in_front(text)
    return found.number if found and not found.rest else 0


def counted(digits: str) -> int:
    """The number that so many digits write."""
    return int(digits.lstrip("0")[:_MOST_DIGITS] or 0)


def _stands_alone(found: re.Match[str]) -> bool:
    before, behind = found["before"], found["behind"]
    if any(map(_opens, before)):
        return any(map(_closes, behind))
    is_bare = not (found["hash"] or found["key"] or found["word"])
    return not is_bare or not (_SIGNED.search(before) or _GLUED.match(found.string, found.end("number")))


def _opens(mark: str) -> bool:
    return mark in _OPEN or unicodedata.category(mark) in ("Ps", "Pi", "Pf")


def _closes(mark: str) -> bool:
    return mark in _SHUT or unicodedata.category(mark) in ("Pe", "Pf", "Pi")
