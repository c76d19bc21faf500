"""Who gets updates besides the incident's channel: subscribers, and stakeholders through drafts that people edit."""

from collections.abc import Sequence

from bot.announcements import saved_updates, subscriptions
from bot.announcements.saved_updates import DraftBasis, EditedUpdate, SavedUpdate, StakeholderUpdates
from bot.announcements.stakeholder_facts import Audience
from bot.announcements.stakeholder_updates import facts_of, public_status
from bot.announcements.verbs import Subscribe
from bot.incidents.change import Change
from bot.incidents.model import Incident
from bot.outbox import messages
from bot.people.model import Person
from bot.unit_of_work import UnitOfWork
from bot.updates.service import UpdateService
from bot.updates.updates import may_get


class AnnouncementService:
    def __init__(self, unit: UnitOfWork, updates: UpdateService) -> None:
        self._unit = unit
        self._store = unit.store
        self._updates = updates

    # Stakeholder updates

    def stakeholder_updates(self, number: int, by: Person) -> StakeholderUpdates:
        """Raises Refused where no update can be posted."""
        return self.stakeholder_updates_of(self._updates.postable(number, by))

    def stakeholder_updates_of(self, incident: Incident) -> StakeholderUpdates:
        posted = self._store.updates.of_incident(incident.number)
        saved = self._store.stakeholder_updates.of_incident(incident.number)
        basis = DraftBasis(posted[-1].number if posted else 0, public_status(incident.status))
        return StakeholderUpdates(facts_of(incident, posted, self._unit.policy, self._unit.now()), basis, saved)

    def save_stakeholder_updates(
        self, number: int, edited: Sequence[EditedUpdate], by: Person
    ) -> tuple[Sequence[Audience], Sequence[Audience]]:
        """Save what changed, except where someone else saved another text. Return the saved and the conflicting."""
        at = self._unit.now()
        with self._store.transaction():
            self._updates.postable(number, by)
            current = saved_updates.current(self._store.stakeholder_updates.of_incident(number))
            conflicting = [each for each in edited if saved_updates.conflicts(each, current.get(each.audience))]
            new = [
                SavedUpdate(0, each.audience, each.text, by, at, each.basis.update, each.basis.status)
                for each in edited
                if each not in conflicting and saved_updates.changes(each, current.get(each.audience))
            ]
            self._store.stakeholder_updates.add(number, new)
        return [each.audience for each in new], [each.audience for each in conflicting]

    def send_stakeholder_updates(self, number: int, by: Person) -> None:
        """Send the person the current texts as a direct message, to copy."""
        at = self._unit.now()
        with self._store.transaction():
            incident = self._updates.postable(number, by)
            self._store.outbox.enqueue(number, (messages.stakeholder_updates_to(incident, by, at),), at)
        self._unit.woken()

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
