"""Asking for help where a verb is typed: help never acts.

A help word counts as one only where nothing else was typed that could be meant as text: alone behind its verb, or
behind words that only name choices of the verb (`status resolved help`). "log help desk is calling" is text.
"""

import re
from collections.abc import Sequence
from typing import Final

HELP_WORDS: Final = frozenset(
    {"help", "?", "-h", "-help", "--help", "–h", "–help", "—h", "—help"}  # phones and Slack make a dash of two hyphens
)
_CHOICE: Final = re.compile(r"[a-z]+")


def is_help(word: str) -> bool:
    return word.casefold() in HELP_WORDS


def asks_for_help(words: Sequence[str], usage: str) -> bool:
    """`words` follow a verb with this `usage`."""
    if not words or not is_help(words[-1]):
        return False
    choices = frozenset(_CHOICE.findall(usage))
    return all(word.casefold() in choices or _is_numbered(word) for word in words[:-1])


def _is_numbered(word: str) -> bool:
    """`#3`, `10` and `sev2`."""
    return word.removeprefix("#").isalnum() and word[-1].isdecimal()
