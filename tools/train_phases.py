"""Fits the model of phases on labeled timelines, says how good it is, and writes it as JSON.

    python -m tools.train_phases            fits on everything and writes bot/analysis/models/phases.json
    python -m tools.train_phases --check    only leaves out one hand at a time, and prints how often it is right

Either takes some minutes. The file holds what the check found, and a hash of the data and of the code that it comes
from, so that `make test` sees whether it is current.
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

import numpy as np
from scipy.optimize import minimize

from bot.analysis.model import Chronicle
from bot.analysis.phases.chronicle import read_timeline
from bot.analysis.phases.endings import Course, candidate_signs, none_signs
from bot.analysis.phases.phase_model import WIDTH, PhaseModel, Weights, level_near, squeezed
from bot.analysis.phases.phasing import phased
from bot.config.policy import Policy
from bot.metrics.key_moments import MomentKey
from tools import chain
from tools.timelines import (
    ENDINGS,
    MOMENTS,
    OTHERS,
    Incident,
    case_of,
    events_of,
    is_near,
    is_scored,
    labeled,
    others_than,
    with_open,
)
from tools.timelines_hash import WRITTEN, fingerprint

_LEAST: Final = 0.07  # a sign of which no weight is higher is left out
_PENALTY: Final = 8.0
_OPEN_WEIGHT: Final = 0.1  # of an incident without its end, where the end is chosen
_DIGITS: Final = 3
Written = dict[str, Any]
# A labeled incident as read: the times of its events, and what speaks for each, and for none.
Read = tuple[Incident, list[datetime | None], list[Mapping[str, float]]]
# What speaks for each option, which of them are right, and how much the incident counts.
Choice = tuple[list[Mapping[str, float]], np.ndarray, float]


def chain_of(incidents: Sequence[Incident]) -> Written:
    fitted = chain.fitted(with_open(incidents))
    weights = _folded(fitted)
    levels = bytes(level_near(one) for sign in weights for one in weights[sign])
    return {
        "signs": squeezed(" ".join(weights).encode()),
        "weights": squeezed(levels),
        "follow": fitted.follow.round(_DIGITS).tolist(),
        "turn": fitted.turn.round(_DIGITS).tolist(),
        "begin": fitted.begin.round(_DIGITS).tolist(),
        "end": fitted.end.round(_DIGITS).tolist(),
        "endings": {},
    }


def _folded(fitted: chain.Chain) -> Mapping[str, np.ndarray]:
    """Returns what each sign adds where it is met, with its meanings."""
    none = np.zeros(WIDTH)
    found = {}
    for sign in sorted({*fitted.signs, *chain.lexicon()}):
        if sign.startswith(("meaning ", "class ")) or " " in sign:
            continue
        meant = sum((fitted.signs.get(meaning, none) for meaning in chain.lexicon().get(sign, ())), none)
        found[sign] = chain.worth_of(sign) * fitted.signs.get(sign, none) + meant
    return {sign: weights for sign, weights in found.items() if np.abs(weights).max() > _LEAST}


# What ends an incident


def endings_of(read: Iterable[Read]) -> Mapping[str, Weights]:
    """Fits the choice of each moment on courses that the chain had not seen."""
    read = list(read)
    return {moment: _choosing([_choice(one, moment) for one in read]) for moment in ENDINGS}


def _choosing(choices: Iterable[Choice]) -> Weights:
    """Fits a choice among the events of a course and none, of which the labels accept some."""
    choices = [choice for choice in choices if choice[1].any()]
    known = sorted({sign for options, _, _ in choices for option in options for sign in option})
    tables = [
        (np.array([[option.get(sign, 0.0) for sign in known] for option in options]), right, weight)
        for options, right, weight in choices
    ]

    def loss(vector: np.ndarray) -> tuple[float, np.ndarray]:
        total, slope = 0.5 * _PENALTY * float(vector @ vector), _PENALTY * vector
        for table, right, weight in tables:
            worth = table @ vector
            shares = np.exp(worth - worth.max())
            held = shares * right
            total -= weight * float(np.log(held.sum() / shares.sum()))
            slope = slope + weight * (table.T @ (shares / shares.sum() - held / held.sum()))
        return total, slope

    found = minimize(loss, np.zeros(len(known)), jac=True, method="L-BFGS-B").x
    return {sign: round(float(weight), _DIGITS) for sign, weight in zip(known, found, strict=True)}


def read_by(model: PhaseModel, incident: Incident) -> Read:
    steps = phased(events_of(incident), model)
    course = Course.of(steps, model)
    options = [*(candidate_signs(course, place) for place in range(len(steps))), none_signs(course)]
    return incident, [step.event.at for step in steps], options


def _choice(read: Read, moment: str) -> Choice:
    incident, times, options = read
    told = bool(incident["key_moments"].get(moment))
    right = [told and is_near(incident, moment, at) for at in times]
    is_none = not told and moment not in incident["unscored_moments"]
    return options, np.array([*right, is_none]), chain.weight_of(incident, _OPEN_WEIGHT)


# How good it is


class Check:
    """Reads each hand by a chain that saw nothing of it or of its organizations, so that all it reads is unseen."""

    def __init__(self, incidents: Sequence[Incident]) -> None:
        self._hands = {hand: [one for one in incidents if one["hand"] == hand] for hand in OTHERS}
        self._hands["own"] = [one for one in incidents if one["hand"] not in OTHERS]
        self._chains = {hand: chain_of(others_than(incidents, ones)) for hand, ones in self._hands.items()}
        self._read = {hand: list(self._read_hand(hand)) for hand in self._hands}

    def _read_hand(self, hand: str) -> Iterator[Read]:
        model = PhaseModel(json.dumps(self._chains[hand]))
        return (read_by(model, incident) for incident in with_open(self._hands[hand]))

    def read(self, without: str = "") -> Iterator[Read]:
        """Yields what the chains read, without that of a hand."""
        return (one for hand, ones in self._read.items() if hand != without for one in ones)

    def held_out(self) -> Written:
        """Counts what is right for each hand. What chooses the endings is fitted on the other hands, too."""
        return {hand: dict(self._counted(hand)) for hand in OTHERS}

    def _counted(self, hand: str) -> Counter[str]:
        model = PhaseModel(json.dumps(self._chains[hand] | {"endings": endings_of(self.read(without=hand))}))
        counts: Counter[str] = Counter(incidents=len(self._hands[hand]))
        for incident in self._hands[hand]:
            read = read_timeline(case_of(incident), Policy(), "sev1", model)
            counts.update(_phases(incident, read))
            counts.update(_moments(incident, read))
        return counts


def _phases(incident: Incident, read: Chronicle) -> Iterator[str]:
    for told, one in zip(incident["events"], read.events, strict=True):
        yield "events"
        if str(one.phase) in told["acceptable_phases"]:
            yield "acceptable"
        if str(one.phase) == told["phase"]:
            yield "exact"


def _moments(incident: Incident, read: Chronicle) -> Iterator[str]:
    for name in MOMENTS:
        found = read.moments[MomentKey(name)].at
        if is_scored(incident, name):
            yield f"{name} scored"
            if found is not None:
                yield f"{name} told"
            if is_near(incident, name, found):
                yield f"{name} right"


def report(found: Mapping[str, Mapping[str, int]]) -> Iterator[str]:
    every: Counter[str] = Counter()
    for counts in found.values():
        every.update(counts)
    for hand, counts in {**found, "all": every}.items():
        shares = [_share(counts, "acceptable", "events"), _share(counts, "exact", "events")]
        for name in MOMENTS:
            shares.append(_share(counts, f"{name} right", f"{name} scored"))
            shares.append("of those told " + _share(counts, f"{name} right", f"{name} told"))
        yield f"{hand}: " + "; ".join(shares)


def _share(counts: Mapping[str, int], part: str, whole: str) -> str:
    return f"{part} {100 * counts.get(part, 0) / max(1, counts.get(whole, 0)):.1f}%"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    only_check = parser.parse_args().check
    incidents = labeled()
    check = Check(incidents)
    found = check.held_out()
    print("\n".join(report(found)))
    if not only_check:
        written = {"hash": fingerprint(), "held_out": found, **chain_of(incidents), "endings": endings_of(check.read())}
        WRITTEN.write_text(json.dumps(written, indent=0, ensure_ascii=False) + "\n", "utf-8")


if __name__ == "__main__":
    main()
