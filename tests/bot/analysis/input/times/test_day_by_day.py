"""The days of a conversation: stated, counted between two stated ones, or concluded and said."""

import pytest

from bot.analysis.input.tables import Notes
from bot.analysis.input.times.day_by_day import dated, is_day


@pytest.mark.parametrize(
    "line",
    [
        "Monday, January 15th",
        "Monday, January 15th, 2024",
        "January 15, 2024",
        "2024-01-15",
        "Today",
        "Yesterday",
        "Friday",
        "--- Day changed Mon Jan 15 2024",
        "--- Log opened Mon Jan 15 10:00:00 2024",
        "15 January 2024",
        "--- 15 Jan 2024 ---",
        "Jan 15",
        "15. Januar 2024",
    ],
)
def test_a_line_that_states_a_day(line: str) -> None:
    assert is_day(line)


@pytest.mark.parametrize(
    "line",
    [
        "rolling back to 812",
        "since January 15th it fails",
        "Deploy 42",
        "v2024",
        "2024",
        "10:42",
        "Jane 5",
        "",
        "May be 3",
    ],
)
def test_a_line_that_does_not(line: str) -> None:
    assert not is_day(line)


@pytest.mark.parametrize(
    ("times", "read"),
    [
        ([("", "10:42"), ("", "10:44 AM")], ["10:42:00", "10:44:00"]),
        ([("", "11:58 AM"), ("", "12:03"), ("", "1:05")], ["11:58:00", "12:03:00", "13:05:00"]),
        (
            [("2024-01-15", "23:50 UTC"), ("2024-01-16", "00:10 UTC")],
            ["2024-01-15 23:50:00 UTC", "2024-01-16 00:10:00 UTC"],
        ),
        ([("Yesterday", "17:00"), ("Today", "09:00")], ["17:00:00", "09:00:00 (+1)"]),
        ([("Friday", "17:00"), ("Monday", "09:00")], ["17:00:00", "09:00:00 (+3)"]),
        ([("December 31", "17:00"), ("January 1", "09:00")], ["17:00:00", "09:00:00 (+1)"]),
        ([("January 15", "10:00"), ("January 15", "10:05")], ["10:00:00", "10:05:00"]),
        ([("", "1/15/24, 10:42 PM"), ("", "1/16/24, 1:05 AM")], ["2024-01-15 10:42 PM", "2024-01-16 1:05 AM"]),
    ],
)
def test_times_get_the_day_that_is_stated(times: list[tuple[str, str]], read: list[str]) -> None:
    notes = Notes()
    assert dated(times, notes) == read
    assert not notes.complaints


def test_more_days_without_a_date_than_fit_a_year_are_not_counted() -> None:
    months = [(f"{name} 1", "10:00") for name in ("January", "March", "May", "July", "September", "November")] * 3
    assert sum("(+" in time for time in dated(months, Notes())) < 3
