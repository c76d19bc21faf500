"""Reads YAML within limits, as the same values that JSON gives, or refuses it with one sentence.

The only module that knows yaml, which is imported when there is YAML to read. Every scalar stays a text: to YAML 1.1,
`10:42` is the number 642 and `no` is false. Aliases are refused: a few lines of them unfold to gigabytes.
"""

import re
from collections.abc import Iterable
from typing import Any, Final

from bot.analysis.input.json_text import MAX_DEPTH, MAX_OBJECTS, TOO_DEEP, TOO_MANY
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
_NULL: Final = "tag:yaml.org,2002:null"
_MOST_TWICE: Final = 10


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
    twice: dict[str, None] = {}
    loader = _loader(yaml, twice)
    try:
        _check(yaml.parse(text, Loader=loader), name)
        documents = [each for each in yaml.load_all(text, Loader=loader) if each is not None]
    except yaml.YAMLError:
        return None
    if any(isinstance(document, str) for document in documents):
        return None  # a text between rules
    complaints = tuple(f'The field "{key}" appears twice in one object; the last one is used.' for key in twice)
    return (documents[0] if len(documents) == 1 else documents), complaints


def _loader(yaml: Any, twice: dict[str, None]) -> Any:
    """Returns what builds only texts, lists and objects, and collects the fields that an object has twice."""

    class Loader(getattr(yaml, "CBaseLoader", yaml.BaseLoader)):  # type: ignore[misc]  # (with or without libyaml)
        def construct_mapping(self, node: Any) -> dict[str, Json]:
            made: dict[str, Json] = {}
            for key, value in node.value:
                named = str(self.construct_object(key, deep=True))
                if named in made and len(twice) < _MOST_TWICE:
                    twice[named[:60]] = None
                made[named] = self.construct_object(value, deep=True)
            return made

    Loader.add_implicit_resolver(_NULL, re.compile("~|null|Null|NULL|$"), ["~", "n", "N", ""])
    Loader.add_constructor(_NULL, lambda _loader, _node: None)
    return Loader


def _check(events: Iterable[Any], name: str) -> None:
    """Raises InputError for what would take too long, or too much, to build."""
    depth = objects = 0
    for event in events:
        kind = type(event).__name__
        if kind == "AliasEvent":
            raise InputError(f"{name}: aliases (*name) are not read. Write the values where they are used.")
        if kind in ("MappingStartEvent", "SequenceStartEvent"):
            depth, objects = depth + 1, objects + 1
        elif kind in ("MappingEndEvent", "SequenceEndEvent"):
            depth -= 1
        if depth > MAX_DEPTH:
            raise InputError(f"{name}: {TOO_DEEP}")
        if objects > MAX_OBJECTS:
            raise InputError(f"{name}: {TOO_MANY}")
