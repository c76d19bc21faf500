"""Parses the times and durations that people type. `now` is always an argument.

A time stands in front of a text: `14:05`, `3:10pm`, `14:05 UTC`, `yesterday 23:50`, `2024-01-15 14:05`, `-10m`,
`10 min ago`. A time of day without a day is that of today, or of the night that has just passed. Words in front of a
text are text, unless they look like a time: then they are understood as one, or the person is asked (TimeUnclear). A
time that is given is never dropped.

bot/date_parsing.py reads the days, bot/time_zones.py the zones, and bot/time_format.py writes times.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Final
from zoneinfo import ZoneInfo

from bot.date_parsing import TypedDate, read_date, whole_date
from bot.errors import NotUnderstood, Unclear
from bot.time_zones import city_in_front, read_zone
from templates.commands import wording

SKEW: Final = timedelta(minutes=5)  # a clock on the wall may be ahead of this machine's
NIGHT: Final = timedelta(hours=6)  # "23:50", typed at 00:10, was yesterday


class TimeUnclear(Unclear):
    """What looks like a time and can't be read as one.

    `time` is what was probably meant, "" if nobody knows, and `rest` follows it. `text` is what may be text, "" for
    all of it.
    """

    def __init__(self, sentence: str, time: str = "", rest: str = "", text: str = "") -> None:
        super().__init__(sentence)
        self.time = time
        self.rest = rest
        self.text = text


@dataclass(frozen=True)
class TypedTime:
    """A time in front of a text, and the text behind it. `moment` is None if the text starts with no time."""

    moment: datetime | None
    rest: str


# Durations

_UNITS: Final = {"d": 86_400, "h": 3_600, "m": 60, "s": 1}
_UNIT: Final = r"(?:days?|d|hours?|hrs?|h|minutes?|mins?|m|seconds?|secs?|s)"
_AMOUNT: Final = rf"(?:\d{{1,4}}(?:[.,]\d{{1,2}})?|an?\b)\s?{_UNIT}"
_SPAN: Final = rf"(?P<span>{_AMOUNT}(?:(?:\s|,\s|\sand\s)?{_AMOUNT})*)"
_PART: Final = re.compile(r"(?P<count>\d+(?:[.,]\d+)?|an?\b)\s?(?P<unit>[dhms])", re.IGNORECASE)
_WHOLE_SPAN: Final = re.compile(_SPAN, re.IGNORECASE)
_COUNTS: Final = {"one": 1, "two": 2, "five": 5, "ten": 10, "fifteen": 15, "twenty": 20, "thirty": 30, "sixty": 60}
_WORDED_SPAN: Final = re.compile(rf"(?:{_SPAN}|(?P<count>{'|'.join(_COUNTS)})\s(?P<unit>{_UNIT}))(?!\w)", re.IGNORECASE)
_HALF_HOUR: Final = re.compile(r"half an hour\b", re.IGNORECASE)
_DASHES: Final = "-–—−‐‑"
_BACK: Final = re.compile(rf"[{_DASHES}]{_SPAN}(?:\s+ago\b)?(?![\w.-])", re.IGNORECASE)
_AGO: Final = re.compile(rf"(?:about\s|~\s?)?{_SPAN}\s+ago\b", re.IGNORECASE)


@dataclass(frozen=True)
class TypedSpan:
    """A duration in a text, which ends at `end`."""

    length: timedelta
    end: int


def span_at(text: str, start: int = 0) -> TypedSpan | None:
    """`20m`, `an hour` or `half an hour` at a place of a text, None if none stands there."""
    if half := _HALF_HOUR.match(text, start):
        return TypedSpan(timedelta(minutes=30), half.end())
    found = _WORDED_SPAN.match(text, start)
    if not found:
        return None
    count, unit = _COUNTS.get((found["count"] or "").casefold(), 0), found["unit"]
    length = timedelta(seconds=count * _UNITS[unit[0].casefold()]) if count else read_span(found["span"])
    return TypedSpan(length, found.end())


def looks_like_span(word: str) -> bool:
    return _WHOLE_SPAN.fullmatch(word) is not None


def read_span(word: str) -> timedelta:
    """Parses `10m`, `2h`, `1h30m`, `90 s` or `an hour`. The word must match the pattern."""
    return timedelta(seconds=sum(_seconds(part) for part in _PART.finditer(word)))


def _seconds(part: re.Match[str]) -> float:
    count = part["count"].replace(",", ".")
    return (1 if count.casefold() in ("a", "an") else float(count)) * _UNITS[part["unit"].casefold()]


# Times of day

_CLOCK: Final = re.compile(
    r"(?P<hour>\d{1,2})(?:(?P<mark>[:.]|h(?=\d\d))(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d{1,9})?)?)?"
    r"(?:\s?(?P<half>[ap])\.?m\b\.?)?(?:\s?(?P<clock>h|hrs|Uhr|o'clock)\b)?",
    re.IGNORECASE,
)
_END: Final = re.compile(r"(?:[,;:]?(?:\s+|$))(?:[-–—]\s+(?=\D))?")
_AT: Final = re.compile(r"(?:at|@)\s+(?=\d)", re.IGNORECASE)
_ON: Final = re.compile(r"on\s+(?=\d|yesterday|today)", re.IGNORECASE)
_ZONE_WORD: Final = re.compile(
    r"\s?(?P<open>\()?(?P<zone>[A-Za-z]+(?:/[\w+/-]+|[+−–-]\d{1,2}(?::?\d{2})?)?|[+−–-]\d{2}(?::?\d{2})?)(?(open)\))"
)
# What looks like a time by what stands around it: `~14:05`, `about 3pm`, `(14:05)`, `since 14:05`, `um 14:05`, `14;05`.
_AROUND: Final = (
    r"(?:(?:at|about|around|approx(?:imately)?|roughly|circa|ca|since|from|after|before|by|um|gegen|seit)\b\.?\s*|[~≈]\s*"
    r"|[(\[{<]\s*)"
)
_LOOKS_LIKE: Final = re.compile(
    rf"{_AROUND}*(?:\d{{1,2}}\s?[:;]\s?\d{{1,2}}(?!\d)|\d{{2}}h\d{{2}}|\d{{1,2}}(?:[:.]\d{{2}})?\s?[ap]\.?m\b)\S*"
    rf"|[{_DASHES}]\d+(?:[.,:]\d+)?[a-z]\w*|[{_DASHES}]\d{{1,2}}:\d{{2}}\S*"
    rf"|(?:about\s+|~\s?)?(?:\d[\d.,]*\w*|an?|one|two|three|four|five|ten|half|few|several|couple)(?:\s+[\w']+){{0,3}}\s+ago\b",
    re.IGNORECASE,
)
_SURROUNDED: Final = re.compile(
    rf"{_AROUND}*(?P<clock>\d{{1,2}}(?:[:;]\d{{2}}(?!\d))(?:\s?[ap]\.?m\b\.?)?|\d{{1,2}}\s?[ap]\.?m\b\.?)"
    r"(?P<zone>\s[A-Z]{3,4}\b)?\s*[)\]}>]?(?![\w/:-])",
    re.IGNORECASE,
)
_WORD_CLOCK: Final = re.compile(rf"{_AROUND}*(?P<word>noon|midday|midnight)(?![\w'-])", re.IGNORECASE)
_WORD_CLOCKS: Final = {"noon": "12:00", "midday": "12:00", "midnight": "00:00"}
_BARE_SPAN: Final = re.compile(
    rf"(?:about\s+|around\s+|~\s*)?(?:[{_DASHES}](?P<minutes>\d{{1,3}})|[{_DASHES}]?(?P<span>(?:\d{{1,3}}(?:[.,]\d)?(?:mins?|hrs?|secs?|m|h|s))+))"
    r"(?=[,;:]?(?:\s|$))",
    re.IGNORECASE,
)
_SEPARATOR: Final = re.compile(r"^(?:T(?=\d)|,?\s+)", re.IGNORECASE)
_DOTTED: Final = re.compile(r"(?P<hour>[01]\d|2[0-3])\.(?P<minute>[0-5]\d)(?=[,;:]?(?:\s|$))")
# Full width, as Japanese keyboards type, and the spaces that phones put between a number and its unit.
_WIDE: Final = str.maketrans("０１２３４５６７８９：∶；．＋－（）［］～\u00a0\u202f", "0123456789::;.+-()[]~  ")


@dataclass(frozen=True)
class _Clock:
    """A time of day, with its zone and day if they were typed."""

    at: time
    said: str
    zone: tzinfo
    day: TypedDate | None = None


def read_past(text: str, zone: str, now: datetime) -> TypedTime:
    """The time in front of a text, at which something happened.

    Raises TimeUnclear for what looks like a time but is none, and for a time in the future.
    """
    plain = text.strip().translate(_WIDE)
    if span := _BACK.match(plain) or _AGO.match(plain):
        return TypedTime(now - read_span(span["span"]), _as_typed(text, _behind(plain[span.end() :])))
    clock, rest = _dated_clock(plain, zone_of(zone), now, future=False)
    if clock is None:
        _refuse_what_looks_like_one(plain)
        return TypedTime(None, text)
    return TypedTime(_past(clock, now, rest), _as_typed(text, rest))


def _as_typed(text: str, rest: str) -> str:
    """The rest as it was typed, for _WIDE changes only how it looks."""
    whole = text.strip()
    return whole[len(whole) - len(rest) :]


def read_future(text: str, zone: str, now: datetime) -> datetime | None:
    """The day and time that the text is, and nothing else; None if it is none."""
    clock, rest = _dated_clock(text.translate(_WIDE), zone_of(zone), now, future=True)
    if clock is None or clock.day is None or rest:
        return None
    return _on_day(clock, clock.day.day)[-1]


def _past(clock: _Clock, now: datetime, rest: str) -> datetime:
    if clock.day is None:
        return _latest(clock, now, rest)
    moments = [moment for moment in _on_day(clock, clock.day.day) if moment <= now + SKEW]
    if not moments:
        raise TimeUnclear(wording.in_the_future(clock.said), "", rest)
    return min(max(moments), now)


def _latest(clock: _Clock, now: datetime, rest: str) -> datetime:
    """Raises TimeUnclear for a time of day that is still to come: it may be yesterday's, or a typing error."""
    today = now.astimezone(clock.zone).date()
    shown = [*_showings(clock.at, clock.zone, today)]
    near = [*_showings(clock.at, clock.zone, today + timedelta(days=1)), *shown]
    if so_far := [moment for moment in near if moment <= now + SKEW]:
        return min(max(so_far), now)
    before = [*_showings(clock.at, clock.zone, today - timedelta(days=1))]
    if before and now - before[-1] <= NIGHT:
        return before[-1]
    if not shown:
        raise Unclear(wording.clocks_never_showed(f"{clock.at:%H:%M}"))
    raise TimeUnclear(wording.in_the_future(clock.said), f"yesterday {clock.said}", rest)


