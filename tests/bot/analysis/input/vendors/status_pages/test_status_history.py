"""Incidents with a list of updates and their states, whatever keeps them."""

import json
from typing import Any

import pytest

from bot.analysis.input.reading import read_input
from bot.analysis.model import Case


def one(**fields: Any) -> Case:
    return read_input(json.dumps({"title": "Late webhooks", **fields}), "x.json").cases[0]


@pytest.mark.parametrize("name", ["updates", "history", "status_updates"])
def test_updates_with_states_are_events_with_a_status(name: str) -> None:
    updates = [
        {"at": "2024-04-09T07:35:00Z", "status": "Investigating", "message": "late", "author": "Ann"},
        {"created_at": "2024-04-09T08:15:00Z", "state": "monitoring", "body": "set aside"},
        {"time": "2024-04-09T08:50:00Z", "status": "resolved"},
    ]
    case = one(**{name: updates}, services=["webhooks"], impact="All customers")
    assert [(f"{event.at:%H:%M}", event.status, event.actor, event.text) for event in case.events if event.at] == [
        ("07:35", "investigating", "Ann", "late"),
        ("08:15", "monitoring", "", "set aside"),
        ("08:50", "resolved", "", "Status: resolved"),
    ]
    assert (case.services, [claim.text for claim in case.impact]) == (("webhooks",), ["All customers"])
    assert not case.complaints


def test_updates_beside_a_timeline_are_what_people_were_told() -> None:
    case = one(
        updates=[{"at": "2024-04-09T07:35:00Z", "status": "resolved", "message": "fine"}],
        events=[{"timestamp": "2024-04-09T07:30:00Z", "text": "down"}],
    )
    assert [event.text for event in case.events] == ["down"]
    assert len(case.told) == 1


def test_updates_without_states_are_no_history() -> None:
    case = one(updates=[{"at": "2024-04-09T07:35:00Z", "channel": "email", "message": "we are looking"}])
    assert [told.channel for told in case.told] == ["email"]


def test_updates_with_a_state_of_any_name_are_events_as_heroku_and_google_cloud_write_them() -> None:
    heroku = one(
        updates=[
            {"contents": "Restarts", "created_at": "2025-02-05T17:01:00Z", "update_type": "issue"},
            {"contents": "Fixed.", "created_at": "2025-02-05T19:00:00Z", "update_type": "resolved"},
        ]
    )
    assert [(event.status, event.text) for event in heroku.events] == [("issue", "Restarts"), ("resolved", "Fixed.")]
    cloud = one(
        begin="2025-06-12T17:51:00+00:00",
        external_desc="Quota policy",
        updates=[
            {"when": "2025-06-13T01:27:00+00:00", "text": "It is resolved.", "status": "AVAILABLE"},
            {"when": "2025-06-12T18:46:00+00:00", "text": "We look.", "status": "SERVICE_OUTAGE"},
        ],
    )
    assert (cloud.description, f"{cloud.moments['started_at']:%H:%M}") == ("Quota policy", "17:51")
    assert [event.status for event in cloud.events if event.text == "It is resolved."] == ["resolved"]


def test_messages_to_people_are_no_history_whatever_became_of_them() -> None:
    case = one(updates=[{"at": "2024-04-09T07:35:00Z", "channel": "email", "message": "late", "status": "sent"}])
    assert len(case.told) == 1
