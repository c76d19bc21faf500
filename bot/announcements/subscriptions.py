"""Subscriptions: people who get each update as a direct message, and other channels that get it."""

from dataclasses import dataclass
from datetime import datetime

from bot.announcements.verbs import Subscribe
from bot.errors import Refused
from bot.incidents.change import Change, system_entry, with_changes
from bot.incidents.model import Incident
from bot.incidents.transitions import Verb, next_status
from bot.outbox import keys
from bot.outbox.updates import SubscriptionChanged
from bot.people.model import Person
from bot.timeline.model import EntryKind
from templates.announcements import wording


@dataclass(frozen=True)
class Subscriber:
    """A person or a channel."""

    id: str
    name: str

    @property
    def is_channel(self) -> bool:
        return is_channel(self.id)


def is_channel(subscriber: str) -> bool:
    return subscriber[:1] in ("C", "G")


def subscriber(asked: Subscribe, by: Person) -> Subscriber:
    return Subscriber(asked.channel, asked.channel_name) if asked.channel else Subscriber(by.id, by.name)


def change(incident: Incident, who: Subscriber, off: bool, by: Person, at: datetime) -> Change:
    """Subscribe or unsubscribe; no change if it already is."""
    next_status(incident, Verb.SUBSCRIBE)
    if off == (who.id not in incident.subscribers):
        return Change(incident)
    if not off:
        _need_allowed(incident, who)
    rest = tuple(each for each in incident.subscribers if each != who.id)
    moved = with_changes(incident, subscribers=rest if off else (*rest, who.id))
    entry = system_entry(at, EntryKind.CHANNEL if who.is_channel else EntryKind.MEMBER, _entry_text(who, off), by)
    if not who.is_channel:
        return Change(moved, entries=(entry,))
    line = SubscriptionChanged(*keys.line(moved), by=by, at=at, channel=who.id, off=off)
    return Change(moved, entries=(entry,), effects=(line,))


def _entry_text(who: Subscriber, off: bool) -> str:
    noted = wording.channel_subscribed if who.is_channel else wording.person_subscribed
    return noted(who.name, off)


def _need_allowed(incident: Incident, who: Subscriber) -> None:
    if who.is_channel and who.id == incident.channel:
        raise Refused(wording.posted_here_anyway(incident.name))
    if who.is_channel and incident.private:
        raise Refused(wording.private(incident.name))
    if who.is_channel and incident.drill:
        raise Refused(wording.drill(incident.name))
