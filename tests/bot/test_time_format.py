"""Times, dates, durations and periods as people read them."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.time_format import (
    clock,
    day_name,
    duration,
    minutes,
    minutes_between,
    period,
    period_of_hours,
    reads_alone,
    remaining,
    stamp,
)

NOON = datetime(2024, 1, 15, 12, 0, tzinfo=UTC)
DAY = NOON.date()


def test_a_date_has_its_year_unless_the_reader_is_in_that_year() -> None:
    assert day_name(DAY) == "Mon 15 Jan 2024"
    assert day_name(DAY, date(2024, 12, 31)) == "Mon 15 Jan"
    assert day_name(DAY, date(2025, 1, 1)) == "Mon 15 Jan 2024"


def test_a_moment_is_a_date_with_the_time_in_utc() -> None:
    berlin = datetime(2024, 1, 15, 0, 30, tzinfo=ZoneInfo("Europe/Berlin"))
    assert stamp(berlin) == "Sun 14 Jan 2024, 23:30 UTC"
    assert stamp(berlin, NOON) == "Sun 14 Jan, 23:30 UTC"


def test_a_time_is_read_alone_only_within_half_a_day_of_a_moment_beside_it() -> None:
    near = timedelta(hours=11, minutes=59)
    assert reads_alone(NOON, NOON + near)
    assert reads_alone(NOON, NOON - near)
    assert reads_alone(NOON, (NOON + near).astimezone(ZoneInfo("Pacific/Auckland")))
    assert not reads_alone(NOON, NOON + timedelta(hours=12))
    assert not reads_alone(NOON, NOON - timedelta(days=5))
    assert not reads_alone(NOON, None)


def test_a_time_names_its_day_only_where_it_is_another_one() -> None:
    assert clock(NOON, DAY) == "12:00"
    assert clock(NOON + timedelta(hours=13), DAY) == "Tue 16 Jan, 01:00"
    assert clock(NOON - timedelta(days=15), DAY) == "Sun 31 Dec 2023, 12:00"


@pytest.mark.parametrize(
    ("seconds", "minutes"),
    [(0, 0), (59, 0), (60, 1), (119, 1), (26 * 3600 + 300, 1565), (-1, -1), (-60, -1), (-61, -2)],
)
def test_minutes_between_are_rounded_down(seconds: int, minutes: int) -> None:
    assert minutes_between(NOON, NOON + timedelta(seconds=seconds)) == minutes


@pytest.mark.parametrize(
    ("span", "said"),
    [
        (timedelta(0), "0 min"),
        (timedelta(minutes=22, seconds=59), "22 min"),
        (timedelta(minutes=60), "1 h"),
        (timedelta(minutes=125), "2 h 5 min"),
        (timedelta(hours=23, minutes=59), "23 h 59 min"),
        (timedelta(hours=26, minutes=5), "1 d 2 h"),
        (timedelta(days=3), "3 d"),
        (timedelta(days=3, hours=4), "3 d 4 h"),
        (timedelta(seconds=-90), "0 min"),
        (150, "2 h 30 min"),
        (-1, "0 min"),
    ],
)
def test_a_duration_has_at_most_two_units(span: timedelta | int, said: str) -> None:
    assert duration(span) == said


def test_minutes_to_compare_with_a_target_stay_minutes() -> None:
    assert [minutes(count) for count in (45, 60, 145)] == ["45 min", "60 min (1 h)", "145 min (2 h 25 min)"]


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (15, "15 min"),
        (60, "1 h"),
        (90, "90 min"),
        (150, "2 h 30 min"),
        (240, "4 h"),
        (1440, "24 h"),
        (2880, "48 h"),
        (4320, "3 days"),
        (10080, "7 days"),
    ],
)
def test_a_configured_period_is_in_the_unit_that_people_say(count: int, said: str) -> None:
    assert period(count) == said


def test_configured_hours_are_said_like_minutes() -> None:
    assert [period_of_hours(count) for count in (4, 48, 72, 168)] == ["4 h", "48 h", "3 days", "7 days"]


@pytest.mark.parametrize(
    ("span", "said"),
    [
        (timedelta(seconds=-1), "now"),
        (timedelta(seconds=20), "now"),
        (timedelta(seconds=40), "in 1 min"),
        (timedelta(minutes=22, seconds=10), "in 22 min"),
        (timedelta(minutes=59, seconds=50), "in 1 hour"),
        (timedelta(minutes=88), "in 1 h 30 min"),
        (timedelta(hours=2, minutes=10), "in 2 hours"),
        (timedelta(hours=3, minutes=59), "in 4 hours"),
        (timedelta(hours=7, minutes=40), "in 8 hours"),
        (timedelta(hours=48), "in 48 hours"),
        (timedelta(hours=49), "in 2 days"),
        (timedelta(days=6, hours=23), "in 7 days"),
    ],
)
def test_what_remains_is_rounded_as_people_say_it(span: timedelta, said: str) -> None:
    assert remaining(span) == said
