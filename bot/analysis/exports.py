"""Our own exports read back: the case that a review carries, and the events of a timeline that was read.

What we wrote ourselves is read back exactly, its places too. What has been changed by hand so that it no longer
fits is read like any other file.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime
from functools import lru_cache
from types import NoneType, UnionType
from typing import Any, Final, get_args, get_origin, get_type_hints

from bot.analysis import clocks, values
from bot.analysis.model import Case
from bot.model import Json, Kind

_OF_A_REVIEW: Final = frozenset({"fact_places", "moment_places", "events", "told"})
_OF_A_TIMELINE: Final = frozenset({"moments_found", "decision_points", "events"})
_READ_INTO_EVENTS: Final = ("number", "phase", "how", "duplicate_of", "decision")


class _Changed(Exception):
    """It is not what we write."""


def case_from(value: Mapping[str, Json]) -> Case | None:
    """The case of an exported review; None where it is none of ours, or was changed in a way that we never write."""
    held = value.get("case")
    if not isinstance(held, Mapping) or not _OF_A_REVIEW.issubset(held):
        return None
    try:
        case: Case = _made(Case, held)
    except (_Changed, RecursionError):
        return None
    return case


def told_by_timeline(value: Mapping[str, Json]) -> Mapping[str, Json] | None:
    """What an exported timeline was read from, without what was read into it; None where it is none of ours."""
    events = value.get("events")
    if not _OF_A_TIMELINE.issubset(value) or not isinstance(events, list):
        return None
    kept = {key: value[key] for key in ("title", "severity") if key in value}
    return {**kept, "events": [_without(event) for event in events]}


def _without(event: Json) -> Json:
    if not isinstance(event, Mapping):
        return event
    return {key: value for key, value in event.items() if key not in _READ_INTO_EVENTS}


def _made(kind: Any, value: Json) -> Any:
    """A dataclass from its fields; those that are missing have their defaults, others than its own are refused."""
    if not isinstance(value, Mapping):
        raise _Changed
    hints, given = _hints(kind), {}
    if not set(value) <= set(hints):
        raise _Changed
    for field in fields(kind):
        if field.name in value:
            given[field.name] = _fitting(hints[field.name], value[field.name])
        elif field.default is MISSING and field.default_factory is MISSING:
            raise _Changed
    return kind(**given)


@lru_cache
def _hints(kind: Any) -> Mapping[str, Any]:
    return get_type_hints(kind, localns={"Json": object, "Sequence": Sequence})


def _fitting(hint: Any, value: Json) -> Any:
    """The value as its field's type wants it."""
    if get_origin(hint) is UnionType and NoneType in get_args(hint):
        return None if value is None else _fitting(next(arg for arg in get_args(hint) if arg is not NoneType), value)
    if is_dataclass(hint):
        return _made(hint, value)
    if get_origin(hint) is tuple and isinstance(value, list):
        return tuple(_fitting(get_args(hint)[0], item) for item in value)
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
    moment = clocks.read_time(value)
    if not isinstance(moment, datetime):
        raise _Changed
    return moment


def _day(value: Json) -> date:
    day = clocks.read_day(value)
    if day is None:
        raise _Changed
    return day


def _kind(value: Json) -> Kind:
    if value not in tuple(Kind):
        raise _Changed
    return Kind(str(value))


_READERS: Final[Mapping[type, Callable[[Json], Any]]] = {
    str: _text,
    int: _whole,
    bool: _flag,
    datetime: _moment,
    date: _day,
    Kind: _kind,
}
