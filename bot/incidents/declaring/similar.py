"""Which incidents look like a new one: the same service, or words in common that are rare among the others.

Words are compared as sets. A word that many titles share says little, so each weighs as much as it is rare (inverse
document frequency), and what every outage says ("down", "slow", "since") weighs nothing.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import log
from typing import Final

from bot.incidents.model import Incident

ALIKE: Final = 0.3  # share of the weight of all words that both have in common
MOST: Final = 3  # more than these nobody reads while something burns
MOST_LEARNED: Final = 2  # past ones, beside them

_WORD: Final = re.compile(r"[^\W_]+")
# What titles of incidents say whatever broke, and the small words of English.
_SAYS_NOTHING: Final = _WORD.findall(
    "a about after again all an and any are at be been by can cannot cant customer customers degraded degradation down "
    "error errors fail failed failing failure fails for from get has have high in incident into is issue it its many "
    "no not of off on or our out outage over prod production problem service services since slow some system the their "
    "there they this to unavailable up us user users very was we when while with"
)
_ENDINGS: Final = ("ing", "ed", "es", "s")
_SHORTEST: Final = 4  # letters that a stem keeps
_LONGEST: Final = 6  # "Europe" and "European", "deployment" and "deploying" are about the same


def words(text: str) -> frozenset[str]:
    """The stems of the words that say something, cut roughly as English goes."""
    found = (_stem(word) for word in _WORD.findall(text.casefold()) if len(word) > 1)
    return frozenset(stem for stem in found if stem not in _STEMS_THAT_SAY_NOTHING)


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            return word.removesuffix(ending)[:_LONGEST]
    return word[:_LONGEST]


_STEMS_THAT_SAY_NOTHING: Final = frozenset(map(_stem, _SAYS_NOTHING))


def similar(title: str, services: Iterable[str], others: Sequence[Incident]) -> tuple[Incident, ...]:
    """Those of the others that may be the same incident, the likeliest first; of equal ones the older one."""
    said, named = words(title), frozenset(services)
    known = {other.number: words(other.title) for other in others}
    weights = _weights([said, *known.values()])
    alike = []
    for other in others:
        score, same = _likeness(said, known[other.number], weights), not named.isdisjoint(other.services)
        if same or score >= ALIKE:
            alike.append((score + same, other))
    return tuple(other for _, other in sorted(alike, key=lambda each: (-each[0], each[1].number))[:MOST])


def learned_from(title: str, services: Iterable[str], past: Sequence[Incident]) -> tuple[Incident, ...]:
    """Those of the past ones that this one makes one think of, the likeliest first; of equal ones the newest.

    A service in common alone tells nothing: what broke it once is not what breaks it now.
    """
    said, named = words(title), frozenset(services)
    known = {each.number: words(each.title) for each in past}
    weights = _weights([said, *known.values()])
    alike = []
    for each in past:
        score, same = _likeness(said, known[each.number], weights), not named.isdisjoint(each.services)
        if score >= (ALIKE / 2 if same else ALIKE):
            alike.append((score + same, each.number, each))
    return tuple(each for *_, each in sorted(alike, key=lambda one: one[:2], reverse=True)[:MOST_LEARNED])


def _weights(texts: Sequence[frozenset[str]]) -> Mapping[str, float]:
    counts = Counter(word for text in texts for word in text)
    return {word: log(1 + len(texts) / count) for word, count in counts.items()}


def _likeness(one: frozenset[str], other: frozenset[str], weights: Mapping[str, float]) -> float:
    """The weighted Jaccard index, 0 to 1."""
    whole = sum(weights[word] for word in one | other)
    return sum(weights[word] for word in one & other) / whole if whole else 0.0
