"""Reads JSON objects field by field, with synonyms, and keeps track of what was read.

It knows where each value was, what was wrong with it, and what is left. incident.py and events.py know
which fields there are.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from itertools import islice
from typing import Final, NamedTuple, TypeAlias, TypeVar

from bot.analysis.input import values
from bot.analysis.input.fields.names import field_of
from bot.analysis.input.times import clocks
from bot.analysis.model import Evidence
from bot.json_types import Json
from bot.timeline.kinds import DEFAULT_REACTIONS, EntryKind

T = TypeVar("T")

Marks: TypeAlias = Mapping[str, EntryKind]

MOST_COMPLAINTS: Final = 50  # a million bad times are told by their first fifty and a count
MOST_UNKNOWN: Final = 500
NO_ZONE: Final = "No time zone is given, so times are read as UTC."
_NAMES: Final = ("name", "title", "text", "real_name", "displayName", "display_name", "email", "id")  # of an object
_ELSEWHERE: Final = timezone(timedelta(hours=1))  # a time that moves with the zone names none


@dataclass
class Notes:
    """Complaints, unknown fields, by path; and the zone of the times without one, None if the input states none.

    `zone_of` is what the zone is read from if no field names it: `All times PDT`, or a time such as `09:50 UTC`.
    `marks` says which phase a reaction in a chat states, by its emoji.
    """

    marks: Marks = field(default_factory=lambda: DEFAULT_REACTIONS)
    zone: tzinfo | None = None
    zone_of: str = ""
    unknown: dict[str, Json] = field(default_factory=dict)
    timeless: dict[str, None] = field(default_factory=dict)  # the lists with events that have no time
    _complaints: list[str] = field(default_factory=list)
    _more: int = 0
    _passed_over: int = 0
    _in_no_zone: bool = False

    def time(self, value: Json, zone: tzinfo | None = None) -> datetime | clocks.Clock | None:
        """Parses a time, if it names no zone in that which stands beside it or else is stated."""
        read = clocks.read_time(value, zone or self.zone or UTC)
        if (
            read is not None
            and zone is None
            and (self.zone is None or self.zone_of)
            and not self._in_no_zone
            and _may_lack_a_zone(value)
        ):
            self._in_no_zone = clocks.read_time(value, _ELSEWHERE) != clocks.read_time(value, UTC)
        return read

    def complain(self, path: str, problem: str) -> None:
        if len(self._complaints) < MOST_COMPLAINTS:
            self._complaints.append(f"{path}: {problem}." if path else f"{problem}.")
        else:
            self._more += 1

    def count(self, items: str, read: int, of: int, problem: str) -> None:
        """Complains that of these items only some could be read."""
        self.complain("", f"read {read:,} of {of:,} `{items}`: {problem}")

    def keep(self, path: str, value: Json) -> None:
        if len(self.unknown) < MOST_UNKNOWN:
            self.unknown[path] = values.cleaned(value)
        else:
            self._passed_over += 1

    @property
    def complaints(self) -> tuple[str, ...]:
        more = [f"{self._more:,} more problems."] if self._more else []
        over = [f"{self._passed_over:,} more unknown fields were ignored."] if self._passed_over else []
        zone = [self._concluded_zone()] if self._in_no_zone else []
        return (*self._complaints, *more, *over, *zone)

    def _concluded_zone(self) -> str:
        if self.zone_of:
            return f"Times without a zone are read as {self.zone}, from {values.quoted(self.zone_of)}."
        return NO_ZONE


def _may_lack_a_zone(value: Json) -> bool:
    return isinstance(value, str) and ":" in value and not value.endswith(("Z", "+00:00"))


class Found(NamedTuple):
    """A value and its path, such as `events[3].timestamp`."""

    value: Json
    path: str
    key: str = ""


class Table:
    """An object. Null and empty fields count as missing."""

    def __init__(self, value: Mapping[str, Json], path: str, notes: Notes) -> None:
        self.path = path
        self.notes = notes
        self._value = value
        self._left: dict[str, str] = {}
        for key in value:
            name = field_of(key[:200])
            while name in self._left:  # `startTime` beside `start_time`
                name += "'"
            self._left[name] = key

    def __bool__(self) -> bool:
        return bool(self._value)

    def has(self, *names: str) -> bool:
        return any(name in self._left for name in names)

    def take(self, *names: str) -> Found | None:
        """Returns the first of these fields that isn't empty, and marks it as read."""
        name = self._filled(names)
        return Found(self._value[key := self._left.pop(name)], self.place(key), key) if name else None

    def place(self, key: str) -> str:
        return f"{self.path}.{key}" if self.path and key else self.path or key

    def text(self, *names: str) -> str:
        """Returns the text of a field, or the name of an object; complains about other values."""
        found = self.take(*names)
        return self.text_of(found) if found else ""

    def line(self, *names: str) -> str:
        return values.one_line(self.text(*names))

    def text_of(self, found: Found) -> str:
        value = found.value
        if isinstance(value, Mapping):
            name = next((value[key] for key in _NAMES if key in value), None)
            value = name if isinstance(name, str) else value
        if isinstance(value, bool | Mapping | list):
            self.bad(found, "text")
            return ""
        if isinstance(value, str) and len(value) > values.MAX_TEXT:
            problem = f"{len(value):,} characters; only the first {values.MAX_TEXT:,} are read"
            self.notes.complain(found.path, problem)
        return values.clean(str(value))

    def said(self, *names: str) -> Evidence | None:
        """Returns the text of a field with its place; None if it has none."""
        found = self.take(*names)
        words = self.text_of(found) if found else ""
        return Evidence(found.path, words) if found and words else None

    def peek(self, *names: str) -> Found | None:
        """Like `take`, without marking the field as read."""
        name = self._filled(names)
        return Found(self._value[key := self._left[name]], self.place(key), key) if name else None

    def _filled(self, names: Sequence[str]) -> str:
        """Returns the first of these names that has a value; "" if none has."""
        if self._left:
            for name in names:
                if name in self._left and not _is_empty(self._value[self._left[name]]):
                    return name
        return ""

    def time(self, *names: str) -> tuple[datetime | clocks.Clock, str] | None:
        """Returns a time and its path."""
        found = self.take(*names)
        time = self.notes.time(found.value) if found else None
        if time is None and found:
            self.bad(found, "a time")
        return (time, found.path) if time and found else None

    def moment(self, *names: str) -> datetime | None:
        """Returns a time; one without a date has none."""
        found = self.time(*names)
        return clocks.Calendar().set([found[0]])[0] if found else None

    def day(self, *names: str) -> date | None:
        return self._read("a date", clocks.read_day, *names)

    def number(self, *names: str) -> int:
        read = self._read("a number", values.read_number, *names)
        return int(read) if read is not None and abs(read) < 1e15 else 0

    def flag(self, *names: str) -> bool:
        return bool(self._read("yes or no", values.read_flag, *names))

    def _read(self, what: str, read: Callable[[Json], T | None], *names: str) -> T | None:
        found = self.take(*names)
        value = read(found.value) if found else None
        if value is None and found:
            self.bad(found, what)
        return value

    def bad(self, found: Found, what: str) -> None:
        """Complains about a value of the wrong kind, and keeps it."""
        self.notes.complain(found.path, f"{values.quoted(found.value)} is not {what}")
        self.notes.keep(found.path, found.value)

    def table(self, *names: str) -> "Table":
        """Returns the object in a field, or an empty one. A value of another kind is left unread."""
        for name in names:
            key = self._left.get(name)
            value = self._value[key] if key is not None else None
            if key is not None and isinstance(value, Mapping) and value:
                del self._left[name]
                return Table(value, self.place(key), self.notes)
        return Table({}, self.path, self.notes)

    def texts(self, most: int) -> Iterator[str]:
        """Yields the beginnings of the first texts in it, at any depth."""
        return (text[: values.QUOTED * 50] for text in islice(values.texts_in(self._value), most))

    def names(self) -> tuple[str, ...]:
        """Returns the names of the unread fields."""
        return tuple(self._left)

    def unread(self, names: Iterable[str]) -> list[str]:
        """Returns those of the names that an unread field has."""
        return [name for name in names if name in self._left]

    def items(self, *names: str) -> list[Found]:
        """Returns the non-empty items of a list with their paths; a single value counts as a list of one."""
        found = self.take(*names)
        return [item for item in items_of(found) if not _is_empty(item.value)] if found else []

    def every_item(self, *names: str) -> list[Found]:
        """Like `items`, including empty ones, for lists whose items are numbered."""
        found = self.take(*names)
        return items_of(found) if found else []

    def left(self) -> Iterator[Found]:
        """Yields the unread fields in order, and marks them as read."""
        keys, self._left = list(self._left.values()), {}
        for key in keys:
            if not _is_empty(self._value[key], strictly=True):
                yield Found(self._value[key], self.place(key), key)

    def keep_rest(self) -> None:
        """Moves the unread fields to the unknown ones."""
        for found in self.left():
            keep(found, self.notes)


def keep(found: Found, notes: Notes) -> None:
    if isinstance(found.value, Mapping) and found.value:
        for key, item in found.value.items():
            keep(Found(item, f"{found.path}.{values.one_line(str(key))}"), notes)
    elif not _is_empty(found.value):
        notes.keep(found.path, found.value)
        if isinstance(found.value, list) and all(isinstance(item, Mapping) for item in found.value):
            notes.count(found.path, 0, len(found.value), "unknown field")


def items_of(found: Found) -> list[Found]:
    """Returns the items of a list with their paths; any other value counts as a list of one."""
    if isinstance(found.value, list):
        return [Found(item, f"{found.path}[{at}]") for at, item in enumerate(found.value)]
    return [found]


def _is_empty(value: Json, *, strictly: bool = False) -> bool:
    if isinstance(value, str):
        return not value.strip()
    return value is None or (not strictly and isinstance(value, Mapping | list) and not value)
