"""The contexts of the timeline: lines and headings of its modal and posts, entry forms, and what is said of files."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar, Final

from bot.config.policy import Severity
from bot.incidents.model import Incident
from bot.timeline.model import Entry, EntryKind


@dataclass(frozen=True)
class TimelineEntry:
    """One line. `dated`: with its day, where no heading says it."""

    template: ClassVar[str] = "messages/timeline_entry.j2"
    entry: Entry
    mark: str
    dated: bool


@dataclass(frozen=True)
class TimelineHead:
    """`day` is the reader's."""

    template: ClassVar[str] = "messages/timeline_head.j2"
    phase: str
    day: date


@dataclass(frozen=True)
class TimelinePhase:
    """The heading in a post, where no day is everybody's."""

    template: ClassVar[str] = "messages/timeline_phase.j2"
    phase: str


@dataclass(frozen=True)
class TimelineScope:
    """What part of the timeline a page shows: entries `first` to `last` of `total`, counted from 1, the oldest.

    `kind` and `since` are None where the reader chose none.
    """

    template: ClassVar[str] = "messages/timeline_scope.j2"
    page: int
    pages: int
    first: int
    last: int
    total: int
    kind: EntryKind | None
    since: datetime | None


@dataclass(frozen=True)
class TimelineEmpty:
    template: ClassVar[str] = "messages/timeline_empty.j2"
    marks: Sequence[tuple[str, EntryKind]]


@dataclass(frozen=True)
class TimelinePost:
    """The first line of a message with `count` entries of the timeline; `piece` counts from 1."""

    template: ClassVar[str] = "messages/timeline_post.j2"
    piece: int
    of: int
    count: int
    by: str


@dataclass(frozen=True)
class TimelinePostSentence:
    template: ClassVar[str] = "messages/timeline_post_sentence.j2"
    incident: Incident
    severity: Severity
    piece: int
    of: int
    by: str


@dataclass(frozen=True)
class TimelineFiles:
    """What stands with the files in the direct message."""

    template: ClassVar[str] = "messages/timeline_files.j2"
    incident: Incident
    count: int
    at: datetime


@dataclass(frozen=True)
class TimelineSent:
    """The answer to whoever asked for the files; `incident` is its name."""

    template: ClassVar[str] = "messages/timeline_sent.j2"
    incident: str
    private: bool
    count: int


@dataclass(frozen=True)
class GapAbout:
    """Above the form that asks what happened in a silence: from when until it was asked."""

    template: ClassVar[str] = "messages/gap_about.j2"
    start: datetime
    end: datetime


@dataclass(frozen=True)
class AddOutside:
    """The signpost for the message shortcut outside an incident channel."""

    template: ClassVar[str] = "messages/add_outside.j2"


@dataclass(frozen=True)
class EntryAbout:
    """Above an entry's form: whose words it holds, and what became of it."""

    template: ClassVar[str] = "messages/entry_about.j2"
    entry: Entry


@dataclass(frozen=True)
class EntryFirst:
    """The first line of an entry's history."""

    template: ClassVar[str] = "messages/entry_first.j2"
    entry: Entry


@dataclass(frozen=True)
class EntryChange:
    """A line of an entry's history: from one version to the next."""

    template: ClassVar[str] = "messages/entry_change.j2"
    before: Entry
    after: Entry


CONTEXTS: Final = (
    TimelineEntry,
    TimelineHead,
    TimelinePhase,
    TimelineScope,
    TimelineEmpty,
    TimelinePost,
    TimelinePostSentence,
    TimelineFiles,
    TimelineSent,
    GapAbout,
    AddOutside,
    EntryAbout,
    EntryFirst,
    EntryChange,
)
