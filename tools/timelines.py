"""Reads labeled timelines: what a responder would have logged, and how people labeled it."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from bot.analysis.model import Case, Event
from bot.analysis.phases.order import in_order
from bot.analysis.phases.phase_model import HEALTHS, Health

DATA: Final = Path(__file__).parent / "data"
TIMELINES: Final = DATA / "timelines.json"
OTHERS: Final = ("T", "U", "V", "W", "X")  # hands whose labels nobody here had seen; the rest was tuned on
MOMENTS: Final = ("detected_at", "mitigated_at", "resolved_at")
ENDINGS: Final = ("mitigated_at", "resolved_at")
NEAR: Final = 300  # seconds
Incident = Mapping[str, Any]


def labeled() -> list[Incident]:
    found: list[Incident] = json.loads(TIMELINES.read_text("utf-8"))
    return found


def with_open(incidents: Iterable[Incident]) -> list[Incident]:
    """Adds each incident as it was told before its recovery, so that one that goes on is known, too."""
    return [one for incident in incidents for one in (incident, _before_recovery(incident)) if one]


def _before_recovery(incident: Incident) -> Incident | None:
    if not is_scored(incident, "mitigated_at"):
        return None
    first = min(_accepted(incident, "mitigated_at")).timestamp() - NEAR
    events = [one for one in incident["events"] if datetime.fromisoformat(one["timestamp"]).timestamp() < first]
    if len(events) < 2 or any(one["phase"] == "resolution" for one in events):
        return None
    unscored = [one for one in incident["unscored_moments"] if one not in ENDINGS]
    moments = {**incident["key_moments"], **dict.fromkeys(ENDINGS)}
    told = {"id": f"{incident['id']}, open", "events": events, "key_moments": moments, "unscored_moments": unscored}
    return {**incident, **told, "is_open": True}


def case_of(incident: Incident) -> Case:
    """Returns what a responder would know: no labels, no title."""
    return Case(
        events=tuple(
            Event(number, event["text"], datetime.fromisoformat(event["timestamp"]), event["actor"] or "")
            for number, event in enumerate(incident["events"], start=1)
        )
    )


def events_of(incident: Incident) -> tuple[Event, ...]:
    return in_order(case_of(incident).events)


def others_than(incidents: Sequence[Incident], left_out: Sequence[Incident]) -> list[Incident]:
    """Returns the incidents of other hands and of other organizations."""
    hands = {one["hand"] for one in left_out}
    organizations = {one["organisation"] for one in left_out if one.get("organisation")}
    return [one for one in incidents if one["hand"] not in hands and one.get("organisation") not in organizations]


def is_scored(incident: Incident, moment: str) -> bool:
    return bool(incident["key_moments"].get(moment)) and moment not in incident["unscored_moments"]


def is_near(incident: Incident, moment: str, found: datetime | None) -> bool:
    return found is not None and any(abs((found - one).total_seconds()) <= NEAR for one in _accepted(incident, moment))


def allowed_healths(incident: Incident, event: Event) -> set[int]:
    """Returns the places of the healths that the labeled key times allow for an event."""
    assert event.at is not None
    found = set(Health)
    started, detected, mitigated = (_span(incident, name) for name in ("started_at", "detected_at", "mitigated_at"))
    if started and event.at < started[0]:
        found = {Health.BEFORE}
    elif (started and event.at > started[1]) or (not started and detected and event.at >= detected[0]):
        found -= {Health.BEFORE}
    if mitigated and event.at > mitigated[1]:
        found &= {Health.WORKING}
    elif (mitigated and event.at < mitigated[0]) or not (mitigated or "mitigated_at" in incident["unscored_moments"]):
        found &= {Health.BEFORE, Health.FAILING}
    return {HEALTHS.index(health) for health in found or {Health.FAILING}}


def _span(incident: Incident, moment: str) -> tuple[datetime, datetime] | None:
    if not is_scored(incident, moment):
        return None
    times = _accepted(incident, moment)
    return min(times), max(times)


def _accepted(incident: Incident, moment: str) -> list[datetime]:
    told = (incident["key_moments"][moment], *incident["acceptable_moments"].get(moment, []))
    return [datetime.fromisoformat(one) for one in told if one]
