"""Finds what an input says of its impact and nothing here understands: while it stands there, no answer is sure."""

from collections.abc import Iterator, Mapping
from typing import Final

from bot.analysis.input import values
from bot.analysis.model import Case, Evidence
from bot.analysis.severity.given import Given
from bot.json_types import Json

# Words in the names of fields that say how bad it is, and those that make such a name one of something else
_OF_IMPACT: Final = frozenset(
    {"affected", "availability", "breach", "corrupted", "corruption", "criticality", "customers", "drill", "error",
     "errors", "exposed", "exposure", "failed", "failure", "failures", "gdpr", "impact", "impacted", "leak", "leaked",
     "loss", "lost", "percent", "pii", "planned", "privacy", "revenue", "security", "severity", "urgency", "users"}
)  # fmt: skip
_OF_ELSE: Final = frozenset(
    {"at", "budget", "channel", "code", "contact", "email", "id", "ids", "key", "link", "name", "owner", "reason",
     "source", "status", "team", "teams", "time", "type", "url"}
)  # fmt: skip
_SAYS_NO: Final = frozenset(
    {"", "no", "none", "false", "0", "n/a", "na", "nil", "-", "low", "minor", "nobody", "small"}
)
# Figures that are kept and decide nothing
_FIGURES: Final = ("error_rate", "error_rate_percentage", "peak_error_rate", "affected_requests_percentage",
                   "revenue_impact")  # fmt: skip


def unread_of_impact(case: Case, given: Given) -> Iterator[Evidence]:
    """Yields each such field with its value."""
    switches: Mapping[str, object] = {
        "data_loss": given.data_loss, "security_breach": given.breach, "affected_users": given.users,
        "affected_users_percentage": given.percent, **dict.fromkeys(_FIGURES),
    }  # fmt: skip
    for name, read in switches.items():
        if read is None and _says(case.facts.get(name)):
            yield _evidence(case.fact_places.get(name, name), case.facts[name])
    if given.percent is not None and 0 < given.percent < 1:  # a part of 1, or of a hundred
        yield _evidence(given.place("affected_users_percentage"), given.percent)
    for claim in case.impact:
        if claim.text.isalpha() and claim.text.casefold() not in _SAYS_NO:
            yield claim.evidence
    for path, value in case.unknown.items():
        words = {*values.name_of(path.rpartition(".")[2]).split("_")}
        if words & _OF_IMPACT and not words & _OF_ELSE and _says(value):
            yield _evidence(path, value)


def _says(value: Json) -> bool:
    return value is not None and values.in_words(value).strip().casefold() not in _SAYS_NO


def _evidence(path: str, value: Json) -> Evidence:
    return Evidence(path, values.in_words(value)[: values.QUOTED])
