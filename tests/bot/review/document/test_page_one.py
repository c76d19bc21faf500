"""Page one of the review: prose from recorded facts, each number once, verdicts only from what is logged.

Every false claim that was seen in earlier reviews has its test here.
"""

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.analysis.input.reading import read_input
from bot.analysis.model import Case, Event, Told
from bot.review.document.parts import Items, Paragraph, Table
from bot.review.document.review import Review
from bot.timeline.kinds import EntryKind
from templates.review.document import review_document
from tests.bot.review.document.review_cases import FULL, after, claim, event, reviewed

SAMPLES = Path(__file__).parents[4] / "samples"
EXPORT = """Upload fails for accounts with a banner

Severity: SEV3
Status: resolved
Date: 2025-03-04
Services: media-upload
Impact: 12 accounts, 19 failed uploads.

10:40 Support: ticket 71, upload returns an error for an account with a banner
10:55 Lena Vogt: declared SEV3
11:20 Lena Vogt: errors began with the 09:30 release of media-upload 5.8
13:10 Omar Haddad: media-upload 5.8.1 released, banners are converted first
13:25 Omar Haddad: upload works again for all accounts that failed
13:30 Lena Vogt: resolved

Root cause: The image library in media-upload 5.8 rejects banners in CMYK color.
"""
SPARSE = """Login is slow

Severity: SEV2
Status: resolved
Date: 2024-06-11

09:12 Priya Nair: declared SEV2, login is slow for some customers
09:18 Support: two more customers report slow logins
09:26 Priya Nair: disk of auth-3 is full, requests that land there time out
09:41 Tom Berg: deleted old dumps on auth-3, disk at 71%
10:10 Priya Nair: resolved
"""


def of_text(text: str, template: str | None = None) -> Review:
    return reviewed(read_input(text, "notes.txt").cases[0], None, template)


def told(review: Review, key: str) -> str:
    section = review.section(key)
    parts = section.parts if section else ()
    return " ".join(one.text for part in parts if isinstance(part, Paragraph | Items) for one in _of(part))


def _of(part: Paragraph | Items) -> tuple[Any, ...]:
    return part.sentences if isinstance(part, Paragraph) else part.items


def figures(review: Review) -> dict[str, tuple[str, ...]]:
    section = review.section("figures")
    tables = (part for part in section.parts if isinstance(part, Table)) if section else ()
    return {row[0].text: tuple(cell.text for cell in row[1:]) for table in tables for row in table.rows}


def page_one(review: Review) -> str:
    return review_document(review, "markdown").split("\n---\n")[0]


# What happened


def test_what_happened_is_prose_that_names_people_and_times_once() -> None:
    assert told(of_text(SPARSE), "summary") == (
        "Login was slow for some customers. Priya Nair declared it at 09:12. Priya Nair reported at 09:26 that the disk"
        " of auth-3 was full. Tom Berg deleted old dumps on auth-3 at 09:41. It was resolved at 10:10; when it worked"
        " again is not logged."
    )


def test_a_brief_review_tells_start_report_fix_and_recovery() -> None:
    assert told(of_text(EXPORT), "summary") == (
        "Upload failed for accounts with a banner. Errors began with the 09:30 release of media-upload 5.8. Support"
        " reported it at ≈ 10:40, and Lena Vogt declared it at 10:55. media-upload 5.8.1 was released at 13:10. It"
        " worked again at ≈ 13:25 and was resolved at 13:30."
    )


def test_what_the_description_states_is_not_told_again() -> None:
    described = "Mail waited from 09:48 on. Connections ran out because release 4.7 opens one connection a mail."
    text = told(reviewed(replace(FULL, description=described)), "summary")
    assert text.count("09:48") == 1
    assert "Connections ran out" not in text  # the cause stands under Cause


def test_recorded_fixes_are_told_in_order_in_one_sentence() -> None:
    fixes = (claim("Raised the pool from 20 to 50"), claim("Acknowledged the alert"), claim("Rolled back to 4.6"))
    assert "The team raised the pool from 20 to 50, then rolled back to 4.6." in told(
        reviewed(replace(FULL, fixes=fixes)), "summary"
    )


