"""When two texts say the same, when they only may, and when they differ however many words they share."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.review.root_cause.alike import is_same, may_be_same, numbers

SAME = [
    ("No canary deployment process for database configuration or ORM changes", "ORM changes have no canary deployment"),
    ("The runbook was outdated", "Outdated runbook"),
    ("Retries without backoff overloaded the database", "Retries had no backoff and overloaded the database primary"),
    ("The pool opens three times the connections", "Pool opens 3x the connections"),
    ("No alert on the pool", "no alert on  the pool."),
    ("監視がなかった", "監視がなかった"),
]
DIFFERENT = [
    ("Alert threshold of the pool set at 90%", "Alert threshold of the pool set at 70%"),
    ("ORM 3.2.0 was not load tested", "ORM 3.1.2 was not load tested"),
    ("Alert on Redis queue was missing", "Alert on Kafka queue was missing"),
    ("No load test of user-api router", "No load test of billing-api router"),
    ("No failover of the gateway in EU", "No failover of the gateway in US"),
    ("The alert on the pool fired", "The alert on the pool did not fire"),
    ("The timeout of the gateway was too high", "The timeout of the gateway was too low"),
    ("No tests", "No tests of the retry path"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_the_same_in_other_words_is_the_same(one: str, other: str) -> None:
    assert is_same(one, other)
    assert is_same(other, one)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_another_number_name_or_the_opposite_is_never_the_same(one: str, other: str) -> None:
    assert not is_same(one, other)
    assert not may_be_same(one, other)


def test_what_is_half_alike_is_left_to_a_person() -> None:
    one, other = "The queue consumer had no dead-letter queue", "The queue consumer had no alert"
    assert not is_same(one, other)
    assert may_be_same(one, other)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("v3.2.0 opens 3x more", {"3.2.0", "3"}),
        ("70% and 85 %", {"70", "85"}),
        ("12,500 users, three regions", {"12500", "3"}),
    ],
)
def test_numbers_are_read_however_they_are_written(text: str, found: set[str]) -> None:
    assert numbers(text) == found


@given(st.text(max_size=80), st.text(max_size=80))
def test_it_does_not_matter_which_text_comes_first(one: str, other: str) -> None:
    assert is_same(one, one)
    assert is_same(one, other) == is_same(other, one)
    assert may_be_same(one, other) == may_be_same(other, one)
