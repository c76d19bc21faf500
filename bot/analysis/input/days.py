"""Finds the day of an incident whose times have none: as stated, else in its title, its ID, the file's name, and so on.

A day that is only concluded is said, because times of day are read on it.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from bot.analysis.input import clocks
from bot.analysis.input.tables import Table

_STATED: Final = ("date", "incident_date", "day", "date_of_incident", "incident_day")
_IDS: Final = ("id", "incident_id", "key", "reference", "ticket", "document_id")
_TITLES: Final = ("title", "name", "headline", "subject", "incident_title")
_SUMMARIES: Final = ("summary", "description", "executive_summary")
CLOSED: Final = ("incident_closed", "closed_at", "closed_on", "date_closed", "closed", "report_date", "published")
_READ: Final = 500  # characters of a summary in which a date is looked for

_COMPACT: Final = re.compile(r"(?<!\d)(?P<year>20\d\d)(?P<month>0[1-9]|1[0-2])(?P<day>[0-2]\d|3[01])(?!\d)")


@dataclass(frozen=True)
class Day:
    """`place` is where it was found, "" if it is stated as the day of the incident."""

    on: date
    place: str = ""


def day_of(tables: Iterable[Table], file: str) -> Day | None:
    return next(_days(tuple(tables), file), None)


def _days(tables: tuple[Table, ...], file: str) -> Iterator[Day]:
    for text, _place in _texts(tables, _STATED):
        if day := clocks.read_day(text) or day_in(text):
            yield Day(day)
    for text, _place in _texts(tables, _TITLES):
        if day := day_in(text):
            yield Day(day)
    sources = (*_texts(tables, _IDS), (file, "the file's name"), *_texts(tables, _SUMMARIES), *_texts(tables, CLOSED))
    for text, place in sources:
        if day := day_in(text[:_READ]):
            yield Day(day, place)


def _texts(tables: tuple[Table, ...], names: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for name in names:
        for table in tables:
            found = table.peek(name)
            if found and isinstance(found.value, str):
                yield found.value, found.path


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
