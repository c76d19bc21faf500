"""How wide text is, and where it wraps: measured without a font, so that a label keeps its place in any of them.

The widths are those of DejaVu Sans, the widest of the usual sans-serif fonts: in the others a text ends earlier.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

# Hundredths of the font's size
_WIDTHS: Final = {
    letter: width
    for letters, width in (
        ("'", 27), ("ijlI", 29), (" ,./\\:;|r’", 41), ("-fJ", 39), ("()[]!tT", 46), ('"', 46), ("*_`^sz?c–", 56),
        ("kvxyLFa", 62), ("bdeghnopqu0123456789$EPSZBACRKVXY", 70), ("{}&", 78), ("DGHNOQU", 79), ("#+<=>~≈→w", 85),
        ("M", 88), ("%m@W", 100),
    )
    for letter in letters
}  # fmt: skip
_USUAL, _WIDE, _BOLD = 72, 108, 1.14


def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """Rather too wide than too narrow."""
    return sum(map(_hundredths, text)) * size * (_BOLD if bold else 1) / 100


def _hundredths(letter: str) -> int:
    known = _WIDTHS.get(letter)
    if known is not None:
        return known
    if unicodedata.combining(letter):
        return 0
    return _WIDE if not letter.isascii() and not letter.islower() else _USUAL


@dataclass(frozen=True)
class Word:
    """What stays on one line while it fits on one, so it may have blanks. `look` is its class in the picture."""

    text: str
    look: str
    bold: bool = False

    def width(self, size: float) -> float:
        return width_of(self.text, size, bold=self.bold)


Line = tuple[Word, ...]


def words_of(text: str, look: str, *, bold: bool = False) -> tuple[Word, ...]:
    return tuple(Word(word, look, bold) for word in text.split())


def line_width(line: Sequence[Word], size: float) -> float:
    blanks = width_of(" ", size) * max(len(line) - 1, 0)
    return sum(word.width(size) for word in line) + blanks


def wrapped(words: Sequence[Word], width: float, size: float) -> tuple[Line, ...]:
    """Lines no wider than `width`, with every letter in them: a word that is wider is broken."""
    lines: list[list[Word]] = [[]]
    for word in (piece for one in words for piece in _pieces(one, width, size)):
        if lines[-1] and line_width((*lines[-1], word), size) > width:
            lines.append([])
        lines[-1].append(word)
    return tuple(tuple(line) for line in lines)


def _pieces(word: Word, width: float, size: float) -> Iterator[Word]:
    if word.width(size) <= width:
        yield word
    elif " " in word.text:
        for each in words_of(word.text, word.look, bold=word.bold):
            yield from _pieces(each, width, size)
    else:
        yield from (Word(piece, word.look, word.bold) for piece in _letters(word, width, size))


def _letters(word: Word, width: float, size: float) -> Iterator[str]:
    """Breaks a word that is wider than a line."""
    piece, taken = "", 0.0
    for letter in word.text:
        wide = width_of(letter, size, bold=word.bold)
        if piece and taken + wide > width:
            yield piece
            piece, taken = "", 0.0
        piece, taken = piece + letter, taken + wide
    yield piece
