"""Closes an incident after its resolution, or marks it as a false alarm. Duplicates are in merging.py."""

from datetime import datetime

from bot.incidents.change import Change, status_entry, visible_change, with_changes, with_reason
from bot.incidents.model import Incident
from bot.incidents.transitions import Verb, next_status
from bot.outbox import keys
from bot.outbox.incidents import Canceled, Closed
from bot.people.model import Person
from templates.incidents import wording


def close(incident: Incident, by: Person, at: datetime, text: str = "") -> Change:
    """Closes a resolved incident: only the review is left to do."""
    moved = with_changes(incident, status=next_status(incident, Verb.CLOSE), ended_at=at)
    entry = status_entry(at, moved.status, with_reason(wording.CLOSED, text), by)
    return visible_change(moved, entry, Closed(*keys.line(moved), by=by, at=at, text=text))


def cancel(incident: Incident, reason: str, by: Person, at: datetime) -> Change:
    """Marks an incident as a false alarm: metrics don't count it and no review is due."""
    moved = with_changes(incident, status=next_status(incident, Verb.CANCEL), ended_at=at, snoozed_until=None)
    entry = status_entry(at, moved.status, wording.canceled(reason), by)
    return visible_change(moved, entry, Canceled(*keys.line(moved), by=by, at=at, text=reason))
