"""What an incident says about its severity: the given fields, and what exact rules find in its clauses."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from bot.analysis.language.clauses import Clause
from bot.analysis.language.moods import Mood
from bot.analysis.language.words import lexicon, masked
from bot.analysis.severity.extent import Breadth, Breakdown, Share, breadth_of, breakdown, is_of_people, is_well, shares
from bot.analysis.severity.given import Given
from bot.analysis.severity.statements import HARMLESS, HARMS, TEST_PLACE, Fact, Statement, statements

_CIRCUMSTANCES: Final = frozenset({Fact.DRILL, Fact.TEST_PLACE, Fact.PLANNED, Fact.FALSE_ALARM, Fact.UNSEEN})
_OF_A_SENTENCE: Final = _CIRCUMSTANCES - {Fact.UNSEEN}
# What no circumstance explains: "a load test took prod down"
_REAL: Final = lexicon("prod(?:uction)?", "live", "(?<!test )(?:users?|customers?|clients?)(?:s'|'s)?", "real")
# A whole clause that takes back what stands before it: "Payments are down. False alarm, the probe broke."
_TAKES_BACK: Final = re.compile(
    r"\W*(?:(?:it|this|that|which|all of it|turned out to be)?(?:'s| was| is| were)? ?(?:just |only )?(?:an? )?"
    r"(?:false (?:alarm|alert|positive)|wrong|not true|untrue|mistake|misread\w*))\W*"
)


@dataclass(frozen=True)
class Account:
    """`shares` are of people or requests, not of machines."""

    given: Given
    clauses: tuple[Clause, ...]
    statements: tuple[Statement, ...]
    shares: tuple[Share, ...]
    breakdowns: tuple[Breakdown, ...]

    def first(self, fact: Fact) -> Statement | None:
        return next((each for each in self.statements if each.fact is fact and each.mood is Mood.SAID), None)

    @property
    def harms(self) -> tuple[Statement, ...]:
        return tuple(each for each in self.statements if each.fact in HARMS)

    @property
    def harm(self) -> Statement | None:
        """Harm to data that is stated in earnest and that no field denies."""
        denied = {Fact.LOST: self.given.data_loss is False, Fact.EXPOSED: self.given.breach is False}
        said = (each for each in self.harms if each.mood is Mood.SAID and self.is_noticed(each.clause))
        return next((each for each in said if not denied[each.fact]), None)

    @property
    def harmless(self) -> tuple[Statement, ...]:
        return tuple(each for each in self.statements if each.fact in HARMLESS and each.mood is not Mood.DENIED)

    @property
    def failures(self) -> tuple[Clause, ...]:
        """The clauses that state a failure, or ask about one, which no circumstance in their sentence explains."""
        out = (each for each in self.statements if each.fact is Fact.OUT)
        found = (each.clause for each in out if each.mood is Mood.SAID or each.clause.asked)
        return tuple(clause for clause in found if self.is_noticed(clause) and _sentence(clause) not in self._excused)

    @property
    def breakdown(self) -> Breakdown | None:
        """The breakdown of a service to which no circumstance applies; one for everyone if there is any."""
        found = (each for each in self.breakdowns if self.is_noticed(each.clause))
        return max(found, key=lambda each: (not each.local, each.all), default=None)

    def is_noticed(self, clause: Clause) -> bool:
        """Returns whether no circumstance explains what a clause states."""
        return clause not in self._explained

    @cached_property
    def _explained(self) -> frozenset[Clause]:
        """A circumstance explains its own clause only, and only if that names nothing real and nobody real."""
        told = (each for each in self.harmless if each.fact in _CIRCUMSTANCES and each.mood is Mood.SAID)
        explained = (each.clause for each in told if not is_real(each.clause))
        return frozenset((*explained, *self.clauses[: self._taken_back]))

    @property
    def is_doubtful(self) -> bool:
        """Returns whether a circumstance is said of the real thing ("the test db was restored over prod"), or revenue
        is lost."""
        told = {each.clause for each in self.harmless if each.fact in _CIRCUMSTANCES}
        fine = {each.clause for each in self.harmless if each.fact is Fact.NOBODY_HIT}
        real = any(is_real(clause) and not self._is_well(clause) for clause in told - fine)
        return real or bool(self.given.revenue_lost)

    @cached_property
    def _excused(self) -> frozenset[tuple[str, int]]:
        """The sentences of which a circumstance may explain all that fails, short of a breakdown."""
        told = {_sentence(each.clause) for each in self.harmless if each.fact in _OF_A_SENTENCE}
        return frozenset(told - {_sentence(clause) for clause in self.clauses if is_real(clause)})

    @cached_property
    def _taken_back(self) -> int:
        """How many of the clauses are taken back by a later one."""
        back = (place for place, clause in enumerate(self.clauses) if not clause.asked and _is_back(clause))
        return max(back, default=0)

    @property
    def widest(self) -> Share | None:
        """The widest share to which no circumstance applies; one that fails before one that is slow."""
        told = (share for share in self.shares if self.is_noticed(share.clause))
        return max(told, key=lambda share: (share.failing, share.percent), default=None)

    @property
    def everybody(self) -> Clause | None:
        """The first clause that says that all are affected, and not that all is well."""
        wide = (clause for clause in self.clauses if breadth_of(clause.words) is Breadth.ALL)
        return next((clause for clause in wide if not (clause.asked or self._is_well(clause))), None)

    def _is_well(self, clause: Clause) -> bool:
        bad = [each.mood for each in self.statements if each.clause == clause and each.fact in BAD]
        return Mood.SAID not in bad and (bool(bad) or is_well(clause.words))


BAD: Final = frozenset({Fact.OUT, Fact.SLOW, *HARMS})


def _sentence(clause: Clause) -> tuple[str, int]:
    return clause.place, clause.sentence


def is_real(clause: Clause) -> bool:
    """Returns whether a clause names production, customers, a share of them, or all."""
    return bool(_REAL.search(masked(TEST_PLACE, clause.words))) or is_of_people(clause.words)


def _is_back(clause: Clause) -> bool:
    return bool(_TAKES_BACK.fullmatch(clause.words))


def account_of(given: Given, clauses: Sequence[Clause]) -> Account:
    stated = [tuple(statements(clause)) for clause in clauses]
    said = list(zip(clauses, stated, strict=True))
    told = tuple(share for clause, each in said for share in shares(clause, each))
    names = [name for name in given.service.split(", ") if name]
    found = (breakdown(clause, each, names) for clause, each in said)
    every = tuple(each for some in stated for each in some)
    return Account(given, tuple(clauses), every, told, tuple(filter(None, found)))
