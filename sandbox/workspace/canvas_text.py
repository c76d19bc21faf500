"""The Markdown of a canvas: splitting it into sections, and Slack's limits. Canvases are in `canvases`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

MOST_CONTENT = 1_048_576  # characters, from Slack's reference of canvases.create
MOST_CELLS = 300  # of a table, from Slack's page on canvases
DEEPEST_HEADING = 3

PATTERNS: Mapping[str, re.Pattern[str]] = {
    "fence": re.compile(r"\s*(```|~~~)"),
    "heading": re.compile(r"(#{1,6})\s+\S"),
    "rule": re.compile(r"\s*([-*_])(\s*\1){2,}\s*$"),
    "quote": re.compile(r"\s*>"),
    "item": re.compile(r"\s*([-*+]|\d{1,9}[.)])\s+"),
}
DIVIDER = re.compile(r"\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$")


@dataclass(frozen=True)
class Block:
    """A piece of Markdown that forms one section; `line` counts from 1."""

    kind: str
    line: int
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        return "\n".join(self.lines)


def blocks(markdown: str) -> list[Block]:
    """The blocks in order; each list item is a block of its own, as in Slack."""
    lines = markdown.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    found, at = [], 0
    while at < len(lines):
        if not lines[at].strip():
            at += 1
            continue
        kind = _kind(lines, at)
        end = _ENDS[kind](lines, at)
        found.append(Block(kind, at + 1, tuple(lines[at:end])))
        at = end
    return found


def joined(sections: Iterable[str]) -> str:
    """The Markdown of these sections; list items are on consecutive lines."""
    text, was_item = "", False
    for section in sections:
        is_item = kind_of(section) == "item"
        text += ("\n" if is_item and was_item else "\n\n") + section if text else section
        was_item = is_item
    return text


def kind_of(section: str) -> str:
    """ "h1", "h2", "h3", "item", "fence", "rule", "quote", "table" or "paragraph"."""
    kind = _kind(section.split("\n"), 0)
    return f"h{_depth(section)}" if kind == "heading" else kind


def problem(markdown: str) -> str | None:
    """Slack's `detail` if it rejects this content, else None."""
    if len(markdown) > MOST_CONTENT:
        return f"content exceeds {MOST_CONTENT} characters"
    for block in blocks(markdown):
        check = _CHECKS.get(block.kind)
        complaint = check(block) if check else None
        if complaint:
            return complaint
    return None


def _kind(lines: Sequence[str], at: int) -> str:
    for kind, pattern in PATTERNS.items():
        if pattern.match(lines[at]):
            return kind
    return "table" if _begins_table(lines, at) else "paragraph"


def _begins_table(lines: Sequence[str], at: int) -> bool:
    if "|" not in lines[at] or at + 1 == len(lines):
        return False
    following = lines[at + 1]
    return bool(DIVIDER.match(following)) and not PATTERNS["item"].match(following)


def _next_line(_: Sequence[str], at: int) -> int:
    return at + 1


def _after_fence(lines: Sequence[str], at: int) -> int:
    mark = lines[at].strip()[:3]
    closing = (place for place in range(at + 1, len(lines)) if lines[place].strip().startswith(mark))
    return next(closing, len(lines) - 1) + 1


def _after_quote(lines: Sequence[str], at: int) -> int:
    return _first(lines, at + 1, lambda place: not PATTERNS["quote"].match(lines[place]))


def _after_table(lines: Sequence[str], at: int) -> int:
    return _first(lines, at + 2, lambda place: "|" not in lines[place])


def _after_prose(lines: Sequence[str], at: int) -> int:
    return _first(lines, at + 1, lambda place: not lines[place].strip() or _kind(lines, place) != "paragraph")


def _first(lines: Sequence[str], start: int, is_end: Callable[[int], bool]) -> int:
    return next((place for place in range(start, len(lines)) if is_end(place)), len(lines))


_ENDS: Mapping[str, Callable[[Sequence[str], int], int]] = {
    "fence": _after_fence,
    "heading": _next_line,
    "rule": _next_line,
    "quote": _after_quote,
    "item": _after_prose,
    "table": _after_table,
    "paragraph": _after_prose,
}


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip("#"))


def _heading(block: Block) -> str | None:
    depth = _depth(block.lines[0])
    return f"line {block.line}: Unsupported heading depth ({depth})" if depth > DEEPEST_HEADING else None


def _quote(block: Block) -> str | None:
    for number, line in enumerate(block.lines, block.line):
        if PATTERNS["item"].match(line.lstrip().removeprefix(">")):
            return f"line {number}: Unsupported block type (List) within block quote"
    return None


def _table(block: Block) -> str | None:
    rows = (block.lines[0], *block.lines[2:])
    cells = sum(len(re.split(r"(?<!\\)\|", row.strip().strip("|"))) for row in rows)
    return f"line {block.line}: Table exceeds {MOST_CELLS} cells" if cells > MOST_CELLS else None


_CHECKS: Mapping[str, Callable[[Block], str | None]] = {"heading": _heading, "quote": _quote, "table": _table}
