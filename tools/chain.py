"""Fits the linear chain of the model of phases.

Its states are a phase and the health of the service (before the failure, failing, just recovered, working). The labels
leave something open: an event may have several acceptable phases, and of the health only the key times are known. So
what is maximized is the probability of all courses that the labels allow, which no library offers; numpy and scipy do.
data/timeline_words.json ties words of one meaning: each has a weight of its own and one that its meaning shares. What
they add up to is written, so that nothing of that table is needed when the model is used.
"""

import json
import os
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import Final

os.environ.setdefault("OMP_NUM_THREADS", "1")

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from bot.analysis.model import PHASES
from bot.analysis.phases.phase_model import HEALTHS, LEADS_TO
from bot.analysis.phases.signs import signs, spelling, stem, words
from bot.analysis.phases.surroundings import length, names, surroundings
from bot.analysis.phases.voices import voice_of
from tools.timelines import DATA, OTHERS, Incident, allowed_healths, events_of

OWN_WEIGHT: Final = 0.6  # of an incident by the hand that was tuned on
OPEN_WEIGHT: Final = 0.15  # of one that is told once more without its end
FEWEST: Final = 2  # events with a sign; what stands in one alone tells nothing of others
_P, _H = len(PHASES), len(HEALTHS)
_S: Final = _P * _H
_NAMES: Final = [str(phase) for phase in PHASES]
_PENALTY: Final = {"signs": 0.7, "health": 1.5, "chain": 0.3}
_WORTH: Final = {"_": 0.7, "~": 0.5, "!": 0.7}  # of a kind of sign beside that of a single stem
_LETTERS_WORTH: Final = 0.15
_NAME_WORTH: Final = 0.5
_STEPS: Final = 90
# A course through phases that the labels don't accept counts as likelier than it is: the right one must win clearly.
_MARGIN: Final = 1.0
Signs = dict[str, float]


# What an event says


@cache
def lexicon() -> Mapping[str, tuple[str, ...]]:
    """Maps signs to the meanings that the table of words gives them."""
    table = json.loads((DATA / "timeline_words.json").read_text("utf-8"))
    found: dict[str, dict[str, None]] = {}
    for meaning, phrases in table["meanings"].items():
        for phrase in phrases.split(" / "):
            for sign in _expanded(phrase, table["classes"], meaning):
                found.setdefault(sign, {})[f"meaning {meaning}"] = None
    for name, listed in table["classes"].items():
        for word in listed.split():
            found.setdefault(stem(word.lstrip("=")), {})[f"class {name}"] = None
    return {sign: tuple(meanings) for sign, meanings in found.items()}


_DONE: Final = ("undo", "act")  # meanings whose single words count where somebody does it


def _expanded(phrase: str, classes: Mapping[str, str], meaning: str) -> Iterator[str]:
    parts = phrase.split()
    choices = [_choices(part, classes) for part in parts if part != "~"]
    if len(choices) == 1:
        mark = "!" if meaning in _DONE else ""
        yield from (f"{mark}{one}" for one in choices[0] if one not in "^$")
    elif len(choices) == 2 and "~" not in parts:
        yield from (f"{one}_{other}" for one, other in product(*choices))
    elif choices[0] != ["^"] and choices[-1] != ["$"]:
        yield from (f"{one}~{other}" for one, other in product(choices[0], choices[-1]))


def _choices(part: str, classes: Mapping[str, str]) -> list[str]:
    found: list[str] = []
    for word in part.split("|"):
        if word in ("^", "$") or not word.strip("=@#"):
            found.append("0" if word == "#" else word)
        elif word[0] == "@":
            found += [stem(one.lstrip("=")) for one in classes[word[1:]].split()]
        else:
            found.append(stem(word.lstrip("=")))
    return found


def said(text: str) -> Signs:
    spoken = words(text)
    found: Signs = {}
    for sign in signs(spoken):
        found[sign] = worth_of(sign)
    for sign in list(found):
        for meaning in lexicon().get(sign, ()):
            found[meaning] = found.get(meaning, 0.0) + 1.0
    for word in set(spoken):
        for letters in spelling(word):
            key = f"/{letters}"
            found[key] = found.get(key, 0.0) + _LETTERS_WORTH
    return found


def worth_of(sign: str) -> float:
    """Returns how much a sign counts where it is met."""
    if sign.startswith("/"):
        return _LETTERS_WORTH
    if ":" in sign[1:]:
        return _NAME_WORTH if sign.startswith("by:") else 1.0
    return next((worth for mark, worth in _WORTH.items() if mark in sign), 1.0)


