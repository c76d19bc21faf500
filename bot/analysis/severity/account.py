"""What an incident says about its severity: the given fields, and what exact rules find in its clauses."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from bot.analysis.severity.extent import Breadth, Breakdown, Share, breadth_of, breakdown, shares
from bot.analysis.severity.given import Given
from bot.analysis.severity.language import Clause, Mood
from bot.analysis.severity.statements import HARMLESS, HARMS, Fact, Statement, statements

# These apply to the failures in their own sentence. An alarm that is taken back also covers what stands before it:
# "Payments are down. False alarm, the probe broke."
_OF_A_SENTENCE: Final = frozenset({Fact.DRILL, Fact.TEST_PLACE, Fact.PLANNED, Fact.FALSE_ALARM})


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
        said = (each for each in self.harms if each.mood is Mood.SAID and each.clause not in self._explained)
        return next((each for each in said if not denied[each.fact]), None)

    @property
    def harmless(self) -> tuple[Statement, ...]:
        return tuple(each for each in self.statements if each.fact in HARMLESS and each.mood is not Mood.DENIED)

    @property
    def failures(self) -> tuple[Clause, ...]:
        """The clauses that state a failure, or ask about one, which somebody notices and no circumstance explains."""
        out = (each for each in self.statements if each.fact is Fact.OUT)
        found = (each.clause for each in out if each.mood is Mood.SAID or each.clause.asked)
        return tuple(clause for clause in found if self.is_noticed(clause))

    @property
    def breakdown(self) -> Breakdown | None:
        """The breakdown of a service to which no circumstance applies; one for everyone if there is any."""
        found = (each for each in self.breakdowns if self.is_noticed(each.clause))
        return max(found, key=lambda each: (not each.local, each.all), default=None)

    def is_noticed(self, clause: Clause) -> bool:
        return clause not in self._explained and clause not in self._unseen

    @cached_property
    def _unseen(self) -> frozenset[Clause]:
        return frozenset(each.clause for each in self.harmless if each.fact is Fact.UNSEEN)

    @cached_property
    def _explained(self) -> frozenset[Clause]:
        """The clauses to which a circumstance applies."""
        sentences = {_sentence(each.clause) for each in self.harmless if each.fact in _OF_A_SENTENCE}
        alarms = {each.clause for each in self.harmless if each.fact is Fact.FALSE_ALARM}
        before = max((place for place, clause in enumerate(self.clauses) if clause in alarms), default=0)
        return frozenset(
            clause for place, clause in enumerate(self.clauses) if place < before or _sentence(clause) in sentences
        )

    @property
    def widest(self) -> Share | None:
        """The widest share to which no circumstance applies; one that fails before one that is slow."""
        told = (share for share in self.shares if share.clause not in self._explained)
        return max(told, key=lambda share: (share.failing, share.percent), default=None)

    @property
    def everybody(self) -> Clause | None:
        """The first clause that says that all are affected."""
        return next((clause for clause in self.clauses if breadth_of(clause.words) is Breadth.ALL), None)


def _sentence(clause: Clause) -> tuple[str, int]:
    return clause.place, clause.sentence


def account_of(given: Given, clauses: Sequence[Clause]) -> Account:
    stated = [tuple(statements(clause)) for clause in clauses]
    said = list(zip(clauses, stated, strict=True))
    told = tuple(share for clause, each in said for share in shares(clause, each))
    names = [name for name in given.service.split(", ") if name]
    partly = {share.clause for share in told}
    found = (breakdown(clause, each, names) for clause, each in said if clause not in partly)
    every = tuple(each for some in stated for each in some)
    return Account(given, tuple(clauses), every, told, tuple(filter(None, found)))
