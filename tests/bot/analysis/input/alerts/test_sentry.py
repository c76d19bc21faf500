"""Sentry's issues, events and webhooks."""

import json
from typing import Any

import pytest

from bot.analysis.input.reading import read_input
from bot.analysis.model import Case

ISSUE: dict[str, Any] = {"shortId": "SHOP-1", "title": "KeyError: x", "firstSeen": "2024-07-08T11:02:40Z"}
EVENT: dict[str, Any] = {
    "event_id": "bb78",
    "title": "TypeError: y",
    "culprit": "shop.cart",
    "datetime": "2024-07-08T11:00:00Z",
    "tags": [["environment", "staging"], ["level", "fatal"]],
}


def read(value: Any) -> Case:
    return read_input(json.dumps(value), "x.json").cases[0]


@pytest.mark.parametrize("value", [ISSUE, {"action": "created", "data": {"issue": ISSUE}, "actor": {"name": "Sentry"}}])
def test_an_issue_is_detected_when_it_is_first_seen(value: Any) -> None:
    case = read(value)
    assert (case.title, f"{case.moments['detected_at']:%H:%M}") == ("KeyError: x", "11:02")


def test_an_event_of_a_webhook_has_pairs_as_tags() -> None:
    case = read({"action": "created", "data": {"error": EVENT}})
    assert (case.priority, case.facts["environment"], case.title) == ("fatal", "staging", "TypeError: y")


def test_that_an_issue_was_last_seen_is_not_its_end() -> None:
    case = read({**ISSUE, "status": "resolved", "lastSeen": "2024-07-08T12:00:00Z"})
    assert "resolved_at" not in case.moments
