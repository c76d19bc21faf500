"""Chooses among events of which some are near each other: what speaks for one speaks for what lies beside it, too."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from bot.analysis.phases.phasing import Phased

NEAR: Final = timedelta(minutes=5)
_LEAST_SHARE: Final = 0.3


def likeliest(steps: Sequence[Phased], places: Sequence[int], shares: Sequence[float], none: float) -> int | None:
    """Returns the likeliest event of the likeliest ten minutes."""
    near = [_shared(steps, places, shares, place) for place in places]
    best = max(range(len(places)), key=near.__getitem__)
    if near[best] < max(_LEAST_SHARE, none):
        return None
    group = [one for one, place in enumerate(places) if _is_near(steps, place, places[best])]
    return places[max(group, key=shares.__getitem__)]


def _shared(steps: Sequence[Phased], places: Sequence[int], shares: Sequence[float], place: int) -> float:
    return sum(share for other, share in zip(places, shares, strict=True) if _is_near(steps, other, place))


def _is_near(steps: Sequence[Phased], one: int, other: int) -> bool:
    first, second = steps[one].event.at, steps[other].event.at
    return one == other or (first is not None and second is not None and abs(first - second) <= NEAR)