def _on_day(clock: _Clock, day: date) -> list[datetime]:
    """When the clock showed it on that day: twice where it was set back."""
    shown = [*dict.fromkeys(_showings(clock.at, clock.zone, day))]
    if not shown:
        raise Unclear(wording.clocks_never_showed(f"{clock.at:%H:%M}"))
    return shown


def _dated_clock(text: str, own: ZoneInfo, now: datetime, *, future: bool) -> tuple[_Clock | None, str]:
    """A day and a time of day in either order, and the text behind them. A day that is only a word may be text."""
    day = read_date(text, now.astimezone(own).date(), future=future)
    behind = _SEPARATOR.sub("", day.rest, count=1) if day else text
    clock, rest = _clock_in(behind, own, now, dated=day is not None)
    if clock is None and day:
        _refuse_what_looks_like_one(behind, f"{day.said} ")
        if day.sure:
            raise TimeUnclear(wording.time_missing(day.said), f"{day.said} 14:05", _behind(day.rest))
    if clock is None:
        return None, text
    if day is None and (day := _day_behind(rest, clock, now, future=future)):
        rest = _behind(day.rest)
    said = text[: len(text) - len(rest)].rstrip(" ,;:")
    return replace(clock, day=day, said=said), rest


def _day_behind(text: str, clock: _Clock, now: datetime, *, future: bool) -> TypedDate | None:
    """`14:05 yesterday`, `14:05 on 2024-01-15`."""
    on = _ON.match(text)
    day = read_date(text[on.end() :] if on else text, now.astimezone(clock.zone).date(), future=future)
    return day if day and (day.sure or on or day.said.casefold() in ("yesterday", "today", "tomorrow")) else None


