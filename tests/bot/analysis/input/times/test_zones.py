"""The zone that a text states for its times."""

from datetime import UTC, datetime

import pytest

from bot.analysis.input.reading import read_input
from bot.analysis.input.times.zones import stated_in, zone_named

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
        ("All times are US Eastern.", -4),
        ("Time zone used below: Europe/Stockholm", 2),
        ("Timeline (UTC, 2024-11-29)", 0),
        ("Detailed timeline (CEST)", 2),
        ("Date: 2025-07-01 (UTC)", 0),
        ("Date: 3 July 2025 (all times CET)", 1),
        ("2025-07-03, all times PDT", -7),
        ("Outage on 2025-07-03 (PDT)", -7),
        ("Times in EST/EDT", -4),
        ("Zeitzone: MEZ", 1),
        ("Alle Zeiten in MESZ.", 2),
        ("4 mars 2025 (heure de Paris)", 2),
        ("All times are given in Central European Summer Time (CEST)", 2),
        ("All times are in PDT. Search was slow.", -7),
    ],
)
def test_a_zone_that_a_line_states_is_found(line: str, hours: int) -> None:
    stated = stated_in(line)
    assert stated is not None
    offset = SUMMER.replace(tzinfo=stated.zone).utcoffset()
    assert offset is not None
    assert offset.total_seconds() == hours * 3600


@pytest.mark.parametrize(
    "line",
    ["We lost some time in this incident", "It was down five times (again)", "At times the site was slow", "Timeline",
     "Three times as many users as usual", "Time to detect: 4 minutes", "Event (first)", "a" * 100_000,
     "Response times in Tokyo doubled for 40 minutes.", "Search slow (east)", "Search slow (west)", "Search slow (EST)",
     "Down since 2025-07-03 in the first office (Berlin)", "This time in Lagos", "Peak times (Jamaica)",
     "Times in East", "Local outage in Berlin", "Logins slow (WEST), 2025-07-03"],
)  # fmt: skip
def test_words_that_name_no_zone_state_none(line: str) -> None:
    assert stated_in(line) is None


def test_a_name_that_is_no_zone_is_none() -> None:
    assert zone_named("Atlantis") is None


def read(text: str) -> tuple[list[datetime | None], tuple[str, ...]]:
    case = read_input(text, "x").cases[0]
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


def test_a_place_in_a_sentence_moves_no_time_and_the_sentence_stays() -> None:
    text = "# Search slow (east)\n\nResponse times in Tokyo doubled.\n\n## Timeline\n- 2025-07-03 14:05: blank"
    case = read_input(text, "x.md").cases[0]
    assert case.events[0].at == datetime(2025, 7, 3, 14, 5, tzinfo=UTC)
    assert case.complaints == ("No time zone is given, so times are read as UTC.",)
    assert case.description == "Response times in Tokyo doubled."


@pytest.mark.parametrize(
    "text",
    [
        "# Search\n\n2025-07-03, all times are US Eastern\n\n## Timeline\n- 14:05: blank\n- 14:30: ok",
        "# Search\n\n**Date:** 3 July 2025 (all times EDT)\n\n## Timeline\n- 14:05: blank\n- 14:30: ok",
        "Search slow\n\nTimeline (EDT, 2025-07-03)\n- 14:05 blank\n- 14:30 ok",
        "Search slow\nDate: 2025-07-03\nZeitzone: America/New_York\n\nTimeline\n- 14:05 blank\n- 14:30 ok",
    ],
)
def test_a_stated_zone_is_taken_and_said_with_its_words(text: str) -> None:
    moments, complaints = read(text)
    assert moments == [datetime(2025, 7, 3, 18, minute, tzinfo=UTC) for minute in (5, 30)]
    (said,) = complaints
    assert said.startswith("Times without a zone are read as ")
    assert '", from' not in said


def test_stated_utc_needs_no_word() -> None:
    text = "# Ledger lag\n\n2025-02-20, all times UTC\n\n## Timeline\n- 09:12: lag\n- 09:20: ok"
    assert read(text) == ([datetime(2025, 2, 20, 9, minute, tzinfo=UTC) for minute in (12, 20)], ())


