"""The root-cause frameworks: they quote what is recorded, stop where the record ends, and are left out where it is too
little to draw."""

from dataclasses import replace

from bot.analysis.model import Case, Whys
from bot.review.document.parts import BowTie, Chain, Fishbone, Table
from tests.bot.review.document.review_cases import BARE, FULL, claim, reviewed


def chains(case: Case) -> list[Chain]:
    section = reviewed(case, "five-whys").section("five-whys")
    return [part for part in section.parts if isinstance(part, Chain)] if section else []


def fishbone(case: Case) -> Fishbone | None:
    section = reviewed(case, "fishbone").section("fishbone")
    return next((part for part in section.parts if isinstance(part, Fishbone)), None) if section else None


def bow_tie(case: Case) -> BowTie | None:
    section = reviewed(case, "bow-tie").section("bow-tie")
    return next((part for part in section.parts if isinstance(part, BowTie)), None) if section else None


# Five whys


def test_a_cause_is_one_answer_word_for_word_and_then_somebody_is_asked() -> None:
    (chain,) = chains(FULL)
    first, last = chain.steps
    assert first.answer == FULL.causes[0].text
    assert [one.place for one in first.evidence] == ["resolution.cause"]
    assert last.answer == ""
    assert last.open
    assert last.open.key in {question.key for question in reviewed(FULL, "five-whys").asked}


def test_without_a_cause_there_are_no_whys() -> None:
    assert chains(BARE) == []


def test_each_recorded_cause_has_a_chain_of_its_own() -> None:
    several = replace(BARE, causes=(claim("A because B", "c[0]"), claim("C because D", "c[1]")))
    found = chains(several)
    assert [chain.title for chain in found] == ["Chain 1", "Chain 2"]
    assert [chain.steps[0].answer for chain in found] == ["A because B", "C because D"]


def test_a_chain_that_people_wrote_stands_as_they_wrote_it() -> None:
    steps = (
        claim("Pool empty", "whys[0]", category="Why did payments fail?"),
        claim("Why was it empty? Connections leaked", "whys[1]"),
        claim("Nobody tested the retry path", "whys[2]"),
    )
    (chain,) = chains(replace(BARE, whys=(Whys(steps),)))
    assert [(step.question, step.answer) for step in chain.steps] == [
        ("Why did payments fail?", "Pool empty"),
        ("Why was it empty?", "Connections leaked"),
        ("Why was that possible?", "Nobody tested the retry path"),
    ]


def test_a_chain_ends_at_its_first_open_step() -> None:
    steps = (claim("Pool empty", "whys[0]"), claim("Why was it empty?", "whys[1]"), claim("Later", "whys[2]"))
    (chain,) = chains(replace(BARE, whys=(Whys(steps),)))
    assert [(step.question, step.answer) for step in chain.steps] == [
        ("Why did it happen?", "Pool empty"),
        ("Why was it empty?", ""),
    ]


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
