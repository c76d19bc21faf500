"""PagerDuty's V3 webhooks: one event of an incident, or several of them as a list or JSON Lines.

Source: github.com/PagerDuty/developer-docs, docs/webhooks (event types, event data types). `data` is the incident, or
what was added to it with a reference to the incident. Events of a service tell of no incident.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from bot.analysis.input.json_values import at, filled, first, people, rows, table, text, word
from bot.analysis.input.tables import Notes
from bot.analysis.input.vendors.incidents.pagerduty import actor_of, fields_of, name_in, person_in, title_of, triggered
from bot.json_types import Json

Data = Mapping[str, Json]

_SOURCES: Final = {
    "detected_at": "created_at",
    "acknowledged_at": "incident.acknowledged",
    "resolved_at": "incident.resolved",
}


def recognizes(value: Json) -> bool:
    items = value if isinstance(value, list) else [value]
    return bool(items) and all(word(item, "event", "event_type").startswith("incident.") for item in items)


def read(value: Json, _notes: Notes) -> Sequence[Mapping[str, Json]]:
    incidents: dict[str, list[Data]] = {}
    items = value if isinstance(value, list) else [value]
    for event in sorted((table(item, "event") for item in items), key=lambda event: word(event, "occurred_at")):
        incidents.setdefault(word(_incident_in(event), "id"), []).append(event)
    return [_incident(events) for events in incidents.values()]


def _incident_in(event: Data) -> Data:
    data = table(event, "data")
    roles = [table(role, "incident") for role in rows(data, "incident_role_assignments")]
    return data if word(data, "type") == "incident" else table(data, "incident") or next(iter(roles), {})


def _incident(events: Sequence[Data]) -> Mapping[str, Json]:
    told: dict[str, Json] = {}
    for event in events:
        told |= fields_of(_incident_in(event))
    kinds = {_kind(event): event for event in reversed(events)}
    last = {_kind(event): event for event in events}
    begun = [] if "triggered" in kinds else [first for event in events for first in triggered(_incident_in(event))][:1]
    updates = [event for event in events if _kind(event) == "status_update_published"]
    known = [(word(each, "name"), word(each, "role")) for each in rows(told, "participants")]
    acted = ((person_in(at(event, "agent")), "") for event in events)
    ended = last.get("resolved") if "reopened" not in last or word(told, "status") == "resolved" else None
    return filled(
        {
            **told,
            "acknowledged_at": at(kinds.get("acknowledged"), "occurred_at"),
            "resolved_at": at(ended, "occurred_at") or told.get("resolved_at"),
            "participants": people(*known, *acted),
            "source_fields": _SOURCES,
            "events": [*begun, *map(_event, events)],
            "communications": [
                filled({"at": at(each, "occurred_at"), "message": _text(each), "by": name_in(at(each, "agent"))})
                for each in updates
            ],
        }
    )


def _kind(event: Data) -> str:
    return word(event, "event_type").removeprefix("incident.")


def _event(event: Data) -> Json:
    phase = _EVENTS.get(_kind(event), ("", None))[0]
    who, said = actor_of(at(event, "agent")), _text(event)
    return filled({"timestamp": event.get("occurred_at"), "type": phase, "actor": who, "text": said})


def _text(event: Data) -> str:
    tell = _EVENTS.get(_kind(event), ("", None))[1]
    said = tell(table(event, "data")) if tell else ""
    plain = _kind(event).replace(".", " ").replace("_", " ").capitalize()
    return said or f"{plain}: {name_in(event.get('data')) or title_of(_incident_in(event))}".rstrip(": ")


def _who(data: Data) -> str:
    return ", ".join(filter(None, map(name_in, rows(data, "assignees"))))


def _responder(data: Data) -> str:
    return first(name_in(at(data, "user")), name_in(at(data, "escalation_policy")), "somebody")


def _roles(data: Data) -> str:
    held = rows(data, "incident_role_assignments")
    return "; ".join(f"{name_in(at(each, 'role'))}: {name_in(at(each, 'assignee')) or 'nobody'}" for each in held)


def _fields(data: Data) -> str:
    return "; ".join(f"{word(each, 'name')}: {word(each, 'value')}" for each in rows(data, "custom_fields"))


def _with_message(said: str, data: Data) -> str:
    return ": ".join(filter(None, (said, text(data, "message"))))


_Tell = Callable[[Data], str]

# The phase that each event belongs to, and how it is told; without a text, by its name.
_EVENTS: Final[Mapping[str, tuple[str, _Tell | None]]] = {
    "triggered": ("detection", lambda data: f"Triggered: {title_of(data)}"),
    "acknowledged": ("triage", lambda _data: "Acknowledged"),
    "unacknowledged": ("triage", lambda _data: "Acknowledgement expired"),
    "annotated": ("", lambda data: text(data, "content")),
    "delegated": ("escalation", lambda data: f"Delegated to {name_in(at(data, 'escalation_policy'))}"),
    "escalated": ("escalation", lambda data: f"Escalated to {_who(data)}"),
    "reassigned": ("triage", lambda data: f"Reassigned to {_who(data)}"),
    "reopened": ("", lambda _data: "Reopened"),
    "resolved": ("resolution", lambda _data: "Resolved"),
    "priority_updated": ("triage", lambda data: f"Priority changed to {name_in(at(data, 'priority')) or 'none'}"),
    "service_updated": ("triage", lambda data: f"Service changed to {name_in(at(data, 'service'))}"),
    "incident_type.changed": ("triage", lambda data: f"Type changed to {word(data, 'incident_type', 'name')}"),
    "responder.added": ("escalation", lambda data: _with_message(f"Asked {_responder(data)} to respond", data)),
    "responder.replied": ("triage", lambda data: _with_message(f"{_responder(data)} {word(data, 'state')}", data)),
    "role.assigned": ("triage", _roles),
    "status_update_published": ("communication", lambda data: text(data, "message")),
    "conference_bridge.updated": ("triage", lambda data: f"Conference bridge: {word(data, 'conference_url')}"),
    "custom_field_values.updated": ("triage", _fields),
}
