"""Reading plain text and written reports: title, events, and what headings and `Key: value` lines name."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.analysis.input.reading import read_input
from bot.analysis.model import Case

REPORT = """
# Incident report: search is slow

**Incident ID:** INC-7
**Severity:** SEV2
**Date**: 2024-06-11
- **Incident commander**: Jane Smith

| Field | Value |
|-------|-------|
| **Service(s) affected** | search-api, indexer |
| **Duration** | 45 minutes |

Some searches took over two seconds.

## 1. Timeline

| Time (UTC) | Event | Who |
|---|---|---|
| 23:05 | Latency alert | monitoring |
| 23:50 | List taken back | Li Wei |

## Root cause

A synonym list matched every product,
and the parser opened a clause for each.

## Contributing factors
- No limit on clauses
- [x] No alert on slow queries

### What went well
1. ✅ Rollback took a minute

## How we detected
- [X] Monitoring
- [ ] A customer told us

## Five whys
1. **Why was search slow?** One clause for each product
2. **Why so many?** No limit

## Action items

| # | Action | Owner | Priority | Due date | Status |
|---|---|---|---|---|---|
| 1 | Limit clauses | Li Wei | P1 | 2024-06-20 | Open |

---
## Status page updates
[23:20] Looking into slow searches

## Related incidents
- 2024-03-02 The same list, smaller

