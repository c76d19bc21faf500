"""Who learns of a failure, so that it always reaches a person.

The card shows what failed. Besides, the person who asked for it is told directly, else the one leading the incident
where others rely on it. A direct message about a failure that fails itself goes to the next in line; if it reaches
nobody, the channel says so.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final, TypeAlias

from bot.incidents.channels.channel_changes import ARCHIVED
from bot.incidents.model import ChannelState, Incident
from bot.nudges.escalation import in_line
from bot.outbox import messages, troubles
from bot.outbox.channels import (
    Announcement,
    Card,
    ChannelTrouble,
    DeliveryFailed,
    InvitationWanted,
    Invite,
    NotInvited,
    PersonCalled,
    RemoveMember,
)
from bot.outbox.incidents import ChannelLine, DeclarationHint
from bot.outbox.model import OutboxMessage, OutboxRow
from bot.outbox.nudges import DirectNudge, Nudge
from bot.outbox.review import ReviewShared
from bot.outbox.roles import HandoverOffer, HandoverUnanswered, HolderGone, HolderGoneDirectly
from bot.outbox.timeline import TimelineFiles
from bot.outbox.updates import StakeholderUpdatesCopy, UpdateBelowAnnouncement, UpdatePosted
from bot.ports.store import Store

# Others rely on these although nobody asked for them, or the one who did may not be reached.
_LED: Final = Card | UpdatePosted | NotInvited | PersonCalled | HolderGoneDirectly | DirectNudge
# Each of these was asked for by itself, so that a failure of one before doesn't tell of it.
_EACH_TIME: Final = (
    UpdatePosted | Announcement | Invite | RemoveMember | TimelineFiles | ReviewShared | StakeholderUpdatesCopy
)
_ToOne: TypeAlias = ChannelTrouble | InvitationWanted | DeliveryFailed


# Once posted, a redraw only takes off what can no longer be pressed.
_SETTLED: Final = ChannelLine | DeclarationHint | Nudge | DirectNudge | HandoverOffer | HandoverUnanswered | HolderGone


def loses_nothing(row: OutboxRow) -> bool:
    """Whether what failed was only the redraw of something that everybody can read."""
    return row.done > 0 and isinstance(row.message, _SETTLED)


class FailureReports:
    def __init__(self, store: Store) -> None:
        self._store = store
        self._told: set[tuple[int, str, bool]] = set()  # of an outage: incident, person, in the channel or elsewhere

    def works_again(self, row: OutboxRow) -> None:
        if row.message.asked_by:
            self._told -= {each for each in self._told if each[::2] == (row.incident, row.message.in_channel)}

    def of(self, incident: Incident, row: OutboxRow, error: str, pressing: Iterable[str]) -> tuple[OutboxMessage, ...]:
        """What is said of a row that failed, beside the card. Who is `pressing` Retry is told anyway."""
        if isinstance(row.message, _ToOne):
            return self._passed_on(incident, row.message)
        if error == ARCHIVED or self._fails_with_its_update(row):
            return ()
        waiting = set(pressing)
        return tuple(
            message
            for to in self._whom(incident, row)
            if to not in waiting
            for message in self._directly(incident, row, error, to)
        )

    def _whom(self, incident: Incident, row: OutboxRow) -> tuple[str, ...]:
        """The ids of those who are told directly."""
        message = row.message
        if isinstance(message, Invite) and message.people == (message.by,):
            return ()  # who asked is who is told that Slack refuses to invite them
        asked = (message.asked_by,) if message.asked_by else ()
        lead = _first(incident, _addressee(message))
        if isinstance(message, Announcement):  # it may show what is private now, or nobody learns of the incident
            return tuple(dict.fromkeys((*asked, *lead))) if incident.private or not row.done else ()
        return asked or (lead if isinstance(message, _LED) else ())

    def _directly(self, incident: Incident, row: OutboxRow, error: str, to: str) -> tuple[OutboxMessage, ...]:
        """An update is told each time, lines once in an outage, and the card, which is tried at each change, once."""
        told = troubles.delivery_failed(incident, row, error, to)
        if isinstance(row.message, Card):
            return () if self._store.outbox.row(told.key) is not None else (told,)
        outage = (row.incident, to, row.message.in_channel)
        known = outage in self._told and not isinstance(row.message, _EACH_TIME)
        self._told.add(outage)
        return () if known else (told,)

    def _fails_with_its_update(self, row: OutboxRow) -> bool:
        """Whether it is a copy of an update that isn't posted in the channel either."""
        copy = row.message
        return (
            isinstance(copy, UpdateBelowAnnouncement)
            and self._store.outbox.result(messages.update_key(row.incident, copy.update.number)) is None
        )

    def _passed_on(self, incident: Incident, message: _ToOne) -> tuple[OutboxMessage, ...]:
        """The same message to the next in line, at last a line in the channel."""
        addressee = message.to if isinstance(message, DeliveryFailed) else message.person
        tried = (*message.tried, addressee)
        after = "".join(_first(incident, *tried))
        if not after:
            can_say = incident.channel_state is ChannelState.READY
            return (troubles.nobody_told(incident, message.key),) if can_say else ()
        key = f"{message.key}/{after}"
        if isinstance(message, DeliveryFailed):
            return (replace(message, key=key, to=after, tried=tried),)
        return (replace(message, key=key, person=after, tried=tried),)


def _first(incident: Incident, *but: str) -> tuple[str, ...]:
    """The id of the first in line who may be told, none if there is nobody."""
    line = (person.id for person in in_line(incident) if not person.outside)
    return tuple(each for each in line if each not in ("", *but))[:1]


def _addressee(message: OutboxMessage) -> str:
    """The id of the person to whom a direct message failed."""
    return message.person if isinstance(message, NotInvited) else message.recipient


def where_said(incident: Incident, message: OutboxMessage) -> tuple[OutboxMessage, ...]:
    """Where a failure is reported: on the card, or to the person leading if Slack refuses the channel."""
    if incident.channel_state is ChannelState.REFUSED:
        return () if isinstance(message, ChannelTrouble) else troubles.trouble(incident, incident.channel_error)
    # a card that failed can't report itself and would be retried forever
    return (messages.card(incident),) if incident.channel and not isinstance(message, Card) else ()
