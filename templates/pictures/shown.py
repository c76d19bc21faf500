"""What of an incident its picture shows, however it is drawn: key moments, actions, updates and the silences between.

An update is one that was sent or is called so by the input, an action is a decision, a mitigation or what set it off.
An action is named by its first sentence as typed. Nothing is cut: one that is too long to be named, or one too many,
is a mark without a name, and the picture says so.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final

from bot.analysis.model import Case, Chronicle, Gap, ReadEvent
from bot.metrics.key_moments import MomentKey
from bot.time_format import clock, duration
from bot.timeline.kinds import EntryKind
from templates.metrics.wording import MOMENT_NAMES, if_estimated

LEAST: Final = 6  # entries; fewer are read faster than a picture
_MOMENTS: Final = tuple(key for key in MomentKey if key is not MomentKey.ACKNOWLEDGED)
# A full stop with a blank behind it, not that of an abbreviation: "approx. 5", "e.g. this"
_SENTENCE: Final = re.compile(r"(?s)(.{12,}?)(?<![\s.][a-z])(?<!approx)(?<!\bvs)(?<!\bno)[.!?]+(?=\s|$)")
_NO_ACTIONS: Final = (EntryKind.DECLARATION, EntryKind.COMMUNICATION, EntryKind.RESOLUTION)
_LONGEST: Final = 120  # characters of a name
_BESIDE: Final = 0.25  # of the incident's own length stays where more than that length lies before or after it


@dataclass(frozen=True)
class Mark:
    """`name` is "" for an action that is not named."""

    at: datetime
    name: str
    estimated: bool = False

    def when(self, day: date) -> str:
        return if_estimated(clock(self.at, day), self.estimated)


@dataclass(frozen=True)
class Shown:
    """All within `start` and `end`. What is not, being long before or after: `beyond`, and so many entries."""

    start: datetime
    end: datetime
    moments: tuple[Mark, ...]
    actions: tuple[Mark, ...]
    updates: tuple[datetime, ...]
    silences: tuple[Gap, ...]
    beyond: tuple[Mark, ...]
    outside: int

    @property
    def day(self) -> date:
        return self.start.date()

    @property
    def unnamed(self) -> int:
        return sum(1 for action in self.actions if not action.name)


def shown(case: Case, chronicle: Chronicle, most_named: int) -> Shown | None:
    """None where a picture would say no more than the list: for a few entries, or all at one time."""
    timed = [one for one in chronicle.events if one.event.at and one.duplicate_of is None]
    ends = _ends(case, chronicle, timed)
    if len(timed) < LEAST or ends is None:
        return None
    start, end = ends
    actions = [one for one in _actions(case, chronicle, timed) if one.event.at and start <= one.event.at <= end]
    updates = tuple(at for at in _updates(case, timed) if start <= at <= end)
    moments = tuple(_moments(chronicle))
    return Shown(
        start,
        end,
        tuple(mark for mark in moments if start <= mark.at <= end),
        tuple(_marks(actions, most_named)),
        updates,
        tuple(_silences(chronicle, start, end)) if updates else (),
        tuple(mark for mark in moments if not start <= mark.at <= end),
        sum(1 for one in timed if one.event.at and not start <= one.event.at <= end),
    )


def _ends(case: Case, chronicle: Chronicle, timed: Sequence[ReadEvent]) -> tuple[datetime, datetime] | None:
    times = [one.event.at for one in timed if one.event.at]
    times += [moment.at for moment in chronicle.moments.values() if moment.at]
    times += _updates(case, timed)
    if not times or min(times) == max(times):
        return None
    start, end = min(times).astimezone(UTC), max(times).astimezone(UTC)
    first = chronicle.moments[MomentKey.DETECTED].at or chronicle.moments[MomentKey.DECLARED].at or start
    last = chronicle.moments[MomentKey.RESOLVED].at or end
    if first < last:
        start, end = _near(start, first, last - first), _near(end, last, last - first)
    return start, end


def _near(outer: datetime, inner: datetime, whole: timedelta) -> datetime:
    away = outer - inner
    if abs(away) <= whole:
        return outer
    return inner + _BESIDE * whole * (1 if away > timedelta() else -1)


def _moments(chronicle: Chronicle) -> Iterator[Mark]:
    """Those at the same time, and known as well, are one: `Started, detected`."""
    found: dict[tuple[datetime, bool], list[MomentKey]] = {}
    for key in _MOMENTS:
        moment = chronicle.moments[key]
        if moment.at:
            found.setdefault((moment.at.astimezone(UTC), moment.estimated), []).append(key)
    for (at, estimated), keys in sorted(found.items(), key=lambda one: one[0]):
        first, *others = (MOMENT_NAMES[key] for key in keys)
        yield Mark(at, ", ".join((first, *(name.lower() for name in others))), estimated)


def _actions(case: Case, chronicle: Chronicle, timed: Sequence[ReadEvent]) -> Iterator[ReadEvent]:
    """What a key moment stands for, or merely states when one was, is drawn as the moment."""
    stated = frozenset(case.moment_places.values())
    named = {one.place for key in _MOMENTS for one in chronicle.moments[key].evidence}
    for one in timed:
        acts = one.decision and one.phase not in _NO_ACTIONS
        acts = acts or one.phase in (EntryKind.MITIGATION, EntryKind.TRIGGER)
        known = one.event.place in named or one.event.source in stated
        if acts and not known and not one.event.bookkeeping:
            yield one


def _marks(actions: Sequence[ReadEvent], most: int) -> Iterator[Mark]:
    named = frozenset(one.event.number for one in _named(actions, most))
    for one in sorted(actions, key=_time):
        yield Mark(_time(one), _name(one.event.text) if one.event.number in named else "")


def _named(actions: Sequence[ReadEvent], most: int) -> Sequence[ReadEvent]:
    """Where there are too many, the weightiest of each part of the time; as many parts as names."""
    can_be = [one for one in actions if _name(one.event.text)]
    if len(can_be) <= most:
        return can_be
    first, last = min(map(_time, can_be)), max(map(_time, can_be))
    parts: dict[int, ReadEvent] = {}
    for one in sorted(can_be, key=_weight):
        parts.setdefault(min(int((_time(one) - first) / (last - first) * most), most - 1) if last > first else 0, one)
    return list(parts.values())


def _time(one: ReadEvent) -> datetime:
    assert one.event.at is not None
    return one.event.at.astimezone(UTC)


def _weight(one: ReadEvent) -> tuple[bool, bool, datetime]:
    """Decisions first, then what was done, then what set it off."""
    return not one.decision, one.phase is not EntryKind.MITIGATION, _time(one)


def _name(text: str) -> str:
    line = text.strip().partition("\n")[0]
    found = _SENTENCE.match(line)
    first = found[1] if found else line
    printable = " ".join("".join(letter if letter.isprintable() else " " for letter in first).split())
    return printable if len(printable) <= _LONGEST else ""


def _updates(case: Case, timed: Sequence[ReadEvent]) -> list[datetime]:
    told = [one.at.astimezone(UTC) for one in case.told if one.at]
    called = [one.event.at.astimezone(UTC) for one in timed if one.event.at and _is_update(one)]
    return sorted(set(told or called))


def _is_update(one: ReadEvent) -> bool:
    return one.event.kind is EntryKind.COMMUNICATION


def _silences(chronicle: Chronicle, start: datetime, end: datetime) -> Iterator[Gap]:
    for gap in chronicle.gaps:
        if gap.kind == "communication" and start <= gap.start < gap.end <= end:
            yield gap


def state_at(at: datetime, chronicle: Chronicle) -> str:
    """The look of the time right after `at`: red until the mitigation, green after it."""
    started, detected, mitigated, resolved = (
        chronicle.moments[key].at
        for key in (MomentKey.STARTED, MomentKey.DETECTED, MomentKey.MITIGATED, MomentKey.RESOLVED)
    )
    first = started or detected
    if (first and at < first) or (resolved and at >= resolved):
        return "beyond"
    if mitigated is None:
        return "unsettled"
    if at >= mitigated:
        return "restored"
    return "unnoticed" if detected and at < detected else "hurt"


def in_words(found: Shown) -> str:
    """The picture in words, for those who do not see it; the list beside it has all of it."""
    moments = ", ".join(f"{mark.name} {mark.when(found.day)}" for mark in found.moments)
    updates = f"; updates: {len(found.updates)}" if found.updates else ""
    return f"Timeline in UTC. {moments}; actions: {len(found.actions)}{updates}."


def short(minutes: int) -> str:
    """As the review's table has it."""
    return f"{minutes} min" if minutes <= 180 else duration(minutes)
