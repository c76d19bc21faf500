"""Parses the times, dates and durations that people type. `now` is always an argument.

bot/time_format.py writes them.
"""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.errors import NotUnderstood
from templates.commands import wording

_CLOCK = re.compile(r"(\d{1,2}):(\d{2})")
_DAY = re.compile(r"\d{4}-\d{1,2}-\d{1,2}")
_SPAN = re.compile(r"(?=\d)(?:(\d{1,4})h)?(?:(\d{1,4})m(?:in)?)?", re.IGNORECASE)


def looks_like_clock(word: str) -> bool:
    return _CLOCK.fullmatch(word) is not None


def looks_like_day(word: str) -> bool:
    return _DAY.fullmatch(word) is not None or word.casefold() in ("today", "tomorrow")


def latest_clock(word: str, zone: str, now: datetime) -> datetime:
    """The latest time up to `now` at which a clock in `zone` showed `word` (HH:MM), in UTC.

    Raises NotUnderstood if `word` is not a time of day.
    """
    clock = _read_clock(word)
    return max(moment for moment in _moments(clock, ZoneInfo(zone), now) if moment <= now)


def clock_yesterday(word: str, zone: str, now: datetime) -> datetime:
    """The time at which a clock in `zone` showed `word` (HH:MM) yesterday, in UTC; the later one if there were two.

    Raises NotUnderstood if `word` is not a time of day, or if the clock skipped it that day.
    """
    local, clock = ZoneInfo(zone), _read_clock(word)
    yesterday = now.astimezone(local).date() - timedelta(days=1)
    shown = [moment for moment in _moments(clock, local, now) if moment.astimezone(local).date() == yesterday]
    if not shown:
        raise NotUnderstood(wording.clocks_never_showed(word))
    return max(shown)


def _read_clock(word: str) -> time:
    matched = _CLOCK.fullmatch(word)
    try:
        clock = time(int(matched[1]), int(matched[2])) if matched else None
    except ValueError:
        clock = None
    if clock is None:
        raise NotUnderstood(wording.not_a_time_of_day(word))
    return clock


def looks_like_span(word: str) -> bool:
    return _SPAN.fullmatch(word) is not None


def read_span(word: str) -> timedelta:
    """Parses `10m`, `2h`, `1h30m` or `45min`. The word must match the pattern."""
    matched = _SPAN.fullmatch(word)
    hours, minutes = matched.groups(default="0") if matched else ("0", "0")
    return timedelta(hours=int(hours), minutes=int(minutes))


def _moments(clock: time, zone: ZoneInfo, now: datetime) -> Iterator[datetime]:
    """When the clock showed it today and on the two days before: twice if set back, never if it skipped that hour."""
    today = now.astimezone(zone).date()
    for back in range(3):
        for fold in (0, 1):
            local = datetime.combine(today - timedelta(days=back), clock, zone).replace(fold=fold)
            moment = local.astimezone(UTC)
            if moment.astimezone(zone).time() == clock:
                yield moment


def read_day(word: str, zone: str, now: datetime) -> date:
    """Parses `2024-01-22`, `today` or `tomorrow` in `zone`. Raises NotUnderstood for a date that doesn't exist."""
    today = now.astimezone(ZoneInfo(zone)).date()
    if word.casefold() in ("today", "tomorrow"):
        return today + timedelta(days=word.casefold() == "tomorrow")
    try:
        year, month, day = (int(part) for part in word.split("-"))
        return date(year, month, day)
    except ValueError:
        raise NotUnderstood(wording.not_a_date(word)) from None


def zone_of(name: str) -> ZoneInfo:
    """The time zone of this name, or UTC if it is unknown."""
    try:
        return ZoneInfo(name or "UTC")
    except (KeyError, ValueError, OSError):
        return ZoneInfo("UTC")