def test_what_is_still_to_be_done_is_told_as_nobodys_deed() -> None:
    fixes = (claim("Rolled back to 4.6"), claim("Add a limit to the router"))
    text = told(reviewed(replace(FULL, fixes=fixes)), "summary")
    assert "The team rolled back to 4.6. Also recorded as a fix: add a limit to the router." in text


def test_names_keep_their_small_letter_at_the_start_of_a_sentence() -> None:
    text = told(of_text(EXPORT), "summary")
    assert "media-upload 5.8.1 was" in text
    assert "Media-upload" not in text


def test_started_not_known_is_never_said_where_words_name_the_start() -> None:
    assert "09:30" in told(of_text(EXPORT), "summary")
    assert figures(of_text(EXPORT))["Detected in"][0] == "≈ 70 min"


def test_no_raw_sentence_of_the_timeline_stands_on_page_one() -> None:
    review = of_text(SPARSE)
    texts = [event.text for event in review.case.events if len(event.text.split()) > 2]
    assert [text for text in texts if text.casefold() in page_one(review).casefold()] == []


@pytest.mark.parametrize("text", [SPARSE, EXPORT])
def test_mitigated_and_resolved_never_have_the_same_time(text: str) -> None:
    times = re.findall(r"(?:worked again|was resolved) at (?:≈ )?(\d\d:\d\d)", told(of_text(text), "summary"))
    assert len(times) == len(set(times))


def test_an_incident_with_nothing_has_a_page_that_claims_nothing() -> None:
    review = reviewed(Case(title="Something odd", severity="SEV2"))
    assert told(review, "summary") == ""
    assert told(review, "impact") == "How many users were affected, and for how long, is not recorded."
    assert figures(review) == {}


@pytest.mark.parametrize(
    "text",
    [
        "deleted 3,000 stale test users, no effect",
        "restarted the relay, didn't help",
        "rolled back. Still failing",
        "raised the pool to 50 but errors stay",
    ],
)
def test_an_entry_whose_end_turns_its_beginning_round_is_told_whole_or_not_at_all(text: str) -> None:
    case = of_text(SPARSE.replace("deleted old dumps on auth-3, disk at 71%", text))
    assert "Tom Berg" not in told(case, "summary")


# Impact

FACTS: dict[str, Any] = {
    "affected_users": 12_500,
    "affected_users_percentage": 45,
    "failed_transactions": 342,
    "revenue_impact_usd": 28_500,
    "customer_reports": 8,
    "degradation_type": "partial",
    "data_loss": False,
    "security_breach": False,
    "workaround_available": False,
}
BARE_FACTS = replace(FULL, impact=(), facts=FACTS, fact_places={}, moments={**FULL.moments, "mitigated_at": after(63)})


def test_impact_reads_as_prose_with_the_verb_of_each_field() -> None:
    assert told(reviewed(BARE_FACTS), "impact") == (
        "For 75 minutes, mail-router and outbox were degraded. 12,500 users (45%) were affected, 342 transactions"
        " failed and the revenue impact is 28,500 USD; there were 8 customer reports. No data was lost; there was no"
        " security breach and no workaround."
    )


def test_45_percent_could_not_pay_is_never_said_of_affected_users() -> None:
    text = told(reviewed(replace(BARE_FACTS, facts={"affected_users_percentage": 45})), "impact")
    assert "45% of users were affected." in text
    assert not re.search(r"could not|unable|failed|down", text)


def test_users_all_is_never_said_beside_a_recorded_share() -> None:
    said = Event(20, "All users see errors", after(3), "Ida Holm", kind=EntryKind.INVESTIGATION, type="investigation")
    case = replace(BARE_FACTS, facts={"affected_users_percentage": 45}, events=(*FULL.events, said))
    text = told(reviewed(case), "impact")
    assert "45%" in text
    assert "all users" not in text.casefold()


