"""The directory of people and user groups, as Slack last described them.

Someone without a time zone in Slack is in the zone of the workspace.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.errors import Refused
from bot.people.model import Group, Person
from bot.ports.store import Store
from templates.people import wording


@dataclass(frozen=True)
class DirectoryChange:
    """`renamed`: what Slack shows has to be drawn anew, because someone has another name.

    `switched` are the ids of the accounts that were deactivated or activated again, or became guests or members.
    """

    renamed: bool
    switched: frozenset[str]


class PeopleService:
    def __init__(self, store: Store, time_zone: str, renamed: Callable[[], None]) -> None:
        """`renamed` is called inside the transaction in which a name changed that Slack shows somewhere."""
        self._store = store
        self._time_zone = time_zone
        self._renamed = renamed

    def person(self, person_id: str, name: str = "") -> Person:
        """Return someone by id. Someone who isn't in the directory gets the `name` that Slack sent, if it sent one."""
        known = self._store.people.person(person_id)
        return known or Person(person_id, name or wording.UNKNOWN_USER, self._time_zone)

    def assignee(self, person: Person) -> Person:
        """Return someone who is to get a role, a task or an action item, as the directory has them.

        Raises Refused for an app, Slackbot and a deactivated account.
        """
        known = self.person(person.id, person.name)
        if refusal := self.why_not_assignable(known):
            raise Refused(refusal)
        return known

    def why_not_assignable(self, person: Person) -> str:
        """Return why an account can't be given work, "" if it can."""
        if person.app:
            return wording.app_not_assignable(person.name)
        return wording.deactivated_not_assignable(person.name) if person.deactivated else ""

    def called(self, name: str) -> Sequence[Person]:
        """The people of the workspace whose name this is, or begins or ends with."""
        return self._store.people.called(name)

    def knows(self, person_id: str) -> bool:
        """Return whether the directory has someone."""
        return self._store.people.person(person_id) is not None

    def save(self, people: Iterable[Person]) -> DirectoryChange:
        told = [replace(each, tz=each.tz or self._time_zone) for each in people]
        with self._store.transaction():
            before = {person.id: self._store.people.person(person.id) for person in told}
            renamed = self._store.people.save(told)
            if renamed:
                self._renamed()
        return DirectoryChange(renamed, frozenset(now.id for now in told if _is_switched(before[now.id], now)))

    def is_news(self, of: str, at: datetime) -> bool:
        """Whether nothing newer is known of the person or group with this id. What Slack delivers late is old."""
        with self._store.transaction():
            return self._store.requests.is_newest(f"of/{of}", at)

    def group(self, group_id: str) -> Group | None:
        return self._store.people.group(group_id)

    def save_groups(self, groups: Iterable[Group]) -> None:
        with self._store.transaction():
            for group in groups:
                self._store.people.save_group(group)

    def change_group(self, group_id: str, added: Iterable[str], removed: Iterable[str]) -> None:
        """Add and remove members of a user group. An unknown group is loaded at the next start."""
        with self._store.transaction():
            if group := self._store.people.group(group_id):
                people = group.people.difference(removed).union(added)
                self._store.people.save_group(replace(group, people=people))

    def name_of(self, who: str) -> str:
        """Return the name of a person or the handle of a user group."""
        group = self._store.people.group(who)
        return f"@{group.handle}" if group else self.person(who, who).name


def _is_switched(before: Person | None, now: Person) -> bool:
    was_deactivated, was_guest = (before.deactivated, before.guest) if before else (False, now.guest)
    return (was_deactivated, was_guest) != (now.deactivated, now.guest)
