"""Days that stand beside times without a year, above them, or in a heading; and times that count from the start."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.analysis.input.reading import read_input
from bot.analysis.model import Case


def read(text: str) -> Case:
    return read_input(text, "x.txt").cases[0]


def times(case: Case) -> list[str]:
    return [f"{event.at:%Y-%m-%d %H:%M}" if event.at else "" for event in case.events]


NIGHT = ["2025-03-04 22:00", "2025-03-05 00:20"]


@pytest.mark.parametrize(
    "text",
    [
        "Checkout outage in 2025\nMar 4 22:00 alert fired\nMar 5 00:20 resolved\n",
        "Checkout outage in 2025\n\n4 March, 22:00: alert fired\n5 March, 00:20: resolved\n",
        "# Checkout outage in 2025\n\n## Timeline\n\n- 4 Mar, 22:00 – alert fired\n- 5 Mar, 00:20 – resolved\n",
        "# Outage in 2025\n\n| Time | Event |\n|---|---|\n| Mar 4 22:00 | alert fired |\n| Mar 5 00:20 | resolved |\n",
        "Checkout outage\n\n2025-03-04\n22:00 alert fired\n\n2025-03-05\n00:20 resolved\n",
        "Checkout outage\n\nMarch 4, 2025 (UTC)\n22:00 alert fired\n00:20 resolved\n",
        "Checkout outage in 2025\n\nTuesday, March 4\n22:00 alert fired\n\nWednesday, March 5\n00:20 resolved\n",
        "# Checkout outage\n\n## 2025-03-04\n\n- 22:00 alert fired\n\n## 2025-03-05\n\n- 00:20 resolved\n",
    ],
)
def test_a_day_is_that_of_the_times_below_or_beside_it(text: str) -> None:
    case = read(text)
    assert times(case) == NIGHT
    assert case.title.startswith(("Checkout outage", "Outage"))
    assert [event.text for event in case.events] == ["alert fired", "resolved"]


def test_without_a_year_the_days_between_are_known_and_it_is_said() -> None:
    case = read("Checkout outage\nMar 4 22:00 alert fired\nMar 5 00:20 resolved\n")
    first, last = (event.at for event in case.events)
    assert first
    assert last
    assert last - first == timedelta(hours=2, minutes=20)
    assert case.complaints[0].startswith('"Mar 4" has no year')


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("2025-03-04 (UTC)\n22:00 alert fired\n00:20 resolved\n", ""),
        ("2025-03-04\n22:00 alert fired\n00:20 resolved\n", ""),
        ("March 4, 2025\nCheckout down\n22:00 alert fired\n00:20 resolved\n", "Checkout down"),
    ],
)
def test_a_first_line_that_is_only_a_day_is_no_title(text: str, title: str) -> None:
    case = read(text)
    assert (case.title, times(case)) == (title, NIGHT)


@pytest.mark.parametrize(
    "text",
    [
        "API outage\nStarted: 2025-03-04 10:00 UTC\n\nT+0m alert\nT+6m paged Ann\nT+1h5m resolved\n",
        "# API\n\nStart: 2025-03-04 10:00 UTC\n\n## Timeline\n\n- +0m alert\n- +6 min paged Ann\n- +65m resolved\n",
        "# API\n\nStart: 2025-03-04 10:00 UTC\n\n| Time | Event |\n|---|---|\n| T+0 | alert |\n| T+6m | paged Ann |"
        "\n| T+01:05 | resolved |\n",
    ],
)
def test_times_since_the_start_count_from_the_one_that_is_stated(text: str) -> None:
    case = read(text)
    start = datetime(2025, 3, 4, 10, tzinfo=UTC)
    assert [event.at for event in case.events] == [start + timedelta(minutes=each) for each in (0, 6, 65)]


def test_without_a_start_they_are_shown_from_zero_and_it_is_said() -> None:
    case = read("Barriers closed\n+0m barriers stay closed\n+12m support calls\n+25m restarted\n")
    first, _, last = (event.at for event in case.events)
    assert first
    assert last
    assert last - first == timedelta(minutes=25)
    assert case.complaints == ("Times such as T+6m are shown from 00:00: no start is given that they count from.",)


def test_sentences_that_begin_with_a_time_are_events_where_nothing_else_is() -> None:
    case = read(
        "Checkout outage on 2025-03-04\n\nAt 10:05 UTC the alert fired. At 10:20 we rolled back. All was well.\n"
    )
    assert times(case) == ["2025-03-04 10:05", "2025-03-04 10:20"]
    assert "we rolled back" in case.description


def test_of_several_years_that_of_the_first_date_counts() -> None:
    case = read(
        "# Chart down\n\nPublished: 2026-02-19\n\nAs in 2024.\n\n## Timeline\n\n- 17 Feb, 23:42: backup starts\n"
    )
    assert times(case) == ["2026-02-17 23:42"]


@pytest.mark.parametrize(
    ("title", "day"),
    [
        ("Gantries down - night of 30 Nov to 1 Dec 2025", "2025-11-30"),
        ("Gantries down, November 30 to December 1, 2025", "2025-11-30"),
        ("Gantries down on 1 Dec 2025", "2025-12-01"),
    ],
)
def test_a_range_of_days_begins_with_the_first(title: str, day: str) -> None:
    assert times(read(f"{title}\n23:48 gantry stops\n23:59 all of them\n"))[0] == f"{day} 23:48"


def test_a_time_after_one_in_the_afternoon_goes_on_in_it() -> None:
    case = read("Kiosk down 2025-03-04\n6:10pm black screen\n6:40 driver missing\n7:05p fixed\n6:30a all well\n")
    assert times(case) == ["2025-03-04 18:10", "2025-03-04 18:40", "2025-03-04 19:05", "2025-03-05 06:30"]
