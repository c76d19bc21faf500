"""Takes up reminders that are due and runs the decision for each kind on the incident as it is then.

Each incident has its own transaction. If its decision fails, it is retried later, at growing intervals, and the other
incidents go on.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime
from typing import Final, TypeAlias

from bot.analysis.input.record import case_of
from bot.errors import IllegalTransition
from bot.incidents.change import Change
from bot.incidents.model import Incident
from bot.nudges import prompts, reminder_schedule, silence_alarm, update_nudge, update_schedule
from bot.nudges.escalation import leader
from bot.nudges.model import Reminder, ReminderFailure, ReminderKind
from bot.nudges.working_time import AtWork
from bot.outbox import messages
from bot.outbox.tasks import DailySummary
from bot.retention import retention
from bot.review.edit_log import fold
from bot.review.questions.open_questions import open_factors
from bot.roles import handover
from bot.roles.absence_service import AbsenceService
from bot.time_parsing import zone_of
from bot.unit_of_work import UnitOfWork

MOST_READ: Final = 200  # the newest entries, which are compared with the severity

Decision: TypeAlias = Callable[[Incident, datetime], Change]


class DueReminders:
    def __init__(self, unit: UnitOfWork) -> None:
        self._unit = unit
        self._absences = AbsenceService(unit)
        self._store = unit.store
        self._policy = unit.policy
        self._decisions: Mapping[ReminderKind, Decision] = {
            ReminderKind.UPDATE: self._update,
            ReminderKind.SILENCE: lambda incident, at: silence_alarm.ask(
                incident, update_schedule.silent_since(incident), at
            ),
            ReminderKind.HANDOVER: handover.unanswered,
            ReminderKind.COMMANDER: prompts.no_commander,
            ReminderKind.SEVERITY: self._severity,
            ReminderKind.IDLE: prompts.idle,
            ReminderKind.REVIEW: lambda incident, at: prompts.review(incident, at, self._policy),
            ReminderKind.REVIEW_ESCALATION: self._review_escalation,
            ReminderKind.FACTORS: self._factors,
            ReminderKind.UNOWNED_ACTIONS: self._unowned,
            ReminderKind.ARCHIVE: lambda incident, at: retention.archive(incident, at, self._policy),
        }

    def ask(self) -> Sequence[ReminderFailure]:
        """Ask for everything that is due, once each. Returns the failures."""
        at = self._unit.now()
        if (due := self._store.nudges.next_due()) is None or due > at:
            return ()
        failures = [self._asked(number, at) for number in self._store.nudges.due_incidents(at)]
        self._unit.woken()
        return [failure for failure in failures if failure]

    def _asked(self, number: int, at: datetime) -> ReminderFailure | None:
        try:
            with self._store.transaction():
                self._absences.tell(number)
                self._unit.reminders.schedule(self._unit.incident(number), at)  # it may be too late in the day now
                for reminder in self._store.nudges.claim(number, at):
                    self._decide(number, reminder, at)
                self._store.nudges.forget_failure(number)
        except Exception as error:  # no failure may stop the reminders of other incidents
            return self._put_off(number, error, at)
        return None

    def _decide(self, number: int, reminder: Reminder, at: datetime) -> None:
        """Run one decision. What goes to one person about several incidents becomes one message."""
        incident = self._unit.incident(number)
        if reminder.owner:
            self._summarize(incident, reminder, at)
            return
        with suppress(IllegalTransition):  # resolved in the meantime
            self._unit.save(self._decisions[reminder.kind](incident, at), at, by_people=False)

    def _summarize(self, incident: Incident, reminder: Reminder, at: datetime) -> None:
        """Send the person's daily summary, and delete the one before it."""
        who = reminder.owner
        self._unit.save(prompts.summarized(incident, reminder, at), at, by_people=False)
        sent, before = messages.daily_summary(who, self._today(who, at)), self._newest_summary(who)
        replaced = [replace(before, replaced=True)] if before and before.key != sent.key else []
        self._store.outbox.enqueue(0, [*replaced, sent], at)

    def _newest_summary(self, who: str) -> DailySummary | None:
        found = self._store.outbox.newest_answerable(messages.summaries_of(who))
        return found if isinstance(found, DailySummary) and not found.replaced else None

    def _put_off(self, number: int, error: Exception, at: datetime) -> ReminderFailure:
        failure = ReminderFailure.after(self._store.nudges.failure(number), number, error, at)
        with self._store.transaction():
            self._store.nudges.put_off(failure)
            if failure.is_told and (to := self._store.incidents.contact(number)):
                self._store.outbox.enqueue(number, [messages.reminders_failing(number, to, failure.retry_at)], at)
        return failure

    def _update(self, incident: Incident, at: datetime) -> Change:
        known, policy = self._unit.reminders.known(incident), self._unit.permissions.asking(incident)
        last = self._store.updates.last(incident.number)
        return update_nudge.nudge(
            incident, at, policy, known.members, last.at if last else None, AtWork(policy, known.zones, at)
        )

    def _review_escalation(self, incident: Incident, at: datetime) -> Change:
        zones, policy = self._unit.reminders.known(incident).zones, self._unit.permissions.asking(incident)
        return prompts.review_escalation(incident, at, policy, AtWork(policy, zones, at))

    def _severity(self, incident: Incident, at: datetime) -> Change:
        entries = self._store.timeline.entries(incident.number)
        return prompts.look_again(incident, entries[-MOST_READ:], at, self._policy)

    def _factors(self, incident: Incident, at: datetime) -> Change:
        """Ask about contributing factors that have no action item and weren't accepted."""
        details = self._unit.details(incident.number)
        edits = fold(self._store.review.edit_log(incident.number))
        return prompts.factors(incident, at, len(open_factors(case_of(details, self._policy), edits)))

    def _unowned(self, incident: Incident, at: datetime) -> Change:
        known, day = self._unit.reminders.known(incident), self._today(leader(incident).id, at)
        mine = (
            item
            for item in reminder_schedule.due_by(known.actions, day)
            if not reminder_schedule.owner_of(incident, item, known)
        )
        return prompts.unowned(incident, at, [item.number for item in mine])

    def _today(self, who: str, at: datetime) -> date:
        return at.astimezone(zone_of(self._unit.people.person(who).tz)).date()
