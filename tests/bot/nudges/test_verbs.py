"""A snooze as it is typed: its length and its reason."""

import pytest

from bot.nudges.verbs import Snooze
from tests.bot.commands.parser_examples import refusal, understood


@pytest.mark.parametrize(
    ("minutes", "count"),
    [
        ("60 min", 60),
        ("20m", 20),
        ("1h", 60),
        ("10:", 10),
        ("20 minutes,", 20),
        ("1 hour", 60),
        ("for 20m", 20),
        ("for an hour", 60),
        ("ten minutes:", 10),
        ("10 min.", 10),
        ("1200s", 20),
        ("20 –", 20),
    ],
)
def test_a_snooze_takes_minutes_with_their_unit(minutes: str, count: int) -> None:
    assert understood(f"snooze {minutes} Waiting for Bob") == Snooze(count, "Waiting for Bob")


@pytest.mark.parametrize(
    ("typed", "example"),
    [
        ("30 x", "20 x"),
        ("half an hour x", "20 x"),
        ("1.5h: x", "60 x"),
        ("1h30m x", "60 x"),
        ("5 x", "10 x"),
        ("until 15:00", "10 until 15:00"),
        ("tomorrow x", "10 tomorrow x"),
        ("10.5 x", "10 10.5 x"),
    ],
)
def test_another_length_of_a_snooze_is_refused_with_an_example_that_works(typed: str, example: str) -> None:
    said = refusal(f"snooze {typed}")
    assert said == f"Choose 10, 20 or 60 minutes. For example: /incident snooze {example}"
    assert isinstance(understood(f"snooze {example}"), Snooze)


def test_quotation_marks_around_the_reason_of_a_snooze_are_left_out() -> None:
    assert understood("snooze 20 “Waiting for Bob”") == Snooze(20, "Waiting for Bob")
    assert understood('snooze "20 Waiting for Bob"') == Snooze(20, "Waiting for Bob")
