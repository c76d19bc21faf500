"""Notifications of Alertmanager and Grafana: what fires, since when, how bad, and what is over."""

import json
from typing import Any

from bot.analysis.input.reading import Input, read_input
from bot.analysis.model import Case


def alert(name: str, start: str, end: str = "0001-01-01T00:00:00Z", **labels: str) -> dict[str, Any]:
    return {
        "status": "firing" if end.startswith("0001") else "resolved",
        "labels": {"alertname": name, **labels},
        "annotations": {"summary": f"{name} is bad", "description": f"{name} is at 42%"},
        "startsAt": f"2024-06-11T{start}:00Z",
        "endsAt": end if end.startswith("0001") else f"2024-06-11T{end}:00Z",
        "fingerprint": name,
    }


def webhook(*alerts: Any, **fields: Any) -> dict[str, Any]:
    return {"version": "4", "groupKey": "g", "status": "firing", "groupLabels": {}, "alerts": list(alerts), **fields}


def read(value: Any) -> Input:
    return read_input(json.dumps(value), "x.json")


def one(value: Any) -> Case:
    found = read(value)
    assert not found.many
    return found.cases[0]


def test_the_gravest_alert_that_fires_is_the_title_and_the_first_start_the_detection() -> None:
    disk = alert("Disk", "09:00", severity="warning", service="db")
    pool = alert("Pool", "09:05", severity="critical", app="api", env="production", region="eu-west-1", pod="p1")
    case = one(webhook(disk, pool))
    assert (case.title, case.status) == ("Pool is bad", "firing")
    assert case.services == ("db", "api")
    assert (case.facts["environment"], case.facts["regions"]) == ("production", ["eu-west-1"])
    assert [f"{key} {at:%H:%M}" for key, at in case.moments.items()] == ["detected_at 09:00"]
    assert [(event.text, event.severity) for event in case.events] == [
        ("Disk is bad: Disk is at 42%", "warning"),
        ("Pool is bad: Pool is at 42%", "critical"),
    ]
    assert case.events[1].extra == {"alert": "Pool", "pod": "p1"}
    assert not case.complaints


def test_it_is_over_when_the_last_alert_is() -> None:
    over = one(webhook(alert("Disk", "09:00", "09:20"), alert("Pool", "09:05", "09:40")))
    assert (over.status, f"{over.moments['resolved_at']:%H:%M}") == ("resolved", "09:40")
    assert [event.type for event in over.events] == ["detection", "detection", "monitoring", "resolution"]
    half = one(webhook(alert("Disk", "09:00", "09:20"), alert("Pool", "09:05")))
    assert (half.status, "resolved_at" in half.moments) == ("firing", False)


def test_the_notifications_of_a_group_are_one_incident_and_each_alert_counts_once() -> None:
    again = [webhook(alert("Pool", "09:05")), webhook(alert("Pool", "09:05")), webhook(alert("Pool", "09:05", "09:40"))]
    case = one(again)
    assert [event.text for event in case.events] == ["Pool is bad: Pool is at 42%", "Alert resolved: Pool is bad"]
    assert read([*again, webhook(alert("Disk", "10:00"), groupKey="other")]).many


def test_the_title_of_a_grafana_rule_goes_before_its_summary() -> None:
    case = one(webhook(alert("High load", "09:00"), orgId=1, title="[FIRING:1]  (blue)", message="**Firing**"))
    assert (case.title, case.events[0].actor) == ("High load", "Grafana")


def test_alerts_of_the_api_are_read_as_well() -> None:
    prometheus = {
        "labels": {"alertname": "Pool"},
        "annotations": {},
        "state": "firing",
        "activeAt": "2024-06-11T09:00:00Z",
    }
    case = one({"status": "success", "data": {"alerts": [prometheus]}})
    assert (case.title, case.events[0].text) == ("Pool", "Pool")
    assert one([alert("Pool", "09:00")]).title == "Pool is bad"


def test_what_a_rule_of_grafana_says_of_itself_is_whole() -> None:
    case = one(webhook(alert("Pool", "09:05"), orgId=1))
    assert (case.title, case.description) == ("Pool", "Pool is bad\nPool is at 42%")
