"""The small language in which a vendor's table says where something stands in the JSON of its tool.

severity.name       what stands under these keys; lists in between are entered, also GraphQL's `{"nodes": […]}`,
                    and an object is what it is called, or the text of a document of Atlassian's
$.users             from the whole input, where a path begins at the incident or at the item of a list
audits>events       the objects in `events`, each with the fields of the one in `audits` that it stands in
author_id@users     what is called so in the list `users` of the whole input: its `id` is this
type~               `alert_linked` as words
=PagerDuty          this text itself
INC-{number}        a text with a value in it; nothing without the value
mode=test           true if that stands there, in whatever case
mode=test?=Drill    what follows if the first is true or has a value
a+b                 both
a|b                 the first under which anything stands
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from functools import lru_cache
from itertools import chain
from typing import Final

from bot.analysis.input import values
from bot.analysis.input.json_values import name
from bot.analysis.input.vendors.rich_text import text_of
from bot.json_types import Json

Object = Mapping[str, Json]

ROOT: Final = "$"
_EITHER: Final = re.compile(r"\|(?![^{}]*\})")
_BOTH: Final = re.compile(r"\+(?![^{}]*\})")
_HOLE: Final = re.compile(r"\{([^{}]+)\}")
_EMPTY: Final[tuple[Json, ...]] = (None, "", [], {})


def objects(value: Json, paths: str) -> list[Object]:
    """Returns the objects under the first of the paths that has any; "" is the value itself."""
    for either in _alternatives(paths):
        if held := [each for path in either for each in _nested(value, path)]:
            return held
    return []


def found(value: Json, paths: str) -> tuple[str, list[Json]]:
    """Returns the first of the paths under which something stands, and what stands there."""
    for either in _alternatives(paths):
        if held := [each for path in either for each in _values(value, path)]:
            return either[0], held
    return "", []


def one(value: Json, paths: str) -> Json:
    """Returns the first of what stands there; None if nothing does."""
    return next(iter(found(value, paths)[1]), None)


def texts(value: Json, paths: str) -> list[str]:
    return list(dict.fromkeys(str(each) for each in found(value, paths)[1] if not isinstance(each, bool)))


def text(value: Json, paths: str) -> str:
    return ", ".join(texts(value, paths))


def is_so(value: Json, paths: str) -> bool:
    return any(found(value, paths)[1])


def is_there(value: Json, paths: str) -> bool:
    """Whether a key of the paths is there, even without a value; or what a path compares is true."""
    return any(_is_there(value, path) for path in chain.from_iterable(_alternatives(paths)))


def _is_there(value: Json, path: str) -> bool:
    *keys, last = path.split(".")
    held = _walk(value, keys) if "=" not in path else ()
    return is_so(value, path) or any(isinstance(each, Mapping) and last in each for each in held)


@lru_cache(maxsize=1024)
def _alternatives(paths: str) -> Sequence[Sequence[str]]:
    return [_BOTH.split(either) for either in _EITHER.split(paths)]


def _nested(value: Json, path: str) -> list[Object]:
    first, *inner = path.split(">")
    held = [each for each in _walk(value, first.split(".") if first else ()) if isinstance(each, Mapping)]
    for key in inner:
        held = [{**each, **item} for each in held for item in _walk(each, (key,)) if isinstance(item, Mapping)]
    return held


def _values(value: Json, path: str) -> Iterator[Json]:
    if path.startswith("="):
        yield path[1:]
        return
    condition, is_conditional, then = path.partition("?")
    if is_conditional:
        yield from _values(value, then) if is_so(value, condition) else ()
    elif "{" in path:
        if all(text(value, hole) for hole in _HOLE.findall(path)):
            yield _HOLE.sub(lambda hole: text(value, hole[1]), path)
    elif path:
        yield from _compared(value, path) if "=" in path else _standing(value, path)


def _compared(value: Json, path: str) -> Iterator[Json]:
    place, _, wanted = path.partition("=")
    for each in _standing(value, place):
        if any(fnmatchcase(str(each).casefold(), known) for known in wanted.casefold().split(",")):
            yield True


def _standing(value: Json, path: str) -> Iterator[Json]:
    path, _, listed = path.partition("@")
    for each in map(_leaf, _walk(value, path.removesuffix("~").split("."))):
        if listed:
            yield from (name(known) for known in _walk(value, (ROOT, listed)) if _leaf(each) == _id(known))
        elif each not in _EMPTY:
            yield values.label(str(each)).capitalize() if path.endswith("~") else each


def _id(value: Json) -> Json:
    return value.get("id") if isinstance(value, Mapping) else None


def _walk(value: Json, keys: Sequence[str]) -> Iterator[Json]:
    if isinstance(value, list):
        for each in value:
            yield from _walk(each, keys)
    elif isinstance(value, Mapping) and isinstance(value.get("nodes"), list) and not (keys and keys[0] in value):
        yield from _walk(value["nodes"], keys)
    elif not keys:
        yield value
    elif isinstance(value, Mapping) and keys[0] in value:
        yield from _walk(value[keys[0]], keys[1:])


def _leaf(value: Json) -> Json:
    if isinstance(value, Mapping):
        return text_of(value) if value.get("type") == "doc" else name(value)
    return values.clean(value) if isinstance(value, str) else value
