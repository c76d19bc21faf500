"""The root-cause frameworks: they quote what is recorded, stop where the record ends, and are left out where it is too
little to draw."""

from dataclasses import replace
from typing import Any

import pytest

from bot.analysis.model import Case, Whys
from bot.people.model import Person
from bot.review.document.parts import BowTie, Chain, Fishbone, Paragraph, Table
from bot.review.document.reviewed import review_case
from bot.review.edit_log import NO_EDITS, ReviewEdits, answer, fold
from tests.bot.review.document.review_cases import BARE, FULL, NOW, POLICY, claim, reviewed


def chains(case: Case, edits: ReviewEdits = NO_EDITS) -> list[Chain]:
    section = review_case(case, POLICY, NOW, "five-whys", edits=edits).section("five-whys")
    return [part for part in section.parts if isinstance(part, Chain)] if section else []


def fishbone(case: Case) -> Fishbone | None:
    section = reviewed(case, "fishbone").section("fishbone")
    return next((part for part in section.parts if isinstance(part, Fishbone)), None) if section else None


def bow_tie(case: Case) -> BowTie | None:
    section = reviewed(case, "bow-tie").section("bow-tie")
    return next((part for part in section.parts if isinstance(part, BowTie)), None) if section else None


# Five whys


def steps(case: Case, edits: ReviewEdits = NO_EDITS) -> list[tuple[str, str]]:
    (chain,) = chains(case, edits)
    return [(step.question, step.answer) for step in chain.steps]


def answered(*given: tuple[str, str]) -> ReviewEdits:
    log = (answer(key, text, Person("U1", "Nora Weiss"), NOW) for key, text in given)
    return fold(replace(entry, number=place) for place, entry in enumerate(log, start=1))


def test_a_cause_is_one_answer_word_for_word_and_then_somebody_is_asked() -> None:
    (chain,) = chains(FULL)
    first, last = chain.steps
    assert first.answer == f"{FULL.causes[0].text}."
    assert [one.place for one in first.evidence] == ["resolution.cause"]
    assert (last.question, last.answer) == ("Why was that possible?", "")
    assert last.open
    assert last.open.text == "The five whys stop at the recorded cause. What made it possible?"
    assert last.open in reviewed(FULL, "five-whys").asked


@pytest.mark.parametrize(
    ("known", "asked"),
    [
        ({"impact": (claim("Customers could not log in"),)}, "Customers could not log in. Why?"),
        (
            {"impact": (claim("80% of users could not pay. They saw 503 errors at once!", "impact.customers"),)},
            "They saw 503 errors at once! Why?",
        ),
        ({"impact": (claim("Revenue was lost", category="Business impact"),)}, "Why was mail affected?"),
        ({"impact": (claim("38 accounts, 61 failed exports"),)}, "Why was mail affected?"),
        ({"facts": {"failed_transactions": 342}}, "Why did transactions fail?"),
        ({"facts": {"failed_transactions": 0}}, "Why was mail affected?"),
        ({"services": ("a", "b", "c", "d", "e")}, "Why were a, b, c and 2 other services affected?"),
        ({"services": ()}, "Why did this happen?"),
    ],
)
def test_a_chain_begins_at_what_users_saw_and_repeats_no_figure_and_no_title(known: dict[str, Any], asked: str) -> None:
    case = replace(BARE, services=("mail",), causes=(claim("The disk was full"),))
    assert steps(replace(case, **known))[0][0] == asked


@pytest.mark.parametrize(
    "text",
    [
        "Workaround available: export without the logo",
        "Stay signed in",
        "Do not sign out",
        "Users are able to export the invoice when they drop the logo",
        "Customers could pay by invoice when the card form was down",
        "The incident was successfully resolved",
        "No data was lost",
    ],
)
def test_a_way_round_or_a_sentence_without_a_failure_is_no_symptom(text: str) -> None:
    case = replace(BARE, services=("mail",), causes=(claim("The disk was full"),), impact=(claim(text, "impact"),))
    assert steps(case)[0][0] == "Why was mail affected?"
    known = replace(case, impact=(claim(f"{text}. Nobody could log in", "impact"),))
    assert steps(known)[0][0] == "Nobody could log in. Why?"


def test_the_symptom_names_where_it_is_recorded() -> None:
    (chain,) = chains(replace(BARE, impact=(claim("Nobody could log in", "impact"),), causes=(claim("A", "cause"),)))
    assert [one.place for one in chain.steps[0].about] == ["impact"]


def test_without_a_cause_there_are_no_whys() -> None:
    assert chains(BARE) == []


def test_each_recorded_cause_has_a_chain_of_its_own() -> None:
    several = replace(BARE, causes=(claim("A because B", "c[0]"), claim("C because D", "c[1]")))
    found = chains(several)
    assert [chain.title for chain in found] == ["Chain 1", "Chain 2"]
    assert [chain.steps[0].answer for chain in found] == ["A because B.", "C because D."]
    assert [chain.steps[-1].open.text for chain in found if chain.steps[-1].open] == [
        "The five whys stop at recorded cause 1. What made it possible?",
        "The five whys stop at recorded cause 2. What made it possible?",
    ]


