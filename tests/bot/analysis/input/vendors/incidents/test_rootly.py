"""Rootly: JSON:API objects, and events alone."""

import json
from typing import Any

from bot.analysis.input.reading import read_input
from bot.analysis.model import Case

INCIDENT: dict[str, Any] = {"type": "incidents", "attributes": {"title": "Map is slow", "slug": "map", "kind": "test"}}


def read(value: Any) -> tuple[Case, ...]:
    return read_input(json.dumps(value), "x.json").cases


def test_a_page_of_incidents_is_one_case_each() -> None:
    assert [case.title for case in read({"data": [INCIDENT, INCIDENT], "links": {}, "meta": {}})] == ["Map is slow"] * 2


def test_a_test_incident_is_a_drill() -> None:
    assert read({"data": INCIDENT})[0].drill


def test_events_alone_are_the_timeline_in_order() -> None:
    events = [
        {"type": "incident_events", "attributes": {"event": said, "occurred_at": f"2024-01-01T10:0{at}:00Z"}}
        for said, at in (("second", 5), ("first", 1))
    ]
    assert [event.text for event in read({"data": events})[0].events] == ["first", "second"]