def _clock_in(text: str, own: ZoneInfo, now: datetime, *, dated: bool) -> tuple[_Clock | None, str]:
    """A time of day with its zone. `14.05` is one only behind a day, or with `pm` or a zone."""
    at = _AT.match(text)
    start = at.end() if at else 0
    found = _CLOCK.match(text, start)
    if not found or not (found["mark"] or found["half"]):
        return None, text
    zone, end = _zone_in(text, found.end(), own, now, dated)
    if zone is None and _END.match(text, end) and _time_of(found):
        _refuse_city(text, end)
    if not (closing := _END.match(text, end)):
        return None, text
    if found["mark"] == "." and not (dated or found["half"] or found["clock"] or end > found.end()):
        return None, text
    read = _time_of(found)
    if read is None:
        return None, text
    return _Clock(read, text[:end].strip(), zone or own), text[closing.end() :].strip()


def _zone_in(text: str, start: int, own: ZoneInfo, now: datetime, dated: bool) -> tuple[tzinfo | None, int]:
    """The zone behind a time of day. `14:05-15:00` is no time with a zone, but from one time to another."""
    found = _ZONE_WORD.match(text, start)
    if not found or not _END.match(text, found.end()):
        return None, start
    attached = not found[0].startswith(" ")
    if not dated and (attached if found["zone"][0] in _DASHES else not attached and found["zone"][1:].isdecimal()):
        return None, start
    zone = read_zone(found["zone"], own, now)
    return (zone, found.end()) if zone else (None, start)


