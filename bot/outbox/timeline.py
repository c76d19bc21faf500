"""What the timeline reads from Slack and shows there: messages, check marks, missed history, posts and exports."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from bot.outbox.incidents import ChannelLine
from bot.outbox.keys import POSTS
from bot.outbox.model import InChannel, OutboxMessage, Priority, Rank
from bot.people.model import Person


@dataclass(frozen=True, kw_only=True)
class FetchMessage(OutboxMessage):
    """Fetches the text of a message that was added to the timeline."""

    priority: ClassVar[Priority] = Priority.PEOPLE
    in_channel: ClassVar[bool] = True

    channel: str
    ts: str

    @property
    def place(self) -> str:
        return self.channel


@dataclass(frozen=True, kw_only=True)
class TickMessage(OutboxMessage):
    """Adds or removes the bot's own reaction, depending on whether the entry exists at the moment of delivery."""

    in_channel: ClassVar[bool] = True

    channel: str
    ts: str
    emoji: str

    @property
    def place(self) -> str:
        return self.channel


@dataclass(frozen=True, kw_only=True)
class LogConfirmation(OutboxMessage):
    """Confirms privately, next to the message, what someone logged by mentioning the bot."""

    priority: ClassVar[Priority] = Priority.PEOPLE
    in_channel: ClassVar[bool] = True

    ts: str
    thread_ts: str = ""
    by: Person


@dataclass(frozen=True, kw_only=True)
class EntryLogged(ChannelLine):
    """Shows an entry (an id) that someone logged with a command or form, which nobody else sees."""

    rank: ClassVar[Rank] = Rank.NOTES

    entry: int


@dataclass(frozen=True, kw_only=True)
class ScanChannel(OutboxMessage):
    """Reads the channel for the time in which the bot was not connected; `since` is None if that is unknown."""

    in_channel: ClassVar[bool] = True

    since: datetime | None
    until: datetime


@dataclass(frozen=True, kw_only=True)
class ChannelScanned(InChannel):
    """What a scan of the channel found, and what could not be read."""

    since: datetime | None
    until: datetime
    picked_up: int = 0
    taken_back: int = 0
    edited: int = 0
    deleted: int = 0
    unreachable: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class TimelinePart(InChannel):
    """One message of a posted timeline. `piece` counts from 1; `entries` are ids."""

    priority: ClassVar[Priority] = Priority.NORMAL

    entries: tuple[int, ...]
    piece: int
    of: int
    by: Person

    @property
    def asked_by(self) -> str:
        return self.by.id

    @property
    def pace_key(self) -> str:
        return POSTS


@dataclass(frozen=True, kw_only=True)
class TimelineFiles(OutboxMessage):
    """The timeline as files, by direct message: a private incident's entries go nowhere else."""

    person: str

    @property
    def recipient(self) -> str:
        return self.person

    @property
    def asked_by(self) -> str:
        return self.person
