"""Bars: the highest is full, only nothing has the lowest."""

from hypothesis import given
from hypothesis import strategies as st

from bot.metrics.bar_chart import BARS, bars


def test_the_highest_is_full_and_only_nothing_has_the_lowest() -> None:
    assert bars([0, 1, 4, 8], 8) == "▁▂▅█"
    assert bars([0, 1, 1000], 1000) == "▁▂█"
    assert bars([0, 0], 0) == "▁▁"


@given(st.lists(st.integers(0, 500), min_size=1))
def test_more_never_has_a_lower_bar(counts: list[int]) -> None:
    drawn = [BARS.index(bar) for bar in bars(counts, max(counts))]
    assert len(drawn) == len(counts)
    ordered = sorted(zip(counts, drawn, strict=True))
    assert [height for _, height in ordered] == sorted(drawn)
    assert all((count == 0) == (height == 0) for count, height in ordered)
