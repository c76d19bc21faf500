"""Mentions in a typed text: where a person's name ends, whatever is typed around it.

Slack hands over who was chosen from its list, here as the names of `people`. A colon, a comma or a bracket behind a
name belongs to neither the name nor the text; "@Bob Kim's fix" speaks of a person without naming an author or owner.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from bot.commands.arguments import first_word, is_unknown_person
from bot.commands.requests import CommandContext
from bot.people.model import Person

_END: Final = re.compile(r"[.,:：;!?)\]–—-]*(?=\s|$)")
_BEHIND: Final = " .,:;!?)]"
_BEFORE: Final = " ,:;([–—-"


def in_front(text: str, people: Iterable[str]) -> tuple[str, str]:
    """The name that a text begins with, "" for none, and the rest. Of two that fit, the longer one is taken."""
    for name in _longest_first(people):
        if text.startswith(name) and (end := _END.match(text, len(name))):
            return name, text[end.end() :].strip()
    return "", text


def behind(text: str, people: Iterable[str]) -> tuple[str, str]:
    """The name that a text ends with, "" for none, and the text before it."""
    bare = text.rstrip(_BEHIND)
    for name in _longest_first(people):
        if bare == name or bare.endswith((f" {name}", f"({name}", f"[{name}")):
            return name, bare.removesuffix(name).rstrip(_BEFORE)
    return "", text


def unknown_in_front(text: str, people: Iterable[str]) -> str:
    """`@bob` in front of a text, if it was typed without choosing the person."""
    if any(re.match(rf"{re.escape(name)}\b", text) for name in people):
        return ""
    word = first_word(text)[0].rstrip(_BEHIND)
    return word if is_unknown_person(word) else ""


def unknown_behind(text: str, people: Iterable[str]) -> str:
    """`@bob` at the end of a text, if it was typed without choosing the person."""
    word = text.rstrip(_BEHIND).split()[-1:]
    known = word and any(text.rstrip(_BEHIND).endswith(name) for name in people)
    return word[0] if word and not known and is_unknown_person(word[0]) else ""


def _longest_first(people: Iterable[str]) -> Sequence[str]:
    return sorted(people, key=len, reverse=True)


def one_called(name: str, asking: CommandContext) -> Person | None:
    """The one person of this whole name, typed without choosing them."""
    same = [each for each in asking.called(name) if each.name.casefold() == name.casefold()]
    return same[0] if len(same) == 1 else None
