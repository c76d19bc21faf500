"""A post-mortem in Markdown, in our own fields.

Recognized by a heading, a table or front matter. The sections of public templates are known by their names (Google SRE,
PagerDuty, Atlassian, GitLab, github.com/dastergon/postmortem-templates), at any level and in any order. What stands
under a heading that nobody knows belongs to the known section around it, under its own label; without one it is kept as
it is.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from bot.analysis.input import clocks, days, lines, reading_names, values, zones
from bot.analysis.input.documents import front_matter
from bot.analysis.input.documents.blocks import Rows, read_blocks
from bot.analysis.input.documents.outline import KNOWN, PAIRS, STORIES, Entry, Section, name_of, outline
from bot.analysis.input.reading_events import TIMES
from bot.analysis.input.tables import Notes
from bot.json_types import Json

MOST_LINES: Final = 10_000
MOST_TEXT: Final = 1_000_000  # characters
_MOST_LINKS: Final = 200

_HEADING: Final = re.compile(
    r"^ {0,3}#{1,6}[ \t]+\S|(?:\A|^\n)[^\n:|]*\w[^\n:|]*\n(?:={3,}|-{3,})[ \t]*$", re.MULTILINE
)
_TABLE: Final = re.compile(
    r"^[ \t]*\|?[^\n|]+\|[^\n]*\n[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-*:?[ \t]*)+$", re.MULTILINE
)
_MATTER: Final = re.compile(r"(?:---|\+\+\+)[ \t]*\n")

_EVENTS: Final = frozenset(reading_names.EVENTS)
_TEXTS: Final = frozenset(reading_names.DESCRIPTIONS)
_CHOICES: Final = frozenset((*reading_names.DETECTION, *reading_names.SERVICES))
_ACTIONS: Final = frozenset(reading_names.ACTIONS)
_OWNERS: Final = frozenset({"owner", "assignee", "assigned_to", "responsible", "dri"})
_DUTIES: Final = frozenset({"due", "due_date", "deadline", "target_date", "status", "priority", "eta"})
_PLAIN_HEADS: Final = frozenset({"", "field", "item", "key", "property", "detail", "metric", "attribute"})
# Sections that are read as an object, and where in it their own sentences belong.
_OBJECTS: Final[Mapping[str, tuple[str, str]]] = {
    "impact": ("impact", "description"),
    "detection": ("detection", ""),
    "response": ("response", "immediate_actions"),
    "resolution": ("resolution", "resolution_summary"),
    "metrics": ("metrics", "notes"),
    "communication": ("communication", ""),
    "communications": ("communication", ""),
    "messaging": ("communication", ""),
    "internal_communication": ("communication", ""),
    "external_communication": ("communication", ""),
    "root_cause": ("root_cause", "root_cause"),
    "root_causes": ("root_cause", "root_cause"),
    "root_cause_analysis": ("root_cause", "root_cause"),
    "lessons_learned": ("lessons_learned", "lessons"),
    "lessons": ("lessons_learned", "lessons"),
    "appendices": ("appendices", ""),
    "appendix": ("appendices", ""),
    "business_impact": ("business_impact", "description"),
}


def recognizes(text: str) -> bool:
    if len(text) > MOST_TEXT or text.count("\n", 0, MOST_TEXT) > MOST_LINES:
        return False
    return bool(_HEADING.search(text) or _TABLE.search(text) or _MATTER.match(text))


def read(text: str, notes: Notes) -> Sequence[Mapping[str, Json]]:
    matter, body = front_matter.split(text.replace("\r\n", "\n"), notes)
    document = read_blocks(body)
    page = _Page(outline(document.blocks), str(dict(matter)))
    fields = page.read()
    links = [
        f"{words}: {address}" if words != address else address for address, words in document.links.items() if address
    ]
    given = {name_of(key): value for key, value in matter.items() if value}
    return [{**fields, **given, **({"links": links[:_MOST_LINKS]} if links else {})}]


class _Page:
    """Reads the tree into fields. `loose` are lines with a time outside the timeline."""

    def __init__(self, root: Section, matter: str) -> None:
        self.fields: dict[str, Json] = {}
        self.events: list[Json] = []
        self.loose: list[Json] = []
        self.unknown: dict[str, Json] = {}
        self.told: list[str] = []
        self.prose: list[str] = []
        self._root = root
        self._in_communication = False
        self._matter = matter
        self._year = ""

    def read(self) -> dict[str, Json]:
        lead = self._title()
        year = re.search(r"\b20\d\d\b", f"{self.fields.get('title')} {self._matter} {self._pairs()}")
        self._year = year[0] if year else ""
        self._state_zone()
        for section in lead:
            self._own(section)
        for section in lead:
            for each in section.below:
                if each not in lead:
                    self._read(each)
        return self._done()

    def _pairs(self) -> list[tuple[str, str]]:
        return [pair for section in (self._root, *self._root.below[:1]) for pair in section.pairs]

    def _title(self) -> list[Section]:
        """The title is the first heading if nothing else has its level, else the first line."""
        root = self._root
        first = root.below[0] if root.below else None
        if first and first.name not in KNOWN and all(first.level < each.level for each in root.below[1:]):
            self.fields["title"] = first.label
            return [root, first]
        if first and first.name not in KNOWN and first.level == 1 and not root.entries:
            self.fields["title"] = first.label
            return [root, first]
        entry = next((entry for entry in root.entries if entry.line is None), None)
        if entry and len(entry.text) <= 150:
            root.entries.remove(entry)
            self.fields["title"] = entry.text
        return [root]

    def _done(self) -> dict[str, Json]:
        events = self.events or self.loose
        fields = {key: value for key, value in self.fields.items() if value not in ("", [], {})}
        if self.told:
            fields["description"] = "\n".join(filter(None, (*self.told, str(fields.get("description") or ""))))
        if not any(fields.get(name) for name in _TEXTS):
            fields["description"] = "\n".join(self.prose)
        if self.unknown:
            fields["document"] = self.unknown
        return {**fields, "events": events}

    # The zone

    def _state_zone(self) -> None:
        zone = next(filter(None, map(zones.zone_in, self._could_state())), None)
        if zone:
            self.fields["timezone"] = str(zone)

    def _could_state(self) -> Iterator[str]:
        for section in self._root.all():
            yield section.label
            yield from (f"{label}: {value}" for label, value in section.pairs if "zone" in label.casefold())
            yield from (entry.text for entry in section.entries if entry.line is None)
            yield from (cell for table in section.tables for cell in table.header)

    # Sections

    def _own(self, section: Section) -> None:
        """What stands before the first section: fields of the incident, and what it is about."""
        self._fields_of(section, self.unknown)
        for entry in section.entries:
            if entry.line:
                self.loose.append(self._event(entry, ""))
            elif not _only_a_zone(entry.text):
                self.told.append(entry.whole)
        self.told.extend(section.code)
        self._tables(section, self.unknown)

    def _read(self, section: Section) -> None:
        name = section.name
        if name in _EVENTS:
            self._timeline(section, "")
        elif name in _OBJECTS:
            self._object(section)
        elif name in KNOWN:
            self._list(section, name)
        else:
            self._unknown(section, self.unknown)

    def _below(self, section: Section, into: dict[str, Json]) -> None:
        for each in section.below:
            if each.name in KNOWN and not (self._in_communication and each.name in reading_names.PEOPLE):
                self._read(each)
            else:
                self._inside(each, into)

    def _inside(self, section: Section, into: dict[str, Json]) -> None:
        """An unknown section within a known one: under its own label there."""
        held: dict[str, Json] = {}
        items = self._items(section)
        for label, value in section.pairs:
            _add(held, label, value)
        self._below(section, held)
        self._tables(section, held)
        if items:
            _add(held, "", items)
        if held:
            _add(into, section.label, held[""] if list(held) == [""] else held)

    def _object(self, section: Section) -> None:
        name, own = _OBJECTS[section.name]
        held: dict[str, Json] = {}
        side = "communication" in section.name and section.name != name
        self._in_communication = name == "communication"
        target = held
        if side:
            held[section.label] = target = {}
        for label, value in section.pairs:
            _add(target, label, value)
        self._below(section, target)
        self._in_communication = False
        self._tables(section, target)
        items = self._items(section)
        found = self.fields.setdefault(name, {})
        if items and not held and not side:
            _put(self.fields, name if name not in ("response", "appendices") else own or "appendix_text", items)
        elif items:
            _add(target, own, items if own != "description" else " ".join(map(str, items)))
        if isinstance(found, dict):
            found.update({key: value for key, value in held.items() if value})

    def _list(self, section: Section, name: str) -> None:
        items: list[Json] = []
        for entry in section.entries:
            if name in _CHOICES and entry.ticked is False:
                _add(self.unknown, f"Not chosen, {section.label}", entry.whole)
            elif name in _ACTIONS and entry.ticked is not None:
                items.append({"title": entry.whole, "status": "done" if entry.ticked else "open"})
            else:
                items.append(entry.whole)
            if entry.line and _has_clock(entry.line) and name not in reading_names.TOLD:
                self.loose.append(self._event(entry, ""))
        items += section.code
        items += [f"{label}: {value}" if name in _ACTIONS else {label: value} for label, value in section.pairs]
        held: dict[str, Json] = {}
        self._below(section, held)
        self._tables(section, held, items)
        items += [{label: value} for label, value in held.items()]
        if name in _TEXTS or name in STORIES:
            self._story(name, "\n".join(map(values.in_words, items)))
        else:
            _put(self.fields, name, items)

    def _story(self, name: str, text: str) -> None:
        held = self.fields.get("description")
        if name in _TEXTS and name not in self.fields:
            self.fields[name] = text
        elif text:
            self.fields["description"] = "\n".join(filter(None, (str(held or ""), text)))

    def _unknown(self, section: Section, into: dict[str, Json]) -> None:
        held: dict[str, Json] = {}
        self._fields_of(section, held)
        texts: list[Json] = []
        for entry in section.entries:
            if entry.line and _has_clock(entry.line):
                self.loose.append(self._event(entry, ""))
            else:
                texts.append(entry.whole)
        self.prose.extend(map(str, texts))
        texts += section.code
        self._tables(section, held)
        for each in section.below:
            if each.name in KNOWN:
                self._read(each)
            else:
                self._unknown(each, held)
        if texts:
            _add(held, "", texts)
        if held:
            _add(into, section.label, held[""] if list(held) == [""] else held)

    def _items(self, section: Section) -> list[Json]:
        return [*(entry.whole for entry in section.entries), *section.code]

    def _fields_of(self, section: Section, otherwise: dict[str, Json]) -> None:
        for label, value in section.pairs:
            self._field(label, value, otherwise)

    def _field(self, label: str, value: str, otherwise: dict[str, Json]) -> None:
        name = name_of(label)
        if (name in PAIRS | KNOWN and name not in self.fields) or name == "title":
            self.fields[name] = value
        else:
            _add(otherwise, label, value)

    # The timeline, and tables

    def _timeline(self, section: Section, day: str) -> None:
        texts: list[str] = []
        for entry in section.entries:
            if entry.line or (entry.is_item and not _only_a_zone(entry.text)):
                self.events.append(self._event(entry, day))
            elif self.events and not texts:
                _extend(self.events[-1], entry.whole)
            elif not _only_a_zone(entry.text):
                texts.append(entry.whole)
        for label, value in section.pairs:
            self.fields.setdefault(name_of(label), value)
        for text in section.code:
            line = lines.event_line(text)
            self.events.append(self._event(Entry(text, line=line), day)) if line else texts.append(text)
        for table in section.tables:
            self.events.extend(self._row(table, row, day) for row in table.rows)
        for each in section.below:
            self._part(each, day)
        if texts:
            _add(self.unknown, section.label, list(texts))

    def _part(self, section: Section, day: str) -> None:
        """A heading in the timeline: a day, an event, or a name for some of them."""
        on = days.day_in(section.label) or days.day_in(f"{section.label} {self._year}")
        items = list(map(str, self._items(section)))
        line = lines.event_line(section.label)
        if line is None and items and clocks.read_time(section.label):
            line, items = lines.event_line(f"{section.label} {items[0]}"), items[1:]
        if line and not on:
            self.events.append(self._event(Entry(section.label, line=line, parts=items), day))
            for each in section.below:
                self._part(each, day)
        elif section.name in KNOWN and section.name not in _EVENTS and not on:
            self._read(section)
        else:
            self._timeline(section, on.isoformat() if on else day)

    def _event(self, entry: Entry, day: str) -> Json:
        line = entry.line
        text = "; ".join(filter(None, (line.text if line else entry.text, *entry.parts)))
        held: dict[str, Json] = {"text": text}
        if line:
            held["time"] = line.written
            held |= {"actor": line.actor} if line.actor else {}
            if day and isinstance(line.time, clocks.Clock):
                held["date"] = day
        return held

    def _row(self, table: Rows, row: Sequence[str], day: str) -> Json:
        """A row under its header. A zone in the header is that of its times, if the document has another one."""
        held: dict[str, Json] = {}
        for head, cell in zip(table.header, row, strict=False):
            zone = zones.zone_in(head)
            own = zone is not None and str(zone) != self.fields.get("timezone") and clocks.read_time(cell) is not None
            told = f"{cell} {zone}" if own else cell
            _add(held, name_of(head) or "number", told)
        if day and "date" not in held:
            held["date"] = day
        return held

    def _tables(self, section: Section, otherwise: dict[str, Json], items: list[Json] | None = None) -> None:
        for table in section.tables:
            names = [name_of(head) for head in table.header]
            if section.name not in _ACTIONS and _OWNERS & set(names) and _DUTIES & set(names):
                _put(self.fields, "action_items", [self._row(table, row, "") for row in table.rows])
            elif items is not None and len(names) > 2:
                items.extend(self._row(table, row, "") for row in table.rows)
            elif names and names[0] in TIMES and any(clocks.read_time(row[0]) for row in table.rows if row):
                self.events.extend(self._row(table, row, "") for row in table.rows)
            elif len(names) == 2 and (
                names[0] in _PLAIN_HEADS or all(name_of(row[0]) in PAIRS for row in table.rows if row)
            ):
                self._pairs_in(table, names, otherwise, is_known=section.name in KNOWN)
            elif items is not None:
                items.extend(self._row(table, row, "") for row in table.rows)
            else:
                _add(otherwise, "table", [self._row(table, row, "") for row in table.rows])

    def _pairs_in(self, table: Rows, names: list[str], otherwise: dict[str, Json], *, is_known: bool) -> None:
        rows = table.rows if names[0] in _PLAIN_HEADS else (table.header, *table.rows)
        for row in rows:
            if len(row) < 2 or not row[1]:
                continue
            if is_known:
                _add(otherwise, row[0], row[1])
            else:
                self._field(row[0], row[1], otherwise)


def _only_a_zone(text: str) -> bool:
    return len(text) < 80 and zones.zone_in(text) is not None


def _has_clock(line: lines.Line) -> bool:
    return isinstance(line.time, clocks.Clock) or ":" in line.written


def _extend(event: Json, text: str) -> None:
    if isinstance(event, dict):
        event["text"] = f"{event.get('text', '')}; {text}"


def _add(into: dict[str, Json], label: str, value: Json) -> None:
    """Keeps a value under its label; beside another of the same label as a list."""
    if label not in into:
        into[label] = value
        return
    held = into[label]
    first = list(held) if isinstance(held, list) else [held]
    into[label] = [*first, *(value if isinstance(value, list) else [value])]


def _put(fields: dict[str, Json], name: str, value: Json) -> None:
    if fields.get(name) in (None, {}, []):
        fields[name] = value
    elif value:
        _add(fields, name, value)
