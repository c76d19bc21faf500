"""Reads the model of phases and finds the likeliest course of an incident (the Viterbi algorithm).

The model is a linear chain. A state is the phase of an event and the health of the service after it; both have a score
from the signs of the event, and each step from state to state has one. The course with the highest sum wins, so later
events count too: "looks fine" is the end only if nothing follows. tools/train_phases.py fits it and writes
bot/analysis/models/phases.json.
"""

import json
import pkgutil
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from functools import cached_property, lru_cache
from itertools import pairwise
from operator import add
from typing import Final

from bot.analysis.model import PHASES
from bot.analysis.phases.signs import signs, spelling, stem
from bot.timeline.model import EntryKind


class Health(StrEnum):
    """Whether the service works after an event. RECOVERED is the event that says so first."""

    BEFORE = "before"
    FAILING = "failing"
    RECOVERED = "recovered"
    WORKING = "working"


HEALTHS: Final = tuple(Health)
LEADS_TO: Final = {
    Health.BEFORE: (Health.BEFORE, Health.FAILING),
    Health.FAILING: (Health.FAILING, Health.RECOVERED),
    Health.RECOVERED: (Health.WORKING, Health.FAILING),
    Health.WORKING: (Health.WORKING, Health.FAILING),
}
# One letter for each weight, from the lowest to the highest.
LETTERS: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz"
MIDDLE: Final = len(LETTERS) // 2
_P, _H = len(PHASES), len(HEALTHS)
WIDTH: Final = _P + _H
_NEVER: Final = -1e9
_GIVEN: Final = 100.0  # a stated type always wins
_SAME: Final = 1e-9

Scores = Sequence[float]  # of the phases, then of the healths


class PhaseModel:
    def __init__(self, written: str) -> None:
        told = json.loads(written)
        self._places = {sign: place for place, sign in enumerate(told["signs"].split(" "))}
        self._weights: str = told["weights"]
        self._unit: float = told["unit"]
        self.follow: Sequence[Scores] = [tuple(row) for row in told["follow"]]
        self.turn: Sequence[Sequence[Scores]] = [[tuple(row) for row in rows] for rows in told["turn"]]
        self.begin: Scores = tuple(told["begin"])
        self.end: Scores = tuple(told["end"])
        self.recovery: Mapping[str, float] = told["recovery"]
        self.of_word = lru_cache(maxsize=65_536)(self._of_word)
        self.of_words = lru_cache(maxsize=4_096)(self._of_words)
        self.of_signs = lru_cache(maxsize=4_096)(self._of_signs)
        self.quoted = lru_cache(maxsize=4_096)(self._quoted)

    @cached_property
    def begins(self) -> frozenset[str]:
        """The stems that begin a pair with a gap."""
        return frozenset(sign.partition("~")[0] for sign in self._places if "~" in sign)

    @cached_property
    def spread(self) -> float:
        """How far a phase may lie behind the best one and still be the one before the next."""
        return _SAME + float(max(max(column) - min(column) for column in zip(*self.follow, strict=True)))

    def weights(self, sign: str) -> Scores | None:
        place = self._places.get(sign)
        if place is None:
            return None
        letters = self._weights[place * WIDTH : (place + 1) * WIDTH]
        return tuple((LETTERS.index(letter) - MIDDLE) * self._unit for letter in letters)

    def _of_word(self, sign: str) -> Scores | None:
        """Returns the scores of a sign; of a word after `/`, those of its letters."""
        return summed(self._known(f"/{run}" for run in spelling(sign[1:]))) if sign[0] == "/" else self.weights(sign)

    def _of_words(self, said: tuple[str, ...]) -> Scores:
        found = {*signs(said, self.begins), *(f"/{word}" for word in said)}
        return summed(scores for sign in found if (scores := self.of_word(sign)) is not None)

    def _of_signs(self, found: tuple[str, ...]) -> Scores:
        return summed(self._known(found))

    def _quoted(self, said: tuple[str, ...], phase: EntryKind) -> tuple[str, ...]:
        return quoted(self, said, phase)

    def _known(self, found: Iterable[str]) -> Iterator[Scores]:
        for sign in found:
            if (scores := self.weights(sign)) is not None:
                yield scores


def summed(found: Iterable[Scores]) -> Scores:
    return tuple(map(sum, zip(*found, strict=True))) or (0.0,) * WIDTH


@lru_cache(maxsize=1)
def phase_model() -> PhaseModel:
    written = pkgutil.get_data("bot.analysis", "models/phases.json")
    assert written is not None
    return PhaseModel(written.decode())


