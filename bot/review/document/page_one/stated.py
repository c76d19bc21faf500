"""The lengths that a report states itself, asked about where its times give another one."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import combinations
from typing import Final

from bot.analysis.input import values
from bot.json_types import Json
from bot.metrics.durations import Duration, DurationKey
from bot.metrics.key_moments import MomentKey
from bot.review.document.material import Material
from bot.time_format import minutes_shown

_STATED: Final = {
    name: key
    for key, names in {
        DurationKey.DETECT: ("time_to_detect", "time_to_detection"),
        DurationKey.ACKNOWLEDGE: (
            "time_to_acknowledge", "time_to_acknowledgement", "time_to_acknowledgment", "time_to_response",
        ),
        DurationKey.MITIGATE: ("time_to_mitigate", "time_to_mitigation", "time_to_restore"),
        DurationKey.RESOLVE: ("time_to_resolve", "time_to_resolution", "time_to_recovery"),
        DurationKey.WHOLE: ("duration", "total_duration", "total_downtime"),
    }.items()
    for name in names
}  # fmt: skip
_ASIDE: Final = re.compile(r"\s*\([^()]*\)\s*$|^\s*(?:[<>≤≥~≈]|less than|about|approximately)\s*", re.IGNORECASE)
_NEAR: Final = 1  # minute, by which a rounded figure may differ


@dataclass(frozen=True)
class Stated:
    """A length that a field states, in its words, and the measure of ours that it means."""

    field: str
    place: str
    told: str
    length: timedelta | None
    span: Duration

    @property
    def minutes(self) -> int | None:
        return None if self.length is None else int(self.length.total_seconds() // 60)


def contradicted(material: Material) -> Iterator[Stated]:
    """Yields what is stated and computed, and neither agrees nor is as long as something else that was measured."""
    for one in _stated(material):
        if one.span.minutes is not None and one.minutes and not _agrees(material, one, one.minutes):
            yield one


def _stated(material: Material) -> Iterator[Stated]:
    told_before = set()
    for name, key in _STATED.items():
        value = material.case.facts.get(name)
        span = material.span(key)
        place = material.case.fact_places.get(name, name)
        if value in (None, "") or span is None or place in material.case.moment_places.values():
            continue
        if (key, str(value)) not in told_before:
            told_before.add((key, str(value)))
            told = f"{values.in_words(value)}{' min' if isinstance(value, int | float) else ''}"
            yield Stated(name, place, told, _length(value, place), span)


def _agrees(material: Material, one: Stated, minutes: int) -> bool:
    """Whether the stated length is the computed one, or the time between two other moments: then it means these."""
    known = [at for key in MomentKey if (at := material.reached(key))]
    measured = (minutes_shown(begun, ended) for begun, ended in combinations(sorted(known), 2))
    return any(abs(minutes - each) <= _NEAR for each in (*measured, one.span.minutes) if each is not None)


def _length(value: Json, name: str) -> timedelta | None:
    """Reads `32 minutes`, `<1 minute (automated)`."""
    plain = _ASIDE.sub("", _ASIDE.sub("", value)) if isinstance(value, str) else value
    return values.read_length(plain, name)
