"""Derives key times from stated periods and durations, and events from dated fields if no events are listed.

The text of such an event is the name of the field or the message that was sent; its source is the field.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Final

from bot.analysis.input import values
from bot.analysis.input.fields import names
from bot.analysis.input.tables import Table
from bot.analysis.input.times import clocks
from bot.analysis.model import Case, Event
from bot.timeline.kinds import EntryKind

_NOTICED: Final = ("detected_at", "started_at")
_MOMENTS: Final[Mapping[str, tuple[str, EntryKind]]] = {
    "started_at": ("Incident started", EntryKind.TRIGGER),
    "detected_at": ("Detected", EntryKind.DETECTION),
    "acknowledged_at": ("Acknowledged", EntryKind.TRIAGE),
    "declared_at": ("Declared", EntryKind.DECLARATION),
    "mitigated_at": ("Mitigated", EntryKind.RESOLUTION),
    "resolved_at": ("Resolved", EntryKind.RESOLUTION),
}
# `2025-01-31, 16:00 to 19:10 GMT`
_PERIOD: Final = (
    r"(?i)(?P<start>.+?\d(?:\s?[ap]m)?(?P<zone>\s+[A-Z]{2,5})?)\s*(?:\bto\b|\buntil\b|\bbis\b|→|–|—|\s-\s)\s*"
    r"(?P<end>[^()]+?\d(?:\s?[ap]m)?(?P<last>\s+[A-Z]{2,5})?)"
)

# A stated length, what it counts from and what it reaches: `time_to_response` of 5 minutes tells when someone came.
_LENGTHS: Final = (
    (("time_to_detection", "time_to_detect"), ("started_at",), "detected_at"),
    (("time_to_response", "time_to_acknowledge", "time_to_acknowledgement"), _NOTICED, "acknowledged_at"),
    (("time_to_mitigation", "time_to_mitigate"), _NOTICED, "mitigated_at"),
    (("time_to_resolution", "time_to_resolve"), _NOTICED, "resolved_at"),
    (("duration", "duration_minutes", "total_duration"), ("started_at",), "resolved_at"),
)


def stated_period(table: Table) -> dict[str, tuple[datetime | clocks.Clock, str]]:
    """Returns the begin and the end of a period that one field states, with its path. The zone may stand at the end."""
    found = table.peek(*names.PERIODS)
    matched = re.fullmatch(_PERIOD, found.value.strip()) if found and isinstance(found.value, str) else None
    if matched is None or found is None:
        return {}
    zone = "" if matched["zone"] else matched["last"] or ""
    start, end = (table.notes.time(text) for text in (matched["start"] + zone, matched["end"]))
    if start is None or end is None:
        return {}
    table.take(*names.PERIODS)
    return {"started_at": (start, found.path), "resolved_at": (end, found.path)}


def with_stated_lengths(case: Case) -> Case:
    """Adds the key times that follow from stated durations, unless there is a timeline to tell them."""
    if case.events:
        return case
    moments, places = dict(case.moments), dict(case.moment_places)
    for lengths, starts, reached in _LENGTHS:
        start = next((moments[key] for key in starts if key in moments), None)
        name = next((name for name in lengths if name in case.facts), None)
        length = values.read_length(case.facts[name], name) if name else None
        if name and start and length is not None and reached not in moments:
            moments[reached], places[reached] = start + length, case.fact_places[name]
    return replace(case, moments=moments, moment_places=places)


def events_of(case: Case) -> tuple[Event, ...]:
    """Returns events for stated key times, figures that are times, and updates, in order of time."""
    dated = sorted(_dated(case), key=lambda each: each[0])
    return tuple(
        Event(number, text, at, actor=actor, source=source, kind=kind)
        for number, (at, text, kind, actor, source) in enumerate(dated, 1)
    )


_Dated = tuple[datetime, str, EntryKind | None, str, str]


def _dated(case: Case) -> Iterator[_Dated]:
    for key, at in case.moments.items():
        text, kind = _MOMENTS[key]
        yield at, text, kind, "", case.moment_places[key]
    for name, value in case.facts.items():
        moment = clocks.read_time(value) if isinstance(value, str) and ":" in value else None
        if isinstance(moment, datetime):
            words = values.label(name)
            yield moment, words[:1].upper() + words[1:], None, "", case.fact_places[name]
    for told in case.told:
        if told.at:
            yield told.at, told.text, EntryKind.COMMUNICATION, told.by, told.evidence.place
