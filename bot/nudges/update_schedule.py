"""When an update is due: as promised, by the cadence of the severity, or after a snooze. With it what else is asked for
while people work on an incident: what happened in a silence, and who takes the command that was offered.

Pure functions of the incident; everything else that it reminds of stands in reminder_schedule.py.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta

from bot.config.policy import Policy
from bot.incidents.model import Incident, Status
from bot.nudges.model import Reminder, ReminderKind


def cadence(incident: Incident, policy: Policy) -> int:
    """Minutes from one update to the next, 0 where none is due. While it is only monitored, they are more."""
    every = policy.severity(incident.severity).update_every_minutes
    return every * policy.reminders.monitoring_interval_factor if incident.status is Status.MONITORING else every


def muted_until(incident: Incident, until: datetime, policy: Policy) -> datetime:
    """The end of a snooze; what the severity does not allow to be muted in all does not count."""
    most = policy.severity(incident.severity).max_snooze_minutes
    return until - timedelta(minutes=max(0, incident.reminder_state.snoozed_minutes - most)) if most else until


def promised_update(incident: Incident, policy: Policy) -> datetime | None:
    """When the next update is due: as promised, else by the cadence; None where none is due."""
    every = cadence(incident, policy)
    if not incident.is_open or not (every or incident.promised_at):
        return None
    return incident.promised_at or counted_from(incident, incident.updated_at) + timedelta(minutes=every)


def counted_from(incident: Incident, moment: datetime) -> datetime:
    """From when a cadence runs that began at `moment`: a change of severity begins it anew."""
    return max(moment, incident.reminder_state.severity_since or moment)


def kept_promise(incident: Incident, every: int, at: datetime) -> datetime | None:
    """Keep an explicit promise, but never later than the new cadence, which begins at `at`."""
    if incident.promised_at is None or not every:
        return incident.promised_at
    return min(incident.promised_at, at + timedelta(minutes=every))


def silent_since(incident: Incident) -> datetime:
    """When a person last did something on the incident: a status, severity, role, update, task or entry."""
    state = incident.reminder_state
    return max(incident.updated_at, state.worked_at or state.active_at or incident.updated_at)


def plan(incident: Incident, policy: Policy) -> Mapping[Reminder, datetime]:
    """What is to be asked next, and when. A resolved incident plans nothing, nor one that nobody can post to."""
    if not incident.is_open or incident.archived:
        return {}
    due = {
        Reminder(ReminderKind.UPDATE): _update_due(incident, policy),
        Reminder(ReminderKind.SILENCE): _silence_due(incident, policy),
        Reminder(ReminderKind.HANDOVER): _handover_due(incident, policy),
    }
    return {reminder: at for reminder, at in due.items() if at}


def _update_due(incident: Incident, policy: Policy) -> datetime | None:
    """When it was promised, then one cadence after each nudge.

    So a long downtime is followed by one nudge and not by one for every interval missed. Who snoozed one is asked
    again just when they said.
    """
    promised = promised_update(incident, policy)
    if promised is None:
        return None
    nudged, snoozed = incident.nudged_at, incident.snoozed_until
    if snoozed and snoozed > (nudged or incident.updated_at):
        return max(muted_until(incident, snoozed, policy), promised)
    every = cadence(incident, policy)
    again = timedelta(minutes=every) if every else promised - incident.updated_at
    return max(counted_from(incident, nudged) + again, promised) if nudged else promised


def _silence_due(incident: Incident, policy: Policy) -> datetime | None:
    """Once for each silence: not again before somebody did something after the question."""
    limit, since = policy.severity(incident.severity).silence_after_minutes, silent_since(incident)
    asked = incident.silence_asked_at
    return since + timedelta(minutes=limit) if limit and not (asked and asked > since) else None


def _handover_due(incident: Incident, policy: Policy) -> datetime | None:
    """When it is said, once, that nobody took the command that was offered."""
    offered = incident.handover
    if offered is None or offered.told_at:
        return None
    return offered.at + timedelta(minutes=policy.handover_timeout_minutes)
