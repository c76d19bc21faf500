"""Fits linear models on the features of bot/analysis/severity/features.py, and packs them into JSON.

Everything here is deterministic: the same data and code give the same file.
"""

import json
import math
from base64 import b64encode
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression

from bot.analysis.severity.features import Features, pieces
from bot.analysis.severity.word_model import SEPARATOR
from tools.labels import DATA

# How strongly the weights may differ from 0, chosen on hands left out: 1.5 to 10 differ by less than chance
STRENGTH: Final = 4.0


@dataclass(frozen=True)
class Kind:
    """One kind of feature. `scale` is how much it counts while fitting."""

    name: str
    counts: Callable[[Features], Counter[str]]
    met_at_least: int
    scale: float
    shared: bool = True


KINDS: Final = (
    Kind("words", lambda features: Counter(features.words), 1, 0.3),
    Kind("pieces", lambda features: Counter(part for word in features.spelled for part in pieces(word)), 2, 0.25),
    Kind("found", lambda features: Counter(features.found), 1, 0.5, shared=False),
)


MEANINGS: Final[Mapping[str, Sequence[str]]] = {
    name: words.split(" / ") for name, words in json.loads((DATA / "meanings.json").read_text(encoding="utf-8")).items()
}
MEANING_SCALE: Final = 1.0


@dataclass
class Columns:
    """The known features of one kind and how much each counts: rare ones count more.

    `meanings` is for words only: which of them mean the same. What they have in common is fitted beside what each
    tells by itself, so that a word is known whose like was met. Both are added up when the model is written.
    """

    kind: Kind
    places: Mapping[str, int]
    rarity: Any
    meanings: Any

    @classmethod
    def of(cls, kind: Kind, counted: Sequence[Counter[str]]) -> "Columns":
        met = Counter(feature for counts in counted for feature in counts)
        known = {feature for feature, times in met.items() if times >= kind.met_at_least}
        alike = MEANINGS if kind.name == "words" else {}
        ordered = sorted(known.union(*alike.values()))
        places = {feature: place for place, feature in enumerate(ordered)}
        total = 1 + len(counted)
        rarity = [math.log(total / (1 + met[each])) + 1 if kind.shared else 1.0 for each in ordered]
        return cls(kind, places, kind.scale * np.array(rarity), _alike(alike, places))

    def matrix(self, counted: Sequence[Counter[str]]) -> Any:
        rows, columns, values = [], [], []
        for row, counts in enumerate(counted):
            share = 1 / math.sqrt(counts.total() or 1) if self.kind.shared else 1.0
            for feature, times in counts.items():
                if (place := self.places.get(feature)) is not None:
                    rows.append(row)
                    columns.append(place)
                    values.append(times * share)
        found = csr_matrix((values, (rows, columns)), shape=(len(counted), len(self.places)))
        return hstack([found.multiply(self.rarity), found @ self.meanings * MEANING_SCALE])

    @property
    def width(self) -> int:
        return len(self.places) + int(self.meanings.shape[1])

    def summed(self, weights: Any) -> Any:
        """Returns the weight of each feature by label, that of its meanings included."""
        own, common = weights[:, : len(self.places)], weights[:, len(self.places) :]
        return own * self.rarity + MEANING_SCALE * (self.meanings @ common.T).T


def _alike(meanings: Mapping[str, Sequence[str]], places: Mapping[str, int]) -> Any:
    pairs = [(places[word], number) for number, words in enumerate(meanings.values()) for word in set(words)]
    rows, columns = zip(*pairs, strict=True) if pairs else ((), ())
    return csr_matrix(([1.0] * len(pairs), (rows, columns)), shape=(len(places), len(meanings)))


@dataclass(frozen=True)
class Counted:
    """The features of all incidents, counted by kind."""

    by_kind: Mapping[str, Sequence[Counter[str]]]

    @classmethod
    def of(cls, read: Sequence[Features]) -> "Counted":
        return cls({kind.name: [kind.counts(features) for features in read] for kind in KINDS})

    def at(self, rows: Sequence[int]) -> "Counted":
        return Counted({name: [counted[row] for row in rows] for name, counted in self.by_kind.items()})


@dataclass(frozen=True)
class Fitted:
    """Weights (label by feature) and the columns they belong to."""

    columns: Sequence[Columns]
    weights: Any
    bias: Any

    def scores(self, counted: Counted) -> Any:
        return _matrix(self.columns, counted) @ self.weights.T + self.bias

    def packed(self, most: int) -> Iterator[tuple[str, dict[str, Any]]]:
        """Yields what is written of each kind: the `most` heaviest features."""
        start = 0
        for columns in self.columns:
            weights = self.weights[:, start : start + columns.width]
            yield columns.kind.name, _packed(columns, columns.summed(weights), most)
            start += columns.width


def _matrix(columns: Sequence[Columns], counted: Counted) -> Any:
    return hstack([each.matrix(counted.by_kind[each.kind.name]) for each in columns]).tocsr()


def _packed(columns: Columns, weights: Any, most: int) -> dict[str, Any]:
    """Keeps the heaviest features, each weight as a signed byte."""
    spread = np.abs(weights).max(axis=0)
    kept = sorted(np.argsort(-spread, kind="stable")[:most])
    names = list(columns.places)
    scale = float(spread.max(initial=0.0)) / 127 or 1.0
    rounded = np.rint(weights[:, kept].T / scale).astype(np.int8)
    return {
        "names": SEPARATOR.join(names[place] for place in kept),
        "weights": b64encode(rounded.tobytes()).decode(),
        "scale": float(f"{scale:.6g}"),
    }


def fitted_levels(counted: Counted, shares: Any, importance: Any) -> Fitted:
    """Fits one distribution over the labels; `shares` is how each incident's label is shared by them."""
    columns = _columns(counted)
    rows, labels = np.nonzero(shares)
    weight = shares[rows, labels] * importance[rows]
    found = LogisticRegression(C=STRENGTH, max_iter=300, tol=1e-3)
    found.fit(_matrix(columns, counted)[rows], labels, sample_weight=weight)
    return Fitted(columns, found.coef_, found.intercept_)


def fitted_labels(counted: Counted, given: Any, importance: Any, strength: float) -> Fitted:
    """Fits each label by itself; `given` says which incidents have it."""
    columns = _columns(counted)
    matrix = _matrix(columns, counted)
    weights, bias = [], []
    for label in range(given.shape[1]):
        found = LogisticRegression(C=strength, max_iter=300, tol=1e-3)
        found.fit(matrix, given[:, label], sample_weight=importance)
        weights.append(found.coef_[0])
        bias.append(found.intercept_[0])
    return Fitted(columns, np.array(weights), np.array(bias))


def _columns(counted: Counted) -> Sequence[Columns]:
    return [Columns.of(kind, counted.by_kind[kind.name]) for kind in KINDS]
