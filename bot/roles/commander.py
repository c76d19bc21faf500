"""Taking command of an incident, or assigning it to someone."""

from datetime import datetime

from bot.errors import Refused
from bot.incidents.change import Change, system_entry, visible_change, with_changes
from bot.incidents.model import Incident
from bot.incidents.transitions import Verb, next_status
from bot.outbox import keys, messages
from bot.outbox.roles import CommanderChanged
from bot.people.model import Person
from bot.timeline.model import EntryKind
from templates.roles import wording


def take_command(incident: Incident, commander: Person, by: Person, at: datetime) -> Change:
    next_status(incident, Verb.COMMANDER)
    before = incident.commander
    if before and before.id == commander.id:
        raise Refused(wording.commander_already(commander.name, incident.name))
    moved = with_changes(incident, commander=commander, commander_at=incident.commander_at or at, commander_since=at)
    handed = wording.commander_changed(by.name, before.name if before else "", commander.name)
    line = CommanderChanged(
        *keys.line(moved), by=by, at=at, before=before.name if before else "", commander=commander.name
    )
    invited = messages.invite(moved, (commander.id,), "commander", by.id)
    return visible_change(moved, system_entry(at, EntryKind.ROLE, handed, by), line, invited)
