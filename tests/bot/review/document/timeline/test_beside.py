"""What the fields beside a timeline entry add to its text."""

from collections.abc import Mapping

import pytest

from bot.json_types import Json
from bot.review.document.timeline.beside import notes
from bot.timeline.model import EntryKind
from tests.bot.review.document.review_cases import AT, event


def noted(text: str, extra: Mapping[str, Json], *before: tuple[str, Mapping[str, Json]]) -> tuple[str, ...]:
    told = [event(number, number, EntryKind.NOTE, *each[:1], extra=each[1]) for number, each in enumerate(before, 2)]
    return notes([event(1, 0, EntryKind.NOTE, text, extra=extra), *told], AT.date())[1]


@pytest.mark.parametrize(
    ("text", "extra"),
    [
        ("Error rate 8.2%", {"error_rate": 8.2}),
        ("p99 is 8,500 ms", {"latency_p99_ms": 8500}),
        ("user-api v2.4.1 went out", {"deployment": "user-api-v2.4.1"}),
        ("Error rate from 23% to 12%", {"error_rate_before": 23.5, "error_rate_after": 12.1}),
        ("Released at 13:45", {"deployed_at": "2024-05-06T13:45:00Z"}),
        ("Raised from 20 to 50", {"old_value": 20, "new_value": 50}),
        ("Escalated to VP Engineering", {"escalated_to": "VP Engineering"}),
        ("Stable for an hour", {"stable": True}),
        ("Status page: Identified", {"channel": "status_page"}),
        ("Alert fired", {"source": "datadog", "alert_id": "PD-98765", "metric": "db_pool", "reason": "pool_resize"}),
        ("Anything", {"a": None, "b": "", "c": [], "d": {}}),
    ],
)
def test_what_the_text_says_or_what_only_names_a_tool_is_left_out(text: str, extra: Mapping[str, Json]) -> None:
    assert noted(text, extra) == ()


@pytest.mark.parametrize(
    ("text", "extra", "told"),
    [
        ("Pool is full", {"pool_size": 20, "waiting_requests": 147}, ("pool size 20", "waiting requests 147")),
        ("Down again", {"restart_took_seconds": 90}, ("restart took 90 s",)),
        ("Error rate 5%", {"retries": 5}, ("retries 5",)),
        ("Rolled back", {"rollback_reason": "ORM leaks"}, ("rollback reason: ORM leaks",)),
        ("Rolled back", {"failure_mode": "connection_leak"}, ("failure mode: connection leak",)),
        ("Rolled back", {"started_at": "2024-05-06T13:45:00Z"}, ("started at 13:45",)),
        ("Rolled back", {"marked_by": ["Ida Holm", "Paul Okafor"]}, ("marked by Ida Holm, Paul Okafor",)),
        ("Rolled back", {"stable": False}, ("stable: no",)),
        ("Pool at 95%", {"value": 95, "threshold": 90}, ("threshold 90%",)),
        ("Error rate fell", {"error_rate_before": 23.5, "error_rate_after": 12.1}, ("before 23.5", "after 12.1")),
        ("", {"source": "datadog"}, ("source: datadog",)),
    ],
)
def test_what_the_text_lacks_stands_in_words(text: str, extra: Mapping[str, Json], told: tuple[str, ...]) -> None:
    assert noted(text, extra) == told


def test_a_figure_has_the_unit_in_which_another_entry_writes_it() -> None:
    assert noted("Back to normal", {"error_rate": 0.08}, ("Error rate is 8.2%", {"error_rate": 8.2})) == (
        "error rate 0.08%",
    )
    assert noted("Back to normal", {"error_rate": 0.08}) == ("error rate 0.08",)