## Appendix
Dashboards are in the wiki.
"""


def read(text: str) -> Case:
    return read_input(text, "x.txt").cases[0]


def test_one_sentence_is_the_title() -> None:
    case = read("Checkout is down for everybody")
    assert (case.title, case.description) == ("Checkout is down for everybody", "")


def test_the_first_sentence_is_the_title_and_the_others_the_description() -> None:
    case = read("Checkout is down. 45 % of users see errors. Nothing was deployed.")
    assert (case.title, case.description) == ("Checkout is down.", "45 % of users see errors. Nothing was deployed.")


def test_the_first_line_is_the_title() -> None:
    case = read("Checkout is down\n\nErrors since noon.\nAll regions.")
    assert (case.title, case.description) == ("Checkout is down", "Errors since noon.\nAll regions.")


def test_a_long_first_sentence_is_cut_in_the_title_and_whole_in_the_description() -> None:
    sentence = "word " * 60 + "end"
    case = read(sentence)
    assert case.title.endswith("word…")
    assert case.description == sentence


def test_lines_that_begin_with_a_time_are_events() -> None:
    case = read("Checkout is down 2024-06-11\n14:05 <jane> looking\n- 14:20 rolled back\nAll fine since.")
    assert [(event.at, event.actor, event.text) for event in case.events] == [
        (datetime(2024, 6, 11, 14, 5, tzinfo=UTC), "jane", "looking"),
        (datetime(2024, 6, 11, 14, 20, tzinfo=UTC), "", "rolled back"),
    ]
    assert (case.title, case.description) == ("Checkout is down 2024-06-11", "All fine since.")


def test_a_log_alone_is_events_without_a_title() -> None:
    case = read("[14:05] pool exhausted\n[14:20] rolled back")
    assert (case.title, len(case.events)) == ("", 2)


def test_a_written_report_gives_its_facts_to_their_fields() -> None:
    case = read(REPORT)
    assert (case.title, case.id, case.severity) == ("Incident report: search is slow", "INC-7", "SEV2")
    assert (case.commander, case.services) == ("Jane Smith", ("search-api", "indexer"))
    assert case.facts == {"duration": "45 minutes", "date": "2024-06-11"}
    assert [(event.at, event.text, event.actor) for event in case.events] == [
        (datetime(2024, 6, 11, 23, 5, tzinfo=UTC), "Latency alert", "monitoring"),
        (datetime(2024, 6, 11, 23, 50, tzinfo=UTC), "List taken back", "Li Wei"),
    ]
    assert not case.complaints


def test_a_reports_sections_keep_their_items() -> None:
    case = read(REPORT)
    assert [claim.text for claim in case.causes] == [
        "A synonym list matched every product, and the parser opened a clause for each."
    ]
    assert [claim.text for claim in case.factors] == ["No limit on clauses", "No alert on slow queries"]
    assert [claim.text for claim in case.helped] == ["Rollback took a minute"]
    assert [(step.category, step.text) for step in case.whys[0].steps] == [
        ("Why was search slow?", "One clause for each product"),
        ("Why so many?", "No limit"),
    ]
    assert [claim.text for claim in case.related] == ["2024-03-02 The same list, smaller"]
    assert [(told.text, told.at) for told in case.told] == [
        ("Looking into slow searches", datetime(2024, 6, 11, 23, 20, tzinfo=UTC))
    ]


def test_a_choice_that_nobody_ticked_is_no_fact() -> None:
    case = read(REPORT)
    assert [claim.text for claim in case.detection] == ["Monitoring"]
    assert case.unknown["document.Not chosen, How we detected"] == "A customer told us"


def test_a_table_of_actions_is_read_under_its_header() -> None:
    todo = read(REPORT).actions[0]
    assert (todo.title, todo.owner, todo.priority) == ("Limit clauses", "Li Wei", "P1")
    assert (todo.due, todo.status) == (date(2024, 6, 20), "Open")


def test_what_stands_under_no_known_heading_is_kept() -> None:
    assert "Dashboards are in the wiki." in str(read(REPORT).unknown)


@pytest.mark.parametrize(
    "text", ["Note: payments are slow", "Summary: payments are slow", "http://example.com/x: down"]
)
def test_a_colon_alone_makes_no_field(text: str) -> None:
    case = read(f"Payments are slow\n{text}")
    assert text in case.description or case.description.endswith("payments are slow")
    assert not case.complaints


def test_key_and_value_lines_name_what_they_say() -> None:
    case = read("Checkout is down\nSeverity: SEV1\nImpact: 45 % of users can't pay\nRoot cause: pool too small")
    assert case.severity == "SEV1"
    assert [claim.text for claim in case.impact] == ["45 % of users can't pay"]
    assert [claim.text for claim in case.causes] == ["pool too small"]


def test_a_json_text_is_not_taken_for_a_log_and_a_log_not_for_json() -> None:
    assert read("[alerts] 5xx on checkout").title == "[alerts] 5xx on checkout"
    assert read('[{"timestamp": "2024-06-11T23:05:00Z", "text": "x"}]').events[0].text == "x"


def test_a_section_without_marks_is_read_as_in_markdown() -> None:
    told = "Checkout is down\n\nRoot cause\nThe pool was\ntoo small.\n\nTimeline\n14:05 paged\n14:20 rolled back\n"
    case = read(f"{told}\nAction items:\n- [x] Grow the pool\n- [ ] Watch it,\n  every day\n")
    assert [claim.text for claim in case.causes] == ["The pool was too small."]
    assert [event.text for event in case.events] == ["paged", "rolled back"]
    assert [(todo.title, todo.status) for todo in case.actions] == [
        ("Grow the pool", "done"), ("Watch it, every day", "open"),
    ]  # fmt: skip


def test_a_line_with_a_time_outside_of_the_timeline_is_an_event_too() -> None:
    case = read("# T 2024-06-11\n\n14:01 the first customer called\n\n## Timeline\n\n- 14:05 paged\n")
    assert [event.text for event in case.events] == ["the first customer called", "paged"]


@pytest.mark.parametrize(
    "written",
    [
        "2024-01-15 2:05 PM",
        "Jan 15, 2024, 2:05 PM -",
        "January 15th, 2024 14:05 UTC:",
        "Monday, 15 January 2024 14:05",
        "15/01/2024 14:05",
        "[01/15/2024 2:05 p.m.]",
        "15/Jan/2024:14:05:00 +0000",
        "2024.01.15 14:05;",
        "2024-01-15 at 14:05",
        "2024-01-15 6:05 am PT -",
        "2024-01-15 15:05 CET",
        "2024-01-15T14:05 (UTC)",
    ],
)
def test_a_line_may_begin_with_a_time_in_any_of_its_shapes(written: str) -> None:
    case = read(f"Checkout is down\n{written} rolled back\n")
    assert [(event.at, event.text) for event in case.events] == [
        (datetime(2024, 1, 15, 14, 5, tzinfo=UTC), "rolled back")
    ]


def test_which_number_is_the_day_is_the_same_in_all_lines() -> None:
    case = read("Checkout is down\n01/02/2024 23:50 paged\n- [01/13/2024 0:10] rolled back\n")
    assert [event.at for event in case.events] == [
        datetime(2024, 1, 2, 23, 50, tzinfo=UTC),
        datetime(2024, 1, 13, 0, 10, tzinfo=UTC),
    ]
    case = read("Checkout is down\n01/02/2024 23:50 paged\n01/02/2024 23:55 rolled back\n")
    assert [event.text for event in case.events] == ["paged", "rolled back"]
    assert '"01/02/2024" names the month first or the day first' in case.complaints[0]


def test_without_a_timeline_what_a_section_says_with_its_time_is_an_event_too() -> None:
    told = (
        "# T 2024-01-15\n\n## Resolution steps\n\n- 14:05 restarted\n- then waited\n\n## Response\n\n14:01 UTC paged\n"
    )
    case = read(told)
    assert [event.text for event in case.events] == ["restarted", "paged"]
    assert "14:05 restarted" in [claim.text for claim in case.fixes]
    assert len(read(f"{told}\n## Timeline\n\nSee below.\n").events) == 2
    assert [event.text for event in read(f"{told}\n## Timeline\n\n- 14:05 restarted\n").events] == ["restarted"]


WIKI = """\
Created by Marek Novak, last modified on Nov 12, 2024

