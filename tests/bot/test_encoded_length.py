"""The length of a text with its escapes."""

from bot.encoded_length import encoded_length, units


def test_escapes_and_emoji_count_as_long_as_they_are() -> None:
    assert encoded_length("a & <b>") == len("a &amp; &lt;b&gt;")
    assert encoded_length("") == 0
    assert units("🔥 日本") == 5
    assert encoded_length("🔥&") == 7
