"""The timeline: what happened, by the few phases that a person would draw, with the key times marked in it.

Entries, fields of the input that have a time, and key times that no entry tells stand in it, each once: what was logged
twice says so. Of a long incident the first view has key times, decisions, mitigations and updates; all entries follow,
folded where the format can fold. Fixes that neither they nor page one tell are listed below.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import chain
from typing import Final

from bot.analysis.model import Band, Evidence, Moment, ReadEvent
from bot.analysis.phases.deeds import informs
from bot.metrics.key_moments import MomentKey
from bot.review.document.material import Material
from bot.review.document.page_one.also_done import also_done
from bot.review.document.parts import Course, Happening, Paragraph, Part, Sentence, Stage
from bot.review.document.timeline.beside import notes
from bot.review.document.timeline.dated import dated_fields
from bot.review.document.timeline.messages import Message, by_entry, messages
from bot.review.document.timeline.repeats import repeated
from bot.timeline.kinds import EntryKind
from templates.metrics.wording import MOMENT_NAMES

MOST_LINES: Final = 40  # beyond, the first view is a choice of as many
FEWEST_IN_PHASES: Final = 6  # fewer need no phases
ALL_ENTRIES: Final = "All entries"
BEFORE_DETECTION: Final = "Before detection"
UNTIMED: Final = "Without a time"
NOTHING_LOGGED: Final = "No updates are logged."
_UNREAD: Final = "Its text is not known yet."
_UPDATES: Final = frozenset({EntryKind.COMMUNICATION, EntryKind.DECLARATION, EntryKind.RESOLUTION})
# The entry that tells a key time which a field states, where both are at the same minute
_TOLD_BY: Final[Mapping[MomentKey, frozenset[EntryKind]]] = {
    MomentKey.STARTED: frozenset({EntryKind.TRIGGER, EntryKind.DETECTION}),
    MomentKey.DETECTED: frozenset({EntryKind.DETECTION, EntryKind.TRIGGER}),
    MomentKey.DECLARED: frozenset({EntryKind.DECLARATION}),
    MomentKey.MITIGATED: frozenset({EntryKind.MITIGATION, EntryKind.MONITORING, EntryKind.RESOLUTION}),
    MomentKey.RESOLVED: frozenset({EntryKind.RESOLUTION, EntryKind.MONITORING}),
}


def timeline(material: Material) -> tuple[Part, ...]:
    lines = tuple(_merged(sorted(_lines(material), key=_order)))
    if not lines:
        return also_done(material)
    stages = tuple(_stages(material, lines)) if len(lines) >= FEWEST_IN_PHASES else (Stage("", "", lines),)
    if len(lines) > MOST_LINES:
        stages = (*_chosen(material, stages), _folded(stages))
    silent = (Paragraph((Sentence(NOTHING_LOGGED),)),) if _nothing_told(material) else ()
    return (Course(stages), *silent, *also_done(material))


def _nothing_told(material: Material) -> bool:
    """Returns whether the severity wants updates and the input has none, in no form."""
    told = material.case.told or material.case.communication or any(map(_is_update, material.events))
    return bool(material.level.update_every_minutes) and not told


def _is_update(read: ReadEvent) -> bool:
    """Returns whether an entry is an update of ours: by its type, or else by words that inform, not by ones that read
    somebody else's page."""
    event = read.event
    return event.kind is EntryKind.COMMUNICATION or (read.phase is EntryKind.COMMUNICATION and informs(event.text))


def _folded(stages: Sequence[Stage]) -> Stage:
    return Stage(ALL_ENTRIES, "", tuple(line for stage in stages for line in stage.lines), folded=True)


def _chosen(material: Material, stages: Sequence[Stage]) -> Iterator[Stage]:
    """Yields the stages with the lines of the first view."""
    decided = {read.event.number for read in material.events if read.decision}
    lines = [line for stage in stages for line in stage.lines]
    ranked = (
        [line for line in lines if line.moments or not line.number],
        [line for line in lines if line.number in decided],
        [line for line in lines if line.phase in _UPDATES],
        [line for line in lines if line.phase == EntryKind.MITIGATION],
    )
    first: dict[int, Happening] = {}
    for rank in ranked:
        left = [line for line in rank if id(line) not in first]
        first |= {id(line): line for line in _outer(left, MOST_LINES - len(first))}
    for stage in stages:
        if shown := tuple(line for line in stage.lines if id(line) in first):
            yield replace(stage, lines=shown)


