"""A second opinion on an event's phase, counted from labelled incidents instead of set by hand.

For each word, each pair of words and each kind of word the counts in phase_counts.py say in which phases
labelled events used it. How much oftener than chance that was is what it adds (naive Bayes, smoothed towards chance).
It knows nothing of order: bot/analysis/phases/phasing.py adds it, at a part of its worth, to what the phrases weigh.
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
_WORDS_READ: Final = 60  # what comes behind adds noise and time
_CHANCE: Final = 0.3  # of a feature's own count, added as if it had been used by chance
_COUNT: Final = re.compile(r"([a-k])(\d*)")
_LEAST: Final = 0.05  # events, so that no count is nothing
_DEEPEST: Final = 6.0  # that the unlikeliest phase can lie below the likeliest

assert len(LETTERS) == len(PHASES)


def _kinds_of() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for kind in _KINDS:
        for word in CLASSES[kind].split():
            found[word] = (*found.get(word, ()), f"@{kind}")
    return found


_KINDS_OF: Final = _kinds_of()


def features(text: str, voice: Voice) -> tuple[str, ...]:
    """Each once: stems, pairs of stems joined by `_`, kinds of words behind `@`, the voice behind `=`.

    Any number is `#`.
    """
    words = tokens(text)[:_WORDS_READ]
    stems = ["#" if word[0].isdigit() else stem(word) for word in words]
    pairs = ("_".join(pair) for pair in pairwise(["^", *stems, "$"]))
    kinds = (kind for word in words for kind in _KINDS_OF.get(word, ()))
    return tuple(dict.fromkeys((*stems, *pairs, *kinds, f"={voice.name.lower()}")))


def worth(counts: Sequence[int], events: Sequence[int]) -> tuple[float, ...]:
    """For each phase how much oftener than by chance a feature is used in it, as a logarithm.

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
    """What it thinks of each phase: 0 for the likeliest, less than that for the others."""
    return _opinion(text[:READ_CHARACTERS], voice)


@lru_cache(maxsize=1024)
def _opinion(text: str, voice: Voice) -> Mapping[EntryKind, float]:
    return leaning(features(text, voice), _WORTH)


def leaning(said: Sequence[str], table: Mapping[str, tuple[float, ...]]) -> Mapping[EntryKind, float]:
    known = [table[one] for one in said if one in table]
    sums = [sum(column) for column in zip(*known, strict=True)] if known else [0.0] * len(PHASES)
    highest = max(sums)
    return {phase: max(one - highest, -_DEEPEST) for phase, one in zip(PHASES, sums, strict=True)}
