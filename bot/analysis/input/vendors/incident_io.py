"""An incident of incident.io, from its API, version 2, or a webhook; with its updates and follow-ups where they stand
beside it, or its updates alone.

Source: api-docs.incident.io (Incidents V2, Incident Updates V2, Follow-ups V2, Actions V2, Webhooks). Custom fields and
timestamps are an organization's own; a field with options names the chosen ones.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from bot.analysis.input.fields.names import SERVICES
from bot.analysis.input.json_values import at, event, filled, in_order, line, name, people, rows, table, text, word
from bot.analysis.input.tables import Notes
from bot.analysis.input.values import name_of
from bot.analysis.input.vendors import milestones
from bot.analysis.input.vendors.milestones import Stated
from bot.json_types import Json

Fields = Mapping[str, Json]

_LEADS: Final = ("lead", "incident lead", "incident commander")
_VALUES: Final = ("value_text", "value_option.value", "value_catalog_entry.name", "value_link", "value_numeric")


def recognizes(value: Json) -> bool:
    return _is_incident(_incident(value)) or any("new_incident_status" in each for each in _updates(value))


def _incident(value: Json) -> Fields:
    return table(value, "incident") or table(value)


def _is_incident(incident: Fields) -> bool:
    ours = ("incident_status", "incident_timestamp_values")
    return isinstance(incident.get("name"), str) and any(incident.get(key) is not None for key in ours)


def _updates(value: Json) -> Sequence[Fields]:
    return rows(value, "incident_updates")


def read(value: Json, _notes: Notes) -> Sequence[Fields]:
    if _is_incident(_incident(value)):
        return [_read(_incident(value), value)]
    ids = dict.fromkeys(word(each, "incident_id") for each in _updates(value))
    return [
        {"id": each, "incident_updates": in_order(_changes(_of(value, each)))} for each in ids
    ]  # a page of updates of several incidents


def _of(value: Json, incident: str) -> Sequence[Fields]:
    return [each for each in _updates(value) if word(each, "incident_id") in (incident, "")]


def _read(incident: Fields, value: Json) -> Fields:
    roles = [
        (name(at(each, "assignee")), line(each, "role.name")) for each in rows(incident, "incident_role_assignments")
    ]
    times = list(_times(incident))
    updates = _of(value, word(incident, "id")) or rows(incident, "incident_updates")
    return filled(
        {
            "id": word(incident, "reference"),
            "title": word(incident, "name"),
            "description": text(incident, "summary"),
            "severity": line(incident, "severity.name"),
            "status": line(incident, "incident_status.name", "status"),
            "drill": word(incident, "mode") in ("test", "tutorial") or None,
            "private": word(incident, "visibility") == "private" or None,
            "commander": next((who for who, role in roles if role.casefold() in _LEADS), ""),
            "participants": people(*roles, (_who(incident.get("creator")), "")),
            **milestones.fields(times),
            "events": in_order([*milestones.events(times), *_changes(updates)]),
            "action_items": [_task(each) for key in ("follow_ups", "actions") for each in rows(value, key)],
            "related_documents": word(incident, "postmortem_document_url"),
            "services": [said for key, said in _custom_fields(incident) if name_of(key) in SERVICES],
            "facts": {key: said for key, said in _custom_fields(incident) if name_of(key) not in SERVICES},
        }
    )


def _who(person: Json) -> str:
    return name(at(person, "user")) or name(at(person, "api_key")) or name(person)


def _times(incident: Fields) -> Iterator[Stated]:
    for each in rows(incident, "incident_timestamp_values"):
        yield Stated(line(each, "incident_timestamp.name"), at(each, "value", "value"))
    yield Stated("created_at", incident.get("created_at"), _who(incident.get("creator")))


def _changes(updates: Sequence[Fields]) -> Iterator[Fields]:
    for each in updates:
        status, severity = line(each, "new_incident_status.name"), line(each, "new_severity.name")
        changes = "; ".join(filter(None, (status and f"Status: {status}", severity and f"Severity: {severity}")))
        said = text(each, "message")
        told = said or changes or "Update"
        yield event(
            each.get("created_at"),
            told,
            who=_who(each.get("updater")),
            status=status,
            metadata=filled({"changes": changes if said else ""}),
        )


def _task(task: Fields) -> Json:
    return filled(
        {
            "title": line(task, "title", "description"),
            "owner": name(at(task, "assignee")),
            "status": word(task, "status"),
            "priority": line(task, "priority.name"),
        }
    )


def _custom_fields(incident: Fields) -> Iterator[tuple[str, str]]:
    for each in rows(incident, "custom_field_entries"):
        chosen = ", ".join(filter(None, (line(one, *_VALUES) for one in rows(each, "values"))))
        if chosen:
            yield line(each, "custom_field.name"), chosen
