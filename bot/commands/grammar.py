"""What a verb of `/incident` is: how it is typed, what it does, and what reads its words."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.commands.requests import CommandContext, Request, TypedText


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
    def signpost(self) -> str:
        return f"Type /incident {self.usage}, for example /incident {self.example}."
