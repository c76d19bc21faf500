"""How the bot writes times, dates and lengths: UTC, short within the day, with the date where the day changes.

What people type is read in bot/time_parsing.py.
"""

from datetime import UTC, date, datetime, timedelta


def clock(moment: datetime, day: date) -> str:
    """`14:15`, or `16 Jan 01:10` where it is not `day`; UTC."""
    utc = moment.astimezone(UTC)
    within = f"{utc:%H:%M}"
    return within if utc.date() == day else f"{utc.day} {utc:%b} {within}"


def day_name(day: date) -> str:
    """`Mon 15 Jan 2024`."""
    return f"{day:%a} {day.day} {day:%b %Y}"


def stamp(moment: datetime) -> str:
    """`Mon 15 Jan 2024 14:15`; UTC."""
    utc = moment.astimezone(UTC)
    return f"{day_name(utc.date())} {utc:%H:%M}"


def minutes(count: int) -> str:
    """`45 min`; from an hour on `145 min (2 h 25 min)`."""
    return f"{count} min" if count < 60 else f"{count} min ({hours(count)})"


def hours(count: int) -> str:
    """`45 min`, `2 h 25 min`, `3 d 4 h` for a number of minutes."""
    return length(timedelta(minutes=count))


def minutes_shown(start: datetime, end: datetime) -> int:
    """Minutes between the two as they are shown: a reader who subtracts 14:20 from 14:23 gets the same 3."""
    return minutes_between(start.replace(second=0, microsecond=0), end)


def minutes_between(start: datetime, end: datetime) -> int:
    """Whole minutes, rounded down; negative where `end` comes first."""
    return int((end - start).total_seconds() // 60)


def length(span: timedelta) -> str:
    """`22 min`, `2 h 05 min`, `3 d 4 h`: short enough for a card, exact enough for a review."""
    minutes = max(0, int(span.total_seconds() // 60))
    hours, days = minutes // 60, minutes // 1440
    if days:
        return f"{days} d {hours % 24} h"
    if hours:
        return f"{hours} h {minutes % 60:02d} min"
    return f"{minutes} min"
