"""Who hears of an incident beside its channel: subscribers, and stakeholders by the drafts made for them."""

from bot.announcements import subscriptions
from bot.announcements.stakeholder_updates import StakeholderFacts, facts_of
from bot.announcements.verbs import Subscribe
from bot.incidents.change import Change
from bot.incidents.model import Incident
from bot.incidents.transitions import Verb, next_status
from bot.people.model import Person
from bot.unit_of_work import UnitOfWork
from bot.updates import updates


class AnnouncementService:
    def __init__(self, unit: UnitOfWork) -> None:
        self._unit = unit
        self._store = unit.store

    def stakeholder_facts(self, number: int, by: Person) -> StakeholderFacts:
        """What the drafts for stakeholders are made of; refused where no update can be posted any more."""
        incident = self._unit.permissions.incident_for(by, number)
        next_status(incident, Verb.UPDATE)
        return facts_of(incident, self._store.updates.of_incident(number), self._unit.policy, self._unit.now())

    def may_get(self, incident: Incident, subscriber: str) -> bool:
        """Whether an update may still go to somebody when it is delivered."""
        return updates.may_get(incident, subscriber, self._store.people.members(incident.number))

    def subscribe(self, number: int, asked: Subscribe, by: Person) -> bool:
        """False where it was so already."""
        who, changed = subscriptions.subscriber(asked, by), False

        def decide(incident: Incident) -> Change:
            nonlocal changed
            change = subscriptions.change(incident, who, asked.off, by, self._unit.now())
            changed = change.incident != incident
            return change

        self._unit.decide(number, decide, by=by, verb="subscribe")
        return changed
