"""A fitted model that compares an incident with labeled ones: which severity did similar incidents have?

It is used where the rules could only look at the kind of thing that is named. learned.py has the weights; this module
turns an account into features, for training and for prediction.
"""

import math
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bot.analysis.severity.language import Clause, normal
from bot.analysis.severity.learned import HUNDREDTHS
from bot.analysis.severity.scope import shares
from bot.analysis.severity.signs import Health
from bot.analysis.severity.weighing import Account, level_of_share

LEVELS: Final = 4
# Only the beginning is used: the training incidents are a few sentences long, unlike a log.
CLAUSES_READ: Final = 20
# With fewer known words, the rules do as well
WORDS_NEEDED: Final = 11
# A level below SEV2 is not used while SEV1 is at least this likely.
DOUBT: Final = 0.3
# From this likelihood on, predictions are right clearly more often
CLEAR: Final = 0.6
_SHARPNESS: Final = 3.0
_WORD: Final = re.compile(r"[a-z][a-z'-]*|\d+%?")
_ENDINGS: Final = ("ing", "ed", "es", "s", "ly", "e")


@dataclass(frozen=True)
class Likeness:
    """The most likely level, the likelihood of each level (SEV1 first), and the clause that contributes most."""

    level: int
    likely: Sequence[float]
    clause: Clause

    def is_clear(self, level: int) -> bool:
        return self.likely[level - 1] >= CLEAR


def likeness_of(account: Account) -> Likeness | None:
    """Returns the prediction; None if too few words are known."""
    read = account.clauses[:CLAUSES_READ]
    known = [word for clause in read for word in words_of(clause) if word in _WEIGHTS]
    if len(known) < WORDS_NEEDED:
        return None
    likely = likelihoods(features(account), _WEIGHTS)
    level = max(range(LEVELS), key=lambda index: likely[index]) + 1
    if level > 2 and likely[0] >= DOUBT:
        level = 2
    telling = max(
        read, key=lambda clause: sum(_WEIGHTS[word][level - 1] for word in words_of(clause) if word in _WEIGHTS)
    )
    return Likeness(level, likely, telling)


def words_of(clause: Clause) -> Sequence[str]:
    """Returns the stems of a clause's words; numbers become `number:` or `percent:`."""
    return [_stem(found.group()) for found in _WORD.finditer(clause.words)]


def _stem(word: str) -> str:
    if word[0].isdigit():
        return "percent:" if word.endswith("%") else "number:"
    ending = next((end for end in _ENDINGS if word.endswith(end) and len(word) - len(end) >= 3), "")
    return word.removesuffix(ending)


def features(account: Account) -> frozenset[str]:
    """Returns the features of an account: its words, its fields, and what the rules found in it."""
    return frozenset((*_told(account), *_given(account), *_recognised(account), "always:"))


def _told(account: Account) -> Iterator[str]:
    for clause in account.clauses[:CLAUSES_READ]:
        yield from words_of(clause)
    for found in _WORD.finditer(normal(account.given.service)):
        yield f"service:{_stem(found.group())}"


def _given(account: Account) -> Iterator[str]:
    given = account.given
    yield f"customers:{given.customer_facing}"
    yield f"named:{bool(given.service)}"
    for fact, value in (("around", given.workaround), ("lost", given.data_loss), ("breach", given.breach)):
        if value is not None:
            yield f"{fact}:{value}"
    if given.regions:
        yield "regions:"
    if given.environment:
        yield f"live:{given.environment.startswith('prod')}"
    told = [
        share.percent for clause in account.clauses[:CLAUSES_READ] for share in shares(clause) if not share.of_machines
    ]
    percent = given.percent if given.percent is not None else max(told, default=None)
    if percent is not None:
        yield f"share:{level_of_share(percent)}"


def _recognised(account: Account) -> Iterator[str]:
    read = frozenset(account.clauses[:CLAUSES_READ])
    for found in account.found:
        if found.clause in read:
            yield f"circumstance:{found.circumstance.name}"
    for harm in account.harms:
        if harm.clause in read:
            yield f"harm:{harm.damage.name}:{harm.mood.name}"
    blows = [blow for blow in account.blows if blow.sign.clause in read]
    for blow in blows:
        yield f"hit:{blow.subject.name}:{blow.sign.health.name}"
        yield f"breadth:{blow.breadth.name}"
    if not blows:
        yield "hit:"
    if any(sign.health is Health.WORKING and sign.clause in read for sign in account.signs):
        yield "works:"


def likelihoods(features: Collection[str], weights: Mapping[str, Sequence[float]]) -> Sequence[float]:
    """Returns the likelihood of each level, SEV1 first; they sum to 1. Unknown features are ignored."""
    known = sorted(feature for feature in features if feature in weights)
    sharp = sharpness(len(known))
    scores = [sharp * sum(weights[feature][level] for feature in known) for level in range(LEVELS)]
    powers = [math.exp(score - max(scores)) for score in scores]
    return [power / sum(powers) for power in powers]


def sharpness(count: int) -> float:
    """Returns the factor that keeps long texts from being overconfident, for `count` known features."""
    return _SHARPNESS / math.sqrt(count or 1)


def _weights() -> Iterator[tuple[str, tuple[float, ...]]]:
    for line in HUNDREDTHS.strip().splitlines():
        for entry in line.split("  "):
            feature, *hundredths = entry.split(" ")
            yield feature, tuple(int(hundredth) / 100 for hundredth in hundredths)


_WEIGHTS: Final[Mapping[str, Sequence[float]]] = dict(_weights())