PIR-88 Scanners offline

Priority\tP2
Incident date\t11 Nov 2024
Incident manager\tMarek Novak
Affected services\tscanner-gw, wms

Timeline
Time (CET)\tEvent\tWho
08:05\tScanners lose connection\tWarehouse
09:22\tFirmware rolled back\tJ. Brown

Corrective actions
Action\tOwner\tDue
Pin firmware\tJ. Brown\t15 Nov 2024
Test updates\tMarek Novak\t30 Nov 2024
"""


def test_tables_that_a_browser_copied_with_tabs_are_tables() -> None:
    case = read_input(WIKI, "x.txt").cases[0]
    assert (case.title, case.commander, case.services) == (
        "PIR-88 Scanners offline", "Marek Novak", ("scanner-gw", "wms"),
    )  # fmt: skip
    assert [(event.at, event.actor, event.text) for event in case.events] == [
        (datetime(2024, 11, 11, 7, 5, tzinfo=UTC), "Warehouse", "Scanners lose connection"),
        (datetime(2024, 11, 11, 8, 22, tzinfo=UTC), "J. Brown", "Firmware rolled back"),
    ]
    assert [(todo.title, todo.owner) for todo in case.actions] == [
        ("Pin firmware", "J. Brown"), ("Test updates", "Marek Novak"),
    ]  # fmt: skip


def test_a_system_log_tells_when_a_new_day_begins_and_that_it_has_no_year() -> None:
    log = "Jan 14 23:58:01 db1 postgres[211]: PANIC\nJan 16 00:04:40 db1 systemd[1]: Started PostgreSQL.\n"
    case = read_input(log, "x.log").cases[0]
    first, last = (event.at for event in case.events)
    assert first
    assert last
    assert last - first == timedelta(days=1, minutes=6, seconds=39)
    assert case.complaints[0].startswith('"Jan 14" has no year')
    dated = read_input(f"Database down on 2025-01-14 again\n{log}", "x.log").cases[0]
    assert [event.at for event in dated.events] == [
        datetime(2025, 1, 14, 23, 58, 1, tzinfo=UTC), datetime(2025, 1, 16, 0, 4, 40, tzinfo=UTC),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "Barriers closed\nThe clock said 9:37, then 9:45 and 9:50, and nobody knew why.\n",
        "It began at 9:37AM PST, when a command failed. By 12:26PM PST the index was up, by 1:54PM all of it.",
    ],
)
def test_a_text_full_of_times_of_which_none_is_read_says_so(text: str) -> None:
    case = read_input(text, "x.txt").cases[0]
    assert not any(event.at for event in case.events)
    assert case.complaints[0].startswith("The text has 3 times, such as ")


def test_a_time_or_two_in_a_sentence_are_no_timeline() -> None:
    assert not read_input("Checkout is down since 14:05, and slow since 13:50.", "x.txt").cases[0].complaints
