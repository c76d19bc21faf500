"""How figures of the impact are told: each keeps the verb of its field. Affected is not failed."""

from collections.abc import Mapping
from typing import Final

# The field, and how it is told of one and of many
COUNTED: Final[Mapping[str, tuple[str, str]]] = {
    "failed_transactions": ("transaction failed", "transactions failed"),
    "failed_requests": ("request failed", "requests failed"),
    "customer_reports": ("customer report came in", "customer reports came in"),
    "support_tickets": ("support ticket was opened", "support tickets were opened"),
}
OUTSIDE: Final[Mapping[str, str]] = {
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


def figure(value: float) -> str:
    """`12,500`, `23.5`"""
    return f"{value:,}" if isinstance(value, int) else f"{value:,.10g}"


def users(count: float | None, share: float | None) -> str:
    """`12,500 users (45%) were affected`"""
    if count is None:
        return "" if share is None else f"{figure(share)}% of users were affected"
    part = "" if share is None else f" ({figure(share)}%)"
    return f"{figure(count)} {'user' if count == 1 else 'users'}{part} {'was' if count == 1 else 'were'} affected"


def counted(field: str, count: float) -> str:
    one, many = COUNTED[field]
    return f"{figure(count)} {one if count == 1 else many}"


def revenue(amount: float) -> str:
    return f"the revenue impact is {figure(amount)} USD"
