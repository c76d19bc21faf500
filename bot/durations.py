"""Durations as people type them: `20m`, `1h30m`, `an hour and a half`, `twenty-five minutes`."""

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

_UNITS: Final = {"w": 604_800, "d": 86_400, "h": 3_600, "m": 60, "s": 1}
UNIT: Final = r"(?:weeks?|w|days?|d|hours?|hrs?|h|minutes?|mins?|m|seconds?|secs?|s)"
_ONES: Final = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_TENS: Final = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "ninety": 90}
_COUNTS: Final = {"a": 1, "an": 1, **{word: count for count, word in enumerate(_ONES, 1)}, "fifteen": 15, **_TENS}
NUMBER_WORD: Final = rf"(?:(?:{'|'.join(_TENS)})(?:-(?:{'|'.join(_ONES[:9])}))?|{'|'.join(_ONES)}|fifteen|an?)"
_AMOUNT: Final = (
    rf"(?:\d{{1,4}}(?:[.,]\d{{1,2}})?\s?{UNIT}(?:\sand\sa\shalf)?|{NUMBER_WORD}\s{UNIT}(?:\sand\sa\shalf)?)"
)
SPAN: Final = rf"(?:\d{{1,2}}h\d{{2}}(?!\w)|half\s(?:an\s)?hour|{_AMOUNT}(?:(?:\s|,\s|\sand\s)?{_AMOUNT})*)(?![^\W\d_])"
_PART: Final = re.compile(
    rf"(?P<count>\d+(?:[.,]\d+)?|{NUMBER_WORD}\b)\s?(?P<unit>[wdhms])[a-z]*(?P<half>\sand\sa\shalf)?", re.IGNORECASE
)
_SPAN: Final = re.compile(SPAN, re.IGNORECASE)


@dataclass(frozen=True)
class TypedSpan:
    """A duration in a text, which ends at `end`."""

    length: timedelta
    end: int


def span_at(text: str, start: int = 0) -> TypedSpan | None:
    """`20m`, `an hour` or `half an hour` at a place of a text, None if none stands there."""
    found = _SPAN.match(text, start)
    return TypedSpan(read_span(found[0]), found.end()) if found else None


def looks_like_span(word: str) -> bool:
    return _SPAN.fullmatch(word) is not None


def read_span(word: str) -> timedelta:
    """Parses `10m`, `2h`, `1h30m`, `1h30`, `90 s` or `an hour`. The word must match SPAN."""
    if word.casefold().startswith("half"):
        return timedelta(minutes=30)
    if re.fullmatch(r"\d+h\d\d", word, re.IGNORECASE):
        word += "m"
    return timedelta(seconds=sum(_seconds(part) for part in _PART.finditer(word)))


def _seconds(part: re.Match[str]) -> float:
    return (_count(part["count"].casefold()) + (0.5 if part["half"] else 0)) * _UNITS[part["unit"].casefold()]


def _count(word: str) -> float:
    if word[0].isdecimal():
        return float(word.replace(",", "."))
    return sum(_COUNTS[each] for each in word.split("-"))
