"""Finds the zone that a text states for its times: `All times PDT`, `Timeline (UTC)`, `times are local to Berlin`.

A statement is a sentence, a line or a bracket that consists of a zone, of words that speak of times, and perhaps of a
day. One other word and it is prose: "Response times in Tokyo doubled" states nothing. A statement that speaks of times
may name a city or a region (those of the IANA database: `Berlin` is Europe/Berlin); a zone beside a day must be written
as a zone. `PT` is the time of Los Angeles, in summer as in winter.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, time, tzinfo
from functools import cache
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from bot.analysis.input.times import clocks

_USUAL: Final = {
    "pacific": "America/Los_Angeles", "eastern": "America/New_York", "central": "America/Chicago",
    "mountain": "America/Denver", "central european": "Europe/Berlin", "ist": "Asia/Kolkata", "india": "Asia/Kolkata",
    "indian": "Asia/Kolkata", "japan": "Asia/Tokyo", "uk": "Europe/London", "british": "Europe/London",
    "san francisco": "America/Los_Angeles", "seattle": "America/Los_Angeles", "boston": "America/New_York",
    "munich": "Europe/Berlin", "hamburg": "Europe/Berlin", "bangalore": "Asia/Kolkata", "bengaluru": "Asia/Kolkata",
    "beijing": "Asia/Shanghai", "coordinated universal": "UTC", "universal": "UTC",
}  # fmt: skip
# `EST/EDT` is the time of a place, by its names in winter and in summer.
_OF_BOTH_SEASONS: Final = {
    frozenset(names.split()): place
    for names, place in {
        "est edt": "America/New_York", "cst cdt": "America/Chicago", "mst mdt": "America/Denver",
        "pst pdt": "America/Los_Angeles", "gmt bst": "Europe/London", "wet west": "Europe/Lisbon",
        "cet cest": "Europe/Berlin", "mez mesz": "Europe/Berlin", "eet eest": "Europe/Helsinki",
        "aest aedt": "Australia/Sydney", "nzst nzdt": "Pacific/Auckland",
    }.items()
}  # fmt: skip
_TIMELINES: Final = frozenset(("timeline", "chronology", "zeitleiste", "zeitlinie", "chronologie", "タイムライン"))
_TIMES: Final = _TIMELINES | {
    "times", "timestamps", "timezone", "timezones", "zone", "tz", "zeiten", "uhrzeiten", "zeitangaben", "zeitzone",
    "ortszeit", "heure", "heures", "fuseau", "hora", "horas",
}  # fmt: skip
_TIME: Final = frozenset(("time", "timestamp", "zeit", "uhrzeit", "zeitpunkt"))
_BESIDE: Final = frozenset({
    "all", "any", "the", "and", "of", "in", "to", "at", "for", "on", "as", "is", "are", "be", "by", "a", "below",
    "above", "here", "following", "listed", "given", "shown", "noted", "expressed", "stated", "reported", "recorded",
    "displayed", "otherwise", "unless", "according", "use", "used", "uses", "using", "date", "dates", "day", "days",
    "event", "events", "incident", "local", "document", "report", "page", "review", "rounded", "approximate",
    "standard", "daylight", "summer", "us", "alle", "der", "die", "im", "angaben", "sind", "nach", "datum", "toutes",
    "les", "en", "de", "du", "la", "sont", "todas", "las", "son", "fecha", "zona", "horaire",
})  # fmt: skip
_SENTENCE: Final = re.compile(r"(?<=[.;?!])\s+|\n+")
_BRACKET: Final = re.compile(r"\(([^()]{2,80})\)|\[([^\[\]]{2,80})\]")
_PAUSE: Final = re.compile(r"[\s,;()\[\]=*\"“”|]+|[.:](?!\d)")
_WRITTEN: Final = re.compile(r"[A-Z]{1,5}|(?:UTC|GMT)?[+-]\d\S*|[A-Z]\w+/[A-Z]\S+|[A-Z]{3,4}/[A-Z]{3,4}")
_USED: Final = re.compile(
    r"\b(?P<said>\d{1,2}:\d\d(?::\d\d)?(?: ?[AaPp]\.?[Mm]\b\.?)? ?\(?(?P<zone>[A-Z]{2,5}|(?:UTC|GMT)[+-]\d{1,2}))\b"
)
_CLOCK: Final = re.compile(r"\d{1,2}:\d\d(?: ?[ap]m\b)?", re.IGNORECASE)
# A word that stands before no time of an event, other than its day and the begin of a range.
_WORD: Final = re.compile(r"\b(?!(?:[ap]m|to|until|till|bis)\b)[^\W\d_]{2,}", re.IGNORECASE)
_LONGEST: Final = 300  # characters of a text that could state a zone
_LONGEST_NAME: Final = 4  # words


class Stated(NamedTuple):
    """A statement: its zone, its words, the day beside it; `alone` if the text says nothing else."""

    zone: tzinfo
    words: str
    day: date | None
    alone: bool


def zone_named(name: str) -> tzinfo | None:
    """Reads `PDT`, `UTC+2`, `EST/EDT`, `Europe/Berlin`, `Berlin` or `Pacific time`; None for anything else."""
    word = re.sub(r"\s+(?:local|standard|daylight|summer)?\s*time$", "", " ".join(name.split()), flags=re.IGNORECASE)
    key = word.casefold().replace("_", " ")
    place = _USUAL.get(key) or _cities().get(key) or _OF_BOTH_SEASONS.get(frozenset(key.split("/")))
    return _zone_at(place) or clocks.zone_of(word.replace(" ", ""))


def _zone_at(place: str | None) -> tzinfo | None:
    return ZoneInfo(place) if place else None


def stated_in(text: str) -> Stated | None:
    """Returns the first statement in a text."""
    return next(_statements(text), None) if len(text) <= _LONGEST else None


def _statements(text: str) -> Iterator[Stated]:
    parts = list(filter(None, map(str.strip, _SENTENCE.split(text))))
    for part in parts:
        if found := _statement(part):
            yield found._replace(alone=len(parts) == 1)
    for bracket in _BRACKET.finditer(text):
        if found := _statement(bracket[1] or bracket[2], is_at_times=_is_of_times(text[: bracket.start()])):
            yield found
    if "(" in text and (found := _statement(_BRACKET.sub(" ", text))):
        yield found


def _is_of_times(text: str) -> bool:
    """Whether what stands before a bracket is a day, or names a timeline."""
    return clocks.first_day(text) is not None or not _TIMELINES.isdisjoint(_PAUSE.split(text.casefold()))


def _statement(text: str, *, is_at_times: bool = False) -> Stated | None:
    """Reads a text that is a statement as a whole. What is neither a word beside it nor a day must name the zone."""
    rest, day = clocks.without_days(text)
    words = [word for word in _PAUSE.split(rest) if any(map(str.isalnum, word))]
    named = [at for at, word in enumerate(words) if word.casefold() not in _BESIDE | _TIMES | _TIME]
    if not named or named[-1] - named[0] >= _LONGEST_NAME:
        return None
    before, name, behind = words[: named[0]], words[named[0] : named[-1] + 1], words[named[-1] + 1 :]
    is_written = bool(_WRITTEN.fullmatch("".join(name))) and name != ["WEST"]  # a region, too
    if not _speaks_of_times(before, behind, is_written=is_written) and not (is_written and (day or is_at_times)):
        return None
    zone = zone_named(" ".join(name))
    return Stated(zone, text.strip().rstrip(".;:"), day, alone=False) if zone else None


def _speaks_of_times(before: Sequence[str], behind: Sequence[str], *, is_written: bool) -> bool:
    """Whether the words around a zone speak of times. `Time` alone does beside a zone that is written as one, as the
    head of a column and in `Berlin time`."""
    front, end = [word.casefold() for word in before], [word.casefold() for word in behind]
    beside = {*front[:1], *end[:2]} if len(front) < 2 else {*end[:2]}
    return not _TIMES.isdisjoint(front + end) or not _TIME.isdisjoint(front + end if is_written else beside)


def zone_used(texts: Iterable[str]) -> tuple[tzinfo, str] | None:
    """Returns the one zone that clock times in these texts name, with the first such time; None if they differ.

    A time counts where it begins its text, as that of an event does, or repeats one that does: one in a sentence may be
    that of a vendor, or of somebody's home.
    """
    held = list(texts)
    own = {_clock(each[0]) for text in held if (each := _CLOCK.search(text)) and _begins(text, each)}
    used = [(text, each) for text in held for each in _USED.finditer(text)]
    said = [
        (each["said"], each["zone"].casefold())
        for text, each in used
        if _begins(text, each) or _clock(each["said"]) in own
    ]
    found = [(zone, time) for time, name in said if (zone := clocks.zone_of(name) or _zone_at(_USUAL.get(name)))]
    return found[0] if found and len({str(zone) for zone, _said in found}) == 1 else None


def _begins(text: str, found: re.Match[str]) -> bool:
    """Whether nothing but a day, or the begin of a range, stands before a time."""
    return found.start() < _LONGEST and not _WORD.search(clocks.without_days(text[: found.start()])[0])


def _clock(said: str) -> time | None:
    found = _CLOCK.match(said)
    read = clocks.read_time(found[0]) if found else None
    return read.at.replace(tzinfo=None) if isinstance(read, clocks.Clock) else None


_NO_CITIES: Final = ("Etc", "posix", "right", "SystemV", "US", "Brazil", "Canada", "Chile", "Mexico")
_DIRECTIONS: Final = frozenset(("north", "south", "east", "west", "center", "central"))


@cache
def _cities() -> dict[str, str]:
    """Each IANA zone by its whole name and by its last part, without those that are offsets or parts of countries."""
    found: dict[str, str] = {}
    for name in sorted(clocks.iana_names()):
        region, _, city = name.rpartition("/")
        if region and not region.startswith(_NO_CITIES):
            found[name.casefold().replace("_", " ")] = name
            found.setdefault(city.casefold().replace("_", " "), name)
    return {key: name for key, name in found.items() if key not in _DIRECTIONS}
