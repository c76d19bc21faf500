"""PagerDuty's incidents: from its REST API, as what was logged of them, and as its webhooks, V3 and older.

Source: github.com/PagerDuty/api-schema, reference/REST (Incident, LogEntry and its kinds, Alert, IncidentNote) and
github.com/PagerDuty/developer-docs (event types and event data types of V3, the overview of V2). An incident begins
when it is triggered, by a monitor or by a person, which is when it was detected. `summary` of a reference is the title
behind its number: `[#1234] Checkout is slow`. `agent` is who did it, a person or a service.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from bot.analysis.input import values
from bot.analysis.input.json_values import at, first, line, name, rows, table, word
from bot.analysis.input.vendors.paths import objects, one
from bot.analysis.input.vendors.vendor import AnyOf, Events, Moment, Vendor, Who
from bot.json_types import Json

Fields = Mapping[str, Json]

_KIND: Final = "_log_entry"
_USER: Final = "type=user,user_reference"
_NUMBER: Final = re.compile(r"\[#(\d+)\]\s*")
_LEVEL: Final = re.compile(r"sev(?:erity)?[\s-]*[0-5]", re.IGNORECASE)


def _actor(who: str) -> str:
    """A reference that a script saved without its type may be a person's."""
    return f"{who}.{_USER}?{who}|{who}.type?=PagerDuty|{who}|=PagerDuty"


def _known(incident: Fields) -> dict[str, Json]:
    """Returns an incident, or a reference to one, with its title, its number and its level."""
    summary, details, level = word(incident, "summary"), at(incident, "body", "details"), one(incident, "priority")
    numbered = _NUMBER.match(summary)
    is_level = isinstance(level, str) and _LEVEL.fullmatch(level)
    told: dict[str, Json] = {
        "title": first(word(incident, "title"), _NUMBER.sub("", summary, count=1)),
        "number": first(line(incident, "incident_number", "number"), numbered[1] if numbered else ""),
        "details": values.in_words(details) if isinstance(details, Mapping) else details,
        "severity" if is_level else "level": level,
    }
    return {**incident, **{key: held for key, held in told.items() if held}}


def _grouped(entries: Iterable[Fields], incident_in: str, beside: Fields) -> Json:
    """Returns the incidents that entries are about, each with its own. `beside` is one that stands beside them."""
    incidents: dict[str, tuple[dict[str, Json], list[Json]]] = {}
    for each in sorted(entries, key=lambda entry: word(entry, "at")):
        incident = next(iter(objects(each, incident_in)), {})
        key = first(word(incident, "id"), word(beside, "id"))
        known, told = incidents.setdefault(key, (_known(beside) if key == word(beside, "id") else {}, []))
        known |= _known(incident)
        told.append(each)
    return {"incidents": [_with_ends({**known, "entries": told}) for known, told in incidents.values()]}


def _with_ends(incident: Fields) -> Fields:
    """An incident begins once, and ends with the last of its ends, unless it was reopened."""
    entries = list(rows(incident, "entries"))
    kinds = [word(each, "kind") for each in entries]
    ends = [number for number, kind in enumerate(kinds) if kind in ("resolve", "resolved")]
    is_over = "reopened" not in kinds or word(incident, "status") == "resolved"
    told = [
        {**each, "name": None} if number in ends and not (is_over and number == ends[-1]) else each
        for number, each in enumerate(entries)
    ]
    begun = {"created_at": None} if {"trigger", "triggered"} & {*kinds} else {}
    return {**incident, **begun, "entries": told, "over": kinds[-1:] == ["resolve"]}


_FIELDS: Final = {
    "title": "title|entries.subject",
    "id": "PagerDuty #{number}",
    "status": "status",
    "severity": "severity",
    "priority": "level|entries.severity",
    "services": "service",
    "description": "details|description",
}
_FACTS: Final = {"urgency": "urgency", "teams": "teams[]"}
_PEOPLE: Final = (
    Who(f"assignee.{_USER}?assignee", "=Assignee", of="assignments"),
    Who(f"{_USER}?summary", "=Assignee", of="assignees"),
    Who(f"acknowledger.{_USER}?acknowledger", "=Responder", of="acknowledgements"),
    Who(f"user.{_USER}?user", "=Responder", of="incidents_responders"),
    Who(f"agent.{_USER}?agent", of="entries"),
)
_TRIGGERED: Final = Moment("detected", "created_at", "=PagerDuty", said="Triggered: {title}")
_ENDED: Final = "resolved_at|status=resolved?last_status_change_at"
_INCIDENT: Final = Vendor(
    place="incident|",
    marks=("service", "status", "incident_key|type=incident,incident_reference"),
    prepared=lambda value: _known(objects(value, "incident|")[0]),
    fields=_FIELDS,
    facts=_FACTS,
    people=_PEOPLE,
    moments=(_TRIGGERED, Moment("resolved", _ENDED, _actor("last_status_change_by"), said="=Resolved")),
    events=(
        Events("assignments", at="at", said="Assigned to {assignee}", who="=PagerDuty", kind="=triage"),
        Events("acknowledgements", at="at", said="=Acknowledged", who=_actor("acknowledger"), tags="=acknowledgements"),
        Events("notes", at="created_at", said="content", who=_actor("user")),
    ),
)

# What was logged, newest first; alerts or notes alone, and with the incident beside them where a script saved it all.
_NOTE: Final = "note|channel.note"
_SAID: Final = f"{_NOTE}|channel.content|channel.summary|channel.subject|channel.description|event_details.description"
_TELLING: Final = ("trigger", "annotate")  # whose text stands in the channel
_PHASES: Final = (
    "kind=assign,snooze,urgency_change,priority_change?=triage"
    "|kind=delegate,escalate,notify,repeat_escalation_path,exhaust_escalation_path?=escalation"
)


