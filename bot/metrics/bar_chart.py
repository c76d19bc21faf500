"""Figures as a line of bars, for where no picture can stand."""

from collections.abc import Sequence
from typing import Final

BARS: Final = "▁▂▃▄▅▆▇█"


def bars(counts: Sequence[int], most: int) -> str:
    """A bar for each count, a full one for `most`: `▁▁▃█`. Only nothing has the lowest."""
    top = len(BARS) - 1
    return "".join(BARS[min(top, -(-count * top // most))] if most else BARS[0] for count in counts)
