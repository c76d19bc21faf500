"""An incident, and when it is asked for an update or for what happened in a silence."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.config.policy import Policy
from bot.incidents.model import Incident, Status
from bot.nudges.model import Reminder, ReminderKind
from bot.nudges.update_schedule import plan
from bot.people.model import Person

DECLARED = datetime(2024, 1, 15, 14, 23, tzinfo=UTC)


JANE = Person("U1", "Jane Smith")


INCIDENT = Incident(
    team="T1",
    number=42,
    title="Payments fail",
    severity="sev1",
    status=Status.INVESTIGATING,
    declared_by=JANE,
    declared_at=DECLARED,
    updated_at=DECLARED,
)


def after(minutes: int) -> datetime:
    return DECLARED + timedelta(minutes=minutes)


def nudge(incident: Incident, policy: Policy | None = None) -> datetime | None:
    """When the next update is asked for."""
    return plan(incident, policy or Policy()).get(Reminder(ReminderKind.UPDATE))


def alarm(incident: Incident, worked: int | None = None, policy: Policy | None = None) -> datetime | None:
    """When it is asked what happened; `worked` is when someone last did something, minutes after the declaration."""
    since = incident.reminder_state.worked_at if worked is None else after(worked)
    state = replace(incident.reminder_state, worked_at=since)
    return plan(replace(incident, reminder_state=state), policy or Policy()).get(Reminder(ReminderKind.SILENCE))
