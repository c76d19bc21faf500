"""What was owed and not done as owed; what looks alike and was done is not asked about."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.analysis.model import Case, Evidence, Told
from bot.config.policy import Policy
from bot.review.document.reviewed import review_case
from bot.review.edit_log import ReviewEdits
from bot.timeline.kinds import EntryKind
from tests.bot.review.document.review_cases import NOW
from tests.bot.review.questions.question_cases import after, asked, at, case, texts


def told(minutes: float, text: str, channel: str = "status_page") -> Told:
    return Told(text, after(minutes), channel, "external", "", Evidence(f"told {minutes}"))


PROMISED = told(5, "We are looking. Next update in 10 minutes.")


def test_an_update_that_came_later_than_promised_is_asked_about_by_who_posted_it() -> None:
    posted = at(22, EntryKind.COMMUNICATION, "Status page updated", "Paul Okafor")
    [found] = asked(case(posted, told=(PROMISED, told(22, "Recovering"))), "promise")
    assert found.text == "The update promised at 10:05 came late, at 10:22. What held it up?"
    assert found.whom == "Paul Okafor, communications lead"


def test_a_promised_update_that_never_came_is_asked_about() -> None:
    assert texts(case(told=(PROMISED, told(6, "Hello", "email"))), "promise") == [
        "The update promised at 10:05 is not logged. Where was it posted?"
    ]


@pytest.mark.parametrize(
    "messages",
    [
        (PROMISED, told(15, "Recovering")),
        (PROMISED, told(18, "Recovering")),
        (told(5, "We will publish a full report within 10 minutes."), told(40, "Report")),
        (told(5, "Looking."), told(40, "Recovering")),
        (told(20, "Next update in 30 minutes."),),
    ],
    ids=["kept", "minutes late", "a report", "no promise", "resolved before"],
)
def test_a_promise_that_was_kept_or_is_none_is_not_asked_about(messages: tuple[Told, ...]) -> None:
    assert texts(case(told=messages), "promise") == []


LONG = {"moments": {"declared_at": after(0), "resolved_at": after(150)}}


def test_an_escalation_that_was_due_and_is_not_logged_is_asked_about_once() -> None:
    manager = at(40, EntryKind.ESCALATION, "Engineering manager joins")
    [found] = asked(case(manager, **LONG), "escalation")
    assert found.text == "Escalation to VP engineering was due, and none is logged. When were they informed?"
    assert found.whom == "Ida Holm, incident commander"


@pytest.mark.parametrize(
    ("entries", "fields"),
    [
        ([], {"moments": {"declared_at": after(0), "resolved_at": after(25)}}),
        ([at(130, EntryKind.NOTE, "Raised to SEV2", type="severity")], LONG),
        (
            [
                at(40, EntryKind.ESCALATION, "Paged", extra={"escalated_to": "Engineering Manager"}),
                at(90, EntryKind.ESCALATION, "Told the VP Engineering"),
            ],
            LONG,
        ),
    ],
    ids=["over before", "another severity before", "logged"],
)
def test_an_escalation_that_was_not_due_or_is_logged_is_not_asked_about(entries: Any, fields: dict[str, Any]) -> None:
    assert texts(case(*entries, **fields), "escalation") == []


def test_a_record_that_types_nothing_could_not_type_an_escalation() -> None:
    plain = tuple(replace(one, kind=None, type="") for one in case().events)
    assert texts(case(events=plain, **LONG), "escalation") == []


@pytest.mark.parametrize("tool", ["Grafana OnCall", "PagerDuty", "deploy bot", "Stripe"])
def test_a_tool_that_logged_an_entry_is_not_asked(tool: str) -> None:
    planned = at(25, EntryKind.RESOLUTION, "Done", tool, extra={"postmortem_scheduled": "2024-05-12T10:00:00Z"})
    assert [one.whom for one in asked(case(planned), "meeting")] == ["Ida Holm, incident commander"]


def test_an_entry_that_names_them_may_be_an_escalation_that_nobody_typed() -> None:
    told_of = at(40, EntryKind.NOTE, "Told the engineering manager")
    before = at(-40, EntryKind.NOTE, "The VP engineering is on holiday")
    assert texts(case(told_of, before, **LONG), "escalation") == [
        "Escalation to VP engineering was due, and none is logged. When were they informed?"
    ]


def meeting(case_: Case, hours: float) -> list[str]:
    """What is asked where people set a meeting so many hours after the resolution."""
    edits = ReviewEdits(meeting_at=after(25) + timedelta(hours=hours))
    return [one.text for one in review_case(case_, Policy(), NOW, edits=edits).asked if one.key == "meeting"]


def test_a_review_that_is_due_before_its_meeting_is_asked_about() -> None:
    assert meeting(case(), 96) == [
        "The review is due Thu 9 May 2024, 10:25 UTC, and its meeting is Fri 10 May 2024, 10:25 UTC. Which one moves?"
    ]
    planned = at(25, EntryKind.RESOLUTION, "Done", "Tom Berg", extra={"postmortem_scheduled": "2024-05-12T10:00:00Z"})
    [found] = asked(case(planned), "meeting")
    assert found.whom == "Tom Berg, who logged 10:25"
    assert len(asked(case(facts={"review_meeting": "2024-05-12T10:00:00Z"}), "meeting")) == 1


def test_a_meeting_before_the_review_is_due_is_not_asked_about_and_what_people_set_counts() -> None:
    planned = at(25, EntryKind.RESOLUTION, "Done", extra={"postmortem_scheduled": "2024-05-12T10:00:00Z"})
    assert meeting(case(planned), 48) == []
    assert texts(case(facts={"postmortem_due": "2024-05-12T10:00:00Z"}), "meeting") == []
    assert texts(case(facts={"postmortem_scheduled": "some day"}), "meeting") == []


def test_a_stated_length_that_the_times_contradict_is_asked_about() -> None:
    moments = {"started_at": after(-12), "detected_at": after(-5), "resolved_at": after(25)}
    assert texts(case(moments=moments, facts={"time_to_resolve": "3 hours"}), "length") == [
        "Time to resolve is stated as 3 hours, and the times say otherwise. Which is right?"
    ]


@pytest.mark.parametrize("stated", ["30 minutes", 30, "37 minutes", "a while"], ids=str)
def test_a_stated_length_that_agrees_or_means_two_other_moments_is_not_asked_about(stated: object) -> None:
    moments = {"started_at": after(-12), "detected_at": after(-5), "resolved_at": after(25)}
    assert texts(case(moments=moments, facts={"time_to_resolve": stated}), "length") == []


def test_who_declared_is_asked_where_nobody_is_commander() -> None:
    found = asked(replace(case(**LONG), commander=""), "escalation")
    assert [one.whom for one in found] == ["Ida Holm, who declared"]
