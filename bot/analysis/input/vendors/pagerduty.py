"""PagerDuty's incidents, from its REST API: one, or a list of them.

Source: github.com/PagerDuty/api-schema, reference/REST (Incident, Assignment, Acknowledgement). An incident begins when
it is triggered, by a monitor or by a person, which is when it was detected. `summary` repeats the title behind its
number: `[#1234] Checkout is slow`.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from bot.analysis.input import values
from bot.analysis.input.json_values import at, filled, first, rows, table, text, word
from bot.analysis.input.tables import Notes
from bot.json_types import Json

TOOL: Final = "PagerDuty"
_SOURCES: Final = {"detected_at": "created_at", "acknowledged_at": "acknowledgements"}
_NUMBER: Final = re.compile(r"\[#(\d+)\]\s*")


def recognizes(value: Json) -> bool:
    incident = _incident(value)
    is_ours = str(incident.get("type")).startswith("incident") or "incident_key" in incident
    return is_ours and isinstance(incident.get("service"), Mapping) and isinstance(at(incident, "status"), str)


def _incident(value: Json) -> Mapping[str, Json]:
    return table(value, "incident") or table(value)


def read(value: Json, _notes: Notes) -> Sequence[Mapping[str, Json]]:
    incident = _incident(value)
    events = sorted(_events(incident), key=lambda event: word(event, "timestamp"))
    return [filled({**fields_of(incident), "events": events})]


def fields_of(incident: Mapping[str, Json]) -> dict[str, Json]:
    """Returns what an incident, or a reference to one, says of itself."""
    titled = _NUMBER.match(word(incident, "summary"))
    number = first(word(incident, "incident_number"), word(incident, "number"), titled[1] if titled else "")
    acknowledged = sorted(word(each, "at") for each in rows(incident, "acknowledgements"))
    teams = [name_in(team) for team in rows(incident, "teams")]
    return filled(
        {
            "title": title_of(incident),
            "id": f"{TOOL} #{number}" if number else "",
            "status": word(incident, "status"),
            "priority": name_in(at(incident, "priority")),
            "services": [name_in(at(incident, "service"))] if name_in(at(incident, "service")) else [],
            "description": _details(incident),
            "detected_at": incident.get("created_at"),
            "acknowledged_at": acknowledged[0] if acknowledged else None,
            "resolved_at": _resolved_at(incident),
            "participants": list(_people(incident)),
            "source_fields": _SOURCES,
            "facts": filled({"urgency": word(incident, "urgency"), "teams": [team for team in teams if team]}),
        }
    )


def title_of(incident: Json) -> str:
    return first(word(incident, "title"), _NUMBER.sub("", word(incident, "summary"), count=1))


def name_in(reference: Json) -> str:
    """Returns the name in a reference to a person, a service, a priority …"""
    return first(word(reference, "summary"), word(reference, "name"), word(reference, "email"))


def is_person(reference: Json) -> bool:
    return word(reference, "type").startswith("user")


def actor_of(reference: Json) -> str:
    return first(name_in(reference), TOOL) if is_person(reference) else TOOL


def _details(incident: Mapping[str, Json]) -> str:
    details = at(incident, "body", "details")
    said = text(incident, "body", "details") or (values.in_words(details) if isinstance(details, Mapping) else "")
    return first(said, text(incident, "description") if text(incident, "description") != title_of(incident) else "")


def _resolved_at(incident: Mapping[str, Json]) -> Json:
    changed = incident.get("last_status_change_at") if word(incident, "status") == "resolved" else None
    return incident.get("resolved_at") or changed


def _people(incident: Mapping[str, Json]) -> Iterator[Json]:
    """Yields each person once, with the first of the roles."""
    found: dict[str, str] = {}
    for role, references in (
        ("Assignee", [at(each, "assignee") for each in rows(incident, "assignments")]),
        ("Assignee", rows(incident, "assignees")),
        ("Responder", [at(each, "acknowledger") for each in rows(incident, "acknowledgements")]),
        ("Responder", [at(each, "user") for each in rows(incident, "incidents_responders")]),
    ):
        for reference in references:
            if name_in(reference) and is_person(reference):
                found.setdefault(name_in(reference), role)
    yield from ({"name": name, "role": role} for name, role in found.items())


def _events(incident: Mapping[str, Json]) -> Iterator[dict[str, Json]]:
    yield from triggered(incident)
    for each in rows(incident, "assignments"):
        if name := name_in(at(each, "assignee")):
            yield {"timestamp": each.get("at"), "type": "triage", "actor": TOOL, "text": f"Assigned to {name}"}
    for each in rows(incident, "acknowledgements"):
        who = actor_of(at(each, "acknowledger"))
        yield {"timestamp": each.get("at"), "type": "triage", "actor": who, "text": "Acknowledged"}
    for each in rows(incident, "notes"):
        yield {"timestamp": each.get("created_at"), "actor": actor_of(at(each, "user")), "text": text(each, "content")}
    if _resolved_at(incident):
        who = actor_of(at(incident, "last_status_change_by"))
        yield {"timestamp": _resolved_at(incident), "type": "resolution", "actor": who, "text": "Resolved"}


def triggered(incident: Mapping[str, Json]) -> Iterator[dict[str, Json]]:
    if at(incident, "created_at"):
        said = f"Triggered: {title_of(incident)}"
        yield {"timestamp": at(incident, "created_at"), "type": "detection", "actor": TOOL, "text": said}
