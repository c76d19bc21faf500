"""How recorded impact is told: each figure keeps the verb of its field. Affected is not failed."""

from collections.abc import Mapping, Sequence
from typing import Final

# The field, and how it is told of one and of many
FAILED: Final[Mapping[str, tuple[str, str]]] = {
    "failed_transactions": ("transaction failed", "transactions failed"),
    "failed_requests": ("request failed", "requests failed"),
}
THERE_WERE: Final[Mapping[str, tuple[str, str]]] = {"customer_reports": ("customer report", "customer reports")}
# The same for people who read no figure
SOME_FAILED: Final[Mapping[str, str]] = {
    "failed_transactions": "Some transactions failed.",
    "failed_requests": "Some requests failed.",
}
# The field, what its "no" means, and what its "yes"
ANSWERS: Final[Mapping[str, tuple[str, str]]] = {
    "data_loss": ("no data was lost", "data was lost"),
    "security_breach": ("there was no security breach", "there was a security breach"),
    "data_integrity_risk": ("", "there was a risk to the integrity of data"),
    "workaround_available": ("there was no workaround", "a workaround was available"),
}
_THERE: Final = "there was "


def figure(value: float) -> str:
    """`12,500`, `23.5`"""
    return f"{value:,}" if isinstance(value, int) else f"{value:,.10g}"


def users(count: float | None, share: float | None) -> str:
    """`12,500 users (45%) were affected`"""
    if count is None:
        return "" if share is None else f"{figure(share)}% of users were affected"
    part = "" if share is None else f" ({figure(share)}%)"
    return f"{figure(count)} {'user' if count == 1 else 'users'}{part} {'was' if count == 1 else 'were'} affected"


def counted(count: float, names: tuple[str, str]) -> str:
    return f"{figure(count)} {names[count != 1]}"


def revenue(amount: float) -> str:
    return f"the revenue impact is {figure(amount)} USD"


def figures(clauses: Sequence[str], there: Sequence[str]) -> str:
    """`12,500 users (45%) were affected and 342 transactions failed; there were 8 customer reports.`"""
    told = [_listed(clauses)] if clauses else []
    if there:
        told.append(f"there {'was' if there[0].startswith('1 ') else 'were'} {_listed(there)}")
    return _sentence("; ".join(told))


def answers(told: Sequence[str]) -> str:
    """`No data was lost; there was no security breach and no workaround.`"""
    there = [words.removeprefix(_THERE) for words in told if words.startswith(_THERE)]
    plain = [words for words in told if not words.startswith(_THERE)]
    clauses = [_listed(plain)] if plain else []
    clauses += [f"{_THERE}{_listed(there)}"] if there else []
    return _sentence("; ".join(clauses))


def _listed(names: Sequence[str]) -> str:
    """`a, b and c`"""
    *others, last = names
    return f"{', '.join(others)} and {last}" if others else last


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}." if text else ""
