"""The entry point for input: reads any text about incidents into cases.

The text may be JSON (an incident, a list of incidents, a list of events, one of our exports) or plain text. This
module detects which; reading_case.py, reading_events.py and reading_text.py read each.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from bot.analysis.input import exports, json_text, lines, reading_text, values
from bot.analysis.input.reading_case import read_case
from bot.analysis.input.reading_events import MAX_EVENTS, looks_like_event
from bot.analysis.input.reading_names import INCIDENT_FIELDS
from bot.analysis.input.tables import Found, Notes, Table
from bot.analysis.model import Case
from bot.errors import InputError
from bot.json_types import Json

MAX_CASES: Final = 20_000
_INCIDENTS: Final = ("incidents", "cases")


@dataclass(frozen=True)
class Input:
    """`many` is true for a list of incidents, even of one: a list is answered with a list."""

    cases: tuple[Case, ...]
    many: bool


def read_input(text: str, name: str) -> Input:
    """Reads a text. `name` is the file's name, for error messages.

    Raises InputError if nothing can be read, or if a limit is exceeded.
    """
    json_text.refuse_long(text, name)
    text = text.removeprefix("\ufeff").strip()
    if not text:
        raise InputError(f"{name} is empty. Add a title, a description or events.")
    if not json_text.looks_like_json(text):
        return Input((_described(reading_text.read_text(text, name)),), many=False)
    value, complaints = json_text.parsed(text, name)
    read = _read(value, name)
    return replace(read, cases=tuple(replace(case, complaints=(*complaints, *case.complaints)) for case in read.cases))


def _read(value: Json, name: str) -> Input:
    if isinstance(value, Mapping):
        several = next((value[key] for key in _INCIDENTS if isinstance(value.get(key), list)), None)
        if several is not None and isinstance(several, list):
            return _incidents(several, name)
        return Input((_one(value, name),), many=False)
    assert isinstance(value, list)
    if _are_events(value):
        return Input((_described(_from_events(value, name)),), many=False)
    return _incidents(value, name)


def _one(value: Mapping[str, Json], name: str) -> Case:
    ours = exports.case_from(value)
    if ours is not None:
        return _described(replace(ours, name=name))
    if recorded := _recorded(value, name):
        return recorded
    value = exports.told_by_timeline(value) or value
    inner = value.get("case")
    whole = inner if isinstance(inner, Mapping) and inner else value
    _check_events(whole, name)
    return _described(read_case(Table(whole, "case" if whole is inner else "", Notes()), name))


def _recorded(value: Mapping[str, Json], name: str) -> Case | None:
    """Reads an incident of our JSON Lines export; None for anything else."""
    _check_events(value, name)
    case = exports.case_of_record(value)
    return replace(case, name=name) if case else None


def _described(case: Case) -> Case:
    if not _is_described(case):
        raise InputError(f"{case.name} doesn't describe an incident. Add a title, a description or events.")
    return case


def _is_described(case: Case) -> bool:
    parts = (case.title, case.description, case.events, case.services, case.facts, case.impact, case.causes, case.told)
    return any(parts) or bool(case.unknown)


def _are_events(items: list[Json]) -> bool:
    """Returns whether most items of a list are events; a string is an event if it starts with a time."""
    votes = [_vote(item) for item in items[:1000]]
    return sum(votes) * 2 > len(votes)


def _vote(item: Json) -> bool:
    if isinstance(item, Mapping):
        return looks_like_event(item, INCIDENT_FIELDS)
    if isinstance(item, str):
        return lines.event_line(item) is not None
    return isinstance(item, list)


def _from_events(items: list[Json], name: str) -> Case:
    _check_events({"events": items}, name)
    return read_case(Table({"events": items}, "", Notes()), name)


def _check_events(value: Mapping[str, Json], name: str) -> None:
    for each in (value, value.get("incident")):
        for key, held in each.items() if isinstance(each, Mapping) else ():
            if isinstance(held, list) and len(held) > MAX_EVENTS:
                problem = (
                    f"{values.one_line(str(key))} has {len(held):,} items; the maximum is {MAX_EVENTS:,}. Split it."
                )
                raise InputError(f"{name}: {problem}")


def _incidents(items: list[Json], name: str) -> Input:
    if len(items) > MAX_CASES:
        raise InputError(f"{name} contains {len(items):,} incidents; the maximum is {MAX_CASES:,}. Split it.")
    return Input(tuple(_item(Found(item, f"[{at}]"), name) for at, item in enumerate(items)), many=True)


def _item(found: Found, name: str) -> Case:
    """Reads an item of a list. An item that isn't an incident keeps its place, with a complaint."""
    notes = Notes()
    if isinstance(found.value, Mapping):
        if recorded := _recorded(found.value, f"{name}{found.path}"):
            return recorded
        case = read_case(Table(found.value, found.path, notes), f"{name}{found.path}")
        return case if _is_described(case) else replace(case, complaints=(*case.complaints, _not_described(found)))
    if isinstance(found.value, str) and found.value.strip():
        return reading_text.read_text(found.value, f"{name}{found.path}")
    if isinstance(found.value, list) and found.value:
        return _from_events(found.value, f"{name}{found.path}")
    return Case(name=f"{name}{found.path}", complaints=(_not_described(found),))


def _not_described(found: Found) -> str:
    return f"{found.path}: {values.quoted(found.value)} doesn't describe an incident."
