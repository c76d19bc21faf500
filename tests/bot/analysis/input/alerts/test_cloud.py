"""Alarms of the clouds, in whatever they are sent through."""

import json
from typing import Any

import pytest

from bot.analysis.input.reading import read_input

ALARM: dict[str, Any] = {
    "AlarmName": "queue-age",
    "NewStateValue": "OK",
    "StateChangeTime": "2024-01-12T16:30:42.236+0000",
}
DETAIL = {"alarmName": "queue-age", "state": {"value": "OK", "timestamp": "2024-01-12T16:30:42.236+0000"}}


@pytest.mark.parametrize(
    "value",
    [
        ALARM,
        {"Subject": "OK: queue-age", "Message": json.dumps(ALARM)},
        {"Records": [{"Sns": {"Subject": "OK", "Message": json.dumps(ALARM)}}]},
        {"detail-type": "CloudWatch Alarm State Change", "detail": DETAIL},
        {"version": "1.2", "incident": {"policy_name": "queue-age", "state": "closed", "ended_at": 1705077042}},
        {"schemaId": "azureMonitorCommonAlertSchema", "data": {"essentials": {"alertRule": "queue-age",
            "monitorCondition": "Resolved", "resolvedDateTime": "2024-01-12T16:30:42Z"}}},
        {"issueUrl": "x", "title": "queue-age", "state": "CLOSED", "closedAt": 1705077042000, "impactedEntities": ["q"],
         "trigger": "STATE_CHANGE"},
        {"event_action": "resolve", "dedup_key": "k", "payload": {"summary": "queue-age", "severity": "critical",
            "timestamp": "2024-01-12T16:30:42.315+0000", "source": "prod"}},
    ],
)  # fmt: skip
def test_an_alarm_is_found_wherever_it_is_sent_through(value: Any) -> None:
    case = read_input(json.dumps(value), "x.json").cases[0]
    assert (case.title, case.status) == ("queue-age", "resolved")
    assert not case.causes
    assert not case.severity
    assert f"{case.moments['resolved_at']:%H:%M}" == "16:30"
