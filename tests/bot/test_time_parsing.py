"""Times as people type them in front of a text: which are understood, which are asked about, and which are text."""

from contextlib import suppress
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.durations import looks_like_span, read_span
from bot.errors import NotUnderstood
from bot.time_parsing import NIGHT, TimeUnclear, read_future, read_past

NOON = datetime(2024, 1, 15, 12, 0, tzinfo=UTC)  # a Monday


def at(text: str, zone: str = "UTC", now: datetime = NOON) -> datetime | None:
    """The moment of a time in front of the word Deploy, which stays as the text."""
    found = read_past(f"{text} Deploy", zone, now)
    assert found.rest == (f"{text} Deploy" if found.moment is None else "Deploy")
    return found.moment


def utc(hour: int, minute: int, second: int = 0, day: int = 15) -> datetime:
    return datetime(2024, 1, day, hour, minute, second, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("11:59", utc(11, 59)),
        ("9:05", utc(9, 5)),
        ("12:01", NOON),
        ("12:05 UTC", NOON),
        ("today 12:04", NOON),
        ("11:59:30", utc(11, 59, 30)),
        ("11:59:30.250", utc(11, 59, 30)),
        ("11:59,", utc(11, 59)),
        ("11:59:", utc(11, 59)),
        ("11:59 –", utc(11, 59)),
        ("at 11:59", utc(11, 59)),
        ("3:10am", utc(3, 10)),
        ("3:10 AM", utc(3, 10)),
        ("3:10 a.m.", utc(3, 10)),
        ("12:05am", utc(0, 5)),
        ("3am", utc(3, 0)),
        ("3.10am", utc(3, 10)),
        ("09.05 UTC", utc(9, 5)),
        ("9:05 (UTC)", utc(9, 5)),
        ("11：59", utc(11, 59)),
        ("11h30", utc(11, 30)),
        ("11:30 Uhr", utc(11, 30)),
        ("11:30h", utc(11, 30)),
        ("１１：３０", utc(11, 30)),
        ("11:30 UTC", utc(11, 30)),
        ("11:30Z", utc(11, 30)),
        ("11:30 utc", utc(11, 30)),
        ("11:30 CET", utc(10, 30)),
        ("13:00 +02:00", utc(11, 0)),
        ("13:00+02:00", utc(11, 0)),
        ("13:00+0200", utc(11, 0)),
        ("06:00 −05:00", utc(11, 0)),
        ("13:00 UTC+2", utc(11, 0)),
        ("6:00 America/New_York", utc(11, 0)),
        ("6:00 america/new_york", utc(11, 0)),
        ("6am EST", utc(11, 0)),
        ("6am ET", utc(11, 0)),
        ("yesterday 23:50", utc(23, 50, day=14)),
        ("Yesterday at 23:50 UTC", utc(23, 50, day=14)),
        ("23:50 yesterday", utc(23, 50, day=14)),
        ("today 11:50", utc(11, 50)),
        ("2024-01-03 08:40", utc(8, 40, day=3)),
        ("2024-1-3, 8:40", utc(8, 40, day=3)),
        ("2024-01-03T08:40:12Z", utc(8, 40, 12, day=3)),
        ("2024-01-03T08:40:12.345+02:00", utc(6, 40, 12, day=3)),
        ("2024-01-03 08:40 -0500", utc(13, 40, day=3)),
        ("2024/01/03 08.40", utc(8, 40, day=3)),
        ("03.01.2024 08:40", utc(8, 40, day=3)),
        ("3.1. 08:40", utc(8, 40, day=3)),
        ("13/01/2024 08:40", utc(8, 40, day=13)),
        ("3 Jan 08:40", utc(8, 40, day=3)),
        ("Jan 3rd, 2024 8:40am", utc(8, 40, day=3)),
        ("Wed 3 Jan, 08:40 UTC", utc(8, 40, day=3)),
        ("16 Jan 08:40", datetime(2023, 1, 16, 8, 40, tzinfo=UTC)),
        ("Friday 08:40", utc(8, 40, day=12)),
        ("08:40 on 2024-01-03", utc(8, 40, day=3)),
        ("-10m", utc(11, 50)),
        ("–10m", utc(11, 50)),
        ("−10m", utc(11, 50)),
        ("—10m", utc(11, 50)),
        ("-10 min", utc(11, 50)),
        ("-90s", utc(11, 58, 30)),
        ("-1h30m", utc(10, 30)),
        ("-1.5h", utc(10, 30)),
        ("-1d", utc(12, 0, day=14)),
        ("10m ago", utc(11, 50)),
        ("-10m ago", utc(11, 50)),
        ("10 min ago", utc(11, 50)),
        ("10 minutes ago:", utc(11, 50)),
        ("an hour ago", utc(11, 0)),
        ("1 hour and 10 minutes ago", utc(10, 50)),
        ("about 2h ago", utc(10, 0)),
        ("2 days ago", utc(12, 0, day=13)),
    ],
)
def test_a_time_in_front_of_a_text_is_understood(text: str, moment: datetime) -> None:
    assert at(text) == moment


