"""An incident of incident.io, from its API, version 2, or a webhook; with its updates and follow-ups where they stand
beside it, or its updates alone.

Source: api-docs.incident.io (Incidents V2, Incident Updates V2, Follow-ups V2, Actions V2, Webhooks). Custom fields and
timestamps are an organization's own; a field with options names the chosen ones.
"""

from itertools import groupby
from typing import Final

from bot.analysis.input.json_values import rows, word
from bot.analysis.input.vendors.vendor import AnyOf, Events, Moment, Own, Vendor, Who
from bot.json_types import Json


def _by_incident(value: Json) -> Json:
    """Updates alone may be those of several incidents."""
    updates = sorted(rows(value, "incident_updates"), key=_incident)
    return {"updates": [{"id": each, "incident_updates": [*told]} for each, told in groupby(updates, _incident)]}


def _incident(update: Json) -> str:
    return word(update, "incident_id")


_CHANGES: Final = (
    "Status: {new_incident_status}; Severity: {new_severity}|Status: {new_incident_status}|Severity: {new_severity}"
)
_UPDATES: Final = Events(
    "$.incident_updates|incident_updates",
    at="created_at",
    said=f"message|{_CHANGES}|=Update",
    who="updater.user|updater.api_key|updater",
    status="new_incident_status",
    others={"changes": _CHANGES},
)
_INCIDENT: Final = Vendor(
    place="incident|",
    marks=("name", "incident_status|incident_timestamp_values.incident_timestamp"),
    fields={
        "id": "reference",
        "title": "name",
        "description": "summary",
        "severity": "severity",
        "status": "incident_status|status",
        "drill": "mode=test,tutorial",
        "private": "visibility=private",
        "related_documents": "postmortem_document_url",
    },
    people=(
        Who("assignee", "role", of="incident_role_assignments"),
        Who("creator.user|creator.api_key|creator"),
    ),
    means={"role": {"lead": "Incident lead"}},
    moments=(
        Moment("incident_timestamp", "value.value", of="incident_timestamp_values"),
        Moment("created_at", "created_at", who="creator.user|creator.api_key|creator"),
    ),
    events=(_UPDATES,),
    lists={
        "action_items": (
            "$.follow_ups+$.actions",
            {"title": "title|description", "owner": "assignee", "status": "status", "priority": "priority"},
        )
    },
    own=Own(
        "custom_field_entries",
        "custom_field",
        "values.value_text|values.value_option.value|values.value_catalog_entry|values.value_link|values.value_numeric",
    ),
)
VENDOR: Final = AnyOf(
    _INCIDENT,
    Vendor(
        place="updates|",
        marks=("incident_updates.new_incident_status",),
        prepared=_by_incident,
        fields={"id": "id"},
        events=(_UPDATES._replace(of="incident_updates"),),
    ),
)
