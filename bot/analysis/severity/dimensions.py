"""Describes the impact: users, revenue, data and security, criticality and blast radius, each if known."""

from collections.abc import Iterator
from typing import Final

from bot.analysis.language.moods import Mood
from bot.analysis.model import Case
from bot.analysis.severity.account import Account
from bot.analysis.severity.environments import are_for_tests
from bot.analysis.severity.extent import Breadth, breadth_of, region_of
from bot.analysis.severity.statements import Fact

_FAILS: Final = (Fact.OUT, Fact.SLOW)
_BREADTHS: Final = {Breadth.FEW: "a few", Breadth.ALL: "all"}


def dimensions_of(case: Case, account: Account) -> dict[str, str]:
    found = {
        "users": ", ".join(_users(account)),
        "revenue": ", ".join(_revenue(case)),
        "data_security": ", ".join(_data(account)),
        "criticality": _criticality(account),
        "blast_radius": ", ".join(_radius(case, account)),
    }
    return {key: words for key, words in found.items() if words}


def _users(account: Account) -> Iterator[str]:
    given = account.given
    if given.users is not None:
        yield f"{given.users:,.0f} users"
    if given.percent is not None:
        yield f"{given.percent:g}%"
    elif account.widest:
        yield account.widest.clause.as_typed(account.widest.words)
    elif breadth := _BREADTHS.get(_breadth(account)):
        yield breadth
    elif account.first(Fact.NOBODY_HIT) and not account.failures:
        yield "none"
    if given.customer_facing is False:
        yield "internal users only"


def _breadth(account: Account) -> Breadth:
    """How many are affected by what is said to fail; nobody is by what works."""
    said = {each.clause for each in account.statements if each.fact in _FAILS and each.mood is Mood.SAID}
    return max((breadth_of(each.words) for each in said if account.counts(each)), default=Breadth.UNSAID)


def _revenue(case: Case) -> Iterator[str]:
    lost, failed = case.facts.get("revenue_impact_usd"), case.facts.get("failed_transactions")
    if isinstance(lost, int | float) and not isinstance(lost, bool):
        yield f"{lost:,.0f} USD"
    if isinstance(failed, int | float) and not isinstance(failed, bool):
        yield f"{failed:,.0f} failed transactions"


_DAMAGES: Final = {
    (Fact.EXPOSED, Mood.SAID): "data exposed",
    (Fact.EXPOSED, Mood.POSSIBLE): "possible data exposure",
    (Fact.EXPOSED, Mood.DENIED): "data exposure ruled out",
    (Fact.LOST, Mood.SAID): "data lost or corrupted",
    (Fact.LOST, Mood.POSSIBLE): "possible data loss",
    (Fact.LOST, Mood.DENIED): "no data loss",
}


def _data(account: Account) -> Iterator[str]:
    given = account.given
    for damage, value in ((Fact.EXPOSED, given.breach), (Fact.LOST, given.data_loss)):
        moods = {harm.mood for harm in account.harms if harm.fact is damage}
        if value is not None:
            yield _DAMAGES[damage, Mood.SAID if value else Mood.DENIED]
        elif gravest := next((mood for mood in (Mood.SAID, Mood.POSSIBLE, Mood.DENIED) if mood in moods), None):
            yield _DAMAGES[damage, gravest]


def _criticality(account: Account) -> str:
    """Returns what the fields say; the words of a text don't."""
    if are_for_tests(account.given.environment):
        return "test environment"
    facing = account.given.customer_facing
    return "" if facing is None else "customer-facing service" if facing else "internal tool"


def _radius(case: Case, account: Account) -> Iterator[str]:
    if account.given.regions:
        yield f"{'region' if len(account.given.regions) == 1 else 'regions'} {', '.join(account.given.regions)}"
    elif named := next((each for each in account.clauses if region_of(each.words)), None):
        yield named.as_typed(region_of(named.words))
    if case.services:
        yield f"{'service' if len(case.services) == 1 else 'services'} {', '.join(case.services)}"
