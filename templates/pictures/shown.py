"""What of an incident its picture shows, however it is drawn: key moments, actions, updates and the gaps between.

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
from bot.review.document.parts import Course, Part, Stage
from bot.review.document.review import Review
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
    gaps: tuple[Gap, ...]
    beyond: tuple[Mark, ...]
    outside: int

    @property
    def day(self) -> date:
        return self.start.date()

    @property
    def unnamed(self) -> int:
        return sum(1 for action in self.actions if not action.name)


def shown(case: Case, chronicle: Chronicle, noted: Sequence[Mark], most_named: int) -> Shown | None:
    """None where a picture would say no more than the list: for a few entries, or all at one time. `noted` happened,
    too, and is no entry."""
    timed = [one for one in chronicle.events if one.event.at and one.duplicate_of is None]
    ends = _ends(case, chronicle, timed, noted)
    if len(timed) < LEAST or ends is None:
        return None
    start, end = ends
    found = [*_actions(case, chronicle, timed), *(_Action(2, mark.at, _name(mark.name)) for mark in noted)]
    actions = [one for one in found if start <= one.at <= end]
    updates = tuple(at for at in _updates(case, timed) if start <= at <= end)
    moments = tuple(_moments(chronicle))
    return Shown(
        start,
        end,
        tuple(mark for mark in moments if start <= mark.at <= end),
        tuple(_marks(actions, most_named)),
        updates,
        tuple(_gaps(chronicle, start, end)) if updates else (),
        tuple(mark for mark in moments if not start <= mark.at <= end),
        sum(not start <= at <= end for at in (*_times(timed), *(mark.at for mark in noted))),
    )


def _times(timed: Sequence[ReadEvent]) -> list[datetime]:
    return [one.event.at for one in timed if one.event.at]


def noted_in(review: Review) -> tuple[Mark, ...]:
    """What the review's timeline has from fields: releases, a war room."""
    stages = (stage for section in review.sections for part in section.parts for stage in _stages(part))
    lines = {id(line): line for stage in stages for line in stage.lines if not (line.number or line.moments)}
    return tuple(Mark(line.at.astimezone(UTC), line.text) for line in lines.values() if line.at)


def _stages(part: Part) -> tuple[Stage, ...]:
    return part.stages if isinstance(part, Course) else ()


def _ends(
    case: Case, chronicle: Chronicle, timed: Sequence[ReadEvent], noted: Sequence[Mark]
) -> tuple[datetime, datetime] | None:
    times = [*(mark.at for mark in noted), *_times(timed)]
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


@dataclass(frozen=True)
class _Action:
    """`rank`: decisions are named first, then what was done, then what set it off."""

    rank: int
    at: datetime
    name: str


def _actions(case: Case, chronicle: Chronicle, timed: Sequence[ReadEvent]) -> Iterator[_Action]:
    """What a key moment stands for, or merely states when one was, is drawn as the moment."""
    stated = frozenset(case.moment_places.values())
    named = {one.place for key in _MOMENTS for one in chronicle.moments[key].evidence}
    for one in timed:
        rank = _rank(one)
        known = one.event.place in named or one.event.source in stated
        if rank is not None and one.event.at and not known and not one.event.bookkeeping:
            yield _Action(rank, one.event.at.astimezone(UTC), _name(one.event.text))


def _rank(one: ReadEvent) -> int | None:
    if one.decision and one.phase not in _NO_ACTIONS:
        return 0
    return {EntryKind.MITIGATION: 1, EntryKind.TRIGGER: 2}.get(one.phase)


def _marks(actions: Sequence[_Action], most: int) -> Iterator[Mark]:
    named = _named([one for one in actions if one.name], most)
    for one in sorted(actions, key=lambda one: one.at):
        yield Mark(one.at, one.name if one in named else "")


def _named(actions: Sequence[_Action], most: int) -> Sequence[_Action]:
    """Where there are too many, the weightiest of each part of the time; as many parts as names."""
    if len(actions) <= most:
        return actions
    first, last = min(one.at for one in actions), max(one.at for one in actions)
    parts: dict[int, _Action] = {}
    for one in sorted(actions, key=lambda one: (one.rank, one.at)):
        share = (one.at - first) / (last - first) if last > first else 0.0
        parts.setdefault(min(int(share * most), most - 1), one)
    return list(parts.values())


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


def _gaps(chronicle: Chronicle, start: datetime, end: datetime) -> Iterator[Gap]:
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