def _time_of(found: re.Match[str]) -> time | None:
    hour, half = int(found["hour"]), (found["half"] or "").casefold()
    if half and not 1 <= hour <= 12:
        return None
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    try:
        return time(hour, int(found["minute"] or 0), int(found["second"] or 0))
    except ValueError:
        return None


def _refuse_city(text: str, end: int) -> None:
    """`14:05 Berlin` may be a time in Berlin, or about Berlin."""
    behind = _behind(text[end:])
    if city := city_in_front(behind):
        meant, rest = f"{text[:end].strip()} {city.zone}", _behind(behind[len(city.said) :])
        raise TimeUnclear(wording.unknown_zone(city.said), meant, rest, text=behind)


def _refuse_what_looks_like_one(text: str, day: str = "") -> None:
    """`day` stood in front of it."""
    if (found := _SURROUNDED.match(text)) and (meant := _meant(found)):
        raise TimeUnclear(wording.time_or_number(f"{day}{found[0]}"), f"{day}{meant}", _behind(text[found.end() :]))
    if found := _WORD_CLOCK.match(text):
        meant = _WORD_CLOCKS[found["word"].casefold()]
        raise TimeUnclear(wording.time_or_number(f"{day}{found[0]}"), f"{day}{meant}", _behind(text[found.end() :]))
    if (found := _BARE_SPAN.match(text)) and not day:
        meant = f"-{found['span'] or found['minutes'] + 'm'}"
        raise TimeUnclear(wording.time_or_number(found[0]), meant, _behind(text[found.end() :]))
    if found := _LOOKS_LIKE.match(text):
        raise TimeUnclear(wording.not_a_time(f"{day}{found[0]}"), "", _behind(text[found.end() :]))
    if dotted := _DOTTED.match(text):
        meant = f"{dotted['hour']}:{dotted['minute']}"
        raise TimeUnclear(wording.time_or_number(dotted[0]), meant, _behind(text[dotted.end() :]))


def _meant(found: re.Match[str]) -> str:
    """The time of day between the words and marks around it, "" if it is none."""
    clock = found["clock"].replace(";", ":")
    read = _CLOCK.fullmatch(clock)
    return f"{clock}{found['zone'] or ''}" if read and _time_of(read) else ""


def _behind(text: str) -> str:
    """The text behind a time, without the mark that sets it off."""
    found = _END.match(text)
    return text[found.end() :].strip() if found else text.strip()


def _showings(clock: time, zone: tzinfo, day: date) -> Iterator[datetime]:
    """When the clock showed it on that day: twice if set back, never if it skipped that hour."""
    for fold in (0, 1):
        moment = datetime.combine(day, clock, zone).replace(fold=fold).astimezone(UTC)
        if moment.astimezone(zone).time() == clock:
            yield moment


# Days


def read_day(word: str, zone: str, now: datetime) -> date:
    """Parses `2024-01-22`, `22.01.2024`, `today` or `tomorrow` in `zone`. Raises Unclear for an impossible date."""
    day = whole_date(word, now.astimezone(zone_of(zone)).date(), future=True)
    if day is None:
        raise NotUnderstood(wording.not_a_date(word))
    return day


def zone_of(name: str) -> ZoneInfo:
    """The time zone of this name, or UTC if it is unknown."""
    try:
        return ZoneInfo(name or "UTC")
    except (KeyError, ValueError, OSError):
        return ZoneInfo("UTC")
