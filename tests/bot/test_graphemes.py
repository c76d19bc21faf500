"""Places where a text may be cut."""

import pytest

from bot.graphemes import whole_before


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
