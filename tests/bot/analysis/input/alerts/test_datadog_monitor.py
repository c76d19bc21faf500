"""Alerts of Datadog monitors: the marks in the title are read, and the links in the body left out."""

import json
from typing import Any

import pytest

from bot.analysis.input.reading import read_input
from bot.analysis.model import Case


def read(**fields: Any) -> Case:
    default = {
        "event_type": "query_alert_monitor",
        "org": {"name": "x"},
        "date": 1730984530000,
        "last_updated": 1730985130000,
    }
    return read_input(json.dumps({"title": "x", "body": "", **default, **fields}), "x.json").cases[0]


def test_the_marks_in_the_title_are_transition_service_and_priority() -> None:
    case = read(title="[Triggered on {service:web,env:prod}] [P2] Errors", body="%%%\nMany errors\n\n---\n\nlinks\n%%%")
    assert (case.title, case.description, case.services) == ("Errors", "Many errors", ("web",))
    assert (case.facts["environment"], case.status) == ("prod", "triggered")
    assert [event.text for event in case.events] == ["Triggered: Errors"]
    assert list(case.moments) == ["detected_at"]


@pytest.mark.parametrize(
    "fields", [{"title": "[Recovered] Errors"}, {"title": "Errors", "alert_transition": "Recovered"}]
)
def test_a_recovery_is_the_end(fields: Any) -> None:
    case = read(**fields)
    assert (case.title, list(case.moments), case.events[0].type) == ("Errors", ["resolved_at"], "resolution")
