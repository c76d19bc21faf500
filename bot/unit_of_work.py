"""One request is one unit of work: load, decide, commit, wake the delivery.

`decide` runs a whole use case. Follow-ups of a change (planning reminders, redrawing the review and Homes) are decided
by their own capability, in the same transaction.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from bot.config.policy import Policy
from bot.errors import NotFound, Refused
from bot.home.home import concerns_homes
from bot.home.redraw import HomeRedraw
from bot.incidents.change import Change, IncidentDetails, with_messages
from bot.incidents.channel_lines import shown
from bot.incidents.model import ChannelState, Incident
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
        self.people = PeopleService(store, policy.time_zone, self._show_new_names)
        self.permissions = Permissions(store, policy, self.people)
        self.reminders = ReminderPlanner(store, policy, self.permissions)
        self.homes = HomeRedraw(store, now)
        self.review = ReviewRedraw(store, now)
        self._wakers: list[Callable[[], None]] = []

    def _show_new_names(self) -> None:
        """Inside a transaction: redraws what shows people's names, after someone was renamed."""
        self.homes.all()
        for incident in self.store.incidents.open():
            self.store.outbox.enqueue(incident.number, (messages.card(incident),), self.now())

    def on_commit(self, wake: Callable[[], None]) -> None:
        """Calls `wake` after each commit that left something to deliver."""
        self._wakers.append(wake)

    def woken(self) -> None:
        """Called after a commit that left something to deliver."""
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
        late: Callable[[], Refused] | None = None,
    ) -> Incident:
        """Runs one decision. A `request_id` that was handled before changes nothing.

        `late` says so to a person who answers a question a moment after someone else.
        `by` must be allowed to see the incident and to use `verb`."""
        at = self.now()
        with self.store.transaction():
            incident = self.permissions.incident_for(by, number)
            self.permissions.need(by, verb, incident)
            if request_id and not self.store.requests.remember(request_id, at):
                if late:
                    raise late()
                return incident
            change = decision(incident)
            self.save(change, at, before=incident)
        self.woken()
        return change.incident

    def on_event(self, event_id: str, channel: str, take_in: Callable[[Incident, datetime], bool]) -> bool:
        """Handles an event in an incident's channel once, and returns whether it changed anything.

        Events in an earlier channel of the incident count, too: people still react to, edit and delete messages there.
        """
        at = self.now()
        with self.store.transaction():
            incident = self.store.incidents.once_in_channel(channel)
            changed = incident is not None and self.store.requests.remember(event_id, at) and take_in(incident, at)
        if changed:
            self.woken()
        return changed

    def save(self, change: Change, at: datetime, *, by_people: bool = True, before: Incident | None = None) -> None:
        """Saves a change; must run inside a transaction.

        `by_people` means a person caused it, not only time. `before` is the incident as it was just read."""
        before = before or self.incident(change.incident.number)
        change = replace(change, effects=tuple(shown(change.effects, self.policy.post_in_channel)))
        followed = _called(self.reminders.follow(before, change, at, by_people=by_people))
        self.store.save(followed, at)
        self.review.follow(followed, by_people=by_people)
        if concerns_homes(before, followed):
            self.homes.all()
        if _says_its_duration(followed.incident) and may_move_moments(followed.entries):
            self.store.outbox.enqueue(followed.incident.number, (messages.card(followed.incident),), at)
        self.reminders.schedule(followed.incident, at)

    def redraw(self, number: int) -> None:
        """Redraws the card of an incident that shows another one; must run inside a transaction."""
        self.store.outbox.enqueue(number, messages.redraw(self.incident(number)), self.now())


def _called(change: Change) -> Change:
    """Nobody can be invited while Slack refuses the channel: people are told directly."""
    if change.incident.channel_state is not ChannelState.REFUSED:
        return change
    return with_messages(change, *messages.calls(change.incident, change.effects))


def _says_its_duration(incident: Incident) -> bool:
    """Whether there is a card that shows the duration."""
    return incident.resolved_at is not None and bool(incident.channel) and not incident.archived
