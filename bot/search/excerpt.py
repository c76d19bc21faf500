"""The part of a found text that is shown: where most of what was searched for stands together."""

from collections.abc import Sequence
from typing import Final
from unicodedata import normalize

from bot.search.terms import Wanted, spans

LENGTH: Final = 160  # characters
BEFORE: Final = 40  # of them in front of the first match

_Piece = tuple[str, int, int]


def excerpt(text: str, asked: Sequence[Wanted]) -> str:
    """The whole of a short text; otherwise about LENGTH characters of it, between dots where something is left out."""
    whole = normalize("NFC", text).strip()  # a letter and its accent are one piece
    if len(whole) <= LENGTH:
        return whole
    pieces = list(spans(whole))
    places = [_places(pieces, each) for each in asked]
    starts = sorted({place for found in places for place in found})
    best = max(starts, key=lambda start: _count(places, start), default=0)
    return _cut(whole, pieces, best)


def _places(pieces: Sequence[_Piece], asked: Wanted) -> list[int]:
    """Where it begins; if nowhere as a whole, where a word contains the beginning of it."""
    rows = [[folded for folded, _, _ in spans(written)] for written in asked.written]
    found = [pieces[at][1] for at in range(len(pieces)) if any(_begins(pieces, at, row) for row in rows)]
    return found or [start for folded, start, _ in pieces if any(row[0] in folded for row in rows)]


def _begins(pieces: Sequence[_Piece], at: int, row: Sequence[str]) -> bool:
    if not pieces[at][0].startswith(row[0]):  # nearly always
        return False
    *here, last = [folded for folded, _, _ in pieces[at : at + len(row)]]
    return here == row[:-1] and last.startswith(row[-1])


def _count(places: Sequence[Sequence[int]], start: int) -> int:
    return sum(any(start <= place < start + LENGTH - BEFORE for place in found) for found in places)


def _cut(text: str, pieces: Sequence[_Piece], match: int) -> str:
    """From some words before the match on."""
    begin = next(start for _, start, _ in pieces if start >= match - BEFORE) if match > BEFORE else 0
    within = (end for _, start, end in pieces if match <= start and end <= begin + LENGTH)
    end = max(within, default=begin + LENGTH)  # of a very long word, its beginning
    if len(text) - end <= 1:  # a full stop
        end = len(text)
    return f"{'…' if begin else ''}{text[begin:end]}{'…' if end < len(text) else ''}"
