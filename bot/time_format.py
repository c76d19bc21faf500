"""How times, dates and durations are written for people, wherever there is no reader's time zone: always in UTC.

There is one date format, `Mon 15 Jan, 14:15 UTC`. The year is added unless the caller names the `today` that a reader
has in mind and the year is the same. Documents and the fallback texts of Slack's dates name none: both outlive a year,
so a date in them always has its year. Where the page says which day it is about, `clock` leaves out that day.

A time alone, `14:15`, is read as today's. Slack's messages stay, so in them it stands alone
only if `reads_alone` says so.

What people type is read in bot/time_parsing.py.

A report may give times and no date at all. Such times lie in the year that UNDATED begins, which no input can name, and
are shown as times alone: no date is ever invented.
"""

from datetime import UTC, date, datetime, timedelta
from typing import Final

HOUR: Final = 60  # minutes
DAY: Final = 24 * HOUR
NEAR: Final = timedelta(hours=12)
UNDATED: Final = date(1970, 1, 1)  # the day of times without a date; dates are read from 1971 on
_FIRST_YEAR: Final = 1971


def clock(moment: datetime, day: date) -> str:
    """`14:15`, or `Tue 16 Jan, 01:10` on another day than `day`; without a date `next day, 01:10`."""
    utc = moment.astimezone(UTC)
    within = f"{utc:%H:%M}"
    if utc.date() == day:
        return within
    return (
        f"{day_name(utc.date(), day)}, {within}" if is_dated(moment) else f"{_later((utc.date() - day).days)}{within}"
    )


def is_dated(moment: datetime | date) -> bool:
    """Whether the date of a moment is known, or only its time of day."""
    return moment.year >= _FIRST_YEAR


def _later(days: int) -> str:
    if days == 1:
        return "next day, "
    return f"{days} days later, " if days > 0 else "day before, "


def iso(moment: datetime) -> str:
    """`2024-01-15T14:15:00Z`; `14:15:00Z` without a date, from the second day on `24:10:00Z`, as timetables count."""
    utc = moment.astimezone(UTC)
    if is_dated(moment):
        return utc.isoformat(timespec="seconds").replace("+00:00", "Z")
    return f"{(utc.date() - UNDATED).days * 24 + utc.hour:02}:{utc:%M:%S}Z"


def reads_alone(moment: datetime, beside: datetime | None) -> bool:
    """Whether `moment` can be shown without its day: the text shows `beside` with its day, and it is near.

    Within half a day, a time names one moment only, in every zone: the nearest before or after the one beside it.
    Without such a moment beside it the text may be read on any day.
    """
    return beside is not None and abs(moment - beside) < NEAR


def day_name(day: date, today: date | None = None) -> str:
    """`Mon 15 Jan 2024`; `Mon 15 Jan` in the year of `today`."""
    year = "" if today and today.year == day.year else f" {day.year}"
    return f"{day:%a} {day.day} {day:%b}{year}"


def stamp(moment: datetime, today: date | None = None) -> str:
    """`Mon 15 Jan 2024, 14:15 UTC`; `Mon 15 Jan, 14:15 UTC` in the year of `today`; `14:15 UTC` without a date."""
    utc = moment.astimezone(UTC)
    clock_alone = f"{utc:%H:%M} UTC"
    return f"{day_name(utc.date(), today)}, {clock_alone}" if is_dated(moment) else clock_alone


def duration(span: timedelta | int) -> str:
    """`22 min`, `2 h 5 min`, `2 h`, `3 d 4 h`: a timedelta or a number of minutes, rounded down."""
    minutes = max(0, span if isinstance(span, int) else int(span.total_seconds() // 60))
    if minutes < HOUR:
        return f"{minutes} min"
    hours, minutes = divmod(minutes, HOUR)
    parts = ((hours // 24, "d"), (hours % 24, "h")) if hours >= 24 else ((hours, "h"), (minutes, "min"))
    return " ".join(f"{count} {unit}" for count, unit in parts if count)


def in_minutes(count: int) -> str:
    """A length beside its target: `75 min`; over three hours `4 h 10 min`."""
    return f"{count} min" if count <= 3 * HOUR else duration(count)


def minutes(count: int) -> str:
    """`45 min`; from an hour on `145 min (2 h 25 min)`, to compare with targets in minutes."""
    return f"{count} min" if count < HOUR else f"{count} min ({duration(count)})"


def period(count: int) -> str:
    """A configured number of minutes, to follow "every" or "within": `15 min`, `4 h`, `48 h`, `7 days`."""
    days, rest = divmod(count, DAY)
    if days > 2 and not rest:
        return f"{days} days"
    hours, rest = divmod(count, HOUR)
    if hours and not rest:
        return f"{hours} h"
    return f"{count} min" if count < 2 * HOUR else duration(count)


def period_of_hours(count: int) -> str:
    """The same for a configured number of hours: `48 h`, `7 days`."""
    return period(count * HOUR)


def remaining(span: timedelta) -> str:
    """What is left, rounded as people say it: `in 22 min`, `in 2 h 30 min`, `in 4 hours` (for 3 h 59), `in 3 days`.

    To the minute within an hour, to half an hour within four, to the hour within two days; `now` at the end.
    """
    minutes = round(span.total_seconds() / 60)
    if minutes < 1:
        return "now"
    if minutes < HOUR:
        return f"in {minutes} min"
    halves = round(minutes / 30)
    if halves < 8 and halves % 2:
        return f"in {halves // 2} h 30 min"
    hours = round(minutes / HOUR)
    return f"in {_counted(hours, 'hour')}" if hours <= 48 else f"in {_counted(round(minutes / DAY), 'day')}"


def _counted(count: int, unit: str) -> str:
    return f"{count} {unit}" if count == 1 else f"{count} {unit}s"


def minutes_shown(start: datetime, end: datetime) -> int:
    """Minutes between the two as they are shown: a reader who subtracts 14:20 from 14:23 gets the same 3."""
    return minutes_between(start.replace(second=0, microsecond=0), end)


def minutes_between(start: datetime, end: datetime) -> int:
    """Whole minutes, rounded down; negative where `end` comes first."""
    return int((end - start).total_seconds() // 60)
