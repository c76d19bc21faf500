"""The review as a canvas: the Markdown that Slack accepts, and what people changed in it since it was last written.

Pure functions. Only fingerprints of the written sections are stored (`CanvasState`, as the text of an entry of kind
CANVAS in the edit log). They show whether someone changed a section in the canvas, and which version they changed.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Final

from bot.review.document.review import DEFINITIONS, FURTHER, QUESTIONS, SOURCES
from bot.review.edit_log import fingerprint
from bot.review.sections.editable_sections import TITLES, EditableSection
from bot.review.sections.edited_document import ANSWERS, STATUS
from templates.review import wording

MOST_CELLS: Final = 300  # of a table, from Slack's page on canvases
MOST_CONTENT: Final = 1_000_000  # characters; Slack's reference of canvases.create says 1,048,576
LEAD: Final = ""  # the key of the text above the first section
_ADDITIONS: Final = (wording.OTHER_VERSION_BY, wording.GENERATED_TEXT, *wording.EARLIER_ADDITIONS)
CUT: Final = re.compile(f"^### (?:{'|'.join(map(re.escape, _ADDITIONS))})", re.MULTILINE)

_WRITABLE: Final = {title: key for key, title in TITLES.items()}
_OTHERS: Final = {title: key for key, title in (QUESTIONS, FURTHER, DEFINITIONS, SOURCES, STATUS, ANSWERS)}
# Titles that earlier versions wrote
_EARLIER_TITLES: Final = {
    wording.EARLIER_REVIEW_STATUS: STATUS[0],
    "Summary": "summary",
    "Root cause": "root-cause",
    "Participants": "participants",
    "Related incidents and documents": "related",
    "Completeness": DEFINITIONS[0],
    "Appendix": DEFINITIONS[0],
}
_KEYS: Final = {**_WRITABLE, **_OTHERS, **_EARLIER_TITLES}
_FENCE: Final = re.compile(r"\s*(```|~~~)")
_DIVIDER: Final = re.compile(r"\|(\s*:?-+:?\s*\|)+\s*$")
_CELLS: Final = re.compile(r"(?<!\\)\|")
_SHORTCODE: Final = re.compile(r":[a-z][a-z0-9_+-]*:")
_BREAK: Final = re.compile(r"(?<!\\)<br>")
_TARGET: Final = re.compile(r"\]\(<([^<>()\s]+)>\)")
_BY: Final = re.compile(r" – (?:Written|Amendment) by .+? UTC(?: \([^)]*\))?")


# What Slack accepts


def fitted(markdown: str) -> str:
    """No HTML, no headings below the third level, tables of at most MOST_CELLS cells, MOST_CONTENT characters in all.

    A longer table is split into several with the same head. The longest sections of a longer text are cut and say so.
    """
    plainer = _TARGET.sub(r"](\1)", _BREAK.sub(" ", markdown))
    return _cut("\n".join(_lines(plainer)))


def _lines(markdown: str) -> Iterator[str]:
    fenced = False
    for is_row, group in groupby(markdown.split("\n"), lambda line: line.startswith("|")):
        lines = list(group)
        if is_row and not fenced and len(lines) > 2 and _DIVIDER.match(lines[1]):
            yield from _tables(lines)
            continue
        for line in lines:
            fenced ^= bool(_FENCE.match(line))
            yield line if fenced else re.sub(r"^#{4,}(?= )", "###", line)


def _tables(lines: list[str]) -> Iterator[str]:
    head, rows = lines[:2], lines[2:]
    most = max(1, MOST_CELLS // len(_cells(head[0])) - 1)
    for start in range(0, len(rows), most):
        if start:
            yield ""
        yield from (*head, *rows[start : start + most])


def _cells(row: str) -> list[str]:
    return [cell.strip() for cell in _CELLS.split(row.strip().removeprefix("|").removesuffix("|"))]


def _cut(markdown: str) -> str:
    pieces = [f"{head}{body}" for _key, head, body in _pieces(markdown)]
    while (over := sum(map(len, pieces)) - MOST_CONTENT) > 0:
        longest = max(range(len(pieces)), key=lambda place: len(pieces[place]))
        kept = pieces[longest][: max(0, len(pieces[longest]) - over - len(wording.REST_IN_DOCUMENT) - 8)]
        pieces[longest] = f"{kept.rpartition(chr(10))[0]}\n\n_{wording.REST_IN_DOCUMENT}_\n\n"
    return "".join(pieces)


def sections(markdown: str) -> dict[str, str]:
    """The texts by section key. Text under an unknown heading belongs to the section above it."""
    found: dict[str, str] = {}
    for key, _head, body in _pieces(markdown):
        found[key] = "\n".join(filter(None, (found.get(key, ""), body.strip())))
    return found


def _pieces(markdown: str) -> list[tuple[str, str, str]]:
    """(key, heading line, text below it), with line ends."""
    found = [(LEAD, "", "")]
    for line in markdown.replace("\r\n", "\n").splitlines(keepends=True):
        title = line.removeprefix("## ").strip() if line.startswith("## ") else ""
        if title in _KEYS:
            found.append((_KEYS[title], line, ""))
        else:
            key, head, body = found[-1]
            found[-1] = (key, head, body + line)
    return found


# What was written


@dataclass(frozen=True)
class SectionPrint:
    """A section as it was written: its version, and the fingerprint of its generated text as `basis`.

    `prints` are the fingerprints of the written text: several while it is unknown which text the canvas has.
    """

    prints: tuple[str, ...]
    version: int
    basis: str


@dataclass(frozen=True)
class CanvasState:
    """`lines` are the fingerprints of the lines outside of editable sections."""

    channel: str = ""
    sections: Mapping[str, SectionPrint] = field(default_factory=dict)
    lines: frozenset[str] = frozenset()

    @property
    def text(self) -> str:
        marks = {key: [list(one.prints), one.version, one.basis] for key, one in self.sections.items()}
        return json.dumps({"channel": self.channel, "sections": marks, "lines": sorted(self.lines)})

    @classmethod
    def read(cls, text: str) -> "CanvasState":
        if not text:
            return cls()
        told = json.loads(text)
        marks = {
            key: SectionPrint(tuple(prints), version, basis)
            for key, (prints, version, basis) in told["sections"].items()
        }
        return cls(told["channel"], marks, frozenset(told["lines"]))


def written(channel: str, markdown: str, known_sections: Iterable[EditableSection]) -> CanvasState:
    known, found = {one.key: one for one in known_sections}, sections(markdown)
    marks = {
        key: SectionPrint((fingerprint(found[key]),), known[key].version, known[key].basis)
        for key in found
        if key in known
    }
    return CanvasState(channel, marks, _prints(_loose(found, frozenset(marks))))


def maybe(after: CanvasState, before: CanvasState) -> CanvasState:
    """The state while it is unknown which of the two the canvas has."""
    marks = {**before.sections, **after.sections}
    for key in set(before.sections) & set(after.sections):
        prints = (*after.sections[key].prints, *before.sections[key].prints)
        marks[key] = replace(after.sections[key], prints=tuple(dict.fromkeys(prints)))
    return CanvasState(after.channel, marks, after.lines | before.lines)


def taken(kept: CanvasState, reading: str, versions: Mapping[str, int]) -> CanvasState:
    """The state after people's changes were saved in the review, as these versions of the sections."""
    found = sections(reading)
    marks = {
        key: replace(one, prints=(fingerprint(found[key]),), version=versions[key]) if key in versions else one
        for key, one in kept.sections.items()
    }
    return CanvasState(kept.channel, marks, kept.lines | _prints(_loose(found, frozenset(kept.sections))))


