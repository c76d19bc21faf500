"""The bones of every request: load, decide, save, wake, in one transaction. What is asked stands in the services."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from bot import effects, gaps, nudges, permissions
from bot.errors import NotFound, Refused
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

    # Who may

    def sees(self, person: Person, incident: Incident) -> bool:
        """Whether somebody may know of an incident."""
        members = self.store.members(incident.number) if incident.private else frozenset()
        return permissions.sees(incident, person, members)

    def seen(self, number: int, person: Person) -> Incident:
        """An incident for somebody who may know of it; for all others there is none."""
        incident = self.store.incident(number)
        if incident is None or not self.sees(person, incident):
            raise NotFound(f"There is no incident #{number} here.")
        return incident

    def may(self, person: Person, verb: str, incident: Incident | None = None) -> bool:
        """Somebody whom the directory does not know is taken for a guest."""
        known = self.store.person(person.id) or replace(person, guest=True)
        return permissions.may(self.practice, verb, known, incident, self.store.groups_of(person.id))

    def need(self, person: Person, verb: str, incident: Incident | None = None) -> None:
        """Raises Refused with the sentence that says who may."""
        if self.may(person, verb, incident):
            return
        if self.store.person(person.id) is None:
            raise Refused(
                f"Slack did not say in time who you are, so you may log here, but not use /incident {verb}. "
                "Try again in a minute."
            )
        raise Refused(permissions.why_not(self.practice, verb, person, self.name_of))

    def name_of(self, who: str) -> str:
        """A person or a user group by name."""
        group = self.store.group(who)
        return f"@{group.handle}" if group else self.person(who).name

    def decide(
        self,
        number: int,
        decision: Callable[[Incident], Change],
        request_id: str = "",
        *,
        by: Person,
        verb: str,
    ) -> Incident:
        """A `request_id` that was handled before changes nothing. `by` must see the incident and may use `verb`."""
        at = self.now()
        with self.store.transaction():
            incident = self.seen(number, by)
            self.need(by, verb, incident)
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

    def redraw(self, number: int) -> None:
        """Inside a transaction: an incident's card shows what another one says of it."""
        self.store.want(number, effects.redraw(self.incident(number)), self.now())

    def woken(self) -> None:
        """After a commit that gave the delivery something to do."""
        for wake in self._wakers:
            wake()
