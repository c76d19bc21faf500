"""Markdown (CommonMark with GitHub's tables): escaping, so that typed text shows as it was typed, and links."""

import re
from collections.abc import Callable, Mapping
from typing import Final

from markupsafe import Markup

from templates.rendering.web_addresses import is_web_address

_NEWLINE: Final = re.compile(r"\r\n|\r|\n")
# _ has no effect inside a word, so names such as db_pool stay readable in the source;
# # closes a heading only at the end of a line
_ANYWHERE: Final = re.compile(r"[\\`*\[\]<&|~$]|(?<![0-9A-Za-z])_|_(?![0-9A-Za-z])|#(?=$)")
_AT_START: Final = re.compile(r"([#>+=:-])|(\d{1,9})([.)])(?=\s|$)")
# Most texts have no marker at all, and a long review has hundreds of thousands
_MARKS: Final = re.compile(r"[\\`*\[\]<&|~$_#\r\n]")


def escape(text: str) -> str:
    """Text with Markdown's markers escaped; a line break becomes <br>, so that a table row stays one line."""
    text = text.strip()
    if not _MARKS.search(text) and not _AT_START.match(text):
        return text
    lines = _NEWLINE.split(text)
    return "<br>".join(_escape_line(line.strip()) for line in lines)


def _escape_line(line: str) -> str:
    started = _AT_START.match(line)
    if started is None:
        return _ANYWHERE.sub(r"\\\g<0>", line)
    first = f"\\{started[1]}" if started[1] else f"{started[2]}\\{started[3]}"
    return first + _ANYWHERE.sub(r"\\\g<0>", line[started.end() :])


def code(text: str) -> Markup:
    """A code span for any text: its fence is longer than every run of backticks inside."""
    line = " ".join(text.split())
    fence = "`" * (max((len(run) for run in re.findall("`+", line)), default=0) + 1)
    pad = " " if "`" in line else ""
    return Markup(f"{fence}{pad}{line}{pad}{fence}")


def link(url: str, label: str) -> Markup:
    """The label as a link; the label alone where `url` is not a web address."""
    shown = escape(label)
    return Markup(f"[{shown}](<{url}>)" if is_web_address(url) else shown)


FILTERS: Final[Mapping[str, Callable[..., object]]] = {"code": code, "link": link}
