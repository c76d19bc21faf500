"""Which action items may be on which factor, and which part of a permanent fix none covers: suggested by shared words.

A suggestion is never told as a fact: the review says that nobody has confirmed it.
"""

import re
from collections.abc import Iterator
from typing import Final

from bot.analysis.model import Case, Claim, Todo
from bot.review.root_cause.factors import Factor, content_words, themes_of

_PARTS: Final = re.compile(r",\s*(?:and\s+)?|;\s*|\s+and\s+(?=[a-z]+e?\b\s)|\.\s+")
_SHARED: Final = 0.5  # of the words of a part, from which an action item covers it
_WORDS: Final = 4  # that are alike, from which an action item is on a factor


def is_on(item: Todo, factor: Factor) -> bool:
    """Returns whether an action item may be on the factor: of the same safeguard and the same thing, or with many words
    alike."""
    shared = content_words(item.title) & content_words(factor.claim.text)
    speaks_of = themes_of(factor.claim.text)
    same = bool(speaks_of) and speaks_of[0] in themes_of(item.title)
    return len(shared) >= _WORDS or (same and bool(shared))


def action_numbers(case: Case, factor: Factor) -> tuple[int, ...]:
    return tuple(item.number or place for place, item in enumerate(case.actions, start=1) if is_on(item, factor))


def without_action(case: Case, factors: tuple[Factor, ...]) -> tuple[Factor, ...]:
    return tuple(factor for factor in factors if not any(is_on(item, factor) for item in case.actions))


def uncovered(case: Case, fix: Claim) -> Iterator[str]:
    """Yields the parts of a permanent fix of which no action item speaks, in its own words."""
    for part in filter(None, (one.strip(" .") for one in _PARTS.split(fix.text))):
        words = content_words(part)
        if words and not any(len(words & content_words(item.title)) >= _SHARED * len(words) for item in case.actions):
            yield part
