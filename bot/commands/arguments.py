"""Helpers shared by the verbs' parsers. They raise Unclear; the parser adds an example of the verb."""

import re
from collections.abc import Iterable

from bot.commands.quotes import quoted
from bot.commands.requests import TypedText
from bot.errors import Hint, Unclear
from bot.graphemes import seen
from templates.commands import wording


def first_word(text: str) -> tuple[str, str]:
    """The first word of a text and the rest."""
    parts = text.split(maxsplit=1)
    return (parts[0] if parts else "", parts[1].strip() if len(parts) == 2 else "")


_SET_OFF = re.compile(r"[:：,;，；|–—-]+(?:\s+|$)")


def argument_and_text(text: str) -> tuple[str, str]:
    """An argument of a few possible words, and the text behind it: `sev2, Europe`, `to monitoring - stable`."""
    word, rest = first_word(text)
    if word.casefold() == "to" and rest:
        word, rest = first_word(rest)
    return word.rstrip(".:：,;!") or word, _SET_OFF.sub("", rest, count=1) if _SET_OFF.match(rest) else rest


def required(what: str, text: str, example: str = "") -> str:
    """The text without surrounding spaces; raises Unclear if it is empty. `what` names it: "A title"."""
    if not seen(text):
        raise Unclear(wording.enter(what), example=example)
    return text.strip()


def without_arguments(typed: TypedText) -> None:
    """Raises Unclear if something was typed after a verb that takes no arguments."""
    if typed.text.strip():
        raise Unclear(wording.not_clear(typed.text.strip()))


def as_text(verb: str, text: str) -> Hint:
    """How to type what looks like an argument of a verb as its text."""
    return Hint(verb, quoted(text.strip()), wording.AS_TEXT)


MAY_BE_MORE = re.compile(r"\W?\d|@|[^\s:：]+(?::\s|：)")
"""What in front of a text could be more than text: a time or number, a person, a type."""

_EVERYONE = frozenset({"@channel", "@here", "@everyone"})
_HANDLE = re.compile(r"@\w[\w.-]*")


def is_unknown_person(word: str) -> bool:
    """Whether a word that mentions nobody was meant to: `@bob`, typed without choosing the person."""
    return _HANDLE.fullmatch(word) is not None and word.casefold() not in _EVERYONE


SHORT = 5  # letters: of a shorter word than that, another letter makes another word ("node", "note")


def mistyped(word: str, known: Iterable[str]) -> str:
    """The known word that this one is a typing error of, "" if it is none: "deteciton", but not "migration"."""
    meant = word.casefold()
    return next((each for each in known if each[0] == meant[0] and _is_slip(meant, each)), "")


def _is_slip(word: str, known: str) -> bool:
    """One or two slips of the finger: a letter too many, too few or wrong, or two neighbors swapped."""
    if len(known) <= SHORT:
        return (len(word) != len(known) and slips(word, known) == 1) or sorted(word) == sorted(known)
    return slips(word, known) <= 2 - (len(known) < 8)


def slips(one: str, other: str) -> int:
    """The edit distance in which swapped neighbors count once (optimal string alignment)."""
    rows = [list(range(len(other) + 1))]
    for i, letter in enumerate(one, 1):
        row = [i]
        for j, wanted in enumerate(other, 1):
            costs = [rows[-1][j] + 1, row[-1] + 1, rows[-1][j - 1] + (letter != wanted)]
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == wanted:
                costs.append(rows[-2][j - 2] + 1)
            row.append(min(costs))
        rows.append(row)
    return rows[-1][-1]
