"""Finds the zone that a text states for its times: `All times PDT`, `(times in UTC)`, `times are local to Berlin`.

Cities and regions are those of the IANA database: `Berlin` is Europe/Berlin. `PT` is the time of Los Angeles, in summer
as in winter.
"""

import re
from collections.abc import Iterable
from datetime import tzinfo
from functools import cache
from typing import Final
from zoneinfo import ZoneInfo, available_timezones

from bot.analysis.input.times import clocks

_USUAL: Final = {
    "pacific": "America/Los_Angeles", "eastern": "America/New_York", "central": "America/Chicago",
    "mountain": "America/Denver", "central european": "Europe/Berlin", "ist": "Asia/Kolkata", "india": "Asia/Kolkata",
    "indian": "Asia/Kolkata", "japan": "Asia/Tokyo", "uk": "Europe/London", "british": "Europe/London",
    "san francisco": "America/Los_Angeles", "seattle": "America/Los_Angeles", "boston": "America/New_York",
    "munich": "Europe/Berlin", "hamburg": "Europe/Berlin", "bangalore": "Asia/Kolkata", "bengaluru": "Asia/Kolkata",
    "beijing": "Asia/Shanghai", "coordinated universal": "UTC", "universal": "UTC",
}  # fmt: skip
_WORD: Final = r"(?P<zone>(?:UTC|GMT)\s?[+-]\d{1,2}(?::?\d\d)?|[+-]\d\d:?\d\d|[A-Za-z]+(?:[/_ -][A-Z][A-Za-z]+){0,2})"
_STATED: Final = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"\b(?:all\s+)?(?:dates\s+and\s+)?time(?:s|stamps?)?\b(?:\s+(?:below|here|listed|given|shown|in this \w+))*"
        rf"(?:\s+(?:are|is|in|as|use|local|to|at|according|the|listed|given|shown|noted|expressed|stated|reported|zone|of)\b"
        rf"|\s*[(:,=])*\s*{_WORD}",
        rf"\b(?:time\s?zone|tz)\s*(?:is|:|=)?\s*{_WORD}",
        rf"\((?:all\s+)?(?:times?\s+)?(?:in\s+)?{_WORD}\s*(?:times?)?\)\s*$",
        rf"\b{_WORD}\s+(?:time\s?zone|local time)\b",
    )
)
_USED: Final = re.compile(
    r"\b(?P<said>\d{1,2}:\d\d(?::\d\d)?(?: ?[AaPp]\.?[Mm]\b\.?)? ?\(?(?P<zone>[A-Z]{2,5}|(?:UTC|GMT)[+-]\d{1,2}))\b"
)
_LONGEST: Final = 300  # characters of a line that could state a zone


def zone_named(name: str) -> tzinfo | None:
    """Reads `PDT`, `UTC+2`, `Europe/Berlin`, `Berlin` or `Pacific time`; None for anything else."""
    word = re.sub(r"\s+(?:local|standard|daylight|summer)?\s*time$", "", " ".join(name.split()), flags=re.IGNORECASE)
    key = word.casefold().replace("_", " ")
    return _usual(key) or _of_a_city(key) or clocks.zone_of(word.replace(" ", ""))


def _usual(key: str) -> tzinfo | None:
    return ZoneInfo(_USUAL[key]) if key in _USUAL else None


def zone_in(text: str) -> tzinfo | None:
    """Returns the zone that a line states for its times, None if it states none."""
    line = text[:_LONGEST]
    for form in _STATED:
        for matched in form.finditer(line):
            if zone := _longest(matched["zone"]):
                return zone
    return None


def zone_used(texts: Iterable[str]) -> tuple[tzinfo, str] | None:
    """Returns the one zone that clock times in these texts name, with the first such time; None if they differ."""
    said = [(each["said"], each["zone"].casefold()) for text in texts for each in _USED.finditer(text)]
    found = [(zone, time) for time, name in said if (zone := clocks.zone_of(name) or _usual(name))]
    return found[0] if found and len({str(zone) for zone, _said in found}) == 1 else None


def _longest(words: str) -> tzinfo | None:
    """Reads as many of the words as name a zone: `Berlin and` is Berlin."""
    parts = words.split(" ")
    found = (zone_named(" ".join(parts[:end])) for end in range(len(parts), 0, -1))
    return next(filter(None, found), None)


def _of_a_city(key: str) -> tzinfo | None:
    name = _cities().get(key)
    return ZoneInfo(name) if name else None


@cache
def _cities() -> dict[str, str]:
    """Each IANA zone by its whole name and by its last part, without those that are offsets."""
    found: dict[str, str] = {}
    for name in sorted(available_timezones()):
        region, _, city = name.rpartition("/")
        if region and region != "Etc" and not region.startswith(("posix", "right", "SystemV", "US")):
            found[name.casefold().replace("_", " ")] = name
            found.setdefault(city.casefold().replace("_", " "), name)
    return found
