"""Tables as spreadsheets and tools save them: a row for each event or for each incident, however columns are called."""

from collections.abc import Sequence
from datetime import UTC, datetime

import pytest

from bot.analysis.input.reading import Input, read_input
from bot.analysis.model import Case
from bot.errors import InputError
from bot.timeline.model import EntryKind


def read(text: str) -> Input:
    return read_input(text, "x.csv")


def one(text: str) -> Case:
    return read(text).cases[0]


def table(*lines: str, joint: str = ",") -> str:
    return "\n".join(line.replace(",", joint) for line in lines)


def told(case: Case) -> Sequence[tuple[str, str, str]]:
    return [(f"{event.at:%d %H:%M}" if event.at else "", event.actor, event.text) for event in case.events]


EVENTS = [("15 10:42", "Jane", "Checkout is down"), ("15 10:50", "Bob", "Rolled back")]


@pytest.mark.parametrize("joint", [",", ";", "\t", "|"])
def test_a_row_is_an_event_whatever_separates_its_cells(joint: str) -> None:
    lines = (
        "timestamp,actor,event",
        "2024-01-15T10:42:00Z,Jane,Checkout is down",
        "2024-01-15T10:50:00Z,Bob,Rolled back",
    )
    assert told(one(table(*lines, joint=joint))) == EVENTS
    assert told(one("\ufeff" + table(*lines, joint=joint).replace("\n", "\r\n"))) == EVENTS


@pytest.mark.parametrize(
    "header",
    [
        "Time (UTC),Who,What happened",
        "Timestamp [UTC],Owner,Action taken",
        "TIME UTC,NAME,DETAILS",
        "When,By,Update",
        "Date & Time (UTC),Author,Notes",
        "Zeitpunkt,Wer,Was",
        "ts,user,message",
        "Datetime,Responder,Activity",
        "Created at,Author,Comment",
        "Start,Person,Description",
    ],
)
def test_columns_are_known_by_their_names(header: str) -> None:
    assert (
        told(one(table(header, "2024-01-15 10:42,Jane,Checkout is down", "2024-01-15 10:50,Bob,Rolled back"))) == EVENTS
    )


def test_the_zone_of_a_column_counts() -> None:
    pst = table(
        "Timestamp (PST),Who,What", "2024-01-15 02:42,Jane,Checkout is down", "2024-01-15 02:50,Bob,Rolled back"
    )
    assert told(one(pst)) == EVENTS
    assert not one(pst).complaints
    clocks = table(
        "Date,Time (CET),Who,What", "2024-01-15,11:42,Jane,Checkout is down", "2024-01-15,11:50,Bob,Rolled back"
    )
    assert told(one(clocks)) == EVENTS


def test_date_and_time_may_be_two_columns_and_the_date_stand_once() -> None:
    lines = ("Date,Time,Who,What", "2024-01-15,10:42,Jane,Checkout is down", ",10:50,Bob,Rolled back")
    assert told(one(table(*lines))) == EVENTS


def test_epoch_seconds_are_times() -> None:
    assert told(one(table("ts,user,text", "1705315320,Jane,Checkout is down", "1705315800,Bob,Rolled back"))) == EVENTS


def test_lines_above_the_header_are_the_title_and_the_description() -> None:
    case = one(
        'Checkout outage,,\n"45% of users, two regions",,\n,,\nTime,Who,What\n2024-01-15 10:42Z,Jane,Checkout is down\n'
    )
    assert (case.title, case.description, len(case.events)) == ("Checkout outage", "45% of users, two regions", 1)


def test_quoted_cells_keep_commas_and_lines() -> None:
    case = one('time,text\n2024-01-15 10:42Z,"Down, in ""eu""\nand us"\n2024-01-15 10:50Z,"up"\n')
    assert [event.text for event in case.events] == ['Down, in "eu"\nand us', "up"]


def test_commas_that_nobody_quoted_belong_to_the_last_column() -> None:
    case = one(table("time,who,what", "2024-01-15 10:42Z,Jane,down in eu, us and asia", "2024-01-15 10:50Z,Bob,up"))
    assert [event.text for event in case.events] == ["down in eu, us and asia", "up"]


def test_unknown_columns_stay_with_the_event_and_known_ones_mean_the_same_as_in_json() -> None:
    header = "Time,Event,Action taken,Owner,Type,Shard"
    event = one(
        table(header, "2024-01-15 10:42Z,p99 at 30 s,Restarted it,Jane,mitigation,db-7", "2024-01-15 10:43Z,x,,,,")
    ).events[0]
    assert (event.text, event.actor, event.kind) == ("p99 at 30 s. Restarted it", "Jane", EntryKind.MITIGATION)
    assert event.extra == {"Shard": "db-7"}


