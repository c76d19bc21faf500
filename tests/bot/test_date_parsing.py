"""Dates as people type them."""

from datetime import UTC, date, datetime

import pytest

from bot.errors import NotUnderstood
from bot.time_parsing import read_day

NOON = datetime(2024, 1, 15, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("word", "zone", "day"),
    [
        ("2024-01-22", "UTC", date(2024, 1, 22)),
        ("2024-2-9", "UTC", date(2024, 2, 9)),
        ("10.03.2026", "UTC", date(2026, 3, 10)),
        ("10.3.", "UTC", date(2024, 3, 10)),
        ("10.1.", "UTC", date(2025, 1, 10)),
        ("29.2.", "UTC", date(2024, 2, 29)),
        ("22/01/2024", "UTC", date(2024, 1, 22)),
        ("01/22/2024", "UTC", date(2024, 1, 22)),
        ("today", "UTC", date(2024, 1, 15)),
        ("TOMORROW", "UTC", date(2024, 1, 16)),
        ("today", "Pacific/Kiritimati", date(2024, 1, 16)),
        ("tomorrow", "Pacific/Kiritimati", date(2024, 1, 17)),
    ],
)
def test_a_day_is_read_in_the_zone_of_who_typed_it(word: str, zone: str, day: date) -> None:
    assert read_day(word, zone, NOON) == day


@pytest.mark.parametrize("word", ["2024-13-01", "2023-02-29", "0000-01-01", "32.13.2026", "31.2.", "soon"])
def test_a_day_that_no_calendar_has_is_answered_with_what_to_type(word: str) -> None:
    with pytest.raises(NotUnderstood) as refused:
        read_day(word, "UTC", NOON)
    assert str(refused.value) == f'"{word}" is not a date. Use YYYY-MM-DD, such as 2024-01-22.'


def test_a_day_that_could_be_two_is_asked_about() -> None:
    with pytest.raises(NotUnderstood, match='"01/02/2024" could be two dates'):
        read_day("01/02/2024", "UTC", NOON)
