"""Events in any shape: also as an object whose keys are times."""

import json

import pytest

from bot.analysis.input.reading import read_input

_TEXTS = ["primary killed", "replica promoted"]


@pytest.mark.parametrize(
    "events",
    [
        {"10:00": "primary killed", "10:04": "replica promoted"},
        {"2025-01-05 10:00": "primary killed", "2025-01-05T10:04Z": {"what": "replica promoted"}},
        {"10:00": ["primary killed", "replica promoted"]},
        [{"10:00": "primary killed"}, {"10:04": "replica promoted"}],
    ],
)
@pytest.mark.parametrize("around", ["timeline", ""])
def test_an_object_with_times_for_keys_is_a_row_of_events(around: str, events: object) -> None:
    case = read_input(json.dumps({"title": "Ledger lag", around: events} if around else events), "x.json").cases[0]
    assert [event.text for event in case.events] == _TEXTS
    assert case.events[0].at is not None
    assert (case.events[0].at.hour, case.events[0].at.minute) == (10, 0)


def test_items_of_yaml_that_begin_with_a_time_are_events() -> None:
    text = "incident: Mirror stalled\nlead: Abby Ruiz\ntimeline:\n  - 13:02: rsync hangs\n  - 13:20: 'Abby paged'\n"
    case = read_input(text, "x.yaml").cases[0]
    assert (case.title, case.commander) == ("Mirror stalled", "Abby Ruiz")
    assert [event.text for event in case.events] == ["rsync hangs", "Abby paged"]


def test_a_timeline_that_is_one_object_without_a_time_is_reported() -> None:
    case = read_input('{"title": "Ledger lag", "timeline": {"first": "primary killed"}}', "x.json").cases[0]
    assert "read 0 of 1 `timeline`: no time found." in case.complaints
