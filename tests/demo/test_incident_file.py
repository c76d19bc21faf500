"""Reading incident files: what is taken from one, and the sentence for each thing that can be wrong with it."""

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.errors import InputError
from bot.incidents.titles import MAX_TITLE
from demo.incident_file import (
    FileActionItem,
    FileCommunication,
    FileEvent,
    FileParticipant,
    IncidentFile,
    read_incident_file,
)

SAMPLES = Path(__file__).parents[2] / "samples"


def read(**fields: Any) -> IncidentFile:
    """A readable file with these top-level fields over it."""
    data = {"incident": {"title": "Search is slow", "declared_at": "2024-06-11T23:12:00Z"}, **fields}
    return read_incident_file(json.dumps(data), "x.json")


def complaint(**fields: Any) -> str:
    with pytest.raises(InputError) as refused:
        read(**fields)
    return str(refused.value)


def an_event(**fields: Any) -> dict[str, Any]:
    return {"timestamp": "2024-06-11T23:20:00Z", "type": "note", "actor": "Li Wei", "description": "Looking", **fields}


def test_a_sample_is_read_with_all_its_facts() -> None:
    file = read_incident_file((SAMPLES / "payment-outage.json").read_text("utf-8"), "payment-outage.json")
    assert file.title == "Payment service degradation"
    assert file.severity == "SEV1"
    assert file.commander == "Jane Smith"
    assert file.services == ("payment-gateway", "checkout", "subscription-billing")
    assert file.declared_at == datetime(2024, 1, 15, 14, 23, tzinfo=UTC)
    assert file.resolved_at == datetime(2024, 1, 15, 16, 45, tzinfo=UTC)
    assert (len(file.events), len(file.told), len(file.factors), len(file.fixes), len(file.todos)) == (18, 5, 4, 3, 5)
    assert file.participants[3] == FileParticipant("Carol Davis", "Database SME")
    assert file.todos[0] == FileActionItem(
        "Alert on connection pool usage: warn at 70%, page at 85%", "Alice Chen", "P1", date(2024, 1, 22)
    )
    assert file.events[9].status == "identified"
    assert file.impact[0]["affected_users"] == 12500


def test_only_a_title_and_a_time_are_needed() -> None:
    file = read()
    assert (file.severity, file.commander, file.cause, file.resolved_at) == ("", "", "", None)
    assert (file.events, file.told, file.todos, file.factors) == ((), (), (), ())


def test_unknown_fields_are_passed_over() -> None:
    incident = {"title": "Search is slow", "declared_at": "2024-06-11T23:12:00Z", "mood": 3}
    assert read(weather={"rain": [1, None]}, incident=incident) == read()


def test_null_is_the_same_as_missing() -> None:
    assert read(events=None, resolution=None, impact=None) == read()


@pytest.mark.parametrize(
    ("written", "hour"),
    [
        ("2024-06-11T23:20:00Z", 23),
        ("2024-06-11T23:20:00", 23),
        ("2024-06-12T01:20:00+02:00", 23),
        ("2024-06-11 18:20-05:00", 23),
    ],
)
def test_times_are_read_as_utc_whatever_their_zone(written: str, hour: int) -> None:
    assert read(events=[an_event(timestamp=written)]).events[0].at == datetime(2024, 6, 11, hour, 20, tzinfo=UTC)


def test_a_deadline_is_the_day_as_written() -> None:
    todo = {"title": "Alert", "deadline": "2024-07-01T23:30:00-05:00"}
    assert read(action_items=[todo]).todos[0].due == date(2024, 7, 1)


def test_the_declaration_event_tells_the_time_before_declared_at_does() -> None:
    file = read(events=[an_event(), an_event(type="declaration", timestamp="2024-06-11T23:15:00Z")])
    assert file.declared_at == datetime(2024, 6, 11, 23, 15, tzinfo=UTC)


def test_without_any_other_sign_the_incident_begins_with_its_first_event() -> None:
    later = an_event(timestamp="2024-06-12T00:00:00Z")
    assert read(incident={"title": "Slow"}, events=[later, an_event()]).declared_at.hour == 23


def test_events_are_sorted_by_time_and_keep_the_order_of_one_moment() -> None:
    file = read(
        events=[an_event(description="b"), an_event(description="c"), an_event(timestamp="2024-06-11T23:19:00Z")]
    )
    assert [event.description for event in file.events] == ["Looking", "b", "c"]


def test_an_event_without_type_and_actor_is_a_note_of_the_system() -> None:
    event = read(events=[{"timestamp": "2024-06-11T23:20:00Z", "description": " Disk full\n"}]).events[0]
    assert event == FileEvent(datetime(2024, 6, 11, 23, 20, tzinfo=UTC), "note", "system", "Disk full")


def test_a_status_that_is_no_text_says_nothing() -> None:
    assert read(events=[an_event(metadata={"status": 503})]).events[0].status == ""


