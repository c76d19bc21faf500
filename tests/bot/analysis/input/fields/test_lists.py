"""Lists of an incident: chains of whys, wherever people wrote them."""

import json

import pytest

from bot.analysis.input.reading import read_input
from bot.analysis.model import Case


def case_of(report: dict[str, object]) -> Case:
    (case,) = read_input(json.dumps(report), "report.json").cases
    return case


# Whys


CHAIN = [
    ("Why did pulls return 503?", "It refused them."),
    ("Why was maxconn too low?", "A typo."),
]


@pytest.mark.parametrize(
    "causes",
    [
        [
            "1. Why did pulls return 503? - It refused them.",
            "1. Why was maxconn too low? - A typo.",
        ],
        "**Why did pulls return 503?** It refused them.\n**Why was maxconn too low?** A typo.",
        "Why 1: Why did pulls return 503? It refused them.\nWhy 2: Why was maxconn too low? A typo.",
        "Why did pulls return 503?\nIt refused them.\n\nWhy was maxconn too low?\nA typo.",
        "Q: Why did pulls return 503? A: It refused them.\nQ: why was maxconn too low? A: A typo.",
    ],
)
def test_questions_and_answers_that_stand_as_the_cause_are_one_chain(causes: object) -> None:
    case = case_of({"title": "Registry down", "root_cause": causes})
    assert [[(step.category, step.text) for step in whys.steps] for whys in case.whys] == [CHAIN]
    assert case.causes == ()


def test_a_cause_beside_a_chain_stays_a_cause() -> None:
    causes = ["A typo in haproxy.cfg", *(f"{question} {answer}" for question, answer in CHAIN)]
    case = case_of({"title": "Registry down", "root_cause": causes})
    assert [cause.text for cause in case.causes] == ["A typo in haproxy.cfg"]
    assert len(case.whys) == 1


@pytest.mark.parametrize("cause", ["Why? Nobody knows.", "Nobody knows why. The disk was full."])
def test_one_why_is_a_cause_like_any_other(cause: str) -> None:
    case = case_of({"title": "Registry down", "root_cause": cause})
    assert (case.whys, len(case.causes)) == ((), 1)


def test_a_numbered_answer_has_no_number_and_no_question() -> None:
    case = case_of({"title": "x", "five_whys": ["Why 1: The disk was full", "2) Logs were not rotated"]})
    assert [(step.category, step.text) for step in case.whys[0].steps] == [
        ("", "The disk was full"),
        ("", "Logs were not rotated"),
    ]
