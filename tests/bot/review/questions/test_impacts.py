"""A number of users that was never updated, and dependents that nobody lists; what looks alike is not asked about."""

from typing import Any

import pytest

from bot.analysis.model import Claim, Evidence, Told
from bot.timeline.kinds import EntryKind
from tests.bot.review.questions.question_cases import after, asked, at, case, texts

USERS = {"affected_users": 12_500}


@pytest.mark.parametrize("told", ["12,500+ users affected", "About 12500 customers wait", "~12,500 paying users"])
def test_a_number_of_users_that_is_the_same_early_and_at_the_end_is_asked_about(told: str) -> None:
    [found] = asked(case(at(5, EntryKind.ESCALATION, told, "Tom Berg"), facts=USERS), "estimate")
    assert found.text.endswith(" is the same at 10:05 and at the end. Is it the final count?")
    assert found.whom == "Tom Berg, who logged 10:05"


def test_a_message_that_reported_it_counts_too() -> None:
    told = (Told("12,500 users are affected", after(6), "status_page", by="Paul Okafor"),)
    [found] = asked(case(facts=USERS, told=told), "estimate")
    assert found.whom == "Paul Okafor, communications lead"


@pytest.mark.parametrize(
    ("events", "facts"),
    [
        ([at(5, EntryKind.NOTE, "8,000 users affected")], USERS),
        ([at(5, EntryKind.NOTE, "12,500 users affected"), at(9, EntryKind.NOTE, "14,000 users now")], USERS),
        ([at(40, EntryKind.NOTE, "Counted: 12,500 users")], USERS),
        ([at(5, EntryKind.NOTE, "12,500 mails wait")], USERS),
        ([at(5, EntryKind.NOTE, "12,500 users affected")], {}),
    ],
    ids=["it grew", "it was updated", "counted afterwards", "something else", "no final number"],
)
def test_a_number_that_was_updated_or_counted_later_is_not_asked_about(events: Any, facts: dict[str, Any]) -> None:
    assert texts(case(*events, facts=facts), "estimate") == []


def test_a_dependent_that_is_not_among_the_affected_services_is_asked_about() -> None:
    [found] = asked(case(facts={"dependent_services": ["mail-router", "newsletter"]}), "dependents")
    assert found.text.startswith("newsletter depends on what failed, but is not among the affected services.")
    assert found.whom == "Nora Weiss, operations lead"
    several = {"downstream_services": "newsletter, billing"}
    assert texts(case(facts=several), "dependents")[0].startswith("newsletter and billing depend on")


@pytest.mark.parametrize(
    "fields",
    [
        {"facts": {"dependent_services": ["Mail-Router"]}},
        {
            "facts": {"dependent_services": ["newsletter"]},
            "impact": (Claim("services: newsletter was late, too", Evidence("impact 1")),),
        },
        {"facts": {"dependent_services": ["newsletter"]}, "services": ()},
        {"facts": {"dependent_services": 3}},
    ],
    ids=["affected", "the impact names it", "no services", "a number"],
)
def test_dependents_that_are_told_of_are_not_asked_about(fields: dict[str, Any]) -> None:
    assert texts(case(**fields), "dependents") == []
