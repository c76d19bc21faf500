"""When update nudges, the silence alarm and the reminder of an unanswered handover are due.

Pure functions of the incident. All other reminders are in reminder_schedule.py.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta

from bot.config.policy import Policy
from bot.incidents.model import Incident, Status
from bot.nudges.escalation import EscalationLevel, leader, levels, reaches
from bot.nudges.model import Reminder, ReminderKind
from bot.people.model import Person


def cadence(incident: Incident, policy: Policy) -> int:
    """Return the minutes between updates, 0 for none. They are more while the status is Monitoring."""
    every = policy.severity(incident.severity).update_every_minutes
    return every * policy.reminders.monitoring_interval_factor if incident.status is Status.MONITORING else every


def muted_until(incident: Incident, until: datetime, policy: Policy) -> datetime:
    """Return the end of a snooze, cut to what the severity allows in total."""
    most = policy.severity(incident.severity).max_snooze_minutes
    return until - timedelta(minutes=max(0, incident.reminder_state.snoozed_minutes - most)) if most else until


def promised_update(incident: Incident, policy: Policy) -> datetime | None:
    """Return when the next update is due: the promised time, else one cadence on; None for no update."""
    every = cadence(incident, policy)
    if not incident.is_open or not (every or incident.promised_at):
        return None
    return incident.promised_at or counted_from(incident, incident.updated_at) + timedelta(minutes=every)


def counted_from(incident: Incident, moment: datetime) -> datetime:
    """Return the start of the cadence: `moment`, or a later change of severity."""
    return max(moment, incident.reminder_state.severity_since or moment)


def kept_promise(incident: Incident, every: int, at: datetime) -> datetime | None:
    """Keep an explicit promise, but never later than the new cadence, which begins at `at`."""
    if incident.promised_at is None or not every:
        return incident.promised_at
    return min(incident.promised_at, at + timedelta(minutes=every))


def silent_since(incident: Incident) -> datetime:
    """Return when a person last changed a status, severity or role, or added an update, task or entry."""
    state = incident.reminder_state
    return max(incident.updated_at, state.worked_at or state.active_at or incident.updated_at)


def waits(incident: Incident) -> bool:
    """Return whether there is a nudge that nobody answered or snoozed."""
    nudged, snoozed = incident.nudged_at, incident.snoozed_until
    return nudged is not None and not (snoozed and snoozed > nudged)


def next_level(incident: Incident, policy: Policy, members: frozenset[str]) -> tuple[int, EscalationLevel]:
    """Return how many nudges in a row the next one makes, and whom it reaches."""
    count = incident.reminder_state.level + 1 if waits(incident) else 1
    escalation = levels(incident, policy, members)
    return count, escalation[min(count, len(escalation)) - 1]


def is_summarized(incident: Incident, policy: Policy) -> bool:
    """Return whether so many nudges had no answer that a daily summary replaces them."""
    most = policy.severity(incident.severity).max_nudges
    return bool(most) and incident.is_open and waits(incident) and incident.reminder_state.level >= most


def summary_for(incident: Incident, policy: Policy, members: frozenset[str]) -> Person | None:
    """Return whose daily summary says that the update is overdue, None while nudges are sent."""
    lead = leader(incident)
    return lead if is_summarized(incident, policy) and lead.is_there and reaches(incident, lead, members) else None


def plan(incident: Incident, policy: Policy) -> Mapping[Reminder, datetime]:
    """Return the next due times; none for an incident that ended or whose channel is archived."""
    if not incident.is_open or incident.archived:
        return {}
    due = {
        Reminder(ReminderKind.UPDATE): _update_due(incident, policy),
        Reminder(ReminderKind.SILENCE): _silence_due(incident, policy),
        Reminder(ReminderKind.HANDOVER): _handover_due(incident, policy),
    }
    return {reminder: at for reminder, at in due.items() if at}


def _update_due(incident: Incident, policy: Policy) -> datetime | None:
    """Return the promised time, then one cadence after each nudge, or the end of a snooze.

    So one nudge follows a long downtime, not one for each interval that was missed.
    """
    promised = promised_update(incident, policy)
    if promised is None:
        return None
    if is_summarized(incident, policy):
        return None
    nudged, snoozed = incident.nudged_at, incident.snoozed_until
    if snoozed and snoozed > (nudged or incident.updated_at):
        return max(muted_until(incident, snoozed, policy), promised)
    every = cadence(incident, policy)
    again = timedelta(minutes=every) if every else promised - incident.updated_at
    return max(counted_from(incident, nudged) + again, promised) if nudged else promised


def _silence_due(incident: Incident, policy: Policy) -> datetime | None:
    """Return when the silence alarm is due, once for each silence."""
    limit, since = policy.severity(incident.severity).silence_after_minutes, silent_since(incident)
    asked = incident.silence_asked_at
    return since + timedelta(minutes=limit) if limit and not (asked and asked > since) else None


def _handover_due(incident: Incident, policy: Policy) -> datetime | None:
    """Return when both people are told, once, that a handover has no answer."""
    offered = incident.handover
    if offered is None or offered.told_at:
        return None
    return offered.at + timedelta(minutes=policy.handover_timeout_minutes)