_TOLD: Final[dict[str, list[Signs]]] = {}


def told(incident: Incident) -> list[Signs]:
    """Returns the signs of each event, in order of time."""
    if incident["id"] not in _TOLD:
        _TOLD[incident["id"]] = _told(incident)
    return _TOLD[incident["id"]]


def _told(incident: Incident) -> list[Signs]:
    ordered = events_of(incident)
    voices = [voice_of(event.actor) for event in ordered]
    return [
        said(event.text)
        | dict.fromkeys((*beside, length(words(event.text)), ""), 1.0)
        | dict.fromkeys(names(event.actor), _NAME_WORTH)
        for event, beside in zip(ordered, surroundings(ordered, voices), strict=True)
    ]


# What the labels allow, and how much they count


def weight_of(incident: Incident, if_open: float) -> float:
    return (1.0 if incident["hand"] in OTHERS else OWN_WEIGHT) * (if_open if incident.get("is_open") else 1.0)


def allowed(incident: Incident) -> np.ndarray:
    """Returns, for each event in order of time, the states that its labels allow."""
    ordered = events_of(incident)
    open_ = np.zeros((len(ordered), _S), bool)
    for place, event in enumerate(ordered):
        for health in allowed_healths(incident, event):
            for phase in incident["events"][event.number - 1]["acceptable_phases"]:
                open_[place, health * _P + _NAMES.index(phase)] = True
    return open_


# The chain


@dataclass(frozen=True)
class Chain:
    """Weights of each sign for phases and healths, and of the steps from state to state."""

    signs: Mapping[str, np.ndarray]
    begin: np.ndarray
    end: np.ndarray
    follow: np.ndarray
    turn: np.ndarray


def _barred() -> np.ndarray:
    found = np.full((_H, _H), -1e9)
    for before, after in LEADS_TO.items():
        for one in after:
            found[HEALTHS.index(before), HEALTHS.index(one)] = 0.0
    return found


_BARRED: Final = _barred()


def fitted(incidents: Sequence[Incident]) -> Chain:
    """Maximizes the probability of the courses that the labels allow."""
    likelihood = _Likelihood(incidents)
    start = np.zeros(likelihood.penalty.size)
    found = minimize(likelihood.loss, start, jac=True, method="L-BFGS-B", options={"maxiter": _STEPS})
    weights, follow, usual, turn, begin, end = likelihood.parts_of(found.x)
    return Chain(dict(zip(likelihood.signs, weights, strict=True)), begin, end, follow, turn + usual[None])


class _Likelihood:
    """How improbable the labels are, for a vector of all weights, and its slope. Incidents are rows, events columns."""

    def __init__(self, incidents: Sequence[Incident]) -> None:
        heard = [told(incident) for incident in incidents]
        counted = Counter(sign for events in heard for event in events for sign in event)
        self.signs = sorted(sign for sign, count in counted.items() if count >= FEWEST)
        self._matrix = _matrix(heard, {sign: place for place, sign in enumerate(self.signs)})
        lengths = np.array([len(events) for events in heard])
        self._present = np.arange(lengths.max())[None] < lengths[:, None]
        self._last = (np.arange(len(heard)), lengths - 1)
        self._open = np.zeros((*self._present.shape, _S), bool)
        self._open[self._present] = np.concatenate([allowed(incident) for incident in incidents])
        self._cost = np.where(_in_other_phases(self._open), _MARGIN, 0.0)
        self._weight = np.array([weight_of(incident, OPEN_WEIGHT) for incident in incidents])
        self._shapes = [(len(self.signs), _P + _H), (_P, _P), (_H, _P), (_H, _H, _P), (_S,), (_S,)]
        self._sizes = [int(np.prod(shape)) for shape in self._shapes]
        each = [_PENALTY["signs"]] * _P + [_PENALTY["health"]] * _H
        self.penalty = np.concatenate(
            [np.tile(each, len(self.signs)), np.full(sum(self._sizes[1:]), _PENALTY["chain"])]
        )

    def parts_of(self, vector: np.ndarray) -> list[np.ndarray]:
        parts = np.split(vector, np.cumsum(self._sizes)[:-1])
        return [part.reshape(shape) for part, shape in zip(parts, self._shapes, strict=True)]

    def loss(self, vector: np.ndarray) -> tuple[float, np.ndarray]:
        weights, follow, usual, turn, begin, end = self.parts_of(vector)
        steps = _steps(follow, usual, turn)
        scores = self._scores(weights)
        free = _expected(scores + self._cost, steps, begin, end, self._present, None, self._weight)
        held = _expected(scores, steps, begin, end, self._present, self._open, self._weight)
        total = float(self._weight @ (free[0] - held[0]) + 0.5 * self.penalty @ vector**2)
        differ = (free[1] - held[1]) * self._weight[:, None, None]
        return total, self._slope(differ, free[2] - held[2]) + self.penalty * vector

    def _scores(self, weights: np.ndarray) -> np.ndarray:
        spoken = self._matrix @ weights
        scores = np.zeros((*self._present.shape, _H, _P))
        scores[self._present] = spoken[:, None, :_P] + spoken[:, _P:, None]
        return scores.reshape(*self._present.shape, _S)

    def _slope(self, differ: np.ndarray, moved: np.ndarray) -> np.ndarray:
        """`differ` and `moved` are how much more often a state and a step are expected than the labels allow."""
        each = differ[self._present].reshape(-1, _H, _P)
        moves = moved.reshape(_H, _P, _H, _P)
        return np.concatenate(
            [
                (self._matrix.T @ np.concatenate([each.sum(1), each.sum(2)], 1)).ravel(),
                moves.sum((0, 2)).ravel(),
                moves.sum((0, 1)).ravel(),
                moves.sum(1).ravel(),
                differ[:, 0].sum(0),
                differ[self._last].sum(0),
            ]
        )


