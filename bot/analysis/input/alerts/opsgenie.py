"""An alert or an incident of Opsgenie: from a webhook, which tells of one action, or from the API; also an alert's
notes or log and an incident's timeline, alone.

Source: docs.opsgenie.com (webhook integration and alert action data; alert API; incident API; incident timeline API),
also as Jira Service Management sends them. Times are milliseconds in `createdAt`, nanoseconds in `updatedAt`, ISO 8601
in the API. A report has lengths in milliseconds.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from bot.analysis.input.json_values import at, filled, table, word
from bot.analysis.input.times import clocks
from bot.analysis.input.vendors.paths import objects
from bot.analysis.input.vendors.vendor import AnyOf, Events, Moment, Vendor, Who
from bot.json_types import Json

_BY: Final = "username|=Opsgenie"
_LONGEST: Final = 1e12  # milliseconds, some thirty years
_PLACE: Final = "alert|incident|data|"
# How each action is told besides key times, and its phase; any other by its name.
_ACTIONS: Final = (
    *(("AddNote", "note", ""), ("AssignOwnership", "Assigned to {owner}", "triage")),
    *(("UnAcknowledge", "=Acknowledgement withdrawn", "triage"), ("TakeOwnership", "=Took ownership", "triage")),
    *(("AddRecipient", "Added {recipient}", "escalation"), ("AddTeam", "Added {team}", "escalation")),
    ("AddResponder", "Added {responder|recipient|team}", "escalation"),
    ("Escalate", "Escalated to {escalationNotify}", "escalation"),
    ("EscalateNext", "=Escalated to the next level", "escalation"),
    ("UpdatePriority", "Priority changed to {priority}", "triage"),
    ("UpdateMessage", "Message changed to {message}", "triage"),
    ("UpdateDescription", "Description changed to {description}", "triage"),
    ("AddTags", "Added tags: {addedTags}", "triage"),
    ("RemoveTags", "Removed tags: {removedTags}", "triage"),
    *(("Snooze", "=Snoozed", "triage"), ("Delete", "=Deleted", "")),
)


def _prepared(value: Json) -> Json:
    """Makes times of lengths; names the tool where nobody acted, and the kind of what was made."""
    alert = objects(value, _PLACE)[0]
    source, user, action = word(alert, "source"), word(alert, "username"), word(value, "action")
    named = re.sub(rf"^\[{re.escape(source)}\]\s*", "", word(alert, "message"), flags=re.IGNORECASE) if source else ""
    ended = {key: _after(alert, at(alert, "report", key)) for key in ("ackTime", "closeTime")}
    return {
        **alert,
        "title": named or word(alert, "message"),
        "action": action,
        "username": "" if user in ("System", source) or action == "Create" else user,
        "owner": "" if word(alert, "owner") in ("Opsgenie", source) else word(alert, "owner"),
        "details": filled({**table(alert, "details")}),
        "report": {**table(alert, "report"), **ended},
    }


def _after(alert: Mapping[str, Json], milliseconds: Json) -> Json:
    """Returns the time that many milliseconds after the creation."""
    made = clocks.read_time(alert.get("createdAt"))
    if not isinstance(made, datetime) or not isinstance(milliseconds, int | float) or not 0 < milliseconds < _LONGEST:
        return None
    return (made + timedelta(milliseconds=milliseconds)).isoformat()


_SAID: Final = "|".join(f"action={action}?{said}" for action, said, _ in _ACTIONS)
_TOLD: Final = "action=create,acknowledge,close"  # as key times
_KIND: Final = "|".join(f"action={action}?={kind}" for action, _, kind in _ACTIONS)
_ALERT: Final = Vendor(
    place=_PLACE,
    marks=("message", "alertId|tinyId"),
    prepared=_prepared,
    fields={
        "title": "title",
        "id": "Opsgenie #{tinyId}",
        "description": "description",
        "status": "action=Close?=closed|status|=open",
        "priority": "priority",
        "services": "entity+impactedServices",
        "environment": "details.env|details.environment",
        "regions": "extraProperties.region|details.region",
    },
    facts={"tags": "tags[]", "teams": "teams|ownerTeam[]"},
    people=(
        Who("type=user?name|type=user?username", "=Responder", of="responders"),
        Who("owner", "=Owner"),
        Who("username"),
    ),
    moments=(
        Moment("detected", "createdAt", "source|=Opsgenie", said="Alert created: {title}", others="details"),
        Moment("acknowledged", "report.ackTime", "report.acknowledgedBy"),
        Moment("acknowledged", "action=Acknowledge?updatedAt", _BY),
        Moment("resolved", "report.closeTime", "report.closedBy"),
        Moment("resolved", "action=Close?updatedAt", _BY, said="=Closed"),
    ),
    events=(Events("", at="updatedAt", said=f"{_SAID}|action~", who=_BY, kind=_KIND, unless=_TOLD),),
)
_INCIDENT: Final = replace(
    _ALERT,
    marks=(*_ALERT.marks, "impactStartDate|impactDetectDate|impactEndDate|impactedServices|extraProperties"),
    moments=(
        Moment("declared", "createdAt", "=Opsgenie", said="Incident created: {title}"),
        *(Moment(key, key) for key in ("impactStartDate", "impactDetectDate", "impactEndDate")),
        *_ALERT.moments[1:],
    ),
)
_LOG: Final = Vendor(
    marks=("data.entries.eventTime|entries.eventTime|data.note|data.log|entries.note|entries.log",),
    events=(
        Events(
            "data.entries|data|entries",
            at="eventTime|createdAt",
            said="note|log|title.content|title",
            who="owner|actor",
        ),
    ),
)
VENDOR: Final = AnyOf(_INCIDENT, _ALERT, _LOG)
