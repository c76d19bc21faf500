"""Settles open questions and schedules the next reminders after each change to an incident."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from bot.config.policy import Policy
from bot.incidents.change import Change
from bot.incidents.model import Incident
from bot.nudges import prompts, reminder_schedule, silence_alarm, update_nudge, update_schedule, working_time
from bot.nudges.escalation import backup, leader
from bot.nudges.update_schedule import is_summarized
from bot.outbox import messages
from bot.people import responders
from bot.people.model import Person
from bot.people.permissions import Permissions
from bot.ports.store import Store
from bot.retention import retention
from bot.review import follow_up
from bot.review.edit_log import fold
from bot.tasks.model import ActionItem


class ReminderPlanner:
    """Every method is called inside a transaction."""

    def __init__(self, store: Store, policy: Policy, permissions: Permissions) -> None:
        self._store = store
        self._policy = policy
        self._permissions = permissions

    def follow(self, before: Incident, change: Change, at: datetime, *, by_people: bool) -> Change:
        """Add to a change what it means for questions that are open and for the reminder state."""
        silenced = update_nudge.silenced(silence_alarm.noticed(change))
        moved = update_nudge.rescheduled(before, silenced, at, self._policy)
        followed = prompts.followed(before, moved, at, by_people=by_people)
        if is_summarized(before, self._policy) and not is_summarized(followed.incident, self._policy):
            self._redraw_summary(leader(before), at)
        if not followed.actions:
            return followed
        incident = followed.incident
        known = replace(self.known(incident), zones=self._zones(incident, followed.actions))
        state = reminder_schedule.touched(incident.reminder_state, followed.actions, incident, self._policy, known, at)
        return replace(followed, incident=replace(incident, reminder_state=state))

    def _redraw_summary(self, person: Person, at: datetime) -> None:
        """Take an answered nudge out of the summary that listed it."""
        if summary := self._store.outbox.newest_answerable(messages.summaries_of(person.id)):
            self._store.outbox.enqueue(0, [summary], at)

    def schedule(self, incident: Incident, at: datetime) -> None:
        """Schedule an incident's reminders from its stored state, in working hours."""
        known = self.known(incident)
        others = reminder_schedule.plan(incident, self._policy, known)
        asked = {**update_schedule.plan(incident, self._policy), **others}
        policy = self._permissions.asking(incident)
        waiting = working_time.in_hours(asked, incident, known.zones, policy, at, known.members)
        archive = retention.plan(incident, self._policy, reviewed=self._store.review.has_review(incident.number))
        self._store.nudges.schedule(incident.number, {**waiting, **archive})

    def known(self, incident: Incident) -> reminder_schedule.Known:
        """Load what an incident's reminders depend on besides the incident itself."""
        items = self._store.action_items.of_incident(incident.number)
        return reminder_schedule.Known(
            items,
            self._zones(incident, items),
            self._store.people.readers(incident),
            reviewed=not incident.is_open and self._is_reviewed(incident),
            gone=self._gone(incident, items),
        )

    def _is_reviewed(self, incident: Incident) -> bool:
        edits = fold(self._store.review.edit_log(incident.number))
        return follow_up.is_done(follow_up.progress_of(incident, edits), self._policy)

    def _gone(self, incident: Incident, items: Iterable[ActionItem]) -> frozenset[str]:
        """The owners whom no direct message reaches: also guests who left, who don't see the incident."""
        others, members = self._store.people.others(item.owner_id for item in items), frozenset[str]()
        if others:
            members = self._store.people.members(incident.number)
        return frozenset(
            owner for owner, person in others.items() if person.deactivated or person.app or owner not in members
        )

    def _zones(self, incident: Incident, items: Iterable[ActionItem]) -> Mapping[str, str]:
        people = (leader(incident), backup(incident), incident.declared_by)
        who = {item.owner_id for item in items} | {person.id for person in people if person}
        who |= set(responders.asked_by_name(self._policy, incident.severity))
        return {each: person.tz for each in who if each and (person := self._store.people.person(each))}
