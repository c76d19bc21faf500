"""Grafana OnCall's webhooks: the course of an alert group, and who moved it on."""

import json
from typing import Any

from bot.analysis.input.reading import read_input
from bot.analysis.model import Case, Participant

SOFIA = {"id": "U1", "username": "sofia", "email": "sofia@x.io"}


def read(kind: str, **group: Any) -> Case:
    given = {"title": "Doors stay shut", "state": "firing", "created_at": "2024-05-23T18:51:00Z", **group}
    alert = {"labels": {"service": "lockers", "severity": "critical"}, "annotations": {"description": "62% fail"}}
    event = {"type": kind, "time": "2024-05-23T19:30:00Z"}
    people = {"user": SOFIA, "alert_group_acknowledged_by": SOFIA if "acknowledged_at" in group else None}
    value = {"event": event, "alert_group": given, "alert_payload": alert, **people}
    return read_input(json.dumps(value), "x.json").cases[0]


def test_the_times_of_the_group_are_its_course() -> None:
    case = read("resolve", acknowledged_at="2024-05-23T18:54:00Z", resolved_at="2024-05-23T19:24:00Z", state="resolved")
    assert (case.title, case.description, case.services) == ("Doors stay shut", "62% fail", ("lockers",))
    assert [f"{key} {at:%H:%M}" for key, at in case.moments.items()] == [
        "detected_at 18:51",
        "acknowledged_at 18:54",
        "resolved_at 19:24",
    ]
    assert [(event.text, event.actor) for event in case.events] == [
        ("Alert group created: Doors stay shut", "Grafana OnCall"),
        ("Acknowledged", "sofia"),
        ("Resolved", "Grafana OnCall"),
    ]
    assert case.participants == (Participant("sofia"),)


def test_an_action_that_no_time_of_the_group_tells_is_an_event_of_its_own() -> None:
    assert [(event.text, event.actor) for event in read("silence").events][1:] == [("Silenced", "sofia")]
