"""What of a text is seen, and places where it may be cut."""

import pytest

from bot.graphemes import seen, whole_before


@pytest.mark.parametrize(
    ("text", "end", "place"),
    [
        ("abc", 2, 2),
        ("abc", 3, 3),
        ("abc", 0, 0),
        ("ae\u0301b", 2, 1),
        ("a👍🏽", 2, 1),
        ("a👨\u200d👩\u200d👧", 4, 1),
        ("a1\ufe0f\u20e3", 3, 1),
        ("🇩🇪🇫🇷", 3, 2),
        ("🇩🇪🇫🇷", 2, 2),
        ("\u0301\u0301", 1, 0),
    ],
)
def test_a_letter_keeps_its_marks_and_an_emoji_its_parts(text: str, end: int, place: int) -> None:
    assert whole_before(text, end) == place


@pytest.mark.parametrize(
    "text", ["", " ", "\u200b", "\u2060\u200d", "\u3164", "\u2800 \u00ad", "\ufe0f", "\u0301", "\u115f\u1160"]
)
def test_what_draws_nothing_is_no_text(text: str) -> None:
    assert seen(text) == ""


@pytest.mark.parametrize("text", ["a", "\u200ba", "👍", "…", "決", "e\u0301", "\U0001fae9", "-"])
def test_what_draws_something_stays_as_it_is(text: str) -> None:
    assert seen(text) == text
