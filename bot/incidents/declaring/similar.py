"""Finds incidents similar to a new one: by the same service, or by words that few other titles have.

Titles are compared as sets of words, weighted by inverse document frequency, because a word that many titles share
says little. Words that any outage may have ("down", "slow", "since") are ignored.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import log
from typing import Final

from bot.incidents.model import Incident

ALIKE: Final = 0.3  # the least share of the weight of all words that two titles have in common
MOST: Final = 3  # nobody reads a longer list during an incident
MOST_LEARNED: Final = 2  # past incidents, in addition

_WORD: Final = re.compile(r"[^\W_]+")
# Words of incident titles that don't say what broke, and the function words of English.
_SAYS_NOTHING: Final = _WORD.findall(
    "a about after again all an and any are at be been by can cannot cant customer customers degraded degradation down "
    "error errors fail failed failing failure fails for from get has have high in incident into is issue it its many "
    "no not of off on or our out outage over prod production problem service services since slow some system the their "
    "there they this to unavailable up us user users very was we when while with"
)
_ENDINGS: Final = ("ing", "ed", "es", "s")
_SHORTEST: Final = 4  # letters that a stem must keep
_LONGEST: Final = 6  # "Europe" and "European" have the same stem, and so do "deployment" and "deploying"


def words(text: str) -> frozenset[str]:
    """The stems of the significant words, cut by rough rules for English."""
    found = (_stem(word) for word in _WORD.findall(text.casefold()) if len(word) > 1)
    return frozenset(stem for stem in found if stem not in _STEMS_THAT_SAY_NOTHING)


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            return word.removesuffix(ending)[:_LONGEST]
    return word[:_LONGEST]


_STEMS_THAT_SAY_NOTHING: Final = frozenset(map(_stem, _SAYS_NOTHING))


def similar(title: str, services: Iterable[str], others: Sequence[Incident]) -> tuple[Incident, ...]:
    """The others that may be the same incident, most similar first, then oldest first."""
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
    """The past incidents that are similar, most similar first, then newest first.

    A common service alone is not enough: the same service can break for many reasons.
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
