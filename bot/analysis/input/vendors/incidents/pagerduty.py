"""PagerDuty's incidents, from its REST API: one, or a list of them.

Source: github.com/PagerDuty/api-schema, reference/REST (Incident, Assignment, Acknowledgement). An incident begins when
it is triggered, by a monitor or by a person, which is when it was detected. `summary` repeats the title behind its
number: `[#1234] Checkout is slow`.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from bot.analysis.input import values
from bot.analysis.input.json_values import at, event, filled, first, in_order, line, people, rows, table, text, word
from bot.analysis.input.tables import Notes
from bot.json_types import Json

Incident = Mapping[str, Json]

TOOL: Final = "PagerDuty"
_SOURCES: Final = {"detected_at": "created_at", "acknowledged_at": "acknowledgements"}
_NUMBER: Final = re.compile(r"\[#(\d+)\]\s*")


def recognizes(value: Json) -> bool:
    incident = _incident(value)
    is_ours = str(incident.get("type")).startswith("incident") or "incident_key" in incident
    return is_ours and isinstance(incident.get("service"), Mapping) and isinstance(at(incident, "status"), str)


def _incident(value: Json) -> Incident:
    return table(value, "incident") or table(value)


def read(value: Json, _notes: Notes) -> Sequence[Incident]:
    incident = _incident(value)
    return [filled({**fields_of(incident), "events": in_order(_events(incident))})]


def fields_of(incident: Incident) -> dict[str, Json]:
    """Returns what an incident, or a reference to one, says of itself."""
    titled = _NUMBER.match(word(incident, "summary"))
    number = first(line(incident, "incident_number", "number"), titled[1] if titled else "")
    acknowledged = sorted(word(each, "at") for each in rows(incident, "acknowledgements"))
    return filled(
        {
            "title": title_of(incident),
            "id": f"{TOOL} #{number}" if number else "",
            "status": word(incident, "status"),
            "priority": name_in(at(incident, "priority")),
            "services": name_in(at(incident, "service")),
            "description": _details(incident),
            "detected_at": incident.get("created_at"),
            "acknowledged_at": next(iter(acknowledged), None),
            "resolved_at": _resolved_at(incident),
            "participants": people(*_people(incident)),
            "source_fields": _SOURCES,
            "facts": filled({"urgency": word(incident, "urgency"), "teams": _teams(incident)}),
        }
    )


def title_of(incident: Json) -> str:
    return first(word(incident, "title"), _NUMBER.sub("", word(incident, "summary"), count=1))


def name_in(reference: Json) -> str:
    """Returns the name in a reference to a person, a service, a priority …"""
    return line(reference, "summary", "name", "email")


def person_in(reference: Json) -> str:
    return name_in(reference) if word(reference, "type").startswith("user") else ""


def actor_of(reference: Json) -> str:
    """A reference that a script saved without its type may be a person's."""
    return person_in(reference) or ("" if word(reference, "type") else name_in(reference)) or TOOL


def _teams(incident: Incident) -> list[Json]:
    return [*filter(None, map(name_in, rows(incident, "teams")))]


def _details(incident: Incident) -> str:
    details = at(incident, "body", "details")
    said = text(incident, "body", "details") or (values.in_words(details) if isinstance(details, Mapping) else "")
    return first(said, text(incident, "description") if text(incident, "description") != title_of(incident) else "")


def _resolved_at(incident: Incident) -> Json:
    changed = incident.get("last_status_change_at") if word(incident, "status") == "resolved" else None
    return incident.get("resolved_at") or changed


def _people(incident: Incident) -> Iterator[tuple[str, str]]:
    yield from ((person_in(at(each, "assignee")), "Assignee") for each in rows(incident, "assignments"))
    yield from ((person_in(each), "Assignee") for each in rows(incident, "assignees"))
    yield from ((person_in(at(each, "acknowledger")), "Responder") for each in rows(incident, "acknowledgements"))
    yield from ((person_in(at(each, "user")), "Responder") for each in rows(incident, "incidents_responders"))


def _events(incident: Incident) -> Iterator[Incident]:
    yield from triggered(incident)
    for each in rows(incident, "assignments"):
        if name := name_in(at(each, "assignee")):
            yield event(each.get("at"), f"Assigned to {name}", "triage", TOOL)
    for each in rows(incident, "acknowledgements"):
        yield event(each.get("at"), "Acknowledged", "triage", actor_of(at(each, "acknowledger")))
    for each in rows(incident, "notes"):
        yield event(each.get("created_at"), text(each, "content"), who=actor_of(at(each, "user")))
    if ended := _resolved_at(incident):
        yield event(ended, "Resolved", "resolution", actor_of(at(incident, "last_status_change_by")))


def triggered(incident: Incident) -> Iterator[Incident]:
    if when := incident.get("created_at"):
        yield event(when, f"Triggered: {title_of(incident)}", "detection", TOOL)
