"""The channels of an incident: a new one where the old one is archived, a private one where the old one was public.

A bot can't unarchive a channel, nor make a public one private. Its channels are counted by generations; until the
next one exists it has none, and what is to be posted waits for it, so that nothing goes to the wrong place.
"""

from dataclasses import replace
from datetime import datetime

from bot.errors import Hint, Refused
from bot.incidents import transitions
from bot.incidents.change import Change, system_entry, visible_change, with_changes
from bot.incidents.model import ChannelState, Incident
from bot.incidents.transitions import Verb, next_status
from bot.outbox import keys, messages
from bot.outbox.incidents import MadePrivate, WorkMovedOn
from bot.people.model import Person
from bot.timeline.model import EntryKind
from templates.commands.wording import TO_TRY_AGAIN
from templates.incidents import wording


def next_generation(incident: Incident) -> Incident:
    return replace(
        incident,
        channel_generation=incident.channel_generation + 1,
        channel="",
        channel_name="",
        archived=False,
        channel_error="",
    )


def reopen(incident: Incident, members: frozenset[str], by: Person, at: datetime, text: str = "") -> Change:
    """An incident whose channel is archived begins anew in another one; one that was never closed goes on there."""
    fresh = next_generation(incident)
    if incident.is_open:
        deleted = incident.channel_state is ChannelState.DELETED
        entry = system_entry(at, EntryKind.CHANNEL, wording.work_moved_on(incident.channel_state), by)
        moved = with_changes(fresh)
        change = visible_change(moved, entry, WorkMovedOn(*keys.line(moved), by=by, at=at, text=text, deleted=deleted))
    else:
        change = transitions.reopen(fresh, by, at, text)
    return _in_new_channel(change, members, by, "reopen")


def make_private(incident: Incident, members: frozenset[str], by: Person, at: datetime, text: str = "") -> Change:
    """Only members hear of it from now on; those who subscribed from outside do no more."""
    next_status(incident, Verb.PRIVATE)
    if incident.private:
        raise Refused(wording.private_already(incident.name))
    if incident.channel_state is ChannelState.CREATING:
        raise Refused(wording.no_channel_yet(incident.name), Hint("private", purpose=TO_TRY_AGAIN))
    if incident.channel_state is ChannelState.REFUSED:
        raise Refused(wording.no_channel(incident.name))
    subscribers = tuple(each for each in incident.subscribers if each in members)
    moved = with_changes(next_generation(incident), private=True, subscribers=subscribers)
    line = MadePrivate(*keys.line(moved), by=by, at=at, text=text)
    entry = system_entry(at, EntryKind.CHANNEL, wording.MADE_PRIVATE, by)
    change = _in_new_channel(visible_change(moved, entry, line), members, by, "private")
    return replace(change, effects=(*messages.withdrawn(incident, by), *change.effects))


def _in_new_channel(change: Change, members: frozenset[str], by: Person, why: str) -> Change:
    incident = change.incident
    led = (incident.commander.id,) if incident.commander else ()
    come = (by.id, *led, *(held.person.id for held in incident.roles), *sorted(members))
    opened = messages.channel(incident, tuple(each for each in come if each), why, by.id)
    return replace(change, effects=(*opened, *change.effects))
