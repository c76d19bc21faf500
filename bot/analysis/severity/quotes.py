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
from bot.analysis.model import Evidence
from bot.analysis.severity.account import Account
from bot.analysis.severity.features import CLAUSES_READ, Features, features_in, is_negation, spelled_in
from bot.analysis.severity.word_model import WordModel, likelihoods

AT_MOST: Final = 3
_TOGETHER: Final = 5  # words of one quote
_SAYS_NOTHING: Final = re.compile(
    "a|about|after|again|ago|also|am|an|and|another|any|are|around|as|at|be|because|been|"
    "before|being|both|but|by|can|could|did|do|does|done|due|during|each|either|else|even|few|"
    "for|from|further|get|gets|getting|go|goes|going|got|had|has|have|having|he|hence|her|here|"
    "hers|him|his|how|i|if|in|into|is|it|its|itself|just|last|let|like|made|make|makes|many|"
    "may|maybe|me|might|more|most|much|must|my|near|now|of|off|often|on|once|one|only|onto|or|"
    "other|our|ours|out|over|own|per|please|pls|quite|rather|really|same|says|seem|seems|seen|"
    "several|shall|she|should|since|so|some|something|somewhere|soon|still|such|than|that|the|"
    "their|them|then|there|these|they|thing|things|this|those|though|through|till|to|today|"
    "together|too|triggered|under|until|up|upon|us|used|very|via|was|we|well|were|what|when|"
    "where|whether|which|while|who|whom|whose|why|will|with|within|would|yesterday|yet|you|your|"
    "pm|utc|hi|hello|hey|team|morning|evening|afternoon|s|t|re|ve|ll|d|m"
)


@dataclass(frozen=True)
class _Word:
    start: int
    end: int
    weight: float
    is_content: bool
    is_negation: bool


def quotes(account: Account, features: Features, read: WordModel, level: int) -> tuple[Evidence, ...]:
    """Returns at most AT_MOST quotes for a level (1 to 4), the heaviest first."""
    weights = {word: each[level - 1] - sum(each) / len(each) for word, each in read.word_weights(features).items()}
    told = [(clause, tuple(_runs(_words(clause, weights)))) for clause in account.clauses[:CLAUSES_READ]]
    speaking = [(clause, runs) for clause, runs in told if runs]
    if not speaking:
        return ()
    clause, runs = max(speaking, key=lambda one: likelihoods(read.scores(features_in(one[:1])))[level - 1])
    heaviest = sorted(runs, key=lambda run: -sum(word.weight for word in run if word.is_content))
    return tuple(Evidence(clause.place, clause.shown[run[0].start : run[-1].end]) for run in heaviest[:AT_MOST])


def _words(clause: Clause, weights: Mapping[str, float]) -> Sequence[_Word]:
    return [
        _Word(
            found.start(),
            found.end(),
            weights.get(word, 0.0),
            is_content=word[0].isalpha() and not _SAYS_NOTHING.fullmatch(word) and not is_negation(word),
            is_negation=is_negation(word),
        )
        for word, found in spelled_in(clause.shown)
    ]


def _counts(word: _Word) -> bool:
    return word.is_content and word.weight > 0


def _runs(words: Sequence[_Word]) -> Iterator[Sequence[_Word]]:
    """Yields runs of words that begin and end with one that counts, no other content word between them."""
    run: list[_Word] = []
    between: list[_Word] = []
    for place, word in enumerate(words):
        if _counts(word) and run and len(run) + len(between) < _TOGETHER:
            run += [*between, word]
            between = []
        elif _counts(word):
            if run:
                yield run
            run, between = [*_negation_before(words, place), word], []
        elif word.is_content and run:
            yield run
            run, between = [], []
        else:
            between.append(word)
    if run:
        yield run


def _negation_before(words: Sequence[_Word], place: int) -> Sequence[_Word]:
    return [word for word in words[max(0, place - 1) : place] if word.is_negation]
