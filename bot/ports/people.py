"""The directory of people and user groups, and the members of each incident's channel."""

from collections.abc import Iterable
from typing import Protocol

from bot.people.model import Group, Person


class PeopleStore(Protocol):
    def person(self, person_id: str) -> Person | None: ...

    def save(self, people: Iterable[Person]) -> None:
        """Insert or update them."""

    def set_member(self, number: int, person: Person, present: bool) -> None:
        """Record that someone joined or left an incident's channel."""

    def members(self, number: int) -> frozenset[str]:
        """The ids of the people known to be in the channel."""

    def save_group(self, group: Group) -> None:
        """Insert or replace it."""

    def group(self, group_id: str) -> Group | None: ...

    def groups_of(self, person_id: str) -> frozenset[str]:
        """The ids of the user groups that someone is in."""
