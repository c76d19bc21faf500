"""The fields in front of a document: YAML between `---`, TOML between `+++`, as Jekyll and Hugo write them.

Every value is read as text, as everywhere in YAML: `13:26` is a time and `no` a word. Source:
jekyllrb.com/docs/front-matter, gohugo.io/content-management/front-matter.
"""

import json
import re
from collections.abc import Mapping
from typing import Final

from bot.analysis.input import yaml_text
from bot.analysis.input.tables import Notes
from bot.errors import InputError
from bot.json_types import Json

MATTER: Final = re.compile(r"(?P<mark>---|\+\+\+)[ \t]*\n(?P<fields>.{0,20000}?\n)?(?P=mark)[ \t]*(?:\n|\Z)", re.DOTALL)
_KEY: Final = re.compile(r"^[\w .-]{1,60}[:=]", re.MULTILINE)


def split(text: str, notes: Notes) -> tuple[Mapping[str, Json], str]:
    """Returns the fields, and the text behind them. Fields that can't be parsed are left to the text, as lines."""
    matched = MATTER.match(text)
    held = (matched["fields"] or "") if matched else ""
    if matched is None or (held.strip() and not _KEY.search(held)):
        return {}, text  # a rule between two texts
    rest = text[matched.end() :]
    found = (_toml if matched["mark"] == "+++" else _yaml)(held, notes)
    return ({}, f"{held}\n{rest}") if found is None else (found, rest)


def _yaml(held: str, notes: Notes) -> Mapping[str, Json] | None:
    try:
        read = yaml_text.parsed(held, "front matter")
    except InputError as refused:
        notes.complain("", str(refused).rstrip("."))
        return None
    value: Json = read[0] if read else None
    if isinstance(value, Mapping) or not held.strip():
        return value if isinstance(value, Mapping) else {}
    notes.complain("front matter", "invalid YAML, so its lines are read as text")
    return None


def _toml(held: str, notes: Notes) -> Mapping[str, Json] | None:
    import tomllib  # here, because other inputs don't wait for it

    try:
        written = json.dumps(tomllib.loads(held), default=str)
    except (tomllib.TOMLDecodeError, RecursionError) as bad:
        notes.complain("front matter", f"invalid TOML ({bad})")
        return None
    read: Mapping[str, Json] = json.loads(written, parse_int=str, parse_float=str)
    return {key: str(value).casefold() if isinstance(value, bool) else value for key, value in read.items()}
