"""Assigns a phase to each event: by its type if given, else by its words, its author and its position.

The incident passes through stages (unnoticed, open, treated, over). Each event is scored for each phase in each stage,
and the most plausible sequence of all events wins (the Viterbi algorithm). So later events count too: "looks fine" is
the end only if nothing follows.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import exp, log
from typing import Final

from bot.analysis.model import PHASES, Event
from bot.analysis.phases.voices import Voice, voice_of
from bot.analysis.phrases.cues import Found, Phrases
from bot.analysis.phrases.phase_words import CLASSES, MEANINGS, Meaning, weights
from bot.analysis.phrases.second_reader import opinion
from bot.timeline.model import EntryKind

UNNOTICED, OPEN, TREATED, OVER = range(4)
_STAGES: Final = (UNNOTICED, OPEN, TREATED, OVER)
_FURTHER: Final = 0.35  # weight of further meanings, relative to the strongest one
_EARLY, _LATE = 1.25, 0.85  # weight of a meaning at the beginning of the text, and far behind it
_FIRST_WORDS, _NEAR_WORDS = 2, 9
_EVEN: Final = 0.5
SECOND_PART: Final = 0.3  # of the second reader's opinion; measured by tests/bot/analysis/count_phases.py
_GIVEN: Final = 100.0  # a given type always wins

_BY_KEY: Final[Mapping[str, Meaning]] = {meaning.key: meaning for meaning in MEANINGS}
_FAINT: Final = frozenset(meaning.key for meaning in MEANINGS if meaning.faint)
_PHRASES: Final = Phrases({meaning.key: meaning.phrases for meaning in MEANINGS}, CLASSES, _FAINT)

_VOICES: Final = {
    Voice.MONITOR: weights(
        "detection 2.6, mitigation -2",
        "detection 2.4, mitigation -2",
        "detection 1.5, monitoring 1, mitigation -2",
        "detection 0.8, monitoring 1, mitigation -2",
    ),
    Voice.SYSTEM: weights("trigger 2.4", "trigger 0.5, detection 0.5, investigation 0.4", "monitoring 0.4", ""),
    Voice.OUTSIDER: weights(
        "detection 2.4, mitigation -2",
        "detection 2.2, mitigation -2",
        "detection 1.5, monitoring 0.8, mitigation -2",
        "monitoring 1, detection 0.6, mitigation -2",
    ),
    Voice.SUPPORT: weights(
        "detection 1.6", "detection 0.8, communication 0.8", "communication 0.8", "communication 0.6"
    ),
    Voice.SPEAKER: weights("communication 2.5", "communication 2.8", "communication 2.8", "communication 2.2"),
    Voice.LEAD: weights("", "declaration 0.4, escalation 0.3", "resolution 0.4", "review 0.3"),
    Voice.VENDOR: weights("", "communication 0.8", "communication 0.8, monitoring 0.4", ""),
    Voice.RESPONDER: weights("trigger 0.2, detection 0.2", "investigation 0.2", "", ""),
}
# Prior weights of the phases in each stage.
_USUAL: Final = weights(
    "trigger 0.4, detection 0.6, investigation 0.3",
    "investigation 0.7, triage 0.5, mitigation 0.3, detection 0.2",
    "mitigation 0.6, monitoring 0.4, investigation 0.4, resolution 0.1",
    "review 0.6, monitoring 0.3, communication 0.2",
)
# The stages that an event of a phase can lead to, each with the cost of an unusual transition.
_COURSE: Final[tuple[Mapping[EntryKind, tuple[tuple[int, float], ...]], ...]] = (
    {
        EntryKind.TRIGGER: ((UNNOTICED, 0.0),),
        EntryKind.COMMUNICATION: ((UNNOTICED, 2.0), (OPEN, 1.0)),
        EntryKind.DETECTION: ((OPEN, 0.0),),
        EntryKind.DECLARATION: ((OPEN, 0.6),),
        EntryKind.TRIAGE: ((OPEN, 0.5),),
        EntryKind.INVESTIGATION: ((OPEN, 0.8),),
        EntryKind.ESCALATION: ((OPEN, 1.2),),
        EntryKind.MITIGATION: ((TREATED, 2.0),),
        EntryKind.MONITORING: ((OPEN, 2.0),),
        EntryKind.RESOLUTION: ((OVER, 3.0),),
        EntryKind.REVIEW: ((OVER, 4.0),),
    },
    dict.fromkeys(PHASES, ((OPEN, 0.0),))
    | {
        EntryKind.TRIGGER: ((OPEN, 2.5),),
        EntryKind.MITIGATION: ((TREATED, 0.0), (OPEN, 0.3)),
        EntryKind.MONITORING: ((OPEN, 1.0), (TREATED, 1.2)),
        EntryKind.RESOLUTION: ((OVER, 1.5),),
        EntryKind.REVIEW: ((OPEN, 3.0),),
    },
    dict.fromkeys(PHASES, ((TREATED, 0.0),))
    | {
        EntryKind.TRIGGER: ((TREATED, 3.0),),
        EntryKind.DECLARATION: ((TREATED, 0.5),),
        EntryKind.TRIAGE: ((TREATED, 0.3),),
        EntryKind.RESOLUTION: ((OVER, 0.0), (TREATED, 1.5)),
        EntryKind.REVIEW: ((TREATED, 2.0), (OVER, 2.0)),
    },
    dict.fromkeys(PHASES, ((OVER, 0.0),))
    | {
        EntryKind.TRIGGER: ((OVER, 4.0),),
        EntryKind.DECLARATION: ((OVER, 2.5),),
        EntryKind.TRIAGE: ((OVER, 1.0),),
        EntryKind.INVESTIGATION: ((OVER, 0.6), (TREATED, 2.0)),
        EntryKind.MITIGATION: ((OVER, 0.3), (TREATED, 2.0)),
        EntryKind.DETECTION: ((OVER, 0.0), (TREATED, 2.0)),
        EntryKind.MONITORING: ((OVER, 0.0), (TREATED, 2.5)),
    },
)
# Bonus for two consecutive events that belong together.
_FOLLOWS: Final[Mapping[tuple[EntryKind, EntryKind], float]] = {
    (EntryKind.DETECTION, EntryKind.TRIAGE): 0.5,
    (EntryKind.DETECTION, EntryKind.DECLARATION): 0.2,
    (EntryKind.DECLARATION, EntryKind.ESCALATION): 0.3,
    (EntryKind.TRIAGE, EntryKind.INVESTIGATION): 0.3,
    (EntryKind.INVESTIGATION, EntryKind.INVESTIGATION): 0.2,
    (EntryKind.INVESTIGATION, EntryKind.MITIGATION): 0.3,
    (EntryKind.MITIGATION, EntryKind.MITIGATION): 0.2,
    (EntryKind.MITIGATION, EntryKind.MONITORING): 0.3,
    (EntryKind.MITIGATION, EntryKind.RESOLUTION): 0.3,
    (EntryKind.MONITORING, EntryKind.RESOLUTION): 0.2,
    (EntryKind.RESOLUTION, EntryKind.REVIEW): 0.3,
    (EntryKind.REVIEW, EntryKind.REVIEW): 0.4,
    (EntryKind.TRIGGER, EntryKind.DETECTION): 0.2,
    (EntryKind.TRIGGER, EntryKind.TRIGGER): -0.5,
}
_ENDS: Final = (-3.0, -2.0, 0.0, 1.0)  # most timelines include the end of the incident
_STATUS: Final = {
    "investigating": EntryKind.INVESTIGATION,
    "identified": EntryKind.INVESTIGATION,
    "mitigating": EntryKind.MITIGATION,
    "mitigated": EntryKind.MONITORING,
    "monitoring": EntryKind.MONITORING,
    "resolved": EntryKind.RESOLUTION,
    "closed": EntryKind.RESOLUTION,
}
_STATUS_WEIGHT: Final = 3.0
_NEVER: Final = float("-inf")
_PLACES: Final = ("before detection", "before the first action", "after the first action", "after the resolution")


Second = Callable[[str, Voice], Mapping[EntryKind, float]]  # scores each phase, for a text and its voice


@dataclass(frozen=True)
class Phased:
    """An event with its phase, the stages before and after it, the meanings found, and what the phase is based on."""

    event: Event
    phase: EntryKind
    stage: int
    into: int
    meanings: frozenset[str]
    voice: Voice
    how: str


@dataclass(frozen=True)
class _Clues:
    event: Event
    found: tuple[Found, ...]
    said: frozenset[tuple[str, float]]
    voice: Voice


def phased(events: Sequence[Event], second: Second = opinion, part: float = SECOND_PART) -> tuple[Phased, ...]:
    """Assigns phases. Expects events in order of time.

    `part` is the weight of the second reader relative to the phrases.
    """
    clues = [_clues(event) for event in events]
    chain = _best(clues, lambda clue: {phase: part * it for phase, it in second(clue.event.text, clue.voice).items()})
    return tuple(_told(clue, *step) for clue, step in zip(clues, chain, strict=True))


def _clues(event: Event) -> _Clues:
    found = _PHRASES.find(event.text)
    said: dict[str, float] = {}
    for one in found:
        said[one.meaning] = max(said.get(one.meaning, 0.0), _place_worth(one.first))
    return _Clues(event, found, frozenset(said.items()), voice_of(event.actor, event.source))


def _place_worth(first: int) -> float:
    """Weighs a phrase by its position: the first words matter most."""
    return _EARLY if first <= _FIRST_WORDS else 1.0 if first <= _NEAR_WORDS else _LATE


def _weighed(clue: _Clues) -> tuple[Mapping[EntryKind, float], ...]:
    if clue.event.kind in PHASES:
        return tuple({clue.event.kind: _GIVEN} for _ in _STAGES)
    return _weights_of(clue.said, clue.voice, _STATUS.get(clue.event.status.lower()))


@lru_cache(maxsize=16_384)
def _weights_of(
    said: frozenset[tuple[str, float]], voice: Voice, status: EntryKind | None
) -> tuple[Mapping[EntryKind, float], ...]:
    return tuple(_in_stage(stage, said, voice, status) for stage in _STAGES)


def _in_stage(
    stage: int, said: frozenset[tuple[str, float]], voice: Voice, status: EntryKind | None
) -> Mapping[EntryKind, float]:
    weighed = {
        phase: _summed(_BY_KEY[key].weights[stage].get(phase, 0.0) * worth for key, worth in said)
        + _VOICES[voice][stage].get(phase, 0.0)
        + _USUAL[stage].get(phase, 0.0)
        + (_STATUS_WEIGHT if phase is status else 0.0)
        for phase in PHASES
    }
    # Normalizes, so that a stage with higher weights doesn't win by that alone.
    whole = _EVEN * log(sum(exp(weight) for weight in weighed.values()))
    return {phase: weight - whole for phase, weight in weighed.items()}


def _summed(found: Iterable[float]) -> float:
    """Counts the strongest score in full and the others in part, so that long texts don't win by length."""
    ordered = sorted(found, reverse=True)
    return ordered[0] + _FURTHER * sum(ordered[1:]) if ordered else 0.0


