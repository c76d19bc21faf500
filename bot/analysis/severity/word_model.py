"""Reads the fitted models: linear in the words, the pieces of words and the findings of an incident.

tools/ fits them and writes bot/analysis/models/*.json. There, `words`, `pieces` and `found` each list what is known and
hold one signed byte of weight for each label, in base 85, times `scale`. The known words of a text share one unit of
weight, as do its known pieces, so that a long text isn't more certain than a short one.
"""

import json
import math
import pkgutil
from base64 import b64decode
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Final

from bot.analysis.severity.features import Features, pieces

SEPARATOR: Final = "\t"
# Of the distinct words more are known: English incidents have 30% or more, other languages hardly any
KNOWN_NEEDED: Final = 0.2


@dataclass(frozen=True)
class Group:
    """The features of one kind, in the order of their weights."""

    places: Mapping[str, int]
    weights: Sequence[int]
    scale: float
    labels: int

    def known(self, features: Iterable[str]) -> int:
        return sum(feature in self.places for feature in features)

    def total(self, features: Iterable[str]) -> list[float]:
        sums = [0] * self.labels
        for feature in features:
            place = self.places.get(feature)
            if place is not None:
                start = place * self.labels
                for label in range(self.labels):
                    sums[label] += self.weights[start + label]
        return [self.scale * each for each in sums]


@dataclass(frozen=True, eq=False)
class WordModel:
    labels: tuple[str, ...]
    bias: tuple[float, ...]
    words: Group
    pieces: Group
    found: Group
    certainty: Mapping[str, Any]

    def scores(self, features: Features) -> list[float]:
        """Returns the log odds of each label."""
        spelled = [_spelled(self, word) for word in sorted(features.spelled)]
        parts = [math.fsum(each) for each in zip(*spelled, strict=True)] or [0.0] * len(self.labels)
        sums = (
            (1.0, self.found.total(features.found)),
            (_share(self.words.known(features.words)), self.words.total(features.words)),
            (_share_of_pieces(self, features), parts),
        )
        return [bias + sum(factor * each[label] for factor, each in sums) for label, bias in enumerate(self.bias)]

    def word_weights(self, features: Features) -> Mapping[str, Sequence[float]]:
        """Returns what each word adds to each label, its pieces included."""
        of_words, of_pieces = _share(self.words.known(features.words)), _share_of_pieces(self, features)
        return {
            word: [
                of_words * own + of_pieces * part
                for own, part in zip(self.words.total((word,)), _spelled(self, word), strict=True)
            ]
            for word in features.spelled
        }


@lru_cache(maxsize=8192)
def _spelled(read: WordModel, word: str) -> Sequence[float]:
    """Returns what the pieces of a word add, which is summed once for each word."""
    return read.pieces.total(pieces(word))


@lru_cache(maxsize=8192)
def _pieces_known(read: WordModel, word: str) -> int:
    return read.pieces.known(pieces(word))


def _share_of_pieces(read: WordModel, features: Features) -> float:
    return _share(sum(_pieces_known(read, word) for word in features.spelled))


def _share(count: int) -> float:
    return 1 / math.sqrt(count or 1)


def likelihoods(scores: Sequence[float]) -> list[float]:
    """Returns the likelihood of each label if exactly one is right."""
    powers = [math.exp(score - max(scores)) for score in scores]
    return [power / sum(powers) for power in powers]


@cache
def model(name: str) -> WordModel:
    written = pkgutil.get_data("bot.analysis", f"models/{name}.json")
    return read_model(json.loads(written or b"{}"))


def read_model(written: Mapping[str, Any]) -> WordModel:
    labels = tuple(written["labels"])
    groups = {name: _group(written[name], len(labels)) for name in ("words", "pieces", "found")}
    return WordModel(labels, tuple(written["bias"]), **groups, certainty=written.get("certainty", {}))


def _group(written: Mapping[str, Any], labels: int) -> Group:
    names = written["names"].split(SEPARATOR)
    weights = memoryview(b64decode(written["weights"])).cast("b")
    return Group({name: place for place, name in enumerate(names)}, weights, written["scale"], labels)
