"""Factors, suggestions, wording, figures, error budget and questions of a review, each by itself."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.analysis.model import Case, Evidence, Participant, Todo
from bot.config.policy import Policy
from bot.review.document.budget import allowed
from bot.review.document.facts import group_of, label, plain, said
from bot.review.document.review_impact import side_of
from bot.review.document.reviewed import review_case
from bot.review.document.sections import Facts, Items, Questions, Table
from bot.review.root_cause.factors import KINDS, content_words, factors_of, kind_of, standing
from bot.review.root_cause.suggestions import suggested, unanswered
from tests.bot.review.document.review_cases import BARE, EMPTY, FULL, NOW, claim, reviewed

# Contributing factors


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Code review did not look at connections", "process"),
        ("No canary for database settings", "process"),
        ("Alert threshold too high", "tooling"),
        ("Retries without a timeout", "tooling"),
        ("The engineer on call had no training for this service", "human"),
        ("Handover left the change unmentioned", "human"),
        ("Black Friday traffic was three times the usual", "environment"),
        ("Cooling failed in one data center", "environment"),
        ("The DNS provider, a third party, dropped queries", "external"),
        ("Our vendor shipped a broken image", "external"),
    ],
)
def test_a_factor_is_sorted_by_its_words(text: str, kind: str) -> None:
    found, how = kind_of(claim(text))
    assert found == kind
    assert how.startswith("by the word ")


def test_a_category_that_the_input_gives_goes_before_words() -> None:
    assert kind_of(claim("Alert threshold too high", category="Human")) == ("human", "as recorded")


def test_a_factor_of_no_known_kind_says_so() -> None:
    assert kind_of(claim("Zebras")) == ("tooling", "no word tells its kind")


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("No alert on the pool", "missing"),
        ("Load testing didn't include it", "missing"),
        ("Monitoring could have warned earlier", "missing"),
        ("Alert fired too late", "failed"),
        ("Threshold set too high with no warning", "failed"),
        ("Rollback worked well", "held"),
        ("The alert fired quickly", "held"),
        ("A queue", ""),
    ],
)
def test_a_text_says_whether_a_safeguard_held(text: str, state: str) -> None:
    assert standing(text) == state


def test_lessons_that_name_a_weakness_count_as_factors_once() -> None:
    weak = claim("No alert on the pool", "lessons[0]")
    case = replace(BARE, factors=(weak,), lessons=(weak, claim("Backups were missing", "lessons[1]"), claim("Fine")))
    assert [(one.claim.text, one.recorded) for one in factors_of(case)] == [
        ("No alert on the pool", True),
        ("Backups were missing", False),
    ]


@given(st.text())
def test_any_text_is_of_one_kind(text: str) -> None:
    assert kind_of(claim(text))[0] in KINDS
    assert content_words(text) is not None


# Action items


def todo(title: str) -> Todo:
    return Todo(title, Evidence("todo"))


def test_a_factor_without_an_action_gets_a_suggestion_that_names_it() -> None:
    case = replace(BARE, factors=(claim("No canary for database settings", "factors[0]"),))
    (one,) = suggested(case, factors_of(case))
    assert one.evidence.place == "factors[0]"
    assert one.done_when
    section = reviewed(case).section("actions")
    assert section
    items = [item for part in section.parts if isinstance(part, Items) for item in part.items]
    assert items[0].text.startswith("Suggestion: ")
    assert items[0].note == "answers the factor: No canary for database settings"


def test_a_factor_that_an_action_is_on_gets_none() -> None:
    case = replace(
        BARE,
        factors=(claim("No canary for database settings"),),
        actions=(todo("Release database settings by canary"),),
    )
    assert unanswered(case, factors_of(case)) == ()
    assert suggested(case, factors_of(case)) == ()


def test_an_action_on_something_else_leaves_the_factor_open() -> None:
    case = replace(BARE, factors=(claim("No canary for database settings"),), actions=(todo("Paint the logo"),))
    assert len(unanswered(case, factors_of(case))) == 1


def test_a_factor_of_no_known_safeguard_is_listed_without_a_suggestion() -> None:
    case = replace(BARE, factors=(claim("Zebras"),))
    assert suggested(case, factors_of(case)) == ()
    section = reviewed(case).section("actions")
    assert section
    assert "Factors without an action" in [getattr(part, "title", "") for part in section.parts]


def test_recorded_actions_stand_with_owner_date_and_the_factor_they_answer() -> None:
    section = reviewed(FULL).section("actions")
    assert section
    table = section.parts[0]
    assert isinstance(table, Table)
    assert table.rows[0] == (
        "1",
        "Load test the router at production scale",
        "Nora Weiss",
        "P1",
        "Mon 20 May 2024",
        "–",
        "–",
        "factor 1",
    )
    assert table.rows[1][2:5] == ("no owner", "none", "no date")


# Blameless wording


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The operator should have known", "should have known"),
        ("Someone forgot to renew it", "forgot to"),
        ("A careless change", "careless"),
        ("It was Bob's mistake", "Bob's mistake"),
        ("Human error at the console", "Human error"),
        ("Obviously wrong", "Obviously"),
    ],
)
def test_wording_that_blames_is_marked_with_a_proposal(text: str, words: str) -> None:
    section = reviewed(replace(BARE, causes=(claim(text, "cause"),))).section("wording")
    assert section
    table = next(part for part in section.parts if isinstance(part, Table))
    found = [row for row in table.rows if row[0].startswith(words.split()[0])]
    assert found
    assert found[0][1]
    assert found[0][2:] == ("cause", text)


@pytest.mark.parametrize("name", ["Nora Weiss", "Nora"])
def test_a_participant_in_a_cause_is_marked_with_the_role_to_say_instead(name: str) -> None:
    case = replace(
        BARE,
        participants=(Participant("Nora Weiss", "Mail team lead"),),
        causes=(claim(f"{name} closed the port", "c"),),
    )
    section = reviewed(case).section("wording")
    assert section
    table = next(part for part in section.parts if isinstance(part, Table))
    assert table.rows[0][1] == "say “Mail team lead”"


def test_wording_that_blames_nobody_has_no_section() -> None:
    assert reviewed(FULL).section("wording") is None


# Figures


@pytest.mark.parametrize(
    ("key", "group"),
    [
        ("affected_users", "users"),
        ("data_loss", "users"),
        ("revenue_impact_usd", "business"),
        ("sla_breach", "business"),
        ("alert_count", "detection"),
        ("peak_error_rate", "metrics"),
        ("time_to_resolution", "metrics"),
        ("time_to_response", "response"),
        ("regions", "services"),
        ("executives_notified", "response"),
        ("recent_deployments", "changes"),
        ("slo", "budget"),
        ("favourite_colour", "context"),
    ],
)
def test_a_figure_belongs_to_the_section_of_its_name(key: str, group: str) -> None:
    assert group_of(key) == group


@pytest.mark.parametrize(
    ("value", "key", "text"),
    [
        (12500, "affected_users", "12,500"),
        (45, "affected_users_percentage", "45%"),
        (28500, "revenue_impact_usd", "28,500 USD"),
        (23.5, "error_rate", "23.5"),
        (True, "x", "yes"),
        (False, "x", "no"),
        (["a", "b"], "x", "a, b"),
        ([], "x", "–"),
        ({"some_name": [1, None]}, "x", "some name 1, –"),
        ("2024-03-15T14:45:00Z", "x", "Fri 15 Mar 2024, 14:45 UTC"),
        ("2024-99-99T99:99:00Z", "x", "2024-99-99T99:99:00Z"),
    ],
)
def test_values_are_said_in_words(value: object, key: str, text: str) -> None:
    assert said(value, key) == text  # type: ignore[arg-type]


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), lambda inner: st.lists(inner, max_size=3)))
def test_no_value_is_said_as_a_program_would(value: object) -> None:
    if not isinstance(value, str):
        shown = plain(value)  # type: ignore[arg-type]
        assert isinstance(shown, str)
    assert label("peak_error_rate") == "Peak error rate"


@pytest.mark.parametrize(
    ("text", "place", "side"),
    [
        ("Mail was late", "customer_impact", "users"),
        ("45,000 USD lost", "impact", "business"),
        ("Three regions down", "impact.services", "services"),
        ("Nobody could log in", "somewhere", "users"),
    ],
)
def test_impact_is_sorted_into_users_services_and_business(text: str, place: str, side: str) -> None:
    assert side_of(claim(text, place)) == side


def test_each_side_of_the_impact_says_something_or_asks() -> None:
    section = reviewed(EMPTY).section("impact")
    assert section
    assert [(part.title, type(part)) for part in section.parts if isinstance(part, Questions)] == [
        ("Users", Questions),
        ("Services", Questions),
        ("Business", Questions),
    ]


# Error budget


@pytest.mark.parametrize(("promise", "minutes"), [(99.9, 43.2), (99.95, 21.6), (99.5, 216), (99.0, 432)])
def test_a_promise_allows_so_many_minutes_of_a_month(promise: float, minutes: float) -> None:
    assert allowed(promise) == minutes


def test_the_budget_says_what_was_used_and_under_which_assumptions() -> None:
    section = reviewed(FULL, None, "comprehensive").section("error-budget")
    assert section
    table, assumed = section.parts
    assert isinstance(table, Table)
    assert isinstance(assumed, Items)
    row = next(row for row in table.rows if row[0] == "99.9%")
    assert row[1] == "43.2 min"
    assert len(row) == 4
    assert "Downtime is counted from start to mitigation" in assumed.items[0].text


def test_without_a_length_of_impact_there_is_no_budget() -> None:
    assert reviewed(BARE, None, "comprehensive").section("error-budget") is None


# Communication and metrics


def facts(case: Case, key: str) -> dict[str, str]:
    section = reviewed(case, None, "comprehensive").section(key)
    assert section
    return {fact.label: fact.value for part in section.parts if isinstance(part, Facts) for fact in part.facts}


def test_who_was_to_be_told_is_set_against_when_they_first_were() -> None:
    section = reviewed(FULL).section("communication")
    assert section
    tables = [part for part in section.parts if isinstance(part, Table)]
    assert [(row[0], row[3]) for row in tables[1].rows] == [
        ("Status page", "12 min, met target"),
        ("Executives", "not told, says executives_notified"),
        ("Customers", "12 min, met target"),
    ]


def test_metrics_count_events_and_messages() -> None:
    assert facts(FULL, "metrics")["Events on the timeline"] == "8"
    assert facts(FULL, "metrics")["Messages to people"] == "2"


def test_the_follow_up_names_who_comes_and_until_when() -> None:
    found = facts(FULL, "follow-up")
    assert found["Meeting"] == "incident commander, technical leads, team lead"
    assert found["Actions followed for"] == "14 days, until Mon 20 May 2024"


def test_the_appendix_keeps_unknown_fields_and_complaints() -> None:
    section = reviewed(FULL).section("appendix")
    assert section
    assert "rain, 14 degrees" in repr(section)
    assert "25:99" in repr(section)


def test_a_question_is_for_a_role_that_people_can_be_given() -> None:
    """A role that the policy lacks falls to the commander, which there always is."""
    offered = {role.name.casefold() for role in Policy().roles}
    assert {each.to.casefold() for each in review_case(EMPTY, Policy(), NOW).asked} <= offered
    few = replace(Policy(), roles=tuple(role for role in Policy().roles if role.key in ("commander", "scribe")))
    assert {each.to for each in review_case(EMPTY, few, NOW).asked} == {"Incident commander"}
