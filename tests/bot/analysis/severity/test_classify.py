"""How bad an incident is: the labelled incidents as a floor, and the readings that decide most of them."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.analysis.language.clauses import READ_AT_MOST
from bot.analysis.model import TEAMS, Case, Claim, Classification, Event, Evidence
from bot.analysis.severity.classify import classification_json, classify
from bot.config.policy import Policy
from bot.json_types import Json
from tools.labels import LAST, Labeled, case_of, incidents

LEVELS = ("SEV1", "SEV2", "SEV3", "SEV4")


def read(text: str, service: str = "", **facts: Json) -> Classification:
    case = Case(description=text, services=(service,) if service else (), facts=facts)
    return classify(case, Policy())


@cache
def labeled() -> Sequence[tuple[Labeled, Classification]]:
    """Every tenth labeled incident that the models were fitted on, with its answer."""
    return [(each, classify(case_of(each), Policy())) for each in incidents()[::10] if each["hand"] not in LAST]


def test_labeled_incidents_are_read_as_a_responder_would() -> None:
    """A floor: how good the answers are on incidents that the models haven't seen is in docs/analysis.md."""
    fine = sum(found.severity in each["acceptable"] for each, found in labeled())
    named = sum(bool(set(found.teams) & set(each["expected_teams"])) for each, found in labeled())
    assert fine >= 0.8 * len(labeled())
    assert named >= 0.8 * len(labeled())


def test_no_labeled_sev1_is_read_as_sev3_or_sev4() -> None:
    low = [each["id"] for each, found in labeled() if each["expected_severity"] == "SEV1" and found.severity > "SEV2"]
    assert low == []


def test_one_or_two_teams_are_named_and_all_are_known() -> None:
    named = [found.teams for _, found in labeled()]
    assert {len(teams) for teams in named} == {1, 2}
    assert {team for teams in named for team in teams} <= set(TEAMS)


@pytest.mark.parametrize(
    ("facts", "severity"),
    [
        ({"affected_users_percentage": 90}, "SEV1"),
        ({"affected_users_percentage": 30}, "SEV2"),
        ({"affected_users_percentage": 3}, "SEV3"),
        ({"affected_users_percentage": 0}, "SEV4"),
        ({"affected_users_percentage": 3, "data_loss": True}, "SEV1"),
        ({"affected_users_percentage": 3, "security_breach": True}, "SEV1"),
        ({"environment": "staging"}, "SEV4"),
    ],
)
def test_a_field_that_is_given_outweighs_the_words(facts: dict[str, Json], severity: str) -> None:
    assert read("Requests to upload fail", "", **facts).severity == severity


def test_a_field_that_denies_a_loss_outweighs_the_word_loss() -> None:
    assert read("Orders were lost on the way to the warehouse", data_loss=True).severity == "SEV1"
    assert read("Orders were lost on the way to the warehouse", data_loss=False).severity != "SEV1"


def test_lost_revenue_raises_a_sev2_by_one() -> None:
    assert read("Payments are degraded").severity == "SEV2"
    assert read("Payments are degraded", revenue_impact_usd=28_500).severity == "SEV1"


def test_a_recorded_drill_is_sev4_whatever_it_plays() -> None:
    case = Case(title="Payments are down for everyone", drill=True)
    assert classify(case, Policy()).severity == "SEV4"


def test_the_reasons_quote_the_words_that_weigh_most_as_they_were_typed() -> None:
    text = "We pushed a release. Nobody can log in since, it says 'Session invalid' to all users."
    reasons = read(text).reasons
    assert {reason.evidence.place for reason in reasons} == {"description"}
    assert all(reason.evidence.words in text for reason in reasons)
    assert all(len(reason.evidence.words) >= 4 for reason in reasons)


@pytest.mark.parametrize(
    ("text", "not_this"),
    [
        ("Totally broken build, the worst day, panic, disaster", "SEV1"),
        ("One customer sees an error on the settings page", "SEV1"),
        ("Payments fail for some customers", "SEV4"),
        ("It is not a false alarm, payments are down", "SEV4"),
        ("The platform is down since the scheduled maintenance last night", "SEV4"),
    ],
)
def test_words_alone_make_no_sev1_and_no_sev4(text: str, not_this: str) -> None:
    assert read(text).severity != not_this


def test_impacts_and_events_are_read_with_their_places() -> None:
    case = Case(
        impact=(Claim("Customers cannot pay", Evidence("impact.customers")),),
        events=(Event(1, "Alert: checkout is down", datetime(2024, 1, 5, 9, tzinfo=UTC)),),
    )
    assert classify(case, Policy()).reasons[0].evidence.place in ("impact.customers", "event 1")


