"""Looks into the JSON of other tools, where any field may be missing, null or of another type."""

from collections.abc import Mapping, Sequence

from bot.analysis.input import values
from bot.json_types import Json


def at(value: Json, *path: str) -> Json:
    """Returns the value under these keys; None if there is none."""
    for key in path:
        value = value.get(key) if isinstance(value, Mapping) else None
    return value


def table(value: Json, *path: str) -> Mapping[str, Json]:
    """Returns the object under these keys, or an empty one."""
    found = at(value, *path)
    return found if isinstance(found, Mapping) else {}


def rows(value: Json, *path: str) -> Sequence[Mapping[str, Json]]:
    """Returns the objects of the list under these keys; anything else in it is left out."""
    found = at(value, *path)
    return [each for each in found if isinstance(each, Mapping)] if isinstance(found, list) else []


def word(value: Json, *path: str) -> str:
    """Returns the text under these keys on one line; "" for anything but text and numbers."""
    return values.one_line(text(value, *path))


def text(value: Json, *path: str) -> str:
    found = at(value, *path)
    return values.clean(str(found)) if isinstance(found, str | int | float) and not isinstance(found, bool) else ""


def words(value: Json, *path: str) -> list[Json]:
    """Returns the texts of the list under these keys; of its objects, their name."""
    found = at(value, *path)
    named = (word(each, "name") or word(each) for each in found) if isinstance(found, list) else ()
    return list(dict.fromkeys(filter(None, named)))


def first(*found: str) -> str:
    """Returns the first that isn't empty."""
    return next(filter(None, found), "")


def filled(fields: Mapping[str, Json]) -> dict[str, Json]:
    """Leaves out the fields that hold nothing."""
    return {key: value for key, value in fields.items() if value not in (None, "", [], {})}
