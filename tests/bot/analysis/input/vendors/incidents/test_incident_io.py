"""incident.io: an incident, its updates alone, and webhooks."""

import json
from typing import Any

from bot.analysis.input.reading import read_input
from bot.analysis.model import Case

STATUS = {"name": "Fixing", "category": "live"}
INCIDENT: dict[str, Any] = {"reference": "INC-7", "name": "Search is empty", "incident_status": STATUS}


def read(value: Any) -> tuple[Case, ...]:
    return read_input(json.dumps(value), "x.json").cases


def test_a_webhook_holds_the_incident_under_the_name_of_its_event() -> None:
    kind = "public_incident.incident_updated_v2"
    case = read({"event_type": kind, kind: INCIDENT})[0]
    assert (case.title, case.id, case.status) == ("Search is empty", "INC-7", "Fixing")


def test_updates_of_two_incidents_are_never_mixed() -> None:
    updates = [
        {"incident_id": each, "message": said, "created_at": f"2024-01-01T10:0{at}:00Z", "new_incident_status": STATUS}
        for at, (each, said) in enumerate([("a", "one"), ("b", "two"), ("a", "three")])
    ]
    found = read({"incident_updates": updates})
    assert [(case.id, [event.text for event in case.events]) for case in found] == [
        ("a", ["one", "three"]),
        ("b", ["two"]),
    ]


def test_a_test_incident_is_a_drill_and_a_private_one_private() -> None:
    case = read({**INCIDENT, "mode": "test", "visibility": "private"})[0]
    assert case.drill
    assert case.private


def test_a_page_of_incidents_is_a_list() -> None:
    page = {"incidents": [INCIDENT, {**INCIDENT, "name": "Login"}], "pagination_meta": {"after": "x"}}
    assert [case.title for case in read(page)] == ["Search is empty", "Login"]
