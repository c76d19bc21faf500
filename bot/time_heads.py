"""The head of a text: the longest run of pieces of a time in front of it, which bot/time_parsing.py makes a moment of.

The pieces are a time of day, its day and its zone, in any order, in brackets or other marks, or behind a bullet. What
could belong to the text as well makes the head doubtful.
"""

import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import datetime, time, tzinfo
from typing import Final
from zoneinfo import ZoneInfo

from bot.date_parsing import TypedDate, read_date
from bot.time_zones import read_zone

# The text as it is read


@dataclass(frozen=True)
class TypedHead:
    """A text in plain characters, each with its place in the text as it was typed."""

    text: str
    plain: str
    places: tuple[int, ...]

    @property
    def is_quoted(self) -> bool:
        """Whether it starts and ends with a quotation mark."""
        return len(self.plain) > 1 and self.plain[0] in QUOTES and self.plain[-1] in QUOTES

    def behind(self, end: int) -> str:
        """What was typed behind a head, without the mark that sets it off."""
        closing = BEHIND.match(self.plain, end)
        end = closing.end() if closing else end
        return self.text[self.places[end] :].strip() if end < len(self.places) else ""


def typed_head(text: str) -> TypedHead:
    """Full width and narrow spaces as usual, and nothing invisible: phones and web pages put both in."""
    shown = [(place, _plain(letter)) for place, letter in enumerate(text) if unicodedata.category(letter) != "Cf"]
    return TypedHead(text, "".join(letter for _, letter in shown), tuple(place for place, _ in shown))


def _plain(letter: str) -> str:
    plain = unicodedata.normalize("NFKC", letter)
    return plain if len(plain) == 1 else letter


# The pieces

DASHES: Final = "-–—−‐‑"
_CLOCK: Final = re.compile(
    r"(?P<hour>\d(?=\d\d\s?[ap]\.?\s?m(?![^\W_]))|\d{1,2})(?:(?P<mark>[:;.]|\s?h\s?(?=\d\d(?!\d|[a-y]|[.:]\d))|時)(?P<minute>\d{2})(?:分|(?!\d))"
    r"(?::(?P<second>\d{2})(?:[.,]\d{1,9})?)?|(?P<together>\d{2})(?P<seconds>\d{2})?(?!\d))?"
    r"(?:\s?(?P<half>[ap])\.?\s?m(?![^\W_zZ]|z[^\W_])\.?|(?P<short>a|\s?p)(?!['’]?\w|[.-]))?(?:\s?(?P<clock>h|hrs|Uhr|o'clock)\b)?",
    re.IGNORECASE,
)
_ZONE: Final = re.compile(
    rf"(?:(?:UTC|GMT)\s?)?[{DASHES}+]\s?\d{{1,2}}(?::?[0-5]\d)?(?![^\W_]|:\d)|[A-Za-z]+(?:/[\w+/-]+)?(?![^\W_]|['’]\w|[/-])",
    re.IGNORECASE,
)
_DOTTED: Final = re.compile(r"\d\d\.\d\d(?![^\W_]|[.%/-]|\s+\d\d?:\d\d)")
_LATE_YEAR: Final = re.compile(r"(?:19|20)\d\d(?![^\W_zZ])")  # "Mon Jan 15 14:05:33 2024"
_DATE: Final = re.compile(r"\d{1,4}([./-])\d{1,2}(?:\1\d{2,4})?z?\.?(?![^\W_])", re.IGNORECASE)
_DATE_BEHIND: Final = re.compile(
    r"(?:\d{1,4}([./-])\d{1,2}\1\d{2,4}|[0-3]\d/[0-3]\d|[0-3]\d\.[01]\d\.)z?(?![^\W_])", re.IGNORECASE
)
AGO_BEHIND: Final = re.compile(r"\s+(?:ago|earlier)\b", re.IGNORECASE)
BULLET: Final = re.compile(rf"\s*(?:[{DASHES}•‣·*>▪◦+]\s+|>)*")
GLUE: Final = re.compile(
    r"""(?:[\s,_*~`´'"“”„‘’«»‹›「」『』()\[\]{}<>]|T(?=\d\d)|:(?=\d\d:\d\d)|(?:at|on)\s+(?=\S)|@\s+(?=\d))*""",
    re.IGNORECASE,
)
HALVES: Final = "(?:下午|午後|오후|晚上|上午|午前|오전)"
_AROUND: Final = re.compile(
    r"(?:(?:at|a|about|around|approx(?:imately)?|roughly|circa|ca|since|from|after|before|by|until|till?|between|past|just"
    r"|exactly|only|over|um|gegen|seit|vor|nach|bis|ab|kl|klo|vers|las?|alle|time|timestamp)\b[.:]*\s*"
    rf"|:[a-z][\w+-]*:\s*|[^\w\s\"“”„«»'`+−–—-]{{1,3}}(?![^\w\s(\[{{<*])\s*|(?!{HALVES}|[a-z])[^\W\d_]{{1,4}}(?![^\W\d_])\s*){{1,3}}",
    re.IGNORECASE,
)
BEHIND: Final = re.compile(r"""[.,;:!?…]*(?:\s+|$)(?:[-–—]\s+(?=\D))?""")
_MARKS: Final = {
    "(": ")",
    "[": "]",
    "{": "}",
    "<": ">",
    "“": "”",
    "„": "“",
    "”": "”",
    "‘": "’",
    "«": "»",
    "‹": "›",
    "「": "」",
    "『": "』",
}
_SAME: Final = "*_~`´'\""
QUOTES: Final = "\"“”„‘’«»‹›「」『』'`´"


