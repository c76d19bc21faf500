"""Parses dates and times as files, logs and people write them, to UTC.

A time without a zone is in the zone that the caller knows, else UTC. A time without a date (`14:05`) is returned as a
Clock; a `Calendar` gives it the date of the times around it.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import cache
from typing import Final
from zoneinfo import ZoneInfo, available_timezones

from bot.json_types import Json
from bot.time_format import UNDATED

YEARS: Final = range(1971, 2100)  # UNDATED is before them

_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        ("jan", "feb", "mar mär mrz", "apr", "may mai", "jun", "jul", "aug", "sep", "oct okt", "nov", "dec dez"), 1
    )
    for name in names.split()
}
# Hours from UTC. Names that mean several zones (IST, CST in China, BST in Bangladesh) are read only where one is usual.
ZONES: Final[Mapping[str, float | str]] = {
    "utc": 0.0, "gmt": 0, "z": 0, "wet": 0, "bst": 1, "west": 1, "cet": 1, "cest": 2, "mez": 1, "mesz": 2, "eet": 2,
    "eest": 3, "msk": 3, "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7,
    "sgt": 8, "hkt": 8, "jst": 9, "kst": 9, "aest": 10, "aedt": 11, "nzst": 12, "nzdt": 13,
    "pt": "America/Los_Angeles", "mt": "America/Denver", "ct": "America/Chicago", "et": "America/New_York",
}  # fmt: skip

AREA: Final = r"(?:Africa|America|Antarctica|Asia|Atlantic|Australia|Europe|Indian|Pacific)(?:/[A-Z][\w+-]+){1,2}"
_ZONE: Final = rf"(?:\s*(?P<zone>Z|{AREA}|[A-Za-z]{{2,5}}|(?:UTC|GMT)?[+-]\d{{1,2}}(?::?\d{{2}})?)\b)?"
_CLOCK: Final = (
    r"(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d{2}))(?:[:.](?P<second>\d{2})(?:[.,]\d{1,9})?)?"
    r"(?:\s*(?P<half>[ap])(?:\.?m\b\.?|(?!\w))|\s*Uhr\b)?"
)
_WEEKDAY: Final = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,?\s+)?"
# The night of 14 to 15 January is that of the 14th.
_MORE_DAYS: Final = r"(?:(?:-|\s*(?:to|and|until|bis|auf|und|[–/&])\s*)\d{1,2}(?:st|nd|rd|th)?\.?)?"
_TO: Final = (
    r"(?:\s*(?:to|and|until|bis|und|[–/&-])\s*(?!\w* ?\d*\.? ?jan)(?:\d{1,2}\.? [a-zä]{3,9}|[a-zä]{3,9} \d{1,2})\.?)?"
)
_DAYS: Final = (
    r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})",
    r"(?P<year>\d{4})年(?P<month>\d{1,2})月(?P<day>\d{1,2})日",
    r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})",
    r"(?P<one>\d{1,2})/(?P<other>\d{1,2})/(?P<year>\d{4})",
    rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\.?{_MORE_DAYS}[\s/-]+(?P<name>[A-Za-zä]{{3,9}})\.?{_TO},?[\s/-]+(?P<year>\d{{4}})",
    rf"(?P<name>[A-Za-zä]{{3,9}})\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?{_MORE_DAYS}{_TO},?\s+(?P<year>\d{{4}})",
)
_DAY_FORMS: Final = tuple(re.compile(rf"(?<!\d)(?<!\d:){_WEEKDAY}{day}", re.IGNORECASE) for day in _DAYS)
_TIME_FORM: Final = re.compile(rf"{_CLOCK}{_ZONE}(?:\s*\(\+(?P<later>\d{{1,2}})\)?)?", re.IGNORECASE)
_NOON: Final = re.compile(r"noon\b", re.IGNORECASE)
_IN_ONE: Final = re.compile(r"^(\d\d)(\d\d)(?:\s?h(?:ou)?rs?\b|(?=Z$))", re.IGNORECASE)  # `0600 hrs`, `0915Z`
_BETWEEN: Final = re.compile(r"\s*(?:[T,:]|at|um|@|-)?\s*", re.IGNORECASE)
RELATIVE: Final = re.compile(
    r"(?:T\s?(?:\+|(?P<back>[-–−]))\s?(?=\d)|\+(?=\d+\s?[hms]))"
    r"(?:(?=\d+\s?[hms])(?:(?P<h>\d{1,3})\s?h(?:ours?|rs?)?)?\s?(?:(?P<m>\d{1,4})\s?m(?:in(?:ute)?s?)?)?\s?"
    r"(?:(?P<s>\d{1,5})\s?s(?:ec(?:ond)?s?)?)?|(?P<plain>\d{1,3}(?::\d\d)?))(?!\w)",
    re.IGNORECASE,
)
_NUMBER: Final = re.compile(r"\d{9,19}(?:\.\d{1,9})?")
_OFFSET: Final = re.compile(r"(?:UTC|GMT)?(?P<sign>[+-])(?P<hours>\d{1,2}):?(?P<minutes>\d{2})?", re.IGNORECASE)
_UNITS: Final = (1, 1_000, 1_000_000, 1_000_000_000)  # seconds, milli-, micro-, nanoseconds since 1970


@dataclass(frozen=True)
class Clock:
    """A time of day without a date. `later` is how many days after the time before it is, if that is known; `half`
    whether it says AM or PM; `after` how long after the start it is, if it says that instead: `T+6m`."""

    at: time
    later: int = 0
    half: bool = False
    after: timedelta | None = None


def read_time(value: Json, zone: tzinfo = UTC) -> datetime | Clock | None:
    """Parses a time to UTC, one without a zone as in `zone`; None if it isn't one or is ambiguous."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return _since_1970(float(value)) if abs(value) < 1e19 else None
    if not isinstance(value, str) or len(value) > 60:
        return None
    word = value.strip().strip("[]()")
    return _since_1970(float(word)) if _NUMBER.fullmatch(word) else _written(word, zone)


