"""The Markdown of a canvas: what Slack accepts, and what people wrote in it, as they typed it.

Slack's canvas is plain Markdown of three levels of headings, with tables of at most MOST_CELLS cells and no HTML. The
document escapes typed text with backslashes wherever it could be taken for markup. People edit a canvas and would see
these, so here a character stays as it was typed, unless it is markup at its place: there it is a character reference
(`&#42;` for *), which reads as the character itself and is never markup. Reading takes both back.
"""

import html
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby, zip_longest
from typing import Final

from templates.review import wording

MOST_CELLS: Final = 300  # of a table, from Slack's page on canvases
HARD_BREAK: Final = "  "  # at the end of a line, which stays one
MOST_CONTENT: Final = 1_000_000  # characters; Slack's reference of canvases.create says 1,048,576

_FENCE: Final = re.compile(r"\s*(```|~~~)")
_DIVIDER: Final = re.compile(r"\|(\s*:?-+:?\s*\|)+\s*$")
_CELLS: Final = re.compile(r"(?<!\\)\|")
_BREAKS: Final = re.compile(r"\\[!-/:-@\[-`{-~]|<br>")  # past escapes: after a typed backslash, too
_TARGET: Final = re.compile(r"\]\(<([^<>()\s]+)>\)")
_PUNCTUATION: Final = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
_ESCAPED: Final = re.compile(r"\\([!-/:-@\[-`{-~])")
_REFERENCE: Final = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_WRITTEN_OTHERWISE: Final = re.compile(f"{_ESCAPED.pattern}|{_REFERENCE.pattern}")
_LOOKED_AT: Final = 200  # characters, more than any markup is long
_MARKER: Final = re.compile(r"\s*(?:(?:[-*+]|\d{1,9}[.)])\s+)?")  # of a list item
_SHORTCODE: Final = re.compile(r":[a-z][a-z0-9_+-]*:")
_BY: Final = re.compile(r" – (?:Written|Amendment) by .+? UTC(?: \([^)]*\))?")
_NUMBER: Final = re.compile(r" \[\d+\](?=\s|$)")  # of a source


# Writing


def fitted(markdown: str) -> str:
    """What Slack accepts of a document.

    A longer table is split into several with the same head. The longest sections of a longer text are cut and say so.
    """
    return _cut("\n".join(_lines(_TARGET.sub(r"](\1)", markdown))))


def _lines(markdown: str) -> Iterator[str]:
    fenced = False
    for is_row, group in groupby(markdown.split("\n"), lambda line: line.startswith("|")):
        lines = list(group)
        if is_row and not fenced and len(lines) > 2 and _DIVIDER.match(lines[1]):
            yield from _tables([_as_typed(_broken(line, " "), line, in_table=True) for line in lines])
            continue
        for line in lines:
            fenced ^= bool(_FENCE.match(line))
            yield from [line] if fenced or _FENCE.match(line) else _prose(line)


def _prose(line: str) -> Iterator[str]:
    """A line of the document with the breaks of what was typed: those in a paragraph stay lines of their own, and an
    empty one between them begins another paragraph, which an item of a list can't."""
    shallow = re.sub(r"^#{4,}(?= )", "###", line)
    marker = _MARKER.match(shallow)
    within = " " * len(marker[0]) if marker and marker[0].strip() else ""
    around = _broken(shallow, "\n")
    typed = [each for each in around.split("\n") if each.strip() or not within]
    for place, (each, after) in enumerate(zip_longest(typed, typed[1:], fillvalue="")):
        said = _as_typed(each, around)
        yield f"{within if place else ''}{said}{HARD_BREAK if said.strip() and after.strip() else ''}"


def _broken(line: str, mark: str) -> str:
    return _BREAKS.sub(lambda found: mark if found[0] == "<br>" else found[0], line)


