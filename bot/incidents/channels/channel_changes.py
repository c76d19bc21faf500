"""What people do to an incident's channel itself, and what follows for the incident.

A channel that is archived or deleted can't be posted to; the person leading an open incident hears how to go on. Where
Muster itself is removed, it comes back or asks to be invited. An incident is as private as its channel: making the
channel private or public does the same to the incident. Sharing the channel with another organization changes no
permission, because its people count as guests, but it must be known. Slack may also refuse to create a channel: then
people work by the incident's number, and those who would be invited are told directly.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Final

from bot.announcements.broadcast import announcement
from bot.incidents.change import Change, system_entry, with_changes
from bot.incidents.model import VOID, ChannelState, Incident, Status
from bot.outbox import keys, messages, troubles
from bot.outbox.incidents import ChannelConverted, ChannelShared
from bot.outbox.model import OutboxMessage
from bot.people.model import MUSTER, Person
from bot.timeline.model import EntryKind
from templates.incidents import wording

ENDED: Final = VOID | {Status.CLOSED}
ARCHIVED: Final = "is_archived"  # Slack's word for what can no longer be posted to
DELETED: Final = ChannelState.DELETED.value
SHARED: Final = "shared"
REMOVED: Final = "not_in_channel"  # Muster was removed from it, and is about to come back by itself
UNINVITED: Final = "not_invited"  # Muster can't come back by itself, and has asked to be invited


def archived(incident: Incident, is_archived: bool, by: Person, at: datetime) -> Change:
    """Someone archived the channel, or brought it back."""
    was_found = incident.channel_state is ChannelState.DELETED and not is_archived
    moved = with_changes(incident, archived=is_archived, channel_error=REMOVED if was_found else incident.channel_error)
    back = (messages.rejoin(moved),) if moved.channel_error else ()
    entry = system_entry(at, EntryKind.CHANNEL, wording.channel_archived(incident.channel_name, is_archived), by)
    if not is_archived:
        return Change(moved, entries=(entry,), effects=(*messages.redraw(moved), *back))
    return _warned(Change(moved, entries=(entry,)), ARCHIVED)


def deleted(incident: Incident, by: Person, at: datetime) -> Change:
    """A deleted channel is like an archived one that never comes back."""
    entry = system_entry(at, EntryKind.CHANNEL, wording.channel_deleted(incident.channel_name), by)
    moved = with_changes(incident, archived=True, channel_error=DELETED)
    return _warned(Change(moved, entries=(entry,), effects=announcement(moved)), DELETED)


def _warned(change: Change, reason: str) -> Change:
    told = troubles.warning(change.incident, reason) if change.incident.is_open else ()
    return replace(change, effects=(*change.effects, *told))


def removed(incident: Incident, by: Person, at: datetime) -> Change:
    """Muster is no longer in the channel: what is to be posted there waits until it is back."""
    moved = with_changes(incident, channel_error=REMOVED)
    entry = system_entry(at, EntryKind.CHANNEL, wording.muster_removed(incident.channel_name), by)
    return Change(moved, entries=(entry,), effects=(messages.rejoin(moved),))


def not_rejoined(incident: Incident, reason: str) -> Change:
    """A bot can't come back into a private channel by itself: the person leading the incident is asked, once.

    Nor into a public one if Slack refuses it, for `reason`.
    """
    told = (
        troubles.invitation_wanted(incident, "" if incident.private else reason) if incident.status not in ENDED else ()
    )
    return Change(with_changes(incident, channel_error=UNINVITED), effects=told)


def back(incident: Incident, by: Person, at: datetime) -> Change:
    """Muster is in the channel again, and reads what it missed there."""
    moved = with_changes(incident, channel_error="")
    entry = system_entry(at, EntryKind.CHANNEL, wording.muster_back(incident.channel_name), by)
    return Change(
        moved,
        entries=(entry,),
        effects=(messages.card(moved), messages.read_members(moved), messages.scan(moved, None, at)),
    )


def refused(incident: Incident, reason: str, invited: Iterable[OutboxMessage], at: datetime) -> Change:
    """Slack refuses to create the channel. The people who wait to be `invited` are told directly."""
    moved = with_changes(incident, channel_error=reason)
    entry = system_entry(at, EntryKind.CHANNEL, wording.CHANNEL_REFUSED, MUSTER)
    told = () if incident.channel_error else messages.calls(moved, invited)
    return Change(moved, entries=(entry,), effects=(*troubles.trouble(moved, reason), *told))


def renamed(incident: Incident, name: str, by: Person, at: datetime) -> Change:
    moved = with_changes(incident, channel_name=name)
    entry = system_entry(at, EntryKind.CHANNEL, wording.channel_renamed(incident.channel_name, name), by)
    return Change(moved, entries=(entry,), effects=messages.redraw(moved))


def converted(incident: Incident, private: bool, members: frozenset[str], by: Person, at: datetime) -> Change:
    """Someone made the channel private, or public. Who may see a private one is read back from it."""
    subscribers = tuple(each for each in incident.subscribers if each in members or not private)
    moved = with_changes(incident, private=private, subscribers=subscribers)
    entry = system_entry(at, EntryKind.CHANNEL, wording.channel_converted(private), by)
    line = ChannelConverted(*keys.line(moved), by=by, at=at, private=private)
    announced = announcement(incident, by.id) if private else announcement(moved)
    shown = (messages.card(moved), *announced, messages.read_members(moved), line)
    return Change(moved, entries=(entry,), effects=shown)


def shared(incident: Incident, is_shared: bool, by: Person, at: datetime) -> Change:
    """The channel was shared with another organization, or no longer is."""
    moved = with_changes(incident)
    entry = system_entry(at, EntryKind.CHANNEL, wording.channel_shared(is_shared), by)
    line = ChannelShared(*keys.line(moved), by=by, at=at, is_shared=is_shared)
    told = troubles.warning(moved, SHARED) if is_shared else ()
    return Change(moved, entries=(entry,), effects=(line, *told, messages.read_members(moved)))
