"""Learns the weights of the second reading from all labelled incidents, and writes `bot/analysis/severity/learned.py`.

Run it after the words of the rules have changed, or incidents were added: `python -m tests.bot.analysis.learning`.
It is logistic regression by stochastic descent with a fixed seed, so that it gives the same table each time.
"""

import json
import random
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from bot.analysis.model import Case
from bot.analysis.severity.classify import account_in
from bot.analysis.severity.likeness import LEVELS, features, likelihoods, sharpness

DATA: Final = Path(__file__).parent / "data"
TABLE: Final = Path(__file__).parents[3] / "bot" / "analysis" / "severity" / "learned.py"
FACTS: Final = (
    "affected_users_percentage",
    "regions",
    "workaround_available",
    "data_loss",
    "security_breach",
    "customer_facing",
    "environment",
)
_ROUNDS: Final = 30
_STEP: Final = 0.15
_SHRINK: Final = 0.03  # keeps weights small, so that no word decides alone
_MET_AT_LEAST: Final = 2  # incidents that a feature has to occur in
_FIRST: Final = 0.7  # of a label's weight is the label's own, the rest is shared by all acceptable ones

Labelled = Mapping[str, Any]
Weights = Mapping[str, Sequence[float]]


def case_of(labelled: Labelled) -> Case:
    """What a responder would have typed: no label, tag or source."""
    service = labelled.get("service", "")
    facts = {fact: labelled[fact] for fact in FACTS if fact in labelled}
    return Case(description=labelled["description"], services=(service,) if service else (), facts=facts)


def incidents() -> Sequence[Labelled]:
    return [
        labelled
        for name in ("severity_dev.json", "own_severity.json")
        for labelled in json.loads((DATA / name).read_text(encoding="utf-8"))
    ]


def learned(from_incidents: Sequence[Labelled]) -> Weights:
    """The weights of each feature that is met in several incidents, one for each level."""
    told = [features(account_in(case_of(labelled))) for labelled in from_incidents]
    met = Counter(feature for one in told for feature in one)
    told = [frozenset(feature for feature in one if met[feature] >= _MET_AT_LEAST) for one in told]
    weights = {feature: [0.0] * LEVELS for one in told for feature in sorted(one)}
    order = list(range(len(told)))
    chance = random.Random(1)
    for number in range(_ROUNDS):
        chance.shuffle(order)
        for index in order:
            _step(weights, told[index], _wanted(from_incidents[index]), _STEP / (1 + 0.05 * number))
    return weights


def _wanted(labelled: Labelled) -> Sequence[float]:
    accepted = labelled["acceptable"]
    names = [f"SEV{level}" for level in range(1, LEVELS + 1)]
    return [
        _FIRST * (name == labelled["expected_severity"]) + (1 - _FIRST) * (name in accepted) / len(accepted)
        for name in names
    ]


def _step(weights: dict[str, list[float]], told: Collection[str], wanted: Sequence[float], step: float) -> None:
    likely = likelihoods(told, weights)
    sharp = sharpness(len(told))
    for feature in sorted(told):
        weights[feature] = [
            weight * (1 - step * _SHRINK) - step * sharp * (likely[level] - wanted[level])
            for level, weight in enumerate(weights[feature])
        ]


_HEAD: Final = '''"""What the second reading has learned: for each feature its weights for SEV1 to SEV4, in hundredths.

Written by tests/bot/analysis/learning.py from the labelled incidents in tests/bot/analysis/data; not meant
to be edited by hand.
"""

from typing import Final

HUNDREDTHS: Final = """
'''


def table(weights: Weights) -> str:
    """The module that holds the weights."""
    lines = "\n".join(_lines(weights))
    return f'{_HEAD}{lines}\n"""\n'


def _lines(weights: Weights) -> Iterator[str]:
    line = ""
    for feature in sorted(weights):
        hundredths = [round(100 * weight) for weight in weights[feature]]
        entry = " ".join((feature, *map(str, hundredths)))
        if line and len(line) + len(entry) > 116:
            yield line
            line = ""
        line = f"{line}  {entry}" if line else entry
    yield line


if __name__ == "__main__":
    TABLE.write_text(table(learned(incidents())), encoding="utf-8")
