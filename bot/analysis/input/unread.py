"""Says what of an input was not read: lines with a time in the text of something else, and parts of what a file holds.

What no reader knows would otherwise end in silence, or in the text of the event above it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from itertools import islice
from typing import Final

from bot.analysis.input import lines, values
from bot.analysis.model import Case
from bot.json_types import Json

_MOST_LINES: Final = 2_000  # of one text
_MOST_EVENTS: Final = 5_000  # of an input whose parts are compared with what was read of it
_FIRST: Final = 20  # texts of a part
_SEVERAL: Final = 2  # parts
_WORDS: Final = 4  # of a text that somebody wrote, which no name has
# `Jane Smith, 8 Aug 21:14`, `[8 Aug 21:14] Jane`: a few words and a time; `up since 10:05` is a sentence
_AT_A_TIME: Final = re.compile(
    r"\[[^\[\]\n]{0,20}\d{1,2}:\d{2}(?::\d{2})?(?:\s?[ap]m)?\]\s.*"
    r"|(?:\S+\s+){1,5}(?:today|yesterday|\w+day) at \d{1,2}:\d{2}(?:\s?[ap]m)?"
    r"|(?!.*\b(?:at|by|since|until|till|from|to|before|after|around|about|is|was|and|between|of)\s+\S+$)"
    r"(?:\S+\s+){1,7}[\[(]?\d{1,2}:\d{2}(?::\d{2})?(?:\s?[ap]m)?[\])]?:?",
    re.IGNORECASE,
)
_NO_LETTERS: Final = re.compile(r"[\W_]+")


def with_unread_lines(case: Case) -> Case:
    """Adds a complaint about the lines with a time that stand in the text of an event or of a field nobody knows."""
    found = list(_lines_in(case))
    if not found:
        return case
    place, line = found[0]
    count = "A line with a time is" if len(found) == 1 else f"{len(found):,} lines with a time are"
    told = f"{count} no event of {'its' if len(found) == 1 else 'their'} own, such as {values.quoted(line)} in {place}."
    return replace(case, complaints=(*case.complaints, told))


def _lines_in(case: Case) -> Iterator[tuple[str, str]]:
    for event in case.events:
        if "\n" in event.text:
            yield from ((event.place, line) for line in _timed(event.text.split("\n")[1:_MOST_LINES]))
    for path, value in case.unknown.items():
        for text in values.texts_in(value):
            yield from ((f"`{path}`", line) for line in _timed(text.split("\n")[:_MOST_LINES]))


def _timed(written: Iterable[str]) -> Iterator[str]:
    for line in map(str.strip, written):
        begins = lines.event_line(line)
        if (begins and begins.has_clock) or (len(line) <= values.QUOTED * 2 and _AT_A_TIME.fullmatch(line)):
            yield line


def unread_parts(value: Json, cases: Sequence[Case]) -> str:
    """Returns a complaint about the parts of an object of whose texts none was read; "" if there is none."""
    while isinstance(value, Mapping) and len(value) == 1:
        (value,) = value.values()
    held = value if isinstance(value, Mapping) else {}
    parts = {key: list(_said(inner)) for key, inner in held.items() if isinstance(inner, Mapping | list) and inner}
    if len(parts) < _SEVERAL or sum(len(case.events) for case in cases) > _MOST_EVENTS:
        return ""
    read = " ".join(_plain(text) for case in cases for text in _texts_of(case))
    unread = [key for key, said in parts.items() if said and not any(text in read for text in said)]
    return f"Nothing of {', '.join(f'`{values.one_line(key)}`' for key in unread)} was read." if unread else ""


def _said(part: Json) -> Iterator[str]:
    """Yields what people wrote in it: texts of several words."""
    written = (text for text in values.texts_in(part) if text.count(" ") + 1 >= _WORDS)
    return (_plain(text[: values.QUOTED]) for text in islice(written, _FIRST))


def _plain(text: str) -> str:
    return _NO_LETTERS.sub(" ", text).strip().casefold()


def _texts_of(value: object) -> Iterator[str]:
    """Yields every text in a case, of whatever shape its fields are."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield str(key)
            yield from _texts_of(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _texts_of(inner)
    elif is_dataclass(value):
        for each in fields(value):
            yield from _texts_of(getattr(value, each.name))
