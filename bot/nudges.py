"""The nudge plan: what an incident will need to be reminded of, and when. A pure function of the incident."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from bot.model import Incident
from bot.practice import Practice

UPDATE = "update"


def promised_update(incident: Incident, practice: Practice) -> datetime | None:
    """When people were promised the next update: the last one plus the severity's cadence; None where none is due."""
    every = practice.severity(incident.severity).update_every
    if not incident.is_open or not every:
        return None
    return incident.updated_at + timedelta(minutes=every)


def plan(incident: Incident, practice: Practice) -> Mapping[str, datetime]:
    """What is to be asked next, and when. A resolved incident plans nothing.

    A nudge comes one cadence after the last update or the last nudge, whichever is later, so that a long
    downtime is followed by one nudge and not by one for every interval missed. Who snoozed one is asked again
    just when they said.
    """
    every = practice.severity(incident.severity).update_every
    if not incident.is_open or not every:
        return {}
    heard = max(incident.updated_at, incident.nudged_at or incident.updated_at)
    snoozed, promised = incident.snoozed_until, incident.updated_at + timedelta(minutes=every)
    due = snoozed if snoozed and snoozed > heard else heard + timedelta(minutes=every)
    return {UPDATE: max(due, promised)}
