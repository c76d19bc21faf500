"""A sentence without its counts says the rest as before."""

import pytest

from bot.announcements.counts import without_counts


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("80% of users unable to pay", "Users unable to pay"),
        ("Approximately 2,400 failed payment attempts", "Failed payment attempts"),
        ("Users got immediate 500 errors", "Users got immediate errors"),
        ("Users got a 503 error", "Users got an error"),
        ("Users got error 503", "Users got error"),
        ("12,500+ users affected", "Users affected"),
        ("10-20% of our customers can't log in", "Customers can't log in"),
        ("Card payments fail for about half of all customers", "Card payments fail for customers"),
        ("3 of 5 regions are down", "Regions are down"),
        ("One in five logins fails", "Logins fails"),
        ("All three regions are slow", "All regions are slow"),
        ("Thousands of orders were delayed for 2 hours", "Orders were delayed"),
        ("Payments failed from 14:15 to 15:30 UTC", "Payments failed"),
        ("Uploads fail since about 14:15 UTC", "Uploads fail"),
        ("Everything is slow", "Everything is slow"),
    ],
)
def test_counts_shares_lengths_and_times_are_taken_out(sentence: str, said: str) -> None:
    assert without_counts(sentence) == said
