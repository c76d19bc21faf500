"""Datadog's incidents: key times, fields of an organization, and people who are included beside it."""

import json
from typing import Any

from bot.analysis.input.reading import Input, read_input
from bot.analysis.model import Participant


def incident(**attributes: Any) -> dict[str, Any]:
    given = {"title": "Invoices twice", "public_id": 7, "created": "2024-10-01T05:20:00Z", **attributes}
    leads = {"commander_user": {"data": {"type": "users", "id": "u1"}}, "responders": {"data": [{"id": "u2"}]}}
    return {"type": "incidents", "id": "i", "attributes": given, "relationships": leads}


USERS = [
    {"type": "users", "id": "u1", "attributes": {"name": "Elif Kaya", "handle": "elif@x.io"}},
    {"type": "users", "id": "u2", "attributes": {"name": None, "handle": "marco@x.io"}},
]


def read(value: Any) -> Input:
    return read_input(json.dumps(value), "x.json")


def test_people_are_looked_up_in_what_is_included() -> None:
    case = read({"data": incident(), "included": USERS}).cases[0]
    assert (case.title, case.id, case.commander) == ("Invoices twice", "Datadog #7", "Elif Kaya")
    assert case.participants == (Participant("Elif Kaya", "Incident commander"), Participant("marco@x.io", "Responder"))
    assert read({"data": incident()}).cases[0].participants == ()


def test_severity_and_state_may_be_fields_and_own_fields_are_figures() -> None:
    fields = {"severity": {"value": "SEV-2"}, "state": {"value": "stable"}, "teams": {"value": ["billing"]}}
    case = read({"data": incident(fields={**fields, "release": {"type": "textbox", "value": "812"}})}).cases[0]
    assert (case.severity, case.status) == ("SEV2", "stable")
    assert case.facts == {"teams": ["billing"], "release": "812"}
    assert read({"data": incident(severity="UNKNOWN")}).cases[0].severity == ""


def test_the_end_of_the_impact_on_customers_is_the_mitigation_and_its_scope_the_impact() -> None:
    ends = {"customer_impact_start": "2024-10-01T04:00:00Z", "customer_impact_end": "2024-10-01T06:35:00Z"}
    case = read({"data": incident(**ends, customer_impact_scope="9,000 customers", customer_impacted=True)}).cases[0]
    assert [f"{key} {at:%H:%M}" for key, at in case.moments.items()] == [
        "started_at 04:00",
        "declared_at 05:20",
        "mitigated_at 06:35",
    ]
    assert [claim.text for claim in case.impact] == ["9,000 customers"]
    assert [event.text for event in case.events] == [
        "Customer impact began: 9,000 customers",
        "Incident declared",
        "Customer impact ended",
    ]


def test_a_list_is_as_many_incidents_and_what_is_a_test_is_a_drill() -> None:
    found = read({"data": [incident(), incident(title="b", is_test=True)], "meta": {}})
    assert [(case.title, case.drill) for case in found.cases] == [("Invoices twice", False), ("b", True)]
    assert found.many
