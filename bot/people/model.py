"""People and user groups of the workspace."""

from dataclasses import dataclass, field
from typing import Final


@dataclass(frozen=True)
class Person:
    """Somebody in the workspace. `id` is Slack's (U…, B… for an app), empty for one known by name only.

    A `guest` is no full member here: a guest account, or somebody from another workspace. Only the directory knows
    it; a person kept with an entry or an update does not carry it.
    """

    id: str
    name: str
    tz: str = "UTC"
    guest: bool = field(default=False, compare=False)


def is_program(person: Person) -> bool:
    """An app (B…), or the bot itself."""
    return person.id.startswith("B") or person == MUSTER


MUSTER: Final = Person("", "Muster")  # who the bot is where it acts by itself


@dataclass(frozen=True)
class Group:
    """A user group of the workspace: its id (S…), its handle, and who is in it."""

    id: str
    handle: str
    people: frozenset[str]
