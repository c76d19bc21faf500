"""How much two texts say the same: by their words without endings, and by their figures as numbers."""

import re
from functools import lru_cache
from typing import Final

ALIKE: Final = 0.7  # of the words of the shorter text, from which the other one says the same
_TOKEN: Final = re.compile(r"\d[\d.,]*\d|\d|[^\W\d_]+")
_ENDINGS: Final = re.compile(r"(?<=[a-z]{3})(?:ies|ing|ed|es|s|e)$")
_FUNCTIONAL: Final = frozenset(
    {"a", "an", "and", "are", "at", "be", "been", "by", "for", "from", "has", "have", "in", "is", "it", "its", "of"}
    | {"on", "or", "our", "that", "the", "this", "to", "v", "was", "we", "were", "will", "with"}
)
_REMEMBERED: Final = 4_096  # texts


@lru_cache(maxsize=_REMEMBERED)
def words_of(text: str) -> frozenset[str]:
    """`8,500ms` has `8500` and `ms`; `user-api v2.4.1` has `user`, `api` and `2.4.1`."""
    return frozenset(
        _ENDINGS.sub("", token).replace(",", "")
        for token in _TOKEN.findall(text.casefold())
        if token not in _FUNCTIONAL
    )


def says(text: str, other: str, without: str = "") -> bool:
    """Returns whether `text` says what `other` says, words of `without` aside. A figure that it lacks is something
    else."""
    told = words_of(other) - words_of(without)
    lacking = told - words_of(text)
    return len(lacking) <= (1 - ALIKE) * len(told) and not any(word[0].isdigit() for word in lacking)


def has_all(text: str, value: str) -> bool:
    """Returns whether every word and figure of a value stands in a text."""
    return words_of(value) <= words_of(text)
