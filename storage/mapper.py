"""Maps a dataclass to a row of its table and back, each field by its type.

A field is stored in the column of the same name, unless `columns` names another, in the format of values.py; a person
takes three columns. Other types need a Format. An object inside a JSON column is mapped in the same way, with formats
that JSON supports.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType, UnionType
from typing import Any, Final, Generic, TypeVar, get_args, get_origin

from bot.people.model import Person
from storage.sqlite.database import Value
from storage.values import json_object, json_text, person_or_none, person_values, texts_from, time_from, time_text

T = TypeVar("T")


@dataclass(frozen=True)
class Format:
    """How a value is written to a column and read from it."""

    write: Callable[[Any], Any]
    read: Callable[[Any], Any]


_FORMATS: Final[Mapping[Any, Format]] = {
    bool: Format(bool, bool),
    datetime: Format(time_text, time_from),
    date: Format(date.isoformat, date.fromisoformat),
    tuple[str, ...]: Format(json_text, texts_from),
    Mapping: Format(json_text, json_object),
}
_NONE: Final[Mapping[Any, Any]] = MappingProxyType({})


class Mapper(Generic[T]):
    """`columns` maps fields to columns with another name; `formats` adds formats by type."""

    def __init__(
        self, kind: type[T], *, columns: Mapping[str, str] = _NONE, formats: Mapping[Any, Format] = _NONE
    ) -> None:
        self._kind = kind
        self._as_is: list[tuple[str, str]] = []
        self._people: list[tuple[str, str]] = []
        self._formatted: list[tuple[str, str, Format]] = []
        for each in fields(kind):  # type: ignore[arg-type]  # a dataclass
            named = each.name, columns.get(each.name, each.name)
            if each.type in (str, int):
                self._as_is.append(named)
            elif Person not in formats and each.type in (Person, Person | None):
                self._people.append(named)
            else:
                self._formatted.append((*named, _format(each.type, {**_FORMATS, **formats})))

    def values(self, value: T) -> dict[str, Value]:
        found: dict[str, Value] = {column: getattr(value, field) for field, column in self._as_is}
        for field, column, form in self._formatted:
            found[column] = form.write(getattr(value, field))
        for field, column in self._people:
            found |= person_values(column, getattr(value, field))
        return found

    def read(self, row: Any) -> T:
        """Reads a row or a JSON object."""
        facts = {field: row[column] for field, column in self._as_is}
        for field, column, form in self._formatted:
            facts[field] = form.read(row[column])
        for field, column in self._people:
            facts[field] = person_or_none(row, column)
        return self._kind(**facts)


def _format(hint: Any, known: Mapping[Any, Format]) -> Format:
    if found := known.get(hint) or known.get(get_origin(hint)):
        return found
    if get_origin(hint) is UnionType:
        [inner] = [each for each in get_args(hint) if each is not type(None)]
        return _optional(_format(inner, known))
    if not issubclass(hint, StrEnum):
        raise TypeError(f"No format for {hint}")
    return Format(str, hint)


def _optional(form: Format) -> Format:
    write, read = form.write, form.read  # local, because they are called for nearly every row
    return Format(
        lambda value: None if value is None else write(value), lambda value: None if value is None else read(value)
    )
