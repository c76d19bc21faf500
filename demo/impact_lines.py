"""Turns the impact of an incident file into the lines that a person would record, one per fact.

The tables map known fields to sentences; an unknown field is written as its name and value.
"""

import json
from collections.abc import Iterable, Iterator, Mapping

from bot.json_types import Json

SENTENCES: Mapping[str, str] = {
    "affected_users": "{} users affected",
    "affected_users_percentage": "{}% of users affected",
    "affected_regions": "regions {}",
    "failed_transactions": "{} failed transactions",
    "revenue_impact_usd": "{} USD revenue impact",
    "degradation_type": "degradation: {}",
}
IF_TRUE_IF_FALSE: Mapping[str, tuple[str, str]] = {
    "data_loss": ("data was lost", "no data loss"),
    "data_integrity_risk": ("data integrity at risk", "no risk to data integrity"),
    "security_breach": ("security breach", "no security breach"),
    "customer_facing": ("customer-facing", "not customer-facing"),
    "workaround_available": ("workaround available", "no workaround"),
}
# Fields that are combined into one line.
TOGETHER = (("affected_users_percentage", "affected_regions"), ("degradation_type", "workaround_available"))


def impact_lines(tables: Iterable[Mapping[str, Json]]) -> list[str]:
    """Returns one line per fact, in order; empty fields are left out."""
    return [line[:1].upper() + line[1:] for table in tables for line in _lines(table)]


def _lines(table: Mapping[str, Json]) -> Iterator[str]:
    said = {field: _phrase(field, value) for field, value in table.items() if _words(value)}
    for field in table:
        group = next((fields for fields in TOGETHER if field in fields), (field,))
        phrases = [said.pop(each) for each in group if each in said]
        if phrases:
            yield ", ".join(phrases)


def _phrase(field: str, value: Json) -> str:
    if isinstance(value, bool) and field in IF_TRUE_IF_FALSE:
        return IF_TRUE_IF_FALSE[field][not value]
    if field in SENTENCES:
        return SENTENCES[field].format(_words(value))
    name = " ".join(field.replace("_", " ").split())
    return f"{name}: {_words(value)}" if name else _words(value)


def _words(value: Json) -> str:
    """Formats a value as a person would write it; nested values stay JSON."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return f"{value:,}"
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, list) and all(isinstance(item, str | int | float) for item in value):
        return ", ".join(filter(None, map(_words, value)))
    return json.dumps(value, ensure_ascii=False) if value else ""
