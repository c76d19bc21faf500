"""The nudge plan: what an incident will need to be asked, and when. A pure function of the incident."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from bot.config.policy import Policy
from bot.incidents.model import Incident, Status

UPDATE = "update"
GAP = "gap"
HANDOVER = "handover"

BEGUN = "begun"  # the mark of since when it runs at this severity


def cadence(incident: Incident, policy: Policy) -> int:
    """Minutes from one update to the next, 0 where none is due. While it is only monitored, they are more."""
    every = policy.severity(incident.severity).update_every_minutes
    return every * policy.reminders.monitoring_interval_factor if incident.status is Status.MONITORING else every


def muted_until(incident: Incident, until: datetime, policy: Policy) -> datetime:
    """The end of a snooze; what the severity does not allow to be muted in all does not count."""
    most = policy.severity(incident.severity).max_snooze_minutes
    return until - timedelta(minutes=max(0, incident.reminder_state.muted - most)) if most else until


def promised_update(incident: Incident, policy: Policy) -> datetime | None:
    """When people were promised the next update: by name, else by the cadence; None where none is due."""
    every = cadence(incident, policy)
    if not incident.is_open or not (every or incident.promised_at):
        return None
    return incident.promised_at or counted_from(incident, incident.updated_at) + timedelta(minutes=every)


def counted_from(incident: Incident, moment: datetime) -> datetime:
    """From when a cadence runs that began at `moment`: a change of severity begins it anew."""
    return max(moment, incident.reminder_state.mark(BEGUN) or moment)


def kept_promise(incident: Incident, every: int, at: datetime) -> datetime | None:
    """Keep an explicit promise, but never later than the new cadence, which begins at `at`."""
    if incident.promised_at is None or not every:
        return incident.promised_at
    return min(incident.promised_at, at + timedelta(minutes=every))


def silent_since(incident: Incident, last_entry: datetime | None) -> datetime:
    """Where the running stretch without an entry by a person began.

    `last_entry` is when the latest thing happened that people put on the timeline; before that, the declaration, the
    last update or the reopening counts.
    """
    return max(incident.updated_at, last_entry or incident.updated_at)


def plan(incident: Incident, policy: Policy, last_entry: datetime | None) -> Mapping[str, datetime]:
    """What is to be asked next, and when. A resolved incident plans nothing, nor one that nobody can post to."""
    if not incident.is_open or incident.archived:
        return {}
    due = {
        UPDATE: _update_due(incident, policy),
        GAP: _gap_due(incident, policy, last_entry),
        HANDOVER: _handover_due(incident, policy),
    }
    return {kind: at for kind, at in due.items() if at}


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


def _gap_due(incident: Incident, policy: Policy, last_entry: datetime | None) -> datetime | None:
    """Once for each stretch. What is told of a stretch later cuts it: the rest waits as long as a new one."""
    limit = policy.severity(incident.severity).silence_after_minutes
    since = silent_since(incident, last_entry)
    if not limit or since == incident.gap_from:
        return None
    return max(since, incident.gap_asked_at or since) + timedelta(minutes=limit)


def _handover_due(incident: Incident, policy: Policy) -> datetime | None:
    """When it is said, once, that nobody took the command that was offered."""
    offered = incident.handover
    if offered is None or offered.told_at:
        return None
    return offered.at + timedelta(minutes=policy.handover_timeout_minutes)
