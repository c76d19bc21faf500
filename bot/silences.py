"""Where the record is silent: stretches without an entry, and stretches in which people were told nothing."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Final

from bot.figures import minutes_shown
from bot.model import Dossier, Kind, Source
from bot.phases import Line
from bot.practice import Severity

LONGEST_SILENCE: Final = 60  # minutes, where the severity sets no limit


@dataclass(frozen=True)
class Stretch:
    start: datetime
    end: datetime
    minutes: int


@dataclass(frozen=True)
class Cadence:
    """`every` is in minutes. Stretches are counted from `since`: the declaration, or the last change of severity."""

    every: int
    since: datetime
    missed: tuple[Stretch, ...]


def gaps(dossier: Dossier, lines: tuple[Line, ...], level: Severity, at: datetime) -> tuple[Stretch, ...]:
    """Stretches, while the incident was open, in which nothing on the timeline is by a person.

    They are longer than the severity's limit, after which the gap alarm asks; an hour where it sets none.
    """
    by_people = [line.at for line in lines if line.entry.source is not Source.SYSTEM]
    return _longer_than(level.gap_after or LONGEST_SILENCE, by_people, _open_times(dossier, lines, at))


def cadence(dossier: Dossier, lines: tuple[Line, ...], level: Severity, at: datetime) -> Cadence | None:
    """Stretches without an update that were longer than the severity allows; None where it asks for no updates."""
    if not level.update_every:
        return None
    changes = [line.at for line in lines if line.entry.kind is Kind.SEVERITY and line.entry.source is Source.SYSTEM]
    since = max([dossier.incident.declared_at, *changes])
    open_since = ((max(start, since), end) for start, end in _open_times(dossier, lines, at) if end > since)
    told = [update.at for update in dossier.updates]
    return Cadence(level.update_every, since, _longer_than(level.update_every, told, open_since))


def _longer_than(
    allowed: int, moments: list[datetime], within: Iterable[tuple[datetime, datetime]]
) -> tuple[Stretch, ...]:
    stretches = (
        Stretch(before, after, minutes_shown(before, after))
        for start, end in within
        for before, after in pairwise([start, *(moment for moment in moments if start < moment < end), end])
    )
    return tuple(stretch for stretch in stretches if stretch.minutes > allowed)


def _open_times(dossier: Dossier, lines: tuple[Line, ...], at: datetime) -> Iterator[tuple[datetime, datetime]]:
    """From declaration to resolution; where it was reopened, without the time in which it passed for resolved."""
    start = ended = dossier.incident.declared_at
    for line in lines:
        if _reopens(line):
            yield start, max(start, ended)
            start = line.at
        elif line.entry.kind is Kind.RESOLUTION and line.entry.source is Source.COMMAND:
            ended = line.at
    yield start, dossier.incident.resolved_at or max(start, at)


def _reopens(line: Line) -> bool:
    entry = line.entry
    return entry.source is Source.SYSTEM and entry.kind is Kind.STATUS and entry.text.startswith("Reopened")
