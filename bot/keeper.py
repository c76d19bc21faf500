"""The bones of every request: load, decide, save, wake, in one transaction. What is asked stands in the services."""

from collections.abc import Callable
from datetime import datetime

from bot import gaps, nudges
from bot.errors import NotFound
from bot.model import Change, Incident, Person
from bot.ports import Store
from bot.practice import Practice


class Keeper:
    """`team` is the workspace's id; the clock is an argument."""

    def __init__(self, store: Store, practice: Practice, team: str, now: Callable[[], datetime]) -> None:
        self.store = store
        self.practice = practice
        self.team = team
        self.now = now
        self._wakers: list[Callable[[], None]] = []

    def on_commit(self, wake: Callable[[], None]) -> None:
        self._wakers.append(wake)

    def incident(self, number: int) -> Incident:
        incident = self.store.incident(number)
        if incident is None:
            raise NotFound(f"There is no incident #{number} here.")
        return incident

    def person(self, person_id: str, name: str = "") -> Person:
        return self.store.person(person_id) or Person(person_id, name or person_id)

    def decide(self, number: int, decision: Callable[[Incident], Change], request_id: str = "") -> Incident:
        """A `request_id` that was handled before changes nothing."""
        at = self.now()
        with self.store.transaction():
            incident = self.incident(number)
            if request_id and not self.store.remember(request_id, at):
                return incident
            change = decision(incident)
            self.save(change, at)
        self.woken()
        return change.incident

    def save(self, change: Change, at: datetime) -> None:
        """Inside a transaction."""
        noticed = gaps.noticed(change)
        incident = noticed.incident
        self.store.save(noticed, at)
        last_entry = self.store.last_by_people(incident.number)
        self.store.schedule(incident.number, nudges.plan(incident, self.practice, last_entry))

    def woken(self) -> None:
        """After a commit that gave the delivery something to do."""
        for wake in self._wakers:
            wake()
