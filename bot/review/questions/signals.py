"""What contradicts itself about the detection: a threshold that was passed with no alert logged, a detection over its
target. A threshold is a value and its limit beside an entry.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bot.analysis.model import Event
from bot.json_types import Json
from bot.metrics.durations import DurationKey
from bot.metrics.key_moments import MomentKey
from bot.review.document.facts import plain
from bot.review.document.material import COMMANDER, OPERATIONS, Material
from bot.review.document.parts import Question
from bot.review.root_cause.alike import content_words
from bot.time_format import iso
from bot.timeline.kinds import EntryKind
from templates.review.questions import wording as said

_METRICS: Final = ("metric", "metric_name", "check", "signal", "name")
_VALUES: Final = ("value", "current_value", "current", "actual", "observed", "reading", "measured")
_LIMITS: Final = ("threshold", "alert_threshold", "limit", "critical_threshold", "warning_threshold")
_COMPARISONS: Final = ("operator", "comparison", "condition", "direction", "comparator")
_BELOW: Final = re.compile(r"<|below|under|less|lower|^lte?$|^min", re.IGNORECASE)
_ALERT: Final = re.compile(r"alert|alarm|page_?id|monitor_id|incident_key")
_QUANTITY: Final = re.compile(r"\s*(-?\d+(?:,\d{3})*(?:\.\d+)?)\s*(\D{0,12})\s*")
_ALIKE: Final = 0.5  # of a metric's words, from which an alert may be about it


@dataclass(frozen=True)
class _Passed:
    event: Event
    metric: str


def threshold_without_alert(material: Material) -> Iterator[Question]:
    told, alerts = set[str](), _alerts(material)
    for passed in _passed(material):
        if passed.metric not in told and not _alerted(passed.metric, alerts):
            told.add(passed.metric)
            at = passed.event.at
            text = said.threshold(passed.metric, material.when(at))
            key = f"alert/{iso(at) if at else passed.event.number}"
            yield material.ask(key, OPERATIONS, text, "/incident log HH:MM detection: <alert>", "events", passed.event)


def _passed(material: Material) -> Iterator[_Passed]:
    """Yields the entries whose value is over the threshold beside it, and that are no alert themselves."""
    for read in material.events:
        extra = read.event.extra
        metric = _field(extra, _METRICS)
        if metric and _is_over(extra) and not _is_alert(read.event):
            yield _Passed(read.event, metric.replace("_", " "))


def _field(extra: Mapping[str, Json], names: tuple[str, ...]) -> str:
    return next((plain(extra[name]) for name in names if extra.get(name) not in (None, "")), "")


def _is_over(extra: Mapping[str, Json]) -> bool:
    """Whether both are quantities of one unit, and the value has reached the limit, from above where that is named."""
    measured, allowed = _quantity(_field(extra, _VALUES)), _quantity(_field(extra, _LIMITS))
    falling = bool(_BELOW.search(_field(extra, _COMPARISONS)))
    if measured is None or allowed is None or measured[1] != allowed[1]:
        return False
    return measured[0] <= allowed[0] if falling else measured[0] >= allowed[0]


def _quantity(text: str) -> tuple[float, str] | None:
    """`95`, `95%`, `8,500 ms`: the number and its unit."""
    found = _QUANTITY.fullmatch(text)
    return (float(found[1].replace(",", "")), found[2].strip()) if found else None


def _is_alert(event: Event) -> bool:
    """By its type or by a field that only alerts have."""
    fields = (key for key in event.extra if "threshold" not in key)
    return event.kind is EntryKind.DETECTION or any(map(_ALERT.search, fields))


def _alerts(material: Material) -> Sequence[frozenset[str]]:
    """The words of each alert: of its text and its own metric."""
    return [
        content_words(f"{read.event.text} {_field(read.event.extra, _METRICS)}".replace("_", " "))
        for read in material.events
        if _is_alert(read.event)
    ]


def _alerted(metric: str, alerts: Sequence[frozenset[str]]) -> bool:
    words = content_words(metric)
    return any(len(words & alert) > _ALIKE * len(words) for alert in alerts)


def late_detection(material: Material) -> Iterator[Question]:
    """Asks what would have raised an alert where none did in time and no action item is about detection."""
    span = material.span(DurationKey.DETECT)
    if span is None or span.minutes is None or span.target is None or span.minutes <= span.target:
        return
    if not any(item.kind == "detection" for item in material.case.actions):
        command = "/incident record factor <what would have shown it earlier>"
        near = material.entry_of(MomentKey.DECLARED)
        yield material.ask("late/detect", COMMANDER, said.LATE, command, "contributing_factors", near=near)
