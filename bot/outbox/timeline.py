"""What the timeline needs of Slack and shows there: messages looked up and ticked, channels read back, exports."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from bot.outbox.model import InChannel, OutboxMessage, Priority
from bot.people.model import Person


@dataclass(frozen=True, kw_only=True)
class FetchMessage(OutboxMessage):
    """Finds out what a message says that was put on the timeline."""

    priority: ClassVar[Priority] = Priority.PEOPLE

    channel: str
    ts: str


@dataclass(frozen=True, kw_only=True)
class TickMessage(OutboxMessage):
    """The bot's own emoji on a message, there or not, as the record has it when it is delivered."""

    channel: str
    ts: str
    emoji: str


@dataclass(frozen=True, kw_only=True)
class LogConfirmation(OutboxMessage):
    """To somebody who asked in a message: how it was read, privately and beside it."""

    priority: ClassVar[Priority] = Priority.PEOPLE

    ts: str
    thread_ts: str = ""
    by: Person


@dataclass(frozen=True, kw_only=True)
class ScanChannel(OutboxMessage):
    """Reads the channel back: between these moments the bot heard nothing; since when, may not be known."""

    since: datetime | None
    until: datetime


@dataclass(frozen=True, kw_only=True)
class ChannelScanned(InChannel):
    """What a reading of the channel found, and what could not be read."""

    since: datetime | None
    until: datetime
    picked_up: int = 0
    taken_back: int = 0
    edited: int = 0
    deleted: int = 0
    unreachable: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class TimelinePart(InChannel):
    """A `piece` of a posted timeline, counted from 1: these entries, by id."""

    priority: ClassVar[Priority] = Priority.NORMAL

    entries: tuple[int, ...]
    piece: int
    of: int
    by: Person


@dataclass(frozen=True, kw_only=True)
class TimelineFiles(OutboxMessage):
    """The timeline as files, by direct message: a private incident's entries go nowhere else."""

    person: str
