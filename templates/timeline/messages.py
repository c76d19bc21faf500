"""What each sentence in messages.j2 is told: the timeline: entries, forms, posts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.config.policy import Severity
from bot.incidents.model import Incident
from bot.outbox.timeline import TimelinePart
from bot.timeline.model import Entry, EntryKind


@dataclass(frozen=True)
class Logged:
    """The answer to `log`, with the time as Muster understood it.

    `local` is `occurred_at` in the time zone of the person who typed it, `today` their current day.
    """

    entry: Entry
    local: datetime
    today: date


@dataclass(frozen=True)
class TimelineEntry:
    """One line. `dated`: with its day, where no heading says it."""

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
    """The heading in a post, where no day is everybody's."""

    phase: str


@dataclass(frozen=True)
class TimelineScope:
    """What part of the timeline a page shows: entries `first` to `last` of `total`, counted from 1, the oldest.

    `kind` and `since` are None where the reader chose none.
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
    reactions: Sequence[tuple[str, EntryKind]]


@dataclass(frozen=True)
class TimelinePost:
    """The first line of a message with `count` entries of the timeline."""

    part: TimelinePart
    count: int


@dataclass(frozen=True)
class TimelinePostSentence:
    incident: Incident
    severity: Severity
    part: TimelinePart


@dataclass(frozen=True)
class TimelineFilesComment:
    """What stands with the files in the direct message."""

    incident: Incident
    count: int
    at: datetime


@dataclass(frozen=True)
class TimelineSent:
    """The answer to whoever asked for the files; `incident` is its name."""

    incident: str
    private: bool
    count: int


@dataclass(frozen=True)
class AddOutside:
    """The signpost for the message shortcut outside an incident channel."""


@dataclass(frozen=True)
class EntryAbout:
    """Above an entry's form: whose words it holds, and what became of it."""

    entry: Entry


@dataclass(frozen=True)
class EntryFirst:
    """The first line of an entry's history."""

    entry: Entry


@dataclass(frozen=True)
class EntryHistoryLine:
    """A line of an entry's history: from one version to the next."""

    before: Entry
    after: Entry
