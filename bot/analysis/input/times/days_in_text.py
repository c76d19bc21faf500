"""Gives the times of a text the days that it states, wherever it states them, so that each line can be read alone.

`Mar 4 22:00 alert`, a system log (RFC 3164), `01/15/24 22:00 alert`, a line or a heading with a day above times. A day
without a year gets the one that the text names, of several that of its first date. Without one it is told when a new
day begins: `00:10 (+1)`.
"""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

from bot.analysis.input.tables import Notes
from bot.analysis.input.times import clocks
from bot.analysis.input.times.day_by_day import MONTH, without_ordinals
from bot.analysis.input.times.day_order import unambiguous

_READ: Final = 5_000  # characters in which the first date tells the year, where several are named
_LEAP: Final = "2000"  # a year in which every day exists
_NAMED: Final = (
    rf"(?:[A-Z][a-z]{{2,8}},? )?(?:{MONTH} {{1,2}}\d{{1,2}}(?:st|nd|rd|th)?|\d{{1,2}}(?:st|nd|rd|th|\.)? {MONTH})"
)
_DAY: Final = rf"(?:(?:{_NAMED}|\d{{1,2}}/\d{{1,2}})(?!/|,? \d{{4}})|\d{{1,2}}/\d{{1,2}}/(?:\d{{4}}|\d\d))"
_WHOLE: Final = rf"{_NAMED},? \d{{4}}|\d{{4}}-\d\d-\d\d"
_CLOCK: Final = (
    r"\d{1,2}:\d\d(?:[:.,]\d+)*(?: ?[AaPp]\.?[Mm]\b\.?)?(?: ?(?:Z|UTC|GMT|[A-Z]{1,4}T)\b)?(?![/\d]|[ ]\d{4}\s*$)"
)
_ANY: Final = re.compile(rf"{_WHOLE}|{_DAY}")
_LINE: Final = re.compile(
    rf"^(?P<lead>[ \t>*•\[(|_-]{{0,8}})(?:(?P<day>{_DAY})[:*_]*(?:,? at |, | - | ))?"
    rf"(?P<at>{_CLOCK})(?! (?:to|until|[–-]) {_NAMED})"
    rf"|^(?:(?P<level>\#{{1,6}}) (?P<label>.{{1,200}})"
    rf"|[ \t>*_-]{{0,8}}(?P<alone>(?:{_WHOLE}|{_DAY})[*_: \t]*(?:\([^()\n]{{2,40}}\))?"
    rf"|[^\W\d]{{3,20}} \((?:[^()\n]{{1,20}}, )?(?:{_WHOLE}|{_DAY})[^()\n]{{0,20}}\)):?[ \t]*)$",
    re.MULTILINE,
)
_STATES: Final = re.compile(rf"^[ \t>*•\[(|_\#-]{{0,8}}.{{0,60}}?(?:{_DAY}|{_WHOLE})", re.MULTILINE)
_YEAR: Final = re.compile(r"(?<![\d/])20\d\d(?=-|[ ,.:\n]|\Z)")


def with_days(text: str, notes: Notes) -> str:
    if not _STATES.search(text):
        return text
    years = set(_YEAR.findall(text))
    first = clocks.first_day(text[:_READ])
    year = years.pop() if len(years) == 1 else f"{first.year}" if first else ""
    stated = dict.fromkeys(day for each in _LINE.finditer(text) if (day := _stated(each)))
    writer = _Writer(_days(stated, year, notes), year)
    written = _LINE.sub(writer.line, text)
    if day := writer.without_year:
        notes.complain("", f'"{day}" has no year, so only the time of day is read, and when a new day begins')
    return written


def _stated(found: re.Match[str]) -> str:
    """Returns the day beside the time, or in a line or a heading above times."""
    above = _ANY.search(found["label"] or found["alone"] or "")
    return found["day"] or (above[0] if above else "")


def _days(stated: Mapping[str, None], year: str, notes: Notes) -> dict[str, date | None]:
    """Returns the date of each day; None for one that is ambiguous."""
    whole = {day: f"{day}/{year or _LEAP}" if day.count("/") == 1 else day for day in stated}
    known, problem = unambiguous(each for each in whole.values() if "/" in each)
    if problem:
        notes.complain("", problem)
    return {
        day: clocks.read_day(known.get(full, full)) if _has_year(full) else _of_year(full, year or _LEAP)
        for day, full in whole.items()
    }


def _has_year(day: str) -> bool:
    return day.count("/") == 2 or re.search(r"\d{4}", day) is not None


def _of_year(day: str, year: str) -> date | None:
    return clocks.first_day(f"{without_ordinals(day)} {year}")


class _Writer:
    """Goes through the lines. A day above times is that of the first one, from which those below it go on."""

    def __init__(self, days: Mapping[str, date | None], year: str) -> None:
        self._days = days
        self._year = year
        self._above = ""
        self._before: date | None = None
        self._is_titled = False
        self.without_year = ""  # the first day that is told so

    def line(self, found: re.Match[str]) -> str:
        if found["at"] is None:
            self._take_above(found)
            return found[0]
        stated, self._above = found["day"] or self._above, ""
        if not stated:
            return found[0]
        return found["lead"] + self._written(stated, found["at"])

    def _take_above(self, found: re.Match[str]) -> None:
        """A first heading of the first level is the title, whose day is that of the incident."""
        if found["alone"] or self._is_titled or len(found["level"]) > 1:
            self._above = _stated(found)
        self._is_titled = self._is_titled or found["label"] is not None

    def _written(self, stated: str, at: str) -> str:
        day = self._days[stated]
        if day is None:
            return at
        if self._year or _has_year(stated):
            return f"{day} {at}"
        self.without_year = self.without_year or stated
        later = day - self._before if self._before else timedelta()
        self._before = day
        return f"{at} (+{later.days})" if 0 < later.days < 100 else at
