"""A severity in front of, behind or within a typed title."""

import pytest

from bot.config.policy import Policy
from bot.incidents.titles import mentioned
from bot.incidents.verbs import (
    Declare,
)
from tests.bot.commands.parser_examples import refusal, understood


@pytest.mark.parametrize(
    "text",
    [
        "[SEV1] Typo",
        "[sev-1]Typo",
        "(sev1) Typo",
        "severity 1: Typo",
        "Severity 1 Typo",
        "Typo, sev1",
        "Typo (SEV1)",
        "Typo – sev1",
        "Typo. SEV1",
        "Typo: sev1",
        "Typo #sev1",
        "*SEV1* Typo",
        "**SEV1:** Typo",
        "`SEV1` Typo",
        "SEV1. Typo",
        "SEV1!! Typo",
        "SEV1 | Typo",
        "SEV1 — Typo",
        "{SEV1} Typo",
        '"SEV1" Typo',
        "“SEV1: Typo”",
        "severity: 1 Typo",
        "Severity=1 Typo",
        "sev:1 Typo",
        "ＳＥＶ１：Typo",
    ],
)
def test_a_severity_is_read_however_it_is_set_off_from_the_title(text: str) -> None:
    assert understood(f"declare {text}") == Declare("Typo", "sev1", named=True)


@pytest.mark.parametrize(
    "text", ["[Critical] Typo", "(Critical): Typo", "severity: Critical Typo", "severity Critical: Typo"]
)
def test_a_word_for_a_severity_that_is_set_off_is_read_as_one(text: str) -> None:
    assert understood(f"declare {text}") == Declare("Typo", "sev1", named=True, word="Critical")


@pytest.mark.parametrize(
    ("title", "level"),
    [
        ("Typo sev1", "SEV1"),
        ("A sev2 on login", "SEV2"),
        ("New SEV-1: Typo", "SEV1"),
        ("severity critical Typo", "SEV1"),
        ("Typo, critical", "SEV1"),
        ("Typo [major]", "SEV2"),
        ("Critical - Typo", "SEV1"),
        ("Critical alerts are not delivered", ""),
        ("From sev1 to sev2 and back", ""),
        ("SEV-1234 is broken", ""),
        ("The sev2-related alerts", ""),
    ],
)
def test_a_severity_within_a_title_is_known_but_not_taken(title: str, level: str) -> None:
    assert understood(f"declare {title}") == Declare(title, "sev3")
    found = mentioned(title, Policy())
    assert (found.name if found else "") == level


def test_the_emoji_in_front_of_a_severity_stays_and_so_does_the_title_behind_it() -> None:
    assert understood("declare 🔥 SEV2: *Login* is (EU) down") == Declare("🔥 *Login* is (EU) down", "sev2", named=True)
    assert understood("declare :fire: SEV2 Login") == Declare(":fire: Login", "sev2", named=True)


def test_two_severities_before_a_title_are_asked_about() -> None:
    assert refusal("declare sev1/sev2 Typo").startswith('"sev1/sev2" is not a severity.')
