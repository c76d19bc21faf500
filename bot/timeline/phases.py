"""Orders and numbers entries by when they happened, and divides them into phases.

Phases begin at milestones, not at entries of a type, so one backdated note does not start a phase of its own.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from operator import attrgetter
from typing import Final

from bot.incidents.model import Incident
from bot.time_format import minutes_shown
from bot.timeline.model import Entry, EntryKind, EntrySource

_EARLIEST: Final = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True)
class NumberedEntry:
    """An entry with its number in the review: `event 3` is line 3."""

    number: int
    entry: Entry

    @property
    def at(self) -> datetime:
        return self.entry.occurred_at

    @property
    def written_later(self) -> bool:
        """Whether someone logged it after it happened. A message with a reaction was written at the time."""
        entry = self.entry
        return entry.source is EntrySource.COMMAND and minutes_shown(entry.occurred_at, entry.recorded_at) > 0


def lines_of(entries: Iterable[Entry]) -> tuple[NumberedEntry, ...]:
    """Entries in order of when they happened, then of when they were recorded."""
    ordered = sorted(entries, key=attrgetter("occurred_at", "recorded_at", "id"))
    return tuple(NumberedEntry(number, entry) for number, entry in enumerate(ordered, start=1))


@dataclass(frozen=True)
class Cut:
    """The start of a phase. If `after` is true, what happened at exactly that time belongs to the phase before."""

    name: str
    moment: datetime
    after: bool = False

    def is_before(self, moment: datetime) -> bool:
        return self.moment < moment or (self.moment == moment and not self.after)


def cuts_of(incident: Incident, lines: tuple[NumberedEntry, ...]) -> tuple[Cut, ...]:
    """The start of each phase of the incident, including phases without entries."""
    return tuple(_cuts(incident, lines))


def cut_at(cuts: tuple[Cut, ...], moment: datetime) -> Cut:
    """The start of the phase that a time is in."""
    return [cut for cut in cuts if cut.is_before(moment)][-1]


def _cuts(incident: Incident, lines: tuple[NumberedEntry, ...]) -> Iterator[Cut]:
    mitigated = incident.mitigated_at
    over = mitigated or incident.resolved_at
    worked = [
        line.at
        for line in lines
        if line.entry.kind is EntryKind.MITIGATION
        and line.at >= incident.declared_at
        and (over is None or line.at <= over)
    ]
    yield Cut("Detection", _EARLIEST)
    yield Cut("Investigation", incident.declared_at)
    if worked:
        yield Cut("Mitigation", worked[0])
    if mitigated or (incident.resolved_at and worked):
        yield Cut("Monitoring", mitigated or worked[-1], after=True)
    if incident.resolved_at:
        yield Cut("After resolution", incident.resolved_at, after=True)
