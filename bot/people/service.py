"""The directory: people and user groups by their ids, as Slack last told of them."""

from collections.abc import Iterable
from dataclasses import replace

from bot.people.model import Group, Person
from bot.ports.store import Store


class PeopleService:
    def __init__(self, store: Store) -> None:
        self._store = store

    def person(self, person_id: str, name: str = "") -> Person:
        """Somebody by id; who is not in the directory yet goes by the name that Slack sent along."""
        return self._store.people.person(person_id) or Person(person_id, name or person_id)

    def knows(self, person_id: str) -> bool:
        """Whether the directory has somebody."""
        return self._store.people.person(person_id) is not None

    def save(self, people: Iterable[Person]) -> None:
        with self._store.transaction():
            self._store.people.save(people)

    def group(self, group_id: str) -> Group | None:
        return self._store.people.group(group_id)

    def save_groups(self, groups: Iterable[Group]) -> None:
        with self._store.transaction():
            for group in groups:
                self._store.people.save_group(group)

    def change_group(self, group_id: str, added: Iterable[str], removed: Iterable[str]) -> None:
        """Who came into a user group, and who went; a group that is not known yet is loaded at the next start."""
        with self._store.transaction():
            if group := self._store.people.group(group_id):
                people = group.people.difference(removed).union(added)
                self._store.people.save_group(replace(group, people=people))

    def name_of(self, who: str) -> str:
        """A person or a user group by name."""
        group = self._store.people.group(who)
        return f"@{group.handle}" if group else self.person(who).name
