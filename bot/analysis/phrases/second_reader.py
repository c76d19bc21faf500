"""A second score for the phase of an event, learned from labeled incidents (naive Bayes).

phase_counts.py has, for each word, word pair and word class, the phases of the labeled events that use it. The score
is how much more often than by chance that happens. It ignores the order of events; bot/analysis/phases/phasing.py adds
it, with a lower weight, to the score of the phrases.
"""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from math import log
from typing import Final

from bot.analysis.model import PHASES
from bot.analysis.phases.voices import Voice
from bot.analysis.phrases.cues import READ_CHARACTERS, stem, tokens
from bot.analysis.phrases.phase_counts import EVENTS, PAIRS, WORDS
from bot.analysis.phrases.phase_words import CLASSES
from bot.timeline.model import EntryKind

LETTERS: Final = "abcdefghijk"  # a phase each, in the order of PHASES
_KINDS: Final = ("not", "people", "outsiders", "media", "bad", "ok", "host", "change", "fix")
_WORDS_READ: Final = 60  # later words only add noise
_CHANCE: Final = 0.3  # smoothing, relative to the count of the feature
_COUNT: Final = re.compile(r"([a-k])(\d*)")
_LEAST: Final = 0.05  # so that no count is zero
_DEEPEST: Final = 6.0  # lowest possible score

assert len(LETTERS) == len(PHASES)


def _kinds_of() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for kind in _KINDS:
        for word in CLASSES[kind].split():
            found[word] = (*found.get(word, ()), f"@{kind}")
    return found


_KINDS_OF: Final = _kinds_of()


def features(text: str, voice: Voice) -> tuple[str, ...]:
    """Returns distinct features: stems, pairs joined by `_`, word classes after `@`, the voice after `=`.

    Any number is `#`.
    """
    words = tokens(text)[:_WORDS_READ]
    stems = ["#" if word[0].isdigit() else stem(word) for word in words]
    pairs = ("_".join(pair) for pair in pairwise(["^", *stems, "$"]))
    kinds = (kind for word in words for kind in _KINDS_OF.get(word, ()))
    return tuple(dict.fromkeys((*stems, *pairs, *kinds, f"={voice.name.lower()}")))


def worth(counts: Sequence[int], events: Sequence[int]) -> tuple[float, ...]:
    """Returns, for each phase, the log of how much more often than by chance a feature occurs in it.

    `counts` are the feature's events by phase, `events` all of them.
    """
    share = sum(counts) / sum(events)
    return tuple(
        log((count + _CHANCE * share * whole + _LEAST) / ((1 + _CHANCE) * share * whole + _LEAST))
        for count, whole in zip(counts, events, strict=True)
    )


def _table() -> Mapping[str, tuple[float, ...]]:
    entries = f"{WORDS} {PAIRS}".split()
    return {entry.partition("|")[0]: worth(unpacked(entry.partition("|")[2]), EVENTS) for entry in entries}


def unpacked(packed: str) -> list[int]:
    """`a3c` is three events of the first phase and one of the third."""
    told = {letter: int(count or 1) for letter, count in _COUNT.findall(packed)}
    return [told.get(letter, 0) for letter in LETTERS]


_WORTH: Final = _table()


def opinion(text: str, voice: Voice) -> Mapping[EntryKind, float]:
    """Scores each phase: 0 for the most likely one, negative for the others."""
    return _opinion(text[:READ_CHARACTERS], voice)


@lru_cache(maxsize=1024)
def _opinion(text: str, voice: Voice) -> Mapping[EntryKind, float]:
    return leaning(features(text, voice), _WORTH)


def leaning(said: Sequence[str], table: Mapping[str, tuple[float, ...]]) -> Mapping[EntryKind, float]:
    known = [table[one] for one in said if one in table]
    sums = [sum(column) for column in zip(*known, strict=True)] if known else [0.0] * len(PHASES)
    highest = max(sums)
    return {phase: max(one - highest, -_DEEPEST) for phase, one in zip(PHASES, sums, strict=True)}
