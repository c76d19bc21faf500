"""Incidents of Statuspage: every update with its status and components, oldest first."""

import json
from typing import Any

from bot.analysis.input.reading import Input, read_input


def update(status: str, clock: str, *components: Any, **fields: Any) -> dict[str, Any]:
    when = f"2024-10-08T{clock}:00.000Z"
    return {
        "status": status,
        "body": f"We are {status}.",
        "created_at": when,
        "affected_components": [*components],
        **fields,
    }


def incident(*updates: Any, **fields: Any) -> dict[str, Any]:
    return {
        "id": "f9",
        "name": "Slow labels",
        "status": "resolved",
        "impact": "major",
        "incident_updates": [*updates],
        **fields,
    }


def read(value: Any) -> Input:
    return read_input(json.dumps(value), "x.json")


LABELS = {"code": "c1", "name": "Labels", "old_status": "operational", "new_status": "major_outage"}
API = {"code": "c2", "name": "API", "old_status": "operational", "new_status": "operational"}


def test_each_update_is_an_event_and_what_customers_were_told_in_order() -> None:
    fixed = update("monitoring", "09:05", {**LABELS, "old_status": "major_outage", "new_status": "operational"})
    case = read(incident(fixed, update("identified", "08:20"), update("investigating", "07:31", LABELS, API))).cases[0]
    assert [(event.status, f"{event.at:%H:%M}") for event in case.events] == [
        ("investigating", "07:31"),
        ("identified", "08:20"),
        ("monitoring", "09:05"),
    ]
    assert case.events[0].extra == {"components": "Labels operational → major outage"}
    assert [(told.text, told.channel, told.audience) for told in case.told][2] == (
        "We are monitoring.",
        "status_page",
        "customers",
    )
    assert case.services == ("Labels",)


def test_the_times_of_the_incident_are_key_times() -> None:
    times = {"started_at": "07:12", "created_at": "07:31", "monitoring_at": "09:05", "resolved_at": "10:02"}
    case = read(incident(**{key: f"2024-10-08T{clock}:00Z" for key, clock in times.items()})).cases[0]
    assert {key: f"{at:%H:%M}" for key, at in case.moments.items()} == {
        "started_at": "07:12",
        "declared_at": "07:31",
        "mitigated_at": "09:05",
        "resolved_at": "10:02",
    }
    assert [event.text for event in case.events] == ["Incident started", "Declared", "Mitigated", "Resolved"]


def test_an_update_may_tell_of_an_earlier_time_than_when_it_was_written() -> None:
    late = update("identified", "12:00", display_at="2024-10-08T08:20:00Z")
    assert f"{read(incident(late)).cases[0].events[0].at:%H:%M}" == "08:20"


def test_what_a_page_writes_as_html_is_read_as_text() -> None:
    html = update(
        "identified", "08:20", body="<p>The API &amp; the app<br />fail, if x < 3.</p><a href='https://x.io'>More</a>"
    )
    assert read(incident(html)).cases[0].events[0].text == "The API & the app\nfail, if x < 3.\nMore"


def test_lists_webhooks_and_maintenance_are_read_as_well() -> None:
    assert [case.title for case in read({"page": {}, "incidents": [incident(), incident(name="b")]}).cases] == [
        "Slow labels",
        "b",
    ]
    assert not read({"meta": {}, "page": {}, "incident": incident(update("resolved", "09:00"))}).many
    planned = read(incident(impact="maintenance", scheduled_for="2024-10-08T22:00:00Z", status="scheduled")).cases[0]
    assert len(read({"page": {}, "scheduled_maintenances": [incident()]}).cases) == 1
    assert (planned.description, f"{planned.moments['started_at']:%H:%M}") == ("Scheduled maintenance", "22:00")
