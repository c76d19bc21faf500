"""Datadog's incidents, from its API, version 2: one or a list, with what is included beside them.

Source: github.com/DataDog/datadog-api-client-python, v2/model (IncidentResponseAttributes, its fields, relationships
and included users). People are references into `included`. `time_to_…` are seconds between stated times
and are left out. `resolved` is set when the state changes to resolved.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from bot.analysis.input.json_values import at, filled, first, rows, table, text, word, words
from bot.analysis.input.tables import Notes
from bot.json_types import Json

Attributes = Mapping[str, Json]

_ROLES: Final = {
    "commander_user": "Incident commander",
    "declared_by_user": "",
    "created_by_user": "",
    "responders": "Responder",
}
_SOURCES: Final = {
    "started_at": "customer_impact_start",
    "detected_at": "detected",
    "mitigated_at": "customer_impact_end",
    "resolved_at": "resolved",
}
# Fields that are read into fields of their own, and never shown as figures.
_KNOWN: Final = frozenset(
    {"severity", "state", "services", "teams", "summary", "root_cause", "detection_method", "slug"}
)


def recognizes(value: Json) -> bool:
    found = _incidents(value)
    return bool(found) and all(word(each, "type") == "incidents" and table(each, "attributes") for each in found)


def _incidents(value: Json) -> Sequence[Attributes]:
    return rows(value, "data") or rows([at(value, "data")])


def read(value: Json, _notes: Notes) -> Sequence[Mapping[str, Json]]:
    return [_incident(each, rows(value, "included")) for each in _incidents(value)]


def _incident(incident: Attributes, included: Sequence[Attributes]) -> Mapping[str, Json]:
    told = table(incident, "attributes")
    people = list(_people(incident, included))
    severity = first(_field(told, "severity"), word(told, "severity").replace("UNKNOWN", ""))
    scope = text(told, "customer_impact_scope")
    return filled(
        {
            "title": word(told, "title"),
            "id": f"Datadog #{word(told, 'public_id')}" if word(told, "public_id") else "",
            "description": _field(told, "summary"),
            "severity": severity,
            "status": first(_field(told, "state"), word(told, "state")),
            "services": words(_raw(told, "services")),
            "commander": next((word(person, "name") for person in people if word(person, "role") == _COMMANDER), ""),
            "participants": people,
            "customer_impact": scope,
            "customer_facing": None if scope else told.get("customer_impacted"),
            "root_cause": _field(told, "root_cause"),
            "detection_method": _field(told, "detection_method"),
            "started_at": told.get("customer_impact_start"),
            "detected_at": told.get("detected"),
            "declared_at": told.get("declared") or told.get("created"),
            "mitigated_at": told.get("customer_impact_end"),
            "resolved_at": told.get("resolved"),
            "source_fields": {**_SOURCES, "declared_at": "declared" if told.get("declared") else "created"},
            "drill": told.get("is_test") is True or None,
            "facts": filled({"teams": words(_raw(told, "teams")), **_figures(told)}),
            "events": sorted(_events(told, incident, included), key=lambda event: word(event, "timestamp")),
        }
    )


_COMMANDER: Final = _ROLES["commander_user"]


def _raw(told: Attributes, name: str) -> Json:
    held = at(told, "fields", name)
    return at(held, "value") if isinstance(held, Mapping) else held


def _field(told: Attributes, name: str) -> str:
    found = text(_raw(told, name)) or ", ".join(map(str, words(_raw(told, name))))
    return "" if found.casefold() == "unknown" else found


def _figures(told: Attributes) -> dict[str, Json]:
    """The fields that an organization added."""
    return filled({name: _field(told, name) for name in table(told, "fields") if name not in _KNOWN})


def _named(reference: Json, included: Sequence[Attributes]) -> str:
    found = next((each for each in included if each.get("id") == at(reference, "id")), {})
    return first(*(word(found, "attributes", key) for key in ("name", "handle", "email")))


def _people(incident: Attributes, included: Sequence[Attributes]) -> Iterator[Json]:
    seen: set[str] = set()
    for relation, role in _ROLES.items():
        held = at(incident, "relationships", relation, "data")
        for reference in held if isinstance(held, list) else [held]:
            name = _named(reference, included)
            if name and name not in seen:
                seen.add(name)
                yield filled({"name": name, "role": role})


def _events(told: Attributes, incident: Attributes, included: Sequence[Attributes]) -> Iterator[dict[str, Json]]:
    """Yields the stated times, and what people wrote into the timeline where the export has it."""
    scope = text(told, "customer_impact_scope")
    declared = "declared" if told.get("declared") else "created"
    by = _named(at(incident, "relationships", f"{declared}_by_user", "data"), included)
    for key, kind, said, who in (
        ("customer_impact_start", "trigger", f"Customer impact began{f': {scope}' if scope else ''}", ""),
        ("detected", "detection", f"Detected{f' by {_field(told, _BY)}' if _field(told, _BY) else ''}", ""),
        (declared, "declaration", "Incident declared", by),
        ("customer_impact_end", "monitoring", "Customer impact ended", ""),
        ("resolved", "resolution", "Resolved", ""),
    ):
        if told.get(key):
            yield filled({"timestamp": told[key], "type": kind, "text": said, "actor": who})
    for cell in (each for each in included if "timeline" in word(each, "type")):
        content = text(cell, "attributes", "content", "content") or text(cell, "attributes", "content")
        when = at(cell, "attributes", "display_time") or at(cell, "attributes", "created")
        author = _named(at(cell, "relationships", "created_by_user", "data"), included)
        if content:
            yield filled({"timestamp": when, "text": content, "actor": author})


_BY: Final = "detection_method"
