"""How probable the phase and the health after each event are, over all courses: the forward-backward algorithm.

The likeliest course (likeliest.py) answers what happened; this answers how sure that is, for what is decided by it. It
costs three times as much, so of a very long incident the likeliest course is taken for certain.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import accumulate
from math import exp
from operator import add, mul
from typing import Final, NamedTuple

from bot.analysis.model import PHASES
from bot.analysis.phases.phase_model import HEALTHS, LEADS_TO, Health, PhaseModel
from bot.analysis.phases.phasing import Phased
from bot.timeline.kinds import EntryKind

MOST_WEIGHED: Final = 1_000  # events
_P, _H = len(PHASES), len(HEALTHS)
_Row = Sequence[float]  # by phase
_Rows = Sequence[_Row]  # by health


class Shares(NamedTuple):
    """The probabilities after an event; those of the phases add up to 1, and those of the healths."""

    phases: Sequence[float]
    healths: Sequence[float]

    def of(self, phase: EntryKind) -> float:
        return self.phases[PHASES.index(phase)]


def shares_of(steps: Sequence[Phased], model: PhaseModel) -> list[Shares]:
    """Returns the probabilities after each event. Expects events in order of time."""
    if len(steps) > MOST_WEIGHED:
        return [_certain(step.phase, step.health) for step in steps]
    return list(_weighed(steps, model))


@cache
def _certain(phase: EntryKind, health: Health) -> Shares:
    return Shares([float(one is phase) for one in PHASES], [float(one is health) for one in HEALTHS])


def _weighed(steps: Sequence[Phased], model: PhaseModel) -> Iterator[Shares]:
    odds = _Odds(model)
    said = [_said(step) for step in steps]
    before = list(accumulate(said[1:], odds.after, initial=_times(odds.begin, said[0]))) if said else []
    after = list(accumulate(reversed(said[1:]), odds.before, initial=odds.end)) if said else []
    for reached, left in zip(before, reversed(after), strict=True):
        both = _times(reached, left)
        whole = sum(map(sum, both))
        yield Shares([sum(column) / whole for column in zip(*both, strict=True)], [sum(row) / whole for row in both])


def _said(step: Phased) -> _Rows:
    """Returns how well each state fits the event itself."""
    scores = step.scores
    phases, healths = scores[:_P], scores[_P:]
    fits, highest = [exp(one - max(phases)) for one in phases], max(healths)
    return [[exp(health - highest) * one for one in fits] for health in healths]


class _Odds:
    """The model as odds. Sums are kept near 1, so that they neither vanish nor overflow."""

    def __init__(self, model: PhaseModel) -> None:
        self.begin, self.end = _parted(model.begin), _parted(model.end)
        self._from = [[exp(one) for one in row] for row in model.follow]
        self._into = list(zip(*self._from, strict=True))
        self._turn = [
            [
                [exp(one) for one in row] if after in LEADS_TO[before] else None
                for after, row in zip(HEALTHS, rows, strict=True)
            ]
            for before, rows in zip(HEALTHS, model.turn, strict=True)
        ]

    def after(self, reached: _Rows, said: _Rows) -> _Rows:
        left = [[sum(map(mul, row, column)) for column in self._into] for row in reached]
        ways = zip(*self._turn, strict=True)
        return _evened(_times([_summed(left, turns) for turns in ways], said))

    def before(self, following: _Rows, said: _Rows) -> _Rows:
        ahead = _times(following, said)
        into = [_summed(ahead, turns) for turns in self._turn]
        return _evened([[sum(map(mul, row, steps)) for steps in self._from] for row in into])


def _summed(rows: _Rows, turns: Sequence[_Row | None]) -> _Row:
    """Sums the ways from or to each health."""
    total: _Row = [0.0] * _P
    for row, turn in zip(rows, turns, strict=True):
        if turn is not None:
            total = list(map(add, total, map(mul, row, turn)))
    return total


def _parted(flat: Sequence[float]) -> _Rows:
    return [[exp(one) for one in flat[health * _P : (health + 1) * _P]] for health in range(_H)]


def _times(rows: _Rows, others: _Rows) -> _Rows:
    return [list(map(mul, row, other)) for row, other in zip(rows, others, strict=True)]


def _evened(rows: _Rows) -> _Rows:
    highest = max(map(max, rows)) or 1.0
    return [[one / highest for one in row] for row in rows]