@dataclass(frozen=True)
class Head:
    """What has been read of a head. `marks` were opened and not closed; `doubt`: it may be something else.

    `text` is where the text would start then, 0 for all of it. `unread` is a date that could be several.
    """

    end: int = 0
    marks: str = ""
    doubt: bool = False
    text: int = 0
    clock: time | None = None
    clock_said: str = ""
    zone: tzinfo | None = None
    zone_said: str = ""
    day: TypedDate | None = None
    unread: str = ""

    @property
    def said(self) -> str:
        """The same in a form that can be typed."""
        day = self.day.said if self.day else ""
        return " ".join(filter(None, (day, self.clock_said, self.zone_said)))


@dataclass(frozen=True)
class HeadReader:
    """Reads the head of a text, piece by piece."""

    typed: TypedHead
    own: ZoneInfo
    now: datetime
    future: bool

    def head(self) -> Head:
        bullet = BULLET.match(self.typed.plain)
        return self._longest(Head(bullet.end() if bullet else 0))

    def _longest(self, head: Head) -> Head:
        while further := self._further(head):
            head = further
        return head

    def _further(self, head: Head) -> Head | None:
        glue = GLUE.match(self.typed.plain, head.end)
        end = glue.end() if glue else head.end
        between = self.typed.plain[head.end : end]
        joined = between == "_" and head.day is not None and not head.marks
        start = replace(head, end=end, marks=head.marks if joined else _marks(head.marks, between))
        if head.clock and set(start.marks[len(head.marks) :]) & set(QUOTES):  # `14:05 "Friday deploy"`: text
            return None
        if head.clock:
            read = self._zone(start, between) or self._day(start, between) or self._late_year(start)
        else:
            is_at = re.search(r"\bat\s", between, re.IGNORECASE) is not None
            read = self._day(start, between) or self._clock(start, is_at=is_at)
            read = read or self._clock_around(start, is_at=is_at)
        return read or self._unread_day(start)

    def _day(self, head: Head, between: str) -> Head | None:
        if head.day or head.unread or head.end == len(self.typed.plain):
            return None
        today = self.now.astimezone(head.zone or self.own).date()
        day = read_date(self.typed.plain[head.end :], today, future=self.future)
        if day is None:
            return None
        plain_word = not (day.sure or any(map(str.isdecimal, day.said))) and day.said.casefold() not in _DAY_WORDS
        taken = replace(head, day=day, end=head.end + len(day.said))
        if head.clock is None or not plain_word or "on" in between.casefold() or not day.rest.strip(" .,;:)]"):
            return taken
        return replace(taken, doubt=True, text=head.text or head.end)

    def _unread_day(self, head: Head) -> Head | None:
        """`15.01.24`, `1/14`: a date that could be several. Behind a time of day, `3/4` is no date."""
        found = (_DATE_BEHIND if head.clock else _DATE).match(self.typed.plain, head.end)
        if head.day or head.unread:
            return None
        return replace(head, unread=found[0], end=found.end(), text=head.text or head.end) if found else None

    def _clock(self, head: Head, *, is_at: bool = False) -> Head | None:
        found = _CLOCK.match(self.typed.plain, head.end)
        read = _time_of(found) if found else None
        if not found or read is None or AGO_BEHIND.match(self.typed.plain, found.end()):
            return None
        doubt = head.doubt or found["mark"] == ";" or (found["clock"] or "").casefold() == "o'clock"
        taken = replace(head, clock=read, clock_said=_said(found, read), end=found.end(), doubt=doubt)
        if found["half"] or found["short"] or (found["mark"] or ".") != "." or found["clock"]:
            return taken if found["mark"] or found["half"] or found["clock"] != "h" else None
        if not (found["mark"] or found["together"]):
            return None
        further = self._further(taken)  # "14.05", "1405"
        if (further and further.zone) or (head.day and (found["mark"] or head.day.said.isdecimal())):
            return taken
        may_be = (head.day or is_at) if found["together"] else _DOTTED.match(self.typed.plain, head.end)
        return replace(taken, doubt=True) if may_be else None

    def _clock_around(self, head: Head, *, is_at: bool) -> Head | None:
        """`about 14:05`, `since noon`."""
        around = _AROUND.match(self.typed.plain, head.end)
        inner = replace(head, end=around.end(), doubt=True) if around else head
        glue = GLUE.match(self.typed.plain, inner.end)
        if around and glue:
            between = self.typed.plain[inner.end : glue.end()]
            inner = replace(inner, end=glue.end(), marks=_marks(inner.marks, between))
            if (found := self._day(inner, "") or self._clock(inner) or self._unread_day(inner)) and (
                found := self._longest(found)
            ).clock:
                return found
        word = _WORD_CLOCK.match(self.typed.plain, inner.end)
        if word and (around or is_at or head.day or word["alone"] is not None):
            return replace(inner, clock=_WORD_CLOCKS[word[1].casefold()], clock_said=_CLOCK_SAID[word[1].casefold()],
                           end=word.end(1), doubt=True)  # fmt: skip
        return None

    def _zone(self, head: Head, between: str) -> Head | None:
        found = _ZONE.match(self.typed.plain, head.end)
        if head.zone or not found:
            return None
        said = found[0]
        sign = said[0] in f"+{DASHES}"
        if sign and not (head.day or between) and said[0] in DASHES:  # "14:05-15:00", "14:05-0500"
            return None
        zone = read_zone(said, self.own, self.now)
        if zone is None or (said.casefold() == "z" and between):
            return None
        taken = replace(head, zone=zone, zone_said=said, end=found.end())
        if not sign or head.day or re.search(r"\d{3,}|:", said):
            return taken
        return replace(taken, zone_said=f"{said[0]}{said[1:].strip():0>2}:00", doubt=True, text=head.text or head.end)

    def _late_year(self, head: Head) -> Head | None:
        found = _LATE_YEAR.match(self.typed.plain, head.end)
        if not (found and head.day and re.fullmatch(r"[^\W\d].*\s\d{1,2}|.*[a-z.]", head.day.said, re.IGNORECASE)):
            return None
        day = read_date(f"{head.day.said} {found[0]}", self.now.date(), future=self.future)
        doubt = head.doubt or len(head.day.said.split()) < 3
        return replace(head, day=day, end=found.end(), doubt=doubt)


