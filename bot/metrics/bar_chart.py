"""Counts as a line of bars, for places that can't show an image."""

from collections.abc import Sequence
from typing import Final

BARS: Final = "▁▂▃▄▅▆▇█"


def bars(counts: Sequence[int], most: int) -> str:
    """One bar per count, full height for `most`: `▁▁▃█`. Only zero gets the lowest bar."""
    top = len(BARS) - 1
    return "".join(BARS[min(top, -(-count * top // most))] if most else BARS[0] for count in counts)
