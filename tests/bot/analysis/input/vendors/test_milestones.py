"""Key times by the names that tools give them."""

import pytest

from bot.analysis.input.vendors.milestones import Stated, events, fields, moment_of


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Fixed at", "mitigated_at"),
        ("resolved", "resolved_at"),
        ("customer_impact_start", "started_at"),
        ("impactDetectDate", "detected_at"),
        ("End time", "resolved_at"),
        ("Reported at", "declared_at"),
        ("Identified at", ""),
        ("Canceled at", ""),
        ("Updated at", ""),
    ],
)
def test_a_name_states_a_key_time_or_none(name: str, key: str) -> None:
    assert moment_of(name) == key


def test_of_two_names_for_one_key_time_the_first_counts_and_names_its_field() -> None:
    stated = [Stated("Reported at", "2024-01-01T10:00Z"), Stated("created_at", "2024-01-01T09:00Z", source="made")]
    assert fields(stated) == {"declared_at": "2024-01-01T10:00Z", "source_fields": {"declared_at": "Reported at"}}


def test_a_time_under_two_names_is_one_event_and_an_unset_one_is_none() -> None:
    stated = [
        Stated("Reported at", "2024-01-01T10:00Z"),
        Stated("created_at", "2024-01-01T10:00Z"),
        Stated("fixed", ""),
    ]
    assert [event["text"] for event in events(stated)] == ["Incident opened"]


def test_a_second_time_for_one_key_time_is_told_by_its_own_name() -> None:
    stated = [Stated("Resolved at", "2024-01-01T10:00Z"), Stated("Closed at", "2024-01-02T10:00Z")]
    assert [(event["text"], event.get("type")) for event in events(stated)] == [
        ("Resolved", "resolution"),
        ("Closed", None),
    ]
    assert fields(stated[1:])["resolved_at"] == "2024-01-02T10:00Z"


def test_a_time_that_states_no_key_time_is_an_event_by_its_name() -> None:
    assert list(events([Stated("Vendor called at", "2024-01-01T10:00Z", "Jo", "ticket 7")])) == [
        {"timestamp": "2024-01-01T10:00Z", "actor": "Jo", "text": "Vendor called: ticket 7"}
    ]
