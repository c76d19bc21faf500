"""Cuts the texts in JSON that are too long to be read, before any reader sees them, and says which.

So no reader needs a limit of its own, and none can be slow because of one long field.
"""

from collections.abc import Iterator
from typing import Any, Final

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
    return tuple(
        f"{path}: {length:,} characters; only the first {MAX_TEXT:,} are read." for path, length in _cut(value, "")
    )


def _cut(value: Any, path: str) -> Iterator[tuple[str, int]]:
    if isinstance(value, dict):
        for key in [key for key in value if len(key) > _LONGEST_KEY]:
            value[f"{key[:_LONGEST_KEY]}…"] = value.pop(key)
    for at, item in value.items() if isinstance(value, dict) else enumerate(value):
        if isinstance(item, dict | list):
            yield from _cut(item, _place(path, at))
        elif isinstance(item, str) and len(item) > MAX_TEXT:
            value[at] = item[:MAX_TEXT]
            yield _place(path, at), len(item)


def _place(path: str, at: str | int) -> str:
    return f"{path}[{at}]" if isinstance(at, int) else f"{path}.{at}" if path else at
