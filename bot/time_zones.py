"""Time zones as people type them behind a time of day: `UTC`, `+02:00`, `CET`, `America/New_York`.

An abbreviation means what it means where the person lives. Elsewhere only those that one zone uses are understood; one
that several use is asked about. A city that a zone is named after may be either, and is asked about. Any other word is
text: "14:05 DNS failed" names no zone.
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

_HOURS: Final[Mapping[str, float]] = {
    **dict.fromkeys(("UTC", "GMT", "Z", "WET"), 0),
    "CET": 1,
    "CEST": 2,
    "EET": 2,
    "EEST": 3,
    "MSK": 3,
    "SAST": 2,
    "GST": 4,
    "PKT": 5,
    "SGT": 8,
    "HKT": 8,
    "AWST": 8,
    "JST": 9,
    "KST": 9,
    "ACST": 9.5,
    "AEST": 10,
    "ACDT": 10.5,
    "AEDT": 11,
    "NZST": 12,
    "NZDT": 13,
    "BRT": -3,
    "EDT": -4,
    "EST": -5,
    "CDT": -5,
    "MDT": -6,
    "MST": -7,
    "PDT": -7,
    "PST": -8,
    "AKDT": -8,
    "AKST": -9,
}
_REGIONS: Final[Mapping[str, str]] = {
    "ET": "America/New_York",
    "CT": "America/Chicago",
    "MT": "America/Denver",
    "PT": "America/Los_Angeles",
}
_SEVERAL: Final = frozenset({"CST", "IST", "BST", "AST", "AMT"})
_OFFSET: Final = re.compile(r"(?:UTC|GMT)?(?P<sign>[+−–-])(?P<hours>\d{1,2})(?::?(?P<minutes>[0-5]\d))?", re.IGNORECASE)
_FARTHEST: Final = 14  # hours from UTC, in Kiribati
_NAMED: Final = re.compile(
    r"(?:Africa|America|Antarctica|Arctic|Asia|Atlantic|Australia|Europe|Indian|Pacific|Etc)/[\w+/-]+", re.IGNORECASE
)

_NO_REGIONS: Final = ("Etc/", "Antarctica/")
_NO_CITIES: Final = frozenset({"center", "easter", "resolute"})  # words that are more often something else


@dataclass(frozen=True)
class City:
    """A city as it was typed, and the zone that is named after it."""

    said: str
    zone: str


def city_in_front(text: str) -> City | None:
    """`Berlin`, `New York`."""
    words = re.findall(r"[^\W\d]+", " ".join(text.split()[:3]))
    for count in (3, 2, 1):
        said = " ".join(words[:count])
        if text.startswith(said) and (zone := _cities().get(said.casefold())):
            return City(said, zone)
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
    name = word.upper() if word.casefold() in ("utc", "gmt") else word
    if known := _abbreviations(own, now).get(name):
        return known
    if name in _SEVERAL:
        raise Unclear(wording.several_zones(word))
    if name in _REGIONS:
        return ZoneInfo(_REGIONS[name])
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
