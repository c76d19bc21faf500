"""An incident verb: how it is typed, what it does, and how its arguments are parsed."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from bot.commands.requests import CommandContext, Request, TypedText
from bot.errors import Hint


class Leading(Enum):
    """What a number in front of the arguments is to the verb itself: words, minutes and the like, or an incident."""

    TEXT = "text"
    ARGUMENT = "argument"
    INCIDENT = "incident"


@dataclass(frozen=True)
class CommandVerb:
    """One row of the verb table.

    `needs_incident`: it is about one incident, that of the channel or the one whose number is typed first.
    `for_ended`: it is used on incidents that have ended. `moves`: it ends an incident or moves it on.
    `states_a_fact`: its text may be about anything, also about other incidents.
    `takes_number`: whether its request has taken a number in front as an argument of its own.
    """

    name: str
    usage: str
    help: str
    example: str
    parse: Callable[[TypedText, CommandContext], Request]
    needs_incident: bool = True
    leading: Leading = Leading.TEXT
    for_ended: bool = False
    moves: bool = False
    states_a_fact: bool = False
    takes_number: Callable[[Request], bool] = lambda _request: False

    @property
    def takes_text(self) -> bool:
        return any(f"<{what}>" in self.usage for what in ("text", "title", "reason", "note", "words"))

    def hint(self, example: str = "") -> Hint:
        """A use that works, by default the verb's own example. `example` is its arguments."""
        return Hint(self.name, example=example or self.example.removeprefix(self.name).strip())