def test_user_data_lost_is_never_concluded_from_a_cleanup_of_test_users() -> None:
    cleanup = Event(20, "Deleted data of 40 test users", after(30), "Ida Holm", kind=EntryKind.MITIGATION)
    facts = {key: value for key, value in FACTS.items() if key != "data_loss"}
    case = replace(BARE_FACTS, facts=facts, events=(*FULL.events, cleanup))
    assert "data was lost" not in page_one(reviewed(case)).casefold()


@pytest.mark.parametrize(("lost", "words"), [(True, "Data was lost"), (False, "No data was lost"), (None, "")])
def test_data_is_safe_or_lost_only_where_that_is_recorded(lost: bool | None, words: str) -> None:
    facts = {} if lost is None else {"data_loss": lost}
    text = told(reviewed(replace(BARE_FACTS, facts=facts)), "impact")
    assert (words in text) if words else ("data" not in text.casefold())


def test_a_minor_incident_has_no_line_on_business() -> None:
    assert "revenue" not in told(of_text(EXPORT), "impact").casefold()


def test_each_number_of_the_impact_stands_once_on_page_one() -> None:
    page = page_one(reviewed(BARE_FACTS))
    assert all(page.count(number) == 1 for number in ("12,500", "342", "28,500"))


# Figures


def test_a_recovery_that_nobody_logged_is_a_range_without_a_verdict() -> None:
    found = figures(of_text(SPARSE))
    assert found["Mitigate"] == (
        "≈ 29 to 58 min after declaration",
        "120 min",
        "no verdict: no recovery was logged",
    )


def test_times_that_contradict_each_other_give_no_length_and_are_told_as_the_record_has_them() -> None:
    times = {"started_at": 0, "detected_at": -20, "declared_at": 5, "mitigated_at": 150, "resolved_at": 120}
    case = replace(FULL, description="", moments={key: after(minutes) for key, minutes in times.items()})
    review = reviewed(case)
    happened, found = told(review, "summary"), figures(review)
    assert "worked again at 12:30 by the record and was resolved at 12:00 by the record" in happened
    assert "began at 10:00 by the record" in happened
    assert found["Mitigate"] == ("unknown", "120 min", "no verdict: resolved before mitigated")
    assert found["Resolve"] == ("unknown", "8 h", "no verdict: resolved before mitigated")
    assert found["Detect"] == ("unknown", "30 min", "no verdict: detected before started")
    assert "150 minutes" not in page_one(review)
    bare = reviewed(replace(case, events=(), told=()))
    assert figures(bare)["Mitigate"][2] == "no verdict: resolved before mitigated"
    assert "mail-router and outbox were" in told(bare, "impact")


def test_acknowledge_0_min_met_is_never_said_of_a_declaration() -> None:
    found = figures(of_text(SPARSE))
    assert "Acknowledge" not in found
    assert found["Detect"][2] == "no verdict: neither start nor detection is logged"
    assert found["Resolve"] == ("58 min after declaration", "8 h", "no verdict: the detection is not logged")


@pytest.mark.parametrize(
    ("resolved", "verdict"), [(100, "met either way"), (400, "no verdict: no recovery was logged")]
)
def test_a_range_has_a_verdict_only_if_it_holds_at_both_ends(resolved: int, verdict: str) -> None:
    events = (*FULL.events[:6], event(9, resolved, EntryKind.RESOLUTION, "Resolved"))
    case = replace(FULL, events=events, moments={"detected_at": after(-5), "resolved_at": after(resolved)})
    assert figures(reviewed(case))["Mitigate"][2] == verdict


def test_war_room_met_is_never_said_of_a_declaration() -> None:
    assert not any("room" in name.casefold() for name in figures(reviewed(replace(FULL, severity="SEV1"))))


def test_the_status_page_of_a_vendor_informs_nobody() -> None:
    read = event(20, 6, EntryKind.INVESTIGATION, "Stripe's status page says they look at elevated errors")
    found = figures(reviewed(replace(FULL, severity="SEV1", told=(), events=(*FULL.events, read))))
    assert not {"First status page update", "Customers informed"} & set(found)


def test_customers_who_read_the_status_page_are_no_second_figure() -> None:
    found = figures(reviewed(replace(FULL, severity="SEV1", moments={**FULL.moments, "declared_at": after(0)})))
    assert found["First status page update"][0] == "12 min"
    assert "Customers informed" not in found


