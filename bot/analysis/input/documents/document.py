"""A written report in our own fields, whatever it is written in.

Markdown and plain text become blocks (markdown.py, plain.py), the blocks a tree of sections (outline.py), and this
module reads the tree. The sections of public templates are known by their names (Google SRE, PagerDuty, Atlassian,
GitLab, github.com/dastergon/postmortem-templates), at any level and in any order. What stands under a heading that
nobody knows belongs to the known section around it, under its own label; without one it is kept as it is. A line that
begins with a time is an event wherever it stands, unless it is a part of what a known section says.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import tzinfo
from typing import Final

from bot.analysis.input import lines, values
from bot.analysis.input.documents.blocks import Rows
from bot.analysis.input.documents.filling import add, put
from bot.analysis.input.documents.outline import Entry, Section, field_named
from bot.analysis.input.documents.rows import are_pairs, pairs_in, with_times_first
from bot.analysis.input.fields import names
from bot.analysis.input.fields.events import TIMES
from bot.analysis.input.fields.names import HEADINGS, LABELS, OBJECTS, STORIES, field_of
from bot.analysis.input.fields.todos import DUES, OWNERS
from bot.analysis.input.tables import Notes
from bot.analysis.input.times import clocks, days, zones
from bot.analysis.input.times.day_by_day import is_day
from bot.json_types import Json

LONGEST_TITLE: Final = 150

_BEFORE_A_TIME: Final = re.compile(
    r"(?:then |and )?(?:on|at|around|about|by|between|from|since|circa|ca\.?|[~±≈])(?: (?:about|around))?\s*"
    r"(?=\d|[A-Z][a-z]+ \d)",
    re.IGNORECASE,
)
# Who wrote the page and when, which is neither its title nor the day of the incident.
_BYLINE: Final = re.compile(
    r"(?:page )?(?:created|written|owned|(?:last )?(?:modified|updated|edited)|published)\b.{0,60}\b(?:by|on|at)\b",
    re.IGNORECASE,
)
_WHY: Final = re.compile(r"(?:\d[.)]\s*)?why\b[^?]*\?", re.IGNORECASE)
_SENTENCE: Final = re.compile(r"(?<=[.?;])\s+(?=\S)|\n+")

_EVENTS: Final = frozenset(names.EVENTS)
_TEXTS: Final = frozenset(names.DESCRIPTIONS)
_FIELDS: Final = frozenset((*LABELS, *HEADINGS, *names.SERVICES))
_CHOICES: Final = frozenset((*names.DETECTION, *names.SERVICES))
_ACTIONS: Final = frozenset(names.ACTIONS)
_DUTIES: Final = frozenset((*DUES, "status", "priority"))
_KINDS_OF_ACTIONS: Final = frozenset((*names.SHORT_TERM, *names.LONG_TERM, *names.DETECTION, "response"))


def fields_of(root: Section, notes: Notes, *, titled: bool = True) -> dict[str, Json]:
    """Returns what a document says. Without `titled`, its title stands elsewhere, as that of a ticket does."""
    page = _Page(root)
    found = page.read(titled=titled)
    for problem in page.unread:
        notes.complain("", problem)
    return found


class _Page:
    """Reads the tree into fields. `unknown` is kept by the labels around it; `prose` stands in for a description."""

    def __init__(self, root: Section) -> None:
        self.fields: dict[str, Json] = {}
        self.events: list[Json] = []
        self.unknown: dict[str, Json] = {}
        self.prose: list[Json] = []
        self.unread: list[str] = []  # what to say of timelines and tables
        self._root = root
        self._lead: list[Section] = []
        self._in_communication = False
        self._has_timeline = any(each.name in _EVENTS and _has_events(each) for each in root.all())
        self._zone: tzinfo | None = None

    def read(self, *, titled: bool) -> dict[str, Json]:
        lead = self._lead = self._leading(titled=titled)
        if stated := next(filter(None, map(zones.stated_in, self._could_state_zone())), None):
            self._zone = stated.zone
            self.fields["timezone"] = stated.words
        told = [item for section in lead for item in self._own(section, self.unknown)]
        for section in lead:
            for each in section.below:
                if each not in lead:
                    self._read(each, self.unknown)
        return self._done("\n".join(map(values.in_words, told)))

    def _leading(self, *, titled: bool) -> list[Section]:
        """Returns the sections whose own lines are about the incident as a whole, and takes the title."""
        root = self._root
        first = next((section for section in root.below[:1] if section.name not in HEADINGS), None)
        is_above = first and all(first.level < each.level for each in root.below[1:])
        if first and (is_above or (first.level == 1 and not root.entries)):
            self.fields |= {"title": first.label} if titled else {}
            return [root, first]
        if titled:
            self._take_title(
                [
                    entry
                    for entry in root.entries
                    if not (entry.line and entry.line.has_clock) and not _is_beside(entry.text)
                ]
            )
        return [root]

    def _take_title(self, entries: Sequence[Entry]) -> None:
        """The title is the first entry, or its first sentence if it is long or the only one."""
        if not entries or (self._called() and entries[0].text.endswith((".", "!", "?"))):
            return
        first, text = entries[0], entries[0].text
        title, *rest = [text] if len(entries) > 1 and len(text) <= LONGEST_TITLE else _SENTENCE.split(text, maxsplit=1)
        if len(title) > LONGEST_TITLE:
            title = f"{title[:LONGEST_TITLE].rsplit(' ', 1)[0]}…"
        elif rest or first.parts:
            first.text, first.parts = rest[0] if rest else first.parts[0], first.parts[0 if rest else 1 :]
        else:
            self._root.entries.remove(first)
        self.fields["title"] = title

    def _called(self) -> str:
        """What a label calls the incident, `Outage: API down`; an id is no title."""
        called = (value for label, value in self._root.pairs if field_of(label) in names.CALLED)
        return next((value for value in called if " " in value), "")

    def _done(self, told: str) -> dict[str, Json]:
        fields = {key: value for key, value in self.fields.items() if value not in ("", [], {})}
        if told:
            fields["description"] = "\n".join(filter(None, (told, str(fields.get("description") or ""))))
        if not any(fields.get(name) for name in _TEXTS):
            fields["description"] = "\n".join(map(str, self.prose))
        self.events = self.events or _told_in("\n".join(str(fields.get(name) or "") for name in _TEXTS))
        if self.unknown:
            fields["document"] = self.unknown
        return {**fields, "events": self.events}

    def _could_state_zone(self) -> Iterator[str]:
        yield str(self.fields.get("title") or "")
        for section in self._root.all():
            yield section.label
            yield from (f"{label}: {value}" for label, value in section.pairs)
            yield from (entry.text for entry in section.entries if entry.line is None or not entry.line.has_clock)
            yield from (cell for table in section.tables for cell in table.header)

    # Sections

    def _read(self, section: Section, into: dict[str, Json], *, is_known: bool = False) -> None:
        """Reads a section into its field; one that nobody knows under its label into `into`."""
        name = section.name
        if name in _EVENTS:
            self._timeline(section)
        elif self._in_communication and name in names.PEOPLE:
            self._inner(section, into, is_known=True)
        elif name in OBJECTS:
            self._object(section)
        elif name in _ACTIONS:
            put(self.fields, name, list(self._actions(section)))
        elif name in HEADINGS:
            self._list(section)
        else:
            self._inner(section, into, is_known=is_known)

    def _inner(self, section: Section, into: dict[str, Json], *, is_known: bool) -> None:
        held: dict[str, Json] = {}
        items = self._own(section, held, is_known=is_known)
        if len(items) > 1 and all(_WHY.match(str(item)) for item in items):
            put(self.fields, "whys", [items])
            items = []
        for each in section.below:
            self._read(each, held, is_known=is_known)
        if items:
            add(held, "", items)
        if not is_known:
            self.prose += items
        if held:
            add(into, section.label, held[""] if list(held) == [""] else held)

    def _own(self, section: Section, otherwise: dict[str, Json], *, is_known: bool = False) -> list[Json]:
        """Reads the pairs, the tables and the events, and returns the sentences. In a section that is not known, the
        pairs are fields, and what is an event is no sentence."""
        for label, value in section.pairs:
            add(otherwise, label, value) if is_known else self._field(label, value, otherwise)
        if is_known:
            self._events_in(section)
        texts = [entry.whole for entry in section.entries if is_known or not self._takes(entry, section)]
        self._tables(section, otherwise)
        return [*texts, *section.code]

    def _takes(self, entry: Entry, section: Section) -> bool:
        """Takes an event, and a day that stands alone."""
        if entry.line and entry.line.has_clock:
            self.events.append(self._event(entry))
            return True
        is_beside = self._is_beside(entry, section)
        if is_beside and (day := clocks.first_day(entry.text)):
            self.fields.setdefault("date", day.isoformat())
        return is_beside

    def _events_in(self, section: Section) -> None:
        """Without a timeline, what a section says with its time is an event, too; a message is one anyway."""
        if not self._has_timeline and section.name not in names.TOLD:
            timed = [entry for entry in section.entries if entry.line and entry.line.has_clock]
            self.events += [self._event(entry) for entry in timed]

    def _object(self, section: Section) -> None:
        name, own = OBJECTS[section.name]
        held: dict[str, Json] = {}
        self._in_communication = name == "communication"
        items = self._own(section, held, is_known=True)
        for each in section.below:
            self._read(each, held, is_known=True)
        self._in_communication = False
        if name == "communication" and section.name not in names.COMMUNICATION:
            put(self.fields, name, {section.label: {**held, **({"": items} if items else {})}})
        elif items and not held:
            put(self.fields, {"response": own, "appendices": "appendix_text"}.get(name, name), items)
        else:
            if items:
                add(held, own, items if own != "description" else " ".join(map(str, items)))
            put(self.fields, name, held)

    def _list(self, section: Section) -> None:
        name = section.name
        items, held = [item for entry in section.entries for item in self._item(entry, section)], dict[str, Json]()
        items += section.code
        self._events_in(section)
        items += [{label: value} for label, value in section.pairs]
        for each in section.below:
            self._read(each, held, is_known=True)
        self._tables(section, held, items)
        items += [{label: value} for label, value in held.items()]
        if name in _TEXTS or name in STORIES:
            self._story(name, "\n".join(map(values.in_words, items)))
        else:
            put(self.fields, name, items)

    def _item(self, entry: Entry, section: Section) -> Iterator[Json]:
        if section.name in _CHOICES and entry.ticked is False:
            add(self.unknown, f"Not chosen, {section.label}", entry.whole)
        else:
            yield entry.whole

    def _actions(self, section: Section) -> Iterator[Json]:
        """Yields action items; those under a heading of their own in one object, whose key says what they are for."""
        self._events_in(section)
        for entry in section.entries:
            ticked = {} if entry.ticked is None else {"status": "done" if entry.ticked else "open"}
            yield {"title": entry.whole, **ticked} if ticked else entry.whole
        yield from (f"{label}: {value}" for label, value in section.pairs)
        yield from (self._row(table, row) for table in section.tables for row in table.rows)
        yield from section.code
        for each in section.below:
            if each.name in HEADINGS - _KINDS_OF_ACTIONS - _ACTIONS:
                self._read(each, self.unknown)
            elif items := list(self._actions(each)):
                yield {each.label: items}

    def _story(self, name: str, text: str) -> None:
        if name in _TEXTS and name not in self.fields:
            self.fields[name] = text
        elif text:
            self.fields["description"] = "\n".join(filter(None, (str(self.fields.get("description") or ""), text)))

    def _field(self, label: str, value: str, otherwise: dict[str, Json]) -> None:
        name = field_named(label, value)
        if name in STORIES:
            self._story(name, value)
        elif (name in _FIELDS and name not in self.fields) or name == "title":
            self.fields[name] = value
        else:
            add(otherwise, label, value)

    # The timeline, and tables

    def _timeline(self, section: Section) -> None:
        texts: list[Json] = []
        begun = len(self.events)
        for entry in section.entries:
            if self._is_beside(entry, section):
                continue
            if entry.line or entry.depth:
                self.events.append(self._event(entry))
            elif len(self.events) > begun and not texts:
                self.events[-1] = _extended(self.events[-1], entry.whole)
            else:
                texts.append(entry.whole)
        for label, value in section.pairs:
            self._field(label, value, self.unknown)
        for text in section.code:
            line = lines.event_line(text)
            self.events.append(self._event(Entry(text, line=line))) if line else texts.append(text)
        for table in map(self._timed, section.tables):
            self.events.extend(self._row(table, row) for row in table.rows)
        for each in section.below:
            self._part(each)
        if texts:
            add(self.unknown, section.label, texts)
            if len(self.events) == begun:
                self.unread.append(f'The section "{section.label}" has no event; begin each line with its time')

    def _is_beside(self, entry: Entry, section: Section) -> bool:
        """Whether an entry states nothing but a day, or the zone that all times are read in."""
        if entry.parts or (entry.line and entry.line.has_clock):
            return False
        stated = zones.stated_in(entry.text)
        is_of_all = section in self._lead or section.name in _EVENTS
        return (is_of_all and _is_day(entry.text)) or bool(stated and stated.alone and stated.zone == self._zone)

    def _part(self, section: Section) -> None:
        """A heading in the timeline: a day, an event, or a name for some of them."""
        on = days.day_in(section.label)
        items = [*(entry.whole for entry in section.entries), *section.code]
        line = lines.event_line(section.label)
        if line is None and items and clocks.read_time(section.label):
            line, items = lines.event_line(f"{section.label} {items[0]}"), items[1:]
        if line and not on:
            self.events.append(self._event(Entry(section.label, line=line, parts=items)))
            for each in section.below:
                self._part(each)
        elif section.name in HEADINGS - _EVENTS and not on and not all(entry.line for entry in section.entries):
            self._read(section, self.unknown)
        else:
            self._timeline(section)

    def _event(self, entry: Entry) -> Json:
        line = entry.line or lines.event_line(_BEFORE_A_TIME.sub("", entry.text, count=1))
        text = "; ".join(filter(None, (line.text if line else entry.text, *entry.parts)))
        held: dict[str, Json] = {"text": text}
        if line:
            held["time"] = line.written
            held |= {"actor": line.actor} if line.actor else {}
        return held

    def _row(self, table: Rows, row: Sequence[str]) -> Json:
        """A row under its header. A zone in the header is that of its times, if the document has another one."""
        held: dict[str, Json] = {}
        for head, cell in zip(table.header, row, strict=False):
            stated = zones.stated_in(head)
            own = stated and stated.zone != self._zone and clocks.read_time(cell) is not None
            add(held, field_of(head) or "number", f"{cell} {stated.zone}" if stated and own else cell)
        return held

    def _tables(self, section: Section, otherwise: dict[str, Json], items: list[Json] | None = None) -> None:
        """Reads tables: action items, events, pairs; any other one into `items`, if there are such."""
        for table in section.tables:
            table = self._timed(table)
            heads = [field_of(head) for head in table.header]
            rows: list[Json] = [self._row(table, row) for row in table.rows]
            are_events = heads[0] in TIMES and any(clocks.has_clock(row[0]) for row in table.rows if row)
            if are_events and items is None:
                self.events += rows
            elif {*OWNERS} & {*heads} and _DUTIES & set(heads):
                put(self.fields, "action_items", rows)
            elif items is not None and len(heads) > 2:
                items += rows
            elif heads[0] in TIMES and any(clocks.read_time(row[0]) for row in table.rows if row):
                self.events += rows
            elif are_pairs(table):
                self._pairs_in(table, otherwise, is_known=section.name in HEADINGS)
            elif items is not None:
                items += rows
            else:
                add(otherwise, "table", rows)

    def _timed(self, table: Rows) -> Rows:
        timed, column = with_times_first(table)
        self.unread += [f'The column "{column}" is read as the time of the events'] if column else []
        return timed

    def _pairs_in(self, table: Rows, otherwise: dict[str, Json], *, is_known: bool) -> None:
        for row in pairs_in(table):
            if is_known:
                add(otherwise, row[0], row[1])
            else:
                self._field(row[0], row[1], otherwise)


def _is_beside(text: str) -> bool:
    """Whether a line is no title, but a byline, a day or a zone: `2025-03-04 (UTC)`."""
    stated = zones.stated_in(text)
    return bool(_BYLINE.match(text) or _is_day(text) or (stated and stated.alone))


def _told_in(story: str) -> list[Json]:
    """Returns the sentences that begin with a time: `At 10:05 the alert fired.`"""
    said = (_BEFORE_A_TIME.sub("", each, count=1) for each in _SENTENCE.split(story[: values.MAX_TEXT]))
    timed = [line for each in said if (line := lines.event_line(each)) and line.has_clock]
    return [{"time": line.written, "text": line.text} for line in timed] if len(timed) > 1 else []


def _is_day(text: str) -> bool:
    return is_day(text) and ":" not in text


def _has_events(section: Section) -> bool:
    return bool(section.tables or section.below or section.code) or any(entry.line for entry in section.entries)


def _extended(event: Json, text: str) -> Json:
    return {**event, "text": f"{event.get('text', '')}; {text}"} if isinstance(event, dict) else event