# The likeliest course

_Row = Sequence[float]  # by phase
_ARRIVES_FROM: Final = tuple(
    tuple(place for place, before in enumerate(HEALTHS) if health in LEADS_TO[before]) for health in HEALTHS
)
State = int  # health * 11 + phase


def likeliest_course(model: PhaseModel, scores: Iterable[Scores]) -> list[State]:
    """Returns the state of each event."""
    reached: list[_Row] = []
    kept: list[array[float]] = []
    highest = 0.0  # taken off each time, so that the sums stay small
    for score in scores:
        arrived = _arrived(model, reached) if reached else _rows(model.begin)
        phases, healths = score[:_P], score[_P:]
        reached = [
            list(map(add, map((health - highest).__add__, row), phases))
            for row, health in zip(arrived, healths, strict=True)
        ]
        highest = max(map(max, reached))
        kept.append(array("f", [*reached[0], *reached[1], *reached[2], *reached[3]]))
    return _traced(model, kept)


def _rows(flat: Sequence[float]) -> list[_Row]:
    return [flat[health * _P : (health + 1) * _P] for health in range(_H)]


def _arrived(model: PhaseModel, reached: Sequence[_Row]) -> list[_Row]:
    """Returns the best score with which each state can be arrived at."""
    left = [_left(model, row) for row in reached]
    return [
        _highest([list(map(add, left[before], model.turn[before][health])) for before in _ARRIVES_FROM[health]])
        for health in range(_H)
    ]


def _left(model: PhaseModel, row: _Row) -> _Row:
    """Returns the best score for each phase after this. Phases far behind the best one can't be the one before."""
    least = max(row) - model.spread
    return _highest(
        [[score + step for step in model.follow[phase]] for phase, score in enumerate(row) if score >= least]
    )


def _highest(rows: Sequence[_Row]) -> _Row:
    return rows[0] if len(rows) == 1 else list(map(max, *rows))


def _traced(model: PhaseModel, kept: Sequence[Sequence[float]]) -> list[State]:
    if not kept:
        return []
    state = max(range(_H * _P), key=lambda one: kept[-1][one] + model.end[one])
    course = [state]
    for reached in reversed(kept[:-1]):
        state = _before(model, reached, state)
        course.append(state)
    return course[::-1]


def _before(model: PhaseModel, reached: Sequence[float], state: State) -> State:
    into, phase = divmod(state, _P)
    best, found = _NEVER * 10, 0
    for health in _ARRIVES_FROM[into]:
        turn = model.turn[health][into][phase]
        for before in range(_P):
            score = reached[health * _P + before] + model.follow[before][phase] + turn
            if score > best:
                best, found = score, health * _P + before
    return found


def state_of(state: State) -> tuple[EntryKind, Health]:
    health, phase = divmod(state, _P)
    return PHASES[phase], HEALTHS[health]


def only(phase: EntryKind, scores: Scores) -> Scores:
    """Returns the scores of an event whose phase is stated."""
    return (*(_GIVEN * (one is phase) for one in PHASES), *scores[_P:])


def quoted(model: PhaseModel, said: tuple[str, ...], phase: EntryKind, most: int = 2) -> tuple[str, ...]:
    """Returns the words that speak most for a phase, as they were said, in their order."""
    place = PHASES.index(phase)
    worth: dict[tuple[int, int], float] = {}
    roots = [stem(word) for word in said]
    for at, root in enumerate(roots):
        worth[at, at + 1] = _for(model, root, place) + _for(model, f"/{said[at]}", place)
    for at, pair in enumerate(pairwise(roots)):
        worth[at, at + 2] = _for(model, "_".join(pair), place) + worth[at, at + 1] + worth[at + 1, at + 2]
    return _apart(said, worth, most)


def _for(model: PhaseModel, sign: str, place: int) -> float:
    """Returns how much more a sign speaks for a phase than for others on average."""
    scores = model.of_word(sign)
    return scores[place] - sum(scores[:_P]) / _P if scores else 0.0


def _apart(said: tuple[str, ...], worth: Mapping[tuple[int, int], float], most: int) -> tuple[str, ...]:
    """Returns the spans that weigh most and don't overlap."""
    found: list[tuple[int, int]] = []
    for span in sorted(worth, key=lambda one: -worth[one]):
        words_only = all(word[0].isalpha() for word in said[span[0] : span[1]])
        if len(found) < most and worth[span] > 0.2 and words_only and not any(_meet(span, one) for one in found):
            found.append(span)
    return tuple(" ".join(said[first:last]) for first, last in sorted(found))


def _meet(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]
