"""Builds the messages to people about what Slack refuses: what happened to a channel, and what isn't posted."""

from collections.abc import Iterable
from datetime import datetime

from bot.incidents.model import Incident
from bot.nudges.escalation import leader
from bot.outbox.channels import ChannelTrouble, DeliveryFailed, InvitationWanted, NobodyTold, NotPostedYet, RetryAnswer
from bot.outbox.keys import key, posted
from bot.outbox.model import OutboxRow
from bot.people.model import Person


def trouble(incident: Incident, reason: str) -> tuple[ChannelTrouble, ...]:
    """Tells the commander, else the declarer, why there is no channel; nobody if neither is in Slack."""
    return _told_leader(incident, key(incident, "trouble"), reason)


def warning(incident: Incident, reason: str) -> tuple[ChannelTrouble, ...]:
    """Tells the same person what happened to the channel."""
    return _told_leader(incident, key(incident, "trouble", reason), reason)


def invitation_wanted(incident: Incident, reason: str) -> tuple[InvitationWanted, ...]:
    to = leader(incident)
    return (InvitationWanted(key(incident, "invitation_wanted"), person=to.id, reason=reason),) if to.id else ()


def not_posted(incident: Incident, people: Iterable[str]) -> tuple[NotPostedYet, ...]:
    """Tells each person (ids) that what they asked for waits, because Muster can't post in the channel."""
    return tuple(NotPostedYet(key(incident, "not_posted", each), to=each) for each in people)


def _told_leader(incident: Incident, name: str, reason: str) -> tuple[ChannelTrouble, ...]:
    to = leader(incident)
    return (ChannelTrouble(name, person=to.id, reason=reason),) if to.id else ()


def delivery_failed(incident: Incident, row: OutboxRow, reason: str, to: str) -> DeliveryFailed:
    """Named by what Slack shows of the message, so that a card that fails at each change is reported once."""
    name = key(incident, "failed", row.done, *row.key.split("/")[1:], "to", to)
    return DeliveryFailed(name, to=to, failed=row.key, reason=reason)


def nobody_told(incident: Incident, name: str) -> NobodyTold:
    """`name` is the key of the message that reached nobody."""
    return NobodyTold(*posted(incident, key(incident, "untold", *name.split("/")[1:])))


def retried(incident: Incident, rows: Iterable[str], by: Person, at: datetime) -> RetryAnswer:
    return RetryAnswer(key(incident, "retry", by.id, at.isoformat()), to=by.id, rows=tuple(rows))
