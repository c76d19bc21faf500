"""The timeline: what happened, by the few phases that a person would draw, with the key times marked in it.

An entry that repeats another stands once. Of a long incident the first view has key times, decisions, mitigations and
updates; all entries follow, folded where the format can fold.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Final

from bot.analysis.model import Evidence, ReadEvent
from bot.metrics.key_moments import MomentKey
from bot.review.document.facts import label, said
from bot.review.document.material import Material
from bot.review.document.parts import Course, Happening, Part, Stage
from bot.timeline.kinds import EntryKind

MOST_LINES: Final = 40  # beyond, the first view is a choice
ALL_ENTRIES: Final = "All entries"
_CHOSEN: Final = frozenset({EntryKind.MITIGATION, EntryKind.COMMUNICATION, EntryKind.DECLARATION, EntryKind.RESOLUTION})
_UNREAD: Final = "Its text is not known yet."


def timeline(material: Material) -> tuple[Part, ...]:
    stages = tuple(_stages(material))
    if not stages:
        return ()
    if sum(len(stage.lines) for stage in stages) <= MOST_LINES:
        return (Course(stages),)
    chosen = tuple(
        Stage(stage.name, stage.phase, lines) for stage in stages if (lines := _chosen(material, stage.lines))
    )
    everything = tuple(line for stage in stages for line in stage.lines)
    return (Course((*chosen, Stage(ALL_ENTRIES, "", everything, folded=True))),)


def _chosen(material: Material, lines: tuple[Happening, ...]) -> tuple[Happening, ...]:
    decided = {read.event.number for read in material.events if read.decision}
    return tuple(line for line in lines if line.moments or line.phase in _CHOSEN or line.number in decided)


def _stages(material: Material) -> Iterator[Stage]:
    """The phases as they are drawn, then what lies in none of them: entries without a time."""
    waiting = {read.event.number: read for read in material.events}
    moments = _moments(material)
    for band in material.chronicle.bands:
        lines = [waiting.pop(number) for number in band.events if number in waiting]
        if lines:
            yield Stage(band.name, band.phase.value, tuple(_line(read, moments) for read in sorted(lines, key=_order)))
    if waiting:
        rest = sorted(waiting.values(), key=_order)
        name = "Outside the phases" if any(read.event.at for read in rest) else "Without a time"
        yield Stage(name, "", tuple(_line(read, moments) for read in rest))


def _order(read: ReadEvent) -> tuple[float, int]:
    return (read.event.at.timestamp() if read.event.at else float("inf"), read.event.number)


def _moments(material: Material) -> Mapping[int, tuple[MomentKey, ...]]:
    """The key times that each entry is: recorded ones, and estimated ones whose entry shows them."""
    found: dict[int, tuple[MomentKey, ...]] = {}
    for key, moment in material.chronicle.moments.items():
        event = next((read for read in material.events if _is_at(read, moment.at, moment.evidence)), None)
        if event:
            found[event.event.number] = (*found.get(event.event.number, ()), key)
    return found


def _is_at(read: ReadEvent, at: datetime | None, evidence: tuple[Evidence, ...]) -> bool:
    return at is not None and read.event.at == at and any(one.place == read.event.place for one in evidence)


def _line(read: ReadEvent, moments: Mapping[int, tuple[MomentKey, ...]]) -> Happening:
    event = read.event
    return Happening(
        event.number,
        event.at,
        read.phase.value,
        event.text or _UNREAD,
        event.actor,
        event.link,
        moments.get(event.number, ()),
        tuple(_notes(read)),
        (Evidence(event.place, event.text),),
    )


def _notes(read: ReadEvent) -> Iterator[str]:
    """What the fields beside an entry tell and its text does not."""
    for key, value in read.event.extra.items():
        shown = said(value, key)
        if value not in (None, "") and shown.casefold() not in read.event.text.casefold():
            yield f"{label(key)}: {shown}"
