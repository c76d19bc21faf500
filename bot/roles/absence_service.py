"""Finds deactivated people with duties, and says it once for each incident.

Slack tells that an account was deactivated. What it told while Muster was away is found when the directory is loaded,
and before each reminder of an incident.
"""

from bot.incidents.model import Incident
from bot.outbox import messages
from bot.roles import absence
from bot.unit_of_work import UnitOfWork


class AbsenceService:
    def __init__(self, unit: UnitOfWork) -> None:
        self._unit = unit
        self._store = unit.store

    def look(self, switched: frozenset[str]) -> None:
        """Look at every open incident. `switched` are the accounts that were deactivated or activated again."""
        at = self._unit.now()
        for incident in self._store.incidents.open():
            with self._store.transaction():
                if not self.tell(incident.number) and incident.channel and _holders(incident) & switched:
                    self._store.outbox.enqueue(incident.number, (messages.card(incident),), at)
                self._unit.reminders.schedule(self._unit.incident(incident.number), at)
        self._unit.woken()

    def tell(self, number: int) -> bool:
        """Inside a transaction: say who is deactivated and wasn't mentioned yet. Return whether anyone was."""
        details = self._unit.details(number)
        if not (details.incident.is_open and details.incident.channel):
            return False
        people = set(_holders(details.incident))
        people |= {task.assignee.id for task in details.tasks if task.assignee}
        people |= {item.owner_id for item in details.actions}
        gone = [self._unit.people.person(each) for each in sorted(self._store.people.deactivated(people))]
        new = [each for each in gone if not self._is_told(absence.key_of(details.incident, each))]
        lines = tuple(absence.deactivated(details, new, self._unit.policy))
        if lines:
            at = self._unit.now()
            self._unit.save(absence.told(details.incident, lines, at), at, by_people=False)
        return bool(lines)

    def _is_told(self, key: str) -> bool:
        return self._store.outbox.row(key) is not None or self._store.outbox.result(key) is not None


def _holders(incident: Incident) -> frozenset[str]:
    """The ids of the people whom the card names."""
    command = (incident.commander.id,) if incident.commander else ()
    return frozenset((*command, *(held.person.id for held in incident.roles)))