@pytest.mark.parametrize("text", ["", " \n\t", "\x00\x01", "hello there", "…"])
def test_what_says_nothing_is_an_unsure_sev3_with_a_question(text: str) -> None:
    found = read(text)
    assert (found.severity, found.sure) == ("SEV3", False)
    assert found.question


def test_an_unsure_answer_always_asks_and_a_sure_one_never() -> None:
    assert all(found.sure == (not found.question) for _, found in labeled())
    assert all(len(found.likely) == (1 if found.sure else 2) for _, found in labeled())
    assert all(found.severity in found.likely for _, found in labeled())


@given(st.text(max_size=300), st.text(max_size=20))
def test_any_text_gets_a_level_and_plain_json(text: str, service: str) -> None:
    found = read(text, service)
    assert found.severity in LEVELS
    assert 0 <= found.confidence <= 1
    assert json.loads(json.dumps(classification_json(found, Policy()), allow_nan=False))["severity"] == found.severity


@pytest.mark.parametrize(
    "unit", ["no " * 50, "a, ", "can't get ", "(((", "1 of ", "' \"", "users with ", "9" * 40 + " "]
)
def test_ten_megabytes_are_read_to_a_bound(unit: str) -> None:
    text = (unit * (10_000_000 // len(unit)))[:10_000_000]
    assert read(text) == read(text[:READ_AT_MOST])


@pytest.mark.parametrize("value", ["many", [], {}, -5, 1e300, float("nan"), "12 %", None, True])
def test_a_figure_of_the_wrong_kind_is_no_figure(value: Any) -> None:
    assert read("Uploads fail", affected_users_percentage=value).severity in LEVELS


@pytest.mark.parametrize(
    ("facts", "severity"),
    [
        ({"data_loss": True}, "SEV1"),
        ({"affected_users_percentage": 30}, "SEV2"),
        ({"affected_users_percentage": 3}, "SEV3"),
        ({"environment": "staging"}, "SEV4"),
    ],
)
def test_the_json_gives_the_levels_own_targets_and_escalation(facts: dict[str, Json], severity: str) -> None:
    told: Any = classification_json(read("Uploads fail", "", **facts), Policy())
    level = Policy().require_severity(severity)
    assert told["severity"] == severity
    assert told["likely"] == [severity]
    assert told["response"]["respond_within_minutes"] == level.respond_within_minutes
    assert [step["who"] for step in told["escalation"]] == [duty.what for duty in level.escalate_after_minutes]
    assert told["first_actions"] == list(level.first_tasks)


@pytest.mark.parametrize(
    ("text", "users"),
    [
        ("Nobody affected.", "none"),
        ("No customers were affected", "none"),
        ("All 120 scanners came back online", None),
        ("Not all users saw errors", None),
        ("Almost all exports work; a few users in Chile get a 500", "a few"),
        ("Login fails for everyone", "all"),
        ("Half of EU logins fail", "Half of EU logins"),
        ("0% of payments succeed", "100%"),
        ("No impact on customers expected. Update: customers report that they can't log in", None),
    ],
)
def test_how_many_are_affected_is_taken_from_what_fails(text: str, users: str | None) -> None:
    assert read(text).dimensions.get("users") == users


def test_a_level_that_the_facts_leave_alone_is_certain() -> None:
    case = Case(title="Checkout is down for everyone", facts={"workaround_available": True})
    found = classify(case, Policy())
    assert (found.severity, found.sure, found.likely) == ("SEV2", True, ("SEV2",))


def test_a_priority_is_never_offered_a_level_that_a_fact_excludes() -> None:
    found = classify(Case(title="Search is slow", priority="P1", facts={"workaround_available": True}), Policy())
    assert (found.sure, found.likely[0]) == (False, "SEV2")


def test_a_question_asks_what_is_not_stated_yet() -> None:
    assert read("Checkout is down for everyone").question == "Is there a workaround, or is only one region affected?"
    lost = read("Some rows of customer data are corrupted after the import")
    assert lost.question == "Is data of users lost for good, or can all of it be restored?"


@pytest.mark.parametrize(
    "text", ["Alle Kundendaten sind gelöscht worden", "El sitio está lento para todos", "Сайт не работает"]
)
def test_a_text_in_another_language_is_not_understood_and_says_so(text: str) -> None:
    found = read(text)
    assert found.reasons[0].rule == "Hardly a word is known, as only English is read"
    assert found.question == "What isn't working, in English, and for how many users?"