_State = tuple[int, EntryKind]  # the stage after an event, and the phase of the event
_Step = dict[_State, tuple[int, _State | None]]  # for each state, the stage before the event and the previous state


def _best(
    clues: Sequence[_Clues], second: Callable[[_Clues], Mapping[EntryKind, float]]
) -> list[tuple[int, int, EntryKind]]:
    """Returns the best sequence: for each event the stage before, the stage after and the phase."""
    reached: dict[_State, float] = {}
    steps: list[bytes] = []
    for clue in clues:
        reached, step = _next(reached, _weighed(clue), second(clue))
        steps.append(_packed(step))
    state: _State | None = max(reached, key=lambda one: reached[one] + _ENDS[one[0]], default=None)
    chain: list[tuple[int, int, EntryKind]] = []
    for packed in reversed(steps):
        assert state is not None
        stage, before = _unpacked(packed, state)
        chain.append((stage, *state))
        state = before
    return chain[::-1]


_STATES: Final[tuple[_State, ...]] = tuple((stage, phase) for stage in _STAGES for phase in PHASES)
_PLACE_OF: Final = {state: place for place, state in enumerate(_STATES, 1)}
_ORIGINS: Final = len(_STATES) + 1  # the previous states, or none
assert _ORIGINS * len(_STAGES) <= 256


