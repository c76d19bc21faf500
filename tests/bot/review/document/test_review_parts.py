"""Factors, suggestions, wording, values, error budget and questions of a review, each by itself."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.analysis.model import Case, Evidence, Participant, Todo
from bot.config.policy import Policy
from bot.people.model import Person
from bot.review.document.error_budget import allowed
from bot.review.document.facts import group_of, label, plain, said
from bot.review.document.material import Material
from bot.review.document.parts import Paragraph, Table
from bot.review.document.reviewed import review_case
from bot.review.edit_log import NO_EDITS, ReviewEdits, cover, fold
from bot.review.questions.open_questions import open_factors
from bot.review.root_cause.blame import judging
from bot.review.root_cause.factors import KINDS, factors_of, suggested_kind
from bot.review.root_cause.links import suggested_items
from bot.review.root_cause.suggestions import suggested as suggestion
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
    (factor,) = factors_of(replace(BARE, factors=(claim(text),)))
    assert (factor.kind, factor.suggested) == (kind, True)


@pytest.mark.parametrize(
    ("given", "kind"),
    [("Human", "human"), ("Technology", "tooling"), ("third-party", "external"), ("PROCESS", "process")],
)
def test_a_category_that_the_input_gives_goes_before_words(given: str, kind: str) -> None:
    (factor,) = factors_of(replace(BARE, factors=(claim("Alert threshold too high", category=given),)))
    assert (factor.kind, factor.suggested, factor.text) == (kind, False, "Alert threshold too high")


def test_a_category_that_is_no_kind_stays_with_the_text() -> None:
    (factor,) = factors_of(replace(BARE, factors=(claim("Alert threshold too high", category="Detection"),)))
    assert (factor.kind, factor.suggested, factor.text) == ("tooling", True, "Detection: Alert threshold too high")


def test_a_factor_of_no_known_kind_has_none() -> None:
    (factor,) = factors_of(replace(BARE, factors=(claim("Zebras"),)))
    assert (factor.kind, factor.suggested) == ("", False)


def test_a_lesson_is_no_factor_whatever_its_words() -> None:
    case = replace(BARE, lessons=(claim("No alert on the pool"),), hindered=(claim("The runbook was outdated"),))
    assert factors_of(case) == ()


def test_a_factor_that_was_recorded_twice_stands_once() -> None:
    case = replace(BARE, factors=(claim("No alert on the pool."), claim("no alert on  the pool")))
    assert len(factors_of(case)) == 1


def test_near_identical_factors_are_one_with_both_sources_and_the_longer_text() -> None:
    short = claim("The new ORM was not load tested", "lessons[1]")
    long = claim("Insufficient load testing of the new ORM version under production-scale patterns", "factors[0]")
    (factor,) = factors_of(replace(BARE, factors=(short, long, claim("No canary for ORM changes"))))[:1]
    assert factor.text == long.text
    assert [one.place for one in factor.evidence] == ["factors[0]", "lessons[1]"]
    assert factor.texts == {short.text, long.text}


@given(st.text(max_size=200))
def test_any_text_is_of_one_kind_or_none(text: str) -> None:
    assert suggested_kind(text) in (*KINDS, "")


def factors_table(case: Case, edits: ReviewEdits = NO_EDITS) -> tuple[list[list[str]], str]:
    section = review_case(case, POLICY, NOW, None, "standard", edits).section("factors")
    assert section
    table, *below = section.parts
    assert isinstance(table, Table)
    told = [one.text for part in below if isinstance(part, Paragraph) for one in part.sentences]
    return [[cell.text for cell in row] for row in table.rows], "".join(told)


def todo(title: str, number: int) -> Todo:
    return Todo(title, Evidence("todo"), number)


def covered(*items: int) -> ReviewEdits:
    by = Person("U1", "Nora Weiss")
    log = (cover("No canary for database settings", item, by, NOW) for item in items)
    return fold(replace(entry, number=place) for place, entry in enumerate(log, start=1))


CANARY = replace(
    BARE,
    factors=(claim("No canary for database settings", category="process"), claim("Alert threshold too high")),
    actions=(
        Todo("Release database settings by canary", Evidence("todo"), 1),
        Todo("Paint the logo", Evidence("t"), 2),
    ),
)


def test_what_is_suggested_is_said_once_below_the_table() -> None:
    rows, told = factors_table(CANARY)
    assert rows == [
        ["F1", "No canary for database settings", "process", "A1"],
        ["F2", "Alert threshold too high", "tooling", "–"],
    ]
    assert told == "Other kinds and action items are suggested by wording; nobody has confirmed them."
    _, told = factors_table(replace(CANARY, factors=(claim("No canary for database settings"),)))
    assert told == "Kinds and action items are suggested by wording; nobody has confirmed them."


def test_a_confirmed_action_item_stands_as_confirmed_in_the_place_of_suggestions() -> None:
    case = replace(CANARY, factors=CANARY.factors[:1])
    assert factors_table(case, covered(2)) == (
        [["F1", "No canary for database settings", "process", "A2, confirmed"]],
        "",
    )
    assert factors_table(case, covered(1, 2))[0][0][3] == "A1, confirmed, A2, confirmed"


def test_an_action_item_that_is_gone_confirms_nothing() -> None:
    assert factors_table(replace(CANARY, factors=CANARY.factors[:1]), covered(9))[0][0][3] == "A1"


# Action items


@pytest.mark.parametrize(
    ("factor", "titles", "suggested"),
    [
        ("Nothing warns at 70%", ["Warn at 70% and page at 85%"], (1,)),
        ("No canary for database settings", ["Release database settings by canary"], (1,)),
        ("No canary for database settings", ["Paint the logo"], ()),
        ("Alert fires at 90%", ["Raise the quota to 90%"], ()),
        ("No load test of the router", ["Alert on the queue", "Load test the router"], (2,)),
    ],
)
def test_an_action_item_is_suggested_by_words_numbers_and_safeguards(
    factor: str, titles: list[str], suggested: tuple[int, ...]
) -> None:
    items = tuple(todo(title, number) for number, title in enumerate(titles, start=1))
    case = replace(BARE, factors=(claim(factor),), actions=items)
    assert suggested_items(case, factors_of(case)[0]) == suggested


def test_a_suggestion_covers_nothing_and_a_confirmation_does() -> None:
    assert [one.text for one in open_factors(CANARY, NO_EDITS)] == [one.text for one in CANARY.factors]
    assert [one.text for one in open_factors(CANARY, covered(1))] == ["Alert threshold too high"]
    assert len(open_factors(CANARY, covered(9))) == 2


def test_the_form_for_a_factor_begins_with_its_safeguard_and_is_empty_without_one() -> None:
    found = suggestion("No canary for database settings")
    assert found
    assert found.title == "Roll changes of this kind out in steps, with an automatic stop"
    assert suggestion("Zebras") is None


def test_recorded_actions_stand_with_owner_and_date() -> None:
    section = reviewed(FULL).section("actions")
    assert section
    table = section.parts[0]
    assert isinstance(table, Table)
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["A1", "Load test the router at production scale", "Nora Weiss", "P1", "20 May", "F1"],
        ["A2", "Write a better runbook for the router", "nobody yet", "–", "no date", "–"],
    ]


def test_what_no_action_item_covers_of_a_permanent_fix_is_said_in_its_words() -> None:
    fix = claim("Load test the router, pool connections in 4.8", "permanent_fix")
    section = reviewed(replace(FULL, fixes=(fix,))).section("actions")
    assert section
    (told,) = [one.text for part in section.parts if isinstance(part, Paragraph) for one in part.sentences if one.lead]
    assert told == "Pool connections in 4.8 (permanent fix)."


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
        "99.9%, as stated",
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
