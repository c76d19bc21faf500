"""Fits the model of phases on labeled timelines, says how good it is, and writes it as JSON.

    python -m tools.train_phases            fits on everything and writes bot/analysis/models/phases.json
    python -m tools.train_phases --check    only leaves out one hand at a time, and prints how often it is right

Either takes about a minute. The file holds what the check found, and a hash of the data and of the code that it comes
from, so that `make test` sees whether it is current.
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import numpy as np
from scipy.optimize import minimize

from bot.analysis.model import Chronicle
from bot.analysis.phases.chronicle import read_timeline
from bot.analysis.phases.phase_model import LETTERS, MIDDLE, WIDTH, PhaseModel
from bot.analysis.phases.phasing import phased
from bot.analysis.phases.recovery import Course, candidate_signs, none_signs
from bot.config.policy import Policy
from bot.metrics.key_moments import MomentKey
from tools import chain
from tools.timelines import MOMENTS, OTHERS, Incident, case_of, events_of, is_near, is_scored, labeled, others_than
from tools.timelines_hash import WRITTEN, fingerprint

MOST: Final = 9_000  # signs in the file: those that weigh most in what was read, so that all models stay under 1 MB
_FOLDS: Final = 3
_PENALTY: Final = 1.0
_DIGITS: Final = 3
_HIGHEST: Final = 2.0  # weight; higher ones are cut
Written = dict[str, Any]


def model_of(incidents: Sequence[Incident]) -> Written:
    """Fits the chain, and then what tells the recovery on courses that the chain had not seen."""
    written = _chain_of(incidents)
    unseen = [
        (incident, PhaseModel(json.dumps(part)))
        for fold in range(_FOLDS)
        for part in [_chain_of([one for place, one in enumerate(incidents) if place % _FOLDS != fold])]
        for incident in incidents[fold::_FOLDS]
    ]
    return written | {"recovery": _recovery_of(unseen)}


def _chain_of(incidents: Sequence[Incident]) -> Written:
    fitted = chain.fitted(incidents)
    weights = _folded(fitted, incidents)
    unit = _HIGHEST / MIDDLE
    return {
        "unit": unit,
        "signs": " ".join(weights),
        "weights": "".join(_letters(weight, unit) for weight in weights.values()),
        "follow": fitted.follow.round(_DIGITS).tolist(),
        "turn": fitted.turn.round(_DIGITS).tolist(),
        "begin": fitted.begin.round(_DIGITS).tolist(),
        "end": fitted.end.round(_DIGITS).tolist(),
        "recovery": {},
    }


def _letters(weight: np.ndarray, unit: float) -> str:
    return "".join(LETTERS[int(np.clip(round(one / unit), -MIDDLE, MIDDLE)) + MIDDLE] for one in weight)


def _folded(fitted: chain.Chain, incidents: Sequence[Incident]) -> Mapping[str, np.ndarray]:
    """Returns what each sign adds where it is met, with its meanings: those signs that weigh most."""
    none = np.zeros(WIDTH)
    met = Counter(sign for incident in incidents for event in chain.told(incident) for sign in event)
    found = {}
    for sign in sorted({*fitted.signs, *chain.lexicon()}):
        if sign.startswith(("meaning ", "class ")) or " " in sign:
            continue
        meant = sum((fitted.signs.get(meaning, none) for meaning in chain.lexicon().get(sign, ())), none)
        found[sign] = chain.worth_of(sign) * fitted.signs.get(sign, none) + meant
    heaviest = sorted(found, key=lambda sign: -np.abs(found[sign]).max() * (0.7 + np.log1p(met[sign])))[:MOST]
    return {sign: found[sign] for sign in sorted(heaviest)}


# The recovery


def _recovery_of(unseen: Sequence[tuple[Incident, PhaseModel]]) -> Mapping[str, float]:
    """Fits a choice among the events of a course and none, of which the labels accept some."""
    every = (_choice(incident, model) for incident, model in unseen)
    choices = [choice for choice in every if choice[1].any()]
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


def _choice(incident: Incident, model: PhaseModel) -> tuple[list[Mapping[str, float]], np.ndarray, float]:
    steps = phased(events_of(incident), model)
    course = Course.of(steps)
    options = [*(candidate_signs(course, place) for place in range(len(steps))), none_signs(course)]
    told = bool(incident["key_moments"].get("mitigated_at"))
    right = [told and is_near(incident, "mitigated_at", one.event.at) for one in steps]
    weight = 1.0 if incident["hand"] in OTHERS else chain.OWN_WEIGHT
    return options, np.array([*right, not told and "mitigated_at" not in incident["unscored_moments"]]), weight


# How good it is


def held_out(incidents: Sequence[Incident]) -> Written:
    """Counts, for each hand, what a model that saw nothing of it or of its organizations gets right."""
    return {hand: dict(_counted([one for one in incidents if one["hand"] == hand], incidents)) for hand in OTHERS}


def _counted(left_out: Sequence[Incident], incidents: Sequence[Incident]) -> Counter[str]:
    model = PhaseModel(json.dumps(model_of(others_than(incidents, left_out))))
    counts: Counter[str] = Counter(incidents=len(left_out))
    for incident in left_out:
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
    found = held_out(incidents)
    print("\n".join(report(found)))
    if not only_check:
        written = {"hash": fingerprint(), "held_out": found, **model_of(incidents)}
        WRITTEN.write_text(json.dumps(written, indent=0, ensure_ascii=False) + "\n", "utf-8")


if __name__ == "__main__":
    main()
