"""An incident of FireHydrant, from its API, with its events where they stand beside it; or its events alone.

Source: github.com/firehydrant/firehydrant-go-sdk, models/components (IncidentEntity, Incidents_MilestoneEntity,
IncidentEventEntity). The text of an event is in `data`, under a name that depends on its type.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from bot.analysis.input.json_values import at, event, filled, in_order, line, name, people, rows, table, text, word
from bot.analysis.input.tables import Notes
from bot.analysis.input.values import label
from bot.analysis.input.vendors import milestones
from bot.analysis.input.vendors.milestones import Stated
from bot.json_types import Json

Fields = Mapping[str, Json]

_LEADS: Final = ("commander", "incident commander")
_TEXTS: Final = ("body", "message", "text", "summary", "description", "name", "title")


def recognizes(value: Json) -> bool:
    return _is_incident(_incident(value)) or any(map(_is_event, rows(value, "data")))


def _incident(value: Json) -> Fields:
    return table(value, "incident") or table(value)


def _is_incident(incident: Fields) -> bool:
    ours = ("milestones", "customer_impact_summary")
    return isinstance(incident.get("name"), str) and any(key in incident for key in ours)


def _is_event(each: Fields) -> bool:
    return {"incident_id", "occurred_at", "type", "data"} <= each.keys()


def read(value: Json, _notes: Notes) -> Sequence[Fields]:
    told = [_event(each) for key in ("events", "data") for each in rows(value, key) if _is_event(each)]
    incident = _incident(value)
    if not _is_incident(incident):
        return [{"events": in_order(told)}]
    times = [Stated(word(each, "type"), each.get("occurred_at")) for each in rows(incident, "milestones")]
    times += [Stated(key, incident.get(key), name(incident.get("created_by"))) for key in ("started_at", "created_at")]
    severity = name(incident.get("severity"))
    number = word(incident, "number")
    return [
        filled(
            {
                "id": f"FireHydrant #{number}" if number else "",
                "title": word(incident, "name"),
                "description": "\n\n".join(filter(None, (text(incident, key) for key in ("summary", "description")))),
                "severity": "" if severity == "UNSET" else severity,
                "priority": name(incident.get("priority")),
                "status": label(word(incident, "current_milestone")),
                "services": [name(each) for key in ("services", "functionalities") for each in rows(incident, key)],
                "environment": ", ".join(name(each) for each in rows(incident, "environments")),
                "customer_impact": text(incident, "customer_impact_summary"),
                "affected_users": incident.get("customers_impacted") or None,
                "commander": next((who for who, role in _people(incident) if role.casefold() in _LEADS), ""),
                "participants": people(*_people(incident)),
                **milestones.fields(times),
                "events": in_order([*milestones.events(times), *told, *_note(incident)]),
            }
        )
    ]


def _people(incident: Fields) -> Iterator[tuple[str, str]]:
    for each in rows(incident, "role_assignments"):
        yield name(at(each, "user")), line(each, "incident_role.name")
    yield name(incident.get("created_by")), ""


def _note(incident: Fields) -> Iterator[Fields]:
    note = table(incident, "last_note")
    if text(note, "body"):
        yield event(note.get("created_at"), text(note, "body"), who=name(at(note, "conversations")))


def _event(each: Fields) -> Fields:
    said = line(each, *(f"data.{key}" for key in _TEXTS)) or label(word(each, "type")).capitalize()
    return event(each.get("occurred_at"), said, who=name(each.get("author")))
