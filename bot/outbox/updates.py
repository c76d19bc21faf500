"""Messages about updates: in the channel, in the announcement's thread, to subscribers and to the drafts' authors."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Final

from bot.outbox.incidents import ChannelLine
from bot.outbox.keys import ANNOUNCEMENTS
from bot.outbox.model import InChannel, OutboxMessage, Priority, Rank, ToPerson
from bot.people.model import Person

PERMALINK: Final = "permalink"  # in the result of an update that the card shortens


@dataclass(frozen=True)
class UpdateSnapshot:
    """An update with the status and severity (a key) that the incident had when it was posted."""

    number: int
    text: str
    by: Person
    at: datetime
    status: str
    severity: str
    impact: str = ""
    doing: str = ""
    next_by: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class UpdatePosted(InChannel):
    update: UpdateSnapshot

    @property
    def asked_by(self) -> str:
        return self.update.by.id


@dataclass(frozen=True, kw_only=True)
class UpdateBelowAnnouncement(OutboxMessage):
    """For people who follow the announcement rather than the incident channel."""

    priority: ClassVar[Priority] = Priority.BROADCAST

    update: UpdateSnapshot

    @property
    def shared_place(self) -> str:
        return ANNOUNCEMENTS

    @property
    def asked_by(self) -> str:
        return self.update.by.id


@dataclass(frozen=True, kw_only=True)
class UpdateToSubscriber(ToPerson):
    """`to` is a person (U…) or another channel (C…), which is never one for a private incident."""

    priority: ClassVar[Priority] = Priority.BROADCAST
    without_channel: ClassVar[bool] = True

    update: UpdateSnapshot


@dataclass(frozen=True, kw_only=True)
class StakeholderUpdatesCopy(ToPerson):
    """The current stakeholder updates as a direct message to the person who asked for a copy."""

    priority: ClassVar[Priority] = Priority.PEOPLE

    @property
    def asked_by(self) -> str:
        return self.to


@dataclass(frozen=True, kw_only=True)
class SubscriptionChanged(ChannelLine):
    """A channel (an id) was subscribed to updates, or unsubscribed where `off`."""

    rank: ClassVar[Rank] = Rank.NOTES

    channel: str
    off: bool = False