@pytest.mark.parametrize(
    "text",
    [
        "5 pods restarted",
        "10 of 12 nodes",
        "3.10 release",
        "24.04 LTS",
        "10.0.0.1 unreachable",
        "1.2.34 released",
        "10% downtime",
        "(see below)",
        "about 3 pods",
        "since the release",
        "~40% of traffic",
        "- 5 pods",
        "- first point",
        "p99:500",
        "1405 requests",
        "yesterday we rolled out,",
        "Friday",
        "3 May Day alerts,",
        "May be",
        "2024 budget",
        "2024-01-15-build",
        "100% ago",
        "ago",
        "5xx at 3%",
        "at least 3",
        "5",
        "-5%",
        "12 hours of logs",
        "today",
        "at 50% of traffic",
    ],
)
def test_other_words_are_text(text: str) -> None:
    assert at(text) is None


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("25:99", '"25:99" is not a time.'),
        ("24:00", '"24:00" is not a time.'),
        ("14:5", '"14:5" is not a time.'),
        ("14:05ish", '"14:05ish" is not a time.'),
        ("14:05-14:20", '"14:05-14:20" is not a time.'),
        ("09:05-10:00", '"09:05-10:00" is not a time.'),
        ("14:05/14:20", '"14:05/14:20" is not a time.'),
        ("11:59:99", '"11:59:99" is not a time.'),
        ("13pm", '"13pm" is not a time.'),
        ("3:1", '"3:1" is not a time.'),
        ("9:5", '"9:5" is not a time.'),
        ("9 : 05", '"9 : 05" is not a time.'),
        ("(25:99)", '"(25:99)" is not a time.'),
        ("~25:99", '"~25:99" is not a time.'),
        ("12:06", '"12:06" is in the future.'),
        ("3pm", '"3pm" is in the future.'),
        ("14:05 UTC", '"14:05 UTC" is in the future.'),
        ("0:10am", '"0:10am" is not a time.'),
        ("-10x", '"-10x" is not a time.'),
        ("–10x", '"–10x" is not a time.'),
        ("-10.5x", '"-10.5x" is not a time.'),
        ("a few minutes ago", '"a few minutes ago" is not a time.'),
        ("some minutes ago", '"some minutes ago" is not a time.'),
        ("14.05", '"14.05" could be a time.'),
        ("2024-01-03", 'Add a time of day to "2024-01-03".'),
        ("03.01.2024", 'Add a time of day to "03.01.2024".'),
        ("2024-13-45 10:00", '"2024-13-45" is not a date.'),
        ("32.13.2024 10:00", '"32.13.2024" is not a date.'),
        ("01/02/2024 10:00", '"01/02/2024" could be two dates.'),
        ("2030-01-01 10:00", '"2030-01-01 10:00" is in the future.'),
        ("today 23:00", '"today 23:00" is in the future.'),
        ("tomorrow 9:00", '"tomorrow 9:00" is in the future.'),
        ("6:00 America/Nowhere", '"America/Nowhere" is not a time zone.'),
        ("6:00 CST", '"CST" is the name of several time zones.'),
        ("yesterday 25:99", '"yesterday 25:99" is not a time.'),
    ],
)
def test_what_looks_like_a_time_and_is_none_is_asked_about(text: str, sentence: str) -> None:
    with pytest.raises(NotUnderstood) as refused:
        at(text)
    assert str(refused.value).startswith(sentence)


