"""Finds people with duties who aren't there, and says it once for each incident.

Slack tells that an account was deactivated or became a guest's. What it told while Muster was away is found when the
directory is loaded, and before each reminder of an incident.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from itertools import count
from typing import Final

from bot.incidents.model import Incident
from bot.nudges.reminder_schedule import review_due
from bot.outbox import messages
from bot.outbox.roles import Absence
from bot.people.model import Person
from bot.people.permissions import ANSWER
from bot.roles import absence, handover
from bot.unit_of_work import UnitOfWork

REVIEWS_BACK: Final = timedelta(days=365)  # of incidents that were resolved before, nobody reminds either


class AbsenceService:
    def __init__(self, unit: UnitOfWork) -> None:
        self._unit = unit
        self._store = unit.store

    def look(self, switched: frozenset[str]) -> None:
        """Look at every incident that is open or followed up on. `switched` are the accounts whose kind changed."""
        for number in self._concerned(switched):
            with self._store.transaction():
                self._look_at(self._unit.incident(number), switched, self._unit.now())
        self._unit.woken()

    def _concerned(self, switched: frozenset[str]) -> list[int]:
        """The open ones, and those of which somebody who switched may be asked for the review or action items."""
        numbers = {each.number for each in self._store.incidents.open()}
        if switched:
            since = self._unit.now() - REVIEWS_BACK
            numbers |= {each.number for each in self._store.review.unreviewed(None, since)}
            numbers |= {number for who in switched for number in self._store.action_items.with_open_of(who)}
        return sorted(numbers)

    def _look_at(self, incident: Incident, switched: frozenset[str], at: datetime) -> None:
        self._follow(incident, switched, at)
        said = self.tell(incident.number)
        if not said and incident.is_open and incident.channel and _holders(incident) & switched:
            self._store.outbox.enqueue(incident.number, (messages.card(incident),), at)
        self._unit.reminders.schedule(self._unit.incident(incident.number), at)

    def _follow(self, incident: Incident, switched: frozenset[str], at: datetime) -> None:
        """Note whose account is active again, and ask who takes over from those who became guests."""
        for person in map(self._unit.people.person, sorted(switched)):
            key = self._key(incident, person)
            if not person.deactivated and self._is_told(key):
                self._store.outbox.enqueue(incident.number, (absence.active_again(incident, key, person),), at)
            if person.guest and incident.channel and not self._unit.permissions.may(person, ANSWER, incident):
                asked = absence.became_guest(incident, person, at, self._unit.policy)
                self._unit.save(asked, at, by_people=False)

    def tell(self, number: int) -> bool:
        """Inside a transaction: say who is deactivated and wasn't mentioned yet. Return whether anyone was.

        It is asked before each reminder, so an incident is only read as a whole if there is someone to mention.
        """
        incident, at = self._unit.incident(number), self._unit.now()
        new = self._untold(incident)
        details = self._unit.details(number) if new else None
        review = bool(new) and self._awaits_review(incident)
        lines = tuple(absence.deactivated(details, new, self._unit.policy, at, review=review)) if details else ()
        if lines:
            self._unit.save(absence.told(incident, lines, at), at, by_people=False)
        return self._withdraw_offer(number) or bool(lines)

    def _awaits_review(self, incident: Incident) -> bool:
        due = None if incident.is_open else review_due(incident, self._unit.policy)
        return due is not None and not self._unit.reminders.known(incident).reviewed

    def _withdraw_offer(self, number: int) -> bool:
        """End a handover that is offered to someone deactivated."""
        incident, at = self._unit.incident(number), self._unit.now()
        offered = incident.handover
        if not incident.is_open or offered is None or not self._unit.people.person(offered.to.id).deactivated:
            return False
        self._unit.save(handover.end_unavailable(incident, at), at, by_people=False)
        return True

    def _untold(self, incident: Incident) -> Mapping[str, Person]:
        """By the key of the message that is to mention them."""
        people = {incident.declared_by.id, *_holders(incident)}
        people |= {task.assignee.id for task in self._store.tasks.of_incident(incident.number) if task.assignee}
        people |= {item.owner_id for item in self._store.action_items.of_incident(incident.number)}
        gone = [each for _id, each in sorted(self._store.people.others(people).items()) if each.deactivated]
        return {key: each for each in gone if not self._is_told(key := self._key(incident, each))}

    def _key(self, incident: Incident, person: Person) -> str:
        """The key of the message about someone's present deactivation, or of the next one."""
        keys = (absence.key_of(incident, person, time) for time in count())
        return next(key for key in keys if not self._is_over(key))

    def _is_over(self, key: str) -> bool:
        said = self._store.outbox.answerable(key)
        return isinstance(said, Absence) and said.over

    def _is_told(self, key: str) -> bool:
        return self._store.outbox.row(key) is not None or self._store.outbox.result(key) is not None


def _holders(incident: Incident) -> frozenset[str]:
    """The ids of the people whom the card names."""
    command = (incident.commander.id,) if incident.commander else ()
    return frozenset((*command, *(held.person.id for held in incident.roles)))
