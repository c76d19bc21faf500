"""The directory of people and user groups, and who is in the channel of which incident."""

from collections.abc import Iterable
from typing import Protocol

from bot.people.model import Group, Person


class PeopleStore(Protocol):
    def person(self, person_id: str) -> Person | None: ...

    def save(self, people: Iterable[Person]) -> None:
        """Inserts or renames."""

    def set_member(self, number: int, person: Person, present: bool) -> None:
        """Somebody came into an incident's channel, or left it."""

    def members(self, number: int) -> frozenset[str]:
        """The ids of those who are in it, as far as is known."""

    def save_group(self, group: Group) -> None:
        """Inserts it, or replaces what was known of it."""

    def group(self, group_id: str) -> Group | None: ...

    def groups_of(self, person_id: str) -> frozenset[str]:
        """The ids of the user groups that somebody is in."""
