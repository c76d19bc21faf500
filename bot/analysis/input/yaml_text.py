"""Reads YAML within limits, as the same values that JSON gives, or refuses it with one sentence.

The only module that knows yaml, which is imported when there is YAML to read. Every scalar stays a text: to YAML 1.1,
`10:42` is the number 642 and `no` is false. Aliases are refused: a few lines of them unfold to gigabytes.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final

from bot.analysis.input.json_text import MAX_DEPTH, MAX_OBJECTS
from bot.errors import InputError
from bot.json_types import Json

MAX_CHARACTERS: Final = 2_000_000
_READ: Final = 20_000  # characters in which it must look like YAML
_NAME: Final = r"(?:[A-Za-z_][\w .-]{0,60}|\"[^\"\n]{1,60}\"):"
_AT_THE_MARGIN: Final = re.compile(rf"(?:{_NAME}(?:\s|$)|- |-$|#|---|\.\.\.|%YAML|[ \t]|$)")
_KEY: Final = rf"(?:{_NAME}|[\"']?\d{{1,2}}:\d\d[\"']?:)"  # in a list of events a time, too
_NESTED: Final = re.compile(
    rf"^(?:[ \t]*- {_NAME}(?:[ \t][^\n]*)?\n[ \t]+{_NAME}(?:\s|$)|{_NAME}[ \t]*\n[ \t]+(?:- )?{_KEY}(?:\s|$))",
    re.MULTILINE,
)
_HEADING: Final = re.compile(r"^#{2,6} \S", re.MULTILINE)  # of Markdown; a comment begins with one sign
_NOTHING: Final = ("", "~", "null", "Null", "NULL")


class _TooMuch(ValueError):
    pass


def looks_like_yaml(text: str) -> bool:
    """Whether each line belongs to a key or an item, and something is nested. Flat `Key: value` lines are text, as a
    list, too: an item is an object only if a second key stands below its first one."""
    head = text[:_READ]
    if _HEADING.search(head):
        return False
    return all(map(_AT_THE_MARGIN.match, head.split("\n")[:-1])) and _NESTED.search(head) is not None


def parsed(text: str, name: str) -> tuple[Json, tuple[str, ...]] | None:
    """Returns the value and complaints about duplicate fields; several documents are a list. None if it isn't YAML.

    Raises InputError if it exceeds a limit.
    """
    import yaml  # here, because other inputs don't wait for it

    if len(text) > MAX_CHARACTERS:
        raise InputError(
            f"{name} is larger than {MAX_CHARACTERS // 1_000_000} MB of YAML. Split it or convert it to JSON."
        )
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    builder = _Builder()
    try:
        builder.build(yaml.parse(text, Loader=loader))
    except yaml.YAMLError:
        return None
    except _TooMuch as sentence:
        raise InputError(f"{name}: {sentence}") from None
    if any(isinstance(document, str) for document in builder.documents):
        return None  # a text between rules
    complaints = tuple(f'The field "{key}" appears twice in one object; the last one is used.' for key in builder.twice)
    documents = [document for document in builder.documents if document is not None]
    return (documents[0] if len(documents) == 1 else documents), complaints


@dataclass
class _Builder:
    """Makes values of events, without recursion; `_open` has the objects and lists around the next value."""

    documents: list[Json] = field(default_factory=list)
    twice: dict[str, None] = field(default_factory=dict)
    _open: list[dict[str, Json] | list[Json]] = field(default_factory=list)
    _keys: list[str | None] = field(default_factory=list)
    _objects: int = 0

    def build(self, events: Iterable[Any]) -> None:
        for event in events:
            kind = type(event).__name__
            if kind == "AliasEvent":
                raise _TooMuch("aliases (*name) are not read. Write the values where they are used.")
            if kind == "ScalarEvent":
                self._add(self._scalar(event))
            elif kind in ("MappingStartEvent", "SequenceStartEvent"):
                self._start({} if kind == "MappingStartEvent" else [])
            elif kind in ("MappingEndEvent", "SequenceEndEvent"):
                self._keys.pop()
                self._add(self._open.pop())

    @staticmethod
    def _scalar(event: Any) -> Json:
        value: str = event.value
        return None if value in _NOTHING and event.implicit[0] else value

    def _start(self, made: dict[str, Json] | list[Json]) -> None:
        self._objects += 1
        if self._objects > MAX_OBJECTS:
            raise _TooMuch(f"more than {MAX_OBJECTS:,} objects. Split the file, or leave out what isn't needed.")
        if len(self._open) >= MAX_DEPTH:
            raise _TooMuch(f"more than {MAX_DEPTH} nested levels. Remove the deepest ones.")
        self._open.append(made)
        self._keys.append(None)

    def _add(self, value: Json) -> None:
        if not self._open:
            self.documents.append(value)
            return
        around = self._open[-1]
        if isinstance(around, list):
            around.append(value)
        elif self._keys[-1] is None:
            self._keys[-1] = value if isinstance(value, str) else str(value)
        else:
            self._set(around, self._keys[-1], value)
            self._keys[-1] = None

    def _set(self, around: dict[str, Json], key: str, value: Json) -> None:
        if key in around and len(self.twice) < 10:
            self.twice[key[:60]] = None
        around[key] = value
