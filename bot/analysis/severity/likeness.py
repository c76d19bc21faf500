"""A second reading, by likeness: which level were labelled incidents that are told in the same words?

It counts where the rules could only go by what sort of thing is named. What it has learned stands in `learned.py`; how
an account is turned into features stands here, for reading and for learning alike.
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
# What is told first is read; the learned incidents are a few sentences long, and a log is no such incident.
CLAUSES_READ: Final = 20
# Of fewer known words the rules say as much
WORDS_NEEDED: Final = 11
# A level below SEV2 is not taken while SEV1 is as likely as this.
DOUBT: Final = 0.3
# So likely, a level is told clearly: such answers are right clearly more often
CLEAR: Final = 0.6
_SHARPNESS: Final = 3.0
_WORD: Final = re.compile(r"[a-z][a-z'-]*|\d+%?")
_ENDINGS: Final = ("ing", "ed", "es", "s", "ly", "e")


@dataclass(frozen=True)
class Likeness:
    """The level of the incidents that it is most like, how likely each level is, SEV1 first, and the clause that says
    so most."""

    level: int
    likely: Sequence[float]
    clause: Clause

    def is_clear(self, level: int) -> bool:
        return self.likely[level - 1] >= CLEAR


def likeness_of(account: Account) -> Likeness | None:
    """None where too little is told in words that are known."""
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
    """The words of a clause without their endings, each number as `number:` or `percent:`."""
    return [_stem(found.group()) for found in _WORD.finditer(clause.words)]


def _stem(word: str) -> str:
    if word[0].isdigit():
        return "percent:" if word.endswith("%") else "number:"
    ending = next((end for end in _ENDINGS if word.endswith(end) and len(word) - len(end) >= 3), "")
    return word.removesuffix(ending)


def features(account: Account) -> frozenset[str]:
    """What an account is compared by: its words, its fields, and what the rules recognise in it."""
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
    """How likely each level is, SEV1 first; they add up to 1. Features without a weight do not count."""
    known = sorted(feature for feature in features if feature in weights)
    sharp = sharpness(len(known))
    scores = [sharp * sum(weights[feature][level] for feature in known) for level in range(LEVELS)]
    powers = [math.exp(score - max(scores)) for score in scores]
    return [power / sum(powers) for power in powers]


def sharpness(count: int) -> float:
    """The factor that keeps a long text from being surer than a short one, for `count` known features."""
    return _SHARPNESS / math.sqrt(count or 1)


def _weights() -> Iterator[tuple[str, tuple[float, ...]]]:
    for line in HUNDREDTHS.strip().splitlines():
        for entry in line.split("  "):
            feature, *hundredths = entry.split(" ")
            yield feature, tuple(int(hundredth) / 100 for hundredth in hundredths)


_WEIGHTS: Final[Mapping[str, Sequence[float]]] = dict(_weights())
