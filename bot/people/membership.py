"""Who is in an incident's channel, and since when that is known.

Only members see a private incident. Events say who joins and leaves, so while the bot is connected, the members are
known once they were read. During an absence (a stop, a lost connection) they may change unnoticed: from its first
moment nobody counts as a member of a private incident, until Slack returned its members. storage/people.py has the
condition; everything that a person sees, and every message to one, depends on it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from bot.incidents.model import Incident
from bot.outbox import messages
from bot.people.model import Person
from bot.roles import absence
from bot.unit_of_work import UnitOfWork

MARGIN: Final = timedelta(seconds=5)  # how far this machine's clock and Slack's may be apart


@dataclass(frozen=True)
class MembersReading:
    """The state before Slack is asked for the members. What it returns counts only if nothing has changed since."""

    connection: int
    changes: int
    at: datetime


class MembershipService:
    def __init__(self, unit: UnitOfWork) -> None:
        self._unit = unit
        self._store = unit.store

    # Absences

    def lost(self) -> None:
        """Call it before the first connection and when one is lost: nobody's membership is certain from now on."""
        with self._store.transaction():
            self._store.people.set_connected(False)

    def back(self) -> Sequence[tuple[int, Exception]]:
        """Queue the reading of the members of all open and all private incidents, once the bot is connected.

        Returns the incidents whose reading could not be queued, each with the error.
        """
        with self._store.transaction():
            self._store.people.set_connected(True)
        numbers = {*(each.number for each in self._store.incidents.open()), *self._store.people.private_channels()}
        failures = [(number, error) for number in sorted(numbers) if (error := self._to_read(number))]
        self._unit.woken()
        return failures

    @property
    def is_connected(self) -> bool:
        return self._store.people.connection() > 0

    def _to_read(self, number: int) -> Exception | None:
        try:
            with self._store.transaction():
                self._read_again(self._unit.incident(number))
        except Exception as error:
            return error
        return None

    def _read_again(self, incident: Incident) -> None:
        if incident.channel:
            self._store.outbox.enqueue(incident.number, (messages.read_members(incident),), self._unit.now())

    # Reading

    def reading(self, number: int) -> MembersReading:
        people = self._store.people
        return MembersReading(people.connection(), people.membership(number).changes, self._unit.now())

    def read(self, number: int, reading: MembersReading, present: frozenset[str]) -> bool:
        """Save the members that Slack returned. Returns False if someone joined or left meanwhile: then read again."""
        with self._store.transaction():
            now = self.reading(number)
            if (now.connection, now.changes) != (reading.connection, reading.changes):
                return False
            before = self._store.people.members(number)
            for person in before ^ present:
                self._store.people.set_member(number, self._unit.people.person(person), person in present)
            self._follow(number, before - present)
            self._store.people.set_membership_read(number, reading.connection, reading.at)
            self._unit.homes.all()
            self._unit.reminders.schedule(self._unit.incident(number), self._unit.now())
        self._unit.woken()
        return True

    def _follow(self, number: int, left: frozenset[str]) -> None:
        """Ask who takes over from people with roles who left meanwhile."""
        at = self._unit.now()
        for person in map(self._unit.people.person, sorted(left)):
            self._unit.save(
                absence.left(self._unit.incident(number), person, at, self._unit.policy), at, by_people=False
            )

    def sees(self, number: int, person_id: str) -> bool:
        return self._store.people.sees(number, person_id)

    def is_unwatched(self, number: int) -> bool:
        return self._store.people.is_unwatched(number)

    def is_known(self, number: int) -> bool:
        return self._store.people.membership(number).is_known

    def is_awaited(self, person_id: str) -> bool:
        """Whether someone may be a member of a private incident whose members are still being read."""
        return self._store.people.is_awaited(person_id)

    # Events, inside a transaction

    def made(self, number: int) -> None:
        """A new channel: nobody is in it yet, and no event can be older than it.

        Until somebody is, those who are to come see a private incident, and can act by its number.
        """
        people = self._store.people
        before = people.members(number)
        for person in before:
            people.set_member(number, self._unit.people.person(person), False)
        people.expect(number, (*before, self._unit.incident(number).declared_by.id))
        people.set_membership_read(number, people.connection(), self._unit.now() - 2 * MARGIN)

    def doubt(self, number: int) -> None:
        """What is stored counts again once it was read: as long as the incident was public, it gave no access."""
        self._store.people.set_membership_read(number, 0, self._unit.now())

    def changed(self, incident: Incident, person: Person, joined: bool, at: datetime) -> None:
        """Someone joined or left. A join that may be older than the last reading is checked by another one."""
        if joined and incident.private and self._may_be_outdated(incident, at):
            self._read_again(incident)
        else:
            self._store.people.set_member(incident.number, person, joined)
        self._unit.homes.all()

    def _may_be_outdated(self, incident: Incident, at: datetime) -> bool:
        read_at = self._store.people.membership(incident.number).read_at
        return read_at is None or at <= read_at + MARGIN