def test_an_answer_in_the_review_is_the_next_step_under_the_name_of_its_person_and_the_next_one_is_asked() -> None:
    edits = answered(("whys/1", "The pool had a fixed size"), ("whys/1/2", "Nobody owns the sizing"))
    (chain,) = chains(FULL, edits)
    assert [(step.question, step.answer) for step in chain.steps[1:]] == [
        ("Why was that possible?", "The pool had a fixed size."),
        ("Why was that possible?", "Nobody owns the sizing."),
        ("Why was that possible?", ""),
    ]
    assert {step.note for step in chain.steps[1:3]} == {"answered by Nora Weiss, Tue 7 May 2024, 10:00 UTC"}
    last = chain.steps[-1].open
    assert last
    assert (last.key, last.text) == (
        "whys/1/3",
        'The five whys stop at the answer by Nora Weiss, "Nobody owns the sizing". What made that possible?',
    )


def test_after_seven_answers_nobody_is_asked_on() -> None:
    keys = ("whys/1", *(f"whys/1/{place}" for place in range(2, 8)))
    (chain,) = chains(FULL, answered(*((key, "Because") for key in keys)))
    assert [bool(step.open) for step in chain.steps] == [False] * 8


def test_two_answers_to_one_step_both_stand_in_it() -> None:
    (_, second, _) = steps(FULL, answered(("whys/1", "No limit"), ("whys/1", "And no alert")))
    assert second == ("Why was that possible?", "No limit. And no alert.")


def test_a_chain_that_people_wrote_stands_as_they_wrote_it() -> None:
    written = (
        claim("Pool empty", "whys[0]", category="Why did payments fail?"),
        claim("Connections leaked", "whys[1]", category="Why was it empty?"),
        claim("Nobody tested the retry path", "whys[2]"),
    )
    assert steps(replace(BARE, whys=(Whys(written),))) == [
        ("Why did payments fail?", "Pool empty"),
        ("Why was it empty?", "Connections leaked"),
        ("Why was that possible?", "Nobody tested the retry path"),
    ]


def test_a_chain_that_is_written_twice_stands_once() -> None:
    written = Whys((claim("Pool empty"), claim("Connections leaked")))
    again = Whys((claim("pool empty."), claim("Connections  leaked")))
    assert len(chains(replace(BARE, whys=(written, again)))) == 1


def test_a_chain_ends_at_its_first_open_step_and_an_answer_goes_there() -> None:
    written = (claim("Pool empty"), claim("", "whys[1]", category="Why was it empty?"), claim("Later", "whys[2]"))
    case = replace(BARE, whys=(Whys(written),))
    assert steps(case) == [("Why did this happen?", "Pool empty"), ("Why was it empty?", "")]
    assert steps(case, answered(("whys/1", "A leak")))[1:] == [
        ("Why was it empty?", "A leak."),
        ("Why was that possible?", ""),
    ]


def test_without_a_recorded_cause_page_one_tells_what_the_whys_found() -> None:
    written = (claim("The disk was full", category="Why did it fail?"), claim("Logs grew", category="Why was it full?"))
    review = reviewed(replace(BARE, whys=(Whys(written),)))
    section = review.section("root-cause")
    assert section
    (told,) = section.parts
    assert isinstance(told, Paragraph)
    assert [one.text for one in told.sentences] == ["The disk was full.", "Logs grew."]
    assert "cause" not in {question.key for question in review.asked}


# Fishbone


def test_factors_lie_on_the_side_of_their_kind_and_no_side_is_empty() -> None:
    drawn = fishbone(FULL)
    assert drawn
    assert {bone.name: [one.text for one in bone.causes] for bone in drawn.bones} == {
        "People": ["Only one engineer had the training for the router"],
        "Process": ["No load test of the router at production scale"],
        "Tooling": ["Alert on the queue fired too late, only at 40,000"],
    }


def test_too_few_factors_or_kinds_are_not_drawn() -> None:
    assert fishbone(replace(FULL, factors=FULL.factors[:2])) is None
    one_kind = tuple(claim(f"No load test of part {place}") for place in range(4))
    assert fishbone(replace(FULL, factors=one_kind)) is None


# Decisions


def test_decisions_stand_with_what_was_known_then() -> None:
    section = reviewed(FULL, "timeline").section("decisions")
    assert section
    (table,) = section.parts
    assert isinstance(table, Table)
    rows = [[cell.text for cell in row] for row in table.rows]
    assert [
        "10:20",
        "Decision: roll back to 4.6",
        "10:08 Release 4.7 opens one connection a mail, the limit is 500",
    ] in rows


# Bow tie


def test_a_barrier_is_what_people_recorded_it_as() -> None:
    drawn = bow_tie(FULL)
    assert drawn
    assert [(one.name, one.state) for one in drawn.preventive] == [(one.text, "weak") for one in FULL.factors]
    assert [(one.name, one.state) for one in drawn.recovery] == [
        ("The rollback worked well within 6 minutes", "helped"),
        ("The runbook was outdated", "hindered"),
    ]
    assert all(one.evidence for one in (*drawn.preventive, *drawn.recovery))


def test_a_bow_tie_needs_four_barriers_on_both_sides() -> None:
    assert bow_tie(replace(FULL, helped=(), hindered=())) is None
    assert bow_tie(replace(FULL, factors=FULL.factors[:1], helped=())) is None
