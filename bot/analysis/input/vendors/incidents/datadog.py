"""Datadog's incidents, from its API, version 2: one or a list, with what is included beside them.

Source: github.com/DataDog/datadog-api-client-python, v2/model (IncidentResponseAttributes, its fields, relationships
and included users). `time_to_…` are seconds between stated times and are left out. `resolved` is set when the state
changes to resolved. Severity and state stand in `fields`, or beside them in older answers.
"""

from typing import Final

from bot.analysis.input.json_values import rows, table, word
from bot.analysis.input.vendors.json_api import flat
from bot.analysis.input.vendors.vendor import Events, Moment, Own, Vendor, Who
from bot.json_types import Json

# What is read below, and what says it twice; an organization's own fields are figures.
_KNOWN: Final = frozenset(
    {"severity", "state", "services", "teams", "summary", "root_cause", "detection_method", "slug"}
)


def _prepared(value: Json) -> Json:
    whole = flat(value)
    given = rows(whole, "data") or rows([table(whole, "data")])
    return {"data": [_incident(each) for each in given], "included": [*rows(whole, "included")]}


def _incident(value: Json) -> Json:
    held = {key: inner for key, inner in table(value, "fields").items() if word(inner, "value") != "unknown"}
    plain = {key: table(inner).get("value") if isinstance(inner, dict) else inner for key, inner in held.items()}
    own = [{"name": key, "value": inner} for key, inner in plain.items() if key not in _KNOWN]
    is_facing = None if word(value, "customer_impact_scope") else table(value).get("customer_impacted")
    return {**table(value), "fields": plain, "own": [*own], "customer_impacted": is_facing}


VENDOR: Final = Vendor(
    place="data",
    marks=("type=incidents", "attributes.title|attributes.state|attributes.created"),
    prepared=_prepared,
    fields={
        "title": "title",
        "id": "Datadog #{public_id}",
        "description": "fields.summary",
        "severity": "fields.severity|severity",
        "status": "fields.state|state",
        "services": "fields.services",
        "customer_impact": "customer_impact_scope",
        "customer_facing": "customer_impacted",
        "root_cause": "fields.root_cause",
        "detection_method": "fields.detection_method",
        "drill": "is_test=True",
    },
    means={"severity": {"unknown": ""}},
    facts={"teams": "fields.teams[]"},
    own=Own("own", "name", "value"),
    people=(
        Who("commander_user", "=Incident commander"),
        Who("declared_by_user"),
        Who("created_by_user"),
        Who("responders", "=Responder"),
    ),
    moments=(
        Moment("customer_impact_start", "customer_impact_start", more="customer_impact_scope"),
        Moment("detected", "detected", more="by {fields.detection_method}"),
        Moment("declared", "declared|created", who="declared_by_user|created_by_user"),
        Moment("customer_impact_end", "customer_impact_end"),
        Moment("resolved", "resolved"),
    ),
    events=(Events("$.included", at="display_time|created", said="content.content|content", who="created_by_user"),),
)
