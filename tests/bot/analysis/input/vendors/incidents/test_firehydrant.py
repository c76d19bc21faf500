"""FireHydrant: incidents and their events."""

import json
from typing import Any

from bot.analysis.input.reading import read_input
from bot.analysis.model import Case

INCIDENT: dict[str, Any] = {"name": "Push is late", "number": 5, "severity": "UNSET", "milestones": None}


def read(value: Any) -> Case:
    return read_input(json.dumps(value), "x.json").cases[0]


def test_an_unset_severity_is_none() -> None:
    case = read(INCIDENT)
    assert (case.title, case.id, case.severity) == ("Push is late", "FireHydrant #5", "")


def test_events_alone_are_a_timeline_with_the_text_of_their_type() -> None:
    events = [
        {"incident_id": "i", "type": "note", "data": {"body": "pool is empty"}, "occurred_at": "2024-01-01T10:02:00Z"},
        {"incident_id": "i", "type": "alert_linked", "data": {}, "occurred_at": "2024-01-01T10:01:00Z"},
    ]
    case = read({"data": events, "pagination": {"count": 2}})
    assert [event.text for event in case.events] == ["Alert linked", "pool is empty"]
