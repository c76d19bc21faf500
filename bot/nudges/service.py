"""Sends due nudges and reminders, and takes people's answers to them."""

from collections.abc import Callable, Sequence
from datetime import datetime

from bot.errors import Hint, NotFound, Refused
from bot.incidents.change import Change
from bot.incidents.model import Incident
from bot.nudges import prompts, update_nudge
from bot.nudges.daily_summary import DailySummaries, Overdue
from bot.nudges.due_reminders import DueReminders
from bot.nudges.model import ReminderFailure
from bot.outbox.keys import number_of
from bot.outbox.nudges import Nudge, SeverityDoubt
from bot.people.model import Person
from bot.unit_of_work import UnitOfWork
from bot.updates import updates
from bot.updates.verbs import PostUpdate
from templates.nudges import wording


class NudgeService:
    def __init__(self, unit: UnitOfWork) -> None:
        self._unit = unit
        self._store = unit.store
        self._policy = unit.policy
        self._due = DueReminders(unit)

    def next_due(self) -> datetime | None:
        return self._store.nudges.next_due()

    def tick(self) -> Sequence[ReminderFailure]:
        """Send everything that is due. Returns the failures."""
        return self._due.ask()

    # Answers

    def nothing_new(self, question: str, by: Person) -> Incident:
        """Post an update that says there is no change. It counts as an update."""
        number = number_of(question)

        def decide(incident: Incident) -> Change:
            update_nudge.need_waiting(incident, self._store.outbox.answerable(question))
            count, members = self._store.updates.next_number(number), self._store.people.readers(incident)
            told = PostUpdate(wording.NO_CHANGE_UPDATE)
            return updates.post(incident, count, told, by, self._now(), self._policy, members)

        request_id = f"nothing new:{question}"
        return self._unit.decide(number, decide, request_id, by=by, verb="update", late=self._late(question))

    def snooze(self, number: int, minutes: int, reason: str, by: Person, question: str = "") -> Incident:
        """`question` is the key of the nudge, "" for a snooze by command."""

        def decide(incident: Incident) -> Change:
            if question:
                update_nudge.need_waiting(incident, self._store.outbox.answerable(question))
            return update_nudge.snooze(incident, minutes, reason, by, self._now(), self._policy)

        request_id = f"snooze:{question}" if question else ""
        return self._unit.decide(number, decide, request_id, by=by, verb="update", late=self._late(question))

    def _late(self, question: str) -> Callable[[], Refused]:
        return lambda: update_nudge.no_longer_waits(self._store.outbox.answerable(question))

    def waiting(self, question: str, by: Person) -> Incident:
        """Return the incident of a nudge that still waits. Raises NotFound or Refused."""
        asked = self._store.outbox.answerable(question)
        if asked is None:
            raise NotFound(wording.UNKNOWN_NUDGE)
        incident = self._unit.permissions.incident_for(by, number_of(question))
        self._unit.permissions.need(by, "update", incident)
        update_nudge.need_waiting(incident, asked)
        return incident

    def look(self, question: str) -> Nudge:
        """Return the message that asked whether to raise the severity. Raises NotFound or Refused."""
        asked = self._store.outbox.answerable(question)
        if not isinstance(asked, Nudge) or asked.question(SeverityDoubt) is None:
            raise NotFound(wording.UNKNOWN_QUESTION, Hint("severity", purpose=wording.TO_CHANGE_SEVERITY))
        prompts.need_unanswered(asked)
        return asked

    def keep_severity(self, question: str, by: Person) -> None:
        asked = self.look(question)

        def decide(incident: Incident) -> Change:
            return prompts.keep(incident, asked, by, self._now(), self._policy)

        self._unit.decide(number_of(question), decide, f"keep:{question}", by=by, verb="severity")

    # Daily summaries

    def overdue(self, who: str) -> Overdue:
        """Return what someone's daily summary tells."""
        return DailySummaries(self._unit).of(who)

    def draw_anew(self, listed: str) -> None:
        """Redraw a daily summary."""
        if said := self._store.outbox.answerable(listed):
            with self._store.transaction():
                self._store.outbox.enqueue(0, [said], self._now())
            self._unit.woken()

    def _now(self) -> datetime:
        return self._unit.now()
