"""Post-mortems in the styles that organizations publish, each in words of our own."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.analysis.input.reading import read_input
from bot.analysis.model import Case


def read(text: str) -> Case:
    return read_input(text, "x.md").cases[0]


def test_labels_in_the_lead_are_the_sections_of_the_sre_book() -> None:
    case = read(
        "# Ledger sync postmortem\n\nDate: 2023-11-07\n\nAuthors: rkaur\n\nStatus: Complete\n\n"
        "Summary: The sync fell behind.\n\nRoot Causes: A lock that nobody\nknew of.\n\nTrigger: First month end.\n\n"
        "## Action Items\n\n| Action Item | Type | Owner | Bug |\n|---|---|---|---|\n"
        "| Export from replicas | prevent | rkaur | n/a **DONE** |\n"
        "| Limit waits | mitigate | docs | Bug 55 **TODO** |\n\n"
        "## Timeline\n\n2023-11-07 (*all times UTC*)\n\n* 06:51 Export starts\n* 06:54 **OUTAGE BEGINS** sync stops\n"
    )
    assert case.description == "The sync fell behind."
    assert [claim.text for claim in case.causes] == ["A lock that nobody knew of.", "First month end."]
    assert [(todo.kind, todo.ref, todo.status) for todo in case.actions] == [
        ("prevention", "n/a", "Done"), ("mitigation", "Bug 55", "Todo"),
    ]  # fmt: skip
    assert [event.at for event in case.events] == [datetime(2023, 11, 7, 6, minute, tzinfo=UTC) for minute in (51, 54)]
    assert not case.complaints


def test_a_report_that_was_written_later_is_of_the_day_in_its_title() -> None:
    case = read(
        "---\ntitle: Postmortem of the outage of March 3\ndate: 2022-03-04\n---\n\nPulls failed. We lost nothing.\n\n"
        "## Timeline (all times UTC)\n\n1. ±17:20 UTC - renewal fails\n1. At 18:31 UTC - pulls fail\n\n"
        "## Problem 1\n\n1. **Why did pulls fail?** - It expired.\n2. **Why?** - No permission.\n"
    )
    assert case.description == "Pulls failed. We lost nothing."
    assert [(event.at, event.text) for event in case.events] == [
        (datetime(2022, 3, 3, 17, 20, tzinfo=UTC), "renewal fails"),
        (datetime(2022, 3, 3, 18, 31, tzinfo=UTC), "pulls fail"),
    ]
    assert [step.category for step in case.whys[0].steps] == ["Why did pulls fail?", "Why?"]


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Blameless root cause", "causes"),
        ("Why did this happen?", "causes"),
        ("Five whys root cause identification", "whys"),
        ("Incident impact and scope", "impact"),
        ("What was affected", "impact"),
        ("What we're doing about it", "actions"),
        ("2. Remediation and follow-up", "actions"),
        ("Our lessons learned", "lessons"),
        ("Detailed contributing factors", "factors"),
    ],
)
def test_a_heading_may_have_words_around_its_name(heading: str, field: str) -> None:
    case = read(f"# T\n\n## {heading}\n\n- The pool\n- was small\n")
    assert getattr(case, field)
    assert not case.unknown


def test_labels_may_have_words_around_their_names() -> None:
    case = read("# T\n\n**Severity level**: SEV-2\n**Incident duration**: 52 minutes\n**Incident manager**: Kim\n")
    assert (case.severity, case.facts, case.commander) == ("SEV2", {"duration": "52 minutes"}, "Kim")


def test_an_action_item_may_say_all_of_it_in_one_sentence() -> None:
    case = read(
        "# T\n\n## Action items\n\n- Add a check — owner: Luis Ortega, due 2025-01-31 (SRCH-201)\n"
        "- [ ] [P1] Watch it (Assignee: Kim, by May 3, 2025)\n- Set TLS-1.2 as the least by default\n"
    )
    assert [(todo.owner, todo.due, todo.ref, todo.priority) for todo in case.actions] == [
        ("Luis Ortega", date(2025, 1, 31), "SRCH-201", ""),
        ("Kim", date(2025, 5, 3), "", "P1"),
        ("", None, "", ""),
    ]


@pytest.mark.parametrize(
    "labels",
    [
        "**Started:** 2025-03-04 10:00 UTC\n**Resolved:** 2025-03-04 11:00 UTC\n",
        "Start: 2025-03-04 10:00 UTC\nEnd: 2025-03-04 11:00 UTC\n",
        "- Incident started: 2025-03-04 10:00 UTC\n- Ended: 2025-03-04 11:00 UTC\n",
        "| Field | Value |\n|---|---|\n| Start | 2025-03-04 10:00 UTC |\n| End | 2025-03-04 11:00 UTC |\n",
    ],
)
def test_a_word_for_a_moment_before_a_time_labels_it(labels: str) -> None:
    moments = read(f"# API down\n\n{labels}").moments
    assert {key: f"{at:%H:%M}" for key, at in moments.items()} == {
        "started_at": "10:00",
        "resolved_at": "11:00",
    }


def test_a_word_for_a_moment_before_anything_else_is_kept_as_it_is() -> None:
    case = read("# API down\n\n**Resolved:** by a restart\n**Detected:** by customers\n")
    assert not case.moments
    assert list(case.unknown.values()) == ["by a restart", "by customers"]


@pytest.mark.parametrize("label", ["Incident", "Issue", "Outage", "Subject"])
@pytest.mark.parametrize("rest", ["Severity: SEV2\nCause: OOM\n", "Status: resolved\n\nIt was slow since noon.\n"])
def test_a_label_calls_the_incident_what_it_is(label: str, rest: str) -> None:
    assert read_input(f"{label}: API down\n{rest}", "x.txt").cases[0].title == "API down"


def test_a_title_comes_before_what_a_label_calls_the_incident() -> None:
    case = read("# API down\n\nIssue: DNS fails\nSeverity: SEV2\n")
    assert (case.title, list(case.unknown.values())) == ("API down", ["DNS fails"])


def test_a_zone_that_times_in_the_text_name_is_that_of_the_others_and_said() -> None:
    case = read("# T 2024-05-14\n\nFrom 9:50 EST it was slow.\n\n## Timeline\n\n- 09:50 slow\n- 10:05 paged\n")
    assert case.events[1].at == datetime(2024, 5, 14, 15, 5, tzinfo=UTC)
    assert case.complaints == ('Times without a zone are read as UTC-05:00, from "9:50 EST".',)
    case = read("# T 2024-05-14\n\nFrom 09:50 EST to 15:00 UTC it was slow.\n\n## Timeline\n\n- 10:05 paged\n")
    assert case.complaints == ("No time zone is given, so times are read as UTC.",)


def test_the_state_before_a_message_is_no_speaker() -> None:
    case = read("# T 2024-05-14\n\n## Status page updates\n\n- 14:20 Monitoring: A fix is out\n")
    assert [(told.text, told.by) for told in case.told] == [("Monitoring: A fix is out", "")]


def test_a_table_of_times_after_the_start_is_a_timeline() -> None:
    rows = "| T+0 | monitor | Queue depth alert |\n| T+6m | Dana | acked |\n"
    case = read_input(f"# Queue stuck\n\n| T | Who | What |\n|---|---|---|\n{rows}", "x.md").cases[0]
    assert [(event.actor, event.text) for event in case.events] == [("monitor", "Queue depth alert"), ("Dana", "acked")]
    first, last = (event.at for event in case.events)
    assert first
    assert last
    assert last - first == timedelta(minutes=6)
