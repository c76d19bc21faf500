"""Changes that contradict themselves are asked about; what looks alike and is settled is not."""

from typing import Any

import pytest

from bot.analysis.model import Claim, Evidence, Todo
from bot.timeline.kinds import EntryKind
from tests.bot.review.questions.question_cases import asked, at, case, texts

RELEASE = {"service": "user-api", "version": "2.4.1", "deployed_at": "2024-05-06T09:30:00Z"}
FOUND = at(8, EntryKind.INVESTIGATION, "Release of user-api 2.4.1 looks odd", "Tom Berg")
RESIZED = at(
    10,
    EntryKind.MITIGATION,
    "Pool raised from 20 to 50 connections",
    "Tom Berg",
    extra={"old_value": 20, "new_value": 50},
)


def released(*deployments: Any, **fields: Any) -> dict[str, Any]:
    return {"facts": {"recent_deployments": list(deployments)}, **fields}


def test_a_release_of_another_service_than_the_affected_one_is_asked_about_by_who_found_it() -> None:
    [found] = asked(case(FOUND, **released(RELEASE)), "change")
    assert found.text == "How did the release of user-api 2.4.1 reach mail-router?"
    assert (found.key, found.whom) == ("change/user-api", "Tom Berg, who logged 10:08")


@pytest.mark.parametrize(
    "fields",
    [
        released(RELEASE, services=("mail-router", "User-API")),
        released(RELEASE, {"service": "mail-router"}),
        released(RELEASE, causes=(Claim("mail-router reads users through user-api", Evidence("cause")),)),
        {"facts": {"recent_deployments": [RELEASE], "depends_on": ["user-api"]}},
        released(),
        released("user-api 2.4.1"),
    ],
    ids=["it is affected", "so was the affected one", "the cause says it", "it depends on it", "none", "no fields"],
)
def test_a_release_that_is_the_affected_one_or_explained_is_not_asked_about(fields: dict[str, Any]) -> None:
    assert texts(case(FOUND, **fields), "change") == []


def test_a_release_that_nothing_ties_to_the_incident_is_not_asked_about() -> None:
    assert texts(case(**released(RELEASE)), "change") == []


def test_a_change_of_a_value_that_is_not_logged_as_reverted_is_asked_about_by_who_logged_it() -> None:
    [found] = asked(case(RESIZED), "temporary")
    assert found.text == "The change from 20 to 50 at 10:10 is not logged as reverted. Is it still in place?"
    assert found.whom == "Tom Berg, who logged 10:10"


def test_the_setting_is_named_where_a_field_names_it() -> None:
    named = at(10, EntryKind.MITIGATION, "Raised", extra={"setting": "pool_size", "from": "20", "to": "50"})
    assert texts(case(named), "temporary")[0].startswith("The change of pool_size from 20 to 50 at 10:10")


@pytest.mark.parametrize(
    "later",
    [
        at(18, EntryKind.MITIGATION, "Back", extra={"old_value": 50, "new_value": 20}),
        at(18, EntryKind.NOTE, "Pool back to 20 connections"),
    ],
    ids=["by its values", "by its words"],
)
def test_a_change_that_was_reverted_later_is_not_asked_about(later: Any) -> None:
    assert texts(case(RESIZED, later), "temporary") == []


@pytest.mark.parametrize(
    "fields",
    [
        {"fixes": (Claim("Run with 50 connections", Evidence("permanent_fix"), category="long-term"),)},
        {"actions": (Todo("Set the pool to 20 connections again", Evidence("todo[0]")),)},
    ],
    ids=["permanent", "an action item"],
)
def test_a_change_that_stays_or_has_an_action_item_is_not_asked_about(fields: dict[str, Any]) -> None:
    assert texts(case(RESIZED, **fields), "temporary") == []


@pytest.mark.parametrize(
    "other",
    [
        at(10, EntryKind.TRIAGE, "SEV1 now", extra={"old_value": "SEV2", "new_value": "SEV1"}),
        at(10, EntryKind.MITIGATION, "Moved", extra={"field": "status", "old": "open", "new": "fixed"}),
        at(10, EntryKind.MITIGATION, "Error rate fell", extra={"error_rate_before": 23, "error_rate_after": 12}),
        at(10, EntryKind.MITIGATION, "Kept", extra={"old_value": 20, "new_value": 20}),
    ],
    ids=["severity", "status", "measured", "same"],
)
def test_values_that_are_no_change_of_the_system_are_not_asked_about(other: Any) -> None:
    assert texts(case(other), "temporary") == []


def test_a_fix_recorded_as_temporary_is_asked_about_and_a_mitigation_step_is_not() -> None:
    temporary = (Claim("Restart every hour", Evidence("temporary_fix"), category="short-term"),)
    [found] = asked(case(fixes=temporary), "temporary")
    assert found.text == 'Is the temporary fix still in place: "Restart every hour"?'
    assert found.whom == "Nora Weiss, operations lead"
    step = (Claim("Restarted the relay", Evidence("mitigation_steps[0]"), category="short-term"),)
    assert texts(case(fixes=step), "temporary") == []


FIX = (Claim("Pool connections in 4.8, rotate the certificates", Evidence("permanent_fix"), category="long-term"),)
POOL = Todo("Pool connections in release 4.8", Evidence("todo[0]"), 1)


def test_a_part_of_the_permanent_fix_that_no_action_item_covers_is_asked_about() -> None:
    assert texts(case(fixes=FIX, actions=(POOL,)), "fix/covered") == [
        'No action item covers a part of the permanent fix, "rotate the certificates". Who owns it?'
    ]
    assert texts(case(fixes=FIX, actions=(Todo("Call the vendor", Evidence("todo[0]")),)), "fix/covered") == [
        'No action item covers several parts of the permanent fix, such as "Pool connections in 4.8". Who owns them?'
    ]


@pytest.mark.parametrize(
    "actions", [(POOL, Todo("Rotate all certificates", Evidence("todo[1]"), 2)), ()], ids=["covered", "no action items"]
)
def test_a_permanent_fix_that_is_covered_or_has_no_action_items_at_all_is_not(actions: tuple[Todo, ...]) -> None:
    assert texts(case(fixes=FIX, actions=actions), "fix/covered") == []