def test_a_file_of_dates_says_which_number_is_the_day() -> None:
    us = table("Time,Who,What", "01/14/2024 10:42 AM,Jane,deploy", "01/15/2024 10:50 AM,Bob,down")
    assert [event.at and f"{event.at:%Y-%m-%d %H:%M}" for event in one(us).events] == [
        "2024-01-14 10:42",
        "2024-01-15 10:50",
    ]
    german = table("Datum;Uhrzeit;Wer;Was", "14.01.24;10:42;Jane;Deploy", "15.01.24;10:50;Bob;Ausfall")
    assert [event.at and f"{event.at:%Y-%m-%d %H:%M}" for event in one(german).events] == [
        "2024-01-14 10:42",
        "2024-01-15 10:50",
    ]


def test_an_ambiguous_date_is_said_and_not_guessed() -> None:
    case = one(table("Time,Who,What", "01/02/2024 10:42,Jane,down", "01/02/2024 10:50,Bob,up"))
    assert [f"{event.at:%H:%M}" for event in case.events if event.at] == ["10:42", "10:50"]
    assert '"01/02/2024" names the month first or the day first; write dates as 2024-01-31.' in case.complaints
    assert "No date is given, so times are shown without one." in case.complaints
    two = one(table("Time,Who,What", "01/02/2024 10:42,Jane,down", "01/03/2024 10:50,Bob,up"))
    assert [event.at for event in two.events] == [None, None]
    assert any("names the month first" in each for each in two.complaints)


def test_rows_without_a_time_are_counted_and_kept() -> None:
    case = one(table("time,who,what", "2024-01-15 10:42Z,Jane,down", ",Bob,still down", "2024-01-15 10:50Z,Bob,up"))
    assert [event.text for event in case.events] == ["down", "still down", "up"]
    assert case.complaints == ("read 2 of 3 `rows`: no time found for event 2.",)
    assert (
        one(table("time,what", "25:99,down", "10:50Z,up")).complaints[0] == 'rows[0].timestamp: "25:99" is not a time.'
    )


def test_a_table_without_a_header_is_read_where_that_is_clear() -> None:
    case = one("2024-01-15 10:42Z\tJane\tCheckout is down\n2024-01-15 10:50Z\tBob\tRolled back\n")
    assert told(case) == EVENTS
    assert case.complaints == ("The table has no header, so its columns are read as time, author, text.",)
    assert [event.text for event in one("10:42Z;down\n10:50Z;up").events] == ["down", "up"]


@pytest.mark.parametrize(
    "text",
    [
        "Checkout is down\n\nTime, money and nerves are lost, says Jane, and what happened, nobody knows, at all.",
        "2024-01-15 10:42:01,123 INFO pool exhausted\n2024-01-15 10:42:02,456 ERROR no connection\n",
        "10:42, Jane saw it\n10:50, Bob rolled back\n",
        "| Time | What |\n|---|---|\n| 10:42 | down |\n| 10:50 | up |\n",
        "Title: x\nTime, place\nSeverity: SEV1\n",
        "Checkout down, all users\nPayments fail, too\n",
    ],
)
def test_sentences_logs_and_markdown_are_no_tables(text: str) -> None:
    assert not any("header" in complaint for case in read(text).cases for complaint in case.complaints)
    assert "rows" not in str(read(text).cases)


def test_columns_with_unknown_names_are_read_by_what_is_in_them_and_said() -> None:
    case = one(
        table("Wann passiert,Was los,Wo", "2024-01-15 10:42Z,Checkout ist weg,EU", "2024-01-15 10:50Z,Wieder da,EU")
    )
    assert [event.text for event in case.events] == ["Checkout ist weg", "Wieder da"]
    assert case.complaints[0] == (
        'Of the columns "Wann passiert", "Was los", "Wo", "Wann passiert" is read as time and "Was los" as text.'
    )


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("a,b\n1,2\n", 'The table has the columns "a", "b", and none with times of events.'),
        ("timestamp,cpu\n2024-01-15T10:42:00Z,0.3\n2024-01-15T10:43:00Z,0.4\n", "none with texts of events."),
        ("timestamp,actor,event\n", "The table has no rows."),
    ],
)
def test_a_table_that_tells_of_no_events_is_refused_with_its_columns(text: str, why: str) -> None:
    with pytest.raises(InputError) as refused:
        read(text)
    assert why in str(refused.value)


def test_a_column_is_no_key_time_where_its_cells_are_none() -> None:
    case = one(table("Alert ID,Message,Created At,Acknowledged", "a,Disk is full,2024-01-15T10:42:00Z,true"))
    assert (case.id, set(case.moments), case.complaints) == ("a", {"declared_at"}, ())


