"""Markdown as a row of blocks: headings, texts, list items, tables, code and rules, with links reduced to their words.

The only module that knows markdown-it, which is imported when there is Markdown to read. Source:
spec.commonmark.org, and the tables of GitHub Flavored Markdown. Strong text stays marked by STRONG and END, because
people use it as a label. `<jane>` is no tag of HTML and stays.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.analysis.input import values
from bot.analysis.input.lines import Line

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

STRONG: Final = "\ue000"
END: Final = "\ue001"
LONGEST_TEXT: Final = 20_000  # characters of one paragraph whose links and emphasis are read

_NAMES: Final = (
    "a|b|blockquote|br|center|code|dd|del|details|div|dl|dt|em|font|h[1-6]|hr|i|img|ins|kbd|li|mark|ol|p|pre|s|small|span"
    "|strike|strong|sub|summary|sup|table|tbody|td|th|thead|tr|tt|u|ul"
)
_TAGS: Final = re.compile(rf"<!--.*?(?:-->|\Z)|</?(?:{_NAMES})(?:\s[^<>]{{0,500}})?/?>", re.DOTALL | re.IGNORECASE)
_BULLET: Final = re.compile(r"^([ \t]{0,40})[•●○◦▪▫■□‣⁃∙·][ \t]+", re.MULTILINE)
_BOX: Final = re.compile(r"\[([ xX])\]\s+")


@dataclass(frozen=True)
class Heading:
    text: str
    level: int


@dataclass(frozen=True)
class Text:
    """A paragraph; its lines are as written. `depth` counts the lists around it, if it continues an item. `event` is
    what it says if it is known to begin with a time."""

    lines: tuple[str, ...]
    depth: int = 0
    event: Line | None = None


@dataclass(frozen=True)
class Item:
    """An item of a list. `depth` counts the lists around it; `ticked` is None without a check box."""

    lines: tuple[str, ...]
    depth: int
    ticked: bool | None = None


@dataclass(frozen=True)
class Rows:
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Code:
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Rule:
    pass


Block = Heading | Text | Item | Rows | Code | Rule


@dataclass
class Document:
    """The blocks, and each link that stands in them: its words and its address."""

    blocks: Sequence[Block]
    links: dict[str, str]


def with_bullets(text: str) -> str:
    """Writes the bullets of text processors as those of Markdown."""
    return _BULLET.sub(r"\1- ", text)


def read_blocks(text: str) -> Document:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": True, "maxNesting": 50}).enable("table").disable("inline")
    reader = _Reader(parser, {})
    return Document(tuple(reader.blocks(parser.parse(text))), reader.links)


@dataclass
class _Reader:
    parser: "MarkdownIt"
    links: dict[str, str]

    def blocks(self, tokens: Sequence["Token"]) -> Iterator[Block]:
        depth, fresh, place = 0, False, 0
        while place < len(tokens):
            token = tokens[place]
            place += 1
            depth += {"bullet_list": 1, "ordered_list": 1}.get(token.type.rpartition("_")[0], 0) * token.nesting
            fresh = fresh or token.type == "list_item_open"
            if token.type == "heading_open":
                yield Heading(" ".join(self.lines(tokens[place])), int(token.tag[1:]))
                place += 1
            elif token.type == "table_open":
                end = next(at for at in range(place, len(tokens)) if tokens[at].type == "table_close")
                yield self._rows(tokens[place:end])
                place = end
            elif token.type == "inline":
                yield self._text(token, depth, fresh)
                fresh = False
            elif token.type == "hr":
                yield Rule()
            else:
                yield from self._raw(token)

    def _text(self, token: "Token", depth: int, fresh: bool) -> Block:
        box = _BOX.match(token.content) if depth and fresh else None
        ticked = box[1] != " " if box else None
        lines = self.lines(token, box.end() if box else 0)
        return Item(lines, depth, ticked) if depth and fresh else Text(lines, depth)

    @staticmethod
    def _raw(token: "Token") -> Iterator[Block]:
        if token.type in ("fence", "code_block"):
            yield Code(tuple(line for line in token.content.split("\n") if line.strip()))
        elif token.type == "html_block" and (words := _TAGS.sub(" ", token.content).strip()):
            yield Text(tuple(line.strip() for line in words.split("\n") if line.strip()))

    def _rows(self, tokens: Sequence["Token"]) -> Rows:
        rows: list[list[str]] = []
        for token in tokens:
            if token.type == "tr_open":
                rows.append([])
            elif token.type == "inline":
                rows[-1].append(bare(" ".join(self.lines(token))))
        return Rows(tuple(rows[0]), tuple(map(tuple, rows[1:])))

    def lines(self, token: "Token", start: int = 0) -> tuple[str, ...]:
        content = token.content[start:]
        words = content if len(content) > LONGEST_TEXT else "".join(self._words(self._inline(content)))
        return tuple(line for part in words.split("\n") if (line := " ".join(part.split())))

    def _inline(self, content: str) -> Sequence["Token"]:
        found: list[Token] = []
        self.parser.inline.parse(content, self.parser, {}, found)
        return found

    def _words(self, tokens: Sequence["Token"]) -> Iterator[str]:
        opened: list[tuple[str, list[str]]] = []
        for token in tokens:
            said = _said(token)
            for _address, words in opened:
                words.append(said)
            if token.type == "link_open":
                opened.append((str(token.attrs.get("href", "")), []))
            elif token.type == "link_close" and opened:
                address, words = opened.pop()
                self.links.setdefault(address, bare("".join(words)))
            elif token.type == "image":
                self.links.setdefault(str(token.attrs.get("src", "")), token.content)
            yield said


def _said(token: "Token") -> str:
    if token.type == "code_inline":
        return f"`{token.content}`"
    if token.type == "html_inline":
        return "\n" if token.content.startswith("<br") else _TAGS.sub("", token.content)
    known = {"softbreak": "\n", "hardbreak": "\n", "strong_open": STRONG, "strong_close": END}
    return known.get(token.type, token.content)


def bare(text: str) -> str:
    """A text without the marks of strong words."""
    return values.one_line(text.replace(STRONG, "").replace(END, ""))
