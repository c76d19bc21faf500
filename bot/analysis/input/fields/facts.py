"""Normalizes the figures of an input, each with its source.

The tables list synonyms, and which figures are numbers, percentages or flags. Unknown figures keep their names.
"""

from collections.abc import Callable, Mapping
from typing import Final

from bot.analysis.input import values
from bot.analysis.input.tables import Found, Notes, Table
from bot.analysis.model import Claim, Evidence
from bot.json_types import Json

# Objects whose fields are figures of the incident.
GROUPS: Final = ("signals", "context", "metrics", "error_metrics", "figures", "statistics", "sla", "facts")

SAME: Final[Mapping[str, str]] = {
    name: fact
    for fact, names in {
        "affected_users": (
            "users_affected", "affected_customers", "customers_affected", "impacted_users", "users_impacted",
        ),
        "affected_users_percentage": (
            "affected_users_percent", "users_affected_percentage", "percent_users_affected", "percentage_of_users",
            "user_percentage", "affected_percentage", "users_affected_percent", "affected_customers_percentage",
        ),
        "regions": ("affected_regions", "region", "regions_affected", "affected_region"),
        "failed_transactions": ("failed_payments", "transactions_failed", "failed_payment_attempts"),
        "revenue_impact_usd": (
            "revenue_loss_usd", "revenue_loss", "revenue_lost", "estimated_revenue_loss", "lost_revenue",
            "lost_revenue_usd", "estimated_revenue_loss_usd",
        ),
        "data_loss": ("data_lost", "is_data_loss", "has_data_loss"),
        "security_breach": ("data_breach", "breach", "is_security_breach"),
        "customer_facing": ("is_customer_facing", "user_facing", "external_facing"),
        "workaround_available": ("workaround", "has_workaround", "workaround_exists"),
        "environment": ("env", "stage"),
        "time_to_detect": ("ttd", "mttd"),
        "time_to_acknowledge": ("tta", "mtta"),
        "time_to_mitigate": ("ttm", "mttm"),
        "time_to_resolve": ("ttr", "mttr"),
    }.items()
    for name in names
}  # fmt: skip
_NUMBERS: Final = frozenset({"affected_users", "failed_transactions", "revenue_impact_usd"})
_SHARES: Final = frozenset({"affected_users_percentage"})
_FLAGS: Final = frozenset(
    {"data_loss", "data_integrity_risk", "security_breach", "customer_facing", "workaround_available"}
)
_LISTS: Final = frozenset({"regions"})

# Figures that may stand on an incident itself, among its other fields.
ON_THE_INCIDENT: Final = (
    _NUMBERS | _SHARES | _FLAGS | _LISTS | set(SAME)
    | {"environment", "duration", "duration_minutes", "revenue_impact", "degradation_type", "error_rate",
       "error_rate_percentage", "peak_error_rate", "customer_reports", "support_tickets", "alert_count", "sla_breach",
       "sla_breached", "executives_notified", "status_page_updated", "date", "incident_date", "affected_endpoints",
       "dependent_services", "recent_deployments", "affected_requests_percentage", "time_to_detect", "time_to_resolve",
       "time_to_acknowledge", "downtime", "downtime_minutes",
       "total_duration", "time_to_triage", "uptime_target", "actual_downtime"}
)  # fmt: skip
# A count that stands under the heading of what is counted
_COUNTS: Final = {
    f"{name}_{count}": "affected_users"
    for name in ("users", "customers", "users_affected", "customers_affected", "affected_users", "affected_customers")
    for count in ("count", "number", "total")
}
_IN_WORDS: Final[Mapping[str, str]] = {
    "customer": "customer impact", "customers": "customer impact", "users": "customer impact",
    "users_description": "customer impact", "business": "business impact", "financial": "business impact",
    "description": "impact", "summary": "impact", "reputation": "reputation", "services": "services",
}  # fmt: skip


class Facts:
    """Collects figures. `told` are impacts given as text instead of a figure."""

    def __init__(self, notes: Notes) -> None:
        self.values: dict[str, Json] = {}
        self.places: dict[str, str] = {}
        self.told: list[Claim] = []
        self._notes = notes

    def take_known(self, table: Table) -> None:
        """Reads the known figures among the other fields of an incident."""
        for name in table.names():
            if name in ON_THE_INCIDENT and (found := table.take(name)):
                self._take(found, name)

    def take_all(self, table: Table) -> None:
        """Reads all fields of an object as figures, including nested objects."""
        for found in table.left():
            self._take(found, values.name_of(found.key))

    def _take(self, found: Found, name: str) -> None:
        if isinstance(found.value, Mapping) and found.value:
            self._nested(found, name)
        elif name in _IN_WORDS and isinstance(found.value, str) and " " in found.value.strip():
            self._tell(found, _IN_WORDS[name])
        else:
            self._figure(found, self._meant(name, found.value))

    def _nested(self, found: Found, name: str) -> None:
        """Flattens nested names: `on_call.primary` becomes `on_call_primary`, unless the inner name is known."""
        for item in Table(found.value, found.path, self._notes).left() if isinstance(found.value, Mapping) else ():
            own = values.name_of(item.key)
            known = name in GROUPS or name in _IN_WORDS or own in ON_THE_INCIDENT or own in _NUMBERS | _SHARES | _FLAGS
            self._take(item, _COUNTS.get(f"{name}_{own}") or (own if known else f"{name}_{own}"))

    @staticmethod
    def _meant(name: str, value: Json) -> str:
        fact = SAME.get(name, name)
        if fact == "affected_users" and isinstance(value, str) and value.strip().endswith("%"):
            return "affected_users_percentage"
        return fact

    def _figure(self, found: Found, fact: str) -> None:
        what, read = _READERS.get(fact, ("", values.cleaned))
        value = read(found.value)
        if found.value == [] and what:
            return
        if value is None:
            self._unread(found, fact, what)
        elif fact not in self.values:
            self.values[fact], self.places[fact] = value, found.path
        elif self.values[fact] != value:
            self.values[found.path], self.places[found.path] = value, found.path

    def _unread(self, found: Found, fact: str, what: str) -> None:
        """Keeps text in place of a figure as a statement; complains about anything else."""
        if isinstance(found.value, str) and " " in found.value.strip():
            self._tell(found, values.label(fact))
        else:
            self._notes.complain(found.path, f"{values.quoted(found.value)} is not {what}")
            self._notes.keep(found.path, found.value)

    def _tell(self, found: Found, category: str) -> None:
        text = values.clean(str(found.value))
        self.told.append(Claim(text, Evidence(found.path, text), category=category))


def _share(value: Json) -> int | float | None:
    number = values.read_number(value)
    return number if number is not None and 0 <= number <= 100 else None


def _names(value: Json) -> list[str]:
    return [values.one_line(text) for text in values.texts_in(value) if text.strip()]


_READERS: Final[Mapping[str, tuple[str, Callable[[Json], Json]]]] = {
    **dict.fromkeys(_NUMBERS, ("a number", values.read_number)),
    **dict.fromkeys(_SHARES, ("a percentage from 0 to 100", _share)),
    **dict.fromkeys(_FLAGS, ("yes or no", values.read_flag)),
    **dict.fromkeys(_LISTS, ("a list of names", lambda value: _names(value) or None)),
}
