"""Plain text as a document: items and headings as people type them, and every other line as it stands.

A text of many megabytes is read, too: each line that begins with a time is kept, of all others the first ones.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from io import StringIO
from typing import Final

from bot.analysis.input import lines, values
from bot.analysis.input.documents.blocks import END, STRONG, Block, Heading, Item, Rows, Rule, Text, with_bullets
from bot.analysis.input.documents.outline import outline
from bot.analysis.input.documents.several import incidents_of
from bot.analysis.input.fields.events import MAX_EVENTS
from bot.analysis.input.long_texts import note_if_long
from bot.analysis.input.tables import Notes
from bot.analysis.input.times.days_in_text import with_days
from bot.json_types import Json

_PAIR: Final = 2  # cells of a label and its value
MOST_TEXT: Final = 30_000_000  # characters

_HEADING: Final = re.compile(r"(#{1,6})\s+(.+)")
_ITEM: Final = re.compile(
    r"(?P<indent>\s*)(?:(?:[-*+•–]|\d{1,2}[.)])\s+(?:\[(?P<box>[ xX]?)\]\s*)?|(?=[✅❌☑✔✓✗]))(?=\S)"
)
_ENDS_A_SENTENCE: Final = re.compile(r"[.!?]$|.{60}")
_RULE: Final = re.compile(r"[-=_*\s]{3,}")
_IGNORED: Final = re.compile(r"(?:```\w*|\|[\s|:-]+\|?)?")  # fences of code, rules of tables, nothing
_STRONG: Final = re.compile(r"\*\*([^*\n]{1,120})\*\*")


def recognizes(text: str) -> bool:
    return bool(text)


def read(text: str, notes: Notes, *, titled: bool = True) -> Sequence[Mapping[str, Json]]:
    blocks = _blocks(with_days(with_bullets(text), notes), notes)
    return incidents_of(outline(blocks, keep_lines=True), notes, titled=titled)


def _blocks(text: str, notes: Notes) -> Iterator[Block]:
    if len(text) > MOST_TEXT:
        notes.complain("", f"The text has {len(text):,} characters; only the first {MOST_TEXT:,} are read")
    held: list[str] = []
    table: list[tuple[str, ...]] = []
    for line, event in _kept(text[:MOST_TEXT], notes):
        cells = _cells(line)
        is_row = len(cells) == len(table[0]) if table else len(cells) > _PAIR and not event
        if table and not is_row:
            yield _rows(table)
            table = []
        if held and (is_row or _ends(held, line, is_event=event is not None)):
            yield _block(held)
            held = []
        if is_row:
            table.append(cells)
        elif event:
            yield Text((_bare(line),), event=event)
        elif heading := _HEADING.fullmatch(line.strip()):
            yield Heading(_marked(heading[2]), len(heading[1]))
        elif _RULE.fullmatch(line):
            yield Rule()
        elif len(cells) == _PAIR and all(cells) and not _ENDS_A_SENTENCE.search(cells[0]):
            yield Text((f"{STRONG}{cells[0]}:{END} {cells[1]}",))
        elif not _IGNORED.fullmatch(line.strip()):
            held.append(line)
    if table:
        yield _rows(table)
    if held:
        yield _block(held)


def _cells(line: str) -> tuple[str, ...]:
    """Returns the cells of a row as a browser copies it from a table, with tabs between them."""
    return tuple(map(str.strip, line.split("\t"))) if "\t" in line.strip() else ()


def _rows(table: Sequence[tuple[str, ...]]) -> Block:
    return Rows(table[0], tuple(table[1:])) if len(table) > 1 else Text((" ".join(table[0]),))


def _kept(text: str, notes: Notes) -> Iterator[tuple[str, lines.Line | None]]:
    """Yields the lines to read. One event more than are allowed is enough to refuse the text."""
    size, events = -1, 0  # the last line has no break
    for number, broken in enumerate(StringIO(text, newline=None), 1):  # a list of ten million takes a gigabyte
        line = broken.removesuffix("\n")
        event = lines.event_line(line) if line and not line.isspace() else None
        if event or size <= values.MAX_TEXT:
            yield line, event
        if event:
            note_if_long(line, number, notes)
        size += 0 if event else len(line) + 1
        events += event is not None
        if events > MAX_EVENTS:
            return
    if size > values.MAX_TEXT:
        problem = f"The text has {len(text):,} characters; besides events, only the first {values.MAX_TEXT:,} are read"
        notes.complain("", problem)


def _ends(held: Sequence[str], line: str, *, is_event: bool) -> bool:
    """Whether a line begins a block of its own. An item goes on in lines that are indented."""
    if is_event or not line.strip() or _ITEM.match(line) or _HEADING.fullmatch(line.strip()) or _RULE.fullmatch(line):
        return True
    return bool(_ITEM.match(held[0])) and not line[:1].isspace()


def _block(held: Sequence[str]) -> Block:
    item = _ITEM.match(held[0])
    if item is None:
        return Text(tuple(_marked(line) for line in held))
    ticked = item["box"] in ("x", "X") if item["box"] is not None else None
    words = (held[0][item.end() :], *held[1:])
    return Item(tuple(_marked(line) for line in words), 1 + len(item["indent"]) // 2, ticked)


def _bare(line: str) -> str:
    item = _ITEM.match(line)
    return line[item.end() if item else 0 :].strip()


def _marked(line: str) -> str:
    return _STRONG.sub(rf"{STRONG}\1{END}", line.strip())
