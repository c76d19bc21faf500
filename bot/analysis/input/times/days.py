"""Finds the day of an incident whose times have none: as stated, else in its title, its ID, the file's name, and so on.

A day that is only concluded is said, because times of day are read on it.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from bot.analysis.input import values
from bot.analysis.input.fields.names import STORIES
from bot.analysis.input.tables import Table
from bot.analysis.input.times import clocks, day_order

_STATED: Final = ("date", "incident_date", "day", "date_of_incident", "incident_day", "when")
_IDS: Final = ("id", "incident_id", "key", "reference", "ticket", "document_id")
_TITLES: Final = ("title", "name", "headline", "subject", "incident_title")
_SUMMARIES: Final = ("summary", "description", "executive_summary", *STORIES)
CLOSED: Final = ("incident_closed", "closed_at", "closed_on", "date_closed", "closed", "report_date", "published")
_MOST_TEXTS: Final = 500  # in which dates tell whether the day or the month comes first
_READ: Final = 500  # characters of a summary in which a date is looked for

_WRITTEN_WITHIN: Final = timedelta(days=90)
_WITHOUT_YEAR: Final = re.compile(
    r"\b(?:[A-Za-zä]{3,9}\.?\s+\d{1,2}(?:st|nd|rd|th)?|\d{1,2}(?:st|nd|rd|th)?\.?\s+[A-Za-zä]{3,9})\b(?!,?\s*\d)"
)
_COMPACT: Final = re.compile(r"(?<!\d)(?P<year>20\d\d)(?P<month>0[1-9]|1[0-2])(?P<day>[0-2]\d|3[01])(?!\d)")


@dataclass(frozen=True)
class Day:
    """`place` is where it was found, "" if it is stated as the day of the incident."""

    on: date
    place: str = ""


def day_of(tables: Iterable[Table], file: str) -> Day | None:
    return next(_days(tuple(tables), file), None)


def unread(tables: Iterable[Table]) -> str:
    """Returns what to say of a day that is stated and can't be read; "" if none is."""
    heads = tuple(tables)
    text, place = next(_texts(heads, _STATED), ("", ""))
    said = _read_among(text, heads)[1] or f"{values.quoted(text)} is not a date"
    return f"{place}: {said}" if text else ""


def _read_among(text: str, tables: tuple[Table, ...]) -> tuple[str, str]:
    return day_order.read_among(text, (other for table in tables for other in table.texts(_MOST_TEXTS)))


def _days(tables: tuple[Table, ...], file: str) -> Iterator[Day]:
    for text, _place in _texts(tables, _STATED):
        if day := clocks.read_day(text) or day_in(text) or clocks.read_day(_read_among(text, tables)[0]):
            yield _in_a_title(tables, day) or Day(day)
    for text, _place in _texts(tables, _TITLES):
        if day := day_in(text):
            yield Day(day)
    sources = (*_texts(tables, _IDS), (file, "the file's name"), *_texts(tables, _SUMMARIES), *_texts(tables, CLOSED))
    for text, place in sources:
        if day := day_in(text[:_READ]):
            yield Day(day, place)


def _in_a_title(tables: tuple[Table, ...], written: date) -> Day | None:
    """Returns the day that a title names without its year: `Outage of March 3`, in a report that was written later."""
    for text, place in _texts(tables, _TITLES):
        for year in (written.year, written.year - 1) if day_in(text) is None else ():
            day = day_in_year(text, year)
            if day and timedelta() < written - day < _WRITTEN_WITHIN:
                return Day(day, place)
    return None


def _texts(tables: tuple[Table, ...], names: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for name in names:
        for table in tables:
            found = table.peek(name)
            if found and isinstance(found.value, str):
                yield found.value, found.path


def day_in_year(text: str, year: int) -> date | None:
    """Returns the first day and month that a text names, in a year that it doesn't."""
    found = (clocks.first_day(f"{matched[0]} {year}") for matched in _WITHOUT_YEAR.finditer(text))
    return next(filter(None, found), None)


def day_in(text: str) -> date | None:
    """Returns the first date that a text names, also `INC-20260315-001`."""
    matched = _COMPACT.search(text)
    found = clocks.first_day(text)
    if matched and found is None:
        try:
            return date(*map(int, matched.groups()))
        except ValueError:
            return None
    return found
