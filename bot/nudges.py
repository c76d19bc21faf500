"""The nudge plan: what an incident will need to be asked, and when. A pure function of the incident."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from bot.model import Incident
from bot.practice import Practice

UPDATE = "update"
GAP = "gap"


def promised_update(incident: Incident, practice: Practice) -> datetime | None:
    """When people were promised the next update: the last one plus the severity's cadence; None where none is due."""
    every = practice.severity(incident.severity).update_every
    if not incident.is_open or not every:
        return None
    return incident.updated_at + timedelta(minutes=every)


def silent_since(incident: Incident, last_entry: datetime | None) -> datetime:
    """Where the running stretch without an entry by a person began.

    `last_entry` is when the latest thing happened that people put on the timeline; before that, the declaration, the
    last update or the reopening counts.
    """
    return max(incident.updated_at, last_entry or incident.updated_at)


def plan(incident: Incident, practice: Practice, last_entry: datetime | None) -> Mapping[str, datetime]:
    """What is to be asked next, and when. A resolved incident plans nothing."""
    if not incident.is_open:
        return {}
    due = {UPDATE: _update_due(incident, practice), GAP: _gap_due(incident, practice, last_entry)}
    return {kind: at for kind, at in due.items() if at}


def _update_due(incident: Incident, practice: Practice) -> datetime | None:
    """One cadence after the last update or the last nudge, whichever is later.

    So a long downtime is followed by one nudge and not by one for every interval missed. Who snoozed one is asked
    again just when they said.
    """
    promised = promised_update(incident, practice)
    if promised is None:
        return None
    heard = max(incident.updated_at, incident.nudged_at or incident.updated_at)
    snoozed = incident.snoozed_until
    due = snoozed if snoozed and snoozed > heard else heard + (promised - incident.updated_at)
    return max(due, promised)


def _gap_due(incident: Incident, practice: Practice, last_entry: datetime | None) -> datetime | None:
    """Once for each stretch. What is told of a stretch later cuts it: the rest waits as long as a new one."""
    limit = practice.severity(incident.severity).gap_after
    since = silent_since(incident, last_entry)
    if not limit or since == incident.gap_from:
        return None
    return max(since, incident.gap_asked_at or since) + timedelta(minutes=limit)
