"""Finds the event that confirms the recovery (the moment of mitigation), and the one that ends the incident.

Every event is a candidate for either, and so is none of them. What speaks for one is where it stands in the course and
how probable it is that the service works before and after it, not its words: those have told that already.
tools/train_phases.py fits the weights of these signs, for each moment its own. Below a certain share the answer is
none: unknown is better than wrong.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import accumulate
from math import exp, log
from typing import Final

from bot.analysis.model import PHASES
from bot.analysis.phases.phase_model import HEALTHS, Health, PhaseModel, Weights
from bot.analysis.phases.phasing import Phased
from bot.analysis.phases.probabilities import Shares, shares_of
from bot.timeline.kinds import EntryKind

_LEAST_SHARE: Final = 0.3
_LEAST_WORKING: Final = 0.1  # probability that the service works at the end of an incident that nobody resolved
_NEAR: Final = timedelta(minutes=5)
_CANDIDATES: Final = 200  # a longer course has them where the service begins to work, and at its end
_AT_WORK: Final = frozenset((EntryKind.INVESTIGATION, EntryKind.TRIAGE, EntryKind.ESCALATION))
_BETTER: Final = frozenset((EntryKind.MONITORING, EntryKind.RESOLUTION))
_WELL: Final = (Health.RECOVERED, Health.WORKING)
_SCORED: Final = (
    EntryKind.MITIGATION,
    EntryKind.MONITORING,
    EntryKind.RESOLUTION,
    EntryKind.DETECTION,
    EntryKind.INVESTIGATION,
    EntryKind.COMMUNICATION,
)
_AROUND: Final = (EntryKind.RESOLUTION, EntryKind.REVIEW, EntryKind.TRIGGER)  # counted before and after a candidate
_MOST_AROUND: Final = 2.0
_WEIGHT: Final = 1 / 3  # of a score of the chain beside a sign that is there or not


@dataclass(frozen=True)
class Course:
    """The steps of an incident in order of time, with what is counted once for all candidates.

    `resolved` is the last event of that phase, or else the last of all. The rest has an item for each event, and the
    counts one more: how many of the first events are such.
    """

    steps: Sequence[Phased]
    resolved: int
    first_action: int
    last_action: int
    actions: Sequence[int]
    setbacks: Sequence[int]
    work: Sequence[int]
    better: Sequence[int]
    shares: Sequence[Shares]
    works: Sequence[float]  # how probable it is that the service works again
    lasting: Sequence[float]  # the least of it from an event on
    earlier: Sequence[float]  # the most of it before an event
    around: Mapping[EntryKind, Sequence[float]]  # how many of the first events are probably of a phase

    @classmethod
    def of(cls, steps: Sequence[Phased], model: PhaseModel) -> "Course":
        shares = shares_of(steps, model)
        works = [_working(one) for one in shares]
        ends = [place for place, step in enumerate(steps) if step.phase is EntryKind.RESOLUTION]
        resolved = ends[-1] if ends else len(steps) - 1
        acts = [place for place, step in enumerate(steps) if step.phase is EntryKind.MITIGATION]
        return cls(
            steps,
            resolved,
            acts[0] if acts else len(steps),
            max((place for place in acts if place <= resolved), default=-1),
            _counted(steps, lambda phase: phase is EntryKind.MITIGATION),
            _counted(steps, lambda phase: phase is EntryKind.DETECTION),
            _counted(steps, _AT_WORK.__contains__),
            _counted(steps, _BETTER.__contains__),
            shares,
            works,
            list(accumulate(reversed(works), min))[::-1],
            list(accumulate(works, max, initial=0.0)),
            {phase: list(accumulate((one.of(phase) for one in shares), initial=0.0)) for phase in _AROUND},
        )

    @property
    def goes_on(self) -> bool:
        """Returns whether the service surely still fails after the last event, and nobody says that it is resolved."""
        return self.works[-1] < _LEAST_WORKING and not self.is_resolved

    @property
    def is_failing(self) -> bool:
        return self.steps[-1].health in (Health.BEFORE, Health.FAILING)

    @property
    def is_resolved(self) -> bool:
        return self.steps[self.resolved].phase is EntryKind.RESOLUTION

    def between(self, counts: Sequence[int], first: int, last: int) -> int:
        return max(0, counts[last] - counts[first]) if last > first else 0


def _working(shares: Shares) -> float:
    return sum(share for health, share in zip(HEALTHS, shares.healths, strict=True) if health in _WELL)


def _counted(steps: Sequence[Phased], is_one: Callable[[EntryKind], bool]) -> list[int]:
    """Returns how many of the first steps are of that kind, for none, one, two and so on."""
    return list(accumulate((is_one(step.phase) for step in steps), initial=0))


# What speaks for an event


def none_signs(course: Course) -> Mapping[str, float]:
    """Returns what speaks for no event at all."""
    return {
        "none": 1.0,
        "none:failing": float(course.is_failing),
        "none:unresolved": float(not course.is_resolved),
        "none:fails": 1 - course.works[-1],
        "none:worked": max(course.works),
    }


def candidate_signs(course: Course, place: int) -> dict[str, float]:
    """Returns what speaks for or against one event."""
    steps, count = course.steps, len(course.steps)
    step = steps[place]
    found = {
        f"phase:{step.phase}": 1.0,
        f"voice:{step.voice.name}": 1.0,
        f"health:{step.health}": 1.0,
        f"ends:{steps[-1].health}": 1.0,
        "part": place / count,
    }
    if place:
        found |= {f"phase before:{steps[place - 1].phase}": 1.0, f"health before:{steps[place - 1].health}": 1.0}
    if place + 1 < count:
        found |= {f"phase after:{steps[place + 1].phase}": 1.0, f"health after:{steps[place + 1].health}": 1.0}
    found |= dict.fromkeys(_where(course, place), 1.0)
    found |= dict(_amounts(course, place))
    return found


def _where(course: Course, place: int) -> Iterator[str]:
    resolved, last = course.resolved, course.last_action
    yield "end" if place == resolved else "over" if place > resolved else "open"
    if place == len(course.steps) - 1:
        yield "last"
    if place == last:
        yield "last action"
    if place == last + 1:
        yield "right after the last action"
    if place > last:
        yield "after the last action"
    if place < course.first_action:
        yield "before any action"
    if course.between(course.better, last + 1, place):
        yield "better since the last action"
    if course.better[place]:
        yield "better before"
    yield from _distance(course.steps[place].event.at, course.steps[resolved].event.at)


def _distance(at: datetime | None, resolved: datetime | None) -> Iterator[str]:
    if at is None or resolved is None:
        return
    if abs(resolved - at) <= _NEAR:
        yield "near the end"
    if timedelta() < resolved - at <= timedelta(minutes=30):
        yield "half an hour before the end"
    if resolved - at > timedelta(hours=4):
        yield "long before the end"


def _amounts(course: Course, place: int) -> Iterator[tuple[str, float]]:
    count, step = len(course.steps), course.steps[place]
    actions = course.between(course.actions, place + 1, course.resolved)
    work = course.between(course.work, place + 1, course.resolved)
    yield "actions after", min(actions, 4) / 2
    yield "any action after", float(actions > 0)
    yield "setbacks after", min(course.between(course.setbacks, place + 1, count), 3) / 2
    yield "work after", min(work, 4) / 2
    yield "any work after", float(work > 0)
    yield "work before", min(course.work[place], 3) / 2
    yield "any work before", float(course.work[place] > 0)
    yield "events after", min(count - 1 - place, 4) / 2
    yield from _scores(step)
    yield from _probabilities(course, place)


def _scores(step: Phased) -> Iterator[tuple[str, float]]:
    """Yields how the scores of an event differ from their average."""
    scores = step.scores
    phases, healths = scores[: len(PHASES)], scores[len(PHASES) :]
    for phase in _SCORED:
        yield f"score:{phase}", _WEIGHT * (phases[PHASES.index(phase)] - sum(phases) / len(phases))
    for health, score in zip(HEALTHS, healths, strict=True):
        yield f"score:{health}", _WEIGHT * (score - sum(healths) / len(healths))


def _probabilities(course: Course, place: int) -> Iterator[tuple[str, float]]:
    shares, works = course.shares[place], course.works[place]
    recovered = shares.healths[HEALTHS.index(Health.RECOVERED)]
    before = course.works[place - 1] if place else 0.0
    yield "share:recovered", 2 * recovered
    yield "share:recovered, log", log(recovered + 0.01) / 2
    yield "share:before", shares.healths[HEALTHS.index(Health.BEFORE)]
    yield "share:works", works
    yield "share:worked just before", before
    yield "share:rise", 2 * (works - before)
    yield "share:works from now on", 2 * course.lasting[place]
    yield "share:worked earlier", course.earlier[place]
    for phase, share in zip(PHASES, shares.phases, strict=True):
        yield f"share:{phase}", share
    for phase, counts in course.around.items():
        yield f"earlier:{phase}", min(_MOST_AROUND, counts[place])
        yield f"later:{phase}", min(_MOST_AROUND, counts[-1] - counts[place + 1])


# The choice


def ending(course: Course, weights: Weights, first: int = 0) -> int | None:
    """Returns the place of the likeliest event, at `first` or later, or None if none clearly is."""
    places = [place for place in _candidates(course) if place >= first]
    if course.goes_on or not places:
        return None
    worth = [_worth(candidate_signs(course, place), weights) for place in places]
    none = _worth(none_signs(course), weights)
    highest = max(*worth, none)
    shares = [exp(one - highest) for one in worth]
    whole = sum(shares) + exp(none - highest)
    return likeliest(course.steps, places, [share / whole for share in shares], exp(none - highest) / whole)


def _candidates(course: Course) -> Sequence[int]:
    every = range(len(course.steps))
    if len(every) <= _CANDIDATES:
        return every
    turns = [place for place in every if course.steps[place].health is Health.RECOVERED]
    most = _CANDIDATES // 2
    return sorted({*turns[-most:], *every[-most:], course.resolved})


def likeliest(steps: Sequence[Phased], places: Sequence[int], shares: Sequence[float], none: float) -> int | None:
    """Returns the likeliest event of the likeliest ten minutes."""
    near = [_shared(steps, places, shares, place) for place in places]
    best = max(range(len(places)), key=near.__getitem__)
    if near[best] < max(_LEAST_SHARE, none):
        return None
    group = [one for one, place in enumerate(places) if _is_near(steps, place, places[best])]
    return places[max(group, key=shares.__getitem__)]


def _shared(steps: Sequence[Phased], places: Sequence[int], shares: Sequence[float], place: int) -> float:
    return sum(share for other, share in zip(places, shares, strict=True) if _is_near(steps, other, place))


def _is_near(steps: Sequence[Phased], one: int, other: int) -> bool:
    first, second = steps[one].event.at, steps[other].event.at
    return one == other or (first is not None and second is not None and abs(first - second) <= _NEAR)


def _worth(signs: Mapping[str, float], weights: Weights) -> float:
    return sum(weights.get(sign, 0.0) * value for sign, value in signs.items())