def _packed(step: _Step) -> bytes:
    """Packs a step into one byte per state, to save memory with many events."""
    packed = bytearray(_ORIGINS)
    for state, (stage, before) in step.items():
        packed[_PLACE_OF[state]] = stage * _ORIGINS + (_PLACE_OF[before] if before else 0)
    return bytes(packed)


def _unpacked(packed: bytes, state: _State) -> tuple[int, _State | None]:
    stage, before = divmod(packed[_PLACE_OF[state]], _ORIGINS)
    return stage, _STATES[before - 1] if before else None


def _next(
    reached: Mapping[_State, float], weighed: Sequence[Mapping[EntryKind, float]], second: Mapping[EntryKind, float]
) -> tuple[dict[_State, float], _Step]:
    after: dict[_State, float] = {}
    step: _Step = {}
    for stage, before in _before(reached):
        for phase, weight in weighed[stage].items():
            score, previous = _preceded(before, stage, phase)
            for into, cost in _COURSE[stage][phase]:
                total = score + weight + second[phase] - cost
                if total > after.get((into, phase), _NEVER):
                    after[into, phase] = total
                    step[into, phase] = (stage, previous)
    return after, step


def _before(reached: Mapping[_State, float]) -> Iterator[tuple[int, dict[EntryKind, float]]]:
    """Yields the reached states by stage. The first event starts in the first stage."""
    if not reached:
        yield UNNOTICED, {}
    for stage in _STAGES:
        if here := {phase: score for (at, phase), score in reached.items() if at == stage}:
            yield stage, here


