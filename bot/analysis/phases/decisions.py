"""Where the course of an incident was decided: what a review asks about first."""

from collections.abc import Iterator, Sequence
from typing import Final

from bot.analysis.phases.phasing import UNNOTICED, Phased
from bot.analysis.phases.voices import Voice
from bot.timeline.model import EntryKind

_DECIDERS: Final = frozenset((Voice.RESPONDER, Voice.LEAD))
_NOT_IDLE: Final = frozenset((EntryKind.MITIGATION, EntryKind.DECLARATION))


def decisions(course: Sequence[Phased]) -> frozenset[int]:
    """Numbers of the events in which people opened it, chose an action, or changed course after one failed."""
    return frozenset(_decided(course))


def _decided(course: Sequence[Phased]) -> Iterator[int]:
    """The first action of each stretch of actions counts; the steps that carry it out do not."""
    acting = failed = False
    for one in course:
        if one.phase in _NOT_IDLE and one.stage != UNNOTICED and one.voice in _DECIDERS:
            chosen = "propose" in one.meanings or one.phase is EntryKind.DECLARATION
            if chosen or failed or not acting:
                yield one.event.number
        if one.phase is EntryKind.MITIGATION:
            acting = True
        elif one.phase in (EntryKind.INVESTIGATION, EntryKind.MONITORING, EntryKind.DETECTION):
            acting = False
        failed = "failed" in one.meanings