@pytest.mark.parametrize(
    "text",
    [
        "2025-03-04\n- 10:05 vendor says they fix it by 14:00 PDT\n- 10:10 x\n",
        "# Down 2025-03-04\n\n## Timeline\n- 10:05 alert\n- 10:10 Ann in New York says it is 04:05 EST there\n",
        "# Down\n\nAfter the AWS maintenance at 02:00 PST it failed.\n\n## Timeline\n- 2025-03-04 10:05 alert\n",
        "date,time,event\n2025-03-04,10:05,down\n2025-03-04,10:20,vendor call at 9:00 AM EST\n",
    ],
)
def test_the_zone_of_another_time_in_a_sentence_moves_no_event(text: str) -> None:
    moments, complaints = read(text)
    assert moments[0] == datetime(2025, 3, 4, 10, 5, tzinfo=UTC)
    assert complaints == ("No time zone is given, so times are read as UTC.",)


@pytest.mark.parametrize(
    "text",
    [
        "2025-03-04\n- 10:05 EST alert\n- 10:10 x\n",
        "# Down\n\nWhen: 2025-03-04 10:05 - 10:30 EST\n\n## Timeline\n- 2025-03-04 10:05 alert\n- 10:10 x\n",
        "# Down\n\nDown from 10:05 AM EST.\n\n## Timeline\n- 2025-03-04 10:05 alert\n- 10:10 x\n",
    ],
)
def test_the_zone_of_an_event_is_that_of_the_others(text: str) -> None:
    assert read(text)[0] == [datetime(2025, 3, 4, 15, minute, tzinfo=UTC) for minute in (5, 10)]


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("Checkout outage 2025-03-08 (all times PST)\n1:30 AM alert\n", 9),
        ("2025-03-08 (UTC)\n01:30 alert\n", 1),
    ],
)
def test_the_first_line_can_state_the_zone(text: str, hour: int) -> None:
    moments, complaints = read(text)
    assert moments == [datetime(2025, 3, 8, hour, 30, tzinfo=UTC)]
    assert not any("No time zone" in each for each in complaints)


def test_a_second_zone_is_not_dropped() -> None:
    text = "# Lag 2025-02-20\n\nAll times UTC.\n\nAll times PST.\n\n## Timeline\n- 09:12: lag"
    assert "All times PST." in read_input(text, "x.md").cases[0].description


def test_the_zone_beside_a_time_counts() -> None:
    rows = "27/06/2024\t02:30\tEurope/Berlin\tDisk full\n27/06/2024\t01:10\tEurope/London\tLogs removed"
    assert read(f"Date\tTime\tTZ\tEntry\n{rows}") == (
        [datetime(2024, 6, 27, 0, minute, tzinfo=UTC) for minute in (30, 10)],
        (),
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


@pytest.mark.parametrize(
    ("days", "said"),
    [
        ("Date of incident: 3/4/2025\nDue: 3/18/2025", ""),
        (
            "Date of incident: 3/4/2025",
            'date_of_incident: "3/4/2025" names the month first or the day first; write dates as 2024-01-31, so times '
            "are shown without one.",
        ),
        ("Date of incident: a Tuesday", 'date_of_incident: "a Tuesday" is not a date, so times are shown without one.'),
    ],
)
def test_a_stated_day_is_read_or_said(days: str, said: str) -> None:
    text = f"Coupons rejected\n\n{days}\n\nTimeline (UTC)\n- 14:05 first complaint\n"
    moments, complaints = read(text)
    assert complaints == ((said,) if said else ())
    assert said or moments == [datetime(2025, 3, 4, 14, 5, tzinfo=UTC)]


@pytest.mark.parametrize("title", ["Night of 14 to 15 January 2025", "Queue, Jan 14-15, 2025", "2025年1月14日"])
def test_the_night_between_two_days_begins_on_the_first(title: str) -> None:
    moments, _ = read(f"# {title}\n\n## Timeline\n- 23:40 UTC stuck\n- 00:20 UTC drained\n")
    assert moments == [datetime(2025, 1, 14, 23, 40, tzinfo=UTC), datetime(2025, 1, 15, 0, 20, tzinfo=UTC)]


def test_a_time_that_may_be_in_the_afternoon_is_said() -> None:
    _, complaints = read("# Uploads 2025-01-14\n\n## Timeline (UTC)\n- 11:40: fail\n- 12:20: fix\n- 1:05: work\n")
    assert complaints == ("01:05 behind 12:20 is read as morning; write times in 24 hours.",)
