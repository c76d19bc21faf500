"""Parses the times that people type in front of a text. `now` is always an argument.

The head of a text is the longest run of pieces of a time: a time of day, its day and its zone in any order, in brackets
or behind a bullet; or how long ago it was (`5m ago`, `-10m`). A head that says one moment is read. One that says more
or less than that ("about 14:05", "14:05 Friday", "1/14 14:05") is asked about with the moment that it may be
(TimeUnclear). Every other text is text. A time that is given is never dropped.

A time of day without a day is that of today, or of the night that has just passed. bot/date_parsing.py reads the days,
bot/time_zones.py the zones, bot/durations.py the spans, and bot/time_format.py writes times.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Final
from zoneinfo import ZoneInfo

from bot.date_parsing import TypedDate, whole_date
from bot.durations import NUMBER_WORD, SPAN, read_span
from bot.errors import NotUnderstood, Unclear
from bot.time_heads import BEHIND, BULLET, DASHES, GLUE, HALVES, Head, HeadReader, TypedHead, closed, typed_head
from bot.time_zones import place_in_front
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


# What looks like a time by its shape alone

_BACK: Final = re.compile(rf"[{DASHES}](?P<span>{SPAN})(?:\s+ago\b)?(?![\w.-])", re.IGNORECASE)
_AGO: Final = re.compile(
    rf"(?:(?:about|around|roughly)\s+|~\s?)?(?P<span>{SPAN})\.?\s+(?:ago|earlier)\b(?!['’-]|\s+than)", re.IGNORECASE
)
_SPAN_SET_OFF: Final = re.compile(
    rf"(?:(?:about|around|minus)\s+|~\s*|T?\s?[{DASHES}+]\s?)?(?P<span>{SPAN})(?=\s*[,;:]|\.\s|\s+[–—-]\s|\.?$)"
    rf"|(?:minus\s+|T\s?[{DASHES}]|\+|[{DASHES}]\s)(?P<signed>{SPAN})(?![\w.-])"
    rf"|(?:over|almost|nearly|just|under|more\sthan|less\sthan|at\sleast)\s+(?P<ago>{SPAN})\s+(?:ago|earlier)\b",
    re.IGNORECASE,
)
_CLOCK_AGO: Final = re.compile(r"(?P<hours>\d{1,2}):(?P<minutes>[0-5]\d)\s+(?:ago|earlier)\b", re.IGNORECASE)
_OFFSET_BEHIND: Final = re.compile(rf"[{DASHES}+]\d{{2}}:?\d{{2}}(?![\w:])")
_UNITS_OF_TIME: Final = r"(?:sec(?:ond)?|min(?:ute)?|hour|hr|day|week|month|year|moment|while|bit|night|m|h|s|d|w)s?"
_LOOKS_LIKE: Final = re.compile(
    rf"(?:\W{{0,3}}\d{{1,2}}\s?[:;]\s?\d+|\d{{2}}h\d{{2}}|\d{{1,2}}(?:[:.]\d{{2}})?\s?[ap]\.?m\b)\S*"
    rf"|[{DASHES}]\d+(?:[.,:]\d+)?[a-z]\w*(?=\s|$)"
    rf"|\d{{2}}([./-])\d{{2}}\1\d{{2}}(?=\s|$)|{HALVES}\s?\d\S*"
    rf"|(?:gestern|heute|hier|ayer|ieri|hoy|yday|yest\.?)\s+\S*\s?\d{{1,2}}[:.h]\d{{2}}\S*|(?:half|quarter|ten|twenty|five)\s(?:past|to)\s\w+"
    rf"|(?:(?:\d[\d.,/]*(?:ish)?|{NUMBER_WORD}|the|half|few|several|some|many|couple|of|and|about|around|over|like|quarter|more|than"
    rf"|less|almost|nearly|{_UNITS_OF_TIME})\.?\s+|~|\d+(?={_UNITS_OF_TIME}))*{_UNITS_OF_TIME}\.?\s+(?:or\s+so\s+|\d+\s+)?(?:ago|earlier)\b(?!\s+than)",
    re.IGNORECASE,
)


def read_past(text: str, zone: str, now: datetime) -> TypedTime:
    """The time in front of a text, at which something happened.

    Raises TimeUnclear for what looks like a time but is none, and for a time in the future.
    """
    typed = typed_head(text.strip())
    bullet = BULLET.match(typed.plain)
    start = bullet.end() if bullet else 0
    if span := _BACK.match(typed.plain, start) or _AGO.match(typed.plain, start):
        return TypedTime(_before(now, span), typed.behind(span.end()))
    head = _whole_head(HeadReader(typed, zone_of(zone), now, future=False))
    if head is None:
        return TypedTime(None, text)
    return TypedTime(_past(head, zone_of(zone), now, typed.behind(head.end)), typed.behind(head.end))


def _before(now: datetime, span: re.Match[str]) -> datetime:
    try:
        return now - read_span(span["span"])
    except OverflowError:
        raise Unclear(wording.not_a_time(span[0])) from None


def read_future(text: str, zone: str, now: datetime) -> datetime | None:
    """The day and time that the text is, and nothing else; None if it is none."""
    typed = typed_head(text.strip())
    head = _whole_head(HeadReader(typed, zone_of(zone), now, future=True))
    if head is None or head.day is None or typed.behind(head.end):
        return None
    return _on_day(head, zone_of(zone), head.day.day)[-1]


def _whole_head(reading: HeadReader) -> Head | None:
    """The head if it has a time of day. Raises Unclear for one that says less, or more, than a moment."""
    typed = reading.typed
    head = closed(typed.plain, reading.head())
    if typed.is_quoted and (head.marks or head.clock is None):
        return None
    if head.clock is None:
        _refuse_what_looks_like_one(typed, head)
        return None
    if not BEHIND.match(typed.plain, head.end):
        word = typed.plain[: head.end] + typed.plain[head.end :].split(maxsplit=1)[0]
        raise TimeUnclear(wording.not_a_time(word.strip()), "", typed.behind(len(word)))
    rest = typed.behind(head.end)
    if head.zone is None and (found := _OFFSET_BEHIND.match(rest)):
        raise TimeUnclear(wording.unknown_zone(found[0]), "", rest, text=rest)
    if head.unread:
        text = typed.text[typed.places[head.text] :].strip()
        raise TimeUnclear(wording.not_a_date(head.unread), "", rest, "" if text == typed.text else text)
    if head.zone is None and (place := place_in_front(rest)):
        behind = typed_head(rest).behind(len(place.said))
        raise TimeUnclear(wording.unknown_zone(place.said), f"{head.said} {place.zone}", behind, text=rest)
    said = typed.plain[: head.end].strip()
    if not _fits_part_of_day(head):
        raise TimeUnclear(wording.not_a_time(said), "", rest)
    if head.doubt or head.marks:
        text = typed.text[typed.places[head.text] :].strip() if head.text else ""
        raise TimeUnclear(wording.time_or_number(said), head.said, rest, text)
    return head


def _refuse_what_looks_like_one(typed: TypedHead, head: Head) -> None:
    """A day without a time of day, or what has the shape of a time."""
    said = head.day.said if head.day else head.unread
    text, start = typed.plain, head.end if said and not head.clock else 0
    glue = GLUE.match(text, start)
    place = glue.end() if glue and start else _start(text)
    day = f"{said} " if said else ""
    if found := _CLOCK_AGO.match(text, place):
        meant = f"-{int(found['hours'])}h{found['minutes']}m"
        raise TimeUnclear(wording.time_or_number(found[0]), meant, typed.behind(found.end()))
    if (found := _SPAN_SET_OFF.match(text, place)) and not day:
        meant = f"{found['ago']} ago" if found["ago"] else f"-{found['span'] or found['signed']}"
        raise TimeUnclear(wording.time_or_number(found[0]), meant, typed.behind(found.end()))
    if found := _LOOKS_LIKE.match(text, place):
        raise TimeUnclear(wording.not_a_time(f"{day}{found[0]}"), "", typed.behind(found.end()))
    if head.day and head.day.sure:
        raise TimeUnclear(wording.time_missing(head.day.said), f"{head.day.said} 14:05", typed.behind(head.end))


def _start(text: str) -> int:
    bullet = BULLET.match(text)
    return bullet.end() if bullet and text[: bullet.end()].strip() not in DASHES else 0


_HOURS_OF: Final = {"morning": range(12), "afternoon": range(12, 18), "evening": range(15, 24)}
_EARLY: Final = range(6)


def _fits_part_of_day(head: Head) -> bool:
    """Whether the time of day is one of "this morning" or "last night"."""
    if head.day is None or not head.day.part or head.clock is None:
        return True
    hours = _HOURS_OF.get(head.day.part, (*range(18, 24), *(_EARLY if _is_last_night(head.day) else ())))
    return head.clock.hour in hours


def _is_last_night(day: TypedDate) -> bool:
    return day.said.casefold().split() == ["last", "night"]


# The moment that a head says


def _past(head: Head, own: ZoneInfo, now: datetime, rest: str) -> datetime:
    if head.day is None:
        return _latest(head, head.zone or own, now, rest)
    early = _is_last_night(head.day) and head.clock is not None and head.clock.hour in _EARLY
    day = head.day.day + timedelta(days=early)
    moments = [moment for moment in _on_day(head, own, day) if moment <= now + SKEW]
    if not moments:
        raise TimeUnclear(wording.in_the_future(head.said), "", rest)
    return min(max(moments), now)


def _latest(head: Head, zone: tzinfo, now: datetime, rest: str) -> datetime:
    """Raises TimeUnclear for a time of day that is still to come: it may be yesterday's, or a typing error."""
    clock = head.clock or time()
    today = now.astimezone(zone).date()
    shown = [*_showings(clock, zone, today)]
    near = [*_showings(clock, zone, today + timedelta(days=1)), *shown]
    if so_far := [moment for moment in near if moment <= now + SKEW]:
        return min(max(so_far), now)
    before = [*_showings(clock, zone, today - timedelta(days=1))]
    if before and now - before[-1] <= NIGHT:
        return before[-1]
    if not shown:
        raise Unclear(wording.clocks_never_showed(f"{clock:%H:%M}"))
    raise TimeUnclear(wording.in_the_future(head.said), f"yesterday {head.said}", rest)


def _on_day(head: Head, own: ZoneInfo, day: date) -> list[datetime]:
    """When the clock showed it on that day: twice where it was set back."""
    clock = head.clock or time()
    shown = [*dict.fromkeys(_showings(clock, head.zone or own, day))]
    if not shown:
        raise Unclear(wording.clocks_never_showed(f"{clock:%H:%M}"))
    return shown


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
