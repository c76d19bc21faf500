"""How bad the words of a declaration sound: in keys of the policy, with a reason, for any text at all."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.config.policy import Policy
from bot.incidents.declaring.severity_suggestion import MOST_REASONS, suggest

POLICY = Policy()
KEYS = {level.key for level in POLICY.severities}


@pytest.mark.parametrize(
    ("title", "summary", "severity", "sure"),
    [
        ("Payments are down for everyone", "", "sev1", False),
        ("Something odd", "Customer data was leaked to a public bucket", "sev1", False),
        ("Staging cluster is down", "", "sev4", True),
    ],
)
def test_title_and_summary_say_how_bad_it_is_and_why(title: str, summary: str, severity: str, sure: bool) -> None:
    found = suggest(title, summary, (), POLICY)
    assert found is not None
    assert (found.severity, found.sure) == (severity, sure)
    assert found.reasons
    assert all('("' in reason for reason in found.reasons)


def test_a_doubt_names_both_levels_and_what_settles_it() -> None:
    found = suggest("Payments are down for everyone", "", (), POLICY)
    assert found is not None
    assert (found.likely, found.question) == (
        ("SEV1", "SEV2"),
        "Is there a workaround, or is only one region affected?",
    )


def test_words_that_say_nothing_of_it_leave_doubt() -> None:
    found = suggest("Something is odd", "", (), POLICY)
    assert found is None or not found.sure


@given(st.text(max_size=200), st.text(max_size=400), st.lists(st.text(max_size=20), max_size=3))
def test_no_text_keeps_a_declaration_from_opening(title: str, summary: str, services: list[str]) -> None:
    found = suggest(title, summary, services, POLICY)
    assert found is None or (found.severity in KEYS and len(found.reasons) <= MOST_REASONS)


def test_a_policy_with_other_words_for_its_levels_gets_its_own_keys() -> None:
    renamed = tuple(replace(level, label=f"level {place}") for place, level in enumerate(POLICY.severities))
    found = suggest("Payments are down for everyone", "", (), replace(POLICY, severities=renamed))
    assert found is not None
    assert found.severity == "sev1"
