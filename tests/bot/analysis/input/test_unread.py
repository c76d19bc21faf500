"""What was not read is said: lines with a time in another text, and parts of a file."""

import json
from typing import Any

import pytest

from bot.analysis.input.reading import read_input


def complaints(given: Any) -> str:
    text = given if isinstance(given, str) else json.dumps(given)
    return " ".join(complaint for case in read_input(text, "x").cases for complaint in case.complaints)


@pytest.mark.parametrize(
    "line", ["[12.05. 18:20] Emre Yilmaz", "14:20 rolled back", "Emre, Store 5, 12.05. 18:20", "emre - today at 18:20"]
)
def test_a_line_with_a_time_within_a_message_is_counted(line: str) -> None:
    said = {"title": "x", "events": [{"time": "2026-05-12T17:03:00Z", "text": f"tills are down\n{line}\nit works"}]}
    assert "A line with a time is no event of its own" in complaints(said)


@pytest.mark.parametrize("line", ["it works since 18:20", "from 18:00 to 18:20", "call me at 18:20", "3 of 4 are up"])
def test_a_time_in_a_sentence_is_no_line_with_a_time(line: str) -> None:
    said = {"title": "x", "events": [{"time": "2026-05-12T17:03:00Z", "text": f"tills are down\n{line}"}]}
    assert "of its own" not in complaints(said)


def test_lines_with_a_time_in_an_unknown_field_are_counted() -> None:
    said = complaints({"title": "x", "description": "y", "zz": "14:05 it fell\n14:20 restarted"})
    assert '2 lines with a time are no event of their own, such as "14:05 it fell" in `zz`.' in said


def test_a_part_of_which_nothing_was_read_is_named() -> None:
    issue = {"key": "A-1", "fields": {"summary": "API is down", "created": "2026-01-02T10:00:00Z"}}
    worklogs = [{"comment": "checked the pods and restarted all"}]
    assert "Nothing of `worklogs` was read." in complaints({"issue": issue, "worklogs": worklogs})
    assert "was read" not in complaints({"issue": issue, "users": [{"name": "Jane Smith"}]})


def test_a_timeline_without_an_event_is_named() -> None:
    said = complaints("# Search down\n\n## Timeline\n\nFirst the alert, then we looked.\n\n## Impact\n\nNo search.\n")
    assert 'The section "Timeline" has no event; begin each line with its time.' in said


def test_a_cell_that_is_only_a_time_is_no_line() -> None:
    assert "of its own" not in complaints({"title": "x", "description": "y", "zz": [{"q": "09:31"}]})


@pytest.mark.parametrize("line", ["0915Z comms lost", "0915 hrs: comms lost", "0915hrs comms lost"])
def test_times_without_a_colon_are_read(line: str) -> None:
    (event, _) = read_input(f"{line}\n{line.replace('0915', '0930')}", "x").cases[0].events
    assert (f"{event.at:%H:%M}", event.text) == ("09:15", "comms lost")
