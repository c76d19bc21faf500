"""Asking for help where a verb is typed: help never acts.

`-h`, `--help` and `/help` have no second meaning: they count wherever they stand, whatever else was typed. `help` and
`?` are words too, so they count only in or at the end of a few words: alone behind the verb, behind words that only
name its choices (`status resolved help`), `help me please`. "log help desk is calling" is text. Any dash is a dash, and
punctuation around the word changes nothing. In quotation marks with other words, a help word is text.
"""

import re
import unicodedata
from collections.abc import Sequence
from typing import Final

from bot.commands.quotes import Piece, pieces, quoted

_CHOICE: Final = re.compile(r"[a-z]+")
_HELP: Final = re.compile(r"[^\w?/-]*(?P<mark>-+|/)?(?:help|\?+|(?<=-)h)[^\w]*", re.IGNORECASE)
_FEW: Final = 3  # words
_MINUS: Final = "\N{MINUS SIGN}"


def is_help(word: str) -> bool:
    return _found(word) is not None


def asks_for_help(text: str, usage: str) -> bool:
    """`text` follows a verb with this `usage`."""
    said = [each.text for each in pieces(text) if not each.quoted or is_help(each.text)]
    said = [word for word in said if not _is_dash(word)]  # "resolve - help"
    words = said[len(choices_in_front(said, usage)) :]
    if any(map(is_marked_help, said)) or not words:
        return any(map(is_marked_help, said))
    return (len(words) <= _FEW and is_help(words[0])) or (len(words) < _FEW and is_help(words[-1]))


def as_text(text: str) -> str:
    """What a text says whose end is in quotation marks because there is a help word in it; "" for any other text."""
    *_, last = pieces(text) or [Piece("")]
    if not last.quoted or len(last.text.split()) < 2 or not any(map(is_help, last.text.split())):
        return ""
    return f"{text.strip()[: -len(last.text) - 2]}{last.text}"


def quoted_text(text: str, usage: str) -> str:
    """The arguments that were typed with a help word, written so that it is text; "" where there are none."""
    words = text.split()
    choices = choices_in_front(words, usage)
    rest = words[len(choices) :]
    return (
        " ".join((*choices, quoted(" ".join(rest))))
        if not all(is_help(word) or _is_dash(word) for word in rest)
        else ""
    )


def choices_in_front(words: Sequence[str], usage: str) -> Sequence[str]:
    """The words in front that name choices of the verb, incidents and numbers."""
    known = frozenset(_CHOICE.findall(usage))
    return words[: next((place for place, word in enumerate(words) if not _is_choice(word, known)), len(words))]


def is_marked_help(word: str) -> bool:
    """`-h`, `--help` or `/help`, which can be no text."""
    found = _found(word)
    return found is not None and bool(found["mark"])


def _found(word: str) -> re.Match[str] | None:
    return _HELP.fullmatch(_plain(word))


def _plain(word: str) -> str:
    """The word with each dash of any keyboard as a hyphen."""
    wide = unicodedata.normalize("NFKC", word)
    return "".join("-" if letter == _MINUS or unicodedata.category(letter) == "Pd" else letter for letter in wide)


def _is_dash(word: str) -> bool:
    return not _plain(word).strip("-")


def _is_choice(word: str, choices: frozenset[str]) -> bool:
    """Also `#3`, `10` and `sev2`. The word `help` is a choice of no verb."""
    numbered = word.removeprefix("#").isalnum() and word[-1].isdecimal()
    return not is_help(word) and (word.casefold() in choices or numbered)
