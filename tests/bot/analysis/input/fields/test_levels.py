"""Which levels a title names, and what is left of it."""

import pytest

from bot.analysis.input.fields.levels import in_title
from bot.analysis.input.reading import read_input
from bot.analysis.severity.classify import classify
from bot.config.policy import Policy


@pytest.mark.parametrize(
    ("title", "read"),
    [
        ("SEV2: search is slow", ("search is slow", "SEV2", "")),
        ("[SEV2] search is slow", ("search is slow", "SEV2", "")),
        ("SEV1 - payments slow", ("payments slow", "SEV1", "")),
        ("SEV-1 payments down", ("payments down", "SEV1", "")),
        ("**Severity 2**: search is slow", ("search is slow", "SEV2", "")),
        ("INC-12: sev2: search is slow", ("INC-12: search is slow", "SEV2", "")),
        ("[RESOLVED] SEV2: search is slow", ("[RESOLVED] search is slow", "SEV2", "")),
        ("Search is slow (SEV2)", ("Search is slow", "SEV2", "")),
        ("Search is slow, sev2", ("Search is slow", "SEV2", "")),
        ("[SEV2 - major][P1] search", ("search", "SEV2", "P1")),
        ("P1: search is slow", ("search is slow", "", "P1")),
        ("SEV2", ("SEV2", "SEV2", "")),
    ],
)
def test_a_title_names_a_level_by_itself(title: str, read: tuple[str, str, str]) -> None:
    assert in_title(title) == read


@pytest.mark.parametrize(
    "title",
    [
        "SEV1 to SEV2: payments",
        "SEV1/SEV2: payments",
        "SEV1, SEV2: payments",
        "Follow-up of the sev1",
        "SEV-1234: payments",
        "SEV1-related outage",
        "P1 replica lags",
        "Rack (P1) lost power",
        "S3: access denied",
        "SEV2 is what we said; search is slow",
    ],
)
def test_two_levels_and_words_of_the_title_are_left_alone(title: str) -> None:
    assert in_title(title) == (title, "", "")


@pytest.mark.parametrize(
    "text", ["SEV1: search is slow on 3 March", "# SEV1: search is slow", '{"title": "SEV1 - search is slow"}']
)
def test_a_severity_in_a_title_is_recorded_in_any_input(text: str) -> None:
    (case,) = read_input(text, "x").cases
    found = classify(case, Policy())
    assert (found.severity, found.recorded, found.reasons[0].evidence.place) == ("SEV1", True, "title")
    assert case.title.startswith("search is slow")


def test_a_field_counts_before_a_title_that_says_another_severity() -> None:
    (case,) = read_input('{"title": "SEV1: search is slow", "severity": "SEV3"}', "x").cases
    assert (case.title, case.severity) == ("SEV1: search is slow", "SEV3")
    assert case.complaints == ('severity: the title says SEV1, the field "SEV3", which counts.',)