def test_communications_keep_their_words() -> None:
    told = {"timestamp": "2024-06-11T23:30:00Z", "channel": "status_page", "message": "Slow & <steady>"}
    assert read(communications=[told]).told == (
        FileCommunication(datetime(2024, 6, 11, 23, 30, tzinfo=UTC), "Slow & <steady>"),
    )


def test_the_permanent_fix_comes_after_the_mitigation_steps() -> None:
    resolution = {"permanent_fix": "Mend the parser", "mitigation_steps": ["List taken back", " "]}
    assert read(resolution=resolution).fixes == ("List taken back", "Mend the parser")


def test_one_text_in_place_of_a_list_counts_as_a_list_of_one() -> None:
    assert read(resolution={"contributing_factors": "No canary"}).factors == ("No canary",)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        (
            {"events": [an_event(), an_event(), an_event(), an_event(timestamp="25:99")]},
            'x.json: events[3].timestamp: "25:99" is not a time. Use the format 2024-01-15T14:23:00Z.',
        ),
        (
            {"events": [{"description": "Looking"}]},
            "x.json: events[0].timestamp: missing. Add a time such as 2024-01-15T14:23:00Z.",
        ),
        ({"events": [an_event(description="  ")]}, "x.json: events[0].description: required, but missing or empty."),
        ({"events": ["boom"]}, 'x.json: events[0]: expected an object, found "boom".'),
        ({"events": {}}, "x.json: events: expected an array, found {}."),
        ({"events": [an_event(actor=7)]}, "x.json: events[0].actor: expected a string, found 7."),
        (
            {"events": [an_event(timestamp="0001-01-01T00:00:00+14:00")]},
            'x.json: events[0].timestamp: "0001-01-01T00:00:00+14:00" is out of range. Use a year from 1971 to 2099.',
        ),
        ({"incident": None}, "x.json: incident: missing. Add an object with at least a title."),
        ({"incident": {}}, "x.json: incident.title: required, but missing or empty."),
        (
            {"incident": {"title": "x" * (MAX_TITLE + 1)}},
            f"x.json: incident.title: {MAX_TITLE + 1} characters, but at most {MAX_TITLE} are allowed. Shorten it.",
        ),
        (
            {"incident": {"title": "x", "declared_at": "2024-06-11", "summary": "y" * 3001}},
            "x.json: incident.summary: 3,001 characters, but at most 3,000 are allowed. Shorten it.",
        ),
        (
            {"incident": {"title": "x"}},
            "x.json: incident.declared_at: missing, and no event has a time. Add the time of the declaration.",
        ),
        (
            {"action_items": [{"title": "x", "deadline": "soon"}]},
            'x.json: action_items[0].deadline: "soon" is not a date. Use the format 2024-01-22.',
        ),
        ({"action_items": [{}]}, "x.json: action_items[0].title: required, but missing or empty."),
        ({"participants": [{"role": "On-call"}]}, "x.json: participants[0].name: required, but missing or empty."),
        (
            {"communications": [{"timestamp": "2024-06-11T23:30:00Z"}]},
            "x.json: communications[0].message: required, but missing or empty.",
        ),
        (
            {"resolution": {"contributing_factors": ["a", 2]}},
            "x.json: resolution.contributing_factors[1]: expected a string, found 2.",
        ),
        ({"impact": "high"}, 'x.json: impact: expected an object, found "high".'),
        (
            {"weather": "\ud800"},
            "x.json: '\\ud800' is an incomplete character. Remove it or export the file again.",
        ),
        (
            {"impact": {"lost": float("nan")}},
            "x.json: a number is not valid or too long, or the nesting is too deep. Fix it.",
        ),
    ],
)
def test_a_bad_field_is_named_with_its_place_and_what_to_do(fields: dict[str, Any], sentence: str) -> None:
    assert complaint(**fields) == sentence


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "x.json: line 1, column 1: invalid JSON (Expecting value). Fix it or export the file again."),
        (
            '{\n"a" 1}',
            "x.json: line 2, column 5: invalid JSON (Expecting ':' delimiter). Fix it or export the file again.",
        ),
        ("[1]", "x.json: expected an object, found [1]."),
        (
            "[" * 100_000,
            "x.json: a number is not valid or too long, or the nesting is too deep. Fix it.",
        ),
        (
            "9" * 5_000,
            "x.json: a number is not valid or too long, or the nesting is too deep. Fix it.",
        ),
    ],
    ids=["empty", "a colon forgotten", "a list", "too deep", "too long a number"],
)
def test_what_is_no_incident_at_all_is_refused(text: str, sentence: str) -> None:
    with pytest.raises(InputError) as refused:
        read_incident_file(text, "x.json")
    assert str(refused.value) == sentence


def test_a_long_wrong_value_is_quoted_in_part() -> None:
    sentence = complaint(events=["word " * 100])
    assert "…" in sentence
    assert len(sentence) < 120
