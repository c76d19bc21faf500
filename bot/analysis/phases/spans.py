"""How long it took from one key moment to the next, set against the severity's aims."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from bot.analysis.model import Moment, Span
from bot.config.policy import Severity
from bot.time_format import minutes_shown

_ENDS: Final = {
    "started_at": "start",
    "detected_at": "first notice",
    "acknowledged_at": "first responder at work",
    "declared_at": "declaration",
    "mitigated_at": "end of impact",
    "resolved_at": "resolution",
}
# key, name, from, to
_SPANS: Final = (
    ("detect", "Time to detect", "started_at", "detected_at"),
    ("acknowledge", "Time to acknowledge", "detected_at", "acknowledged_at"),
    ("declare", "Time to declare", "detected_at", "declared_at"),
    ("mitigate", "Time to mitigate", "detected_at", "mitigated_at"),
    ("resolve", "Time to resolve", "detected_at", "resolved_at"),
)


def spans(reached: Mapping[str, Moment], level: Severity | None) -> tuple[Span, ...]:
    """The last is the whole incident, from its start (else its declaration) to its resolution; it has no aim."""
    targets = _targets(level)
    measured = (_span(key, name, start, end, reached, targets.get(key)) for key, name, start, end in _SPANS)
    first = "started_at" if reached["started_at"].at else "declared_at"
    return (*measured, _span("duration", "Duration", first, "resolved_at", reached, None))


def _targets(level: Severity | None) -> Mapping[str, int]:
    if level is None:
        return {}
    aims = dict(zip(("detect", "declare", "mitigate", "resolve"), level.target_minutes, strict=True))
    # Working hours can not be told from a timeline.
    responding = (
        {"acknowledge": level.respond_within_minutes}
        if level.respond_within_minutes and not level.working_hours_only
        else {}
    )
    return aims | responding


def _span(key: str, name: str, start: str, end: str, reached: Mapping[str, Moment], target: int | None) -> Span:
    minutes = _minutes(reached[start].at, reached[end].at)
    met = None if minutes is None or target is None else minutes <= target
    return Span(key, name, f"{_ENDS[start]} to {_ENDS[end]}", minutes, target, met)


def _minutes(start: datetime | None, end: datetime | None) -> float | None:
    return float(minutes_shown(start, end)) if start and end and start <= end else None
