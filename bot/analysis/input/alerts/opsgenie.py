"""An alert or an incident of Opsgenie: from a webhook, which tells of one action, or from the API.

Source: docs.opsgenie.com (webhook integration and alert action data; alert API; incident API), also as Jira Service
Management sends them. Times are milliseconds in `createdAt`, nanoseconds in `updatedAt`, ISO 8601 in the API.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final

from bot.analysis.input import clocks
from bot.analysis.input.json_values import at, filled, first, rows, table, text, word, words
from bot.analysis.input.tables import Notes
from bot.json_types import Json

Alert = Mapping[str, Json]

TOOL: Final = "Opsgenie"
_LONGEST: Final = 1e12  # milliseconds, some thirty years
_SOURCES: Final = {
    "started_at": "impactStartDate",
    "mitigated_at": "impactEndDate",
    "detected_at": "createdAt",
    "acknowledged_at": "updatedAt",
    "resolved_at": "updatedAt",
}
_REPORT_SOURCES: Final = {"acknowledged_at": "report.ackTime", "resolved_at": "report.closeTime"}
# The phase of each action, and how it is told; `{}` stands for what the payload adds.
_ACTIONS: Final[Mapping[str, tuple[str, str, tuple[str, ...]]]] = {
    "Acknowledge": ("triage", "Acknowledged", ()),
    "UnAcknowledge": ("triage", "Acknowledgement withdrawn", ()),
    "AddNote": ("", "{}", ("note",)),
    "AssignOwnership": ("triage", "Assigned to {}", ("owner",)),
    "TakeOwnership": ("triage", "Took ownership", ()),
    "AddRecipient": ("escalation", "Added {}", ("recipient",)),
    "AddResponder": ("escalation", "Added {}", ("responder", "recipient", "team")),
    "AddTeam": ("escalation", "Added {}", ("team",)),
    "Escalate": ("escalation", "Escalated to {}", ("escalationNotify",)),
    "EscalateNext": ("escalation", "Escalated to the next level", ()),
    "UpdatePriority": ("triage", "Priority changed to {}", ("priority",)),
    "UpdateMessage": ("triage", "Message changed to {}", ("message",)),
    "UpdateDescription": ("triage", "Description changed to {}", ("description",)),
    "AddTags": ("triage", "Added tags: {}", ("addedTags",)),
    "RemoveTags": ("triage", "Removed tags: {}", ("removedTags",)),
    "Snooze": ("triage", "Snoozed", ()),
    "Close": ("resolution", "Closed", ()),
    "Delete": ("", "Deleted", ()),
}


def recognizes(value: Json) -> bool:
    alert = _alert(value)
    return isinstance(at(alert, "message"), str) and bool(word(alert, "alertId") or word(alert, "tinyId"))


def _alert(value: Json) -> Alert:
    return table(value, "alert") or table(value, "incident") or table(value, "data") or table(value)


def read(value: Json, _notes: Notes) -> Sequence[Mapping[str, Json]]:
    alert, action = _alert(value), word(value, "action")
    closed = word(alert, "updatedAt") if action == "Close" else ""
    report = table(alert, "report")
    return [
        filled(
            {
                "title": _title(alert),
                "id": f"{TOOL} #{word(alert, 'tinyId')}" if word(alert, "tinyId") else "",
                "description": text(alert, "description"),
                "status": "closed" if closed else first(word(alert, "status"), "open"),
                "priority": word(alert, "priority"),
                "services": [name for name in (word(alert, "entity"), *words(alert, "impactedServices")) if name],
                "environment": first(word(alert, "details", "env"), word(alert, "details", "environment")),
                "started_at": alert.get("impactStartDate"),
                "mitigated_at": alert.get("impactEndDate"),
                "detected_at": alert.get("createdAt"),
                "acknowledged_at": _after(alert, report.get("ackTime")) or _when(alert, action == "Acknowledge"),
                "resolved_at": _after(alert, report.get("closeTime")) or closed,
                "source_fields": {**_SOURCES, **(_REPORT_SOURCES if report else {})},
                "participants": list(_people(value, alert)),
                "facts": filled({"tags": words(alert, "tags"), "teams": words(alert, "teams")}),
                "events": list(_events(value, alert)),
            }
        )
    ]


def _title(alert: Alert) -> str:
    """The message without the name of the tool in front, which the source has already."""
    source = re.escape(word(alert, "source"))
    return (
        re.sub(rf"^\[{source}\]\s*", "", word(alert, "message"), flags=re.IGNORECASE)
        if source
        else word(alert, "message")
    )


def _when(alert: Alert, is_it: bool) -> Json:
    return alert.get("updatedAt") if is_it else None


def _after(alert: Alert, milliseconds: Json) -> Json:
    """Returns the time that many milliseconds after the creation, as a report has it."""
    made = clocks.read_time(alert.get("createdAt"))
    if not isinstance(made, datetime) or not isinstance(milliseconds, int | float) or not 0 < milliseconds < _LONGEST:
        return None
    return (made + timedelta(milliseconds=milliseconds)).isoformat()


def _people(value: Json, alert: Alert) -> Iterator[Json]:
    for responder in rows(alert, "responders"):
        if word(responder, "type") == "user" and first(word(responder, "name"), word(responder, "username")):
            yield {"name": first(word(responder, "name"), word(responder, "username")), "role": "Responder"}
    for role, name in (("Owner", word(alert, "owner")), ("", _by(value, alert))):
        if name and name not in (TOOL, word(alert, "source")):
            yield {"name": name, "role": role}


def _by(value: Json, alert: Alert) -> str:
    user = word(alert, "username")
    return TOOL if user in ("", "System") or word(value, "action") == "Create" else user


def _events(value: Json, alert: Alert) -> Iterator[Json]:
    details = filled({**table(alert, "details")})
    made = {"timestamp": alert.get("createdAt"), "type": "detection", "actor": first(word(alert, "source"), TOOL)}
    yield filled({**made, "text": f"Alert created: {_title(alert)}", "metadata": details})
    action = word(value, "action")
    if action and action != "Create":
        phase, tell, keys = _ACTIONS.get(action, ("", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", action).capitalize(), ()))
        said = first(*(text(alert, key) or ", ".join(map(str, words(alert, key))) for key in keys))
        done = {"timestamp": alert.get("updatedAt"), "type": phase, "actor": _by(value, alert)}
        yield filled({**done, "text": tell.format(said).strip()})
