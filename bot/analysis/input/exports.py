"""Reads our own exports: the case of a review, the events of an analyzed timeline, a line of `export`.

Unmodified exports are read exactly, including sources. Modified ones that no longer fit are read like any other file.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, fields, is_dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache
from types import NoneType, UnionType
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
from bot.time_format import UNDATED
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
_OF_A_RECORD: Final[Mapping[str, type]] = {
    "entries": Entry,
    "updates": Update,
    "records": RecordedFact,
    "actions": ActionItem,
    "tasks": Task,
}
_MOST_LISTED: Final = 1_000  # of facts and action items, which a review compares in pairs


class _Changed(Exception):
    """The value doesn't have the shape of an export."""


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
        return [_without_analysis(value) if _is_timeline(value) else _made(Case, value.get("case"))]
    except (_Changed, RecursionError):
        return [value]


def _is_timeline(value: Mapping[str, Json]) -> bool:
    return value.keys() >= _OF_A_TIMELINE and isinstance(value.get("events"), list)


def _without_analysis(value: Mapping[str, Json]) -> Mapping[str, Json]:
    """Returns the input of an analyzed timeline."""
    events = value["events"]
    assert isinstance(events, list)
    kept = {key: value[key] for key in ("title", "severity") if key in value}
    return {**kept, "events": [_without(event) for event in events]}


def _details(value: Mapping[str, Json]) -> IncidentDetails:
    """Leaves out removed entries."""
    parts = {key: tuple(_made(kind, each) for each in _list(value, key)) for key, kind in _OF_A_RECORD.items()}
    if max(len(parts["records"]), len(parts["actions"])) > _MOST_LISTED:
        raise _Changed
    roles = tuple(_made(RoleHolder, each) for each in _list(value, "roles"))
    incident = replace(_made(Incident, value.get("incident")), roles=roles)
    entries = tuple(entry for entry in parts["entries"] if not entry.removed)
    return IncidentDetails(incident, **{**parts, "entries": entries})


def _list(value: Mapping[str, Json], key: str) -> list[Json]:
    held = value.get(key)
    if not isinstance(held, list):
        raise _Changed
    return held


def _policy(names: Json, incident: Incident) -> Policy:
    """Returns a policy with the severity and the role names of the export."""
    roles = names.get("roles") if isinstance(names, Mapping) else None
    if not isinstance(roles, Mapping):
        raise _Changed
    level = replace(Policy().severities[0], key=incident.severity)
    called = tuple(Role(key, _text(name), shared=True) for key, name in roles.items())
    return replace(Policy(), severities=(level,), roles=called)


def _without(event: Json) -> Json:
    if not isinstance(event, Mapping):
        return event
    return {key: value for key, value in event.items() if key not in _READ_INTO_EVENTS}


def _made(kind: Any, value: Json) -> Any:
    """Builds a dataclass; missing fields get their defaults, unknown ones are refused."""
    if not isinstance(value, Mapping):
        raise _Changed
    hints, given = _hints(kind), {}
    if not set(value) <= {STILL_CALLED.get(name, name) for name in hints}:
        raise _Changed
    for field in fields(kind):
        key = STILL_CALLED.get(field.name, field.name)
        if key in value:
            given[field.name] = _fitting(hints[field.name], value[key])
        elif field.default is MISSING and field.default_factory is MISSING:
            raise _Changed
    return kind(**given)


@lru_cache
def _hints(kind: Any) -> Mapping[str, Any]:
    return get_type_hints(kind, localns={"Json": object, "Sequence": Sequence})


def _fitting(hint: Any, value: Json) -> Any:
    """Converts a value to the type of its field."""
    if get_origin(hint) is UnionType and NoneType in get_args(hint):
        return None if value is None else _fitting(next(arg for arg in get_args(hint) if arg is not NoneType), value)
    if is_dataclass(hint):
        return _made(hint, value)
    if get_origin(hint) is tuple and isinstance(value, list):
        return tuple(_fitting(get_args(hint)[0], item) for item in value)
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return _word(hint, value)
    if isinstance(hint, type) and hint in _READERS:
        return _READERS[hint](value)
    if isinstance(value, Mapping):
        inner = get_args(hint)[1]
        return {values.one_line(key): _mapped(inner, item) for key, item in value.items()}
    raise _Changed


def _mapped(hint: Any, value: Json) -> Any:
    return _fitting(hint, value) if hint in (str, datetime) else values.cleaned(value)


def _text(value: Json) -> str:
    if not isinstance(value, str):
        raise _Changed
    return values.clean(value)


def _whole(value: Json) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise _Changed
    return value


def _flag(value: Json) -> bool:
    if not isinstance(value, bool):
        raise _Changed
    return value


def _moment(value: Json) -> datetime:
    moment = clocks.read_time(value) or clocks.read_undated(value)
    if isinstance(moment, clocks.Clock):
        moment = clocks.on_day(moment, UNDATED)
    if not isinstance(moment, datetime):
        raise _Changed
    return moment


def _day(value: Json) -> date:
    day = clocks.read_day(value)
    if day is None:
        raise _Changed
    return day


def _word(kind: type[StrEnum], value: Json) -> StrEnum:
    if value not in tuple(kind):
        raise _Changed
    return kind(str(value))


_READERS: Final[Mapping[type, Callable[[Json], Any]]] = {
    str: _text,
    int: _whole,
    bool: _flag,
    datetime: _moment,
    date: _day,
}
