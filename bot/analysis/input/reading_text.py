"""Reads plain text and reports: a title, lines that start with a time, headings and `Key: value` lines.

The text is converted to an object with the fields named by its headings and keys, and then read like JSON. Everything
else is the description.
"""

import re
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from bot.analysis.input import lines, values, zones
from bot.analysis.input.reading_case import read_case
from bot.analysis.input.reading_events import MAX_EVENTS, TIMES
from bot.analysis.input.reading_names import BLOCKS, DETECTION, EVENTS, PAIRS, SERVICES, TOLD
from bot.analysis.input.tables import Notes, Table
from bot.analysis.model import Case
from bot.errors import InputError
from bot.json_types import Json

LONGEST_TITLE: Final = 150
LONGEST_HEADING: Final = 60
MOST_TEXT: Final = 30_000_000  # characters; the lines that are events may fill it, the description is cut far earlier

_HEADING: Final = re.compile(r"#{1,6}\s+(?P<hashed>.{1,120})|\*\*(?P<bold>[^*]{1,80}?):?\*\*:?|(?P<plain>[^:|]{2,60}):")
_PAIR: Final = re.compile(r"(?P<key>[^:|]{1,60}?):\s+(?P<value>\S.*)", re.DOTALL)
_BULLET: Final = re.compile(
    r"(?=[-*+•–\d✅❌☑✔✓✗])(?:(?:[-*+•–]|\d{1,2}[.)])\s+)?(?:\[[ xX]?\]\s*)?(?:[✅❌☑✔✓✗]\ufe0f?\s*)?"
)
_NOT_CHOSEN: Final = re.compile(r"[-*+•–]\s+\[ ?\]")
_RULE: Final = re.compile(r"[-=_*\s]{3,}|```\w*|\|[\s|:-]+\|?")
_WITH_CLOCK: Final = re.compile(r"\d[:h]\d\d|\d\s?[ap]m", re.IGNORECASE)
_SENTENCE: Final = re.compile(r"(?<=[.?;])\s+(?=\S)|\n+")


def read_text(text: str, name: str) -> Case:
    """Reads a text. The first line is the title, or its first sentence if the line is long."""
    notes = Notes()
    fields, rest = _read(text, name, notes)
    title, description = _titled(rest)
    for key, text_of_it in (("title", title), ("description", values.clean(description))):
        fields.setdefault(key, text_of_it)
    return read_case(Table(fields, "", notes), name)


def fields_of(text: str, notes: Notes) -> dict[str, Json]:
    """Returns what a document says whose title stands elsewhere, such as the body of a ticket."""
    fields, rest = _read(text, "The text", notes)
    description = values.clean("\n".join(rest))
    return {**fields, "description": description} if description else fields


def _read(text: str, name: str, notes: Notes) -> tuple[dict[str, Json], list[str]]:
    """Returns the fields and events of a text, and the lines that are neither."""
    if len(text) > MOST_TEXT:
        notes.complain("", f"The text has {len(text):,} characters; only the first {MOST_TEXT:,} are read")
    page = _Page()
    for line in re.split(r"\r\n?|\n", text[:MOST_TEXT]):
        page.add(line)
        if len(page.events) > MAX_EVENTS:
            raise InputError(f"{name} contains more than {MAX_EVENTS:,} events. Split it.")
    if sum(map(len, page.rest)) + page.passed_over > values.MAX_TEXT:
        notes.complain(
            "", f"The text has {len(text):,} characters; besides events, only the first {values.MAX_TEXT:,} are read"
        )
    fields: dict[str, Json] = {key: value for key, value in page.fields.items() if value}
    if page.zone:
        fields.setdefault("timezone", page.zone)
    return {**fields, "events": page.events}, page.rest


def _titled(told: list[str]) -> tuple[str, str]:
    """Splits off the title; it is repeated in the description only if it was cut."""
    if not told:
        return "", ""
    first = values.one_line(told[0][: values.MAX_TEXT])
    if len(told) > 1 and len(first) <= LONGEST_TITLE:
        return first, "\n".join(told[1:])
    whole = "\n".join(told)
    parts = _SENTENCE.split(whole, maxsplit=1)
    sentence = values.one_line(parts[0][: values.MAX_TEXT])
    if len(sentence) <= LONGEST_TITLE:
        return sentence, parts[1] if len(parts) > 1 else ""
    return f"{sentence[:LONGEST_TITLE].rsplit(' ', 1)[0]}…", whole


