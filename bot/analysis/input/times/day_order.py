"""Reads dates such as `01/15/24`, where one alone may be ambiguous and all of a file together are not.

Which number is the day is the same in the whole file: one number above 12 decides it. With dots, the day comes first.
Without a sign it stays unknown, and nothing is guessed.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Final

_NUMBERS: Final = re.compile(r"\s*(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d\d)(?!\d)[,T]?\s*(.*)", re.DOTALL)
_SLASHED: Final = re.compile(r"(?<![\d/])\d{1,2}/\d{1,2}/(?:\d{4}|\d\d)(?![\d/])")
_NAMED: Final = re.compile(r"\s*(\d{1,2})([./ -])([A-Za-z]{3})[a-z]*\2(\d\d)(?!\d)[,T]?\s*(.*)", re.DOTALL)


def read_among(text: str, others: Iterable[str]) -> tuple[str, str]:
    """Returns a date such as `3/4/2025` as the other dates of its file tell to read it, and what is unclear."""
    given = text.strip()
    if not _NUMBERS.fullmatch(given):
        return "", ""
    known, problem = unambiguous({given, *(date for other in others for date in _SLASHED.findall(other))})
    return ("", problem) if problem else (known[given], "")


def unambiguous(texts: Iterable[str]) -> tuple[Mapping[str, str], str]:
    """Returns such texts with a date that can be read, and what to say if the dates are ambiguous.

    If all have one and the same date, only the time of day is returned.
    """
    given = {text: matched for text in texts if (matched := _NUMBERS.fullmatch(text))}
    days = {matched.group(1, 2, 3, 4) for matched in given.values()}
    is_day_first = _day_first(days)
    if is_day_first is not None:
        return {text: _dated(matched, is_day_first) for text, matched in given.items()}, ""
    if not given:
        return {}, ""
    one = min(days)
    said = "".join((one[0], one[1], one[2], one[1], one[3]))
    problem = f'"{said}" names the month first or the day first; write dates as 2024-01-31'
    return ({text: matched[5] for text, matched in given.items() if matched[5]} if len(days) == 1 else {}), problem


def parted(text: str) -> tuple[str, str]:
    """Returns the date at the beginning of a text as it is written, "" if there is none, and the rest."""
    matched = _NUMBERS.fullmatch(text)
    return (text[: matched.end(4)].strip(), matched[5]) if matched else ("", text)


def _day_first(days: Iterable[tuple[str | int | None, ...]]) -> bool | None:
    """None if there is no sign, or if there are signs of both."""
    found = {
        sign for one, dot, other, _year in days if (sign := _sign(int(one or 0), str(dot), int(other or 0))) is not None
    }
    return found.pop() if len(found) == 1 else None


def _sign(one: int, dot: str, other: int) -> bool | None:
    if dot == "." or one > 12:
        return True
    return False if other > 12 or one == other else None


def _dated(matched: re.Match[str], is_day_first: bool) -> str:
    one, _, other, year, rest = matched.groups()
    day, month = (one, other) if is_day_first else (other, one)
    return f"{_whole(year)}-{month:0>2}-{day:0>2} {rest}".strip()


def with_whole_year(text: str) -> str:
    """Writes `15/Jan/24 10:42` with its century."""
    matched = _NAMED.fullmatch(text)
    return f"{matched[1]} {matched[3]} {_whole(matched[4])} {matched[5]}".strip() if matched else text


def _whole(year: str) -> str:
    return year if len(year) == 4 else f"20{year}"
