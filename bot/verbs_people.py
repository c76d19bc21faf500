"""The verbs of `/incident` about people: who commands, who has which role, who comes and goes."""

from typing import Final

from bot.errors import Unclear
from bot.model import Person
from bot.requests import Asking, Command, Typed
from bot.verbs import VerbWord


def _commander(typed: Typed, asking: Asking) -> Command:
    name = typed.text.strip()
    if name.casefold() in ("", "me"):
        return Command(asking.person)
    if name not in typed.people:
        raise Unclear(f"{name} is nobody I can find.")
    return Command(Person(typed.people[name], name.removeprefix("@")))


PEOPLE: Final = (
    VerbWord(
        "commander",
        "commander [@person]",
        "Name the incident commander; without a name it is you.",
        "commander @jane",
        _commander,
    ),
)