def test_the_gap_between_updates_ends_with_the_update_that_tells_of_the_resolution() -> None:
    updates = tuple(Told("Mail is late", after(at), "status_page", "customers") for at in (5, 20, 95))
    case = replace(FULL, severity="SEV1", told=updates, events=FULL.events[:4] + FULL.events[5:])
    assert figures(reviewed(case))["Longest gap between updates"][0] == "75 min"


def test_silence_is_told_as_a_figure_and_not_as_nobody_was_told() -> None:
    page = page_one(reviewed(replace(FULL, severity="SEV1", told=())))
    assert "nobody" not in page.casefold().replace("nobody yet", "")


def test_nothing_is_said_of_an_error_budget_that_nobody_set() -> None:
    facts = {"error_rate_percentage": 45, "availability": 96.2}
    assert "budget" not in review_document(reviewed(replace(FULL, facts=facts), None, "standard"), "text").casefold()


def test_lengths_have_one_form_in_minutes_to_180_and_hours_above() -> None:
    texts = " ".join(cell for row in figures(reviewed(FULL)).values() for cell in row)
    assert "(" not in texts
    assert "8 h" in texts
    assert "480" not in texts


def test_a_brief_review_has_its_figures_in_words_on_one_line() -> None:
    line = next(line for line in page_one(of_text(EXPORT)).splitlines() if line.startswith("**Figures.**"))
    assert line == (
        "**Figures.** Detected in ≈ 70 min (10 min over target) · declared in ≈ 15 min (target met)"
        " · mitigated in ≈ 165 min (target met) · resolved in ≈ 170 min (target met)"
    )


# What helped and hindered

RELEASE = {"recent_deployments": [{"service": "mail-router", "version": "4.7"}]}
ROLLBACK = event(6, 40, EntryKind.MITIGATION, "Decision: roll back to 4.6", extra={"deployment_minutes": 12})
FOUND = event(4, 3, EntryKind.INVESTIGATION, "Release 4.7 of the mail-router opens one connection a mail")
DERIVED = replace(
    FULL,
    severity="SEV1",
    facts=RELEASE,
    helped=(),
    hindered=(),
    events=(*FULL.events[:3], FOUND, event(5, 10, EntryKind.MITIGATION, "Raised the limit to 800"), ROLLBACK),
    told=(
        Told("Mail is late. Next update by 10:20.", after(12), "status_page", "customers"),
        Told("Mail is back", after(31), "status_page", "customers"),
    ),
)


def lists(review: Review) -> dict[str, tuple[str, ...]]:
    section = review.section("lessons")
    parts = (part for part in section.parts if isinstance(part, Items)) if section else ()
    return {part.title: tuple(one.text for one in part.items) for part in parts}


def test_what_helped_and_hindered_is_derived_with_its_times() -> None:
    found = lists(reviewed(DERIVED))
    assert found["What helped"] == (
        "The release of mail-router 4.7 was found 8 min after detection.",
        "The rollback was in production within 12 min.",
    )
    assert found["What hindered"] == (
        "The rollback began 37 min after the release was found, and after another mitigation (10:10).",
        "The status page promised an update by 10:20; it came at 10:31.",
    )


def test_each_derivation_names_its_sources() -> None:
    section = reviewed(DERIVED).section("lessons")
    assert section
    items = [one for part in section.parts if isinstance(part, Items) for one in part.items if not one.quoted]
    assert len(items) == 4
    assert all(one.evidence for one in items)


def test_nothing_is_derived_where_people_wrote_what_helped() -> None:
    found = lists(reviewed(replace(DERIVED, helped=FULL.helped, hindered=FULL.hindered)))
    assert found["What helped"] == ("The rollback worked well within 6 minutes",)
    assert found["What hindered"] == ("The runbook was outdated",)


def test_without_typed_entries_nothing_helped_or_hindered() -> None:
    untyped = tuple(replace(one, kind=None, type="") for one in DERIVED.events)
    found = lists(reviewed(replace(DERIVED, events=untyped, told=())))
    assert not {"What helped", "What hindered"} & set(found)


