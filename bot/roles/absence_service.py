"""Finds deactivated people with duties, and says it once for each incident.

Slack tells that an account was deactivated. What it told while Muster was away is found when the directory is loaded,
and before each reminder of an incident.
"""

from collections.abc import Sequence

from bot.incidents.model import Incident
from bot.outbox import messages
from bot.people.model import Person
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
        """Inside a transaction: say who is deactivated and wasn't mentioned yet. Return whether anyone was.

        It is asked before each reminder, so an incident is only read as a whole if there is someone to mention.
        """
        incident = self._unit.incident(number)
        new = self._untold(incident) if incident.is_open and incident.channel else ()
        lines = tuple(absence.deactivated(self._unit.details(number), new, self._unit.policy)) if new else ()
        if lines:
            at = self._unit.now()
            self._unit.save(absence.told(incident, lines, at), at, by_people=False)
        return bool(lines)

    def _untold(self, incident: Incident) -> Sequence[Person]:
        people = set(_holders(incident))
        people |= {task.assignee.id for task in self._store.tasks.of_incident(incident.number) if task.assignee}
        people |= {item.owner_id for item in self._store.action_items.of_incident(incident.number)}
        gone = [self._unit.people.person(each) for each in sorted(self._store.people.deactivated(people))]
        return [each for each in gone if not self._is_told(absence.key_of(incident, each))]

    def _is_told(self, key: str) -> bool:
        return self._store.outbox.row(key) is not None or self._store.outbox.result(key) is not None


def _holders(incident: Incident) -> frozenset[str]:
    """The ids of the people whom the card names."""
    command = (incident.commander.id,) if incident.commander else ()
    return frozenset((*command, *(held.person.id for held in incident.roles)))
