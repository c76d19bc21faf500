"""No answer is sure while a field that could say how bad it is isn't understood."""

import json
from typing import Any

import pytest

from bot.analysis.input.reading import read_input
from bot.analysis.model import Classification
from bot.analysis.severity.classify import classify
from bot.analysis.severity.verdict import NOT_UNDERSTOOD
from bot.config.policy import Policy


def read(**fields: Any) -> Classification:
    (case,) = read_input(json.dumps({"title": "Exports fail", **fields}), "x").cases
    return classify(case, Policy())


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("data_breach", "suspected"), ("data_loss", "unknown"), ("security_incident", True), ("gdpr_relevant", "yes"),
        ("error_rate", "42%"), ("error_rate", 0.42), ("percent_affected", 0.8), ("affected_users", 0.8),
        ("users_affected", "thousands"), ("revenue_impact", "EUR 2,000,000"), ("impact", "major"),
        ("planned", True), ("customers_hit_hard", "all of the big ones"),
    ],
)  # fmt: skip
def test_a_field_of_impact_that_is_not_understood_leaves_the_answer_unsure_and_is_named(name: str, value: Any) -> None:
    found = read(**{name: value})
    assert not found.sure
    assert len(found.likely) == 2
    told = [reason.evidence.place for reason in found.reasons if reason.rule == NOT_UNDERSTOOD]
    assert told or "2" in "".join(found.likely)


@pytest.mark.parametrize(
    ("name", "value"),
    [("data_breach", "no"), ("error_rate", "0"), ("customer_id", "C-17"), ("users_team", "growth"), ("pii", False)],
)
def test_a_denial_and_a_field_of_something_else_leave_it_sure(name: str, value: Any) -> None:
    assert read(**{name: value}).sure


@pytest.mark.parametrize("name", ["pii_exposed", "data_leak", "personal_data_exposed"])
def test_exposed_data_is_known_by_other_names(name: str) -> None:
    found = read(**{name: "yes"})
    assert (found.severity, found.sure) == ("SEV1", True)


@pytest.mark.parametrize("word", ["major incident", "High", "SEV5", "red"])
def test_a_severity_that_is_none_of_ours_leaves_another_answer_unsure(word: str) -> None:
    assert not read(severity=word).sure


def test_thousands_may_be_parted_by_dots() -> None:
    (case,) = read_input(json.dumps({"title": "Exports fail", "users_affected": "1.200"}), "x").cases
    assert case.facts["affected_users"] == 1200


@pytest.mark.parametrize("text", ["hi", "lorem ipsum dolor sit amet", "xyzzy plugh"])
def test_no_team_is_named_where_no_word_is_known(text: str) -> None:
    (case,) = read_input(text, "x").cases
    assert not classify(case, Policy()).teams