def _logged(value: Json) -> Json:
    messages = [entry for message in rows(value, "messages") for entry in rows(message, "log_entries")]
    given = rows(value) or rows(value, "log_entries") or messages or rows([at(value, "log_entry")])
    alerts = [each for each in rows(value, "alerts") or rows([at(value, "alert")]) if "alert_key" in each]
    notes = [each for each in rows(value, "notes") if "content" in each and "user" in each]
    entries = [
        *(given or rows([value])),
        *({**each, "type": "trigger_log_entry", "channel": table(each, "body")} for each in alerts),
        *({**each, "type": "annotate_log_entry", "agent": each["user"], "note": each["content"]} for each in notes),
    ]
    return _grouped(
        [_entry(each) for each in entries if _KIND in word(each, "type")], "incident", table(value, "incident")
    )


def _entry(entry: Fields) -> dict[str, Json]:
    name = word(entry, "type").removesuffix("_reference")
    kind, summary = name.removesuffix(_KIND), word(entry, "summary")
    said = one(entry, _SAID if kind in _TELLING else _NOTE)
    told = f"{summary.rstrip('.')}: {said}" if summary and said and kind != "annotate" else said or summary
    known = {"at": entry.get("created_at"), "kind": kind, "name": name, "told": told}
    return {**entry, **known, "subject": said if kind == "trigger" else None}


_LOG: Final = Vendor(
    joined=True,
    place="incidents|log_entries|messages.log_entries|log_entry|alerts|alert|notes|",
    marks=("type=*_log_entry*|alert_key|content", "type|user"),
    prepared=_logged,
    fields={**_FIELDS, "status": "status|over?=resolved", "services": "entries.service|service"},
    facts=_FACTS,
    people=_PEOPLE,
    moments=(_TRIGGERED, Moment("resolved", _ENDED, said="=Resolved")),
    told_in="log_entries",
    events=(Events("entries", at="at", said="told|kind~", who=_actor("agent"), kind=_PHASES, tags="name"),),
)

# Webhooks: how each event is told, and its phase if its name states none; without a text, by its name.
_WHO: Final = "data.user|data.escalation_policy|=somebody"
_EVENTS: Final = (
    ("triggered", "Triggered: {title}", ""),
    ("acknowledged", "=Acknowledged", ""),
    ("unacknowledged", "=Acknowledgement expired", "triage"),
    ("annotated", "data.content", ""),
    ("delegated", "Delegated to {data.escalation_policy}", "escalation"),
    ("escalated", "Escalated to {data.assignees}", "escalation"),
    ("reassigned", "Reassigned to {data.assignees}", "triage"),
    ("reopened", "=Reopened", ""),
    ("resolved", "=Resolved", ""),
    ("priority_updated", "Priority changed to {data.priority|=none}", "triage"),
    ("service_updated", "Service changed to {data.service}", "triage"),
    ("incident_type.changed", "Type changed to {data.incident_type}", "triage"),
    ("responder.added", f"Asked {{{_WHO}}} to respond: {{data.message}}", "escalation"),
    ("responder.added", f"Asked {{{_WHO}}} to respond", "escalation"),
    ("responder.replied", f"{{{_WHO}}} {{data.state}}: {{data.message}}", "triage"),
    ("responder.replied", f"{{{_WHO}}} {{data.state}}", "triage"),
    ("role.assigned", "roles", "triage"),
    ("status_update_published", "data.message", "communication"),
    ("conference_bridge.updated", "Conference bridge: {data.conference_url}", "triage"),
    ("custom_field_values.updated", "values", "triage"),
)


def _sent(value: Json) -> Json:
    events = [_event(each) for each in rows(value if isinstance(value, list) else [value])]
    return _grouped(events, "data.incident|data.incident_role_assignments.incident|data", {})


def _event(value: Json) -> dict[str, Json]:
    event = table(value, "event")
    roles, fields = rows(event, "data", "incident_role_assignments"), rows(event, "data", "custom_fields")
    held = [f"{name(at(each, 'role'))}: {name(at(each, 'assignee')) or 'nobody'}" for each in roles]
    known = {"at": event.get("occurred_at"), "kind": word(event, "event_type").removeprefix("incident.")}
    told = {
        "roles": "; ".join(held),
        "values": "; ".join(f"{word(each, 'name')}: {word(each, 'value')}" for each in fields),
    }
    return {
        **event,
        **known,
        **told,
        "name": event.get("event_type"),
        "title": _known(table(event, "data")).get("title"),
    }


_WEBHOOKS: Final = Vendor(
    joined=True,
    place="incidents|",
    marks=("event.event_type=incident.*",),
    prepared=_sent,
    fields=_FIELDS,
    facts=_FACTS,
    people=_PEOPLE,
    moments=(_TRIGGERED, Moment("resolved", _ENDED, said="=Resolved")),
    events=(
        Events(
            "entries",
            at="at",
            said="|".join(f"kind={kind}?{said}" for kind, said, _ in _EVENTS) + "|{kind~}: {data}|kind~",
            who=_actor("agent"),
            kind="|".join(f"kind={kind}?={phase}" for kind, _, phase in _EVENTS if phase),
            tags="name",
        ),
    ),
    lists={
        "communications": (
            "entries",
            {"message": "kind=status_update_published?data.message", "at": "at", "by": "agent"},
        )
    },
)
VENDOR: Final = AnyOf(_WEBHOOKS, replace(_INCIDENT, place=""), _LOG, _INCIDENT)
