"""The days of a conversation that was copied as text, and the times on them.

A line of its own states a day: `Monday, January 15th`, `Today`, `--- Day changed Mon Jan 15 2024`. Without a year,
only how many days lie between two of them is known. A chat goes forward, so a time that goes back by hours is on the
next day, and what stands above the first day is of the day before it.
"""

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from itertools import chain, pairwise, takewhile
from typing import Final

from bot.analysis.input import values
from bot.analysis.input.tables import Notes
from bot.analysis.input.times import clocks
from bot.analysis.input.times.day_order import parted, unambiguous

_BACK: Final = 6 * 60  # minutes; less than that is a thread that was copied below its first message
_MOST_DAYS: Final = 90  # in a conversation without a date
_WEEK: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_ORDINAL: Final = re.compile(r"(?<=\d)(?:st|nd|rd|th)\b")
_LOG: Final = re.compile(r"-{2,3}\s*(?:Day changed|Log (?:opened|closed))?\s*(.{6,40}?)(?:\s*-{2,3})?", re.IGNORECASE)
_CLOSED: Final = re.compile(r"-{2,3}\s*Log closed\b", re.IGNORECASE)
_C_TIME: Final = re.compile(r"(?:[A-Z][a-z]{2} )?([A-Z][a-z]{2}) {1,2}(\d{1,2}) (?:[\d:]{5,8} )?(\d{4})")
MONTH: Final = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sep(?:t|tember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_YEARLESS: Final = re.compile(rf"(?:[A-Z][a-z]{{2,8}},? )?(?:{MONTH} \d{{1,2}}|\d{{1,2}}\.? {MONTH})")
_ZONE: Final = re.compile(r" ?(?:Z|UTC|GMT|[ECMP][SD]T|CES?T|BST|[+-]\d\d:?\d\d)$")
_HALF: Final = re.compile(r"[ap]\.?m\b", re.IGNORECASE)


def is_day(line: str) -> bool:
    """Whether a line states a day and nothing else."""
    return len(line) <= 60 and (_date_of(line) is not None or _number_of(line) is not None)


def dated(times: Sequence[tuple[str, str]], notes: Notes, end: str = "") -> list[str]:
    """Returns the times with a date if one is known, else with the days since the time before: `09:10 (+1)`.

    Each is the day that is stated before it, "" if none is, and the time as written. `end` is the last day that is
    stated, also after all of them.
    """
    known, problem = unambiguous(chain((day for day, _ in times), (time for _, time in times)))
    if problem:
        notes.complain("", problem)
    clear = [(known.get(day, day), known.get(time, time)) for day, time in times]
    if problem:
        clear = [(date or day, time) for day, written in clear for date, time in [parted(written)]]
    days = _Days(notes, any(_HALF.search(time) for _, time in times), _day_of_the_first(clear, end))
    return [days.next(day, time) for day, time in clear]


def _day_of_the_first(times: Sequence[tuple[str, str]], end: str) -> date | None:
    """Returns the date of what stands above the first line with one, from that line."""
    above = [time for _, time in takewhile(lambda each: not _date_of(each[0]), times)]
    line = times[len(above)][0] if len(above) < len(times) else end
    read = [clock.at for time in above if isinstance(clock := clocks.read_time(time), clocks.Clock)]
    day = _date_of(line)
    if day is None or len(read) < len(above) or not above:
        return None
    turns = sum(_is_back(before.hour * 60 + before.minute, at.hour * 60 + at.minute) for before, at in pairwise(read))
    return day - timedelta(days=turns + (not _CLOSED.match(line)))


class _Days:
    """Goes through the times in order."""

    def __init__(self, notes: Notes, has_halves: bool, first: date | None) -> None:
        self._notes = notes
        self._has_halves = has_halves
        self._date = first
        self._stated = ""
        self._minutes: int | None = None
        self._passed = 0

    def next(self, stated: str, time: str) -> str:
        written = self._with_half(time) if self._has_halves else time
        read = clocks.read_time(written)
        if not isinstance(read, clocks.Clock):
            self._date = read.date() if read else self._date
            self._minutes = read.hour * 60 + read.minute if read else self._minutes
            return written
        minutes = read.at.hour * 60 + read.at.minute
        days = self._days_until(stated, minutes, time)
        self._minutes = minutes
        zone = _ZONE.search(written)
        clock = f"{read.at:%H:%M:%S}{zone[0] if zone else ''}"
        if self._date:
            self._date += timedelta(days=days)
            return f"{self._date} {clock}"
        return f"{clock} (+{days})" if days else clock

    def _days_until(self, stated: str, minutes: int, time: str) -> int:
        """Returns the days since the time before. A stated date is kept; then it is 0."""
        if stated != self._stated:
            before, self._stated = self._stated, stated
            if day := _date_of(stated):
                self._date = day
                return 0
            return self._counted(_days_between(before, stated) if self._minutes is not None else 0)
        if self._minutes is None or not _is_back(self._minutes, minutes):
            return 0
        self._notes.complain("", f"{values.quoted(time)} follows a later time, so it is read as on the next day")
        return self._counted(1)

    def _counted(self, days: int) -> int:
        """Counts only days that are shown as such: without a date, they all lie in one year."""
        self._passed += days
        return days if self._passed <= _MOST_DAYS else 0

    def _with_half(self, time: str) -> str:
        """Adds what a grouped message leaves out, where others say AM or PM."""
        hour = time.partition(":")[0]
        if not re.fullmatch(r"\d{1,2}:\d\d", time) or not 1 <= int(hour) <= 12 or self._minutes is None:
            return time
        found = [
            (f"{time} {half}", (int(hour) % 12 + shift) * 60 + int(time[-2:]))
            for half, shift in (("AM", 0), ("PM", 12))
        ]
        return next((written for written, minutes in found if minutes >= self._minutes), time)


def _is_back(before: int, after: int) -> bool:
    return before - after >= _BACK


def without_ordinals(text: str) -> str:
    return _ORDINAL.sub("", text)


def _date_of(line: str) -> date | None:
    log = _LOG.fullmatch(line)
    told = _ORDINAL.sub("", (log[1] if log else line).strip("—– "))
    if not re.search(r"\d{4}", told):
        return None
    matched = _C_TIME.fullmatch(told)
    read = clocks.read_time(f"{matched[2]} {matched[1]} {matched[3]}" if matched else told)
    return read.date() if isinstance(read, datetime) else None


def _number_of(line: str) -> int | None:
    """Returns a number for a day without a year, for what lies between two of them."""
    told = _ORDINAL.sub("", line.strip("-—– ")).casefold()
    if told in ("yesterday", "today"):
        return ("yesterday", "today").index(told)
    if told in _WEEK:
        return _WEEK.index(told)
    if not _YEARLESS.fullmatch(_ORDINAL.sub("", line.strip("-—– "))):
        return None
    name, number = (part for part in sorted(re.findall(r"[A-Za-z]+|\d+", told)[-2:], key=str.isdigit))
    day = clocks.read_day(f"{number} {name} 2000")
    return day.toordinal() if day else None


def _days_between(before: str, after: str) -> int:
    """Counts one day to a line that states another, wherever it can't be read how many they are."""
    one, other = _number_of(before), _number_of(after)
    if one is None or other is None:
        return int(bool(after) and (other is None or other > len(_WEEK)))
    if other < len(_WEEK) and one < len(_WEEK):
        return (other - one) % len(_WEEK)
    return (other - one) % 366 if max(one, other) > len(_WEEK) and min(one, other) > len(_WEEK) else 0
