"""Renames an incident."""

from datetime import datetime

from bot.errors import Refused
from bot.incidents.change import Change, system_entry, visible_change, with_changes
from bot.incidents.model import Incident
from bot.incidents.titles import shortened, summary_with
from bot.incidents.transitions import Verb, next_status
from bot.outbox import keys, messages
from bot.outbox.incidents import Renamed
from bot.people.model import Person
from bot.timeline.model import EntryKind
from templates.incidents import wording


def rename(incident: Incident, title: str, by: Person, at: datetime) -> Change:
    """Changes the title, and the summary if that has the whole of a long title.

    The channel keeps its name, so that links to it keep working.
    """
    next_status(incident, Verb.RENAME)
    short, summary = shortened(title), summary_with(title, incident.summary, incident.title)
    if title == incident.title or (short, summary) == (incident.title, incident.summary):
        raise Refused(wording.named_already(incident.name))
    moved = with_changes(incident, title=short, summary=summary)
    entry = system_entry(at, EntryKind.NOTE, wording.renamed(incident.title, short), by)
    line = Renamed(*keys.line(moved), by=by, at=at, before=incident.title, title=short)
    return visible_change(moved, entry, line, messages.topic(moved))