def has_clock(value: Json) -> bool:
    """Whether this is a time of a day, and nothing else."""
    return (isinstance(value, int | float) or (isinstance(value, str) and ":" in value)) and (
        read_time(value) is not None
    )


def read_day(value: Json) -> date | None:
    """Parses a date as written, ignoring the zone."""
    if isinstance(value, str) and (found := _day_at(value.strip())):
        return found[0]
    moment = read_time(value)
    return moment.date() if isinstance(moment, datetime) else None


def _since_1970(number: float) -> datetime | None:
    """Converts epoch time in the largest unit that gives a year within YEARS."""
    for unit in _UNITS:
        seconds = number / unit
        if 31_536_000 <= seconds < 4_102_444_800:
            return datetime.fromtimestamp(seconds, UTC)
    return None


def _written(word: str, zone: tzinfo) -> datetime | Clock | None:
    iso = _iso(word)
    if iso is not None:
        return _within(iso if iso.tzinfo else iso.replace(tzinfo=zone))
    found = _day_at(word)
    if found is None:
        return _clock(word, zone) or _elapsed(word)
    day, end = found
    rest = word[end:]
    clock = _clock(_BETWEEN.sub("", rest, count=1), zone) if rest.strip() else Clock(time(0, tzinfo=zone))
    return _within(datetime.combine(day, clock.at)) if clock else None


def _elapsed(word: str) -> Clock | None:
    """Parses `T+6m`, `+1h 5m`, `T-00:10`; shown from 0:00 if no start is known."""
    matched = RELATIVE.fullmatch(word)
    if matched is None:
        return None
    hours, minutes, seconds = (int(matched[unit] or 0) for unit in ("h", "m", "s"))
    if matched["plain"]:
        hours, minutes = (int(part) for part in f"0:{matched['plain']}".split(":")[-2:])
    length = timedelta(hours=hours, minutes=minutes, seconds=seconds) * (-1 if matched["back"] else 1)
    shown = datetime.combine(UNDATED, time(0, tzinfo=UTC)) + max(length, timedelta())
    return Clock(shown.timetz(), (shown.date() - UNDATED).days, after=length)


def _iso(word: str) -> datetime | None:
    if not word[:4].isdigit() or len(word) < 8:
        return None
    try:
        return datetime.fromisoformat(word)
    except ValueError:
        return None


def _within(moment: datetime) -> datetime | None:
    try:
        utc = moment if moment.tzinfo is UTC else moment.astimezone(UTC)
    except OverflowError:
        return None
    return utc if utc.year in YEARS else None


def _day_at(word: str) -> tuple[date, int] | None:
    """Parses a date at the beginning of a string; also returns where it ends."""
    for form in _DAY_FORMS:
        matched = form.match(word)
        day = _day(matched.groupdict()) if matched else None
        if matched and day:
            return day, matched.end()
    return None


def first_day(text: str) -> date | None:
    """Returns the date that stands first in a text."""
    found = [
        (matched.start(), day)
        for form in _DAY_FORMS
        for matched in form.finditer(text)
        if (day := _day(matched.groupdict()))
    ]
    return min(found)[1] if found else None


def without_days(text: str) -> tuple[str, date | None]:
    """Returns a text without its dates, and the first of them."""
    rest = text
    for form in _DAY_FORMS:
        rest = form.sub(lambda matched: " " if _day(matched.groupdict()) else matched[0], rest)
    return rest, first_day(text)


def _day(parts: dict[str, str | None]) -> date | None:
    month, day = _month(parts), int(parts.get("day") or 0)
    if parts.get("one"):
        one, other = int(parts["one"] or 0), int(parts["other"] or 0)
        if one <= 12 and other <= 12 and one != other:
            return None  # 01/02/2024 is January to some and February to others
        day, month = max(one, other), min(one, other)
    try:
        return date(int(parts["year"] or 0), month, day)
    except ValueError:
        return None


