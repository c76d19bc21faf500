"""Reading the timeline: what somebody wants to see of it, cut into pages and messages, under which phase each stands.

Only reading lives here, pure; what a line looks like is the handlers'.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from itertools import groupby
from typing import Final

from bot.incidents.model import Incident
from bot.timeline.model import HOUSEKEEPING, Entry, EntryKind, EntrySource
from bot.timeline.phases import Cut, cut_at, cuts_of, lines_of

PAGE: Final = 40  # entries: with a heading each they stay under the 100 blocks of a view
NEWEST: Final = 0  # as the number of a page: the last one, whichever that is

MOST_LINES: Final = 30  # of a message: with the headings of the phases they stay under its 50 blocks
MOST_TEXT: Final = 10_000  # characters of a message, of the about 13,200 at which Slack was seen to refuse it
LONGEST_LINE: Final = 1_500
BESIDE_TEXT: Final = 200  # characters of a line that are not its text: time, type, names, link


class Part(StrEnum):
    """What can be shown beside what people put on the timeline."""

    MILESTONES = "milestones"
    CHANNEL = "channel"
    REMOVED = "removed"


@dataclass(frozen=True)
class TimelineFilter:
    """What a reader wants to see. Pages count from 1, the oldest; a type that is named is shown whatever the parts."""

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
    """Entries `first` to `last` of `total`, counted from 1, the oldest."""

    number: int
    of: int
    first: int
    total: int
    entries: tuple[Entry, ...]

    @property
    def last(self) -> int:
        return self.first + len(self.entries) - 1


def page_of(entries: Iterable[Entry], wanted: int, size: int = PAGE) -> TimelinePage:
    """The wanted page, or the last one where there are not so many any more.

    The last page is always a full one and repeats some of the page before, so that whoever opens it sees more than
    the one entry that did not fit there.
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
    """Entries that stand under one heading: of one phase and one day."""

    phase: str
    day: date
    entries: tuple[Entry, ...]


def grouped(
    entries: Iterable[Entry], cuts: tuple[Cut, ...], day_of: Callable[[datetime], date]
) -> Iterator[EntryGroup]:
    """`day_of` says which day a moment lies on for the reader."""

    def place(entry: Entry) -> tuple[str, date]:
        return cut_at(cuts, entry.occurred_at).name, day_of(entry.occurred_at)

    for (phase, day), held in groupby(entries, key=place):
        yield EntryGroup(phase, day, tuple(held))


def cuts_in(incident: Incident, entries: Iterable[Entry]) -> tuple[Cut, ...]:
    """Where the phases begin: by what stands, whatever part of it is shown."""
    lines = lines_of(entry for entry in entries if not entry.removed and entry.kind not in HOUSEKEEPING)
    return cuts_of(incident, lines)


def pieces(entries: Iterable[Entry]) -> Iterator[tuple[Entry, ...]]:
    """All entries, cut so that each piece fits into a message."""
    piece: list[Entry] = []
    room = MOST_TEXT
    for entry in entries:
        needed = min(len(entry.text) + BESIDE_TEXT, LONGEST_LINE)
        if len(piece) == MOST_LINES or needed > room:
            yield tuple(piece)
            piece, room = [], MOST_TEXT
        piece.append(entry)
        room -= needed
    if piece:
        yield tuple(piece)


def kinds_in(entries: Iterable[Entry]) -> Sequence[EntryKind]:
    """The types that occur, in the order of an incident's life."""
    present = {entry.kind for entry in entries}
    return [kind for kind in EntryKind if kind in present]
