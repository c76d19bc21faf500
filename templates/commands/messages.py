"""The context of each block in messages.j2."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.commands.command_verb import CommandVerb


@dataclass(frozen=True)
class HelpList:
    verbs: Sequence[CommandVerb]


@dataclass(frozen=True)
class HelpVerb:
    verb: CommandVerb
