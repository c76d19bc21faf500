"""Who may do what here and now, and who may know of which incident: the rules of permissions.py, applied to what is
stored."""

from dataclasses import replace

from bot.config.policy import Policy
from bot.errors import NotFound, Refused
from bot.incidents.model import Incident
from bot.people import permissions
from bot.people.model import Person
from bot.people.service import PeopleService
from bot.ports.store import Store
from templates.incidents import wording as incident_wording
from templates.people import wording


class Permissions:
    def __init__(self, store: Store, policy: Policy, people: PeopleService) -> None:
        self._store = store
        self._policy = policy
        self._people = people

    def sees(self, person: Person, incident: Incident) -> bool:
        """Whether somebody may know of an incident: a private one is its members' alone."""
        members = self._store.people.members(incident.number) if incident.private else frozenset()
        return permissions.sees(incident, person, members)

    def incident_for(self, person: Person, number: int) -> Incident:
        """An incident for somebody who may know of it; for all others there is none, so NotFound is raised."""
        incident = self._store.incidents.get(number)
        if incident is None or not self.sees(person, incident):
            raise NotFound(incident_wording.not_found(number))
        return incident

    def may(self, person: Person, verb: str, incident: Incident | None = None) -> bool:
        """Whether somebody may use a verb. Somebody whom the directory does not know is taken for a guest."""
        known = self._store.people.person(person.id) or replace(person, guest=True)
        return permissions.may(self._policy, verb, known, incident, self._store.people.groups_of(person.id))

    def need(self, person: Person, verb: str, incident: Incident | None = None) -> None:
        """Raises Refused with the sentence that says who may."""
        if self.may(person, verb, incident):
            return
        if not self._people.knows(person.id):
            raise Refused(wording.unknown_person(permissions.right_of(verb)))
        raise Refused(permissions.why_not(self._policy, verb, person, self._people.name_of))
