"""Asking for help where a verb is typed: help never acts.

`-h`, `--help` and `/help` have no second meaning: they count behind the verb, behind its choices and at the end,
whatever else was typed. `help` and `?` are words too, so they count only where nothing else was typed that could be
meant as text: alone behind the verb, or behind words that only name its choices (`status resolved help`). "log help
desk is calling" is text. Any dash is a dash, and quotation marks and punctuation around the word change nothing.
"""

import re
import unicodedata
from collections.abc import Sequence
from typing import Final

_CHOICE: Final = re.compile(r"[a-z]+")
_HELP: Final = re.compile(r"[^\w?/-]*(?P<mark>-+|/)?(?:help|\?+|(?<=-)h)[^\w]*", re.IGNORECASE)
_MINUS: Final = "\N{MINUS SIGN}"


def is_help(word: str) -> bool:
    return _found(word) is not None


def asks_for_help(words: Sequence[str], usage: str) -> bool:
    """`words` follow a verb with this `usage`."""
    said = [word for word in words if _plain(word).strip("-")]  # "resolve - help"
    choices = frozenset(_CHOICE.findall(usage))
    leading = next((place for place, word in enumerate(said) if not _is_choice(word, choices)), len(said))
    behind_choices = said[leading : leading + 1]
    return any(map(is_marked_help, (*behind_choices, *said[-1:]))) or (
        leading >= len(said) - 1 and any(map(is_help, said[-1:]))
    )


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


def _is_choice(word: str, choices: frozenset[str]) -> bool:
    """Also `#3`, `10` and `sev2`. The word `help` is a choice of no verb."""
    numbered = word.removeprefix("#").isalnum() and word[-1].isdecimal()
    return not is_help(word) and (word.casefold() in choices or numbered)
