"""Renames an incident."""

from datetime import datetime

from bot.errors import Refused
from bot.incidents.change import Change, system_entry, visible_change, with_changes
from bot.incidents.model import Incident
from bot.incidents.transitions import Verb, next_status
from bot.outbox import keys, messages
from bot.outbox.incidents import Renamed
from bot.people.model import Person
from bot.timeline.model import EntryKind
from templates.incidents import wording


def rename(incident: Incident, title: str, by: Person, at: datetime) -> Change:
    """Changes only the title: the channel keeps its name, so that links to it keep working."""
    next_status(incident, Verb.RENAME)
    if title == incident.title:
        raise Refused(wording.named_already(incident.name))
    moved = with_changes(incident, title=title)
    entry = system_entry(at, EntryKind.NOTE, wording.renamed(incident.title, title), by)
    line = Renamed(*keys.line(moved), by=by, at=at, before=incident.title, title=title)
    return visible_change(moved, entry, line, messages.topic(moved))
