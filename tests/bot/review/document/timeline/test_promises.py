"""Which next update a message promises, by its words or a typed time."""

from dataclasses import replace

import pytest

from bot.analysis.model import Told
from bot.review.document.timeline.promises import promised
from tests.bot.review.document.review_cases import after


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("Investigating. We will provide an update within 15 minutes.", 15),
        ("Identified. Next update in 15 min", 15),
        ("Next update: in about 30 minutes.", 30),
        ("We'll post another update in an hour", 60),
        ("Next update by 10:45 UTC.", 45),
        ("Expect the next update at 09:30", 23 * 60 + 30),
        ("Updates will follow every 20 minutes", 20),
    ],
)
def test_a_promise_of_an_update_is_read_with_its_time(text: str, minutes: int) -> None:
    assert promised(Told(text, after(0))) == after(minutes)


@pytest.mark.parametrize(
    "text",
    [
        "We will publish a full incident report within 48 hours.",
        "We will provide a final update once we confirm stability.",
        "The last update in 15 minutes of silence",
        "Next update at 10:45 PST",
        "Next update at 3:45 pm",
        "A fix will be out in 15 minutes.",
    ],
)
def test_what_promises_no_update_or_no_time_promises_nothing(text: str) -> None:
    assert promised(Told(text, after(0))) is None


def test_a_typed_time_goes_before_the_words() -> None:
    told = Told("Next update in 15 minutes", after(0))
    assert promised(replace(told, next_at=after(60))) == after(60)
    assert promised(replace(told, at=None)) is None
