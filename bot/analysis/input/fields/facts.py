"""Normalizes the figures of an input, each with its source.

names.py lists synonyms, and which figures are numbers, percentages or flags. Unknown figures keep their names.
"""

import re
from collections.abc import Callable, Mapping
from typing import Final

from bot.analysis.input import values
from bot.analysis.input.fields import names
from bot.analysis.input.tables import Found, Notes, Table
from bot.analysis.model import Claim, Evidence
from bot.json_types import Json

_BY_DOTS: Final = re.compile(r"\d{1,3}(?:\.\d{3})+")


class Facts:
    """Collects figures. `told` are impacts given as text instead of a figure."""

    def __init__(self, notes: Notes) -> None:
        self.values: dict[str, Json] = {}
        self.places: dict[str, str] = {}
        self.told: list[Claim] = []
        self._notes = notes

    def take_known(self, table: Table) -> None:
        """Reads the known figures among the other fields of an incident."""
        for name in table.names():
            found = table.peek(name)
            if found and (name in names.ON_THE_INCIDENT or self._meant(name, found.value) in names.NUMBERS):
                self._take(found, name)
                table.take(name)

    def take_all(self, table: Table) -> None:
        """Reads all fields of an object as figures, including nested objects."""
        for found in table.left():
            self._take(found, values.name_of(found.key))

    def _take(self, found: Found, name: str) -> None:
        if isinstance(found.value, Mapping) and found.value:
            self._nested(found, name)
        elif name in names.IN_WORDS and isinstance(found.value, str) and " " in found.value.strip():
            self._tell(found, names.IN_WORDS[name])
        else:
            self._figure(found, self._meant(name, found.value))

    def _nested(self, found: Found, name: str) -> None:
        """Flattens nested names: `on_call.primary` becomes `on_call_primary`, unless the inner name is known."""
        for item in Table(found.value, found.path, self._notes).left() if isinstance(found.value, Mapping) else ():
            own = values.name_of(item.key)
            known = name in names.GROUPS or name in names.IN_WORDS or own in names.ON_THE_INCIDENT
            self._take(item, names.COUNTS.get(f"{name}_{own}") or (own if known else f"{name}_{own}"))

    @staticmethod
    def _meant(name: str, value: Json) -> str:
        if name in names.COUNTED and values.read_number(value) is not None:
            return "affected_users"
        fact = names.SAME.get(name, name)
        if fact == "affected_users" and isinstance(value, str) and value.strip().endswith("%"):
            return "affected_users_percentage"
        return fact

    def _figure(self, found: Found, fact: str) -> None:
        what, read = _READERS.get(fact, ("", values.cleaned))
        value = read(found.value)
        if found.value == [] and what:
            return
        if value is None:
            self._unread(found, fact, what)
        elif fact not in self.values:
            self.values[fact], self.places[fact] = value, found.path
        elif self.values[fact] != value:
            self.values[found.path], self.places[found.path] = value, found.path

    def _unread(self, found: Found, fact: str, what: str) -> None:
        """Keeps text in place of a figure as a statement; complains about anything else."""
        if isinstance(found.value, str) and " " in found.value.strip():
            self._tell(found, values.label(fact))
        else:
            self._notes.complain(found.path, f"{values.quoted(found.value)} is not {what}")
            self._notes.keep(found.path, found.value)

    def _tell(self, found: Found, category: str) -> None:
        text = values.clean(str(found.value))
        self.told.append(Claim(text, Evidence(found.path, text), category=category))


def _number(value: Json) -> int | float | None:
    is_none = isinstance(value, str) and value.strip().casefold() in ("none", "zero", "nobody")
    if isinstance(value, str) and _BY_DOTS.fullmatch(value.strip()):
        value = value.replace(".", "")  # `1.200` users are 1,200
    return 0 if is_none else values.read_number(value)


def _share(value: Json) -> int | float | None:
    number = values.read_number(value)
    return number if number is not None and 0 <= number <= 100 else None


def _flag(value: Json) -> Json:
    """Reads yes or no, or a word that says more: `partial`."""
    flag = values.read_flag(value)
    return values.clean(value) if flag is None and isinstance(value, str) and value.strip().isalpha() else flag


def _names(value: Json) -> list[str]:
    return [values.one_line(text) for text in values.texts_in(value) if text.strip()]


_READERS: Final[Mapping[str, tuple[str, Callable[[Json], Json]]]] = {
    **dict.fromkeys(names.NUMBERS, ("a number", _number)),
    **dict.fromkeys(names.SHARES, ("a percentage from 0 to 100", _share)),
    **dict.fromkeys(names.FLAGS, ("yes or no", _flag)),
    **dict.fromkeys(names.LISTS, ("a list of names", lambda value: _names(value) or None)),
}