def _outer(lines: Sequence[Happening], most: int) -> Sequence[Happening]:
    """Returns the first and the last of too many."""
    if len(lines) <= most:
        return lines
    return [*lines[: (most + 1) // 2], *lines[len(lines) - most // 2 :]]


def _merged(lines: Iterable[Happening]) -> Iterator[Happening]:
    """Yields key times of the same minute that nothing else is said of as one."""
    last: Happening | None = None
    for line in lines:
        if last and last.at == line.at and not (last.number or line.number or last.text or line.text):
            last = replace(last, moments=(*last.moments, *line.moments), evidence=(*last.evidence, *line.evidence))
            continue
        if last:
            yield last
        last = line
    if last:
        yield last


def _stages(material: Material, lines: Iterable[Happening]) -> Iterator[Stage]:
    """Yields the phases as they are drawn, then what lies in none of them."""
    bands = material.chronicle.bands
    of_band = {number: place for place, band in enumerate(bands) for number in band.events}
    stages: dict[tuple[int, str, str], list[Happening]] = {}
    for line in lines:
        place = of_band.get(line.number)
        if place is None:
            place = _band_at(bands, line.at)
        stages.setdefault(_named(material, place, line), []).append(line)
    for (_, name, phase), found in sorted(stages.items()):
        yield Stage(name, phase, tuple(found))


def _band_at(bands: Sequence[Band], at: datetime | None) -> int:
    """Returns the phase of something that no phase was drawn from, -1 if it lies before them all."""
    return sum(band.start <= at for band in bands) - 1 if at else len(bands)


def _named(material: Material, place: int, line: Happening) -> tuple[int, str, str]:
    bands = material.chronicle.bands
    if line.at is None or not bands:
        return len(bands), "" if line.at else UNTIMED, ""
    detected = material.moment(MomentKey.DETECTED).at
    if place < 0 and bands[0].phase is not EntryKind.TRIGGER and detected and line.at < detected:
        return -1, BEFORE_DETECTION, EntryKind.TRIGGER.value
    band = bands[max(place, 0)]
    return max(place, 0), band.name, band.phase.value


def _order(line: Happening) -> tuple[float, int]:
    return (line.at.timestamp() if line.at else float("inf"), line.number)


def _lines(material: Material) -> Iterator[Happening]:
    kept, again = repeated(material.chronicle.events, material.day)
    moments = _moments(material, kept)
    beside = notes((read.event for read in kept), material.day)
    sent = by_entry(messages(material))
    stated = frozenset(material.case.moment_places.values())
    for read in kept:
        number = read.event.number
        line = _line(read, moments.get(number, ()), sent.get(number), material.level.name)
        if line.moments and read.event.source in stated:  # it only states a key time
            yield replace(line, number=0, text="", evidence=(Evidence(read.event.source),))
        else:
            yield replace(line, notes=(*beside[number], *again.get(number, ())))
    told = set(chain.from_iterable(moments.values()))
    yield from (_stated(key, moment) for key, moment in _recorded(material) if key not in told)
    yield from dated_fields(material)


def _line(read: ReadEvent, moments: tuple[MomentKey, ...], message: Message | None, severity: str) -> Happening:
    event = read.event
    text = message.short if message and message.short else _after(event.text or _UNREAD, moments, severity)
    evidence = (Evidence(event.place, event.text),)
    return Happening(event.number, event.at, read.phase.value, text, event.actor, event.link, moments, (), evidence)


def _after(text: str, moments: tuple[MomentKey, ...], severity: str) -> str:
    """What an entry says beside the name of its key time, which stands before it: nothing after `Resolved`."""
    for key in moments:
        name = MOMENT_NAMES[key].casefold()
        subject = rf"(?:the )?(?:incident )?(?:{re.escape(severity)} )?(?:was |is )?(?:declared )?"
        if told := re.match(rf"{subject}{name}\s*(?:[.:]\s+|[.:]?$)|{name}\b\s+", text, re.I):
            return text[told.end() :]
    return text


def _recorded(material: Material) -> Iterator[tuple[MomentKey, Moment]]:
    minutes = [_minute(one.at) for one in material.chronicle.moments.values() if one.at]
    for key, moment in material.chronicle.moments.items():
        if moment.at is None or moment.estimated:
            continue
        if key is not MomentKey.ACKNOWLEDGED or minutes.count(_minute(moment.at)) == 1:
            yield key, moment


def _stated(key: MomentKey, moment: Moment) -> Happening:
    """A key time that a field states and no entry tells."""
    return Happening(0, moment.at, "", "", moments=(key,), evidence=moment.evidence)


def _moments(material: Material, kept: Iterable[ReadEvent]) -> Mapping[int, tuple[MomentKey, ...]]:
    """Returns the key times that each entry is: recorded ones, and estimated ones whose entry shows them.

    A first response that is another key time too, such as the declaration, is told by that.
    """
    at_once: dict[datetime, list[ReadEvent]] = {}
    for read in kept:
        if read.event.at:
            at_once.setdefault(_minute(read.event.at), []).append(read)
    found: dict[int, tuple[MomentKey, ...]] = {}
    for key, moment in material.chronicle.moments.items():
        teller = _teller(key, moment, at_once.get(_minute(moment.at), ()) if moment.at else ())
        if teller:
            found[teller.event.number] = (*found.get(teller.event.number, ()), key)
    aside = MomentKey.ACKNOWLEDGED
    return {number: tuple(key for key in keys if key != aside) or keys for number, keys in found.items()}


def _minute(at: datetime) -> datetime:
    return at.replace(second=0, microsecond=0)


def _teller(key: MomentKey, moment: Moment, reads: Sequence[ReadEvent]) -> ReadEvent | None:
    """Returns the entry that a key time rests on, else one of its kind at the same minute."""
    places = {one.place for one in moment.evidence}
    rests = next((read for read in reads if {read.event.place, read.event.source} & places), None)
    if rests or moment.estimated:
        return rests
    return next((read for read in reads if read.phase in _TOLD_BY.get(key, ())), None)
