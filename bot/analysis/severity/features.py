"""What the models read of an incident: its words, the pieces of its words, and what the rules found.

Training and use share this module, so that both see the same. Words are lower case. `~down` is a word within a few
words of a negation, `not found` a pair, `can_pay` a pair with a gap. Numbers are known by their length only. Pieces are
three to five letters of one word, with blanks for its ends, so that unknown words are read by their parts.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final

from bot.analysis.language.clauses import Clause
from bot.analysis.language.words import normal
from bot.analysis.severity.account import Account

# Only the beginning is used: the labeled incidents are a few sentences long, unlike a log.
CLAUSES_READ: Final = 40
_NEGATED: Final = 5  # words that a negation reaches
_LENGTHS: Final = (3, 4, 5)
_WORD: Final = re.compile(r"[^\W\d_]+n['’]t(?![^\W\d_])|[^\W\d_]+|\d+%?")
_NEGATION: Final = re.compile(
    r"no|not|never|none|nothing|nobody|noone|without|neither|nor|cannot|zero|hardly|barely|\w+n't"
    r"|(?:do|does|did|is|are|ca|wo)nt"
)
_SHARES: Final = (5, 25, 75)


@dataclass(frozen=True)
class Features:
    """`words` are words and pairs, `spelled` the distinct words whose pieces are read, `found` the rules' findings."""

    words: frozenset[str]
    spelled: frozenset[str]
    found: frozenset[str]


def features_of(account: Account) -> Features:
    return features_in(account.clauses[:CLAUSES_READ], frozenset((*_fields(account), *_findings(account))))


def features_in(clauses: Sequence[Clause], found: frozenset[str] = frozenset()) -> Features:
    read = [words_in(clause) for clause in clauses]
    words = frozenset(feature for told in read for feature in _of_clause(told))
    return Features(words, frozenset(word for told in read for word in told), found)


def words_in(clause: Clause) -> tuple[str, ...]:
    return tuple(known_as(found.group()) for found in _WORD.finditer(clause.words))


def spelled_in(shown: str) -> Iterator[tuple[str, re.Match[str]]]:
    """Yields the words of a text as typed: as the models know them, and where they are."""
    for found in _WORD.finditer(shown):
        yield known_as(found.group().lower().replace("’", "'")), found


def known_as(word: str) -> str:
    if not word[0].isdigit():
        return word
    return "#%" if word.endswith("%") else f"#{min(3, len(word))}"


def _of_clause(told: Sequence[str]) -> Iterator[str]:
    yield from told
    yield from (f"~{word}" for word in negated(told))
    ends = ("^", *told, "$")
    yield from (f"{one} {other}" for one, other in pairwise(ends))
    for gap in (2, 3):
        yield from (f"{one}_{other}" for one, other in zip(told, told[gap:], strict=False))


def negated(told: Sequence[str]) -> Iterator[str]:
    reach = 0
    for word in told:
        if reach:
            yield word
        reach = _NEGATED if is_negation(word) else max(0, reach - 1)


def is_negation(word: str) -> bool:
    return bool(_NEGATION.fullmatch(word))


@lru_cache(maxsize=4096)
def pieces(word: str) -> tuple[str, ...]:
    ended = f" {word} "
    return tuple(ended[at : at + length] for length in _LENGTHS for at in range(len(ended) - length + 1))


def _fields(account: Account) -> Iterator[str]:
    given = account.given
    switches = {"around": given.workaround, "lost": given.data_loss, "breach": given.breach}
    for name, value in {**switches, "customers": given.customer_facing}.items():
        if value is not None:
            yield f"{name}:{value}"
    if given.environment:
        yield f"live:{given.environment[:4]}"
    if given.regions:
        yield f"regions:{min(3, len(given.regions))}"
    if given.percent is not None:
        yield f"percent:{_band(given.percent)}"
    yield from (f"service:{found.group()}" for found in _WORD.finditer(normal(given.service)))


def _findings(account: Account) -> Iterator[str]:
    for harm in account.harms:
        yield f"harm:{harm.fact}:{harm.mood}"
    for found in account.harmless:
        yield f"circumstance:{found.fact}"
    if account.widest:
        yield f"share:{_band(account.widest.percent)}"


def _band(percent: float) -> int:
    return sum(percent >= limit for limit in _SHARES)