@dataclass
class _Page:
    """Reads a text line by line. `rest` are the lines that are neither events nor fields."""

    fields: dict[str, Json] = field(default_factory=dict)
    events: list[Json] = field(default_factory=list)
    rest: list[str] = field(default_factory=list)
    passed_over: int = 0
    zone: str = ""
    _size: int = 0
    _items: list[Json] | None = None
    _told: list[Json] | None = None
    _is_choice: bool = False
    _header: list[str] = field(default_factory=list)
    _row: list[str] = field(default_factory=list)
    _is_new: bool = True

    def add(self, line: str) -> None:
        line = line.strip()
        if self._size > values.MAX_TEXT and not lines.event_line(line):
            self.passed_over += len(line)
            return
        self._size += len(line)
        if not line:
            self._is_new, self._row = True, []
        elif _RULE.fullmatch(line):
            self._rule(line)
        elif (event := lines.event_line(line)) and self._is_dated(event):
            (self.events if self._told is None else self._told).append(self._as_event(line))
        elif line.startswith("|"):
            self._find_zone(line)
            self._add_row(_cells(line))
        else:
            self._find_zone(line)
            if not self._is_field(line):
                self._add_line(line)

    def _find_zone(self, line: str) -> None:
        """Keeps the zone that the first such line states."""
        if not self.zone:
            self.zone = next((str(zone) for part in line.split("|") if (zone := zones.zone_in(part))), "")

    def _as_event(self, line: str) -> Json:
        """Converts a line to an event; table rows use the header."""
        names = [_name(cell) for cell in self._header]
        if line.startswith("|") and names and names[0] in TIMES:
            return dict(zip(names, _cells(line), strict=False))
        return line

    def _rule(self, line: str) -> None:
        """Handles a rule: it follows a table header, or else ends the current section."""
        if line.startswith("|"):
            self._header = self._row
        else:
            self._open("", "")

    def _is_dated(self, event: lines.Line) -> bool:
        """Returns whether a line is an event; under a heading, a date alone belongs to a list item."""
        is_day_alone = isinstance(event.time, datetime) and not _WITH_CLOCK.search(event.written)
        return self._items is None or not is_day_alone

    def _is_field(self, line: str) -> bool:
        """Handles a heading or a `Key: value` line; returns False for any other."""
        bare = _BULLET.sub("", line, count=1) if _BULLET.match(line) else line
        heading = _HEADING.fullmatch(line)
        name = _name(next(filter(None, heading.groups())) if heading else line[:LONGEST_HEADING])
        if (heading and line.startswith("#")) or (name in BLOCKS and (heading or (self.rest and self._is_new))):
            self._open(name, line)
            return True
        pair = _PAIR.fullmatch(bare.replace("**", ""))
        if pair and _name(pair["key"]) in PAIRS and _name(pair["key"]) not in self.fields:
            self.fields[_name(pair["key"])] = values.clean(pair["value"])
            return True
        return False

    def _open(self, name: str, line: str) -> None:
        """Starts a section: of a field if the heading names one, or else of the description."""
        self._header, self._is_new = [], True
        if name in BLOCKS and name not in self.fields:
            items: list[Json] = []
            self.fields[name], self._items = items, items
        else:
            self._items = None
            if name not in EVENTS or not self.rest:  # the events below it need no heading
                self.rest.extend(filter(None, [line.lstrip("# ").strip("*: ")]))
        self._told = self._items if name in TOLD else None
        self._is_choice = name in DETECTION or name in SERVICES

    def _add_line(self, line: str) -> None:
        if self._is_choice and _NOT_CHOSEN.match(line):
            self.rest.append(line)
            return
        is_item = _BULLET.match(line) is not None
        said = _BULLET.sub("", line, count=1).replace("**", "") if is_item else line.replace("**", "")
        if self._items is None:
            self.rest.append(line)
        elif self._items and not is_item and not self._is_new and isinstance(self._items[-1], str):
            self._items[-1] += f" {said}"
        else:
            self._items.append(said)
        self._is_new = False

    def _add_row(self, cells: list[str]) -> None:
        """Adds a table row: a key and its value, or an item under the header."""
        self._row = cells
        if len(cells) == 2 and _name(cells[0]) in PAIRS and cells[1]:
            self.fields.setdefault(_name(cells[0]), cells[1])
        elif self._items is not None and self._header and len(cells) <= len(self._header):
            self._items.append(dict(zip(self._header, cells, strict=False)))
        elif self._items is None and any(cells) and self._header:
            self.rest.append(", ".join(filter(None, cells)))


def _cells(row: str) -> list[str]:
    return [values.one_line(cell.strip().strip("*")) for cell in row.strip("|").split("|")]


def _name(heading: str) -> str:
    """Returns the field that a heading names, ignoring its number and text in brackets."""
    return values.name_of(re.sub(r"^\s*\d{1,2}[.)]\s*|\([^)]*\)", "", heading))
