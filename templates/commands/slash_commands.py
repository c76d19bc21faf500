"""The one place that spells a slash command, so that each works when it is pasted where it is read.

A command about an incident names it (`/incident task #3`) everywhere but in the incident's own channel. Nobody who
writes a sentence can forget that: messages and hints say which incident they speak of, and what shows them says where
they are read. Where nothing says so, the number is there, which is right in every place.

The command line uses it too, for what only Slack can do.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final

from bot.commands.command_verb import Leading
from bot.commands.incident_numbers import number_in_front
from bot.commands.parser import VERBS
from bot.errors import Either, Guess, Hint, VerbSubject
from templates.commands import wording

INCIDENT: Final = "/incident"
REVIEW: Final = "/pir"
ELSEWHERE: Final = 0
_SLASH: Final[Mapping[VerbSubject, str]] = {VerbSubject.INCIDENT: INCIDENT, VerbSubject.REVIEW: REVIEW}
_OF_NO_REVIEW: Final = frozenset({"help", "list"})
_OPTIONAL: Final = frozenset({"show", "join"})  # their only argument is the incident, and in its channel they need none
_NAMED: Final = re.compile(r"#\d+\b|<number>")

_here: ContextVar[int] = ContextVar("here", default=ELSEWHERE)


@contextmanager
def read_in(incident: int) -> Iterator[None]:
    """What is rendered inside is read in the channel of this incident, or ELSEWHERE."""
    token = _here.set(incident)
    try:
        yield
    finally:
        _here.reset(token)


def instead(hint: Hint, code: Callable[[str], str] = str) -> str:
    """`code` formats what is typed."""
    command, example = spelled(hint, hint.arguments), spelled(hint, hint.example) if hint.example else ""
    if isinstance(hint, Guess):
        return wording.did_you_mean(command, code)
    if isinstance(hint, Either) and hint.other:
        return wording.either(wording.type_instead(command, hint.purpose, code=code), instead(hint.other, code))
    if example and not hint.arguments:
        return wording.for_example(example, code)
    return wording.type_instead(command, hint.purpose, example, code)


def about_incident(number: int, verb: str, arguments: str = "") -> str:
    return spelled(Hint(verb, incident=number), arguments)


def about_review(number: int, verb: str = "", arguments: str = "") -> str:
    return spelled(Hint(verb, subject=VerbSubject.REVIEW, incident=number), arguments)


def spelled(hint: Hint, arguments: str) -> str:
    """The command, with the number of its incident where it needs one."""
    number = _number(hint, arguments) if _takes_number(hint) else ""
    return " ".join(filter(None, (_SLASH[hint.subject], hint.verb, number, arguments)))


def as_typed(hint: Hint) -> str:
    """Without a number, as it was refused."""
    return " ".join(filter(None, (_SLASH[hint.subject], hint.verb, hint.arguments)))


def _takes_number(hint: Hint) -> bool:
    if hint.subject is VerbSubject.REVIEW:
        return hint.verb not in _OF_NO_REVIEW
    return hint.verb in _OPTIONAL or (hint.verb in VERBS and VERBS[hint.verb].needs_incident)


def _number(hint: Hint, arguments: str) -> str:
    here = _here.get()
    if hint.verb in _OPTIONAL and arguments:
        return ""
    if _NAMED.match(arguments) or (hint.incident or here) == here != ELSEWHERE:
        return ""
    if _repeats_what_was_typed(hint) and not hint.incident and number_in_front(arguments):
        return ""  # it names the incident
    return f"#{hint.incident or '<number>'}"


def _repeats_what_was_typed(hint: Hint) -> bool:
    """Elsewhere, a number in front may be an example's own argument: `snooze 20 …`."""
    return isinstance(hint, Guess) or (hint.verb in VERBS and VERBS[hint.verb].leading is Leading.TEXT)
