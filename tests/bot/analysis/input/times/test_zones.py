"""The zone that a text states for its times."""

from datetime import UTC, datetime

import pytest

from bot.analysis.input.reading import read_input
from bot.analysis.input.times.zones import zone_in, zone_named

SUMMER = datetime(2024, 7, 1, 12)


@pytest.mark.parametrize(
    ("line", "hours"),
    [
        ("All times PDT", -7),
        ("All times are in PDT.", -7),
        ("(all times in UTC)", 0),
        ("Times are local to Berlin", 2),
        ("times are local to Berlin and rounded", 2),
        ("All times listed are Pacific time", -7),
        ("All timestamps in ET", -4),
        ("Timeline (PDT)", -7),
        ("Timeline (all times UTC)", 0),
        ("Time (UTC+2)", 2),
        ("Time zone: Europe/Berlin", 2),
        ("Timezone: America/New_York", -4),
        ("All dates and times below are Central European time", 2),
        ("Times are in UTC-3", -3),
        ("Timezone is JST", 9),
    ],
)
def test_a_zone_that_a_line_states_is_found(line: str, hours: int) -> None:
    zone = zone_in(line)
    assert zone is not None
    offset = SUMMER.replace(tzinfo=zone).utcoffset()
    assert offset is not None
    assert offset.total_seconds() == hours * 3600


@pytest.mark.parametrize(
    "line",
    ["We lost some time in this incident", "It was down five times (again)", "At times the site was slow", "Timeline",
     "Three times as many users as usual", "Time to detect: 4 minutes", "Event (first)", "a" * 100_000],
)  # fmt: skip
def test_words_that_name_no_zone_state_none(line: str) -> None:
    assert zone_in(line) is None


def test_a_name_that_is_no_zone_is_none() -> None:
    assert zone_named("Atlantis") is None


def read(text: str) -> tuple[list[datetime | None], tuple[str, ...]]:
    case = read_input(text, "x.json").cases[0]
    return [event.at for event in case.events], case.complaints


def test_times_without_a_zone_are_in_the_stated_one() -> None:
    text = (
        '{"title": "x", "timezone": "Europe/Berlin", "date": "2024-07-01", "events": [{"time": "14:05", "text": "a"},'
    )
    text += '{"time": "12:20Z", "text": "b"}]}'
    assert read(text) == ([datetime(2024, 7, 1, 12, 5, tzinfo=UTC), datetime(2024, 7, 1, 12, 20, tzinfo=UTC)], ())


def test_a_zone_behind_utc_leaves_times_on_their_day() -> None:
    text = '{"title": "x", "timezone": "PDT", "date": "2024-07-01", "events": [{"time": "20:05", "text": "a"}]}'
    assert read(text) == ([datetime(2024, 7, 2, 3, 5, tzinfo=UTC)], ())


def test_a_zone_that_nobody_knows_is_named() -> None:
    text = '{"title": "x", "timezone": "Atlantis", "events": [{"time": "2024-07-01 20:05", "text": "a"}]}'
    assert read(text)[1] == (
        'timezone: "Atlantis" is not a time zone.',
        "No time zone is given, so times are read as UTC.",
    )


@pytest.mark.parametrize(
    ("fields", "place"),
    [
        ('"id": "INC-20240701-001"', "id"),
        ('"incident_closed": "2024-07-01"', "incident_closed"),
        ('"summary": "On 2024-07-01 logins failed."', "summary"),
        ('"document_id": "X", "report_date": "1 July 2024"', "report_date"),
    ],
)
def test_a_day_that_is_concluded_is_used_and_said(fields: str, place: str) -> None:
    moments, complaints = read(f'{{"title": "x", {fields}, "events": [{{"time": "14:05Z", "text": "a"}}]}}')
    assert moments == [datetime(2024, 7, 1, 14, 5, tzinfo=UTC)]
    assert complaints == (f"Times without a date are read as on Mon 1 Jul 2024, from {place}.",)


def test_the_name_of_the_file_can_give_the_day() -> None:
    case = read_input('{"title": "x", "events": [{"time": "14:05Z", "text": "a"}]}', "2024-07-01-login.json").cases[0]
    assert case.events[0].at == datetime(2024, 7, 1, 14, 5, tzinfo=UTC)
    assert case.complaints == ("Times without a date are read as on Mon 1 Jul 2024, from the file's name.",)


def test_the_title_states_the_day() -> None:
    text = '{"title": "Outage of March 5, 2024", "events": [{"time": "14:05Z", "text": "a"}]}'
    assert read(text) == ([datetime(2024, 3, 5, 14, 5, tzinfo=UTC)], ())
