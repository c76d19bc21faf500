"""The bones of every request: load, decide, save, wake, in one transaction. What is asked stands in the services."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from bot.config.policy import Policy
from bot.errors import NotFound, Refused
from bot.home.home import concerns_homes
from bot.incidents.change import Change
from bot.incidents.model import Incident
from bot.nudges import prompts, reminder_schedule, schedule, silence_alarm, update_nudge
from bot.outbox import messages
from bot.people import permissions
from bot.people.model import Person
from bot.ports.store import Store
from bot.retention import retention
from bot.review import follow_up
from bot.review.edit_log import fold
from bot.review.refresh import ReviewShown
from bot.tasks.model import ActionItem

HOME_LOOKED_AT: Final = timedelta(days=30)  # who has not opened their Home for so long finds it drawn anew when they do
HOMES_EVERY: Final = timedelta(seconds=10)


class UnitOfWork:
    """`team` is the workspace's id; the clock is an argument."""

    def __init__(self, store: Store, policy: Policy, team: str, now: Callable[[], datetime]) -> None:
        self.store = store
        self.policy = policy
        self.team = team
        self.now = now
        self.review = ReviewShown(store, now)
        self._wakers: list[Callable[[], None]] = []

    def on_commit(self, wake: Callable[[], None]) -> None:
        self._wakers.append(wake)

    def incident(self, number: int) -> Incident:
        incident = self.store.incidents.get(number)
        if incident is None:
            raise NotFound(f"There is no incident #{number} here.")
        return incident

    def person(self, person_id: str, name: str = "") -> Person:
        return self.store.people.person(person_id) or Person(person_id, name or person_id)

    # Who may

    def sees(self, person: Person, incident: Incident) -> bool:
        """Whether somebody may know of an incident."""
        members = self.store.people.members(incident.number) if incident.private else frozenset()
        return permissions.sees(incident, person, members)

    def seen(self, number: int, person: Person) -> Incident:
        """An incident for somebody who may know of it; for all others there is none."""
        incident = self.store.incidents.get(number)
        if incident is None or not self.sees(person, incident):
            raise NotFound(f"There is no incident #{number} here.")
        return incident

    def may(self, person: Person, verb: str, incident: Incident | None = None) -> bool:
        """Somebody whom the directory does not know is taken for a guest."""
        known = self.store.people.person(person.id) or replace(person, guest=True)
        return permissions.may(self.policy, verb, known, incident, self.store.people.groups_of(person.id))

    def need(self, person: Person, verb: str, incident: Incident | None = None) -> None:
        """Raises Refused with the sentence that says who may."""
        if self.may(person, verb, incident):
            return
        if self.store.people.person(person.id) is None:
            raise Refused(
                "Slack did not say in time who you are, so you may log here, but not use "
                f"{permissions.command_of(verb)}. "
                "Try again in a minute."
            )
        raise Refused(permissions.why_not(self.policy, verb, person, self.name_of))

    def name_of(self, who: str) -> str:
        """A person or a user group by name."""
        group = self.store.people.group(who)
        return f"@{group.handle}" if group else self.person(who).name

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
            incident = self.seen(number, by)
            self.need(by, verb, incident)
            if request_id and not self.store.requests.remember(request_id, at):
                return incident
            change = decision(incident)
            self.save(change, at)
        self.woken()
        return change.incident

    def save(self, change: Change, at: datetime, *, by_people: bool = True) -> None:
        """Inside a transaction. `by_people`: somebody did it, and not time alone."""
        noticed = self._noticed(change, at, by_people=by_people)
        incident = noticed.incident
        before = self.store.incidents.get(incident.number)
        self.store.save(noticed, at)
        self.review.follow(noticed, by_people=by_people)
        if concerns_homes(before, noticed):
            self.redraw_homes()
        last_entry = self.store.timeline.last_by_people(incident.number)
        due = schedule.plan(incident, self.policy, last_entry)
        known = self.known(incident)
        others = reminder_schedule.plan(incident, self.policy, known)
        kept = retention.plan(incident, self.policy, reviewed=self.store.review.has_review(incident.number))
        self.store.nudges.schedule(incident.number, {**due, **others, **kept})

    def _noticed(self, change: Change, at: datetime, *, by_people: bool) -> Change:
        """With what follows of it for the questions that wait and for those still to come."""
        before = self.incident(change.incident.number)
        noticed = prompts.followed(
            before, update_nudge.silenced(silence_alarm.noticed(change)), at, by_people=by_people
        )
        if not noticed.actions:
            return noticed
        incident = noticed.incident
        known = replace(self.known(incident), zones=self._zones(incident, noticed.actions))
        reminder_state = reminder_schedule.touched(
            incident.reminder_state, noticed.actions, incident, self.policy, known, at
        )
        return replace(noticed, incident=replace(incident, reminder_state=reminder_state))

    def known(self, incident: Incident) -> reminder_schedule.Known:
        """What hangs on an incident and decides of its reminders."""
        items = self.store.action_items.of_incident(incident.number)
        return reminder_schedule.Known(
            items,
            self._zones(incident, items),
            self.store.people.members(incident.number),
            reviewed=not incident.is_open and self._is_reviewed(incident),
        )

    def _is_reviewed(self, incident: Incident) -> bool:
        edits = fold(self.store.review.edit_log(incident.number))
        return follow_up.is_done(follow_up.progress_of(incident, edits), self.policy)

    def _zones(self, incident: Incident, items: Iterable[ActionItem]) -> Mapping[str, str]:
        people = {incident.commander or incident.declared_by}
        who = {item.owner_id for item in items} | {person.id for person in people}
        return {each: person.tz for each in who if each and (person := self.store.people.person(each))}

    def redraw_homes(self) -> None:
        """Inside a transaction: the Homes of those who looked at theirs, all of them at most every HOMES_EVERY."""
        at = self.now()
        if self.store.home.has_viewers(at - HOME_LOOKED_AT):
            last = self.store.outbox.row(messages.HOMES)
            spread = datetime.fromisoformat(str(last.result["at"])) if last and "at" in last.result else None
            self.store.outbox.enqueue(0, (messages.homes(),), max(at, spread + HOMES_EVERY) if spread else at)

    def redraw(self, number: int) -> None:
        """Inside a transaction: an incident's card shows what another one says of it."""
        self.store.outbox.enqueue(number, messages.redraw(self.incident(number)), self.now())

    def woken(self) -> None:
        """After a commit that gave the delivery something to do."""
        for wake in self._wakers:
            wake()
