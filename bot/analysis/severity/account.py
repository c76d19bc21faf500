"""What an incident says about its severity: the given fields, and what exact rules find in its clauses.

A circumstance (a drill, a test place, planned work, a false alarm) explains what its own clause states, unless that
names production, customers or all: "a load test took prod down" is a failure. Short of a breakdown it also explains
the rest of its sentence. "It was a false alarm." takes back what stands before it.
"""

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
from bot.analysis.severity.statements import (
    BAD,
    CIRCUMSTANCES,
    HARMLESS,
    HARMS,
    TEST_PLACE,
    Fact,
    Statement,
    statements,
)

_LIVE: Final = lexicon("prod(?:uction)?", "live", "real")
_CUSTOMERS: Final = lexicon("(?<!test )(?:users?|customers?|clients?)(?:s'|'s)?")
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
        said = (each for each in self.harms if each.mood is Mood.SAID and self.counts(each.clause))
        return next((each for each in said if not denied[each.fact]), None)

    @property
    def may_harm(self) -> bool:
        """Whether harm to data is possible, and not only told as a near miss."""
        missed = {_sentence(each.clause) for each in self.statements if each.fact is Fact.FALSE_ALARM}
        return any(each.mood is Mood.POSSIBLE and _sentence(each.clause) not in missed for each in self.harms)

    @property
    def harmless(self) -> tuple[Statement, ...]:
        return tuple(each for each in self.statements if each.fact in HARMLESS and each.mood is not Mood.DENIED)

    @property
    def failures(self) -> tuple[Clause, ...]:
        """The clauses that state a failure, or ask about one, which no circumstance in their sentence explains."""
        out = (each for each in self.statements if each.fact is Fact.OUT)
        found = (each.clause for each in out if each.mood is Mood.SAID or each.clause.asked)
        return tuple(clause for clause in found if not self._is_excused(clause))

    @property
    def breakdown(self) -> Breakdown | None:
        """The breakdown of a service to which no circumstance applies; one for everyone if there is any."""
        found = (each for each in self.breakdowns if self.counts(each.clause))
        return max(found, key=lambda each: (not each.local, each.all), default=None)

    @property
    def widest(self) -> Share | None:
        """The widest share to which no circumstance applies; one that fails before one that is slow."""
        told = (share for share in self.shares if self.counts(share.clause))
        return max(told, key=lambda share: (share.failing, share.percent), default=None)

    @property
    def everybody(self) -> Clause | None:
        """The first clause that says that all are affected, and not that all is well."""
        wide = (clause for clause in self.clauses if breadth_of(clause.words) is Breadth.ALL)
        return next((clause for clause in wide if not (clause.asked or self._is_well(clause))), None)

    @property
    def is_doubtful(self) -> bool:
        """Returns whether something harmless is said of the real thing ("the test db was restored over prod"), or
        revenue is lost."""
        told = (each.clause for each in self.harmless if each.fact is not Fact.NOBODY_HIT)
        return bool(self.given.revenue_lost) or any(_LIVE.search(_elsewhere(clause)) for clause in told)

    def counts(self, clause: Clause) -> bool:
        """Returns whether no circumstance explains what a clause states."""
        return clause not in self._explained

    @cached_property
    def _told(self) -> Sequence[Clause]:
        return [each.clause for each in self.harmless if each.fact in CIRCUMSTANCES and each.mood is Mood.SAID]

    @cached_property
    def _explained(self) -> frozenset[Clause]:
        back = (
            place for place, each in enumerate(self.clauses) if not each.asked and _TAKES_BACK.fullmatch(each.words)
        )
        return frozenset((*(each for each in self._told if not is_real(each)), *self.clauses[: max(back, default=0)]))

    @cached_property
    def _excused(self) -> frozenset[tuple[str, int]]:
        """The sentences of which a circumstance may explain all that fails, short of a breakdown."""
        return frozenset({*map(_sentence, self._told)} - {_sentence(each) for each in self.clauses if is_real(each)})

    def _is_excused(self, clause: Clause) -> bool:
        return clause in self._explained or _sentence(clause) in self._excused

    def _is_well(self, clause: Clause) -> bool:
        bad = [each.mood for each in self.statements if each.clause == clause and each.fact in BAD]
        return Mood.SAID not in bad and (bool(bad) or is_well(clause.words))


def _sentence(clause: Clause) -> tuple[str, int]:
    return clause.place, clause.sentence


def is_real(clause: Clause) -> bool:
    """Returns whether a clause names production, customers, a share of them, or all."""
    words = _elsewhere(clause)
    return bool(_LIVE.search(words) or _CUSTOMERS.search(words)) or is_of_people(clause.words)


def _elsewhere(clause: Clause) -> str:
    """The words of a clause without the test places that it names."""
    return masked(TEST_PLACE, clause.words)


def account_of(given: Given, clauses: Sequence[Clause]) -> Account:
    said = [(clause, tuple(statements(clause))) for clause in clauses]
    names = [name for name in given.service.split(", ") if name]
    return Account(
        given,
        tuple(clauses),
        tuple(each for _, stated in said for each in stated),
        tuple(share for clause, stated in said for share in shares(clause, stated)),
        tuple(filter(None, (breakdown(clause, stated, names) for clause, stated in said))),
    )
