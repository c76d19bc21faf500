"""The model of phases: what each sign of an event speaks for.

The model is a linear chain. A state is the phase of an event and the health of the service after it; both have a score
from the signs of the event, and each step from state to state has one (likeliest.py finds the best course).
tools/train_phases.py fits it and writes bot/analysis/models/phases.json.

The weights of a sign are whole numbers, one for each phase and each health, and stand side by side in one large number
(`Packed`): the scores of an event are then a plain sum over its signs, which costs an addition for each. In the file a
weight is one of 63 levels, closer to each other the nearer they are to 0, as most weights are.
"""

import json
import pkgutil
import zlib
from binascii import a2b_base64, b2a_base64
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from functools import cached_property, lru_cache
from itertools import pairwise
from math import sqrt
from struct import Struct
from typing import Final

from bot.analysis.model import PHASES
from bot.analysis.phases.signs import signs, spelling, stem
from bot.timeline.kinds import EntryKind


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
MIDDLE: Final = 63  # level of a weight of 0, from which the others are counted up and down
HIGHEST: Final = 6.0  # weight; higher ones are cut
UNIT: Final = HIGHEST / MIDDLE**2
WIDTH: Final = len(PHASES) + len(HEALTHS)
_GIVEN: Final = 100.0  # a stated type always wins

Scores = Sequence[float]  # of the phases, then of the healths
Packed = int  # the same, in UNITs
Weights = Mapping[str, float]  # by sign

_BITS: Final = 32
_LANES: Final = Struct(f"<{WIDTH}i")
_SIGNS: Final = sum(1 << (_BITS * lane + _BITS - 1) for lane in range(WIDTH))
_MASK: Final = (1 << _BITS) - 1
_SHIFTS: Final = {phase: _BITS * lane for lane, phase in enumerate(PHASES)}
_WEIGHTS: Final = tuple(level * abs(level) for level in range(-MIDDLE, MIDDLE + 1))


def packed(levels: Iterable[int]) -> Packed:
    return sum(level << _BITS * lane for lane, level in enumerate(levels))


def unpacked(total: Packed) -> tuple[int, ...]:
    return _LANES.unpack(((total + _SIGNS) ^ _SIGNS).to_bytes(_LANES.size, "little"))


def worth_for(phase: EntryKind, total: Packed) -> int:
    """Returns what this speaks for one phase; what speaks for all of them alike is 0."""
    return ((total + _SIGNS) >> _SHIFTS[phase] & _MASK) - (1 << _BITS - 1)


def weighed(worth: Iterable[float]) -> Packed:
    """Packs scores."""
    return packed(round(one / UNIT) for one in worth)


def scores_of(total: Packed) -> Scores:
    return [UNIT * level for level in unpacked(total)]


def only(phase: EntryKind, total: Packed) -> Packed:
    """Returns the scores of an event whose phase is stated."""
    return packed((*(round(_GIVEN / UNIT) * (one is phase) for one in PHASES), *unpacked(total)[len(PHASES) :]))


def level_near(weight: float) -> int:
    """Returns the level of a weight, as it stands in the file."""
    level = min(MIDDLE, round(sqrt(abs(weight) / UNIT)))
    return MIDDLE + (level if weight > 0 else -level)


def squeezed(data: bytes) -> str:
    """Returns bytes as short text, to stand in JSON."""
    return b2a_base64(zlib.compress(data, 9), newline=False).decode()


def opened(text: str) -> bytes:
    return zlib.decompress(a2b_base64(text))


class PhaseModel:
    def __init__(self, written: str) -> None:
        told = json.loads(written)
        self._places = {sign: place for place, sign in enumerate(opened(told["signs"]).decode().split(" "))}
        self._levels = opened(told["weights"])
        self._packed: list[Packed | None] = [None] * len(self._places)
        self.follow: Sequence[Scores] = told["follow"]
        self.turn: Sequence[Sequence[Scores]] = told["turn"]
        self.begin: Scores = told["begin"]
        self.end: Scores = told["end"]
        self.endings: Mapping[str, Weights] = told["endings"]
        self.of_letters = lru_cache(maxsize=16_384)(self._of_letters)
        self.of_words = lru_cache(maxsize=1_024)(self._of_words)
        self.of_signs = lru_cache(maxsize=1_024)(self._of_signs)
        self._speaks = lru_cache(maxsize=16_384)(self._speaks_for)
        self.quoted = lru_cache(maxsize=1_024)(self._quoted)

    @cached_property
    def begins(self) -> frozenset[str]:
        """The stems that begin a pair with a gap."""
        return frozenset(sign.partition("~")[0] for sign in self._places if "~" in sign)

    def _of_signs(self, found: Iterable[str]) -> Packed:
        """Sums what the signs speak for; unknown ones speak for nothing."""
        total, places, known = 0, self._places, self._packed
        for sign in found:
            place = places.get(sign)
            if place is not None:
                total += known[place] or self._read(place)
        return total

    def _read(self, place: int) -> Packed:
        """Reads the weights of a sign when it is met first."""
        weights = packed(map(_WEIGHTS.__getitem__, self._levels[place * WIDTH : (place + 1) * WIDTH]))
        self._packed[place] = weights
        return weights

    def _of_letters(self, word: str) -> Packed:
        return self._of_signs(f"/{run}" for run in spelling(word))

    def _of_words(self, said: tuple[str, ...]) -> Packed:
        return self._of_signs({*signs(said, self.begins)}) + sum(map(self.of_letters, {*said}))

    def _quoted(self, said: tuple[str, ...], phase: EntryKind) -> tuple[str, ...]:
        """Returns the words that speak most for a phase, as they were said, in their order."""
        alone = [self._speaks(word, phase) for word in said]
        spans = [(speaks, at, at + 1) for at, speaks in enumerate(alone) if speaks > _WEIGHTY]
        for at, (one, other) in enumerate(pairwise(map(stem, said))):
            speaks = alone[at] + alone[at + 1] + worth_for(phase, self._of_signs((f"{one}_{other}",)))
            if speaks > _WEIGHTY:
                spans.append((speaks, at, at + 2))
        return tuple(" ".join(said[first:last]) for first, last in _apart(said, spans))

    def _speaks_for(self, word: str, phase: EntryKind) -> int:
        return worth_for(phase, self._of_signs((stem(word),)) + self.of_letters(word))


@lru_cache(maxsize=1)
def phase_model() -> PhaseModel:
    written = pkgutil.get_data("bot.analysis", "models/phases.json")
    assert written is not None
    return PhaseModel(written.decode())


# The words that are quoted

_WEIGHTY: Final = 0.2 / UNIT
_MOST_QUOTED: Final = 2


def _apart(said: Sequence[str], spans: Iterable[tuple[float, int, int]]) -> Sequence[tuple[int, int]]:
    """Returns the spans of words that weigh most and don't overlap."""
    found: list[tuple[int, int]] = []
    for _, first, last in sorted(spans, key=lambda one: -one[0]):
        is_free = all(last <= begin or end <= first for begin, end in found)
        if len(found) < _MOST_QUOTED and is_free and all(word[0].isalpha() for word in said[first:last]):
            found.append((first, last))
    return sorted(found)
