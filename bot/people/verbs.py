"""The verbs for joining and leaving an incident's channel."""

from dataclasses import dataclass
from typing import Final

from bot.commands.arguments import without_arguments
from bot.commands.command_verb import CommandVerb
from bot.commands.requests import CommandContext, Request, TypedText
from bot.errors import Unclear
from templates.incidents import wording


@dataclass(frozen=True)
class Join(Request):
    """`number` is 0 for the incident of the current channel."""

    number: int = 0


@dataclass(frozen=True)
class Leave(Request):
    pass


def _join(typed: TypedText, _asking: CommandContext) -> Join:
    word = typed.text.strip().removeprefix("#")
    if word and not word.isdecimal():
        raise Unclear(wording.not_a_number(typed.text.strip()))
    return Join(int(word or 0))


def _leave(typed: TypedText, _asking: CommandContext) -> Leave:
    without_arguments(typed)
    return Leave()


VERBS: Final = (
    CommandVerb(
        "join",
        "join <number>",
        "Join an incident's channel.",
        "join 42",
        _join,
        needs_incident=False,
    ),
    CommandVerb(
        "leave",
        "leave",
        "Leave the incident. You are removed from the channel, and your roles are unassigned.",
        "leave",
        _leave,
    ),
)