def _in_other_phases(open_: np.ndarray) -> np.ndarray:
    """Returns which states are in a phase that the labels don't accept."""
    phases = open_.reshape(*open_.shape[:-1], _H, _P).any(-2)
    return np.tile(~phases, _H)


def _matrix(heard: Sequence[Sequence[Signs]], places: Mapping[str, int]) -> csr_matrix:
    """Returns the known signs of all events, an event a row."""
    events = [
        {places[sign]: value for sign, value in event.items() if sign in places} for told_ in heard for event in told_
    ]
    ends = np.cumsum([0, *map(len, events)])
    values = [value for event in events for value in event.values()]
    columns = [place for event in events for place in event]
    return csr_matrix((values, columns, ends), shape=(len(events), len(places)))


def _steps(follow: np.ndarray, usual: np.ndarray, turn: np.ndarray) -> np.ndarray:
    """From (health, phase) to (health, phase)."""
    into = (turn + _BARRED[:, :, None] + usual[None])[:, None, :, :]
    return (follow[None, :, None, :] + into).reshape(_S, _S)


def _expected(
    scores: np.ndarray,
    steps: np.ndarray,
    begin: np.ndarray,
    end: np.ndarray,
    present: np.ndarray,
    open_: np.ndarray | None,
    weight: np.ndarray,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The forward-backward algorithm: log of the sum of all courses, and how often each state and step is expected."""
    highest = scores.max(2, keepdims=True)
    seen = np.exp(scores - highest)
    if open_ is not None:
        seen = seen * open_
    moves, ends = np.exp(steps), np.exp(end)
    forward, scale = np.zeros_like(seen), np.ones(seen.shape[:2])
    for at in range(seen.shape[1]):
        reached = seen[:, at] * (np.exp(begin) if at == 0 else forward[:, at - 1] @ moves)
        reached = np.where(present[:, at, None], reached, forward[:, at - 1] if at else 0)
        whole = np.maximum(reached.sum(1), 1e-300)
        scale[:, at] = np.where(present[:, at], whole, 1)
        forward[:, at] = reached / whole[:, None]
    closed = (forward[:, -1] * ends).sum(1)
    total = np.log(scale).sum(1) + np.log(closed) + (highest[:, :, 0] * present).sum(1)
    backward, moved = np.zeros_like(seen), np.zeros((_S, _S))
    backward[:, -1] = ends / closed[:, None]
    for at in range(seen.shape[1] - 1, 0, -1):
        taken = seen[:, at] * backward[:, at] / scale[:, at, None]
        backward[:, at - 1] = np.where(present[:, at, None], taken @ moves.T, backward[:, at])
        moved += (forward[:, at - 1] * (present[:, at] * weight)[:, None]).T @ taken
    return total, forward * backward * present[:, :, None], moved * moves