def test_each_row_may_be_an_incident() -> None:
    text = table(
        "ID,Name,Status,Severity,Reported at,Identified at,Fixed at,Resolved at,Incident Lead,Summary,Region",
        "INC-1,Search is empty,Closed,Major,2024-05-03 10:00Z,2024-05-03 10:40Z,2024-05-03 11:40Z,2024-05-03 13:30Z,"
        "Hu,Empty,eu",
        "INC-2,Slow uploads,Closed,Minor,2024-05-04 09:00Z,,,2024-05-04 10:00Z,Ann,Slow,us",
    )
    first, second = read(text).cases
    assert (first.id, first.title, first.status, first.severity) == ("INC-1", "Search is empty", "Closed", "Major")
    assert (first.commander, first.description, first.facts["regions"]) == ("Hu", "Empty", ["eu"])
    assert {key: f"{at:%H:%M}" for key, at in first.moments.items()} == {
        "declared_at": "10:00", "mitigated_at": "11:40", "resolved_at": "13:30",
    }  # fmt: skip
    assert [event.text for event in first.events] == ["Incident opened", "Cause identified", "Mitigated", "Resolved"]
    assert [event.text for event in second.events] == ["Incident opened", "Resolved"]
    assert not first.complaints
    assert read(text).many


def test_jiras_export_repeats_columns_and_has_years_of_two_digits() -> None:
    case = one(
        table(
            "Summary,Issue key,Issue id,Issue Type,Status,Priority,Assignee,Created,Updated,Resolved,Description,"
            "Comment,Comment,Labels,Labels",
            "Search is down,OPS-7,1007,Incident,Done,Highest,Ann Lee,15/Jan/24 10:42 AM,16/Jan/24 9:00 AM,"
            "15/Jan/24 12:00 PM,"
            "No results,15/Jan/24 11:00 AM;bob;rolled back,15/Jan/24 11:30 AM;ann;looks good; closing,search,prod",
        )
    )
    assert (case.id, case.title, case.status, case.description) == ("OPS-7", "Search is down", "Done", "No results")
    assert told(case) == [
        ("15 10:42", "", "Incident opened"),
        ("15 11:00", "bob", "rolled back"),
        ("15 11:30", "ann", "looks good; closing"),
        ("15 12:00", "", "Resolved"),
    ]
    assert {key: f"{at:%H:%M}" for key, at in case.moments.items()} == {"declared_at": "10:42", "resolved_at": "12:00"}
    assert [(person.name, person.role) for person in case.participants] == [("Ann Lee", "assignee")]
    assert case.unknown["Labels"] == "search"


def test_pagerdutys_and_firehydrants_exports_are_incidents() -> None:
    pagerduty = "id,incident_number,description,service_name,urgency,created_on,resolved_on,seconds_to_first_ack"
    case = one(
        table(pagerduty, "Q1,88,High 5xx on checkout,checkout,high,2024-01-15T10:42:00Z,2024-01-15T11:42:00Z,120")
    )
    assert (case.title, case.services, set(case.moments)) == (
        "High 5xx on checkout",
        ("checkout",),
        {"declared_at", "resolved_at"},
    )
    firehydrant = "ID,Name,Summary,Severity,Priority,Started at,Detected at,Acknowledged at,Mitigated at,Resolved at"
    case = one(
        table(
            firehydrant,
            "7,Login fails,All logins,SEV1,P1,2024-01-15 10:00Z,2024-01-15 10:05Z,2024-01-15 10:07Z,"
            "2024-01-15 10:40Z,2024-01-15 11:00Z",
        )
    )
    assert (case.title, case.severity, len(case.moments)) == ("Login fails", "SEV1", 5)


def test_servicenows_export_is_a_list_of_incidents() -> None:
    header = "Number,Short description,Priority,State,Opened,Resolved,Assigned to"
    case = one(table(header, "INC001,Mail is down,1 - Critical,Closed,2024-01-15 10:42:00,2024-01-15 11:42:00,Ann"))
    assert (case.id, case.title, case.status) == ("INC001", "Mail is down", "Closed")
    assert set(case.moments) == {"declared_at", "resolved_at"}


def test_a_log_of_incidents_by_date_is_a_list_of_incidents() -> None:
    log = table("Date,Incident,Impact,Root cause,Duration", "2024-01-15,DB outage,Logins failed,Full disk,30 min")
    case = one(log)
    assert (case.title, case.causes[0].text, case.facts["duration"]) == ("DB outage", "Full disk", "30 min")


