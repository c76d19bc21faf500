"""Finds the likeliest course of an incident: the Viterbi algorithm over the model of phases.

The course with the highest sum of scores and steps wins, so later events count too: "looks fine" is the end only if
nothing follows. A step adds what leads from phase to phase (`follow`) and what leads from health to health into that
phase (`turn`), so the best phase before is found once for each health. Of the phases before only those are tried that
could be the best one for any phase after: a table tells how far one may lie behind another and still overtake it.
"""

from array import array
from collections.abc import Iterable, Sequence
from operator import add, sub
from typing import Final

from bot.analysis.model import PHASES
from bot.analysis.phases.phase_model import HEALTHS, LEADS_TO, UNIT, Health, Packed, PhaseModel, Scores, unpacked
from bot.timeline.kinds import EntryKind

_P, _H = len(PHASES), len(HEALTHS)
_STATES: Final = _H * _P
_OFTEN: Final = 64  # events after which the highest sum is taken off, so that the sums stay small
_SOURCES: Final = tuple(
    tuple(place for place, before in enumerate(HEALTHS) if health in LEADS_TO[before]) for health in HEALTHS
)
_Row = Sequence[float]  # by phase
State = int  # health * 11 + phase


def state_of(state: State) -> tuple[EntryKind, Health]:
    health, phase = divmod(state, _P)
    return PHASES[phase], HEALTHS[health]


class _Search:
    """The model in the units of its scores."""

    def __init__(self, model: PhaseModel) -> None:
        self.begin = [one / UNIT for one in model.begin]
        self.end = [one / UNIT for one in model.end]
        self.follow = [_in_units(row) for row in model.follow]
        self._leading_to = list(zip(*self.follow, strict=True))
        self._behind = [[max(map(sub, other, row)) for other in self.follow] for row in self.follow]
        self._ways = [
            [(source, _in_units(model.turn[source][into])) for source in sources]
            for into, sources in enumerate(_SOURCES)
        ]

    def left(self, row: _Row) -> _Row:
        """Returns the best score of each phase after this, before it is known what health it leads to."""
        highest = max(row)
        behind = self._behind[row.index(highest)]
        rows = [
            [score + step for step in self.follow[phase]]
            for phase, score in enumerate(row)
            if score + behind[phase] >= highest
        ]
        return rows[0] if len(rows) == 1 else list(map(max, *rows))

    def arrived(self, left: Sequence[_Row]) -> list[_Row]:
        """Returns the best score with which each state can be arrived at."""
        return [_highest([list(map(add, left[source], turn)) for source, turn in ways]) for ways in self._ways]

    def before(self, reached: Sequence[float], state: State) -> State:
        """Returns the state from which a state is best arrived at."""
        into, phase = divmod(state, _P)
        found = []
        for source, turn in self._ways[into]:
            sums = list(map(add, reached[source * _P : (source + 1) * _P], self._leading_to[phase]))
            highest = max(sums)
            found.append((highest + turn[phase], source * _P + sums.index(highest)))
        return max(found)[1]


def _in_units(scores: Scores) -> _Row:
    return [one / UNIT for one in scores]


def _highest(rows: Sequence[_Row]) -> _Row:
    return rows[0] if len(rows) == 1 else list(map(max, *rows))


def likeliest_course(model: PhaseModel, scores: Iterable[Packed]) -> list[State]:
    """Returns the state of each event."""
    search, kept = _Search(model), array("f")
    arrived: Sequence[_Row] = [search.begin[health * _P : (health + 1) * _P] for health in range(_H)]
    for place, total in enumerate(scores):
        levels = unpacked(total)
        phases, healths = levels[:_P], [float(health) for health in levels[_P:]]
        if place % _OFTEN == 0:
            highest = max(map(max, arrived))
            healths = [health - highest for health in healths]
        reached = [
            list(map(add, map(health.__add__, row), phases)) for row, health in zip(arrived, healths, strict=True)
        ]
        for row in reached:
            kept.extend(row)
        arrived = search.arrived([search.left(row) for row in reached])
    return _traced(search, kept)


def _traced(search: _Search, kept: Sequence[float]) -> list[State]:
    if not kept:
        return []
    last = kept[-_STATES:]
    state = max(range(_STATES), key=lambda one: last[one] + search.end[one])
    course = [state]
    for start in range(len(kept) - 2 * _STATES, -1, -_STATES):
        state = search.before(kept[start : start + _STATES], state)
        course.append(state)
    return course[::-1]
