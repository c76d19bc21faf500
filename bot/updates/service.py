"""Status updates of an incident."""

from bot.incidents.change import Change
from bot.incidents.model import Incident
from bot.incidents.transitions import Verb, next_status
from bot.incidents.undo import Thing
from bot.people.model import Person
from bot.unit_of_work import UnitOfWork
from bot.updates import updates
from bot.updates.model import LatestFacts, Update, latest_facts
from bot.updates.verbs import PostUpdate


class UpdateService:
    def __init__(self, unit: UnitOfWork) -> None:
        self._unit = unit
        self._store = unit.store

    def postable(self, number: int, by: Person) -> Incident:
        """The incident, for a person who may post an update on it. Raises Refused."""
        incident = self._unit.permissions.incident_for(by, number)
        self._unit.permissions.need(by, "update", incident)
        next_status(incident, Verb.UPDATE)
        return incident

    def last(self, number: int) -> Update | None:
        return self._store.updates.last(number)

    def latest_facts(self, number: int) -> LatestFacts:
        return latest_facts(self._store.updates.of_incident(number))

    def post(self, number: int, asked: PostUpdate, by: Person, request_id: str = "") -> Incident:
        def decide(incident: Incident) -> Change:
            if asked.status and asked.status is not incident.status:
                self._unit.permissions.need(by, "status", incident)
            count, members = self._store.updates.next_number(number), self._store.people.readers(incident)
            line = self._store.outbox.newest_change(number, Thing.STATUS.value)
            return updates.post(incident, count, asked, by, self._unit.now(), self._unit.policy, members, line)

        return self._unit.decide(number, decide, request_id, by=by, verb="update")
