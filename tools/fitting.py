"""Fits linear models on the features of bot/analysis/severity/features.py, and packs them into JSON.

Everything here is deterministic: the same data and code give the same file.
"""

import json
import math
from base64 import b64encode, b85decode
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

# How strongly the weights may differ from 0, chosen on hands left out: 1 to 4 differ by less than chance
STRENGTH: Final = 1.5


@dataclass(frozen=True)
class Kind:
    """One kind of feature. `scale` is how much it counts while fitting."""

    name: str
    counts: Callable[[Features], Counter[str]]
    scale: float
    shared: bool = True


KINDS: Final = (
    Kind("words", lambda features: Counter(features.words), 0.3),
    Kind("pieces", lambda features: Counter(part for word in features.spelled for part in pieces(word)), 0.25),
    Kind("found", lambda features: Counter(features.found), 0.5, shared=False),
)


@dataclass(frozen=True)
class Frugality:
    """What keeps a model small and from learning by heart: in how many incidents a feature of each kind is met at
    least, and how much the vectors of words count beside them. To leave out features before the fit costs nothing on
    hands left out; to leave out light ones after it costs up to five points."""

    met_at_least: Mapping[str, int]
    likeness: float


def _written(name: str) -> Any:
    return json.loads((DATA / name).read_text(encoding="utf-8"))


MEANINGS: Final[Mapping[str, Sequence[str]]] = {
    name: words.split(" / ") for name, words in _written("meanings.json").items()
}


def _vectors(written: Mapping[str, Any]) -> Mapping[str, Any]:
    rows = np.frombuffer(b85decode(written["vectors"]), dtype=np.int8).reshape(-1, written["dimensions"])
    return dict(zip(written["words"].split(), rows / 127, strict=True))


VECTORS: Final = _vectors(_written("word_vectors.json"))
_ALIKE: Final = frozenset(VECTORS).union(*MEANINGS.values())
# In how large a share of the incidents a word is met whose vector counts half
COMMON: Final = 0.01


@dataclass
class Columns:
    """The known features of one kind and how much each counts: rare ones count more.

    `common` is for words only: what they have in common with others, by meanings.json and by their vectors. It is
    fitted beside what each word tells by itself, so that a word is known whose like was met. Both are added up when
    the model is written, so that a reader needs neither.
    """

    kind: Kind
    places: Mapping[str, int]
    rarity: Any
    common: Any

    @classmethod
    def of(cls, kind: Kind, counted: Sequence[Counter[str]], frugal: Frugality) -> "Columns":
        met = Counter(feature for counts in counted for feature in counts)
        least = frugal.met_at_least[kind.name]
        alike = _ALIKE if kind.name == "words" else frozenset()
        known = sorted(feature for feature, times in met.items() if times >= least or feature in alike)
        places = {feature: place for place, feature in enumerate(known)}
        total = 1 + len(counted)
        rarity = [math.log(total / (1 + met[each])) + 1 if kind.shared else 1.0 for each in places]
        shares = [(1 + met[each]) / total for each in places]
        common = _common(places, frugal.likeness, shares) if alike else csr_matrix((len(places), 0))
        return cls(kind, places, kind.scale * np.array(rarity), common)

    def matrix(self, counted: Sequence[Counter[str]]) -> Any:
        rows, columns, values = [], [], []
        for row, counts in enumerate(counted):
            known = sum(times for feature, times in counts.items() if feature in self.places)
            share = 1 / math.sqrt(known or 1) if self.kind.shared else 1.0
            for feature, times in counts.items():
                if (place := self.places.get(feature)) is not None:
                    rows.append(row)
                    columns.append(place)
                    values.append(times * share)
        found = csr_matrix((values, (rows, columns)), shape=(len(counted), len(self.places)))
        return hstack([found.multiply(self.rarity), found @ self.common])

    @property
    def width(self) -> int:
        return len(self.places) + int(self.common.shape[1])

    def summed(self, weights: Any) -> Any:
        """Returns the weight of each feature by label, what it has in common with others included."""
        own, common = weights[:, : len(self.places)], weights[:, len(self.places) :]
        return own * self.rarity + (self.common @ common.T).T


def _common(places: Mapping[str, int], likeness: float, shares: Sequence[float]) -> Any:
    """Returns a row for each word: its meanings, and `likeness` times its vector, less if the word is frequent."""
    known = [sorted(set(words) & places.keys()) for words in MEANINGS.values()]
    pairs = [(places[word], number) for number, words in enumerate(known) for word in words]
    rows, columns = zip(*pairs, strict=True)
    meanings = csr_matrix(([1.0] * len(pairs), (rows, columns)), shape=(len(places), len(MEANINGS)))
    vectors = np.zeros((len(places), len(next(iter(VECTORS.values())))))
    for word in VECTORS.keys() & places.keys():
        vectors[places[word]] = likeness * COMMON / (COMMON + shares[places[word]]) * VECTORS[word]
    return hstack([meanings, csr_matrix(vectors)]).tocsr()


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

    def packed(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Yields what is written of each kind."""
        start = 0
        for columns in self.columns:
            weights = self.weights[:, start : start + columns.width]
            yield columns.kind.name, _packed(columns, columns.summed(weights))
            start += columns.width


def _matrix(columns: Sequence[Columns], counted: Counted) -> Any:
    return hstack([each.matrix(counted.by_kind[each.kind.name]) for each in columns]).tocsr()


def _packed(columns: Columns, weights: Any) -> dict[str, Any]:
    """Returns the names of the features and each weight as a signed byte."""
    scale = float(np.abs(weights).max(initial=0.0)) / 127 or 1.0
    return {
        "names": SEPARATOR.join(columns.places),
        "weights": b64encode(np.rint(weights.T / scale).astype(np.int8).tobytes()).decode(),
        "scale": float(f"{scale:.6g}"),
    }


def fitted_levels(counted: Counted, shares: Any, importance: Any, frugal: Frugality) -> Fitted:
    """Fits one distribution over the labels; `shares` is how each incident's label is shared by them."""
    columns = _columns(counted, frugal)
    rows, labels = np.nonzero(shares)
    weight = shares[rows, labels] * importance[rows]
    found = LogisticRegression(C=STRENGTH, max_iter=300, tol=1e-3)
    found.fit(_matrix(columns, counted)[rows], labels, sample_weight=weight)
    return Fitted(columns, found.coef_, found.intercept_)


def fitted_labels(counted: Counted, given: Any, importance: Any, frugal: Frugality, strength: float) -> Fitted:
    """Fits each label by itself; `given` says which incidents have it."""
    columns = _columns(counted, frugal)
    matrix = _matrix(columns, counted)
    weights, bias = [], []
    for label in range(given.shape[1]):
        found = LogisticRegression(C=strength, max_iter=300, tol=1e-3)
        found.fit(matrix, given[:, label], sample_weight=importance)
        weights.append(found.coef_[0])
        bias.append(found.intercept_[0])
    return Fitted(columns, np.array(weights), np.array(bias))


def _columns(counted: Counted, frugal: Frugality) -> Sequence[Columns]:
    return [Columns.of(kind, counted.by_kind[kind.name], frugal) for kind in KINDS]
