"""Assigns a phase to each event, and says whether the service works after it: by its type if given, else by the model.

The model weighs the words, who speaks and where the event stands, and reads the whole sequence at once
(phase_model.py). A stated status counts as much as clear words.
"""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from operator import add
from typing import Final

from bot.analysis.model import PHASES, Event
from bot.analysis.phases.phase_model import (
    HEALTHS,
    Health,
    PhaseModel,
    Scores,
    likeliest_course,
    only,
    state_of,
    summed,
)
from bot.analysis.phases.signs import words
from bot.analysis.phases.surroundings import names, surroundings
from bot.analysis.phases.voices import Voice, voice_of
from bot.timeline.model import EntryKind

_STATUS: Final = {
    "investigating": (EntryKind.INVESTIGATION, Health.FAILING),
    "identified": (EntryKind.INVESTIGATION, Health.FAILING),
    "mitigating": (EntryKind.MITIGATION, Health.FAILING),
    "mitigated": (EntryKind.MONITORING, Health.WORKING),
    "monitoring": (EntryKind.MONITORING, Health.WORKING),
    "resolved": (EntryKind.RESOLUTION, Health.WORKING),
    "closed": (EntryKind.RESOLUTION, Health.WORKING),
}
_STATUS_WEIGHT: Final = 3.0


@dataclass(frozen=True, slots=True)
class Phased:
    """An event with its phase, the health of the service after it, their scores, and what the phase is based on."""

    event: Event
    voice: Voice
    phase: EntryKind
    health: Health
    scores: Scores
    how: str


def phased(events: Sequence[Event], model: PhaseModel) -> tuple[Phased, ...]:
    """Assigns phases. Expects events in order of time."""
    said = [words(event.text) for event in events]
    voices = [voice_of(event.actor, event.source) for event in events]
    around = surroundings(events, voices, [len(one) for one in said])
    scores = [_scores(model, event, spoken, beside) for event, spoken, beside in zip(events, said, around, strict=True)]
    course = likeliest_course(model, scores)
    return tuple(
        Phased(event, voice, *state_of(state), array("f", score), _how(model, event, spoken, voice, state_of(state)[0]))
        for event, spoken, voice, score, state in zip(events, said, voices, scores, course, strict=True)
    )


def _scores(model: PhaseModel, event: Event, said: tuple[str, ...], beside: tuple[str, ...]) -> Scores:
    found: Scores = tuple(map(add, model.of_words(said), model.of_signs(("", *beside, *names(event.actor)))))
    if status := _STATUS.get(event.status.lower()):
        found = summed((found, _of_status(*status)))
    return only(event.kind, found) if event.kind in PHASES else found


def _of_status(phase: EntryKind, health: Health) -> Scores:
    well = (Health.RECOVERED, Health.WORKING)
    same = well if health in well else (health,)
    meant = (*(one is phase for one in PHASES), *(one in same for one in HEALTHS))
    return tuple(_STATUS_WEIGHT * one for one in meant)


def _how(model: PhaseModel, event: Event, said: tuple[str, ...], voice: Voice, phase: EntryKind) -> str:
    """Returns `words: "rolled back"`, or what else the phase is based on."""
    if event.kind is phase:
        return f"type: {event.type or phase}"
    if _STATUS.get(event.status.lower(), (None,))[0] is phase:
        return f"status: {event.status}"
    if weightiest := model.quoted(said, phase):
        return "words: " + ", ".join(f'"{one}"' for one in weightiest)
    return f"said by {voice}" if voice is not Voice.RESPONDER else "position in the timeline"
