"""A threshold that was passed with no alert, and a detection over its target; what looks alike is not asked about."""

from typing import Any

import pytest

from bot.analysis.model import Evidence, Todo
from bot.timeline.kinds import EntryKind
from tests.bot.review.questions.question_cases import after, asked, at, case, texts

OVER = {"metric": "queue_length", "value": 45_000, "threshold": 40_000}


def test_a_threshold_that_was_passed_with_no_alert_on_it_is_asked_about() -> None:
    [found] = asked(case(at(-10, EntryKind.TRIGGER, "Queue is long", "system", extra=OVER)), "alert")
    assert found.text == (
        "At 09:50 queue length passed its threshold, and no alert on it is logged. Did one fire, and whom did it reach?"
    )
    assert found.whom == "Nora Weiss, operations lead"


@pytest.mark.parametrize(
    "fields",
    [
        {"metric_name": "cpu", "current_value": "97%", "limit": "90%"},
        {"metric": "latency", "observed": "8,500 ms", "alert_threshold": "5,000 ms"},
        {"check": "disk", "actual": 95.5, "threshold": "95.5"},
        {"metric": "free space", "value": 5, "threshold": 10, "operator": "<"},
    ],
)
def test_a_value_and_its_limit_are_known_under_several_names(fields: dict[str, Any]) -> None:
    assert len(asked(case(at(-10, EntryKind.NOTE, "Seen", "system", extra=fields)), "alert")) == 1


@pytest.mark.parametrize(
    "fields",
    [
        {**OVER, "value": 30_000},
        {**OVER, "comparison": "below"},
        {**OVER, "alert_id": "PD-1"},
        {"value": 45_000, "threshold": 40_000},
        {"metric": "queue_length", "value": 45_000},
        {"metric": "queue_length", "value": "95%", "threshold": "90 ms"},
        {"metric": "queue_length", "value": "high", "threshold": "low"},
    ],
    ids=["below", "above a lower limit", "an alert itself", "of what", "no limit", "other units", "no numbers"],
)
def test_a_value_below_its_limit_and_an_alert_are_not_asked_about(fields: dict[str, Any]) -> None:
    assert texts(case(at(-10, EntryKind.TRIGGER, "Queue is long", "system", extra=fields)), "alert") == []


@pytest.mark.parametrize(
    "alert",
    [
        at(-8, EntryKind.DETECTION, "Alert: queue length above 40,000", "monitoring"),
        at(-8, EntryKind.NOTE, "Paged", "PagerDuty", extra={"alert_id": "PD-1", "metric": "queue_length"}),
        at(-8, EntryKind.DETECTION, "Paged", "PagerDuty", extra={"metric": "queue_length"}),
    ],
)
def test_a_threshold_with_an_alert_on_the_same_metric_is_not_asked_about(alert: Any) -> None:
    over = at(-10, EntryKind.TRIGGER, "Queue is long", "system", extra=OVER)
    assert texts(case(over, alert), "alert") == []


def test_the_same_metric_is_asked_about_once() -> None:
    twice = [at(minutes, EntryKind.NOTE, "Queue is long", "system", extra=OVER) for minutes in (-10, 3)]
    assert len(asked(case(*twice), "alert")) == 1


LATE = {"started_at": after(-90), "detected_at": after(-5)}


def test_a_detection_over_its_target_asks_what_would_have_shown_it_earlier() -> None:
    [found] = asked(case(moments=LATE), "late")
    assert found.text == "Detection took longer than its target. What would have raised an alert earlier?"
    assert found.whom == "Ida Holm, incident commander"


@pytest.mark.parametrize(
    "fields",
    [
        {"moments": {**LATE, "started_at": after(-35)}},
        {"moments": LATE, "actions": (Todo("Alert on the queue", Evidence("todo[0]"), kind="detection"),)},
    ],
    ids=["met", "an action item is about it"],
)
def test_a_detection_in_time_or_with_an_action_item_is_not_asked_about(fields: dict[str, Any]) -> None:
    assert texts(case(**fields), "late") == []
