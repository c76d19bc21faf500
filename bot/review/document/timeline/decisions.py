"""The decisions, each with what was known then, in the first words of their entries: the timeline has the rest.

A standard review has them only where somebody chose the framework.
"""

from collections.abc import Iterator
from itertools import islice
from typing import Final

from bot.analysis.model import Event, ReadEvent
from bot.review.document.material import Material, event_evidence
from bot.review.document.parts import Part, Sentence, Table
from bot.review.document.prose import first_sentence
from bot.review.document.templates import COMPREHENSIVE
from bot.timeline.kinds import EntryKind

MOST: Final = 12
_LEARNED: Final = frozenset({EntryKind.INVESTIGATION, EntryKind.TRIAGE, EntryKind.DETECTION, EntryKind.TRIGGER})


def decisions(material: Material) -> tuple[Part, ...]:
    if material.template != COMPREHENSIVE and material.methods == tuple(material.level.root_cause_frameworks):
        return ()
    rows = tuple(islice(_rows(material), MOST))
    return (Table(("Time", "Decision", "Last known then"), rows),) if rows else ()


def _rows(material: Material) -> Iterator[tuple[Sentence, ...]]:
    known: ReadEvent | None = None
    for read in material.events:
        if read.decision:
            yield (
                Sentence(material.when(read.event.at)),
                Sentence(first_sentence(read.event.text), (event_evidence(read),), quoted=True),
                _then(material, known),
            )
        if read.phase in _LEARNED:
            known = read


def _then(material: Material, known: ReadEvent | None) -> Sentence:
    if known is None:
        return Sentence("nothing logged before")
    return Sentence(_timed(material, known.event), (event_evidence(known),), quoted=True)


def _timed(material: Material, event: Event) -> str:
    said = first_sentence(event.text)
    return f"{material.when(event.at)} {said}" if event.at else said
