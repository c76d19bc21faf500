"""The fields in front of a Markdown document: YAML between `---`, TOML between `+++`, as Jekyll and Hugo write them.

Every value of YAML is read as text: `13:26` is a time and `no` a word, whatever YAML says. Source:
jekyllrb.com/docs/front-matter, gohugo.io/content-management/front-matter.
"""

import re
import tomllib
from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any, Final

from bot.analysis.input import values
from bot.analysis.input.tables import Notes
from bot.json_types import Json

LONGEST: Final = 20_000  # characters
_MATTER: Final = re.compile(
    r"(?P<mark>---|\+\+\+)[ \t]*\n(?P<fields>.{0,20000}?\n)?(?P=mark)[ \t]*(?:\n|\Z)", re.DOTALL
)
_PAIR: Final = re.compile(r"(?P<key>[A-Za-z][\w .-]{0,60}?)\s*:(?:\s+(?P<value>.*))?")


def split(text: str, notes: Notes) -> tuple[Mapping[str, Json], str]:
    """Returns the fields, and the text behind them."""
    matched = _MATTER.match(text)
    if matched is None:
        return {}, text
    held = matched["fields"] or ""
    found = _toml(held, notes) if matched["mark"] == "+++" else _yaml(held)
    if not found and held.strip() and matched["mark"] == "---":
        return {}, text  # a rule between two texts
    return found, text[matched.end() :]


def _toml(text: str, notes: Notes) -> Mapping[str, Json]:
    try:
        return {key: _plain(value) for key, value in tomllib.loads(text).items()}
    except (tomllib.TOMLDecodeError, RecursionError) as bad:
        notes.complain("front matter", f"invalid TOML ({bad})")
        return {}


def _plain(value: Any) -> Json:
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return [_plain(item) for item in value] if isinstance(value, list) else value


def _yaml(text: str) -> Mapping[str, Json]:
    """Reads `key: value`, lists and folded lines; what is nested deeper is kept as text."""
    found: dict[str, Json] = {}
    key = ""
    for line in text.split("\n"):
        matched = _PAIR.fullmatch(line)
        if matched:
            key, value = matched["key"], _scalar(matched["value"] or "")
            found[key] = value
        elif key and line.strip() and not line.lstrip().startswith("#"):
            found[key] = _with_line(found[key], line.strip())
        elif line.strip() and not line.lstrip().startswith("#"):
            return {}
    return {key: value for key, value in found.items() if value not in ("", [])}


def _with_line(value: Json, line: str) -> Json:
    if line.startswith("- "):
        items = list(value) if isinstance(value, list) else []
        return [*items, _scalar(line[2:])]
    begun = "" if value in ("|", ">", "|-", ">-") else value
    if isinstance(begun, list):
        return [*begun[:-1], f"{begun[-1]}; {line}"] if begun else [line]
    return " ".join(filter(None, (str(begun), line)))


def _scalar(word: str) -> Json:
    word = re.sub(r"(?:^|\s)#.*$", "", word.strip()) if word[:1] not in ("'", '"') else word.strip()
    if word.startswith("[") and word.endswith("]"):
        return [_unquoted(part) for part in word[1:-1].split(",") if part.strip()]
    return _unquoted(word)


def _unquoted(word: str) -> str:
    word = word.strip()
    quoted = len(word) > 1 and word[0] == word[-1] and word[0] in "'\""
    return values.one_line(word[1:-1] if quoted else word)
