"""Filters the timeline, splits it into pages and messages, and groups entries by phase and day.

Pure functions. What a line looks like is decided in handlers/slack/timeline.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from itertools import groupby
from typing import Final

from bot.encoded_length import encoded_length
from bot.incidents.model import Incident
from bot.timeline.model import HOUSEKEEPING, Entry, EntryKind, EntrySource
from bot.timeline.phases import Cut, cut_at, cuts_of, lines_of

PAGE: Final = 40  # entries: even with a heading each they stay under Slack's 100 blocks per view
NEWEST: Final = 0  # page number that stands for the last page

MOST_LINES: Final = 30  # per message: with phase headings they stay under Slack's 50 blocks
MOST_TEXT: Final = 9_000  # encoded characters per message: with the blocks around them it stays under Slack's limit
LONGEST_LINE: Final = 1_500
BESIDE_TEXT: Final = 200  # characters of a line besides its text: time, type, names, link


class Part(StrEnum):
    """Groups of entries that can be shown in addition to the ones that people added."""

    MILESTONES = "milestones"
    CHANNEL = "channel"
    REMOVED = "removed"


@dataclass(frozen=True)
class TimelineFilter:
    """What a reader wants to see. Page 1 is the oldest. If `kind` is set, `parts` only decides on removed entries."""

    kind: EntryKind | None = None
    since: datetime | None = None
    parts: frozenset[Part] = frozenset({Part.MILESTONES})
    page: int = NEWEST

    @property
    def removed(self) -> bool:
        return Part.REMOVED in self.parts

    def passes(self, entry: Entry) -> bool:
        if entry.removed and not self.removed:
            return False
        if self.since and entry.occurred_at < self.since:
            return False
        return _part(entry) in (None, *self.parts) if self.kind is None else entry.kind is self.kind


def _part(entry: Entry) -> Part | None:
    if entry.source is not EntrySource.SYSTEM:
        return None
    return Part.CHANNEL if entry.kind in HOUSEKEEPING else Part.MILESTONES


@dataclass(frozen=True)
class TimelinePage:
    """Entries `first` to `last` of `total`; entry 1 is the oldest."""

    number: int
    of: int
    first: int
    total: int
    entries: tuple[Entry, ...]

    @property
    def last(self) -> int:
        return self.first + len(self.entries) - 1


def page_of(entries: Iterable[Entry], wanted: int, size: int = PAGE) -> TimelinePage:
    """The requested page, or the last one if there are fewer.

    The last page is always full and repeats entries of the page before, so it never shows just one or two entries.
    """
    ordered = in_order(entries)
    of = max(1, -(-len(ordered) // size))
    number = min(wanted, of) if wanted > NEWEST else of
    start = max(0, min((number - 1) * size, len(ordered) - size))
    return TimelinePage(number, of, start + 1, len(ordered), ordered[start : start + size])


def in_order(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    return tuple(line.entry for line in lines_of(entries))


@dataclass(frozen=True)
class EntryGroup:
    """Entries under one heading: the same phase and day."""

    phase: str
    day: date
    entries: tuple[Entry, ...]


def grouped(
    entries: Iterable[Entry], cuts: tuple[Cut, ...], day_of: Callable[[datetime], date]
) -> Iterator[EntryGroup]:
    """Groups entries by phase and day. `day_of` gives the day of a time in the reader's time zone."""

    def place(entry: Entry) -> tuple[str, date]:
        return cut_at(cuts, entry.occurred_at).name, day_of(entry.occurred_at)

    for (phase, day), held in groupby(entries, key=place):
        yield EntryGroup(phase, day, tuple(held))


def cuts_in(incident: Incident, entries: Iterable[Entry]) -> tuple[Cut, ...]:
    """Where the phases begin, based on all entries that are not removed, whatever the filter."""
    lines = lines_of(entry for entry in entries if not entry.removed and entry.kind not in HOUSEKEEPING)
    return cuts_of(incident, lines)


def pieces(entries: Iterable[Entry]) -> Iterator[tuple[Entry, ...]]:
    """Splits the entries so that each piece fits into one message."""
    piece: list[Entry] = []
    room = MOST_TEXT
    for entry in entries:
        needed = min(encoded_length(entry.text) + BESIDE_TEXT, LONGEST_LINE)
        if len(piece) == MOST_LINES or needed > room:
            yield tuple(piece)
            piece, room = [], MOST_TEXT
        piece.append(entry)
        room -= needed
    if piece:
        yield tuple(piece)


def kinds_in(entries: Iterable[Entry]) -> Sequence[EntryKind]:
    """The types on the timeline, in the order of EntryKind."""
    present = {entry.kind for entry in entries}
    return [kind for kind in EntryKind if kind in present]
