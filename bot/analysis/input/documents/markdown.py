"""A document in Markdown or wiki markup: recognized by a heading, a table or front matter.

A text that is too long for the parser is read as plain lines.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from bot.analysis.input.documents import front_matter
from bot.analysis.input.documents.blocks import read_blocks, with_bullets
from bot.analysis.input.documents.outline import outline
from bot.analysis.input.documents.several import incidents_of
from bot.analysis.input.documents.wiki import as_markdown, is_wiki
from bot.analysis.input.fields.names import field_of
from bot.analysis.input.tables import Notes
from bot.analysis.input.times.days_in_text import with_days
from bot.json_types import Json

MOST_LINES: Final = 10_000
MOST_TEXT: Final = 1_000_000  # characters
_MOST_LINKS: Final = 200

# No two repetitions that a blank could belong to stand side by side: a line may have a hundred thousand of them.
_HEADING: Final = re.compile(
    r"^ {0,3}#{1,6}[ \t]+\S|(?:\A|^\n)(?=[^\n\w]{0,200}\w)[^\n:|]{1,300}\n(?:={3,}|-{3,})[ \t]*$", re.MULTILINE
)
_TABLE: Final = re.compile(
    r"^(?:[ \t]{0,20}\|)?[^\n|]+\|[^\n]*\n[ \t]*(?:\|[ \t]*)?:?-+:?[ \t]*(?:\|[ \t]*(?::?-+:?[ \t]*)?)+$", re.MULTILINE
)
_MATTER: Final = re.compile(r"(?:---|\+\+\+)[ \t]*\n")


def recognizes(text: str) -> bool:
    if len(text) > MOST_TEXT or text.count("\n", 0, MOST_TEXT) > MOST_LINES:
        return False
    return bool(is_wiki(text) or _HEADING.search(text) or _TABLE.search(text) or _MATTER.match(text))


def read(text: str, notes: Notes, *, titled: bool = True) -> Sequence[Mapping[str, Json]]:
    text = text.replace("\r\n", "\n")
    matter, body = front_matter.split(with_days(as_markdown(text) if is_wiki(text) else text, notes), notes)
    found = read_blocks(with_bullets(body))
    given = {field_of(key): value for key, value in matter.items() if value}
    incidents = incidents_of(outline(found.blocks), notes, titled=titled and "title" not in given)
    links = [
        f"{words}: {address}" if words != address else address for address, words in found.links.items() if address
    ]
    beside = {**given, **({"links": links[:_MOST_LINKS]} if links else {})}
    return [{**fields, **beside} for fields in incidents]
