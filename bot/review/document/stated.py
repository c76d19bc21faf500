"""The lengths that a report states itself, where its own times say another one: both are shown."""

import re
from collections.abc import Iterator
from datetime import timedelta
from itertools import combinations
from typing import Final

from bot.analysis.input import values
from bot.analysis.model import Evidence
from bot.json_types import Json
from bot.metrics.durations import Duration, DurationKey
from bot.metrics.key_moments import MomentKey
from bot.review.document.material import Material
from bot.review.document.parts import Items, Part, Sentence
from bot.time_format import duration, minutes_shown
from templates.metrics.wording import between, if_estimated

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


def stated_lengths(material: Material) -> Iterator[Part]:
    """Yields one list of what is stated and contradicted, or stated and not to be computed."""
    told = tuple(_stated(material))
    if told:
        yield Items(told, "As the report states")


def _stated(material: Material) -> Iterator[Sentence]:
    told_before = set()
    for name, key in _STATED.items():
        value = material.case.facts.get(name)
        span = material.span(key)
        place = material.case.fact_places.get(name, name)
        if value in (None, "") or span is None or place in material.case.moment_places.values():
            continue
        stated = _length(value, place)
        if (key, str(value)) in told_before or _agrees(span, stated):
            continue
        told_before.add((key, str(value)))
        told = f"{values.in_words(value)}{' min' if isinstance(value, int | float) else ''}"
        text = f"{span.name}: stated as {told}{_beside(material, span, stated)}."
        yield Sentence(text, (Evidence(place, told),))


def _agrees(span: Duration, stated: timedelta | None) -> bool:
    if stated is None or span.minutes is None:
        return False
    return abs(span.minutes - int(stated.total_seconds() // 60)) <= _NEAR


def _length(value: Json, name: str) -> timedelta | None:
    """Reads `32 minutes`, `<1 minute (automated)`."""
    plain = _ASIDE.sub("", _ASIDE.sub("", value)) if isinstance(value, str) else value
    return values.read_length(plain, name)


def _beside(material: Material, span: Duration, stated: timedelta | None) -> str:
    """What the timeline says, and which of its own measures the stated one may be."""
    ours = "" if span.minutes is None else if_estimated(duration(span.minutes), span.estimated)
    if stated is None:
        return f"; by the timeline {ours} ({span.definition})" if ours else ""
    minutes = int(stated.total_seconds() // 60)
    said = f"but the timeline says {ours} ({span.definition})" if ours else "which the timeline doesn't say"
    same = _same(material, minutes)
    return f", {said}; {duration(minutes)} is {same}" if same else f", {said}"


def _same(material: Material, minutes: int) -> str:
    """`detection to mitigation`, where that took as long as stated."""
    known = [(key, at) for key in MomentKey if (at := material.reached(key))]
    for (start, begun), (end, ended) in combinations(known, 2):
        if minutes and minutes_shown(begun, ended) == minutes:
            return between(start, end)
    return ""
