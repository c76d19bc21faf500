"""Datadog's incidents, from its API, version 2: one or a list, with what is included beside them.

Source: github.com/DataDog/datadog-api-client-python, v2/model (IncidentResponseAttributes, its fields, relationships
and included users). People are references into `included`. `time_to_…` are seconds between stated times
and are left out. `resolved` is set when the state changes to resolved.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from bot.analysis.input.json_values import (
    at,
    event,
    filled,
    first,
    in_order,
    line,
    people,
    pick,
    rows,
    table,
    text,
    word,
    words,
)
from bot.analysis.input.tables import Notes
from bot.analysis.input.vendors import milestones
from bot.analysis.input.vendors.milestones import Stated
from bot.json_types import Json

Attributes = Mapping[str, Json]

_COMMANDER: Final = "Incident commander"
_ROLES: Final = {
    "commander_user": _COMMANDER,
    "declared_by_user": "",
    "created_by_user": "",
    "responders": "Responder",
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
    named = list(_people(incident, included))
    times = list(_times(told, incident, included))
    number, scope = word(told, "public_id"), text(told, "customer_impact_scope")
    return filled(
        {
            "title": word(told, "title"),
            "id": f"Datadog #{number}" if number else "",
            "description": _field(told, "summary"),
            "severity": first(_field(told, "severity"), word(told, "severity").replace("UNKNOWN", "")),
            "status": first(_field(told, "state"), word(told, "state")),
            "services": words(_raw(told, "services")),
            "commander": next((who for who, role in named if role == _COMMANDER), ""),
            "participants": people(*named),
            "customer_impact": scope,
            "customer_facing": None if scope else told.get("customer_impacted"),
            "root_cause": _field(told, "root_cause"),
            "detection_method": _field(told, "detection_method"),
            **milestones.fields(times),
            "drill": told.get("is_test") is True or None,
            "facts": filled({"teams": words(_raw(told, "teams")), **_figures(told)}),
            "events": in_order([*milestones.events(times), *_written(included)]),
        }
    )


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
    return line(found, "attributes.name", "attributes.handle", "attributes.email")


def _people(incident: Attributes, included: Sequence[Attributes]) -> Iterator[tuple[str, str]]:
    for relation, role in _ROLES.items():
        held = at(incident, "relationships", relation, "data")
        for reference in held if isinstance(held, list) else [held]:
            yield _named(reference, included), role


def _times(told: Attributes, incident: Attributes, included: Sequence[Attributes]) -> Iterator[Stated]:
    declared, by = ("declared" if told.get("declared") else "created"), _field(told, "detection_method")
    who = _named(at(incident, "relationships", f"{declared}_by_user", "data"), included)
    yield Stated("customer_impact_start", told.get("customer_impact_start"), more=text(told, "customer_impact_scope"))
    yield Stated("detected", told.get("detected"), more=f"by {by}" if by else "")
    yield Stated("declared", told.get(declared), who, source=declared)
    yield from (Stated(key, told.get(key)) for key in ("customer_impact_end", "resolved"))


def _written(included: Sequence[Attributes]) -> Iterator[Attributes]:
    """Yields what people wrote into the timeline where the export has it."""
    for cell in (each for each in included if "timeline" in word(each, "type")):
        content = text(cell, "attributes", "content", "content") or text(cell, "attributes", "content")
        when = pick(cell, "attributes.display_time", "attributes.created")
        if content:
            yield event(when, content, who=_named(at(cell, "relationships", "created_by_user", "data"), included))
