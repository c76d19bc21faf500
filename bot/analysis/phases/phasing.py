"""Assigns a phase to each event, and says whether the service works after it: by its type if given, else by the model.

The model weighs the words, who speaks and where the event stands (phase_model.py), and reads the whole sequence at once
(likeliest.py). A stated status counts as much as clear words. A long incident has many events: what is known of each
while the course is sought is one number, and its words are read again when it is told what they were.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from bot.analysis.model import PHASES, Event
from bot.analysis.phases.likeliest import likeliest_course, state_of
from bot.analysis.phases.phase_model import HEALTHS, Health, Packed, PhaseModel, Scores, only, scores_of, weighed
from bot.analysis.phases.reports import reports
from bot.analysis.phases.signs import words
from bot.analysis.phases.surroundings import length, names, surroundings
from bot.analysis.phases.voices import Voice, is_alert, is_firing, voice_of
from bot.timeline.kinds import EntryKind

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
_ENDED: Final = re.compile(
    r"(?:(?:the |this )?incident (?:(?:is|was|has been|now) )*)?(resolved|closed)\b(?= *(?:[:–—.!(-]|$))", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Phased:
    """An event with its phase, the health of the service after it, what speaks for them, and the words that did."""

    event: Event
    voice: Voice
    phase: EntryKind
    health: Health
    worth: Packed
    how: str

    @property
    def scores(self) -> Scores:
        return scores_of(self.worth)


def phased(events: Sequence[Event], model: PhaseModel) -> tuple[Phased, ...]:
    """Assigns phases. Expects events in order of time."""
    voices = [Voice.MONITOR if is_alert(event.text) else voice_of(event.actor, event.source) for event in events]
    worth = list(_worth(model, events, voices))
    found = map(state_of, likeliest_course(model, worth))
    states = [(_detected(event, phase), health) for event, (phase, health) in zip(events, found, strict=True)]
    return tuple(
        Phased(event, voice, phase, health, total, _how(model, event, voice, phase))
        for event, voice, total, (phase, health) in zip(events, voices, worth, states, strict=True)
    )


def _detected(event: Event, phase: EntryKind) -> EntryKind:
    """Returns the phase of an event. An alert that fires, and a report that looks like a trigger, detect."""
    if event.kind is None and (is_firing(event.text) or (phase is EntryKind.TRIGGER and reports(event.text))):
        return EntryKind.DETECTION
    return phase


def _worth(model: PhaseModel, events: Sequence[Event], voices: Sequence[Voice]) -> Iterator[Packed]:
    """Yields what the signs of each event speak for."""
    for event, beside in zip(events, surroundings(events, voices), strict=True):
        said = words(event.text)
        total = model.of_words(said) + model.of_signs(("", *beside, length(said), *names(event.actor)))
        total += _STATUS_WORTH.get(stated_status(event), 0)
        yield only(event.kind, total) if event.kind in PHASES else total


def stated_status(event: Event) -> str:
    """Returns the status that the input gives an event, or else an end that its text states before all else."""
    if event.status:
        return event.status.lower()
    stated = _ENDED.match(event.text)
    return stated[1].lower() if stated else ""


def _of_status(phase: EntryKind, health: Health) -> Packed:
    well = (Health.RECOVERED, Health.WORKING)
    same = well if health in well else (health,)
    meant = (*(one is phase for one in PHASES), *(one in same for one in HEALTHS))
    return weighed(_STATUS_WEIGHT * one for one in meant)


_STATUS_WORTH: Final = {status: _of_status(*meant) for status, meant in _STATUS.items()}


def _how(model: PhaseModel, event: Event, voice: Voice, phase: EntryKind) -> str:
    """Returns `words: "rolled back"`, or what else the phase is based on."""
    if event.kind is phase:
        return f"type: {event.type or phase}"
    if _STATUS.get(event.status.lower(), (None,))[0] is phase:
        return f"status: {event.status}"
    if weightiest := model.quoted(words(event.text), phase):
        return "words: " + ", ".join(f'"{one}"' for one in weightiest)
    return f"said by {voice}" if voice is not Voice.RESPONDER else "position in the timeline"
