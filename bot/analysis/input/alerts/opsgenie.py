"""An alert or an incident of Opsgenie: from a webhook, which tells of one action, or from the API; also an alert's
notes or log and an incident's timeline, alone.

Source: docs.opsgenie.com (webhook integration and alert action data; alert API; incident API; incident timeline API),
also as Jira Service Management sends them. Times are milliseconds in `createdAt`, nanoseconds in `updatedAt`, ISO 8601
in the API.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final

from bot.analysis.input.json_values import (
    at,
    event,
    filled,
    first,
    in_order,
    line,
    people,
    rows,
    table,
    text,
    word,
    words,
)
from bot.analysis.input.tables import Notes
from bot.analysis.input.times import clocks
from bot.analysis.input.vendors import milestones
from bot.analysis.input.vendors.milestones import Stated
from bot.json_types import Json

Alert = Mapping[str, Json]

TOOL: Final = "Opsgenie"
_LONGEST: Final = 1e12  # milliseconds, some thirty years
_IMPACT: Final = ("impactStartDate", "impactDetectDate", "impactEndDate")
_DONE: Final = {"Acknowledge": "acknowledged", "Close": "resolved"}  # what an action was, at `updatedAt`
_LISTS: Final = (("note", "createdAt"), ("log", "createdAt"), ("title", "eventTime"))  # a text and its time
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
    return bool(isinstance(at(alert, "message"), str) and (line(alert, "alertId", "tinyId"))) or bool(_told(value))


def _alert(value: Json) -> Alert:
    return table(value, "alert") or table(value, "incident") or table(value, "data") or table(value)


def _told(value: Json) -> list[Alert]:
    """Returns the events of a list of notes, of a log or of a timeline."""
    given = [*rows(value, "data", "entries"), *rows(value, "data"), *rows(value, "entries")]
    return [
        event(
            each.get(when), first(text(each, said), text(each, said, "content")), who=line(each, "owner", "actor.name")
        )
        for each in given
        for said, when in _LISTS
        if {said, when} <= each.keys()
    ]


def read(value: Json, _notes: Notes) -> Sequence[Mapping[str, Json]]:
    if told := _told(value):
        return [{"events": in_order(told)}]
    alert, action = _alert(value), word(value, "action")
    times = list(_times(alert))
    done = [Stated(ended, alert.get("updatedAt"), source="updatedAt") for ended in [_DONE.get(action, "")] if ended]
    return [
        filled(
            {
                "title": _title(alert),
                "id": f"{TOOL} #{word(alert, 'tinyId')}" if word(alert, "tinyId") else "",
                "description": text(alert, "description"),
                "status": "closed" if action == "Close" else first(word(alert, "status"), "open"),
                "priority": word(alert, "priority"),
                "services": [each for each in (word(alert, "entity"), *words(alert, "impactedServices")) if each],
                "environment": line(alert, "details.env", "details.environment"),
                "regions": line(alert, "extraProperties.region", "details.region"),
                "participants": people(*_people(value, alert)),
                "facts": filled(
                    {"tags": words(alert, "tags"), "teams": words(alert, "teams") or alert.get("ownerTeam")}
                ),
                **milestones.fields([_made(alert), *times, *done]),
                "events": in_order([_creation(alert), *milestones.events(times), *_action(value, alert)]),
            }
        )
    ]


def _title(alert: Alert) -> str:
    """The message without the name of the tool in front, which the source has already."""
    source, message = word(alert, "source"), word(alert, "message")
    return re.sub(rf"^\[{re.escape(source)}\]\s*", "", message, flags=re.IGNORECASE) if source else message


def _made(alert: Alert) -> Stated:
    return Stated("declared" if _is_incident(alert) else "detected", alert.get("createdAt"), source="createdAt")


def _is_incident(alert: Alert) -> bool:
    return any(key in alert for key in (*_IMPACT, "impactedServices", "extraProperties"))


def _times(alert: Alert) -> Iterator[Stated]:
    yield from (Stated(key, alert.get(key)) for key in _IMPACT)
    for key, ended, by in (("ackTime", "acknowledged", "acknowledgedBy"), ("closeTime", "resolved", "closedBy")):
        who = word(alert, "report", by)
        yield Stated(ended, _after(alert, at(alert, "report", key)), who, source=f"report.{key}")


def _after(alert: Alert, milliseconds: Json) -> Json:
    """Returns the time that many milliseconds after the creation, as a report has it."""
    made = clocks.read_time(alert.get("createdAt"))
    if not isinstance(made, datetime) or not isinstance(milliseconds, int | float) or not 0 < milliseconds < _LONGEST:
        return None
    return (made + timedelta(milliseconds=milliseconds)).isoformat()


def _people(value: Json, alert: Alert) -> Iterator[tuple[str, str]]:
    for responder in rows(alert, "responders"):
        if word(responder, "type") == "user":
            yield line(responder, "name", "username"), "Responder"
    for role, who in (("Owner", word(alert, "owner")), ("", _by(value, alert))):
        if who not in (TOOL, word(alert, "source")):
            yield who, role


def _by(value: Json, alert: Alert) -> str:
    user = word(alert, "username")
    return TOOL if user in ("", "System") or word(value, "action") == "Create" else user


def _creation(alert: Alert) -> Mapping[str, Json]:
    details = filled({**table(alert, "details")})
    if _is_incident(alert):
        return event(alert.get("createdAt"), f"Incident created: {_title(alert)}", "declaration", TOOL)
    source = first(word(alert, "source"), TOOL)
    return event(alert.get("createdAt"), f"Alert created: {_title(alert)}", "detection", source, metadata=details)


def _action(value: Json, alert: Alert) -> Iterator[Mapping[str, Json]]:
    action = word(value, "action")
    if action and action != "Create":
        phase, tell, keys = _ACTIONS.get(action, ("", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", action).capitalize(), ()))
        said = first(*(text(alert, key) or ", ".join(map(str, words(alert, key))) for key in keys))
        yield event(alert.get("updatedAt"), tell.format(said).strip(), phase, _by(value, alert))
