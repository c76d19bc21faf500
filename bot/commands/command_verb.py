"""What a verb is: how it is typed, what it does, and what reads its words."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.commands.requests import CommandContext, Request, TypedText
from bot.errors import Hint


@dataclass(frozen=True)
class CommandVerb:
    """One row of the table. `needs_incident`: it makes sense in an incident's channel only."""

    name: str
    usage: str
    help: str
    example: str
    parse: Callable[[TypedText, CommandContext], Request]
    needs_incident: bool = True

    @property
    def hint(self) -> Hint:
        """How it is used, for who used it wrongly."""
        return Hint(self.name, self._behind_name(self.usage), example=self._behind_name(self.example))

    def _behind_name(self, typed: str) -> str:
        return typed.removeprefix(self.name).strip()