def _tables(lines: list[str]) -> Iterator[str]:
    head, rows = lines[:2], lines[2:]
    most = max(1, MOST_CELLS // len(cells(head[0])) - 1)
    for start in range(0, len(rows), most):
        if start:
            yield ""
        yield from (*head, *rows[start : start + most])


def cells(row: str) -> list[str]:
    return [cell.strip() for cell in _CELLS.split(row.strip().removeprefix("|").removesuffix("|"))]


def _cut(markdown: str) -> str:
    pieces = re.split(r"(?m)^(?=## )", markdown)
    while (over := sum(map(len, pieces)) - MOST_CONTENT) > 0:
        longest = max(range(len(pieces)), key=lambda place: len(pieces[place]))
        kept = pieces[longest][: max(0, len(pieces[longest]) - over - len(wording.REST_IN_DOCUMENT) - 8)]
        pieces[longest] = f"{kept.rpartition(chr(10))[0]}\n\n_{wording.REST_IN_DOCUMENT}_\n\n"
    return "".join(pieces)


# Which characters are markup where they stand


@dataclass(frozen=True)
class _Place:
    """Where a character stands: in which lines that are read together, what of its line is before it and after it."""

    around: str
    before: str
    after: str
    in_table: bool

    @property
    def begins(self) -> bool:
        """Whether nothing but the mark of a list item is before it."""
        return _MARKER.fullmatch(self.before) is not None

    @property
    def rest(self) -> str:
        """What is after it, as it was typed."""
        return _ESCAPED.sub(r"\1", self.after[:_LOOKED_AT])

    @property
    def next(self) -> str:
        """The character after it, "" at the end of the line."""
        return self.rest[:1]

    @property
    def stands_alone(self) -> bool:
        return (not self.before or self.before[-1].isspace()) and (not self.next or self.next.isspace())


def _as_typed(line: str, around: str, *, in_table: bool = False) -> str:
    def typed(found: re.Match[str]) -> str:
        place = _Place(around, line[: found.start()], line[found.end() :], in_table)
        is_markup = _MARKUP.get(found[1], _at_the_beginning)
        return f"&#{ord(found[1])};" if is_markup(found[1], place) else found[1]

    return _ESCAPED.sub(typed, line)


def _pairs(sign: str, place: _Place) -> bool:
    """Whether it could begin or end something with another one of its kind."""
    if place.begins and (not place.next or place.next.isspace()):
        return True
    return place.around.count(sign) > 1 and not place.stands_alone


def _repeated(sign: str, place: _Place) -> bool:
    return place.around.count(sign) > 1


def _before_punctuation(_sign: str, place: _Place) -> bool:
    return not place.next or place.next in _PUNCTUATION


def _task(_sign: str, place: _Place) -> bool:
    return re.match(r"[ xX]\]", place.rest) is not None


def _leads_somewhere(_sign: str, place: _Place) -> bool:
    return place.next in ("(", ":")


def _element(_sign: str, place: _Place) -> bool:
    return re.match(r"[A-Za-z/!?@#]", place.rest) is not None


def _reference(_sign: str, place: _Place) -> bool:
    return _REFERENCE.match(f"&{place.rest}") is not None


def _of_a_table(_sign: str, place: _Place) -> bool:
    divides = re.search(r"(?m)^[\s\\|:-]+$", place.around)
    return place.in_table or place.begins or divides is not None


def _heads(_sign: str, place: _Place) -> bool:
    opens = place.begins and re.match(r"#{0,5}(?:\s|$)", place.rest) is not None
    return opens or place.before.startswith("#")


def _item_or_rule(_sign: str, place: _Place) -> bool:
    return place.begins and (place.next[:1].isspace() or re.match(r"[-=:|\s]*$", place.rest) is not None)


def _never(_sign: str, _place: _Place) -> bool:
    return False


def _numbers(_sign: str, place: _Place) -> bool:
    return not place.in_table and re.fullmatch(rf"(?:{_MARKER.pattern})\d{{1,9}}", place.before) is not None


def _at_the_beginning(_sign: str, place: _Place) -> bool:
    return place.begins and not place.in_table


_MARKUP: Final[Mapping[str, Callable[[str, _Place], bool]]] = {
    "\\": _before_punctuation,
    "`": _repeated,
    "*": _pairs,
    "_": _pairs,
    "~": _pairs,
    "[": _task,
    "]": _leads_somewhere,
    "<": _element,
    "&": _reference,
    "|": _of_a_table,
    "#": _heads,
    "-": _item_or_rule,
    "+": _item_or_rule,
    "=": _item_or_rule,
    "$": _never,
    ":": _never,
    ".": _numbers,
    ")": _numbers,
}


# Reading


def plain(markdown: str, *, numbered: bool = False) -> str:
    """As a person would type it: lines without Markdown, table rows as their cells. `numbered`: without the numbers of
    sources, which generated text has and which lead elsewhere once it is edited."""
    lines = (_plain(_NUMBER.sub("", line) if numbered else line) for line in markdown.split("\n") if not divides(line))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def divides(line: str) -> bool:
    """Whether it is the line below the head of a table."""
    return _DIVIDER.match(line.strip()) is not None


def _plain(line: str) -> str:
    said = line.strip()
    if said.startswith("|"):
        said = " | ".join(filter(None, cells(said)))
    said = re.sub(r"^#{1,6} |\\$", "", said)
    said = re.sub(r"(?<!\\)\*\*(?=\S)(.+?)(?<=[^\s\\])\*\*", r"\1", said)
    said = re.sub(r"(?<!\\)\[(.+?)(?<!\\)\]\((\S+?)\)", r"\1 (\2)", said)
    said = re.sub(r"(?<!\w)_\((.*)\)_", r"(\1)", said)
    return _BY.sub("", _read(said)).rstrip()


def _read(text: str) -> str:
    """Escapes and references as the characters that they stand for."""
    return _WRITTEN_OTHERWISE.sub(lambda found: found[1] or html.unescape(found[0]), text)


def words(text: str) -> str:
    """The words alone: Slack may set the same ones in another way."""
    return " ".join(re.findall(r"[^\W_]+", _read(_SHORTCODE.sub("", text))))
