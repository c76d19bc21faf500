"""Time zones as people type them behind a time of day: `UTC`, `+02:00`, `CET`, `America/New_York`.

An abbreviation means what it means where the person lives. Elsewhere only those that one zone uses are understood; one
that several use is asked about. A place that a zone is named after is asked about where it is set off ("14:05 Berlin
time"). Any other word is text: "14:05 DNS failed" and "14:05 Singapore region failed over" name no zone.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone, tzinfo
from functools import cache
from typing import Final
from zoneinfo import ZoneInfo, available_timezones

from bot.errors import Unclear
from templates.commands import wording

_NAMES: Final[Mapping[float, str]] = {
    0: "UTC GMT Z ZULU WET",
    1: "CET MEZ MET WAT WEST",
    2: "CEST MESZ MEST EET SAST CAT",
    3: "EEST MSK EAT IDT TRT",
    3.5: "IRST",
    4: "GST",
    5: "PKT UZT",
    5.75: "NPT",
    7: "ICT WIB",
    8: "SGT HKT AWST WITA PHT MYT",
    9: "JST KST WIT",
    9.5: "ACST",
    10: "AEST CHST",
    10.5: "ACDT",
    11: "AEDT",
    12: "NZST",
    13: "NZDT",
    -2.5: "NDT",
    -3: "BRT ART ADT CLST UYT",
    -3.5: "NST",
    -4: "EDT CLT VET",
    -5: "EST CDT COT PET ECT",
    -6: "MDT",
    -7: "MST PDT",
    -8: "PST AKDT",
    -9: "AKST HDT",
    -10: "HST",
}
_HOURS: Final = {name: hours for hours, names in _NAMES.items() for name in names.split()}
_REGIONS: Final[Mapping[str, str]] = {
    "ET": "America/New_York",
    "CT": "America/Chicago",
    "MT": "America/Denver",
    "PT": "America/Los_Angeles",
    "EASTERN": "America/New_York",
    "CENTRAL": "America/Chicago",
    "MOUNTAIN": "America/Denver",
    "PACIFIC": "America/Los_Angeles",
    "UK": "Europe/London",
    "BRITISH": "Europe/London",
    "INDIAN": "Asia/Kolkata",
    "GERMAN": "Europe/Berlin",
}
_SEVERAL: Final = frozenset({"CST", "IST", "BST", "AST", "AMT", "SST"})
_WORDS: Final = frozenset({"WET", "MET", "WEST", "CAT", "EAT", "ART", "PET", "WIT", "ICT", "ECT"})
"""Abbreviations that are words, too: zones only in capital letters."""
_OFFSET: Final = re.compile(
    r"(?:UTC|GMT)?\s?(?P<sign>[+−–-])\s?(?P<hours>\d{1,2})(?::?(?P<minutes>[0-5]\d))?", re.IGNORECASE
)
_FARTHEST: Final = 14  # hours from UTC, in Kiribati
_NAMED: Final = re.compile(
    r"(?:Africa|America|Antarctica|Arctic|Asia|Atlantic|Australia|Europe|Indian|Pacific|Etc|US|Canada|Brazil|Mexico|Chile)/[\w+/-]+",
    re.IGNORECASE,
)

_NO_REGIONS: Final = ("Etc/", "Antarctica/")
_NO_CITIES: Final = frozenset({"center", "easter", "resolute"})  # words that are more often something else


@dataclass(frozen=True)
class Place:
    """A place as it was typed, and the zone that is named after it."""

    said: str
    zone: str


_SET_OFF: Final = re.compile(r"\s+time(?![^\W_])|\s*(?:[,:;)\]]|$)|\s+[–—-]\s", re.IGNORECASE)


def place_in_front(text: str) -> Place | None:
    """`Berlin time`, `New York: `, `Eastern, `. A place that is followed by another word is what the text is about."""
    whole, text = text, text.lstrip("([")
    words = re.findall(r"[^\W\d]+", " ".join(text.split()[:4]))
    for count in (3, 2, 1):
        said = " ".join(words[:count])
        zone = _cities().get(said.casefold()) or (_REGIONS.get(said.upper()) if len(said) > 2 or said == "UK" else None)
        if zone and text.startswith(said) and (behind := _SET_OFF.match(text, len(said))):
            belongs = behind[0].strip().casefold() in ("time", ")", "]")
            front = whole[: len(whole) - len(text)]
            return Place(front + (text[: behind.end()] if belongs else said), zone)
    return None


@cache
def _cities() -> Mapping[str, str]:
    places = (
        zone for zone in sorted(available_timezones()) if _NAMED.fullmatch(zone) and not zone.startswith(_NO_REGIONS)
    )
    named = {zone.rsplit("/", 1)[1].replace("_", " ").casefold(): zone for zone in places}
    return {city: zone for city, zone in named.items() if city not in _NO_CITIES}


def read_zone(word: str, own: tzinfo, now: datetime) -> tzinfo | None:
    """None if the word names no zone. Raises Unclear for one that several zones use, or that looks like one."""
    if offset := _OFFSET.fullmatch(word):
        return _offset(offset)
    if _NAMED.fullmatch(word):
        return _named(word)
    name = word.upper()
    if name != word and name in _WORDS:
        return None
    if known := _abbreviations(own, now).get(name):
        return known
    if name in _SEVERAL:
        raise Unclear(wording.several_zones(word))
    if name in _REGIONS:
        return ZoneInfo(_REGIONS[name]) if word == name and len(name) == 2 and name != "UK" else None
    return timezone(timedelta(hours=_HOURS[name])) if name in _HOURS else None


def _offset(found: re.Match[str]) -> tzinfo | None:
    away = timedelta(hours=int(found["hours"]), minutes=int(found["minutes"] or 0))
    if away > timedelta(hours=_FARTHEST):
        return None
    return timezone(away if found["sign"] == "+" else -away)


def _named(word: str) -> tzinfo:
    for name in (word, re.sub(r"[a-z]+", lambda part: part[0].capitalize(), word.lower())):
        try:
            return ZoneInfo(name)
        except (KeyError, ValueError, OSError):
            continue
    raise Unclear(wording.unknown_zone(word))


def _abbreviations(own: tzinfo, now: datetime) -> Mapping[str, tzinfo]:
    """What the person's own zone is called within a year: `CET` and `CEST`."""
    return {moment.tzname() or "": timezone(moment.utcoffset() or timedelta()) for moment in _months(own, now)}


def _months(own: tzinfo, now: datetime) -> Iterator[datetime]:
    for month in range(12):
        yield (now - timedelta(days=30 * month)).astimezone(own)
