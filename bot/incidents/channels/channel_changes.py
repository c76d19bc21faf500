"""What people do to an incident's channel itself, and what follows for the incident.

A channel that is archived or deleted can't be posted to; the person leading an open incident hears how to go on. An
incident is as private as its channel: making the channel private or public does the same to the incident. Sharing the
channel with another organization changes no permission, because its people count as guests, but it must be known.
"""

from dataclasses import replace
from datetime import datetime
from typing import Final

from bot.announcements.broadcast import announcement
from bot.incidents.change import Change, system_entry, with_changes
from bot.incidents.model import Incident
from bot.outbox import keys, messages
from bot.outbox.incidents import ChannelConverted, ChannelShared
from bot.people.model import Person
from bot.timeline.model import EntryKind
from templates.incidents import wording

ARCHIVED: Final = "is_archived"  # Slack's word for what can no longer be posted to
DELETED: Final = "deleted"
SHARED: Final = "shared"


def archived(incident: Incident, is_archived: bool, by: Person, at: datetime) -> Change:
    """Someone archived the channel, or brought it back."""
    moved = with_changes(incident, archived=is_archived)
    entry = system_entry(at, EntryKind.CHANNEL, wording.channel_archived(incident.channel_name, is_archived), by)
    if not is_archived:
        return Change(moved, entries=(entry,), effects=messages.redraw(moved))
    return _warned(Change(moved, entries=(entry,)), ARCHIVED)


def deleted(incident: Incident, by: Person, at: datetime) -> Change:
    """A deleted channel is like an archived one that never comes back."""
    entry = system_entry(at, EntryKind.CHANNEL, wording.channel_deleted(incident.channel_name), by)
    return _warned(Change(with_changes(incident, archived=True), entries=(entry,)), DELETED)


def _warned(change: Change, reason: str) -> Change:
    told = messages.warning(change.incident, reason) if change.incident.is_open else ()
    return replace(change, effects=(*change.effects, *told))


def converted(incident: Incident, private: bool, members: frozenset[str], by: Person, at: datetime) -> Change:
    """Someone made the channel private, or public. Who may see a private one is read back from it."""
    subscribers = tuple(each for each in incident.subscribers if each in members or not private)
    moved = with_changes(incident, private=private, subscribers=subscribers)
    entry = system_entry(at, EntryKind.CHANNEL, wording.channel_converted(private), by)
    line = ChannelConverted(*keys.line(moved), by=by, at=at, private=private)
    announced = announcement(incident if private else moved)
    shown = (messages.card(moved), *announced, messages.read_members(moved), line)
    return Change(moved, entries=(entry,), effects=shown)


def shared(incident: Incident, is_shared: bool, by: Person, at: datetime) -> Change:
    """The channel was shared with another organization, or no longer is."""
    moved = with_changes(incident)
    entry = system_entry(at, EntryKind.CHANNEL, wording.channel_shared(is_shared), by)
    line = ChannelShared(*keys.line(moved), by=by, at=at, is_shared=is_shared)
    told = messages.warning(moved, SHARED) if is_shared else ()
    return Change(moved, entries=(entry,), effects=(line, *told, messages.read_members(moved)))
