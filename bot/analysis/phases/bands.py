"""Divides an incident into a few phases: periods in which one kind of work dominates.

Detection and resolution are fixed boundaries. In between, each change of phase has a cost, and the cheapest division
into at most three phases wins, so that a single stray event doesn't start a phase of its own.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Final

from bot.analysis.model import Band, Moment
from bot.analysis.phases.phasing import Phased
from bot.metrics.key_moments import MomentKey
from bot.time_format import minutes_shown
from bot.timeline.kinds import EntryKind

MOST: Final = 6  # bands; more of them nobody takes in at a glance
_CHANGE: Final = 0.7  # price of a change of band, in events that stand in the wrong one
_BACK: Final = 2.0  # further price of going back to a kind of work that seemed done
_LATE: Final = 0.6  # price of beginning with anything but the notice
_HEAVIEST: Final = 2.0  # what an event weighs at most, however long the time up to the next
_NAMES: Final = {
    EntryKind.TRIGGER: "Before detection",
    EntryKind.DETECTION: "Detection",
    EntryKind.INVESTIGATION: "Investigation",
    EntryKind.MITIGATION: "Mitigation",
    EntryKind.MONITORING: "Monitoring",
    EntryKind.REVIEW: "After resolution",
}
_MOST_DIVIDED: Final = MOST - 3  # those before the detection, after the recovery and after the end are drawn anyway
_MIDDLE: Final = (EntryKind.DETECTION, EntryKind.INVESTIGATION, EntryKind.MITIGATION, EntryKind.MONITORING)
_PRICES: Final = {
    kind: {into: _CHANGE + _BACK * (_MIDDLE.index(into) < _MIDDLE.index(kind)) for into in _MIDDLE if into is not kind}
    for kind in _MIDDLE
}
# Phases that are not here (telling people, pulling others in) belong to whatever is going on.
_BAND_OF: Final = {
    EntryKind.DETECTION: EntryKind.DETECTION,
    EntryKind.DECLARATION: EntryKind.DETECTION,
    EntryKind.TRIAGE: EntryKind.DETECTION,
    EntryKind.INVESTIGATION: EntryKind.INVESTIGATION,
    EntryKind.MITIGATION: EntryKind.MITIGATION,
    EntryKind.MONITORING: EntryKind.MONITORING,
    EntryKind.RESOLUTION: EntryKind.MONITORING,
}


def bands(course: Sequence[Phased], reached: Mapping[MomentKey, Moment]) -> tuple[Band, ...]:
    """Returns the phases in order, each ending where the next starts. Expects events in order; ignores untimed ones."""
    timed = [one for one in course if one.event.at]
    detected, resolved = reached[MomentKey.DETECTED].at, reached[MomentKey.RESOLVED].at
    before = [one for one in timed if detected and _at(one) < detected]
    after = [one for one in timed if resolved and _at(one) > resolved]
    middle = timed[len(before) : len(timed) - len(after)]
    over = reached[MomentKey.MITIGATED].at
    eased = [one for one in middle if over and _at(one) >= over]
    worked = middle[: len(middle) - len(eased)]
    runs = [
        *_run(EntryKind.TRIGGER, before),
        *_divided(worked),
        *_run(EntryKind.MONITORING, eased),
        *_run(EntryKind.REVIEW, after),
    ]
    ends = (*(_at(run[0]) for _, run in runs[1:]), _at(timed[-1])) if runs else ()
    drawn = [_band(phase, run, end) for (phase, run), end in zip(runs, ends, strict=True)]
    return tuple(_without_moments(_ended(drawn, resolved)))


_Run = tuple[EntryKind, list[Phased]]


def _at(one: Phased) -> datetime:
    assert one.event.at is not None
    return one.event.at


def _run(phase: EntryKind, events: list[Phased]) -> list[_Run]:
    return [(phase, events)] if events else []


def _divided(events: Sequence[Phased]) -> list[_Run]:
    """Returns the cheapest division into few phases."""
    starts = _cheapest([_BAND_OF.get(one.phase) for one in events], list(_weights(events)))
    ends = (*(first for _, first in starts[1:]), len(events))
    return [(kind, list(events[first:end])) for (kind, first), end in zip(starts, ends, strict=True) if first < end]


_Starts = tuple[tuple[EntryKind, int], ...]  # of each phase, its first event
_Best = dict[EntryKind, tuple[float, _Starts]]  # by the last phase


def _cheapest(wanted: Sequence[EntryKind | None], weights: Sequence[float]) -> _Starts:
    """Returns the cheapest division: of each number of phases and each last one, the best so far is known.

    An event that is not in its phase costs its weight; instead, those that are in theirs are counted as saved.
    """
    best: list[_Best] = [{} for _ in range(_MOST_DIVIDED)]
    best[0] = {kind: (_LATE * (kind is not EntryKind.DETECTION), ((kind, 0),)) for kind in _MIDDLE}
    for place, (kind, weight) in enumerate(zip(wanted, weights, strict=True)):
        if kind is None:
            continue
        for before, after in pairwise(best):
            _begin(before, after, kind, place)
        for of_many in best:
            if kind in of_many:
                cost, starts = of_many[kind]
                of_many[kind] = (cost - weight, starts)
    return min((one for of_many in best for one in of_many.values()), key=lambda one: one[0])[1]


def _begin(before: _Best, after: _Best, into: EntryKind, place: int) -> None:
    """Begins a phase with this event, if that is no worse than to have begun it earlier."""
    for kind, (cost, starts) in before.items():
        if kind is not into and (into not in after or cost + _PRICES[kind][into] <= after[into][0]):
            after[into] = (cost + _PRICES[kind][into], (*starts, (into, place)))


def _weights(events: Sequence[Phased]) -> Iterator[float]:
    """Weighs each event half by itself, half by the time until the next one."""
    whole = (_at(events[-1]) - _at(events[0])) if events else timedelta()
    for one, following in zip(events, [*events[1:], *events[-1:]], strict=True):
        share = (_at(following) - _at(one)) / whole if whole else 0.0
        yield min(0.5 + 0.5 * len(events) * share, _HEAVIEST)


def _band(phase: EntryKind, run: Sequence[Phased], end: datetime) -> Band:
    start = _at(run[0])
    numbers = tuple(one.event.number for one in run)
    return Band(_NAMES[phase], phase, start, end, float(minutes_shown(start, end)), numbers)


def _ended(drawn: list[Band], resolved: datetime | None) -> Iterator[Band]:
    """Starts the last phase at the resolution."""
    for band, following in zip(drawn, [*drawn[1:], None], strict=False):  # none for none
        if following and following.phase is EntryKind.REVIEW and resolved and band.start <= resolved:
            yield _moved(band, band.start, resolved)
        elif band.phase is EntryKind.REVIEW and resolved:
            yield _moved(band, resolved, band.end)
        else:
            yield band


def _moved(band: Band, start: datetime, end: datetime) -> Band:
    return Band(band.name, band.phase, start, end, float(minutes_shown(start, end)), band.events)


def _without_moments(drawn: Iterator[Band]) -> Iterator[Band]:
    """Merges a phase without duration into the next one, or else into the last."""
    held: tuple[int, ...] = ()
    last: Band | None = None
    for band in drawn:
        if band.start == band.end:
            held = (*held, *band.events)
            continue
        if last:
            yield last
        last = _joined(band, held, first=True)
        held = ()
    if last:
        yield _joined(last, held, first=False)


def _joined(band: Band, events: tuple[int, ...], *, first: bool) -> Band:
    joined = (*events, *band.events) if first else (*band.events, *events)
    return Band(band.name, band.phase, band.start, band.end, band.minutes, joined)