_DAY_WORDS: Final = ("yesterday", "today", "tomorrow", "last night", "tonight")
_WORD_CLOCK: Final = re.compile(r"(noon|midday|midnight)(?![\w'’-])(?P<alone>(?=\s*(?:[,;:.!?]|$)))?", re.IGNORECASE)
_WORD_CLOCKS: Final = {"noon": time(12), "midday": time(12), "midnight": time(0)}
_CLOCK_SAID: Final = {"noon": "12:00", "midday": "12:00", "midnight": "00:00"}


def _marks(opened: str, between: str) -> str:
    """The marks that are open behind these letters; `**` is one."""
    for letter in re.sub(rf"([{_SAME}])\1+", r"\1", between):
        if opened and letter == (_MARKS.get(opened[-1]) or opened[-1]):
            opened = opened[:-1]
        elif letter in _MARKS or letter in _SAME:
            opened += letter
    return opened


def _said(found: re.Match[str], read: time) -> str:
    plain = found["mark"] == ":" or (found["half"] and not found["together"])
    if plain and not found["short"] and not found["clock"]:
        return found[0].strip()
    return f"{read:%H:%M:%S}" if read.second else f"{read:%H:%M}"


def _time_of(found: re.Match[str]) -> time | None:
    hour, half = int(found["hour"]), (found["half"] or found["short"] or "").strip().casefold()
    if half and not 1 <= hour <= 12:
        return None
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    try:
        return time(hour, int(found["minute"] or found["together"] or 0), int(found["second"] or found["seconds"] or 0))
    except ValueError:
        return None


def closed(text: str, head: Head) -> Head:
    """The head with the marks behind it that close those in front; the others stay open."""
    end, left = head.end, ""
    for mark in reversed(head.marks):
        closing = re.compile(f"{re.escape(mark)}+" if mark in _SAME else re.escape(_MARKS[mark])).match(text, end)
        end, left = (closing.end(), left) if closing else (end, left + mark)
    return replace(head, end=end, marks=left)
