"""Contexts of the blocks in messages.j2: timeline entries, forms and posts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.config.policy import Severity
from bot.incidents.model import Incident
from bot.outbox.timeline import EntryLogged, TimelinePart
from bot.timeline.model import Entry, EntryKind


@dataclass(frozen=True)
class LoggedLine:
    """The line about an entry in the channel; `entry` is None once it was removed."""

    line: EntryLogged
    entry: Entry | None


@dataclass(frozen=True)
class Logged:
    """The answer to `log`, with the time as Muster understood it, and `with_text` if the channel doesn't show the text.

    `local` is `occurred_at` in the time zone of the person who typed it, `today` their current day.
    """

    entry: Entry
    local: datetime
    today: date
    with_text: bool


@dataclass(frozen=True)
class TimelineEntry:
    """One line of the timeline. `dated` adds the day, if no heading above shows it."""

    entry: Entry
    emoji: str
    dated: bool


@dataclass(frozen=True)
class TimelineHead:
    """The heading of a phase and day; `day` and `today` are in the reader's time zone."""

    phase: str
    day: date
    today: date


@dataclass(frozen=True)
class TimelinePhase:
    """The heading of a phase in a post. It has no day, because readers are in different time zones."""

    phase: str


@dataclass(frozen=True)
class TimelineScope:
    """The line above a page: entries `first` to `last` of `total`; entry 1 is the oldest.

    `kind` and `since` are None if the reader set no such filter.
    """

    page: int
    pages: int
    first: int
    last: int
    total: int
    kind: EntryKind | None
    since: datetime | None


@dataclass(frozen=True)
class TimelineEmpty:
    number: int
    reactions: Sequence[tuple[str, EntryKind]]


@dataclass(frozen=True)
class TimelinePost:
    """The first line of a posted message with `count` entries."""

    part: TimelinePart
    count: int


@dataclass(frozen=True)
class TimelinePostSentence:
    incident: Incident
    severity: Severity
    part: TimelinePart


@dataclass(frozen=True)
class TimelineFilesComment:
    """The text of the direct message with the files."""

    incident: Incident
    count: int
    at: datetime


@dataclass(frozen=True)
class TimelineSent:
    """The answer to the person who asked for the files; `incident` is its name."""

    incident: str
    private: bool
    count: int


@dataclass(frozen=True)
class AddOutside:
    """The answer to the message shortcut outside an incident channel."""


@dataclass(frozen=True)
class EntryAbout:
    """The line above an entry's form: its author, and whether it was deleted or removed."""

    entry: Entry


@dataclass(frozen=True)
class EntryFirst:
    """The first line of an entry's history."""

    entry: Entry


@dataclass(frozen=True)
class EntryHistoryLine:
    """A line of an entry's history: the change from one version to the next."""

    before: Entry
    after: Entry
