"""Quotation marks of all keyboards, and how a text is split into what is quoted and the words around it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

_CLOSING: Final[Mapping[str, str]] = {
    '"': '"“”',
    "＂": "＂",
    "“": '”“"',
    "”": "”“",
    "„": '“”"',
    "‟": "”",
    "«": "»",
    "»": "«»",
    "‹": "›",
    "›": "‹›",
    "‘": "’‘'",
    "’": "’",
    "‚": "‘’",
    "'": "'’",
    "「": "」",
    "『": "』",
    "〝": "〞〟",
    "´": "´",
}
"""Each mark that can open a quotation, with those that close it: a keyboard may have typed only one of a pair.

Backticks are none: they are code, and code is a part of its text."""


@dataclass(frozen=True)
class Piece:
    """A word, or what was in quotation marks."""

    text: str
    quoted: bool = False


_PAIRS: Final = ('""', "“”", "«»", "「」")


def quoted(text: str) -> str:
    """The text in quotation marks that it doesn't have itself."""
    pair = next((pair for pair in _PAIRS if not set(pair) & set(text)), _PAIRS[0])
    return f"{pair[0]}{text}{pair[1]}"


def unquoted(text: str) -> str:
    """The text between the marks if one quotation is all of it, "" otherwise."""
    found = pieces(text)
    return found[0].text if len(found) == 1 and found[0].quoted else ""


def pieces(text: str) -> list[Piece]:
    """The words and quotations of a text, empty ones too. A mark that nothing closes is a part of its word."""
    found, rest = [], text.strip()
    while rest:
        end = _end_of_quotation(rest)
        if end:
            found.append(Piece(rest[1:end].strip(), quoted=True))
            rest = rest[end + 1 :].lstrip()
        else:
            word, *behind = rest.split(maxsplit=1)
            found.append(Piece(word))
            rest = behind[0] if behind else ""
    return found


def _end_of_quotation(text: str) -> int:
    """The place of the mark that closes the one in front, 0 if none does: its partner, or else a mark like it."""
    closing = _CLOSING.get(text[0], "")
    return (_end(text, closing[0]) or _end(text, closing)) if closing else 0


def _end(text: str, closing: str) -> int:
    """Quotations may contain quotations. A mark within a word closes none: it is an apostrophe."""
    depth = 1
    for place, letter in enumerate(text[1:], 1):
        before, behind = text[place - 1], text[place + 1 : place + 2]
        if letter in closing and not behind.strip(" ,;:\t\n") and not before.isspace():
            depth -= 1
            if not depth:
                return place
        elif letter == text[0] and before.isspace() and behind.strip():
            depth += 1
    return 0
