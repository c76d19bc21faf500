"""Atlassian Document Format as text: headings, lists and tables as Markdown, which the reader of texts understands.

Source: developer.atlassian.com/cloud/jira/platform/apis/document/structure. Other nodes are their content.
"""

import re
from collections.abc import Callable, Mapping
from typing import Final

from bot.analysis.input import values
from bot.analysis.input.json_values import at, first, rows, text, word
from bot.json_types import Json

_WIKI_HEADING: Final = re.compile(r"^h([1-6])\.\s+", re.MULTILINE)


def text_of(value: Json) -> str:
    """Returns the text of a document, or a text; else ""."""
    return values.clean(_plain(value)) if isinstance(value, Mapping) else text(value)


def with_headings(said: str) -> str:
    """Turns headings of the older wiki markup into those of Markdown."""
    return _WIKI_HEADING.sub(lambda found: f"{'#' * int(found[1])} ", said)


def _plain(node: Mapping[str, Json]) -> str:
    kind = word(node, "type")
    return _NODES[kind](node) if kind in _NODES else _content(node)


def _content(node: Mapping[str, Json], joint: str = "") -> str:
    return joint.join(filter(None, map(_plain, rows(node, "content"))))


def _heading(node: Mapping[str, Json]) -> str:
    level = at(node, "attrs", "level")
    return f"{'#' * (level if isinstance(level, int) and 0 < level < 7 else 2)} {_content(node)}\n\n"


def _list(node: Mapping[str, Json]) -> str:
    return "".join(f"- {_content(item, ' ').strip()}\n" for item in rows(node, "content")) + "\n"


def _tasks(node: Mapping[str, Json]) -> str:
    items = ((word(item, "attrs", "state") == "DONE", _content(item).strip()) for item in rows(node, "content"))
    return "".join(f"- [{'x' if is_done else ' '}] {said}\n" for is_done, said in items) + "\n"


def _table(node: Mapping[str, Json]) -> str:
    lines = [f"| {_content(row, ' | ').replace(chr(10), ' ')} |" for row in rows(node, "content")]
    rule = f"|{'---|' * len(rows(next(iter(rows(node, 'content')), {}), 'content'))}"
    return "\n".join([*lines[:1], rule, *lines[1:]]) + "\n\n"


def _cell(node: Mapping[str, Json]) -> str:
    return _content(node, " ").strip().replace("|", "/") or " "


_NODES: Final[Mapping[str, Callable[[Mapping[str, Json]], str]]] = {
    "text": lambda node: str(at(node, "text") or ""),
    "hardBreak": lambda _node: "\n",
    "rule": lambda _node: "\n---\n",
    "mention": lambda node: first(word(node, "attrs", "text"), "@unknown"),
    "emoji": lambda node: first(word(node, "attrs", "text"), word(node, "attrs", "shortName")),
    "date": lambda node: word(node, "attrs", "timestamp"),
    "status": lambda node: word(node, "attrs", "text"),
    "inlineCard": lambda node: word(node, "attrs", "url"),
    "paragraph": lambda node: f"{_content(node)}\n\n",
    "codeBlock": lambda node: f"{_content(node)}\n\n",
    "heading": _heading,
    "bulletList": _list,
    "orderedList": _list,
    "taskList": _tasks,
    "table": _table,
    "tableCell": _cell,
    "tableHeader": _cell,
}
