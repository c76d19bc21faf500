"""The review as a canvas: its sections, and what people changed in them since it was last written.

Pure functions. Only fingerprints of the written sections are stored (`CanvasState`, as the text of an entry of kind
CANVAS in the edit log). They show whether someone changed a section in the canvas, and which version they changed.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from bot.review.document.review import DEFINITIONS, FURTHER, QUESTIONS, SOURCES
from bot.review.edit_log import fingerprint
from bot.review.sections.canvas_markdown import divides, plain, words
from bot.review.sections.editable_sections import TITLES, EditableSection
from bot.review.sections.edited_document import ANSWERS, STATUS
from templates.review import wording

LEAD: Final = ""  # the key of the text above the first section
_ADDITIONS: Final = (wording.OTHER_VERSION_BY, wording.GENERATED_TEXT, *wording.EARLIER_ADDITIONS)
CUT: Final = re.compile(f"^### (?:{'|'.join(map(re.escape, _ADDITIONS))})", re.MULTILINE)

_WRITABLE: Final = {title: key for key, title in TITLES.items()}
_OTHERS: Final = {title: key for key, title in (QUESTIONS, FURTHER, DEFINITIONS, SOURCES, STATUS, ANSWERS)}
_EARLIER: Final = {**wording.EARLIER_TITLES, wording.EARLIER_REVIEW_STATUS: STATUS[0]}
_KEYS: Final = {**_EARLIER, **_WRITABLE, **_OTHERS}


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
    same = {key for key in sent.sections if key in found and words(found[key]) == words(meant[key])}
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
        CanvasEdit(key, _said(found[key], current.get(key, ""), mark), mark.version, mark.basis)
        for key, mark in kept.sections.items()
        if key in found and fingerprint(found[key]) not in mark.prints
    ]
    loose = [line for line in _loose(found, frozenset(kept.sections)) if _print(line) not in kept.lines]
    return CanvasEdits(tuple(one for one in edits if one.text), plain("\n".join(loose)))


def _said(body: str, current: str, mark: SectionPrint) -> str:
    """The text without what the review adds below it, unless that is what was changed."""
    own = plain(CUT.split(body)[0], numbered=not mark.version)
    return plain(body, numbered=True) if CUT.search(body) and words(own) == words(current) else own


def _loose(found: Mapping[str, str], written: frozenset[str]) -> Sequence[str]:
    lines = (line for key, body in found.items() if key not in written for line in body.split("\n"))
    return [line for line in lines if words(line) and not divides(line)]


def _prints(lines: Iterable[str]) -> frozenset[str]:
    return frozenset(_print(line) for line in lines)


def _print(line: str) -> str:
    return fingerprint(words(line))
