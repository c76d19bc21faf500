"""The directory of people and user groups, and the members of each incident's channel."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from bot.incidents.model import Incident
from bot.people.model import Group, Membership, Person

MayAnswer = Callable[[Person, Incident], bool]
"""Whether someone may answer what Muster asks about an incident."""


class PeopleStore(Protocol):
    def person(self, person_id: str) -> Person | None: ...

    def others(self, people: Iterable[str]) -> Mapping[str, Person]:
        """Those of these ids who are no members of the workspace: deactivated accounts, guests and apps."""

    def judged_by(self, may_answer: MayAnswer) -> None:
        """Set who of the guests may answer; incidents are read with it. Until then none may."""

    def called(self, name: str) -> Sequence[Person]:
        """The people whose name is this, in any case, or begins or ends with it as a word."""

    def save(self, people: Iterable[Person]) -> bool:
        """Insert or update them, with their names wherever they are stored. Return whether one changed elsewhere."""

    def set_member(self, number: int, person: Person, present: bool) -> None:
        """Record that someone joined or left an incident's channel. Nobody is expected there once someone joined."""

    def expect(self, number: int, people: Iterable[str]) -> None:
        """Record who (ids) is to come into a channel that nobody has been in yet."""

    def readers(self, incident: Incident) -> frozenset[str]:
        """The ids of the people who read its channel. Of a private incident that nobody has entered, the invited ones:
        it would else reach no one.
        """

    def members(self, number: int) -> frozenset[str]:
        """The ids of the people who were last known to be in the channel."""

    def ever_members(self, number: int) -> frozenset[str]:
        """The ids of everyone who was ever known to be in the channel."""

    def set_connected(self, up: bool) -> None:
        """Record that the bot connected to Slack or lost the connection. Either makes all memberships outdated."""

    def connection(self) -> int:
        """The number of the current connection, 0 while there is none."""

    def membership(self, number: int) -> Membership:
        """How well it is known who is in an incident's channel."""

    def set_membership_read(self, number: int, connection: int, at: datetime) -> None:
        """Record that the members, as stored, are those that Slack returned at `at` during a connection."""

    def sees(self, number: int, person_id: str) -> bool:
        """Whether someone can see an incident: the same condition as for lists, searches and figures.

        Members of the workspace can see public incidents; guests and people who aren't in the directory only those
        whose channel they are in. A private one can be seen by the members of its channel while it is known who they
        are, by its declarer as long as it has none, and by those who are to come as long as nobody was in it.
        """

    def is_unwatched(self, number: int) -> bool:
        """Whether the bot isn't in a private incident's channel, so that nobody tells it who joins and leaves."""

    def is_awaited(self, person_id: str) -> bool:
        """Whether someone was last known to be in the channel of a private incident whose members aren't known now."""

    def private_channels(self) -> Sequence[int]:
        """The numbers of all private incidents that have a channel."""

    def save_group(self, group: Group) -> None:
        """Insert or replace it."""

    def group(self, group_id: str) -> Group | None: ...

    def groups_of(self, person_id: str) -> frozenset[str]:
        """The ids of the user groups that someone is in."""
