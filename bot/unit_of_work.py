"""One request as one unit of work: load, decide, commit, wake.

`decide` is the whole of a use case. What a change brings with it (reminders planned anew, the review and the Homes
redrawn) follows in the same transaction, decided by the capability that it concerns.
"""

from collections.abc import Callable
from datetime import datetime

from bot.config.policy import Policy
from bot.errors import NotFound
from bot.home.home import concerns_homes
from bot.home.redraw import HomeRedraw
from bot.incidents.change import Change, IncidentDetails
from bot.incidents.model import Incident
from bot.metrics.key_moments import may_move_moments
from bot.nudges.planner import ReminderPlanner
from bot.outbox import messages
from bot.people.model import Person
from bot.people.permissions import Permissions
from bot.people.service import PeopleService
from bot.ports.store import Store
from bot.review.refresh import ReviewRedraw
from templates.incidents import wording


class UnitOfWork:
    """`team` is the workspace's id; the clock is an argument."""

    def __init__(self, store: Store, policy: Policy, team: str, now: Callable[[], datetime]) -> None:
        self.store = store
        self.policy = policy
        self.team = team
        self.now = now
        self.people = PeopleService(store)
        self.permissions = Permissions(store, policy, self.people)
        self.reminders = ReminderPlanner(store, policy)
        self.homes = HomeRedraw(store, now)
        self.review = ReviewRedraw(store, now)
        self._wakers: list[Callable[[], None]] = []

    def on_commit(self, wake: Callable[[], None]) -> None:
        """Calls `wake` after each commit that gave the delivery something to do."""
        self._wakers.append(wake)

    def woken(self) -> None:
        """After a commit that gave the delivery something to do."""
        for wake in self._wakers:
            wake()

    def incident(self, number: int) -> Incident:
        incident = self.store.incidents.get(number)
        if incident is None:
            raise NotFound(wording.not_found(number))
        return incident

    def details(self, number: int) -> IncidentDetails:
        details = self.store.details(number)
        if details is None:
            raise NotFound(wording.not_found(number))
        return details

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
            incident = self.permissions.incident_for(by, number)
            self.permissions.need(by, verb, incident)
            if request_id and not self.store.requests.remember(request_id, at):
                return incident
            change = decision(incident)
            self.save(change, at, before=incident)
        self.woken()
        return change.incident

    def on_event(self, event_id: str, channel: str, take_in: Callable[[Incident, datetime], bool]) -> bool:
        """Handles an event of an incident's channel once; whether it changed anything.

        An earlier channel of it counts too: what people said there is still reacted to, edited and deleted.
        """
        at = self.now()
        with self.store.transaction():
            incident = self.store.incidents.once_in_channel(channel)
            changed = incident is not None and self.store.requests.remember(event_id, at) and take_in(incident, at)
        if changed:
            self.woken()
        return changed

    def save(self, change: Change, at: datetime, *, by_people: bool = True, before: Incident | None = None) -> None:
        """Inside a transaction. `by_people`: somebody did it, and not time alone. `before`: as it was just read."""
        before = before or self.incident(change.incident.number)
        followed = self.reminders.follow(before, change, at, by_people=by_people)
        self.store.save(followed, at)
        self.review.follow(followed, by_people=by_people)
        if concerns_homes(before, followed):
            self.homes.all()
        if _says_its_duration(followed.incident) and may_move_moments(followed.entries):
            self.store.outbox.enqueue(followed.incident.number, (messages.card(followed.incident),), at)
        self.reminders.schedule(followed.incident)

    def redraw(self, number: int) -> None:
        """Inside a transaction: an incident's card shows what another one says of it."""
        self.store.outbox.enqueue(number, messages.redraw(self.incident(number)), self.now())


def _says_its_duration(incident: Incident) -> bool:
    """Whether there is a card that does."""
    return incident.resolved_at is not None and bool(incident.channel) and not incident.archived
