"""Clock times and dates as people type them, in their own zone, across midnight and the changes of the clocks."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import NotUnderstood
from bot.time_parsing import (
    clock_yesterday,
    latest_clock,
    looks_like_clock,
    looks_like_day,
    looks_like_span,
    read_day,
    read_span,
)

NOON = datetime(2024, 1, 15, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize("word", ["14:05", "9:05", "00:00", "99:99"])
def test_a_clock_time_is_recognised_by_its_form(word: str) -> None:
    assert looks_like_clock(word)


@pytest.mark.parametrize("word", ["", "14", "14:5", "123:45", "14:05:30", "14:05h", "a14:05", "-10m", "p99:500"])
def test_other_words_are_no_clock_time(word: str) -> None:
    assert not looks_like_clock(word)


@pytest.mark.parametrize(
    ("word", "zone", "moment"),
    [
        ("11:59", "UTC", datetime(2024, 1, 15, 11, 59, tzinfo=UTC)),
        ("12:00", "UTC", NOON),
        ("12:01", "UTC", datetime(2024, 1, 14, 12, 1, tzinfo=UTC)),
        ("9:05", "UTC", datetime(2024, 1, 15, 9, 5, tzinfo=UTC)),
        ("13:00", "Europe/Berlin", NOON),
        ("13:01", "Europe/Berlin", datetime(2024, 1, 14, 12, 1, tzinfo=UTC)),
        ("17:30", "Asia/Kolkata", NOON),
        ("23:30", "America/Los_Angeles", datetime(2024, 1, 15, 7, 30, tzinfo=UTC)),
    ],
)
def test_a_clock_time_is_the_latest_that_is_not_in_the_future(word: str, zone: str, moment: datetime) -> None:
    assert latest_clock(word, zone, NOON) == moment


def test_just_after_midnight_a_late_clock_time_was_yesterday() -> None:
    now = datetime(2024, 3, 1, 0, 4, tzinfo=UTC)
    assert latest_clock("23:58", "UTC", now) == datetime(2024, 2, 29, 23, 58, tzinfo=UTC)


def test_a_clock_time_that_was_jumped_over_today_was_yesterday() -> None:
    now = datetime(2024, 3, 31, 10, 0, tzinfo=UTC)  # Berlin went from 02:00 to 03:00 that night
    assert latest_clock("02:30", "Europe/Berlin", now) == datetime(2024, 3, 30, 1, 30, tzinfo=UTC)


@pytest.mark.parametrize(("now_minute", "hour"), [(50, 1), (20, 0)])
def test_a_clock_time_shown_twice_is_the_later_one_once_it_has_passed(now_minute: int, hour: int) -> None:
    now = datetime(2024, 10, 27, 1, now_minute, tzinfo=UTC)  # Berlin went back from 03:00 to 02:00 at 01:00 UTC
    assert latest_clock("02:30", "Europe/Berlin", now) == datetime(2024, 10, 27, hour, 30, tzinfo=UTC)


@pytest.mark.parametrize("word", ["24:00", "25:00", "12:60", "noon", "14:5"])
def test_a_time_that_no_clock_shows_is_answered_with_what_to_type(word: str) -> None:
    with pytest.raises(NotUnderstood) as refused:
        latest_clock(word, "UTC", NOON)
    assert str(refused.value) == f'"{word}" is not a time of day. Use HH:MM, such as 14:05.'


ZONES = st.sampled_from(
    ["UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "Pacific/Apia"]
)
MOMENTS = st.datetimes(datetime(1990, 1, 1), datetime(2060, 1, 1), timezones=st.just(UTC))


@given(st.times().map(lambda clock: clock.replace(second=0, microsecond=0)), ZONES, MOMENTS)
def test_a_read_time_shows_that_clock_within_the_last_two_days(clock: time, zone: str, now: datetime) -> None:
    moment = latest_clock(f"{clock:%H:%M}", zone, now)
    assert f"{moment.astimezone(ZoneInfo(zone)):%H:%M}" == f"{clock:%H:%M}"
    assert timedelta(0) <= now - moment <= timedelta(hours=50)


@given(MOMENTS, ZONES)
def test_this_very_minute_is_read_as_now(now: datetime, zone: str) -> None:
    minute = now.replace(second=0, microsecond=0)
    assert latest_clock(f"{minute.astimezone(ZoneInfo(zone)):%H:%M}", zone, now) == minute


@pytest.mark.parametrize(
    ("word", "zone", "moment"),
    [
        ("11:59", "UTC", datetime(2024, 1, 14, 11, 59, tzinfo=UTC)),
        ("12:01", "UTC", datetime(2024, 1, 14, 12, 1, tzinfo=UTC)),
        ("0:30", "Asia/Kolkata", datetime(2024, 1, 13, 19, 0, tzinfo=UTC)),
        ("23:30", "America/Los_Angeles", datetime(2024, 1, 15, 7, 30, tzinfo=UTC)),
        ("9:00", "Pacific/Kiritimati", datetime(2024, 1, 14, 19, 0, tzinfo=UTC)),
    ],
)
def test_a_clock_time_of_yesterday_is_of_the_day_before_in_the_zone(word: str, zone: str, moment: datetime) -> None:
    assert clock_yesterday(word, zone, NOON) == moment


def test_a_clock_time_shown_twice_yesterday_is_the_later_one() -> None:
    now = datetime(2024, 10, 28, 9, 0, tzinfo=UTC)
    assert clock_yesterday("02:30", "Europe/Berlin", now) == datetime(2024, 10, 27, 1, 30, tzinfo=UTC)


def test_a_clock_time_that_was_jumped_over_yesterday_is_answered_with_what_to_use() -> None:
    with pytest.raises(NotUnderstood) as refused:
        clock_yesterday("02:30", "Europe/Berlin", datetime(2024, 4, 1, 10, 0, tzinfo=UTC))
    assert str(refused.value) == (
        "02:30 did not exist that day because the clocks changed. Enter a time before or after the change."
    )


@given(st.times().map(lambda clock: clock.replace(second=0, microsecond=0)), ZONES, MOMENTS)
def test_a_time_of_yesterday_lies_on_the_day_before(clock: time, zone: str, now: datetime) -> None:
    local = now.astimezone(ZoneInfo(zone)).date()
    try:
        moment = clock_yesterday(f"{clock:%H:%M}", zone, now)
    except NotUnderstood:
        return
    shown = moment.astimezone(ZoneInfo(zone))
    assert (shown.date(), f"{shown:%H:%M}") == (local - timedelta(days=1), f"{clock:%H:%M}")


@pytest.mark.parametrize(
    ("word", "span"),
    [
        ("10m", timedelta(minutes=10)),
        ("2h", timedelta(hours=2)),
        ("1h30m", timedelta(minutes=90)),
        ("45min", timedelta(minutes=45)),
        ("1H5MIN", timedelta(minutes=65)),
        ("0m", timedelta(0)),
    ],
)
def test_a_span_is_hours_and_minutes(word: str, span: timedelta) -> None:
    assert looks_like_span(word)
    assert read_span(word) == span


@pytest.mark.parametrize("word", ["", "h", "m", "10", "10s", "30m1h", "-10m", "1.5h", "10 m", "12345m"])
def test_other_words_are_no_span(word: str) -> None:
    assert not looks_like_span(word)


@pytest.mark.parametrize("word", ["2024-01-22", "2024-1-2", "today", "Tomorrow", "2024-13-45"])
def test_a_day_is_recognised_by_its_form(word: str) -> None:
    assert looks_like_day(word)


@pytest.mark.parametrize("word", ["", "22.1.2024", "24-01-22", "2024-01-22T10:00", "yesterday", "2024"])
def test_other_words_are_no_day(word: str) -> None:
    assert not looks_like_day(word)


@pytest.mark.parametrize(
    ("word", "zone", "day"),
    [
        ("2024-01-22", "UTC", date(2024, 1, 22)),
        ("2024-2-9", "UTC", date(2024, 2, 9)),
        ("today", "UTC", date(2024, 1, 15)),
        ("TOMORROW", "UTC", date(2024, 1, 16)),
        ("today", "Pacific/Kiritimati", date(2024, 1, 16)),
        ("tomorrow", "Pacific/Kiritimati", date(2024, 1, 17)),
    ],
)
def test_a_day_is_read_in_the_zone_of_who_typed_it(word: str, zone: str, day: date) -> None:
    assert read_day(word, zone, NOON) == day


@pytest.mark.parametrize("word", ["2024-13-01", "2023-02-29", "0000-01-01", "soon"])
def test_a_day_that_no_calendar_has_is_answered_with_what_to_type(word: str) -> None:
    with pytest.raises(NotUnderstood) as refused:
        read_day(word, "UTC", NOON)
    assert str(refused.value) == f'"{word}" is not a date. Use YYYY-MM-DD, such as 2024-01-22.'
