"""Reads our own exports: the case of a review, the events of an analyzed timeline, a line of `export`.

Unmodified exports are read exactly, including sources. Modified ones that no longer fit are read like any other file.
"""

from collections.abc import Mapping, Sequence
from dataclasses import is_dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache
from types import UnionType
from typing import Any, Final, get_args, get_origin, get_type_hints

from bot.analysis.input import values
from bot.analysis.input.record import case_of
from bot.analysis.input.tables import Notes
from bot.analysis.input.times import clocks
from bot.analysis.model import Case
from bot.config.policy import Policy, Role
from bot.incidents.change import IncidentDetails
from bot.incidents.model import Incident
from bot.json_types import Json
from bot.review.facts import RecordedFact
from bot.roles.model import RoleHolder
from bot.tasks.model import ActionItem, Task
from bot.timeline.model import Entry
from bot.updates.model import Update

_OF_A_REVIEW: Final = frozenset({"fact_places", "moment_places", "events", "told"})
_OF_A_TIMELINE: Final = frozenset({"moments_found", "decision_points", "events"})
_READ_INTO_EVENTS: Final = ("number", "phase", "how", "duplicate_of", "decision")


RECORD_FORMAT: Final = "muster-incident-1"

# Fields that have another name since: an export goes on calling them as at first.
STILL_CALLED: Final[Mapping[str, str]] = {
    "channel_generation": "room",
    "silence_from": "gap_from",
    "silence_asked_at": "gap_asked_at",
    "manual": "hand",
}
_NOW_CALLED: Final = {old: new for new, old in STILL_CALLED.items()}
_OF_A_RECORD: Final[Mapping[str, type]] = {
    "entries": Entry,
    "updates": Update,
    "records": RecordedFact,
    "actions": ActionItem,
    "tasks": Task,
    "roles": RoleHolder,
}
_MOST_LISTED: Final = 1_000  # of facts and action items, which a review compares in pairs


# What building the case raises if the value doesn't have the shape of an export
_CHANGED: Final = (AttributeError, LookupError, TypeError, ValueError, RecursionError)


def recognizes(value: Json) -> bool:
    """Returns whether this is a review, an analyzed timeline or a line of `export`."""
    if not isinstance(value, Mapping):
        return False
    held = value.get("case")
    is_review = isinstance(held, Mapping) and held.keys() >= _OF_A_REVIEW
    return is_review or _is_timeline(value) or value.get("format") == RECORD_FORMAT


def read(value: Json, _notes: Notes) -> Sequence[Mapping[str, Json] | Case]:
    """Returns the case as it was exported; the fields of an export that no longer fits, to be read like any other."""
    assert isinstance(value, Mapping)
    try:
        if value.get("format") == RECORD_FORMAT:
            details = _details(value)
            return [case_of(details, _policy(value.get("names"), details.incident))]
        return [_without_analysis(value) if _is_timeline(value) else _made(Case, value["case"])]
    except _CHANGED:
        return [value]


def _is_timeline(value: Mapping[str, Json]) -> bool:
    return value.keys() >= _OF_A_TIMELINE and isinstance(value.get("events"), list)


def _without_analysis(value: Mapping[str, Json]) -> Mapping[str, Json]:
    """Returns the input of an analyzed timeline."""
    events = value["events"]
    assert isinstance(events, list)
    kept = {key: value[key] for key in ("title", "severity") if key in value}
    return {**kept, "events": [_without(event) for event in events]}


def _details(value: Mapping[str, Any]) -> IncidentDetails:
    """Leaves out removed entries."""
    parts = {key: _all(kind, value[key]) for key, kind in _OF_A_RECORD.items()}
    if max(len(parts["records"]), len(parts["actions"])) > _MOST_LISTED:
        raise ValueError(f"more than {_MOST_LISTED}")
    incident = replace(_made(Incident, value["incident"]), roles=parts.pop("roles"))
    parts["entries"] = tuple(entry for entry in parts["entries"] if not entry.removed)
    return IncidentDetails(incident, **parts)


def _policy(names: Any, incident: Incident) -> Policy:
    """Returns a policy with the severity and the role names of the export."""
    level = replace(Policy().severities[0], key=incident.severity)
    called = tuple(Role(key, _fitting(str, name), shared=True) for key, name in names["roles"].items())
    return replace(Policy(), severities=(level,), roles=called)


def _without(event: Json) -> Json:
    if not isinstance(event, Mapping):
        return event
    return {key: value for key, value in event.items() if key not in _READ_INTO_EVENTS}


def _made(kind: Any, value: Any) -> Any:
    """Builds a dataclass; missing fields get their defaults, unknown ones are refused."""
    hints = _hints(kind)
    given = {_NOW_CALLED.get(key, key): item for key, item in value.items()}
    return kind(**{name: _fitting(hints[name], item) for name, item in given.items()})


@lru_cache
def _hints(kind: Any) -> Mapping[str, Any]:
    return get_type_hints(kind, localns={"Json": object, "Sequence": Sequence})


def _fitting(hint: Any, value: Any) -> Any:
    """Converts a value to the type of its field."""
    origin, inner = get_origin(hint), get_args(hint)
    if origin is UnionType:  # of all that JSON has, or of one type and None
        return values.cleaned(value) if value is None or len(inner) > 2 else _fitting(inner[0], value)
    if is_dataclass(hint):
        return _made(hint, value)
    if origin is tuple and isinstance(value, list):
        return _all(inner[0], value)
    if origin is Mapping:
        return {values.one_line(key): _fitting(inner[1], item) for key, item in value.items()}
    return _single(hint, value)


def _all(hint: Any, value: list[Json]) -> tuple[Any, ...]:
    return tuple(_fitting(hint, item) for item in value)


def _single(wanted: Any, value: Any) -> Any:
    if wanted in (datetime, date):
        value = clocks.read_day(value) if wanted is date else clocks.read_undated(value) or clocks.read_time(value)
    elif issubclass(wanted, StrEnum):
        value = wanted(value)
    if type(value) is not wanted:
        raise TypeError(f"not a {wanted}")
    return values.clean(value) if wanted is str else value
