"""An incident of FireHydrant, from its API, with its events where they stand beside it; or its events alone.

Source: github.com/firehydrant/firehydrant-go-sdk, models/components (IncidentEntity, Incidents_MilestoneEntity,
IncidentEventEntity). The text of an event is in `data`, under a name that depends on its type.
"""

from typing import Final

from bot.analysis.input.vendors.vendor import AnyOf, Events, Moment, Vendor, Who

_EVENTS: Final = Events(
    "$.events|$.data",
    at="occurred_at",
    said="data.body|data.message|data.text|data.summary|data.description|data.name|data.title|type~",
    who="author",
)
VENDOR: Final = AnyOf(
    Vendor(
        place="incident|",
        marks=("name", "milestones|customer_impact_summary"),
        fields={
            "id": "FireHydrant #{number}",
            "title": "name",
            "description": "summary+description",
            "severity": "severity",
            "priority": "priority",
            "status": "current_milestone",
            "services": "services+functionalities",
            "environment": "environments",
            "customer_impact": "customer_impact_summary",
            "affected_users": "customers_impacted",
        },
        means={"severity": {"unset": ""}},
        people=(Who("user", "incident_role", of="role_assignments"), Who("created_by")),
        moments=(
            Moment("type", "occurred_at", of="milestones"),
            Moment("started_at", "started_at", who="created_by"),
            Moment("created_at", "created_at", who="created_by"),
        ),
        events=(_EVENTS, Events("last_note", at="created_at", said="body", who="conversations")),
    ),
    Vendor(marks=("data.incident_id", "data.occurred_at", "data.type"), events=(_EVENTS,)),
)
