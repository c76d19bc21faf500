"""Opsgenie's webhooks and alerts: who did what, and when."""

import json
from typing import Any

import pytest

from bot.analysis.input.reading import read_input
from bot.analysis.model import Case, Participant

ALERT: dict[str, Any] = {
    "alertId": "8b1d",
    "tinyId": "412",
    "message": "[Zabbix] No slots",
    "entity": "slot-service",
    "source": "zabbix",
    "username": "noor@x.io",
    "priority": "P2",
    "createdAt": 1729144203417,
    "updatedAt": 1729144803417000000,
    "details": {"env": "production"},
}


def read(value: Any) -> Case:
    return read_input(json.dumps(value), "x.json").cases[0]


def act(action: str, **fields: Any) -> Case:
    return read({"action": action, "alert": {**ALERT, **fields}, "source": {"type": "web"}})


def test_a_new_alert_is_a_detection_by_its_source() -> None:
    case = act("Create")
    assert (case.title, case.id, case.services) == ("No slots", "Opsgenie #412", ("slot-service",))
    assert [(event.text, event.actor) for event in case.events] == [("Alert created: No slots", "zabbix")]
    assert (case.facts["environment"], case.status, case.participants) == ("production", "open", ())
    assert f"{case.moments['detected_at']:%H:%M:%S}" == "05:50:03"


@pytest.mark.parametrize(
    ("action", "fields", "text"),
    [
        ("Acknowledge", {}, "Acknowledged"),
        ("AddNote", {"note": "Restarting {0} it"}, "Restarting {0} it"),
        ("AssignOwnership", {"owner": "li@x.io"}, "Assigned to li@x.io"),
        ("Escalate", {"escalationNotify": "Night shift"}, "Escalated to Night shift"),
        ("UpdatePriority", {"priority": "P1"}, "Priority changed to P1"),
        ("AddTags", {"addedTags": ["a", "b"]}, "Added tags: a, b"),
        ("Close", {}, "Closed"),
        ("ExecuteCustomAction", {}, "Execute custom action"),
    ],
)
def test_what_was_done_with_an_alert_is_an_event_by_who_did_it(action: str, fields: Any, text: str) -> None:
    done = act(action, **fields).events[-1]
    assert (done.text, done.actor, f"{done.at:%H:%M:%S}") == (text, "noor@x.io", "06:00:03")


def test_the_action_says_when_it_was_acknowledged_and_closed() -> None:
    assert f"{act('Acknowledge').moments['acknowledged_at']:%H:%M}" == "06:00"
    closed = act("Close")
    assert (closed.status, f"{closed.moments['resolved_at']:%H:%M}") == ("closed", "06:00")
    assert Participant("noor@x.io") in closed.participants


def test_an_alert_of_the_api_states_its_end_as_a_length() -> None:
    report = {"ackTime": 60_000, "closeTime": 600_000, "closedBy": "noor@x.io"}
    case = read({"data": {**ALERT, "createdAt": "2024-10-17T05:50:00Z", "status": "closed", "report": report}})
    assert [f"{key} {at:%H:%M}" for key, at in case.moments.items()] == [
        "detected_at 05:50",
        "acknowledged_at 05:51",
        "resolved_at 06:00",
    ]