def test_a_number_with_a_dot_is_asked_about_with_the_time_it_could_be() -> None:
    with pytest.raises(TimeUnclear) as refused:
        read_past("14.05 deployed", "UTC", NOON)
    assert (refused.value.time, refused.value.rest) == ("14:05", "deployed")


@pytest.mark.parametrize(
    ("text", "zone", "moment"),
    [
        ("13:00", "Europe/Berlin", NOON),
        ("13:01", "Europe/Berlin", NOON),
        ("17:30", "Asia/Kolkata", NOON),
        ("17:30 IST", "Asia/Kolkata", NOON),
        ("23:30", "America/Los_Angeles", utc(7, 30)),
        ("6:00 CST", "America/Chicago", NOON),
        ("yesterday 0:30", "Asia/Kolkata", utc(19, 0, day=13)),
        ("yesterday 9:00", "Pacific/Kiritimati", utc(19, 0, day=14)),
        ("2024-01-15 01:00", "Europe/Berlin", utc(0, 0)),
    ],
)
def test_a_time_is_read_in_the_zone_of_who_types_it(text: str, zone: str, moment: datetime) -> None:
    assert at(text, zone) == moment


@pytest.mark.parametrize("text", ["02:30", "2024-03-31 02:30"])
def test_a_clock_time_that_was_skipped_is_asked_about(text: str) -> None:
    now = datetime(2024, 3, 31, 10, 0, tzinfo=UTC)  # Berlin went from 02:00 to 03:00 that night
    with pytest.raises(NotUnderstood, match="did not exist that day because the clocks changed"):
        at(text, "Europe/Berlin", now)


@pytest.mark.parametrize(
    ("text", "time"),
    [
        *((f"{around}11:05", "11:05") for around in ("~", "≈", "about ", "around ", "ca. ", "circa ", "since ", "um ")),
        *(
            (f"{around}11:05", "11:05")
            for around in ("at about ", "after ", "before ", "from ", "seit ", "~ ", "approx. ")
        ),
        ("(about 11:05)", "11:05"),
        ("11;05", "11:05"),
        ("about 3pm", "3pm"),
        ("noon:", "12:00"),
        ("at midnight", "00:00"),
        ("yesterday noon", "yesterday 12:00"),
        ("10min:", "-10min"),
        ("2h –", "-2h"),
        ("about 2h:", "-2h"),
        ("14:05", "yesterday 14:05"),
        ("at 14:05 CET", "yesterday 14:05 CET"),
        ("11:05 Berlin time", "11:05 Europe/Berlin"),
        ("11:05 (Berlin)", "11:05 Europe/Berlin"),
        ("11:05 new york:", "11:05 America/New_York"),
    ],
)
def test_what_may_be_a_time_is_asked_about_with_the_time_that_it_may_be(text: str, time: str) -> None:
    with pytest.raises(TimeUnclear) as refused:
        at(text)
    assert (refused.value.time, refused.value.rest) == (time, "Deploy")
    if not time.startswith("yesterday"):
        read_past(f"{time} Deploy", "UTC", NOON + timedelta(hours=6))


@pytest.mark.parametrize(("text", "back"), [("23:50", 20), ("00:09", 1), ("00:10", 0), ("00:14", 0)])
def test_past_midnight_a_time_of_the_evening_was_yesterday(text: str, back: int) -> None:
    now = utc(0, 10)
    assert at(text, now=now) == now - timedelta(minutes=back)


def test_a_clock_that_is_ahead_shows_now_and_never_a_day_ago() -> None:
    now = utc(14, 24, 30)
    assert [at(text, now=now) for text in ("14:25", "14:25:10", "14:29", "14:24")] == [now, now, now, utc(14, 24)]
    assert at("00:01", now=utc(23, 58)) == utc(23, 58)


