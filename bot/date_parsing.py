"""Dates as people type them: `2024-01-22`, `22.01.2024`, `22/Jan/2024`, `Mon 22 Jan`, `yesterday`, `last Friday`.

A date that names no year or only a weekday is the nearest one in the direction that the caller needs. `01/02/2024` is
two dates, and is asked about; so is a weekday that isn't that of its date.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from bot.errors import Unclear
from templates.commands import wording

_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTH: Final = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_WEEKDAY: Final = (
    r"(?P<weekday>mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:r?s?(?:day)?)?|fri(?:day)?|sat(?:urday)?"
    r"|sun(?:day)?)"
)
_NAMED: Final = rf"(?:{_WEEKDAY}\b[.,]*\s+)?"
_DAY: Final = r"(?P<day>\d{1,2})(?:st|nd|rd|th|\.)?"
_YEAR: Final = r"(?:(?:,?\s+|[/-])(?P<year>\d{4})(?=:\d\d:|[^\w:]|_|z\b|$))?"
_END: Final = r"(?![^\W_z]|z\w|['’]\w|[./-]|:(?!\d\d:|\s|$))"
_YEARS: Final = range(1970, 2200)


def _form(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_ISO: Final = _form(rf"(?P<year>\d{{4}})(?P<sep>[-/.])(?P<month>\d{{1,2}})(?P=sep)(?P<day>\d{{1,2}})(?:(?=T\d)|{_END})")
_COMPACT: Final = _form(r"(?P<year>(?:19|20)\d\d)(?P<month>[01]\d)(?P<day>[0-3]\d)(?=[T_ ]+[0-2]\d:?[0-5]\d)")
_DOTTED: Final = _form(rf"(?P<day>\d{{1,2}})\.\s?(?P<month>\d{{1,2}})\.(?P<year>\d{{4}})?{_END}")
_SLASHED: Final = _form(rf"(?P<first>\d{{1,2}})(?P<sep>[/-])(?P<second>\d{{1,2}})(?P=sep)(?P<year>\d{{4}}){_END}")
_DAY_FIRST: Final = _form(rf"{_NAMED}{_DAY}(?:\s+(?:of\s+)?|[/-]){_MONTH}{_YEAR}{_END}")
_MONTH_FIRST: Final = _form(rf"{_NAMED}{_MONTH}\s+{_DAY}{_YEAR}{_END}")
_PART: Final = r"(?P<part>morning|afternoon|evening|night)"
_RELATIVE: Final = _form(
    rf"(?:(?P<word>yesterday|today|tomorrow)|(?P<last>last\s+)?{_WEEKDAY})\b(?:\s+{_PART}(?=\s+(?:at\s+)?\d))?{_END}"
)
_PART_OF_DAY: Final = _form(rf"(?:(?P<word>this|last)\s+{_PART}|tonight){_END}")
_DAYS_AWAY: Final = {"yesterday": -1, "today": 0, "tomorrow": 1}


@dataclass(frozen=True)
class TypedDate:
    """A date in front of a text. `sure`: it can be nothing but a date, while "Friday" and "3 May" are words, too.

    `part` is the part of the day if it was named, such as "morning".
    """

    day: date
    said: str
    rest: str
    sure: bool
    part: str = ""


def read_date(text: str, today: date, *, future: bool) -> TypedDate | None:
    """The date in front of a text, None if there is none. Raises Unclear for one that no calendar has."""
    for pattern, day_of, sure in _FORMS:
        if found := pattern.match(text):
            named = found.groupdict()
            day = day_of(found, today, future)
            _refuse_another_weekday(found[0], named.get("weekday") if named.get("day") else None, day)
            return TypedDate(day, found[0], text[found.end() :], sure or bool(named.get("last")), _part(found))
    return None


def _part(found: re.Match[str]) -> str:
    said = found[0].casefold()
    return "night" if said == "tonight" else (found.groupdict().get("part") or "").casefold()


def _refuse_another_weekday(said: str, weekday: str | None, day: date) -> None:
    if weekday and _WEEKDAYS[day.weekday()] != weekday[:3].casefold():
        raise Unclear(wording.not_a_date(said))


def whole_date(text: str, today: date, *, future: bool) -> date | None:
    """The date that the text is, None if it is none, or more than one. Raises Unclear for one that no calendar has."""
    found = read_date(text, today, future=future)
    return found.day if found and not found.rest.strip() else None


def _numbers(found: re.Match[str], today: date, future: bool) -> date:
    return _nearest(found, int(found["month"]), today, future)


def _words(found: re.Match[str], today: date, future: bool) -> date:
    return _nearest(found, _MONTHS.index(found["month"][:3].casefold()) + 1, today, future)


def _nearest(found: re.Match[str], month: int, today: date, future: bool) -> date:
    """Without a year, the nearest such date in the direction, up to a leap year away."""
    if found["year"]:
        return _date(found[0], int(found["year"]), month, int(found["day"]))
    years = [today.year + away for away in (range(5) if future else range(0, -5, -1))]
    days = [day for year in years if (day := _possible(year, month, int(found["day"])))]
    return next((day for day in days if (day >= today if future else day <= today)), None) or _date(found[0], 0, 0, 0)


def _slashed(found: re.Match[str], _today: date, _future: bool) -> date:
    first, second, year = int(found["first"]), int(found["second"]), int(found["year"])
    days = {day for day in (_possible(year, second, first), _possible(year, first, second)) if day}
    if len(days) > 1:
        raise Unclear(wording.two_dates(found[0]))
    return days.pop() if days else _date(found[0], 0, 0, 0)


def _relative(found: re.Match[str], today: date, future: bool) -> date:
    if found["word"]:
        return today + timedelta(days=_DAYS_AWAY[found["word"].casefold()])
    away = (_WEEKDAYS.index(found["weekday"][:3].casefold()) - today.weekday()) % 7
    return today + timedelta(days=away if future else away - 7 if away else 0)


def _part_of_day(found: re.Match[str], today: date, _future: bool) -> date:
    """The early hours of "last night" are today's: who reads the time decides."""
    return today - timedelta(days=(found["word"] or "").casefold() == "last")


def _possible(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if year in _YEARS else None
    except ValueError:
        return None


def _date(said: str, year: int, month: int, day: int) -> date:
    found = _possible(year, month, day)
    if found is None:
        raise Unclear(wording.not_a_date(said))
    return found


_FORMS: Final[Sequence[tuple[re.Pattern[str], Callable[[re.Match[str], date, bool], date], bool]]] = (
    (_ISO, _numbers, True),
    (_COMPACT, _numbers, False),
    (_DOTTED, _numbers, True),
    (_SLASHED, _slashed, True),
    (_DAY_FIRST, _words, False),
    (_MONTH_FIRST, _words, False),
    (_PART_OF_DAY, _part_of_day, False),
    (_RELATIVE, _relative, False),
)
