"""Terms: what the search index holds of a text, and what a search asks it for.

An index knows terms and the beginnings of terms, nothing else. So everything in which two people write the same word
differently is made equal here: case, diacritics, the width of letters. Then the text is split:

- A word is a run of letters and digits. An address, a path or a name with hyphens is several words in a row, and is
  searched as such: `v1/pay` finds `api.example.com/v1/pay`, and `10.0.3.7` no text that has only 10 and 7.
- Scripts without spaces have no words to split into: each pair of neighbouring characters is a term, and so is the
  last character, so that a single one is the beginning of some term wherever it stands.
- A word in camelCase is one word, and so is one with a number at its end: `PAY123`, `v1`. Their parts come once more
  behind the whole text, so that they don't part neighbours.
- The hash of a commit is searched by its beginning too, for a text may have it short.
- Each emoji is a term.

Terms are stored: a change of what this module makes of a text needs a migration that makes them again.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final
from unicodedata import normalize

from bot.commands.quotes import pieces as typed_pieces

# Marks above and below letters in alphabets and in Hebrew and Arabic, where they are optional; characters that are
# not seen. Not the marks of Japanese and of Indic scripts, which make another letter.
_IGNORED: Final = re.compile(
    "[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670"
    "\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f\ufe00-\ufe0f"
    "\u00ad\u034f\u061c\u200c-\u200f\u202a-\u202e\u2060-\u206f\ufeff\U0001f3fb-\U0001f3ff\U000e0020-\U000e01ef]"
)
_BARRED: Final = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ŧ": "t", "ı": "i", "æ": "ae", "œ": "oe"})

# Thai, Lao, Burmese, Khmer; Hangul, kana, bopomofo, ideographs.
_UNSPACED: Final = (
    "\u0e01-\u0e3a\u0e40-\u0e4e\u0e81-\u0ecd\u1000-\u1049\u1050-\u109f\u1780-\u17d3"
    "\u1100-\u11ff\ua960-\ua97f\uac00-\ud7ff\u3005-\u3007\u3021-\u3035\u3038-\u303c\u3041-\u309a\u309d-\u309f"
    "\u30a1-\u30fa\u30fc-\u30ff\u3105-\u312f\u31a0-\u31bf\u31f0-\u31ff\u2e80-\u2fdf\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\U0001b000-\U0001b16f\U00020000-\U0003ffff"
)
_SIGNS: Final = "\u0900-\u0963\u0966-\u0dff\u0f71-\u0fbc"  # Indic and Tibetan vowel signs are no letters for `\w`
_LETTERS: Final = rf"(?:[^\W_{_UNSPACED}]|[{_SIGNS}])+"
_EMOJI: Final = "[\u2190-\u21ff\u2300-\u23ff\u25a0-\u27bf\u2900-\u297f\u2b00-\u2bff\U0001f000-\U0001faff]"
_RUNS: Final = re.compile(f"(?P<unspaced>[{_UNSPACED}]+)|{_LETTERS}|{_EMOJI}")
_PIECES: Final = re.compile(f"[{_UNSPACED}]|{_LETTERS}|{_EMOJI}")
_PLAIN_RUNS: Final = re.compile("[a-z0-9]+")
_SEAM: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z]{2})")  # not in APIs, VMs
_NUMBERED: Final = re.compile(r"(?<![^\W_])([^\W\d_]+)(\d+)(?![^\W_])")
_TICKET: Final = re.compile(r"^([^\W\d_]+)[-_#](\d+)$")
_VERSION: Final = re.compile(r"^v(?=\d)", re.IGNORECASE)
_HASH: Final = re.compile(r"(?=.*\d)(?=.*[a-f])[0-9a-f]{8,64}", re.IGNORECASE)
_SHORT_HASH: Final = 7  # characters, as git writes it


@dataclass(frozen=True)
class Wanted:
    """One word, address or quotation that a text must contain, in any of these ways of writing it."""

    written: tuple[str, ...]


def terms(text: str) -> str:
    """The terms of a text, in order, separated by spaces."""
    return " ".join([*_in_order(text), *(term for word in _with_parts(text) for term in _in_order(word))])


def wanted(text: str, renamed: Sequence[tuple[str, str]] = ()) -> tuple[Wanted, ...]:
    """What a text must contain to be found, each once; nothing if there is no letter, digit or emoji in `text`.

    `renamed` has the names of people who were renamed, each with an earlier one: texts keep the words of their time.
    """
    found = (
        Wanted(tuple(dict.fromkeys(map(fold, (*_written(piece.text), *_earlier(piece.text, renamed))))))
        for piece in typed_pieces(text)
        if begun_terms(piece.text)
    )
    return tuple(dict.fromkeys(found))


def _earlier(text: str, renamed: Sequence[tuple[str, str]]) -> Iterator[str]:
    """The earlier names of people of whose new name this is a part."""
    said = set(_in_order(text))
    return (before for now, before in renamed if said <= set(_in_order(now)) and not said <= set(_in_order(before)))


def _written(text: str) -> tuple[str, ...]:
    """In the ways that others write it: `PAY-123` as `PAY123`, `v1.2.3` as `1.2.3`."""
    written = (text, _apart(text), _TICKET.sub(r"\1\2", text), _VERSION.sub("", text))
    return (*written, text[:_SHORT_HASH]) if _HASH.fullmatch(text) else written


def begun_terms(text: str) -> list[str]:
    """The terms of a text that may go on, in a row: the end of an unspaced run is not the end of it, then."""
    found, runs = list(_in_order(text)), list(_RUNS.finditer(fold(text)))
    return found[:-1] if runs and len(runs[-1]["unspaced"] or "") > 1 else found


def fold(text: str) -> str:
    """The text as all who write it differently would write it."""
    if text.isascii():
        return text.lower()
    plain = normalize("NFKD", normalize("NFKC", text).casefold())
    return normalize("NFC", _IGNORED.sub("", plain).translate(_BARRED))


def spans(text: str) -> Iterator[tuple[str, int, int]]:
    """Each word, emoji or character of an unspaced script, folded, with its place in the text."""
    for found in _PIECES.finditer(text):
        yield fold(found.group()), *found.span()


def _in_order(text: str) -> Iterable[str]:
    folded = fold(text)
    return _PLAIN_RUNS.findall(folded) if folded.isascii() else _of_runs(folded)


def _of_runs(folded: str) -> Iterator[str]:
    for found in _RUNS.finditer(folded):
        run = found["unspaced"]
        if run:
            yield from map("".join, pairwise(run))
        yield run[-1] if run else found.group()


def _with_parts(text: str) -> Iterator[str]:
    """What stands between spaces and has a word of several parts, with its parts as words."""
    if _SEAM.search(text) or _NUMBERED.search(text):
        yield from (apart for each in text.split() if (apart := _apart(each)) != each)


def _apart(text: str) -> str:
    return _SEAM.sub(" ", _NUMBERED.sub(r"\1 \2", text))
