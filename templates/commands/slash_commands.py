"""A hint as a slash command: what to type in Slack after a refusal.

The command line uses it too, for what only Slack can do.
"""

from collections.abc import Callable, Mapping
from typing import Final

from bot.errors import Either, Guess, Hint, VerbSubject
from templates.commands import wording

INCIDENT: Final = "/incident"
REVIEW: Final = "/pir"
_SLASH: Final[Mapping[VerbSubject, str]] = {VerbSubject.INCIDENT: INCIDENT, VerbSubject.REVIEW: REVIEW}


def instead(hint: Hint, code: Callable[[str], str] = str) -> str:
    """`code` formats what is typed."""
    command, example = _typed(hint, hint.arguments), _typed(hint, hint.example) if hint.example else ""
    if isinstance(hint, Guess):
        return wording.did_you_mean(command, code)
    if isinstance(hint, Either) and hint.other:
        return f"{wording.type_instead(command, hint.purpose, code=code)} {instead(hint.other, code)}"
    if example and not hint.arguments:
        return wording.for_example(example, code)
    return wording.type_instead(command, hint.purpose, example, code)


def _typed(hint: Hint, arguments: str) -> str:
    return " ".join(filter(None, (_SLASH[hint.subject], hint.verb, arguments)))