def as_read(sent: CanvasState, markdown: str, reading: str) -> CanvasState:
    """The state after writing, as read back: Slack may format the same words in another way.

    Different words were written by someone in between. They count as a change at the next reading.
    """
    meant, found = sections(markdown), sections(reading)
    same = {key for key in sent.sections if key in found and _words(found[key]) == _words(meant[key])}
    marks = {
        key: replace(one, prints=(fingerprint(found[key]),)) if key in same else one
        for key, one in sent.sections.items()
    }
    return CanvasState(sent.channel, marks, sent.lines)


# What people changed


@dataclass(frozen=True)
class CanvasEdit:
    """A section that someone edited in the canvas; `over` and `basis` are those of the text that they edited."""

    section: str
    text: str
    over: int
    basis: str


@dataclass(frozen=True)
class CanvasEdits:
    """`loose` is text that someone wrote outside of editable sections."""

    sections: tuple[CanvasEdit, ...] = ()
    loose: str = ""


def changes(kept: CanvasState, reading: str, current: Mapping[str, str]) -> CanvasEdits:
    """What people changed since the canvas was written; `current` are the edited texts by section.

    A deleted section is not a change: it comes back when the canvas is written again.
    """
    found = sections(reading)
    edits = [
        CanvasEdit(key, _said(found[key], current.get(key, "")), mark.version, mark.basis)
        for key, mark in kept.sections.items()
        if key in found and fingerprint(found[key]) not in mark.prints
    ]
    loose = [line for line in _loose(found, frozenset(kept.sections)) if _print(line) not in kept.lines]
    return CanvasEdits(tuple(one for one in edits if one.text), plain("\n".join(loose)))


def _said(body: str, current: str) -> str:
    """The text without what the review adds below it, unless that is what was changed."""
    own = plain(CUT.split(body)[0])
    return plain(body) if CUT.search(body) and _words(own) == _words(current) else own


def plain(markdown: str) -> str:
    """As a person would type it: lines without Markdown, table rows as their cells."""
    lines = (_plain(line) for line in markdown.split("\n") if not _DIVIDER.match(line.strip()))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _plain(line: str) -> str:
    said = line.strip()
    if said.startswith("|"):
        said = " | ".join(filter(None, _cells(said)))
    said = re.sub(r"^#+ |\\$|\*\*", "", said)
    said = re.sub(r"(?<!\\)\[(.+?)(?<!\\)\]\((\S+?)\)", r"\1 (\2)", said)
    said = re.sub(r"(?<!\w)_\((.*)\)_", r"(\1)", said)
    return _BY.sub("", re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", said)).rstrip()


def _loose(found: Mapping[str, str], written: frozenset[str]) -> Sequence[str]:
    lines = (line for key, body in found.items() if key not in written for line in body.split("\n"))
    return [line for line in lines if _words(line) and not _DIVIDER.match(line)]


def _prints(lines: Iterable[str]) -> frozenset[str]:
    return frozenset(_print(line) for line in lines)


def _print(line: str) -> str:
    return fingerprint(_words(line))


def _words(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", _SHORTCODE.sub("", text)))
