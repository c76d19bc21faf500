"""How a refusal reads in Slack: its sentence, and what to type instead as a slash command.

Messages set commands as code; what stands under an input of a form is plain text.
"""

from collections.abc import Callable, Mapping
from typing import Final

from bot.errors import Guess, Hint, Refused, VerbSubject
from handlers.slack import action_ids
from templates.commands import wording
from templates.rendering import mrkdwn

_SLASH: Final[Mapping[VerbSubject, str]] = {
    VerbSubject.INCIDENT: action_ids.COMMAND_INCIDENT,
    VerbSubject.REVIEW: action_ids.COMMAND_REVIEW,
}


def in_message(refusal: Refused) -> str:
    return wording.refused(mrkdwn.escape(str(refusal)), instead(refusal.hint, mrkdwn.code) if refusal.hint else "")


def in_form(refusal: Refused) -> str:
    return mrkdwn.escape(wording.refused(str(refusal), instead(refusal.hint) if refusal.hint else ""))


def instead(hint: Hint, code: Callable[[str], str] = str) -> str:
    command, example = _typed(hint, hint.arguments), _typed(hint, hint.example) if hint.example else ""
    if isinstance(hint, Guess):
        return wording.did_you_mean(command, code)
    if example and not hint.arguments:
        return wording.for_example(example, code)
    return wording.type_instead(command, hint.purpose, example, code)


def _typed(hint: Hint, arguments: str) -> str:
    return " ".join(filter(None, (_SLASH[hint.subject], hint.verb, arguments)))
