"""Factors, suggestions, wording, values, error budget and questions of a review, each by itself."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.analysis.model import Case, Evidence, Participant, Todo
from bot.config.policy import Policy
from bot.review.document.error_budget import allowed
from bot.review.document.facts import group_of, label, plain, said
from bot.review.document.material import Material
from bot.review.document.parts import Paragraph, Table
from bot.review.document.reviewed import review_case
from bot.review.root_cause.blame import judging
from bot.review.root_cause.factors import KINDS, content_words, factors_of, kind_of
from bot.review.root_cause.links import without_action
from bot.review.root_cause.suggestions import suggested
from tests.bot.review.document.review_cases import BARE, EMPTY, FULL, NOW, POLICY, after, claim, reviewed

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
    assert kind_of(claim(text)) == kind


def test_a_category_that_the_input_gives_goes_before_words() -> None:
    assert kind_of(claim("Alert threshold too high", category="Human")) == "human"


def test_a_factor_of_no_known_kind_has_none() -> None:
    assert kind_of(claim("Zebras")) == ""


def test_a_lesson_is_no_factor_whatever_its_words() -> None:
    case = replace(BARE, lessons=(claim("No alert on the pool"),), hindered=(claim("The runbook was outdated"),))
    assert factors_of(case) == ()


def test_a_factor_that_was_recorded_twice_stands_once() -> None:
    case = replace(BARE, factors=(claim("No alert on the pool."), claim("no alert on  the pool")))
    assert len(factors_of(case)) == 1


@given(st.text(max_size=200))
def test_any_text_is_of_one_kind_or_none(text: str) -> None:
    assert kind_of(claim(text)) in (*KINDS, "")
    assert content_words(text) == content_words(text)


# Action items


def todo(title: str) -> Todo:
    return Todo(title, Evidence("todo"))


def test_a_factor_without_an_action_gets_a_suggestion_that_names_it() -> None:
    case = replace(BARE, factors=(claim("No canary for database settings", "factors[0]"),))
    (one,) = suggested(case, factors_of(case))
    assert one.evidence.place == "factors[0]"
    assert one.done_when


def test_a_factor_that_an_action_is_on_gets_none() -> None:
    case = replace(
        BARE,
        factors=(claim("No canary for database settings"),),
        actions=(todo("Release database settings by canary"),),
    )
    assert without_action(case, factors_of(case)) == ()
    assert suggested(case, factors_of(case)) == ()


def test_an_action_on_something_else_leaves_the_factor_open() -> None:
    case = replace(BARE, factors=(claim("No canary for database settings"),), actions=(todo("Paint the logo"),))
    assert len(without_action(case, factors_of(case))) == 1


def test_a_factor_of_no_known_safeguard_gets_no_suggestion() -> None:
    case = replace(BARE, factors=(claim("Zebras"),))
    assert suggested(case, factors_of(case)) == ()


def test_recorded_actions_stand_with_owner_and_date() -> None:
    section = reviewed(FULL).section("actions")
    assert section
    table = section.parts[0]
    assert isinstance(table, Table)
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["A1", "Load test the router at production scale", "Nora Weiss", "P1", "Mon 20 May 2024"],
        ["A2", "Write a better runbook for the router", "nobody yet", "–", "no date"],
    ]


def test_what_no_action_item_covers_of_a_permanent_fix_is_said_in_its_words() -> None:
    fix = claim("Load test the router, pool connections in 4.8", "permanent_fix")
    section = reviewed(replace(FULL, fixes=(fix,))).section("actions")
    assert section
    (told,) = [one.text for part in section.parts if isinstance(part, Paragraph) for one in part.sentences if one.lead]
    assert told == "Pool connections in 4.8."


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
    found = judging(material(replace(BARE, causes=(claim(text, "cause"),))))
    assert any(one.words.startswith(words.split()[0]) and one.proposal for one in found)
    assert {(one.evidence.place, one.evidence.words) for one in found} == {("cause", text)}


@pytest.mark.parametrize("name", ["Nora Weiss", "Nora"])
def test_a_participant_in_a_cause_is_marked_with_the_role_to_say_instead(name: str) -> None:
    case = replace(
        BARE,
        participants=(Participant("Nora Weiss", "Mail team lead"),),
        causes=(claim(f"{name} closed the port", "c"),),
    )
    assert judging(material(case))[0].proposal == "say “Mail team lead”"


def test_wording_that_blames_nobody_is_not_marked() -> None:
    assert judging(material(FULL)) == ()


def material(case: Case) -> Material:
    review = reviewed(case)
    return Material(
        case, POLICY, review.level, review.classification, review.chronicle, review.methods, review.template, NOW
    )


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


# Error budget


@pytest.mark.parametrize(("objective", "minutes"), [(99.9, 43.2), (99.99, 4.32), (99.0, 432.0)])
def test_an_objective_allows_so_many_minutes_of_a_month(objective: float, minutes: float) -> None:
    assert allowed(objective) == minutes


def test_without_an_objective_that_somebody_set_there_is_no_budget() -> None:
    assert reviewed(FULL, None, "comprehensive").section("error-budget") is None
    stated = replace(FULL, facts={**FULL.facts, "slo": 99.9}, moments={**FULL.moments, "mitigated_at": after(35)})
    section = reviewed(stated, None, "comprehensive").section("error-budget")
    assert section
    (table,) = section.parts
    assert isinstance(table, Table)
    assert [cell.text for cell in table.rows[0]] == [
        "99.9%",
        "43.2 min",
        "47 min",
        "109%, assumed: every request failed, in a month of 30 days",
    ]


# What no other section tells


def test_a_comprehensive_review_keeps_unknown_fields_and_what_was_not_read() -> None:
    review = reviewed(FULL, None, "comprehensive")
    told = repr((review.section("further"), review.section("definitions")))
    for text in ("rain, 14 degrees", "mauve", 'events 10, timestamp: "25:99" is not a time'):
        assert text in told


# Questions


def test_a_question_is_for_a_role_that_people_can_be_given() -> None:
    """A role that the policy lacks falls to the commander, which there always is."""
    offered = {role.name.casefold() for role in Policy().roles}
    assert {each.to.casefold() for each in review_case(EMPTY, Policy(), NOW).asked} <= offered
    few = replace(Policy(), roles=tuple(role for role in Policy().roles if role.key in ("commander", "scribe")))
    assert {each.to for each in review_case(EMPTY, few, NOW).asked} == {"Incident commander"}
