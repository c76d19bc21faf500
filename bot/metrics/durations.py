"""Durations between key times: how each is defined, and its minutes in one incident.

Minutes are counted between the times as displayed, so a reader who subtracts gets the same number. A duration is as
certain as the less certain of its two key times, and unknown if the end is before the start.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from bot.metrics.key_moments import Certainty, FoundMoment, MomentKey
from bot.time_format import minutes_shown
from templates.metrics import wording


class DurationKey(StrEnum):
    DETECT = "detect"
    ACKNOWLEDGE = "acknowledge"
    DECLARE = "declare"
    MITIGATE = "mitigate"
    RESOLVE = "resolve"
    WHOLE = "duration"


_BETWEEN: Final[Mapping[DurationKey, tuple[MomentKey, MomentKey]]] = {
    DurationKey.DETECT: (MomentKey.STARTED, MomentKey.DETECTED),
    DurationKey.ACKNOWLEDGE: (MomentKey.DETECTED, MomentKey.ACKNOWLEDGED),
    DurationKey.DECLARE: (MomentKey.DETECTED, MomentKey.DECLARED),
    DurationKey.MITIGATE: (MomentKey.DETECTED, MomentKey.MITIGATED),
    DurationKey.RESOLVE: (MomentKey.DETECTED, MomentKey.RESOLVED),
    DurationKey.WHOLE: (MomentKey.STARTED, MomentKey.RESOLVED),
}


@dataclass(frozen=True)
class Duration:
    """`minutes` is None if unknown; `target` is the severity's target in minutes, `met` whether it was met."""

    key: DurationKey
    start: MomentKey
    end: MomentKey
    minutes: int | None
    certainty: Certainty
    target: int | None = None

    @property
    def met(self) -> bool | None:
        return None if self.minutes is None or self.target is None else self.minutes <= self.target

    @property
    def estimated(self) -> bool:
        return self.certainty is Certainty.ESTIMATED

    @property
    def name(self) -> str:
        return wording.DURATION_NAMES[self.key]

    @property
    def definition(self) -> str:
        return wording.between(self.start, self.end)


def _ends(key: DurationKey, reached: Mapping[MomentKey, FoundMoment]) -> tuple[MomentKey, MomentKey]:
    """Start and end of a duration. The whole incident counts from its declaration if its start is unknown."""
    start, end = _BETWEEN[key]
    if key is DurationKey.WHOLE and not _at(reached, start):
        return MomentKey.DECLARED, end
    return start, end


def durations(reached: Mapping[MomentKey, FoundMoment], targets: Mapping[DurationKey, int]) -> tuple[Duration, ...]:
    """All durations, in the order in which they usually end."""
    return tuple(duration_of(key, reached, targets.get(key)) for key in DurationKey)


def duration_of(key: DurationKey, reached: Mapping[MomentKey, FoundMoment], target: int | None = None) -> Duration:
    start, end = _ends(key, reached)
    minutes = _minutes(reached, start, end)
    certainty = Certainty.UNKNOWN if minutes is None else _worse(reached[start], reached[end])
    return Duration(key, start, end, minutes, certainty, target)


def _minutes(reached: Mapping[MomentKey, FoundMoment], start: MomentKey, end: MomentKey) -> int | None:
    """None if the two contradict each other by the minutes that are shown: seconds within one don't."""
    begun, ended = _at(reached, start), _at(reached, end)
    minutes = minutes_shown(begun, ended) if begun and ended else None
    return minutes if minutes is not None and minutes >= 0 else None


def _at(reached: Mapping[MomentKey, FoundMoment], key: MomentKey) -> datetime | None:
    return reached[key].at if key in reached else None


def _worse(one: FoundMoment, other: FoundMoment) -> Certainty:
    return other.certainty if one.certainty is Certainty.RECORDED else one.certainty
