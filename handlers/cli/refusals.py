"""Refusals on the command line: the sentence, and the command to run instead.

Commands that only exist in Slack are shown as they are typed there.
"""

import shlex
from collections.abc import Mapping
from typing import Any, Final

from bot.errors import Either, Guess, Hint, Refused, VerbSubject
from templates.commands import slash_commands, wording

_PROGRAM: Final = "python app.py"
_COMMANDS: Final[Mapping[str, str]] = {
    "declare": "declare",
    "list": "list",
    "find": "find",
    "stats": "stats",
    "help": "--help",
    "show": "status {number}",
    "log": "log {number}",
    "update": "update {number}",
    "status": "status {number}",
    "resolve": "status {number} resolved",
    "reopen": "status {number} reopen",
    "close": "status {number} close",
}
"""The verbs of /incident that the command line has, and how each begins here."""


def sentence(refusal: Refused, params: Mapping[str, Any]) -> str:
    """Returns the text of a refusal. `params` are those of the refused command, with the incident's number."""
    number = str(params.get("number") or "NUMBER")
    refusal = refusal.about(int(number)) if number.isdecimal() else refusal
    number += " --include-private" if params.get("include_private") else ""
    return wording.refused(str(refusal), _instead(refusal.hint, number) if refusal.hint else "")


def _instead(hint: Hint, number: str) -> str:
    if hint.subject is not VerbSubject.INCIDENT or hint.verb not in _COMMANDS:
        return wording.in_slack(slash_commands.instead(hint))
    command, example = _typed(hint, hint.arguments, number), _typed(hint, hint.example, number)
    if isinstance(hint, Guess):
        return wording.did_you_mean(command)
    if hint.example and not hint.arguments:
        return wording.for_example(example)
    if isinstance(hint, Either) and hint.other:
        return f"{wording.type_instead(command, hint.purpose)} {_instead(hint.other, number)}"
    return wording.type_instead(command, hint.purpose, example if hint.example else "")


def _typed(hint: Hint, arguments: str, number: str) -> str:
    """Quotation marks that mean something to Muster are quoted for the shell."""
    typed = shlex.quote(arguments) if '"' in arguments else arguments
    return " ".join(filter(None, (_PROGRAM, _COMMANDS[hint.verb].format(number=number), typed)))
