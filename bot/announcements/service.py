"""Who gets updates besides the incident's channel: subscribers, and stakeholders through drafts that people edit."""

from collections.abc import Sequence

from bot.announcements import saved_updates, subscriptions
from bot.announcements.saved_updates import DraftBasis, EditedUpdate, SavedUpdate, StakeholderUpdates
from bot.announcements.stakeholder_facts import Audience
from bot.announcements.stakeholder_updates import facts_of_incident, public_status
from bot.announcements.verbs import Subscribe
from bot.incidents.change import Change, with_changes
from bot.incidents.model import Incident
from bot.incidents.transitions import Verb, next_status
from bot.nudges.update_schedule import promised_update
from bot.outbox import messages
from bot.people.model import Person
from bot.unit_of_work import UnitOfWork
from bot.updates.updates import may_get


class AnnouncementService:
    def __init__(self, unit: UnitOfWork) -> None:
        self._unit = unit
        self._store = unit.store

    # Stakeholder updates

    def stakeholder_updates(self, number: int, by: Person) -> StakeholderUpdates:
        """Raises Refused for a person who may not post updates, and for an incident that was none."""
        return self.stakeholder_updates_of(self._writable(number, by))

    def _writable(self, number: int, by: Person) -> Incident:
        """The texts are also wanted when the incident is closed and updates no longer are."""
        incident = self._unit.permissions.incident_for(by, number)
        self._unit.permissions.need(by, "update", incident)
        next_status(incident, Verb.REVIEW)
        return incident

    def stakeholder_updates_of(self, incident: Incident) -> StakeholderUpdates:
        details = self._unit.details(incident.number)
        saved = self._store.stakeholder_updates.of_incident(incident.number)
        newest = details.updates[-1].number if details.updates else 0
        facts = facts_of_incident(details, self._unit.policy, self._unit.now())
        return StakeholderUpdates(facts, DraftBasis(newest, public_status(incident.status)), saved)

    def save_stakeholder_updates(
        self, number: int, edited: Sequence[EditedUpdate], by: Person
    ) -> tuple[Sequence[Audience], Sequence[Audience]]:
        """Save what changed, except where someone else saved another text. Return the saved and the conflicting."""
        at = self._unit.now()
        with self._store.transaction():
            self._writable(number, by)
            current = saved_updates.current(self._store.stakeholder_updates.of_incident(number))
            conflicting = [each for each in edited if saved_updates.conflicts(each, current.get(each.audience))]
            new = [
                SavedUpdate(0, each.audience, each.text, by, at, each.basis.update, each.basis.status)
                for each in edited
                if each not in conflicting and saved_updates.changes(each, current.get(each.audience))
            ]
            self._store.stakeholder_updates.add(number, new)
        if new:
            self._keep_promise(number, by)
        return [each.audience for each in new], [each.audience for each in conflicting]

    def send_stakeholder_updates(self, number: int, by: Person) -> None:
        """Send the person the current texts as a direct message, to copy."""
        at = self._unit.now()
        with self._store.transaction():
            incident = self._writable(number, by)
            self._store.outbox.enqueue(number, (messages.stakeholder_updates_to(incident, by, at),), at)
        self._keep_promise(number, by)

    def _keep_promise(self, number: int, by: Person) -> None:
        """The time of the next update that the texts promise becomes its due time, which no slower cadence moves."""

        def decide(incident: Incident) -> Change:
            due = promised_update(incident, self._unit.policy)
            if incident.promised_at or due is None or due <= self._unit.now():
                return Change(incident)
            return Change(with_changes(incident, promised_at=due))

        self._unit.decide(number, decide, by=by, verb="update")

    # Subscriptions

    def may_get(self, incident: Incident, subscriber: str) -> bool:
        """Whether an update may still go to a subscriber at the time of its delivery."""
        return may_get(incident, subscriber, self._store.people.readers(incident))

    def subscribe(self, number: int, asked: Subscribe, by: Person) -> bool:
        """Subscribe or unsubscribe; return False where nothing changed."""
        who, changed = subscriptions.subscriber(asked, by), False

        def decide(incident: Incident) -> Change:
            nonlocal changed
            change = subscriptions.change(incident, who, asked.off, by, self._unit.now())
            changed = change.incident != incident
            return change

        self._unit.decide(number, decide, by=by, verb="subscribe")
        return changed
