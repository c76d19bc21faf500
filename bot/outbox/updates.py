"""An update, wherever it is shown: in the channel, below the announcement, to those who subscribed."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from bot.outbox.incidents import ChannelLine
from bot.outbox.model import InChannel, OutboxMessage, Priority
from bot.people.model import Person


@dataclass(frozen=True)
class ToldUpdate:
    """An update with the incident's status and severity (a key) of its moment."""

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
    update: ToldUpdate


@dataclass(frozen=True, kw_only=True)
class UpdateBelowAnnouncement(OutboxMessage):
    """For those who follow from outside."""

    priority: ClassVar[Priority] = Priority.BROADCAST

    update: ToldUpdate


@dataclass(frozen=True, kw_only=True)
class UpdateToSubscriber(OutboxMessage):
    """`to` is a person (U…) or another channel (C…)."""

    priority: ClassVar[Priority] = Priority.BROADCAST

    update: ToldUpdate
    to: str


@dataclass(frozen=True, kw_only=True)
class SubscriptionChanged(ChannelLine):
    """Another `channel` gets the updates, or, where `off`, gets them no more."""

    channel: str
    off: bool = False