@pytest.mark.parametrize(("now_minute", "hour"), [(50, 1), (20, 0)])
def test_a_clock_time_shown_twice_is_the_later_one_once_it_has_passed(now_minute: int, hour: int) -> None:
    now = datetime(2024, 10, 27, 1, now_minute, tzinfo=UTC)  # Berlin went back from 03:00 to 02:00 at 01:00 UTC
    assert at("02:30", "Europe/Berlin", now) == datetime(2024, 10, 27, hour, 30, tzinfo=UTC)
    assert at("today 02:30", "Europe/Berlin", now) == datetime(2024, 10, 27, hour, 30, tzinfo=UTC)


def test_the_text_behind_a_time_is_kept_as_typed() -> None:
    assert read_past("11:05  １２ nodes：\nand more ", "UTC", NOON).rest == "１２ nodes：\nand more"


ZONES = st.sampled_from(
    ["UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "Pacific/Apia"]
)
MOMENTS = st.datetimes(datetime(1990, 1, 1), datetime(2060, 1, 1), timezones=st.just(UTC))


@given(st.times().map(lambda clock: clock.replace(second=0, microsecond=0)), ZONES, MOMENTS)
def test_a_read_time_shows_that_clock_today_or_is_now(clock: time, zone: str, now: datetime) -> None:
    try:
        moment = at(f"{clock:%H:%M}", zone, now)
    except NotUnderstood:
        return
    assert moment is not None
    assert moment == now or f"{moment.astimezone(ZoneInfo(zone)):%H:%M}" == f"{clock:%H:%M}"
    today = now.astimezone(ZoneInfo(zone)).date() == moment.astimezone(ZoneInfo(zone)).date()
    assert timedelta(0) <= now - moment <= (timedelta(hours=25) if today else NIGHT)


@given(MOMENTS, ZONES, st.sampled_from(["%Y-%m-%d %H:%M", "%d.%m.%Y %H:%M", "%H:%M %Y-%m-%d", "%b %d %Y %H:%M"]))
def test_a_time_with_its_day_is_that_moment_however_it_is_written(now: datetime, zone: str, form: str) -> None:
    shown = now.astimezone(ZoneInfo(zone)).replace(second=0, microsecond=0)
    moment = at(shown.strftime(form), zone, now)
    assert moment is not None
    assert moment.astimezone(ZoneInfo(zone)).strftime(form) == shown.strftime(form)


@given(st.text("0123456789:.-–/ apmTZ+hago", max_size=14), ZONES)
def test_a_moment_is_never_in_the_future_and_nothing_behind_it_is_lost(text: str, zone: str) -> None:
    with suppress(NotUnderstood):
        found = read_past(f"{text} Deploy", zone, NOON)
        assert found.moment is None or found.moment <= NOON
        assert found.rest.endswith("Deploy")


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2024-01-16 15:00", utc(15, 0, day=16)),
        ("tomorrow 3pm", utc(15, 0, day=16)),
        ("16.01.2024 15:00 CET", utc(14, 0, day=16)),
        ("16 jan 15:00 america/new_york", utc(20, 0, day=16)),
        ("15:00 friday", utc(15, 0, day=19)),
        ("friday 15:00", utc(15, 0, day=19)),
        ("3 jan 15:00", datetime(2025, 1, 3, 15, 0, tzinfo=UTC)),
        ("15:00", None),
        ("2024-01-16 15:00 sharp", None),
        ("soon", None),
    ],
)
def test_a_time_to_come_needs_its_day(text: str, moment: datetime | None) -> None:
    assert read_future(text, "UTC", NOON) == moment


@pytest.mark.parametrize(
    ("word", "span"),
    [
        ("10m", timedelta(minutes=10)),
        ("2h", timedelta(hours=2)),
        ("1h30m", timedelta(minutes=90)),
        ("45min", timedelta(minutes=45)),
        ("1H5MIN", timedelta(minutes=65)),
        ("10 m", timedelta(minutes=10)),
        ("90s", timedelta(seconds=90)),
        ("0m", timedelta(0)),
    ],
)
def test_a_span_is_a_number_with_a_unit(word: str, span: timedelta) -> None:
    assert looks_like_span(word)
    assert read_span(word) == span


@pytest.mark.parametrize("word", ["", "h", "m", "10", "-10m", "12345m", "10x"])
def test_other_words_are_no_span(word: str) -> None:
    assert not looks_like_span(word)