def _preceded(before: Mapping[EntryKind, float], stage: int, phase: EntryKind) -> tuple[float, _State | None]:
    """Returns the best predecessor of a phase, with the score of the transition."""
    if not before:
        return 0.0, None
    best = max(before, key=lambda one: before[one] + _FOLLOWS.get((one, phase), 0.0))
    return before[best] + _FOLLOWS.get((best, phase), 0.0), (stage, best)


def _told(clue: _Clues, stage: int, into: int, phase: EntryKind) -> Phased:
    meanings = frozenset(meaning for meaning, _ in clue.said)
    return Phased(clue.event, phase, stage, into, meanings, clue.voice, _how(clue, stage, phase))


def _how(clue: _Clues, stage: int, phase: EntryKind) -> str:
    """Returns `matched "rolled back": action taken`."""
    if clue.event.kind is phase:
        return f"type: {clue.event.type or phase}"
    worth = {one.meaning: _BY_KEY[one.meaning].weights[stage].get(phase, 0.0) for one in clue.found}
    best = max(clue.found, key=lambda one: (worth[one.meaning], len(one.words)), default=None)
    spoken = _VOICES[clue.voice][stage].get(phase, 0.0)
    if best and worth[best.meaning] >= max(spoken, 0.3):
        return f'matched "{best.words}": {_BY_KEY[best.meaning].says}'
    if _STATUS.get(clue.event.status.lower()) is phase:
        return f"status: {clue.event.status}"
    if spoken >= 0.3:
        return f"said by {clue.voice}"
    told = opinion(clue.event.text, clue.voice)
    alike = max(told, key=lambda one: told[one]) is phase
    return f"words typical of {phase}" if alike else f"position: {_PLACES[stage]}"
