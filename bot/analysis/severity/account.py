"""What an incident says about its severity: the given fields, and what exact rules find in its clauses."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.analysis.severity.circumstances import Circumstance, Found, circumstances
from bot.analysis.severity.given import Given
from bot.analysis.severity.harm import Harm, harms
from bot.analysis.severity.language import Clause
from bot.analysis.severity.scope import Breadth, Share, breadth_of, shares


@dataclass(frozen=True)
class Account:
    """`shares` are of people or requests, not of machines."""

    given: Given
    clauses: tuple[Clause, ...]
    found: tuple[Found, ...]
    harms: tuple[Harm, ...]
    shares: tuple[Share, ...]

    def first(self, circumstance: Circumstance) -> Found | None:
        return next((found for found in self.found if found.circumstance is circumstance), None)

    @property
    def widest(self) -> Share | None:
        return max(self.shares, key=lambda share: share.percent, default=None)

    @property
    def everybody(self) -> Clause | None:
        """The first clause that says that all are affected."""
        return next((clause for clause in self.clauses if breadth_of(clause.words) is Breadth.ALL), None)


def account_of(given: Given, clauses: Sequence[Clause]) -> Account:
    told = tuple(share for clause in clauses for share in shares(clause) if not share.of_machines)
    return Account(given, tuple(clauses), circumstances(clauses), harms(clauses), told)
