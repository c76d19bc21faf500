"""The verbs for joining and leaving an incident's channel."""

from dataclasses import dataclass
from typing import Final

from bot.commands.arguments import without_arguments
from bot.commands.command_verb import CommandVerb
from bot.commands.requests import CommandContext, Request, TypedText
from bot.incidents.titles import number_in


@dataclass(frozen=True)
class Join(Request):
    """`number` is 0 for the incident of the current channel."""

    number: int = 0


@dataclass(frozen=True)
class Leave(Request):
    pass


def _join(typed: TypedText, _asking: CommandContext) -> Join:
    return Join(number_in(typed.text) if typed.text.strip() else 0)


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
