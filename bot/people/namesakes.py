"""Tells people of the same name apart where they are read and counted by name, as a review does.

Slack identifies them by id, and so does everything that is stored.
"""

from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from bot.people.model import Person

T = TypeVar("T")


def told_apart(value: T, people: Iterable[Person]) -> T:
    """Return the value, such as an incident's details, in which the second Jane Smith is "Jane Smith (2)"."""
    names = _numbered({person.id: person.name for person in people if person.id})
    return _renamed(value, names) if names else value


def _numbered(people: Mapping[str, str]) -> Mapping[str, str]:
    """Return the new names by id, of those who need one."""
    counted: dict[str, int] = {}
    names: dict[str, str] = {}
    for person_id, name in people.items():
        counted[name.casefold()] = number = counted.get(name.casefold(), 0) + 1
        if number > 1:
            names[person_id] = f"{name} ({number})"
    return names


def _renamed(value: Any, names: Mapping[str, str]) -> Any:
    if isinstance(value, Person):
        return replace(value, name=names[value.id]) if value.id in names else value
    if isinstance(value, tuple):
        return tuple(_renamed(each, names) for each in value)
    if is_dataclass(value) and not isinstance(value, type):
        found = ((each.name, getattr(value, each.name)) for each in fields(value))
        changed = {name: after for name, before in found if (after := _renamed(before, names)) != before}
        return replace(value, **changed) if changed else value
    return value
