"""Quotes the words behind a level: of the clause that speaks for it most, the content words that weigh most, as typed.

A word weighs by what it adds to the level beyond what it adds to the others. Words that say nothing by themselves
("since", "the") are quoted only between two that do, and a negation only before one, so that "down for everyone" and
"not affected" stay whole.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bot.analysis.language.clauses import Clause
from bot.analysis.language.small_words import SMALL_WORDS
from bot.analysis.model import Evidence
from bot.analysis.severity.account import Account
from bot.analysis.severity.features import CLAUSES_READ, Features, features_in, is_negation, spelled_in
from bot.analysis.severity.word_model import WordModel, likelihoods

AT_MOST: Final = 3
# A run of words by their kinds: those that weigh (w), small words (s) and negations (n) between them
_RUN: Final = re.compile(r"n?w(?:[sn]{0,3}w){0,2}")


@dataclass(frozen=True)
class _Word:
    """`kind`: `w` a content word that weighs for the level, `x` another one, `n` a negation, `s` a small word."""

    start: int
    end: int
    weight: float
    kind: str


def quotes(account: Account, features: Features, read: WordModel, level: int) -> tuple[Evidence, ...]:
    """Returns at most AT_MOST quotes for a level (1 to 4), the heaviest first."""
    weights = {word: each[level - 1] - sum(each) / len(each) for word, each in read.word_weights(features).items()}
    told = [(clause, tuple(_runs(tuple(_words(clause, weights))))) for clause in account.clauses[:CLAUSES_READ]]
    speaking = [(clause, runs) for clause, runs in told if runs]
    if not speaking:
        return ()
    clause, runs = max(speaking, key=lambda one: likelihoods(read.scores(features_in(one[:1])))[level - 1])
    heaviest = sorted(runs, key=lambda run: -sum(word.weight for word in run if word.kind == "w"))
    return tuple(Evidence(clause.place, clause.shown[run[0].start : run[-1].end]) for run in heaviest[:AT_MOST])


def _words(clause: Clause, weights: Mapping[str, float]) -> Iterator[_Word]:
    for word, found in spelled_in(clause.shown):
        weight = weights.get(word, 0.0)
        small = word in SMALL_WORDS or not word[0].isalpha()
        kind = "n" if is_negation(word) else "s" if small else "w" if weight > 0 else "x"
        yield _Word(found.start(), found.end(), weight, kind)


def _runs(words: Sequence[_Word]) -> Iterator[Sequence[_Word]]:
    kinds = "".join(word.kind for word in words)
    return (words[found.start() : found.end()] for found in _RUN.finditer(kinds))
