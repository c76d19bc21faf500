"""Renders messages and views as lines of plain text, as a person would read them aloud.

Blocks and elements are rendered here; `mrkdwn` decodes the text in them.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from sandbox.blockkit.mrkdwn import Names, date_text, text_of

__all__ = ["Names", "lines_of", "text_of", "view_lines"]

Json: TypeAlias = Mapping[str, Any]

_RULE = "─" * 8
_BOLD = re.compile(r"\*\*(?=\S)(.+?)\*\*|__(?=\S)(.+?)__")
_MARKDOWN_LINK = re.compile(r"\[([^\]]+)\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^#{1,6} +")


@dataclass(frozen=True)
class _Reader:
    """How ids become names, and the time zone of dates."""

    names: Names
    zone: str

    def text(self, text_object: Json | None) -> str:
        if not text_object:
            return ""
        text = str(text_object.get("text", ""))
        return text_of(text, self.names, self.zone) if text_object.get("type") == "mrkdwn" else text


def lines_of(message: Json, names: Names, zone: str = "UTC") -> list[str]:
    """A message's blocks, or its text where it has none, then its attachments and files.

    Buttons are `[Label]`, menus `[Placeholder ▾]`, images `(image: alternative text)`; tables are aligned.
    """
    reader = _Reader(names, zone)
    lines = _blocks(message["blocks"], reader) if message.get("blocks") else []
    if not lines and message.get("text"):
        lines = text_of(str(message["text"]), names, zone).split("\n")
    for attachment in message.get("attachments", ()):
        lines += [f"| {line}".rstrip() for line in _attachment(attachment, reader)]
    return lines + [f"(file: {file.get('title') or file.get('name', '')})" for file in message.get("files", ())]


def view_lines(view: Json, names: Names, zone: str = "UTC") -> list[str]:
    """A modal with its title and its buttons, or a Home view."""
    reader = _Reader(names, zone)
    title = [reader.text(view["title"])] if view.get("title") else []
    ends = [f"[{reader.text(view[name])}]" for name in ("close", "submit") if view.get(name)]
    return title + _blocks(view.get("blocks", []), reader) + ([" ".join(ends)] if ends else [])


def _blocks(blocks: list[Json], reader: _Reader) -> list[str]:
    """Renders each block; an unsupported one shows its type."""
    lines: list[str] = []
    for block in blocks:
        kind = str(block.get("type"))
        lines += _BLOCKS[kind](block, reader) if kind in _BLOCKS else [f"({kind})"]
    return lines


def _split(text: str) -> list[str]:
    return text.split("\n") if text else []


def _section(block: Json, reader: _Reader) -> list[str]:
    lines = _split(reader.text(block.get("text")))
    lines += [" ".join(_split(reader.text(field))) for field in block.get("fields", ())]
    accessory = block.get("accessory")
    return _beside(lines, _element(accessory, reader)) if accessory else lines


def _beside(lines: list[str], accessory: list[str]) -> list[str]:
    """Puts a one-line accessory next to the text, a longer one (checkboxes) below it."""
    if lines and len(accessory) == 1:
        return [*lines[:-1], f"{lines[-1]}  {accessory[0]}"]
    return lines + accessory


def _actions(block: Json, reader: _Reader) -> list[str]:
    """Puts buttons and menus on one line; elements with several lines follow."""
    lines: list[str] = []
    row: list[str] = []
    for shown in (_element(element, reader) for element in block["elements"]):
        if len(shown) == 1:
            row += shown
        else:
            lines += shown
    return ([" ".join(row)] if row else []) + lines


def _context(block: Json, reader: _Reader) -> list[str]:
    parts = [
        reader.text(element) if element["type"] in ("mrkdwn", "plain_text") else _element(element, reader)[0]
        for element in block["elements"]
    ]
    return _split(" ".join(parts))


def _input(block: Json, reader: _Reader) -> list[str]:
    label = reader.text(block["label"]) + (" (optional)" if block.get("optional") else "")
    hint = [f"  {line}" for line in _split(reader.text(block.get("hint")))]
    element = _element(block["element"], reader)
    return _beside([f"{label}:"], element) + hint


def _image(block: Json, reader: _Reader) -> list[str]:
    return [*_split(reader.text(block.get("title"))), f"(image: {block['alt_text']})"]


def _markdown(block: Json, _: _Reader) -> list[str]:
    """Strips the markers of headings, bold and links; lists, quotes and tables are kept."""
    return [_markdown_line(line) for line in block["text"].split("\n")]


def _markdown_line(line: str) -> str:
    bare = _BOLD.sub(lambda bold: bold[1] or bold[2], _HEADING.sub("", line))
    return _MARKDOWN_LINK.sub(r"\1 (\2)", bare)


def _table(block: Json, reader: _Reader) -> list[str]:
    rows = [[_cell(cell, reader) for cell in row] for row in block["rows"]]
    columns = max(map(len, rows))
    widths = [max(len(row[at]) for row in rows if at < len(row)) for at in range(columns)]
    settings = [*block.get("column_settings", ()), *[{}] * columns]
    set_cell = {"right": str.rjust, "center": str.center}
    return [
        "  ".join(
            set_cell.get(settings[at].get("align"), str.ljust)(cell, widths[at]) for at, cell in enumerate(row)
        ).rstrip()
        for row in rows
    ]


def _cell(cell: Json, reader: _Reader) -> str:
    lines = _rich_text(cell, reader) if cell["type"] == "rich_text" else [cell["text"]]
    return " ".join(" ".join(lines).split())


def _rich_text(block: Json, reader: _Reader) -> list[str]:
    return [line for part in block["elements"] for line in _RICH_PARTS[part["type"]](part, reader)]


def _rich_lines(part: Json, reader: _Reader) -> list[str]:
    return _split("".join(_LEAVES[leaf["type"]](leaf, reader) for leaf in part["elements"]).rstrip("\n"))


def _rich_list(part: Json, reader: _Reader) -> list[str]:
    indent = "  " * part.get("indent", 0)
    first = part.get("offset", 0) + 1
    lines = []
    for number, item in enumerate(part["elements"], first):
        mark = f"{number}." if part["style"] == "ordered" else "•"
        lines.append(f"{indent}{mark} {' '.join(_rich_lines(item, reader))}")
    return lines


def _rich_quote(part: Json, reader: _Reader) -> list[str]:
    return [f"> {line}" for line in _rich_lines(part, reader)]


def _rich_link(leaf: Json, reader: _Reader) -> str:
    return text_of(f"<{leaf['url']}|{leaf.get('text', '')}>", reader.names, reader.zone)


_LEAVES: dict[str, Callable[[Json, _Reader], str]] = {
    "text": lambda leaf, _: str(leaf["text"]),
    "link": _rich_link,
    "emoji": lambda leaf, _: f":{leaf['name']}:",
    "user": lambda leaf, reader: f"@{reader.names('user', leaf['user_id'])}",
    "usergroup": lambda leaf, reader: f"@{reader.names('usergroup', leaf['usergroup_id'])}",
    "channel": lambda leaf, reader: f"#{reader.names('channel', leaf['channel_id'])}",
    "team": lambda _leaf, _: "@team",
    "broadcast": lambda leaf, _: f"@{leaf['range']}",
    "color": lambda leaf, _: str(leaf["value"]),
    "date": lambda leaf, reader: date_text(leaf["timestamp"], leaf["format"], reader.zone),
}

_RICH_PARTS: dict[str, Callable[[Json, _Reader], list[str]]] = {
    "rich_text_section": _rich_lines,
    "rich_text_preformatted": _rich_lines,
    "rich_text_list": _rich_list,
    "rich_text_quote": _rich_quote,
}

_BLOCKS: dict[str, Callable[[Json, _Reader], list[str]]] = {
    "section": _section,
    "header": lambda block, reader: _split(reader.text(block["text"])),
    "divider": lambda _block, _reader: [_RULE],
    "actions": _actions,
    "context": _context,
    "input": _input,
    "image": _image,
    "markdown": _markdown,
    "table": _table,
    "rich_text": _rich_text,
    "video": lambda block, reader: [f"(video: {reader.text(block['title'])})"],
    "file": lambda block, _reader: [f"(file: {block['external_id']})"],
}


def _element(element: Json, reader: _Reader) -> list[str]:
    kind = element["type"]
    if kind in ("checkboxes", "radio_buttons"):
        return _boxes(element, reader)
    if kind == "button":
        return [f"[{reader.text(element['text'])}]"]
    if kind == "image":
        return [f"(image: {element['alt_text']})"]
    if kind == "overflow":
        return ["[⋯]"]
    shown = _filled(element, reader) or reader.text(element.get("placeholder"))
    return [f"[{shown}]" if kind.endswith("_input") else f"[{shown} ▾]".replace("[ ", "[")]


def _boxes(element: Json, reader: _Reader) -> list[str]:
    ticked = [*element.get("initial_options", ()), element.get("initial_option")]
    left, right = "()" if element["type"] == "radio_buttons" else "[]"
    return [
        f"{left}{'x' if option in ticked else ' '}{right} {reader.text(option['text'])}"
        for option in element["options"]
    ]


def _filled(element: Json, reader: _Reader) -> str:
    """The initial content of an input or a menu."""
    for name, value in element.items():
        if name.startswith("initial_"):
            values = value if isinstance(value, list) else [value]
            return ", ".join(_value(name.removeprefix("initial_").rstrip("s"), each, reader) for each in values)
    return ""


def _value(kind: str, value: Any, reader: _Reader) -> str:
    if kind == "option":
        return reader.text(value["text"])
    if kind == "value" and isinstance(value, dict):
        return " ".join(_rich_text(value, reader))
    if kind == "date_time":
        return date_text(value, "{date_num} {time}", reader.zone)
    if kind in ("user", "channel", "conversation"):
        return _mention(value, reader)
    return str(value)


def _mention(identifier: str, reader: _Reader) -> str:
    """User ids start with U or W; all others are conversations."""
    if identifier[:1] in ("U", "W"):
        return f"@{reader.names('user', identifier)}"
    return f"#{reader.names('channel', identifier)}"


def _attachment(attachment: Json, reader: _Reader) -> list[str]:
    lines = [line for name in _ATTACHMENT_TEXTS for line in _split(_attached(attachment, name, reader))]
    lines += [_field(field, reader) for field in attachment.get("fields", ())]
    lines += _blocks(attachment.get("blocks", []), reader)
    lines += _split(_attached(attachment, "footer", reader))
    return lines or _split(_attached(attachment, "fallback", reader))


_ATTACHMENT_TEXTS = ("pretext", "author_name", "title", "text")


def _attached(attachment: Json, name: str, reader: _Reader) -> str:
    text = text_of(str(attachment.get(name) or ""), reader.names, reader.zone)
    address = attachment.get("title_link") if name == "title" else None
    return f"{text} ({address})" if text and address else text


def _field(field: Json, reader: _Reader) -> str:
    title, value = field.get("title", ""), text_of(str(field.get("value", "")), reader.names, reader.zone)
    return f"{title}: {value}" if title else value