def test_the_events_of_several_incidents_are_kept_apart() -> None:
    text = table(
        "incident_id,timestamp,who,message",
        "7,2024-01-15 10:42Z,Jane,down",
        "8,2024-01-15 10:43Z,Bob,slow",
        "7,2024-01-15 10:50Z,Jane,up",
    )
    assert [(case.id, [event.text for event in case.events]) for case in read(text).cases] == [
        ("7", ["down", "up"]),
        ("8", ["slow"]),
    ]


def test_commas_are_decimal_where_semicolons_separate() -> None:
    text = "ID;Name;Severity;Reported at;Resolved at;Affected users %;Revenue loss\n"
    text += "7;Ausfall;SEV2;2024-01-15 10:42Z;2024-01-15 11:42Z;45,5;12.500,50\n"
    facts = one(text).facts
    assert (facts["affected_users_percentage"], facts["revenue_impact_usd"]) == (45.5, 12500.5)


def test_musters_own_csv_of_a_timeline_is_read() -> None:
    header = "id,occurred_at,type,text,author,captured_by,source,recorded_at,permalink,files,message_deleted,versions"
    event = one(
        table(
            header, "1,2024-01-15T10:42:00Z,detection,Checkout is down,Jane,,slack,2024-01-15T10:43:00Z,https://x,,,1"
        )
    ).events[0]
    assert (event.text, event.actor, event.kind, event.link) == (
        "Checkout is down",
        "Jane",
        EntryKind.DETECTION,
        "https://x",
    )


def test_a_large_table_and_a_large_cell_are_read() -> None:
    many = "time,text\n" + "2024-01-15 10:42Z,still down\n" * 20_000
    assert len(one(many).events) == 20_000
    assert len(one(f"time,text\n2024-01-15 10:42Z,{'x ' * 5_000_000}\n").events) == 1
    assert one('time,text\n2024-01-15 10:42Z,"never closed\n' + "2024-01-15 10:43Z,up\n" * 10).events


def test_a_table_in_a_page_of_a_wiki_leaves_the_page_a_text() -> None:
    page = (
        "h1. Double mails\n\nh2. Timeline\n|| Time || Event ||\n| 10:00 | Job restarted |\n\nh2. Root cause\nNo key\n"
    )
    assert [event.text for event in read_input(page, "x").cases[0].events] == ["Job restarted"]


def test_an_incident_over_midnight_ends_on_the_next_day() -> None:
    case = one("Date,Start,End,Summary,Severity\n2025-01-09,22:50,00:20,DB failover,SEV1\n")
    assert case.moments["started_at"] == datetime(2025, 1, 9, 22, 50, tzinfo=UTC)
    assert case.moments["resolved_at"] == datetime(2025, 1, 10, 0, 20, tzinfo=UTC)
    assert [event.at for event in case.events] == list(case.moments.values())


def test_the_journal_of_a_ticket_in_a_cell_is_its_events() -> None:
    notes = [
        "2025-01-05 09:20:00 - Zed (Work notes)\nrelay cert swapped",
        "2025-01-05 09:10:00 - Amy (Work notes)\nlooking",
    ]
    row = 'INC1,Mail relay rejects,Closed,2025-01-05 09:00:00,"' + "\n\n".join(notes) + '"'
    case = one(f"Number,Short description,State,Opened,Work notes\n{row}\n")
    assert [(event.actor, event.text) for event in case.events[1:]] == [
        ("Amy", "looking"),
        ("Zed", "relay cert swapped"),
    ]


@pytest.mark.parametrize(
    "lines",
    [
        ("Time,Event", "45366.4236111111,alert", "45366.5,resolved"),
        ("Date;Time;Event", "45366;0,423611111;alert", "45366;0,5;resolved"),
        ("Date,Time,Event", "45366,10:10,alert", "45366,12:00,resolved"),
    ],
)
def test_numbers_of_a_spreadsheet_are_times(lines: Sequence[str]) -> None:
    case = one(table(*lines))
    assert [f"{event.at:%Y-%m-%d %H:%M}" for event in case.events if event.at] == [
        "2024-03-15 10:10",
        "2024-03-15 12:00",
    ]


def test_other_numbers_are_no_times() -> None:
    assert [event.at for event in one(table("Date,Event", "45366,alert 10:10", "7,resolved")).events] == [None, None]


def test_a_ticket_names_its_service_its_team_and_who_reported_it() -> None:
    header = "number,short_description,state,opened_at,resolved_at,assignment_group,caller_id,business_service"
    row = "INC1,VPN drops,Closed,2026-02-02 08:14:00,2026-02-02 11:50:00,Network Ops,Beth,Remote Access"
    case = one(table(header, row))
    assert (case.services, case.unknown) == (("Remote Access",), {})
    assert [(each.name, each.role) for each in case.participants] == [("Network Ops", "team"), ("Beth", "reporter")]
