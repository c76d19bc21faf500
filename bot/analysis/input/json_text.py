"""Parses JSON within limits, or refuses it with one sentence. What the fields mean is decided elsewhere.

NaN, Infinity and very long numbers are returned as strings, so that only the field with such a value is reported.
"""

import json
import math
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any, Final

from bot.errors import InputError
from bot.json_types import Json

# A hundred thousand events take about 40 MB, and ten times as much memory once parsed.
MAX_CHARACTERS: Final = 64_000_000
MAX_OBJECTS: Final = 400_000
MAX_DEPTH: Final = 60  # an export nests about eight levels
LONGEST_NUMBER: Final = 19  # digits, as many as nanoseconds since 1970 have
TOO_DEEP: Final = f"more than {MAX_DEPTH} nested levels. Remove the deepest ones."
TOO_MANY: Final = f"more than {MAX_OBJECTS:,} objects. Split the file, or leave out what isn't needed."

# `[14:05] pool exhausted` is a log line, not a JSON array.
_LOG_LINE: Final = re.compile(r"\[[^\]{}\"]{1,60}\][^\S\n]*[^\s,\]}]")


_COMMENT: Final = r"(?://[^\n]*|/\*(?:(?!\*/).)*\*/)"
_COMMENTS: Final = re.compile(rf"(?:{_COMMENT}\s*)+", re.DOTALL)


class _TooMuch(ValueError):
    pass


def looks_like_json(text: str) -> bool:
    """Whether a text begins as JSON does, also below comments, which JSON has none of."""
    start = matched.end() if (matched := _COMMENTS.match(text)) else 0
    return text.startswith(("{", "["), start) and not _LOG_LINE.match(text, start)


def parsed(text: str, name: str) -> tuple[Json, tuple[str, ...]]:
    """Returns the value, and complaints about duplicate fields and a line that is cut off.

    Reads JSON Lines as a list of objects.

    Raises InputError for invalid JSON, or if it exceeds a limit.
    """
    reader = _Reader()
    try:
        value = reader.read(text)
        _check_depth(value)
    except json.JSONDecodeError as bad:
        place = f"line {bad.lineno}, column {bad.colno}"
        why = "comments aren't allowed" if text.startswith(("//", "/*"), bad.pos) else bad.msg
        raise InputError(f"{name}: {place}: invalid JSON ({why}). Fix it or export the file again.") from None
    except _TooMuch as sentence:
        raise InputError(f"{name}: {sentence}") from None
    except RecursionError:
        raise InputError(f"{name}: {TOO_DEEP}") from None
    twice = [f'The field "{key}" appears twice in one object; the last one is used.' for key in reader.twice]
    return value, (*twice, *filter(None, [reader.cut]))


class _Reader:
    """One parse: counts the objects as they are created, and collects duplicate keys."""

    def __init__(self) -> None:
        self.twice: dict[str, None] = {}
        self.cut = ""  # what is said of a last line that is cut off
        self._objects = 0
        self._decoder = json.JSONDecoder(
            object_pairs_hook=self._object, parse_constant=str, parse_float=_float, parse_int=_int
        )

    def read(self, text: str) -> Json:
        try:
            value: Json = self._decoder.decode(text)
        except json.JSONDecodeError as bad:
            if bad.msg != "Extra data" or not text.startswith("{"):
                raise
            return list(self._lines(text, bad))
        return value

    def _lines(self, text: str, bad: json.JSONDecodeError) -> Iterator[Json]:
        """Yields the value of each line. The last one may be cut off, as where a log was copied while it grew."""
        self._objects = 0
        lines = text.rstrip().split("\n")
        for number, line in enumerate(lines):
            if not line.strip():
                continue
            try:
                yield self._decoder.decode(line)
            except json.JSONDecodeError as of_line:
                if not number:  # an object over several lines, and something behind it
                    raise bad from None
                if number < len(lines) - 1 or not line.startswith("{"):
                    place = sum(len(each) + 1 for each in lines[:number]) + of_line.pos
                    raise json.JSONDecodeError(of_line.msg, text, place) from None
                self.cut = f"Line {number + 1} is cut off, so the text is read up to the line before."

    def _object(self, pairs: list[tuple[str, Json]]) -> Json:
        self._objects += 1
        if self._objects > MAX_OBJECTS:
            raise _TooMuch(TOO_MANY)
        made = dict(pairs)
        if len(made) < len(pairs) and len(self.twice) < 10:
            counts = Counter(key for key, _ in pairs)
            self.twice.update((key[:60], None) for key, count in counts.items() if count > 1)
        return made


def _float(digits: str) -> Json:
    number = float(digits)
    return number if math.isfinite(number) else digits[:LONGEST_NUMBER]


def _int(digits: str) -> Json:
    return int(digits) if len(digits) <= LONGEST_NUMBER else f"{digits[:LONGEST_NUMBER]}…"


def _check_depth(value: Json) -> None:
    """Goes level by level, so that deep nesting can't exhaust the stack."""
    level: list[Any] = [value]
    for _ in range(MAX_DEPTH):
        held = (item for each in level for item in (each.values() if isinstance(each, dict) else each))
        level = [item for item in held if isinstance(item, dict | list)]
        if not level:
            return
    raise _TooMuch(TOO_DEEP)


def refuse_long(text: str, name: str) -> None:
    """Raises InputError for a text that exceeds the size limit."""
    if len(text) > MAX_CHARACTERS:
        raise InputError(f"{name} is larger than {MAX_CHARACTERS // 1_000_000} MB. Split it or shorten it.")