def test_an_owner_is_named_as_recorded() -> None:
    item = replace(FULL.actions[0], owner="alice@company.com")
    people = (*FULL.participants, replace(FULL.participants[0], name="Alice Chen"))
    page = page_one(reviewed(replace(FULL, actions=(item,), participants=people)))
    assert "alice@company.com" in page
    assert "Alice Chen" not in page


# Action items


def action_rows(*items: Any) -> tuple[tuple[str, ...], ...]:
    """The names of the columns, and the rows."""
    section = reviewed(replace(FULL, actions=items)).section("actions")
    assert section
    (table,) = [part for part in section.parts if isinstance(part, Table)]
    return (table.columns, *(tuple(cell.text for cell in row) for row in table.rows))


def test_action_items_name_the_factors_that_they_are_on() -> None:
    columns, first, second = action_rows(*FULL.actions)
    assert columns == ("#", "Action item", "Owner", "Priority", "Due", "Fixes")
    assert (first[-1], second[-1]) == ("F1", "–")


def test_fixes_that_nobody_confirmed_are_said_once_to_be_suggested() -> None:
    assert told(reviewed(FULL), "actions").count("Fixes: suggested.") == 1
    assert "Fixes: suggested" not in told(reviewed(replace(FULL, factors=())), "actions")
    assert "Fixes: suggested" not in told(reviewed(FULL, None, "brief"), "actions")


def test_states_that_differ_have_a_column_and_one_that_all_share_is_a_sentence() -> None:
    going_on = replace(FULL.actions[0], status="in_progress")
    columns, first, second = action_rows(going_on, FULL.actions[1])
    assert columns[-1] == "Status"
    assert (first[-1], second[-1]) == ("in progress", "open")
    assert "Both are open." in told(reviewed(FULL), "actions")


def test_a_column_that_no_item_fills_is_a_sentence_instead() -> None:
    bare = [replace(item, owner="", due=None, priority="") for item in FULL.actions]
    assert action_rows(*bare)[0] == ("#", "Action item", "Fixes")
    assert "None has an owner or a date." in told(reviewed(replace(FULL, actions=tuple(bare))), "actions")


def test_near_identical_lessons_are_one_with_the_sources_of_both() -> None:
    lessons = (
        claim("No automated test for the connection cleanup", "a"),
        claim("No automated tests for connection cleanup in the service", "b"),
        claim("The pool was too small", "c"),
    )
    section = reviewed(replace(FULL, lessons=lessons)).section("lessons")
    assert section
    (items,) = [part.items for part in section.parts if isinstance(part, Items) and part.title == "What was learned"]
    assert [one.text for one in items] == [lessons[1].text, lessons[2].text]
    assert {each.place for each in items[0].evidence} == {"a", "b"}


# Budgets


def words(text: str) -> int:
    return len(re.findall(r"\w+", text))


@pytest.mark.parametrize("sample", ["payment-outage.json", "pool-exhaustion.json", "search-latency.json"])
def test_page_one_of_a_sample_has_at_most_450_words(sample: str) -> None:
    case = read_input((SAMPLES / sample).read_text("utf-8"), sample).cases[0]
    for template in ("standard", "comprehensive"):
        assert words(page_one(reviewed(case, None, template))) <= 450


def test_half_a_page_has_at_most_220_words() -> None:
    actions = (
        "\nContributing factors\n- No test uploads a CMYK banner\n"
        "\nAction items\n| Action | Owner | Priority | Due date |\n|---|---|---|---|\n"
        "| Add CMYK and grayscale banners to the upload tests | Omar Haddad | P2 | 2025-03-11 |\n"
    )
    assert words(review_document(of_text(EXPORT + actions), "markdown")) <= 220


def test_five_entries_make_a_document_of_at_most_360_words() -> None:
    assert words(review_document(of_text(SPARSE), "markdown")) <= 360


def test_an_incident_with_nothing_has_a_short_document() -> None:
    assert words(page_one(reviewed(Case(title="Something odd", severity="SEV1")))) <= 60