def _month(parts: dict[str, str | None]) -> int:
    name = parts.get("name")
    return _MONTHS.get(name[:3].casefold(), 0) if name else int(parts.get("month") or 0)


def _clock(word: str, unsaid: tzinfo) -> Clock | None:
    matched = _TIME_FORM.fullmatch(_IN_ONE.sub(r"\1:\2", _NOON.sub("12:00", word.strip(), count=1)))
    if matched is None:
        return None
    zone = zone_of(matched["zone"]) if matched["zone"] else unsaid
    hour = _hour(int(matched["hour"]), (matched["half"] or "").casefold())
    if zone is None or hour is None:
        return None
    try:
        at = time(hour, int(matched["minute"]), int(matched["second"] or 0), tzinfo=zone)
        return Clock(at, int(matched["later"] or 0), bool(matched["half"]))
    except ValueError:
        return None


def _hour(hour: int, half: str) -> int | None:
    if not half:
        return hour
    return hour % 12 + 12 * (half == "p") if 1 <= hour <= 12 else None


def zone_of(word: str) -> tzinfo | None:
    """Parses a zone such as `UTC`, `PDT`, `PT`, `+05:30` or `Europe/Berlin`; None if unknown."""
    if "/" in word:
        return ZoneInfo(word) if word in iana_names() else None
    hours = ZONES.get(word.casefold())
    if hours is not None:
        return ZoneInfo(hours) if isinstance(hours, str) else timezone(timedelta(hours=hours))
    matched = _OFFSET.fullmatch(word)
    if matched is None:
        return None
    off = timedelta(hours=int(matched["hours"]), minutes=int(matched["minutes"] or 0))
    return timezone(-off if matched["sign"] == "-" else off) if off < timedelta(hours=15) else None


@cache
def iana_names() -> frozenset[str]:
    return frozenset(available_timezones())


@dataclass
class Calendar:
    """Gives times a date: that of the time before, or the next day if a clock goes back by half a day or more.

    `start` is a known time, else `day` the known date, else the first dated time counts. Without any of them the times
    are on UNDATED, and `undated` is set; `concluded` where a time rests on `day`. `zero` is the start that times such
    as `T+6m` count from; without it `elapsed` is set. `back` are two times like 12:20 and 1:05, of which the second may
    be in the afternoon.
    """

    start: datetime | None = None
    day: date | None = None
    zero: datetime | None = None
    undated: bool = False
    concluded: bool = False
    elapsed: bool = False
    back: tuple[time, time] | None = None
    _has_halves: bool = False

    def set(self, times: Iterable[datetime | Clock | None]) -> list[datetime | None]:
        given = list(times)
        before = self.start
        if before is None and self.day is None:
            before = next((moment for moment in given if isinstance(moment, datetime)), None)
        found: list[datetime | None] = []
        for moment in given:
            if isinstance(moment, Clock) and moment.after is not None:
                self.elapsed = self.elapsed or self.zero is None
                moment = (
                    self.zero + moment.after if self.zero else on_day(moment, UNDATED) + timedelta(days=moment.later)
                )
            elif isinstance(moment, Clock):
                self.undated = self.undated or (before is None and self.day is None)
                self.concluded = self.concluded or before is None
                moment = self._on_its_day(moment, before)
            before = moment or before
            found.append(moment)
        return found

    def _on_its_day(self, clock: Clock, before: datetime | None) -> datetime:
        zone = clock.at.tzinfo or UTC
        day = before.astimezone(zone).date() if before else self.day or UNDATED
        moment = datetime.combine(day, clock.at) + timedelta(days=clock.later)
        if before and self._has_halves and not clock.half and moment < before <= moment + timedelta(hours=12):
            moment += timedelta(hours=12)  # `6:14pm`, then `6:40`
        self._has_halves = self._has_halves or clock.half
        if before and before - moment > timedelta(hours=12):
            moment += timedelta(days=1)
        elif before and moment < before and _may_be_afternoon(before.astimezone(zone).time(), clock):
            self.back = self.back or (before.astimezone(zone).time(), clock.at)
        return moment.astimezone(UTC)


def _may_be_afternoon(before: time, clock: Clock) -> bool:
    return 10 <= before.hour <= 12 and 1 <= clock.at.hour <= 6 and not clock.half


def on_day(clock: Clock, day: date) -> datetime:
    """Returns the time on that date, in UTC."""
    return datetime.combine(day, clock.at).astimezone(UTC)


def read_undated(value: Json) -> datetime | None:
    """Parses a time without a date as our exports write it, with `24:10:00Z` for 00:10 on the second day."""
    matched = re.fullmatch(r"(\d{2,4}):([0-5]\d):([0-5]\d)Z", value) if isinstance(value, str) else None
    if matched is None:
        return None
    hours, minutes, seconds = map(int, matched.groups())
    start = datetime.combine(UNDATED, time(0, tzinfo=UTC))
    return start + timedelta(hours=hours, minutes=minutes, seconds=seconds)
