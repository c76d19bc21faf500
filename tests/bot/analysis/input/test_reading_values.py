"""Single values as people and programs write them: times, days, numbers, yes and no, texts, names."""

from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.analysis.input import values
from bot.analysis.input.lines import event_line
from bot.analysis.input.times.clocks import Calendar, Clock, read_day, read_time
from bot.json_types import Json
from bot.time_format import UNDATED

AT = datetime(2024, 1, 15, 14, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    "written",
    [
        "2024-01-15T14:15:00Z",
        "2024-01-15T14:15:00.000+00:00",
        "2024-01-15T14:15",
        "2024-01-15 14:15:00 UTC",
        "2024-01-15T19:45:00+05:30",
        "2024-01-15T06:15:00-0800",
        "2024-01-15 09:15 EST",
        "20240115T141500Z",
        "2024/01/15 14:15",
        "15.01.2024 14:15",
        "01/15/2024 2:15 PM",
        "Jan 15, 2024 2:15 PM",
        "15 January 2024 14:15",
        "January 15th, 2024 at 14:15 UTC",
        "Mon, 15 Jan 2024 14:15:00 GMT",
        "15/Jan/2024:14:15:00 +0000",
        "[2024-01-15 14:15]",
        "1705328100",
        "1705328100.000000",
        1705328100,
        1705328100.0,
        1705328100000,
        1705328100000000,
        1705328100000000000,
    ],
)
def test_a_time_is_read_in_any_of_the_usual_ways(written: Json) -> None:
    assert read_time(written) == AT


@pytest.mark.parametrize(
    "written",
    ["25:99", "soon", "", "2024-02-30", "01/02/2024 10:00", "2024-01-15 14:15 IST", "24:00", "9999-01-01", "14",
     "0001-01-01T00:00:00+14:00", True, None, 7, -5, 1e300, float("nan"), float("inf"), [1], {"at": 1},
     "x" * 1_000_000],
)  # fmt: skip
def test_what_is_no_time_or_could_be_two_is_none(written: Json) -> None:
    assert read_time(written) is None


@pytest.mark.parametrize(
    ("written", "hour"), [("14:05", 14), ("2:05 pm", 14), ("2:05PM", 14), ("12:05 am", 0), ("14:05:30", 14)]
)
def test_a_clock_without_a_day_comes_back_as_one(written: str, hour: int) -> None:
    found = read_time(written)
    assert isinstance(found, Clock)
    assert (found.at.hour, found.at.minute) == (hour, 5)


def test_clocks_stand_on_the_day_of_the_time_before_and_go_over_midnight() -> None:
    times: list[datetime | Clock | None] = [AT.replace(hour=23, minute=50), _clock(23, 55), _clock(0, 10), _clock(0, 5)]
    day = AT.replace(minute=0, hour=0)
    assert Calendar().set(times) == [
        day + timedelta(hours=23, minutes=50),
        day + timedelta(hours=23, minutes=55),
        day + timedelta(days=1, minutes=10),
        day + timedelta(days=1, minutes=5),
    ]


def test_clocks_before_the_first_dated_time_stand_on_its_day() -> None:
    assert Calendar().set([_clock(14, 5), AT])[0] == AT.replace(minute=5)


def test_a_time_that_is_missing_changes_nothing_for_the_others() -> None:
    assert Calendar(AT).set([None, _clock(15, 0)]) == [None, AT.replace(hour=15, minute=0)]


def test_where_no_day_is_known_the_calendar_says_so() -> None:
    calendar = Calendar()
    found = calendar.set([_clock(14, 5), _clock(14, 20)])
    assert calendar.undated
    assert [moment.date() for moment in found if moment] == [UNDATED, UNDATED]


@pytest.mark.parametrize(
    ("written", "day"),
    [("2024-01-22", date(2024, 1, 22)), ("2024-07-01T23:30:00-05:00", date(2024, 7, 1)),
     ("22.01.2024", date(2024, 1, 22)), ("Jan 22, 2024", date(2024, 1, 22)),
     ("soon", None), ("2024-02-30", None), (3, None)],
)  # fmt: skip
def test_a_day_is_the_one_that_is_written(written: Json, day: date | None) -> None:
    assert read_day(written) == day


@pytest.mark.parametrize(
    ("written", "number"),
    [(12500, 12500), (45.5, 45.5), ("12,500", 12500), ("~12 500 users", 12500), ("45 %", 45), ("2.28%", 2.28),
     ("$28.5k", 28500), ("about 3 million", 3_000_000), ("12,500+ users", 12500), ("-", None), ("lots", None),
     ("12,50", None), ("5 of 40", None), (True, None), (float("nan"), None), ([], None)],
)  # fmt: skip
def test_a_number_is_read_as_people_write_it_and_never_out_of_a_sentence(written: Json, number: float | None) -> None:
    assert values.read_number(written) == number


@pytest.mark.parametrize(
    ("written", "flag"),
    [(True, True), ("Yes", True), (" no ", False), (1, True), (0, False), ("none", False), ("perhaps", None), (2, None),
     (None, None), ([], None)],
)  # fmt: skip
def test_yes_and_no_are_read_from_words(written: Json, flag: bool | None) -> None:
    assert values.read_flag(written) is flag


@pytest.mark.parametrize("key", ["start_time", "startTime", "Start Time", "start-time", " START_TIME ", "@start.time"])
def test_a_name_is_the_same_however_it_is_written(key: str) -> None:
    assert values.name_of(key) == "start_time"


