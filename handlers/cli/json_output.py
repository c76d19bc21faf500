"""Writes JSON piece by piece, as json.dumps with indent=2 does, so that a long answer is never held as a whole.

The library writes indented JSON in Python, a token at a time. What holds no other object, such as an event, only needs
another separator, so the library's fast encoder writes it at once.
"""

import json
from collections.abc import Iterator, Mapping
from functools import cache

from bot.json_types import Json


def pieces(value: Json, indent: str = "\n") -> Iterator[str]:
    """Yields the text of a value. Raises ValueError for a number that JSON can't say."""
    inside = f"{indent}  "
    if not isinstance(value, Mapping | list) or not value:
        yield _encoder("").encode(value)
    elif isinstance(value, Mapping):
        yield from _object(value, indent, inside)
    elif any(isinstance(item, Mapping | list) for item in value):
        for number, item in enumerate(value):
            yield f"{',' if number else '['}{inside}"
            yield from pieces(item, inside)
        yield f"{indent}]"
    else:
        yield f"[{inside}{_encoder(inside).encode(value)[1:-1]}{indent}]"


def _object(value: Mapping[str, Json], indent: str, inside: str) -> Iterator[str]:
    if not any(isinstance(item, Mapping | list) for item in value.values()):
        yield f"{{{inside}{_encoder(inside).encode(value)[1:-1]}{indent}}}"
        return
    for number, (key, item) in enumerate(value.items()):
        yield f"{',' if number else '{'}{inside}{_encoder('').encode(key)}: "
        yield from pieces(item, inside)
    yield f"{indent}}}"


@cache
def _encoder(separator: str) -> json.JSONEncoder:
    return json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(f",{separator}", ": "))
