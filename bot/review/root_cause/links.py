"""Which action items cover a factor, and which part of a permanent fix none covers.

That one covers a factor is said by a person. Until then the nearest ones are suggested by the words they share, and a
suggestion covers nothing: the review says that nobody has confirmed it.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from bot.analysis.model import Case, Claim, Todo
from bot.review.edit_log import CoveredFactor
from bot.review.root_cause.alike import NEAR, READ, SAME, content_words, numbers
from bot.review.root_cause.factors import Factor, themes_of

_PARTS: Final = re.compile(r",\s*(?:and\s+)?|;\s*|\s+and\s+(?=[a-z]+e?\b\s)|\.\s+")
# Not what a part is about: `Testing: `, `Runbook Update: ` before it, `(PRIORITY 1)`, `(30 seconds)` in it.
_LABEL: Final = re.compile(r"^\s*[A-Z]\w*(?: \w+){0,2}:\s+(?=\S)")
_ASIDE: Final = re.compile(r"\([^()]*\)")
_SHARED: Final = SAME  # of the words of a part, from which an action item covers it
_SHARED_OF_MANY: Final = NEAR  # of a longer one: that nobody does it is only said where that is plain
_MANY: Final = 4  # words of a longer part; of three, one is often the deed and the only one that differs
_SAME_ROOT: Final = 5  # letters with which one word begins as the other: `expire` and `expiry`
_SAME_NUMBER: Final = 2  # words, for which a number counts that both name
_LEAST: Final = 3  # words alike, from which an action item is suggested
_MOST: Final = 2  # suggested for one factor, the best first
_BESIDE: Final = 0.5  # of the best one's score, from which another one is suggested beside it
# `search-index-1`, `widget7`; a version or a percentile (`v3.2`, `p95`) names no single thing.
_IDENTIFIER: Final = re.compile(r"(?<![\w./-])[^\W\d_]{2}[\w./-]*\d(?![\w%])")
_DIGITS: Final = re.compile(r"\d+")


@dataclass(frozen=True)
class Link:
    """An action item of a factor, by its number. `confirmed`: a person said that it covers the factor."""

    item: int
    confirmed: bool


def numbered(case: Case) -> tuple[tuple[int, Todo], ...]:
    """The action items with the numbers by which the review names them."""
    return tuple((item.number or place, item) for place, item in enumerate(case.actions, start=1))


def reference(number: int, item: Todo) -> str:
    """`A3`, or the ID that the input gives it."""
    return item.ref or f"A{number}"


def links_of(case: Case, factor: Factor, covered: Iterable[CoveredFactor]) -> tuple[Link, ...]:
    """Those that people confirmed; without any, those that are suggested."""
    confirmed = confirmed_items(case, factor, covered)
    if confirmed:
        return tuple(Link(number, True) for number in confirmed)
    return tuple(Link(number, False) for number in suggested_items(case, factor))


def confirmed_items(case: Case, factor: Factor, covered: Iterable[CoveredFactor]) -> tuple[int, ...]:
    """Of those that still exist."""
    said = {one.item for one in covered if one.factor in factor.texts}
    return tuple(number for number, _ in numbered(case) if number in said)


def suggested_items(case: Case, factor: Factor) -> tuple[int, ...]:
    scored = sorted(
        ((score, -number) for number, item in numbered(case) if (score := _score(item.title, factor)) >= _LEAST),
        reverse=True,
    )
    return tuple(-number for score, number in scored[:_MOST] if score >= _BESIDE * scored[0][0])


def _score(title: str, factor: Factor) -> int:
    """Words, numbers and safeguards that both speak of. The same safeguard for another thing is none."""
    text = factor.claim.text
    if _is_of_another(title, text):
        return 0
    words, same = len(content_words(title) & content_words(text)), len(numbers(title) & numbers(text))
    speaks_of = themes_of(text)
    safeguard = bool(speaks_of) and speaks_of[0] in themes_of(title)
    if not words and not (same and safeguard):
        return 0
    return words + _SAME_NUMBER * same + (_LEAST - 1 if safeguard else 0)


def _is_of_another(one: str, other: str) -> bool:
    """Whether one speaks of `search-index-1` and the other of `search-index-2` only."""
    mine, theirs = _identifiers(one), _identifiers(other)
    kinds = {_DIGITS.sub("#", name) for name in mine} & {_DIGITS.sub("#", name) for name in theirs}
    return bool(kinds) and not mine & theirs


def _identifiers(text: str) -> frozenset[str]:
    return frozenset(found.casefold() for found in _IDENTIFIER.findall(text[:READ]))


def uncovered(case: Case, fix: Claim) -> Iterator[str]:
    """Yields the parts of a permanent fix of which no action item speaks, in its own words."""
    for part in filter(None, (one.strip(" .") for one in _PARTS.split(fix.text))):
        words = content_words(_bare(part))
        if words and not any(_covers(item.title, words) for item in case.actions):
            yield part


def _bare(part: str) -> str:
    return _ASIDE.sub(" ", _LABEL.sub("", part))


def _covers(title: str, words: frozenset[str]) -> bool:
    named = content_words(title)
    alike = sum(any(_is_alike(word, other) for other in named) for word in words)
    return alike >= (_SHARED_OF_MANY if len(words) >= _MANY else _SHARED) * len(words)


def _is_alike(word: str, other: str) -> bool:
    shorter, longer = sorted((word, other), key=len)
    return shorter == longer or (len(shorter) >= _SAME_ROOT and longer.startswith(shorter))