def test_what_nobody_can_see_is_taken_out_of_a_text() -> None:
    assert values.clean(" a\x00\x1b[31mred\x1b[0m\u202eb\r\nc\ud800\ufeff ") == "aredb\nc\N{REPLACEMENT CHARACTER}"


def test_a_joined_emoji_stays_one() -> None:
    assert values.clean("👩‍💻 on it") == "👩‍💻 on it"


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (True, "yes"), (None, "none"), ([], "none"), (12500, "12,500"), (["a", 2], "a, 2"),
        ([{"service": "user-api", "version": "2.4.1"}, "x"], "service user-api, version 2.4.1; x"),
        ({"on_call": ["a", "b"], "ok": False}, "on call a, b, ok no"),
    ],
)  # fmt: skip
def test_any_value_is_said_without_a_programming_languages_signs(value: Json, words: str) -> None:
    assert values.in_words(value) == words


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@given(json_values)
def test_no_value_makes_a_reader_fail(value: Any) -> None:
    moment = read_time(value)
    assert moment is None or isinstance(moment, Clock | datetime)
    assert isinstance(values.quoted(value), str)
    assert isinstance(values.in_words(values.cleaned(value)), str)
    assert values.read_number(value) is None or not isinstance(value, list | dict | bool)
    assert values.read_flag(value) in (None, True, False)
    assert read_day(value) is None or not isinstance(value, list | dict | bool)


@given(st.datetimes(min_value=datetime(1971, 1, 2), max_value=datetime(2099, 12, 30)), st.integers(-14 * 60, 14 * 60))
def test_an_iso_time_of_any_zone_is_the_same_moment(local: datetime, off: int) -> None:
    moment = local.replace(tzinfo=timezone(timedelta(minutes=off)))
    assert read_time(moment.isoformat()) == moment


@pytest.mark.parametrize(
    ("line", "text", "actor"),
    [
        ("14:05 Jane Smith: rolled back", "rolled back", "Jane Smith"),
        ("- [14:05] <jane> rolled back", "rolled back", "jane"),
        ("* 14:05 UTC – rolled back", "rolled back", ""),
        ("14:05 - @jane: rolled back", "rolled back", "jane"),
        ("| 14:05 | rolled back | restarted | Jane |", "rolled back. restarted", "Jane"),
        ("| 14:05 | rolled back |", "rolled back", ""),
        ("14:05 Root cause: a leak", "Root cause: a leak", ""),
        ("3. 2:05 pm rolled back", "rolled back", ""),
        ("14:05-14:10 no payments", "no payments (until 14:10)", ""),
        ("14:05–14:35: Jane Smith: reads logs", "reads logs (until 14:35)", "Jane Smith"),
        ("14:05 UTC / 16:05 CEST: bot answers", "bot answers", ""),
        ("14:05 UTC / 16:51 CEST: bot answers", "/ 16:51 CEST: bot answers", ""),
        ("14:05 - 3 pods crash", "3 pods crash", ""),
        ("14:05 Uhr: Zertifikat abgelaufen", "Zertifikat abgelaufen", ""),
        ("14h05 – Les paiements échouent", "Les paiements échouent", ""),
        ("14:05 Checkout/Cart down", "Checkout/Cart down", ""),
        ("2024-01-15 14:05:11,123 ERROR pool empty", "ERROR pool empty", ""),
    ],
)
def test_a_line_that_begins_with_a_time_is_an_event(line: str, text: str, actor: str) -> None:
    found = event_line(line)
    assert found is not None
    assert (found.text, found.actor) == (text, actor)
    moment = found.time.at if isinstance(found.time, Clock) else found.time
    assert (moment.hour, moment.minute) == (14, 5)


@pytest.mark.parametrize(
    "line", ["", "14:05", "1.5 million users", "3 of 40 pods", "25:99 x", "5xx on checkout", "|a|b|c|"]
)
def test_another_line_is_none(line: str) -> None:
    assert event_line(line) is None


@pytest.mark.parametrize(
    ("line", "moment"),
    [
        ("14:05+02:00: pages blank", time(14, 5, tzinfo=timezone(timedelta(hours=2)))),
        ("14:05:00-05:00 pages blank", time(14, 5, tzinfo=timezone(timedelta(hours=-5)))),
        ("14:05-0500 pages blank", time(14, 5, tzinfo=timezone(timedelta(hours=-5)))),
        ("14:05-14:20 EDT: pages blank", time(14, 5, tzinfo=timezone(timedelta(hours=-4)))),
        ("14:05 Europe/Berlin: pages blank", time(14, 5, tzinfo=ZoneInfo("Europe/Berlin"))),
        ("14:05-05:00: pages blank", time(14, 5, tzinfo=UTC)),  # a range
        ("2025-07-03 noon: pages blank", datetime(2025, 7, 3, 12, tzinfo=UTC)),
        ("[1736899200] SERVICE ALERT: pages blank", datetime(2025, 1, 15, tzinfo=UTC)),
    ],
)
def test_a_line_is_of_the_time_and_in_the_zone_that_it_begins_with(line: str, moment: time | datetime) -> None:
    found = event_line(line)
    assert found is not None
    assert found.text.startswith("pages blank")
    assert (found.time.at if isinstance(found.time, Clock) else found.time) == moment


def _clock(hour: int, minute: int) -> Clock:
    return Clock(time(hour, minute, tzinfo=UTC))
