"""An incident of Rootly, from its API, in which everything is an object of JSON:API; or the events of one.

Source: github.com/rootlyhq/rootly-go, swagger.json (incident, incident_event, incident_action_item). Related objects
stand in the attributes, each as `{"data": {"attributes": …}}`, or in `included`.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from bot.analysis.input.json_values import at, event, filled, in_order, line, name, people, rows, table, text, word
from bot.analysis.input.tables import Notes
from bot.analysis.input.vendors import milestones
from bot.analysis.input.vendors.milestones import Stated
from bot.json_types import Json

Fields = Mapping[str, Json]

_TIMES: Final = ("started_at", "detected_at", "acknowledged_at", "mitigated_at", "resolved_at", "closed_at")
_SAID: Final = {"mitigated_at": "mitigation_message", "resolved_at": "resolution_message"}
_SERVICES: Final = ("services", "functionalities")


def recognizes(value: Json) -> bool:
    return any(map(_is_ours, _objects(value)))


def _objects(value: Json) -> Sequence[Fields]:
    return rows(value, "data") or rows([at(value, "data")]) or rows([value])


def _is_ours(each: Fields) -> bool:
    kind, held = word(each, "type"), table(each, "attributes")
    return kind == "incident_events" or (kind == "incidents" and ("slug" in held or "sequential_id" in held))


def read(value: Json, _notes: Notes) -> Sequence[Fields]:
    beside = rows(value, "included")
    found = [_incident(flat(each), list(map(flat, beside))) for each in _objects(value) if word(each, "type") != _EVENT]
    events = [_event(flat(each)) for each in _objects(value) if word(each, "type") == _EVENT]
    return found or [{"events": in_order(events)}]


_EVENT: Final = "incident_events"


def flat(value: Json) -> Fields:
    """Returns an object of JSON:API as a plain one, with its type; `{"data": …}` around it is taken off."""
    held = table(value, "data") or table(value)
    return {**{key: held[key] for key in ("id", "type") if key in held}, **(table(held, "attributes") or held)}


def _incident(incident: Fields, beside: Sequence[Fields]) -> Fields:
    times = [Stated(key, incident.get(key), _by(incident, key), text(incident, _SAID.get(key, ""))) for key in _TIMES]
    times.append(Stated("created_at", incident.get("created_at"), name(flat(incident.get("user")))))
    told = [*rows(incident, "events", "data"), *rows(incident, "events"), *beside]
    number = word(incident, "sequential_id")
    return filled(
        {
            "id": f"INC-{number}" if number else word(incident, "slug"),
            "title": word(incident, "title"),
            "description": text(incident, "summary"),
            "severity": name(flat(incident.get("severity"))),
            "status": word(incident, "status"),
            "private": incident.get("private") is True or None,
            "drill": word(incident, "kind").startswith(("test", "example")) or None,
            "services": [name(flat(each)) for key in _SERVICES for each in rows(incident, key)],
            "environment": ", ".join(name(flat(each)) for each in rows(incident, "environments")),
            "participants": people(*_people(incident)),
            **milestones.fields(times),
            "resolution": text(incident, "resolution_message"),
            "mitigation": text(incident, "mitigation_message"),
            "action_items": [_task(each) for each in beside if word(each, "type") == "incident_action_items"],
            "facts": filled({"teams": [name(flat(each)) for each in rows(incident, "groups")]}),
            "events": in_order([*milestones.events(times), *(_event(flat(each)) for each in told if _tells(each))]),
        }
    )


def _by(incident: Fields, key: str) -> str:
    return name(flat(incident.get(key.replace("_at", "_by"))))


def _people(incident: Fields) -> Iterator[tuple[str, str]]:
    for each in rows(incident, "roles"):
        yield name(flat(flat(each).get("user"))), name(flat(flat(each).get("incident_role")))
    for key in ("user", *(key.replace("_at", "_by") for key in _TIMES)):
        yield name(flat(incident.get(key))), ""


def _tells(value: Fields) -> bool:
    return bool(text(flat(value), "event"))


def _event(told: Fields) -> Fields:
    who = line(told, "user_display_name", "user.name") or name(flat(told.get("user")))
    return event(told.get("occurred_at") or told.get("created_at"), text(told, "event"), who=who)


def _task(task: Fields) -> Json:
    return filled(
        {
            "title": line(task, "summary", "description"),
            "owner": name(flat(task.get("assigned_to"))),
            "priority": word(task, "priority"),
            "status": word(task, "status"),
            "due": task.get("due_date"),
        }
    )
