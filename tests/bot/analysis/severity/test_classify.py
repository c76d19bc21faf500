"""How bad an incident is: the labelled incidents as a floor, and the readings that decide most of them."""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.analysis.model import TEAMS, Case, Claim, Classification, Event, Evidence
from bot.analysis.severity.classify import CONFIDENCE, classification_json, classify
from bot.analysis.severity.language import READ_AT_MOST
from bot.config.policy import Policy
from bot.json_types import Json
from tests.bot.analysis.learning import case_of

DATA = Path(__file__).parents[1] / "data"
LEVELS = ("SEV1", "SEV2", "SEV3", "SEV4")


def read(text: str, service: str = "", **facts: Json) -> Classification:
    case = Case(description=text, services=(service,) if service else (), facts=facts)
    return classify(case, Policy())


def labelled(name: str) -> Sequence[tuple[Mapping[str, Any], Classification]]:
    cases = json.loads((DATA / name).read_text(encoding="utf-8"))
    return [(case, classify(case_of(case), Policy())) for case in cases]


@pytest.mark.parametrize(
    ("name", "accepted", "teams"), [("severity_dev.json", 0.98, 0.93), ("own_severity.json", 0.97, 0.92)]
)
def test_labelled_incidents_are_read_as_a_responder_would(name: str, accepted: float, teams: float) -> None:
    read_cases = labelled(name)
    fine = sum(found.severity in case["acceptable"] for case, found in read_cases)
    named = sum(bool(set(found.teams) & set(case["expected_teams"])) for case, found in read_cases)
    assert fine >= accepted * len(read_cases)
    assert named >= teams * len(read_cases)


def test_the_same_incident_in_other_words_gets_the_same_level() -> None:
    words = json.loads((DATA / "paraphrases.json").read_text(encoding="utf-8"))
    cases = {case["id"]: case for case in json.loads((DATA / "severity_dev.json").read_text(encoding="utf-8"))}
    levels = [
        (cases[name], classify(case_of({**cases[name], "description": told}), Policy()).severity)
        for name, told in words.items()
    ]
    assert sum(level in case["acceptable"] for case, level in levels) >= 0.9 * len(words)


@pytest.mark.parametrize("name", ["severity_dev.json", "own_severity.json"])
def test_no_labelled_sev1_is_read_as_sev3_or_sev4(name: str) -> None:
    low = [
        case["id"] for case, found in labelled(name) if case["expected_severity"] == "SEV1" and found.severity > "SEV2"
    ]
    assert low == []


@pytest.mark.parametrize("name", ["severity_dev.json", "own_severity.json"])
def test_at_most_two_teams_are_named_and_all_are_known(name: str) -> None:
    named = [found.teams for _, found in labelled(name)]
    assert max(map(len, named)) <= 2
    assert {team for teams in named for team in teams} <= set(TEAMS)


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("Checkout is down", "SEV1"),
        ("Checkout is not down", "SEV3"),
        ("Nothing works, the site is unreachable for everyone", "SEV1"),
        ("Nothing is down. One replica is lagging", "SEV3"),
        ("Login fails for all users", "SEV2"),
        ("Login fails for one customer", "SEV3"),
        ("Search results are slow, checkout is not affected", "SEV2"),
        ("Customers' photos were deleted", "SEV1"),
        ("Disk failed on one host, no data was lost", "SEV3"),
        ("Prometheus is down, no user impact", "SEV4"),
        ("User data could have been exposed, logs show no access", "SEV4"),
        ("Ransomware on the file servers", "SEV1"),
        ("A memory leak makes one worker restart", "SEV3"),
        ("This is a drill: customer data leaked", "SEV4"),
        ("This is not a drill: customer data leaked", "SEV1"),
        ("During a game day we deleted customers' data", "SEV1"),
        ("Scheduled maintenance tonight, the platform will be down", "SEV4"),
        ("The platform is down since the scheduled maintenance last night", "SEV1"),
        ("False alarm: the payments alert was wrong", "SEV4"),
        ("It is not a false alarm, payments are down", "SEV1"),
        ("Typo on the pricing page", "SEV4"),
    ],
)
def test_what_is_denied_feared_or_rehearsed_is_not_what_is_said(text: str, severity: str) -> None:
    assert read(text).severity == severity


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("80 % of requests fail", "SEV1"),
        ("40% of requests fail", "SEV2"),
        ("12 % of requests fail", "SEV3"),
        ("6 of 10 requests fail", "SEV2"),
        ("one in five requests fails", "SEV3"),
        ("half of the users see errors", "SEV2"),
        ("every third request fails", "SEV2"),
        ("3 of 40 pods crash", "SEV3"),
        ("the success rate of requests is 60 %, errors for the rest", "SEV2"),
        ("CPU at 100% on one host", "SEV3"),
    ],
)
def test_a_share_is_of_people_and_requests_not_of_machines(text: str, severity: str) -> None:
    assert read(text).severity == severity


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
        ({"customer_facing": False}, "SEV3"),
        ({"workaround_available": True}, "SEV3"),
        ({}, "SEV2"),
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


def test_the_reason_names_the_rule_the_place_and_the_words() -> None:
    reason = read("We pushed a release. Nobody can log in since.").reasons[0]
    assert (reason.rule, reason.evidence) == (
        "Major function failing or very slow",
        Evidence("description", "Nobody can log in since"),
    )


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
    for name in ("severity_dev.json", "own_severity.json"):
        assert all(found.sure == (not found.question) for _, found in labelled(name))


@given(st.text(max_size=300), st.text(max_size=20))
def test_any_text_gets_a_level_and_plain_json(text: str, service: str) -> None:
    found = read(text, service)
    assert found.severity in LEVELS
    assert found.confidence in CONFIDENCE.values()
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


@pytest.mark.parametrize("severity", LEVELS)
def test_the_json_gives_the_levels_own_targets_and_escalation(severity: str) -> None:
    texts = {"SEV1": "Checkout is down", "SEV2": "Login fails", "SEV3": "A button fails", "SEV4": "A typo"}
    told: Any = classification_json(read(texts[severity]), Policy())
    level = Policy().require_severity(severity)
    assert told["severity"] == severity
    assert told["response"]["respond_within_minutes"] == level.respond_within_minutes
    assert [step["who"] for step in told["escalation"]] == [duty.what for duty in level.escalate_after_minutes]
    assert told["first_actions"] == list(level.first_tasks)
