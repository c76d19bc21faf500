"""Finds the decision points of an incident, which a review asks about first."""

from collections.abc import Iterator, Sequence
from typing import Final

from bot.analysis.phases.phase_model import Health
from bot.analysis.phases.phasing import Phased
from bot.analysis.phases.voices import Voice
from bot.timeline.kinds import EntryKind

_DECIDERS: Final = frozenset((Voice.RESPONDER, Voice.LEAD))
_NOT_IDLE: Final = frozenset((EntryKind.MITIGATION, EntryKind.DECLARATION))


def decisions(course: Sequence[Phased]) -> frozenset[int]:
    """Returns the numbers of the events in which people declared, chose an action, or changed course."""
    return frozenset(_decided(course))


def _decided(course: Sequence[Phased]) -> Iterator[int]:
    """Yields the first of consecutive actions; the steps that carry it out don't count."""
    acting = False
    for one in course:
        decides = one.phase in _NOT_IDLE and one.health is not Health.BEFORE and one.voice in _DECIDERS
        if decides and (one.phase is EntryKind.DECLARATION or not acting):
            yield one.event.number
        if one.phase is EntryKind.MITIGATION:
            acting = True
        elif one.phase in (EntryKind.INVESTIGATION, EntryKind.MONITORING, EntryKind.DETECTION):
            acting = False
