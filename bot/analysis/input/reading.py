"""The entry point for input: reads any text about incidents into cases.

The text may be JSON (an incident, a list of incidents, a list of events, an export of another tool or of ours) or plain
text. This module finds out which: formats.py knows the formats of tools and documents, incident.py and
events.py read their fields. What describes no incident is refused with what was found: an answer about
nothing would look like one about an incident.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Final

from bot.analysis.input import json_text, lines, long_texts, values
from bot.analysis.input.fields.events import MAX_EVENTS, has_times_for_keys, looks_like_event
from bot.analysis.input.fields.incident import read_case
from bot.analysis.input.formats import (
    ANY_TEXT,
    JSON_FORMATS,
    OURS,
    TEXT_FORMATS,
    Format,
    T,
    format_of,
    is_known,
    opened,
)
from bot.analysis.input.not_incidents import more_follows, not_a_text, not_an_incident, of_something_else
from bot.analysis.input.tables import Found, Marks, Notes, Table
from bot.analysis.input.unread import unread_parts, with_unread_lines
from bot.analysis.model import Case
from bot.errors import InputError
from bot.json_types import Json
from bot.timeline.kinds import DEFAULT_REACTIONS

MAX_CASES: Final = 20_000
_INCIDENTS: Final = ("incidents", "cases")
_MOST_NAMED: Final = 5
_MANY_TIMES: Final = 3
_LETTER: Final = re.compile(r"[^\W\d_]")


@dataclass(frozen=True)
class Input:
    """`many` is true for a list of incidents, even of one: a list is answered with a list."""

    cases: tuple[Case, ...]
    many: bool


def read_input(text: str, name: str, marks: Marks = DEFAULT_REACTIONS) -> Input:
    """Reads a text. `name` is the file's name, for error messages; `marks` are the phases that reactions state.

    Raises InputError if nothing can be read, or if a limit is exceeded.
    """
    json_text.refuse_long(text, name)
    text = text.removeprefix("\ufeff").strip()
    if not text:
        raise InputError(f"{name} is empty. Add a title, a description or events.")
    if what := not_a_text(text):
        raise InputError(f"{name} {what}")
    parsed = _parsed(text, name)
    read = _read_parsed(*parsed, text, name, marks) if parsed else _read_text(text, name, marks)
    return replace(read, cases=tuple(map(with_unread_lines, read.cases)))


def _read_parsed(value: Json, complaints: tuple[str, ...], text: str, name: str, marks: Marks) -> Input:
    complaints += long_texts.cut(value) if len(text) > values.MAX_TEXT else ()
    complaints += (f"{more}.",) if (more := more_follows(value)) else ()
    read = _read_json(value, name, marks)
    if not format_of(value, OURS) and (unread := unread_parts(value, read.cases)):
        complaints += (unread,)
    first, *others = read.cases or (Case(),)
    return replace(
        read, cases=(replace(first, complaints=(*complaints, *first.complaints)), *others)[: len(read.cases)]
    )


def _parsed(text: str, name: str) -> tuple[Json, tuple[str, ...]] | None:
    """Returns the value of JSON or YAML, and complaints; None for any other text."""
    if json_text.looks_like_json(text):
        return json_text.parsed(text, name)
    if text.startswith(('"{', '"[')):  # JSON within a JSON text, as a shell or a queue prints it
        inner, _ = json_text.parsed(text, name)
        return _parsed(inner, name) if isinstance(inner, str) else None
    from bot.analysis.input import yaml_text

    return yaml_text.parsed(text, name) if yaml_text.looks_like_yaml(text) else None


def _read_text(text: str, name: str, marks: Marks) -> Input:
    if _says_nothing(text):
        raise _refused(name, values.quoted(text))
    known = format_of(text, TEXT_FORMATS) or ANY_TEXT
    cases = _with_unread_times(tuple(_translated(known, text, Found(text, ""), name, marks)), text)
    return Input(_described(cases, name, known.name), many=len(cases) > 1)


def _with_unread_times(cases: tuple[Case, ...], text: str) -> tuple[Case, ...]:
    """Complains if a text is full of times and none of them was read."""
    found = () if any(map(is_timed, cases)) else tuple(lines.times_in(text[: values.MAX_TEXT]))
    if not cases or len(found) < _MANY_TIMES:
        return cases
    said = f"The text has {len(found):,} times, such as {values.quoted(found[0])}, and none is read as that of an event"
    problem = f"{said}. Write each event on a line that begins with its time, as in `14:05 Rolled back`."
    return replace(cases[0], complaints=(problem, *cases[0].complaints)), *cases[1:]


def is_timed(case: Case) -> bool:
    return bool(case.moments) or any(event.at for event in case.events)


def _says_nothing(text: str) -> bool:
    """Returns whether a text is one value of JSON, such as `42` or `null`, or has no letter."""
    if not _LETTER.search(text):
        return True
    try:
        return len(text) < 100 and not isinstance(json.loads(text), str)
    except ValueError:
        return False


def _read_json(value: Json, name: str, marks: Marks) -> Input:
    if what := not_an_incident(value):
        raise InputError(f"{name} {what}")
    value = opened(value)
    known = format_of(value, JSON_FORMATS)
    if what := "" if known or is_known(value) else of_something_else(value):
        raise InputError(f"{name} {what}")
    items = None if known else _listed(value)
    if items is not None:
        return _incidents(items, name, marks)
    cases = tuple(_read_item(Found(value, ""), known, name, marks))
    return Input(_described(cases, name, known.name if known else _kind(value)), many=len(cases) > 1)


def _listed(value: Json) -> list[Json] | None:
    """Returns the items of a list of incidents, also of one that stands in an object; None for anything else."""
    if isinstance(value, list):
        return None if value and _are_events(value) else value
    held = value if isinstance(value, Mapping) else {}
    return next((items for key in _INCIDENTS if isinstance(items := held.get(key), list)), None)


def _translated(known: Format[T], value: T, found: Found, name: str, marks: Marks) -> Iterator[Case]:
    """Reads what is in a known format. What its reader could not read is said of the first incident."""
    _check_events(found.value, name)
    notes = Notes(marks)
    read = known.reader.read(value, notes)
    for number, each in enumerate(read):
        path = found.path or (f"[{number}]" if len(read) > 1 else "")
        case = replace(each, name=f"{name}{path}") if isinstance(each, Case) else _of_fields(each, path, name)
        yield case if number else replace(case, complaints=(*notes.complaints, *case.complaints))


def _of_fields(value: Json, path: str, name: str) -> Case:
    inner = value.get("case") if isinstance(value, Mapping) else None
    whole = inner if isinstance(inner, Mapping) and inner else value
    assert isinstance(whole, Mapping)
    _check_events(whole, name)
    place = ".".join(filter(None, (path, "case" if whole is inner else "")))
    return read_case(Table(whole, place, Notes()), f"{name}{path}")


def _described(cases: tuple[Case, ...], name: str, kind: str) -> tuple[Case, ...]:
    """Refuses an input of which nothing was understood."""
    if not any(case.is_described for case in cases):
        raise _refused(name, kind, next((complaint for case in cases for complaint in case.complaints), ""))
    return cases


def _refused(name: str, kind: str, why: str = "") -> InputError:
    found = f"{name} doesn't describe an incident: found {kind}."
    return InputError(" ".join(filter(None, (found, why, _INSTEAD))))


_INSTEAD: Final = "Add a title, a description or events; samples/README.md lists the formats that Muster reads."


def _kind(value: Json) -> str:
    """Names what was found: `an object with "foo"`, `a list of numbers`."""
    if isinstance(value, Mapping):
        return f"an object with {_keys(value)}" if value else "an empty object"
    if isinstance(value, list):
        kinds = dict.fromkeys(_PLURALS.get(type(item), "empty values") for item in value[:1000])
        first = value[0] if len(kinds) == 1 and isinstance(value[0], Mapping) else None
        return f"a list of {' and '.join(kinds)}{f' with {_keys(first)}' if first else ''}"
    return values.quoted(value)


def _keys(value: Mapping[str, Json]) -> str:
    keys = [values.quoted(str(key)) for key in value]
    more = f" and {len(keys) - _MOST_NAMED} more" if len(keys) > _MOST_NAMED else ""
    return f"{', '.join(keys[:_MOST_NAMED])}{more}"


_PLURALS: Final[Mapping[type, str]] = {
    dict: "objects",
    list: "lists",
    str: "texts without times",
    bool: "booleans",
    int: "numbers",
    float: "numbers",
}


def _are_events(items: list[Json]) -> bool:
    """Returns whether most items of a list are events; a string is an event if it starts with a time."""
    votes = [_vote(item) for item in items[:1000]]
    return sum(votes) * 2 > len(votes)


def _vote(item: Json) -> bool:
    if isinstance(item, Mapping):
        return looks_like_event(item) and not format_of(item, JSON_FORMATS)
    if isinstance(item, str):
        return lines.event_line(item) is not None
    return isinstance(item, list)


def _check_events(value: Json, name: str) -> None:
    held = value if isinstance(value, Mapping) else {"events": value}
    for each in (held, held.get("incident")):
        for key, inner in each.items() if isinstance(each, Mapping) else ():
            if isinstance(inner, list | dict) and len(inner) > MAX_EVENTS:
                problem = f"{values.one_line(str(key))} has more than {MAX_EVENTS:,} items, the maximum. Split it."
                raise InputError(f"{name}: {problem}")


def _incidents(items: Sequence[Json], name: str, marks: Marks) -> Input:
    if len(items) > MAX_CASES:
        raise InputError(f"{name} contains {len(items):,} incidents; the maximum is {MAX_CASES:,}. Split it.")
    found = [Found(item, f"[{at}]") for at, item in enumerate(items)]
    cases = tuple(chain.from_iterable(_item(each, name, marks) for each in found))
    if cases and not any(case.is_described for case in cases):
        raise _refused(name, _kind(list(items)))
    return Input(cases, many=True)


def _item(found: Found, name: str, marks: Marks) -> Iterator[Case]:
    """Reads an item of a list. An item that isn't an incident keeps its place, with a complaint."""
    for case in _read_item(found, format_of(found.value, JSON_FORMATS), name, marks):
        yield case if case.is_described else replace(case, complaints=(*case.complaints, _not_described(found)))


def _read_item(found: Found, known: Format[Json] | None, name: str, marks: Marks) -> Iterator[Case]:
    if known:
        yield from _translated(known, found.value, found, name, marks)
    elif has_times_for_keys(found.value):
        yield _of_fields({"events": [found.value]}, found.path, name)
    elif isinstance(found.value, Mapping):
        yield _of_fields(found.value, found.path, name)
    elif isinstance(found.value, list) and found.value:
        yield _of_fields({"events": found.value}, found.path, name)
    else:
        yield Case(name=f"{name}{found.path}")


def _not_described(found: Found) -> str:
    return f"{found.path}: {values.quoted(found.value)} doesn't describe an incident."
