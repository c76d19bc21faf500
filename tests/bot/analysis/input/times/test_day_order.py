"""Dates as numbers: which one is the day is the same in the whole file."""

import pytest

from bot.analysis.input.times.day_order import unambiguous, with_whole_year


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (["1/15/24 10:42", "1/2/24"], ["2024-01-15 10:42", "2024-01-02"]),
        (["15/1/2024, 10:42", "1/2/2024"], ["2024-01-15 10:42", "2024-02-01"]),
        (["1.2.24 10:42"], ["2024-02-01 10:42"]),
        (["05/05/2024 10:42"], ["2024-05-05 10:42"]),
        (["15-01-2024T10:42"], ["2024-01-15 10:42"]),
    ],
)
def test_a_number_above_twelve_or_dots_decide(written: list[str], read: list[str]) -> None:
    found, problem = unambiguous(written)
    assert ([found[each] for each in written], problem) == (read, "")


def test_without_a_sign_only_the_time_of_the_one_date_is_read() -> None:
    found, problem = unambiguous(["1/2/2024 10:42", "1/2/2024 10:50"])
    assert sorted(found.values()) == ["10:42", "10:50"]
    assert problem == '"1/2/2024" names the month first or the day first; write dates as 2024-01-31'
    assert unambiguous(["1/2/2024 10:42", "1/3/2024 10:50"])[0] == {}
    assert unambiguous(["1/15/2024", "15/1/2024", "1/2/2024"])[0] == {}


def test_other_texts_are_left_alone() -> None:
    assert unambiguous(["2024-01-15 10:42", "10:42", "", "x"]) == ({}, "")
    assert with_whole_year("15/Jan/24 10:42 AM") == "15 Jan 2024 10:42 AM"
    assert with_whole_year("15 Jan 2024") == "15 Jan 2024"
