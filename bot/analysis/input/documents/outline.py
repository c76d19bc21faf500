"""A document as a tree of sections: each heading with the entries, `Label: value` pairs and tables below it.

A heading is what Markdown says is one, and a line that only names something: `**Contributing factors**:`,
`Root cause:`, an item above items that begin with a time. A paragraph is divided where a line begins an entry of its
own: a time, a label, or a field that incidents have; in a run of such fields, whatever its label is.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, pairwise
from typing import Final

from bot.analysis.input import lines
from bot.analysis.input.documents.blocks import END, STRONG, Block, Code, Heading, Item, Rows, Rule, Text, bare
from bot.analysis.input.fields.names import HEADINGS, LABELS, field_of, moment_of
from bot.analysis.input.times import clocks

_LABEL: Final = re.compile(
    rf"{STRONG}(?P<label>[^{STRONG}{END}]{{1,120}}?)\s*:?\s*{END}\s*(?P<mark>:?)\s*(?P<value>.*)", re.DOTALL
)
_PAIR: Final = re.compile(r"(?P<label>[^:|]{1,60}?):\s+(?P<value>\S.*)", re.DOTALL)
_NAMED: Final = re.compile(r"(?P<label>[^\W\d_][^:|.!?,;\s]*(?: [^:|.!?,;\s]+){0,3}):\s+(?P<value>\S.*)", re.DOTALL)
_PLAIN: Final = re.compile(r"(?P<label>[^:|.!?]{2,60}):?")
_CLOCK: Final = re.compile(r"\d[:h]\d|\d\s?[ap]m\b", re.IGNORECASE)
_BETWEEN_PAIRS: Final = re.compile(rf"(?<=\s)[·•|]\s(?={STRONG}?[^\W\d_])")
_IS_PAIR: Final = re.compile(rf"{STRONG}?[^\W\d_][^:|·]{{0,40}}:")
_TICK: Final = re.compile(r"(?:[✅❌☑✔✓✗🟢🔴⚠]\ufe0f?\s*)+")
_WRAPPED: Final = 60  # characters; where lines are wrapped, they are longer
_DEEPEST: Final = 7  # a line that is a heading lies below all headings, an item that is one below that line


@dataclass
class Entry:
    """A paragraph or an item; `parts` are the items below it. `line` is what it says if it begins with a time. `depth`
    counts the lists around an item."""

    text: str
    ticked: bool | None = None
    depth: int = 0
    line: lines.Line | None = None
    parts: list[str] = field(default_factory=list)

    @property
    def whole(self) -> str:
        return "; ".join((self.text, *self.parts))


@dataclass
class Section:
    label: str
    level: int
    entries: list[Entry] = field(default_factory=list)
    pairs: list[tuple[str, str]] = field(default_factory=list)
    tables: list[Rows] = field(default_factory=list)
    code: list[str] = field(default_factory=list)
    below: list["Section"] = field(default_factory=list)

    @property
    def name(self) -> str:
        return field_of(self.label, heading=True)

    def all(self) -> Iterator["Section"]:
        yield self
        for each in self.below:
            yield from each.all()


def outline(blocks: Iterable[Block], *, keep_lines: bool = False) -> Section:
    """Returns the root: what stands before the first heading, and the sections. `keep_lines`: each line there is an
    entry, because nothing says that a sentence goes on in the next one."""
    builder = _Builder(keep_lines)
    for block, after in pairwise(chain(blocks, [None])):
        if block:
            builder.add(block, after)
    return builder.root


class _Builder:
    def __init__(self, keep_lines: bool) -> None:
        self.root = Section("", 0)
        self._open = [self.root]
        self._keep_lines = keep_lines

    @property
    def here(self) -> Section:
        return self._open[-1]

    def add(self, block: Block, after: Block | None) -> None:
        match block:
            case Heading():
                self._section(bare(block.text), block.level)
            case Rule():
                self._open = self._open[:1] if len(self._open) < 2 or self._open[1].level > 1 else self._open[:2]
            case Rows():
                self.here.tables.append(block)
            case Code():
                self.here.code.extend(block.lines)
            case Item():
                self._item(block, after)
            case Text(depth=0):
                self._paragraph(block, after)
            case Text():
                self._continue(" ".join(map(bare, block.lines)))

    def _section(self, label: str, level: int) -> None:
        self._close(level)
        section = Section(label, level)
        self.here.below.append(section)
        self._open.append(section)

    def _close(self, level: int) -> None:
        while len(self._open) > 1 and self.here.level >= level:
            self._open.pop()

    def _paragraph(self, block: Text, after: Block | None) -> None:
        self._close(_DEEPEST + 1)
        if block.event:
            self.here.entries.append(Entry(block.lines[0], line=block.event))
            return
        block = Text(tuple(part for line in block.lines for part in _labels_in(line)))
        first, rest = block.lines[0], block.lines[1:]
        if self._keep_lines and rest and (self.root.entries or self.root.below) and field_of(first) in HEADINGS:
            self._section(bare(first).rstrip(":"), _DEEPEST)
            block = Text(rest)
        run, as_written = _Run(block.lines), self._keep_lines and self.here is self.root
        divided = block.lines if as_written else tuple(_divided(block.lines, run))
        for place, text in enumerate(divided):
            last = place == len(divided) - 1
            alone = last and (isinstance(after, Item | Rows | Code) or len(divided) == 1)
            self._entry(text, run.pair(text), alone=alone)

    def _entry(self, text: str, pair: tuple[str, str] | None, *, alone: bool) -> None:
        line = lines.event_line(bare(text))
        label = _LABEL.fullmatch(text)
        plain = _PLAIN.fullmatch(bare(text))
        if line:
            self.here.entries.append(Entry(bare(text), line=line))
        elif label and not label["value"]:
            self._section(bare(label["label"]), _DEEPEST)
        elif label and (label["mark"] or label_colon(text)):
            self._pair(label["label"], label["value"])
        elif plain and field_of(plain["label"]) in HEADINGS and (alone or bare(text).endswith(":")):
            self._section(plain["label"], _DEEPEST)
        elif pair:
            self._pair(*pair)
        else:
            self.here.entries.append(Entry(bare(text)))

    def _pair(self, label: str, value: str) -> None:
        """A pair after a line that is a heading belongs to the section above, like that line."""
        if self.here.level == _DEEPEST and not self.here.name.startswith("how"):
            self._open.pop()
        self.here.pairs.append((bare(label), _ticked(bare(value))))

    def _item(self, block: Item, after: Block | None) -> None:
        text = " ".join(block.lines)
        line, label = lines.event_line(bare(text)), _LABEL.fullmatch(text)
        self._close(_DEEPEST + block.depth)
        above = self.here.entries[-1] if self.here.entries else Entry("")
        if line is None and block.ticked is None and _is_above(block, after):
            self._section(bare(label["label"] if label else text).rstrip(":"), _DEEPEST + block.depth)
        elif line is None and 0 < above.depth < block.depth:
            above.parts.append(_ticked(bare(text)))
        elif (
            line is None and block.ticked is None and label and label["value"] and (label["mark"] or label_colon(text))
        ):
            self.here.pairs.append((bare(label["label"]), _ticked(bare(label["value"]))))
        elif line is None and (known := known_pair(text)) and self._takes_fields():
            self.here.pairs.append(known)
        else:
            self.here.entries.append(Entry(_ticked(bare(text)), block.ticked, block.depth, line))

    def _takes_fields(self) -> bool:
        """Whether `Severity: SEV2` in a list is a field: not in a section that lists facts."""
        return all(section.name not in HEADINGS for section in self._open)

    def _continue(self, text: str) -> None:
        if self.here.entries:
            self.here.entries[-1].parts.append(text)
        else:
            self.here.entries.append(Entry(text))


def _labels_in(line: str) -> list[str]:
    """Returns the parts of a line that holds several pairs: `Status: Resolved · Commander: Priya`."""
    parts = [part.strip() for part in _BETWEEN_PAIRS.split(line)]
    return parts if len(parts) > 1 and any(map(known_pair, parts)) and all(map(_IS_PAIR.match, parts)) else [line]


def _is_above(block: Item, after: Block | None) -> bool:
    """Whether an item only names the items below it: by a label without a value, or they begin with a time."""
    if not isinstance(after, Item) or after.depth <= block.depth:
        return False
    text = " ".join(block.lines)
    named = _LABEL.fullmatch(text)
    return bool(named and not named["value"]) or lines.event_line(bare(" ".join(after.lines))) is not None


def label_colon(text: str) -> bool:
    """Whether the colon of a label stands within its strong text: `**Status:** closed`."""
    return text.partition(END)[0].rstrip().endswith(":")


def known_pair(text: str) -> tuple[str, str] | None:
    matched = _PAIR.fullmatch(bare(text))
    return (matched["label"], matched["value"]) if matched and field_named(*matched.groups()) in LABELS else None


def field_named(label: str, value: str) -> str:
    """Returns the field of a pair: `Resolved` names a moment only before a time of day."""
    name = field_of(label)
    moment = moment_of(name)
    return moment if moment and _CLOCK.search(value[:60]) and clocks.read_time(value) else name


class _Run:
    """The lines of a paragraph. Where two `Label: value` lines follow each other, and one label is known, each such
    line is a pair, if its label begins alike: with a capital letter, or without."""

    def __init__(self, written: Sequence[str]) -> None:
        named = [_NAMED.fullmatch(bare(line)) for line in written]
        first = next((one for one, other in pairwise(named) if one and other and _alike(one, other)), None)
        self._first = first if first and any(map(known_pair, written)) else None

    def pair(self, text: str) -> tuple[str, str] | None:
        matched = _NAMED.fullmatch(bare(text)) if self._first else None
        if matched and self._first and _alike(matched, self._first):
            return matched["label"], matched["value"]
        return known_pair(text)


def _alike(one: re.Match[str], other: re.Match[str]) -> bool:
    return one["label"][0].isupper() == other["label"][0].isupper()


def _ticked(text: str) -> str:
    """A text without the marks that stand for a tick or a cross."""
    return _TICK.sub("", text, count=1) if _TICK.match(text) else text


def _divided(written: Sequence[str], run: _Run) -> Iterator[str]:
    """Joins the lines of a paragraph that one sentence runs over."""
    held: list[str] = []
    for line in written:
        if held and (_begins(line, run) or _is_complete(held)):
            yield " ".join(held)
            held = []
        held.append(line)
    if held:
        yield " ".join(held)


def _is_complete(held: Sequence[str]) -> bool:
    """Whether a field, such as `Severity: SEV2`, ends with its line: the line is too short to be wrapped."""
    pair = known_pair(held[0])
    return len(held) == 1 and len(held[0]) < _WRAPPED and pair is not None and field_of(pair[0]) not in HEADINGS


def _begins(line: str, run: _Run) -> bool:
    is_label = line.startswith(STRONG) and _LABEL.match(line)
    return bool(is_label or lines.event_line(bare(line)) or run.pair(line))
