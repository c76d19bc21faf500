"""JSON:API as plain objects: attributes and related objects become fields, and what is only referred to is looked up in
what is included.

Source: jsonapi.org/format (document structure, compound documents).
"""

from collections.abc import Mapping
from typing import Final

from bot.analysis.input.json_values import rows, table, word
from bot.json_types import Json

_DEEP: Final = 8
_AROUND: Final = frozenset({"data", "links", "meta"})


def flat(value: Json) -> Json:
    """Returns the whole answer so; what is included stays beside the rest."""
    included = {word(each, "id"): _plain(each, {}, _DEEP) for each in rows(value, "included")}
    beside = [_plain(each, included, _DEEP) for each in rows(value, "included")]
    return {**table(_plain(value, included, _DEEP)), "included": beside}


def _plain(value: Json, included: Mapping[str, Json], deep: int) -> Json:
    if isinstance(value, list):
        return [_plain(each, included, deep - 1) for each in value] if deep else []
    if not isinstance(value, Mapping) or not deep:
        return value
    if value.keys() <= _AROUND and "data" in value and deep < _DEEP:
        return _plain(value["data"], included, deep)
    if value.keys() <= {"id", "type"} and word(value, "id") in included:
        return included[word(value, "id")]
    held = {**value, **table(value, "attributes"), **table(value, "relationships")}
    return {key: _plain(inner, included, deep - 1) for key, inner in held.items() if key != "included"}
