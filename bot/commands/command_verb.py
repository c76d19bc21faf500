"""An incident verb: how it is typed, what it does, and how its arguments are parsed."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.commands.requests import CommandContext, Request, TypedText
from bot.errors import Hint


@dataclass(frozen=True)
class CommandVerb:
    """One row of the verb table. `needs_incident`: it only works in an incident channel."""

    name: str
    usage: str
    help: str
    example: str
    parse: Callable[[TypedText, CommandContext], Request]
    needs_incident: bool = True

    def hint(self, example: str = "") -> Hint:
        """A use that works, by default the verb's own example. `example` is its arguments."""
        return Hint(self.name, example=example or self.example.removeprefix(self.name).strip())
