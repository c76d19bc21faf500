"""The one way in: any text that tells of an incident, as the cases that it holds.

JSON in whatever shape (an incident, a list of them, events alone, an export of ours), or plain text. Which of these it
is, is decided here; how each is read is in reading_case.py, reading_events.py and reading_text.py.
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
    """`many` is true for a list of incidents, however many it holds: a list is answered with a list."""

    cases: tuple[Case, ...]
    many: bool


def read_input(text: str, name: str) -> Input:
    """What the text tells; `name` is the file's, for sentences about it.

    Raises InputError where nothing in it can be read, or where it is larger than any input that this program takes.
    """
    json_text.refuse_long(text, name)
    text = text.removeprefix("\ufeff").strip()
    if not text:
        raise InputError(f"{name}: it is empty. Give a title, a description or events.")
    if not json_text.looks_like_json(text):
        return Input((_telling(reading_text.read_text(text, name)),), many=False)
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
        return Input((_telling(_from_events(value, name)),), many=False)
    return _incidents(value, name)


def _one(value: Mapping[str, Json], name: str) -> Case:
    ours = exports.case_from(value)
    if ours is not None:
        return _telling(replace(ours, name=name))
    if recorded := _recorded(value, name):
        return recorded
    value = exports.told_by_timeline(value) or value
    inner = value.get("case")
    whole = inner if isinstance(inner, Mapping) and inner else value
    _check_events(whole, name)
    return _telling(read_case(Table(whole, "case" if whole is inner else "", Notes()), name))


def _recorded(value: Mapping[str, Json], name: str) -> Case | None:
    """A line of the exported record, alone or among others."""
    _check_events(value, name)
    case = exports.case_of_record(value)
    return replace(case, name=name) if case else None


def _telling(case: Case) -> Case:
    if not _says_something(case):
        raise InputError(f"{case.name}: it tells of no incident. Give a title, a description or events.")
    return case


def _says_something(case: Case) -> bool:
    told = (case.title, case.description, case.events, case.services, case.facts, case.impact, case.causes, case.told)
    return any(told) or bool(case.unknown)


def _are_events(items: list[Json]) -> bool:
    """Whether most of a list are events; texts are events where they begin with a time."""
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
                    f"{values.one_line(str(key))} holds {len(held):,} items; up to {MAX_EVENTS:,} are read. Split it."
                )
                raise InputError(f"{name}: {problem}")


def _incidents(items: list[Json], name: str) -> Input:
    if len(items) > MAX_CASES:
        raise InputError(f"{name}: it holds {len(items):,} incidents; up to {MAX_CASES:,} are read at once. Split it.")
    return Input(tuple(_item(Found(item, f"[{at}]"), name) for at, item in enumerate(items)), many=True)


def _item(found: Found, name: str) -> Case:
    """An incident of a list; what is none of them has its place in the answer all the same."""
    notes = Notes()
    if isinstance(found.value, Mapping):
        if recorded := _recorded(found.value, f"{name}{found.path}"):
            return recorded
        case = read_case(Table(found.value, found.path, notes), f"{name}{found.path}")
        return case if _says_something(case) else replace(case, complaints=(*case.complaints, _tells_nothing(found)))
    if isinstance(found.value, str) and found.value.strip():
        return reading_text.read_text(found.value, f"{name}{found.path}")
    if isinstance(found.value, list) and found.value:
        return _from_events(found.value, f"{name}{found.path}")
    return Case(name=f"{name}{found.path}", complaints=(_tells_nothing(found),))


def _tells_nothing(found: Found) -> str:
    return f"{found.path}: {values.quoted(found.value)} tells of no incident."
