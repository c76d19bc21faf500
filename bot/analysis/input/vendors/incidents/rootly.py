"""An incident of Rootly, from its API, in which everything is an object of JSON:API; or the events of one.

Source: github.com/rootlyhq/rootly-go, swagger.json (incident, incident_event, incident_action_item). Related objects
stand in the attributes, each as `{"data": {"attributes": …}}`, or in `included`.
"""

from typing import Final

from bot.analysis.input.vendors.json_api import flat
from bot.analysis.input.vendors.vendor import AnyOf, Events, Moment, Vendor, Who

_EVENTS: Final = Events("events+$.included", at="occurred_at|created_at", said="event", who="user_display_name|user")
_TIMES: Final = ("started", "detected", "acknowledged", "mitigated", "resolved", "closed")
_SAID: Final = {"mitigated": "mitigation_message", "resolved": "resolution_message"}
VENDOR: Final = AnyOf(
    Vendor(
        place="data|",
        marks=("type=incidents", "attributes.slug|attributes.sequential_id"),
        prepared=flat,
        fields={
            "id": "INC-{sequential_id}|slug",
            "title": "title",
            "description": "summary",
            "severity": "severity",
            "status": "status",
            "private": "private=True",
            "drill": "kind=test,test_sub,example,example_sub",
            "services": "services+functionalities",
            "environment": "environments",
            "resolution": "resolution_message",
            "mitigation": "mitigation_message",
        },
        facts={"teams": "groups[]"},
        people=(
            Who("user", "incident_role", of="roles"),
            Who("user"),
            *(Who(f"{time}_by") for time in _TIMES),
        ),
        moments=(
            *(Moment(f"{time}_at", f"{time}_at", f"{time}_by", _SAID.get(time, "")) for time in _TIMES),
            Moment("created_at", "created_at", who="user"),
        ),
        events=(_EVENTS,),
        lists={
            "action_items": (
                "$.included",
                {
                    "title": "summary|description",
                    "owner": "assigned_to",
                    "priority": "priority",
                    "status": "status",
                    "due": "due_date",
                },
            )
        },
    ),
    Vendor(
        marks=("data.type=incident_events|type=incident_events",),
        prepared=flat,
        events=(_EVENTS._replace(of="data|"),),
    ),
)
