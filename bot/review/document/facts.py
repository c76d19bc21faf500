"""How a review reads the figures of a case: which section each belongs to, what it is called, how its value is said."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from bot.analysis.impact import number as number
from bot.analysis.model import Case, Evidence
from bot.json_types import Json
from bot.time_format import stamp
from templates.analysis.wording import figure as figure


@dataclass(frozen=True)
class Fact:
    """A figure or another value of the input, under its field's name as people read it."""

    key: str
    label: str
    value: str
    evidence: tuple[Evidence, ...] = ()


# section, words in the field's name or path; the first row that fits takes it
_GROUPS: Final[tuple[tuple[str, re.Pattern[str]], ...]] = tuple(
    (group, re.compile(words))
    for group, words in (
        ("response", r"time_to_(?:respon|escalat|ack|engage)"),
        ("resolution", r"rollback|resolution_(?:method|type|step)|\bfix|mitigat|rolled"),
        ("budget", r"\bslo\b|availability|uptime|error_budget"),
        (
            "business",
            r"revenue|cost|money|usd|eur\b|sla\b|sla_|business|escalations|press|social|reputation|ticket|complaint"
            r"|refund|fine\b|customer_reports",
        ),
        ("changes", r"deploy|release|recent_change|changes|version|maintenance|migration|feature_flag"),
        ("detection", r"detect|alert|alarm|monitoring"),
        ("metrics", r"rate|latency|p99|p95|pool|connection|metric|duration|time_to|mttr|mttd|percentile|throughput"),
        (
            "users",
            r"user|customer|transaction|payment|order|request|data_loss|breach|security|integrity|workaround|degradation"
            r"|session|record|percent",
        ),
        ("services", r"service|region|endpoint|component|environment|cluster|host|depend|zone|system"),
        ("response", r"response|escalat|war_room|executive|status_page|notified|bridge|on_call|paged"),
    )
)

_NAMES: Final[Mapping[str, str]] = {
    "affected_users": "Users affected",
    "affected_users_percentage": "Share of users affected",
    "affected_regions": "Regions",
    "failed_transactions": "Failed transactions",
    "revenue_impact_usd": "Revenue lost",
    "revenue_impact": "Revenue impact",
    "data_loss": "Data lost",
    "data_integrity_risk": "Risk to data integrity",
    "security_breach": "Security breached",
    "customer_facing": "Seen by customers",
    "workaround_available": "Workaround available",
    "executives_notified": "Executives told",
    "status_page_updated": "Status page updated",
    "latency_p99_ms": "Latency p99",
    "degradation_type": "Kind of degradation",
    "detection_time": "Detected, as the input says",
    "time_to_detection": "Time to detection, as the input says",
    "time_to_response": "Time to response, as the input says",
    "time_to_escalation": "Time to escalation, as the input says",
    "time_to_resolution": "Time to resolution, as the input says",
}

_UNITS: Final = (
    ("percent", "%"),
    ("_pct", "%"),
    ("_usd", " USD"),
    ("_eur", " EUR"),
    ("_ms", " ms"),
    ("_minutes", " min"),
    ("_seconds", " s"),
)


_ISO: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?(?:Z|[+-]\d\d:?\d\d)")


def group_of(key: str, place: str = "") -> str:
    """users, services, business, detection, response, resolution, metrics or budget; "context" where none fits.

    The field's own name goes before the path that it stands under.
    """
    for text in (key.casefold(), place.casefold()):
        for group, words in _GROUPS:
            if words.search(text):
                return group
    return "context"


def facts_of(case: Case, group: str) -> tuple[Fact, ...]:
    """The facts that belong to a section, each with the place where it stands."""
    found = []
    for key, value in case.facts.items():
        place = case.fact_places.get(key, key)
        if value not in (None, "", [], {}, ()) and group_of(key, place) == group:
            found.append(Fact(key, label(key), said(value, key), (Evidence(place, plain(value)),)))
    return tuple(found)


def label(key: str) -> str:
    """`peak_error_rate` becomes `Peak error rate`; the last part of a path is enough."""
    known = _NAMES.get(key)
    words = re.sub(r"[_\s]+", " ", key.rpartition(".")[2]).strip()
    return known or words[:1].upper() + words[1:]


def said(value: Json, key: str = "") -> str:
    """A value in words: yes and no, figures with their unit, lists by commas, fields by semicolons."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        unit = next((unit for words, unit in _UNITS if words in key.casefold()), "")
        return f"{figure(value)}{unit}"
    at = moment_of(value)
    return f"{stamp(at)}" if at else plain(value)


def moment_of(value: Json) -> datetime | None:
    """The moment that a text in ISO 8601 with a zone names; None for everything else."""
    if not isinstance(value, str) or not _ISO.fullmatch(value):
        return None
    try:
        return datetime.fromisoformat(value).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def plain(value: Json) -> str:
    """Any value on one line, as the input has it, without a programming language's signs."""
    if value is None:
        return "–"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        return "; ".join(f"{label(str(key)).lower()} {plain(item)}" for key, item in value.items()) or "–"
    if isinstance(value, Sequence):
        return (", " if all(not isinstance(one, Mapping) for one in value) else " / ").join(map(plain, value)) or "–"
    return str(value)
