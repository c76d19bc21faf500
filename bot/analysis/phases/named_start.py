"""Finds when it began where an entry states it with a clock time: "errors began with the 09:30 release".

A topic word is no statement: what began must be the failure, in the clause that has the time. A time in another zone
than the entry's own, on another day, or about some time is no record.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Final

from bot.analysis.language.clauses import Clause, clauses
from bot.analysis.language.health import FAILS
from bot.analysis.language.moods import Mood
from bot.analysis.language.words import lexicon
from bot.analysis.phases.phasing import Phased
from bot.analysis.phases.signs import READ_CHARACTERS

_CLOCK: Final = r"(?P<hour>[01]?\d|2[0-3])[:.h](?P<minute>[0-5]\d)(?::[0-5]\d)?"
_FAILURE: Final = lexicon(
    *FAILS, "5\\d\\ds?", "problems?", "issues?", "impact", "incident", "degrad(?:ed|ation)", "slow(?:ness)?", "latency",
    "affected", "(?:it|this)(?= (?:all )?(?:began|started|has been|is))",
).pattern  # fmt: skip
# What stands between the failure and its beginning must not be another subject
_BETWEEN: Final = (
    r"(?: (?!(?:after|before|when|until|since|we|i|roll\w*|re-?start\w*|deploy\w*|fix\w*|patch\w*|fail-?over|work)\b)"
    r"[\w/.-]+){0,4}?"
)
_BEGAN: Final = r"(?:began|begun|started|starts?|begins?|appeared|occurred|set in)"
_AT: Final = r"(?: (?:failing|erroring|at|with|from|right|shortly|just|after|on|in|the|exactly|by|our|release)){0,4}? "
_STATED: Final = tuple(
    re.compile(rf"(?<![\w-]){pattern}(?![\w%:])(?P<zone> ?(?:utc|gmt|z)\b)?(?P<rest>.{{0,12}})")
    for pattern in (
        rf"{_FAILURE}{_BETWEEN} {_BEGAN}{_AT}{_CLOCK}",
        rf"(?:first|started|began) (?:{_FAILURE}|failed|failing|seen){_BETWEEN} (?:at|from) {_CLOCK}",
        rf"{_FAILURE}{_BETWEEN} (?:since|from){_AT}{_CLOCK}",
    )
)
_OTHER_ZONE: Final = re.compile(r" ?(?:[ap]\.?m\b|[a-z]{2,4}t\b|[+-]\d)")
_OTHER_SUBJECT: Final = re.compile(
    r"\b(?:yesterday|last|stable|healthy|watch\w*|monitor(?:ing)?|look\w*|investigat\w*|debug\w*|work(?:ing|ed)? on"
    r"|gone|fell|drop\w*|decreas\w*|declin\w*|resolved|fixed|recover\w*|normal|back|runs|running|test\w*|build\w*"
    r"|no longer|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b"
)


def named_start(course: Iterable[Phased], *, only_utc: bool) -> tuple[Phased, datetime] | None:
    """Returns the earliest start that an entry states, and the entry. `only_utc`: other times may be of any zone."""
    found = [(one, at) for one in course for at in _stated(one, only_utc=only_utc)]
    return min(found, key=lambda pair: pair[1], default=None)


def _stated(one: Phased, *, only_utc: bool) -> Iterator[datetime]:
    if one.event.at is None or one.event.bookkeeping or not re.search(r"\d[:.h]\d\d", one.event.text[:READ_CHARACTERS]):
        return
    for clause in clauses("", one.event.text[:READ_CHARACTERS]):
        for found in () if _OTHER_SUBJECT.search(clause.words) else _found(clause):
            if found["zone"] or not only_utc:
                yield _before(one.event.at, found)


def _found(clause: Clause) -> Iterator[re.Match[str]]:
    for pattern in _STATED:
        found = pattern.search(clause.words)
        if found and clause.mood(found.start()) is Mood.SAID and not _OTHER_ZONE.match(found["rest"]):
            yield found


def _before(entry: datetime, found: re.Match[str]) -> datetime:
    """The last time before the entry at which the clock of its zone, or of UTC where that is named, showed this."""
    own = entry.astimezone(UTC) if found["zone"] else entry
    at = own.replace(hour=int(found["hour"]), minute=int(found["minute"]), second=0, microsecond=0)
    return (at if at <= own else at - timedelta(days=1)).astimezone(UTC)
