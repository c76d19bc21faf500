"""The formats of other tools: none ends in a traceback, whatever is missing or of another type."""

import json
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.analysis.input.reading import read_input
from bot.errors import InputError

SAMPLES = sorted(
    (Path(__file__).parents[4] / "samples" / "formats").glob("*.json")
)  # what is read as text has tests beside its reader

UNTITLED = {"slack-export", "teams-export"}  # a conversation has no title

OTHERS: list[Any] = [None, True, 0, 7, -1.5, "", "x", [], ["x"], [None, 7], {}, {"name": "x"}, {"a": [{}]}]


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The paths to all values in a JSON value."""
    if path:
        yield path
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in items:
        yield from places(item, (*path, key))


def changed(value: Any, path: tuple[Any, ...], to: Any) -> Any:
    """A copy with another value at a path; without the field if `to` is ..., an ellipsis."""
    copy = json.loads(json.dumps(value))
    held = copy
    for key in path[:-1]:
        held = held[key]
    if to is ...:
        del held[path[-1]]
    else:
        held[path[-1]] = to
    return copy


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: str(sample.stem))
def test_a_sample_is_recognized_by_what_is_there_and_read_whole(sample: Path) -> None:
    for case in read_input(sample.read_text("utf-8"), "whatever").cases:
        assert case.title or sample.stem in UNTITLED
        assert case.events
        assert all(event.at for event in case.events)
        assert not case.complaints
        assert not case.unknown


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: str(sample.stem))
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_a_field_that_is_missing_or_of_another_type_costs_only_itself(sample: Path, data: st.DataObject) -> None:
    value = json.loads(sample.read_text("utf-8"))
    where = list(places(value))
    for _ in range(data.draw(st.integers(1, 3))):
        path = data.draw(st.sampled_from(where))
        with suppress(KeyError, IndexError, TypeError):
            value = changed(value, path, data.draw(st.sampled_from([*OTHERS, ...])))
    with suppress(InputError):
        read_input(json.dumps(value), "x.json")


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: str(sample.stem))
@pytest.mark.parametrize(
    "envelope",
    [
        lambda value: {"status": "success", "result": value},
        lambda value: {"response": {"body": value, "code": 200}},
    ],
    ids=["result", "body"],
)
def test_an_incident_is_found_in_whatever_an_api_puts_around_it(sample: Path, envelope: Any) -> None:
    value = json.loads(sample.read_text("utf-8"))
    value = value if isinstance(value, dict) else {"messages": value}  # as `conversations.history` has them
    plain, found = (read_input(json.dumps(each), "x").cases for each in (value, envelope(value)))
    assert [case.title for case in found] == [case.title for case in plain]
    assert [len(case.events) for case in found] == [len(case.events) for case in plain]


@pytest.mark.parametrize("key", ["items", "tickets", "hits", "value"])
def test_a_page_of_incidents_is_a_list_of_them(key: str) -> None:
    ticket = {"subject": "Login fails", "requester_id": 7, "created_at": "2024-06-03T06:55:00Z"}
    given = read_input(
        json.dumps({key: [ticket, {**ticket, "subject": "Search fails"}], "count": 2, "next": None}), "x"
    )
    assert [case.title for case in given.cases] == ["Login fails", "Search fails"]
    assert given.many


def test_pages_and_queued_messages_are_opened_one_by_one() -> None:
    ticket = {"subject": "Login fails", "requester_id": 7}
    pages = [{"tickets": [ticket]}, {"tickets": [{**ticket, "subject": "Search fails"}]}]
    assert [case.title for case in read_input(json.dumps(pages), "x").cases] == ["Login fails", "Search fails"]
    queue = {"Records": [{"messageId": "1", "body": json.dumps({"ticket": ticket})}]}
    assert [case.title for case in read_input(json.dumps(queue), "x").cases] == ["Login fails"]


@pytest.mark.parametrize("own", [{"title": "Login fails", "status": "open"}, {"title": "Login fails", "events": []}])
def test_an_incident_of_ones_own_is_found_in_an_envelope_too(own: Any) -> None:
    assert read_input(json.dumps({"ok": True, "data": own}), "x").cases[0].title == "Login fails"


def test_what_stands_beside_an_event_of_another_kind_is_no_incident() -> None:
    repository = {"name": "shop", "description": "The shop", "created_at": "2019-05-15T15:19:25Z"}
    with pytest.raises(InputError, match=r"doesn't describe an incident: found an object with \"ref\", \"repository\""):
        read_input(json.dumps({"ref": "main", "repository": repository}), "x")


def test_an_incident_of_ones_own_with_an_alert_in_a_field_stays_whole() -> None:
    alert = json.loads(next(each for each in SAMPLES if each.stem == "opsgenie_webhook").read_text("utf-8"))
    assert (
        read_input(json.dumps({"title": "Checkout is down", "alert": alert}), "x").cases[0].title == "Checkout is down"
    )


@pytest.mark.parametrize("text", ["null", "42", "{}", '{"alerts": [1]}', "[true]"])
def test_a_refusal_is_short_and_points_to_the_list_of_formats(text: str) -> None:
    with pytest.raises(InputError) as refused:
        read_input(text, "x")
    assert "samples/README.md" in str(refused.value)
    assert len(str(refused.value)) < 250
