"""Divides an incident into a few phases: periods in which one kind of work dominates.

Detection and resolution are fixed boundaries. In between, each change of phase has a cost, and the cheapest division
of the events wins, so that a single stray event doesn't start a phase of its own.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import groupby
from typing import Final

from bot.analysis.model import Band, Moment
from bot.analysis.phases.phasing import Phased
from bot.metrics.key_moments import MomentKey
from bot.time_format import minutes_shown
from bot.timeline.model import EntryKind

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
_MIDDLE: Final = (EntryKind.DETECTION, EntryKind.INVESTIGATION, EntryKind.MITIGATION, EntryKind.MONITORING)
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


def _divided(events: list[Phased]) -> list[_Run]:
    """Raises the cost of a change until there are few enough phases."""
    price = _CHANGE
    while True:
        kinds = _cheapest(events, price)
        runs = [
            (kind, [one for _, one in run]) for kind, run in groupby(zip(kinds, events, strict=True), lambda p: p[0])
        ]
        if len(runs) <= MOST - 3:
            return runs
        price *= 1.5


def _cheapest(events: Sequence[Phased], price: float) -> list[EntryKind]:
    """Returns the phase of each event in the cheapest division."""
    costs = {kind: 0.0 if kind is EntryKind.DETECTION else _LATE for kind in _MIDDLE}
    steps: list[dict[EntryKind, EntryKind]] = []
    for one, weight in zip(events, _weights(events), strict=True):
        wanted = _BAND_OF.get(one.phase)
        step = {into: min(_MIDDLE, key=lambda kind: costs[kind] + _price(kind, into, price)) for into in _MIDDLE}
        costs = {
            into: costs[before] + _price(before, into, price) + weight * (wanted not in (None, into))
            for into, before in step.items()
        }
        steps.append(step)
    kind = min(costs, key=lambda one: costs[one])
    chain = []
    for step in reversed(steps):
        chain.append(kind)
        kind = step[kind]
    return chain[::-1]


def _weights(events: Sequence[Phased]) -> Iterator[float]:
    """Weighs each event half by itself, half by the time until the next one."""
    whole = (_at(events[-1]) - _at(events[0])) if events else timedelta()
    for one, following in zip(events, [*events[1:], *events[-1:]], strict=True):
        share = (_at(following) - _at(one)) / whole if whole else 0.0
        yield min(0.5 + 0.5 * len(events) * share, _HEAVIEST)


def _price(before: EntryKind, into: EntryKind, price: float) -> float:
    if before is into:
        return 0.0
    return price + (_BACK if _MIDDLE.index(into) < _MIDDLE.index(before) else 0.0)


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
