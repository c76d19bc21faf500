"""Cuts the texts in JSON that are too long to be read, before any reader sees them, and says which.

So no reader needs a limit of its own, and none can be slow because of one long field.
"""

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Final

from bot.analysis.input.tables import Notes
from bot.analysis.input.values import MAX_TEXT
from bot.json_types import Json

_LONGEST_KEY: Final = 200


def note_if_long(line: str, number: int, notes: Notes) -> None:
    """Complains about a line of text of which not all is read."""
    if len(line) > MAX_TEXT:
        notes.complain(f"line {number}", f"{len(line):,} characters; only the first {MAX_TEXT:,} are read")


def cut(value: Json) -> tuple[str, ...]:
    """Cuts in place. Returns a complaint about each long text, with its place."""
    if not _is_long(value):
        return ()
    return tuple(
        f"{path}: {length:,} characters; only the first {MAX_TEXT:,} are read." for path, length in _cut(value, "")
    )


def _is_long(value: Json) -> bool:
    """Goes level by level without the places, which few inputs need."""
    level: list[Json] = [value]
    while level:
        held = [item for each in level for item in _held(each)]
        if any(len(item) > MAX_TEXT for item in held if isinstance(item, str)):
            return True
        level = [item for item in held if isinstance(item, (dict, list))]
    return False


def _held(value: Json) -> Iterable[Json]:
    if isinstance(value, dict):
        return chain(value, value.values())
    return value if isinstance(value, list) else ()


def _cut(value: Json, path: str) -> Iterator[tuple[str, int]]:
    if isinstance(value, dict):
        for key in [key for key in value if len(key) > _LONGEST_KEY]:
            value[f"{key[:_LONGEST_KEY]}…"] = value.pop(key)
        for key, item in value.items():
            if isinstance(item, dict | list):
                yield from _cut(item, f"{path}.{key}" if path else key)
            elif isinstance(item, str) and len(item) > MAX_TEXT:
                value[key] = item[:MAX_TEXT]
                yield f"{path}.{key}" if path else key, len(item)
    elif isinstance(value, list):
        for at, item in enumerate(value):
            if isinstance(item, dict | list):
                yield from _cut(item, f"{path}[{at}]")
            elif isinstance(item, str) and len(item) > MAX_TEXT:
                value[at] = item[:MAX_TEXT]
                yield f"{path}[{at}]", len(item)
