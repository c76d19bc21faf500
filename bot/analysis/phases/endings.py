"""Decides when the service worked again (the moment of mitigation) and when the incident was over.

1. A status or a type that the input gives an event decides, if none took it back and the words don't.
2. What fails again takes back what was told before it: only events from the last setback on count, and of them one must
   claim that it works or that it is over (claims.py). Nothing is over that nobody says is over.
3. An event that claims a failure, or leaves the end open, is none. Of the others a choice takes the likeliest, or none:
   what speaks for each is what it claims, what is claimed before and after it, where it stands in the course, and how
   probable it is that the service works before and after it. tools/train_phases.py fits the weights of these signs, for
   each moment its own. Below a certain share the answer is none: unknown is better than wrong.
4. Where the choice takes none, the first of our own events that says it is over ends the incident, and the last one is
   both if it alone says that it works again.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import accumulate
from math import exp, log
from typing import Final

from bot.analysis.model import PHASES
from bot.analysis.phases.claims import Claim, claim, every_claim, fails_now, is_relief, states_recovery
from bot.analysis.phases.deeds import is_deed, is_under_way
from bot.analysis.phases.near import NEAR, likeliest
from bot.analysis.phases.phase_model import HEALTHS, Health, PhaseModel, Weights
from bot.analysis.phases.phasing import Phased
from bot.analysis.phases.probabilities import Shares, shares_of
from bot.analysis.phases.voices import Voice, clears, is_alert
from bot.metrics.key_moments import MomentKey
from bot.timeline.kinds import EntryKind

_CANDIDATES: Final = 200  # a longer course has them where the service begins to work, and at its end
_AT_WORK: Final = frozenset((EntryKind.INVESTIGATION, EntryKind.TRIAGE, EntryKind.ESCALATION))
_BETTER: Final = frozenset((EntryKind.MONITORING, EntryKind.RESOLUTION))
_GOOD: Final = frozenset((Claim.OVER, Claim.WELL))
_GOOD_AT_LAST: Final = ([Claim.OVER], [Claim.WELL])
_NO_END: Final = frozenset((Claim.SETBACK, Claim.DENIED, Claim.UNDECIDED, Claim.FAILS))
_OF_OTHERS: Final = frozenset((Voice.MONITOR, Voice.VENDOR, Voice.OUTSIDER))  # each ends only its own alert or outage
_OVER: Final = frozenset(("resolved", "closed"))  # what the input states of the status
_EASED: Final = _OVER | {"monitoring", "mitigated"}
_WATCHED: Final = frozenset(("monitoring",))  # a fix is in: whether it works is not said
_AFTERWARDS: Final = frozenset(("postmortem",))  # a status that takes none back
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
    claims: Sequence[Claim]
    since: int  # the place of the last setback: no moment before it lasted

    @classmethod
    def of(cls, steps: Sequence[Phased], model: PhaseModel) -> "Course":
        shares = shares_of(steps, model)
        works = [_working(one) for one in shares]
        ends = [place for place, step in enumerate(steps) if step.phase is EntryKind.RESOLUTION]
        resolved = ends[-1] if ends else len(steps) - 1
        acts = [place for place, step in enumerate(steps) if step.phase is EntryKind.MITIGATION]
        claims = list(_claims(steps))
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
            claims,
            max((place for place, one in enumerate(claims) if _is_setback(steps[place], one)), default=0),
        )

    @property
    def is_failing(self) -> bool:
        return self.steps[-1].health in (Health.BEFORE, Health.FAILING)

    @property
    def is_resolved(self) -> bool:
        return self.steps[self.resolved].phase is EntryKind.RESOLUTION

    def between(self, counts: Sequence[int], first: int, last: int) -> int:
        return max(0, counts[last] - counts[first]) if last > first else 0


def _claims(steps: Sequence[Phased]) -> Iterator[Claim]:
    """Yields what each event claims. An alert that ends leaves it open while others follow."""
    last = max((place for place, step in enumerate(steps) if is_alert(step.event.text)), default=-1)
    for place, step in enumerate(steps):
        yield Claim.UNDECIDED if place < last and clears(step.event.text) else claim_of(step)


def claim_of(one: Phased) -> Claim:
    """Returns what an event claims, by its words or else by its type."""
    told = claim(one.event.text)
    return Claim.OVER if one.event.kind is EntryKind.RESOLUTION and told not in _NO_END else told


def _is_setback(one: Phased, told: Claim) -> bool:
    return told is Claim.SETBACK or (told is Claim.DENIED and one.phase is not EntryKind.REVIEW)


def _working(shares: Shares) -> float:
    return sum(share for health, share in zip(HEALTHS, shares.healths, strict=True) if health in _WELL)


def _counted(steps: Sequence[Phased], is_one: Callable[[EntryKind], bool]) -> list[int]:
    """Returns how many of the first steps are of that kind, for none, one, two and so on."""
    return list(accumulate((is_one(step.phase) for step in steps), initial=0))


# What speaks for an event


def none_signs(course: Course) -> Mapping[str, float]:
    """Returns what speaks for no event at all."""
    told = [one for one in course.claims[course.since :] if one is not Claim.NOTHING]
    return {
        "none:over": float(Claim.OVER in told),
        "none:well": float(Claim.WELL in told),
        "none:good at last": float(told[-1:] in _GOOD_AT_LAST),
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
        f"health:{step.health}": 1.0,
        f"ends:{steps[-1].health}": 1.0,
        "part": place / count,
    }
    if place:
        found |= {f"phase before:{steps[place - 1].phase}": 1.0, f"health before:{steps[place - 1].health}": 1.0}
    if place + 1 < count:
        found |= {f"phase after:{steps[place + 1].phase}": 1.0, f"health after:{steps[place + 1].health}": 1.0}
    found |= dict.fromkeys(_where(course, place), 1.0)
    found |= dict.fromkeys(_claimed(course, place), 1.0)
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


def _claimed(course: Course, place: int) -> Iterator[str]:
    told, before, after = course.claims[place], course.claims[course.since : place], course.claims[place + 1 :]
    yield f"claims:{told}"
    if not _GOOD.isdisjoint(before):
        yield "good before"
    if not _GOOD.isdisjoint(after):
        yield "good after"
    if Claim.OVER in before:
        yield "over before"
    if Claim.OVER in after:
        yield "over after"
    if told in _GOOD and not after:
        yield "good at last"
    if place < course.since:
        yield "setback after"


def _distance(at: datetime | None, resolved: datetime | None) -> Iterator[str]:
    if at is None or resolved is None:
        return
    if abs(resolved - at) <= NEAR:
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


Reached = tuple[Phased, str] | None


def mitigated(course: Course, model: PhaseModel, detected: Phased | None) -> Reached:
    """Finds the first status that says so and was never reverted, or the statement after it that it works again; or
    else the event that confirms the recovery: none up to the alert or report that tells of the failure."""
    stated = _lasting(course.steps, _EASED)
    if stated and _stands(course, stated):
        return _recovered_after(course, stated) or (stated, f"first event with the status {stated.event.status}")
    alerts = (place for place, one in enumerate(course.steps) if one is detected)
    first = next((place + 1 for place in alerts if course.steps[place].phase is EntryKind.DETECTION), 0)
    found = _chosen(course, MomentKey.MITIGATED, model, first)
    is_end = found is None or found.phase is EntryKind.RESOLUTION or _only_says_over(found)
    last = next((place for place, one in enumerate(course.steps) if one is found), len(course.steps))
    if is_end and (recovery := _recovery(course, max(first, course.since), last)):
        return recovery
    return (found, _EASED_BY.get(found.phase, "first sign of lasting recovery")) if found else None


def _only_says_over(one: Phased) -> bool:
    return claim_of(one) is Claim.OVER and Claim.WELL not in every_claim(one.event.text)


def _recovery(course: Course, first: int, last: int) -> Reached:
    """Finds the first event before the last that states that it works again."""
    places = range(first, last)
    said = (course.steps[place] for place in places if course.claims[place] not in (Claim.SETBACK, Claim.DENIED))
    found = next((one for one in said if one.voice not in _OF_OTHERS and states_recovery(one.event.text)), None)
    return (found, "first statement of recovery") if found else None


_EASED_BY: Final = {
    EntryKind.MITIGATION: "the action after which it worked again",
    EntryKind.RESOLUTION: "resolved; no earlier sign of recovery",
}


def _recovered_after(course: Course, stated: Phased) -> Reached:
    """Finds the first statement that it works again, after a status that only says that a fix is watched."""
    place = next(place for place, one in enumerate(course.steps) if one is stated)
    watched = stated.event.status.lower() in _WATCHED and course.claims[place] not in _GOOD
    return _recovery(course, place + 1, len(course.steps)) if watched else None


def resolved(course: Course, model: PhaseModel, mitigated: Phased | None) -> Reached:
    """Finds the event that the input calls a resolution, or else the likeliest one from the recovery on."""
    called = [one for one in course.steps if one.event.kind is EntryKind.RESOLUTION]
    stated = called[-1] if called else _lasting(course.steps, _OVER)
    if stated and _stands(course, stated):
        return stated, "last event that reports a resolution"
    first = next((place for place, one in enumerate(course.steps) if one is mitigated), 0)
    found = _chosen(course, MomentKey.RESOLVED, model, first)
    return (found, _ended(course, found)) if found else None


def _ended(course: Course, one: Phased) -> str:
    if one.phase is not EntryKind.RESOLUTION:
        return "most like a resolution"
    is_last = one is course.steps[course.resolved]
    return "last event that reports a resolution" if is_last else "first lasting report of a resolution"


def _lasting(course: Iterable[Phased], statuses: frozenset[str]) -> Phased | None:
    """Finds the first event with one of these statuses after which none was reverted."""
    first: Phased | None = None
    for one in course:
        if (status := one.event.status.lower()) and status not in _AFTERWARDS:
            first = (first or one) if status in statuses else None
    return first


def _stands(course: Course, one: Phased) -> bool:
    return one not in course.steps[: course.since] and claim_of(one) not in _NO_END


def _chosen(course: Course, key: MomentKey, model: PhaseModel, first: int) -> Phased | None:
    """Returns the likeliest event from `first` on, or else the first that says it in so many words."""
    claims, first = course.claims, max(first, course.since)
    if _GOOD.isdisjoint(claims[course.since :]):
        return None
    possible = (place for place in _candidates(course) if place >= first and claims[place] not in _NO_END)
    if key is MomentKey.MITIGATED:
        possible = (place for place in possible if _may_ease(course, place))
    place = ending(course, model.endings[key], list(possible))
    if place is None:
        places = range(first, len(claims))
        place = next((place for place in places if _is_plain(course, key, place)), None)
    return None if place is None else course.steps[place]


def _is_plain(course: Course, key: MomentKey, place: int) -> bool:
    """Returns whether an event of our own says that it is over, or as the last and only one that it works again."""
    one, told = course.steps[place], course.claims[place]
    is_only = place == len(course.steps) - 1 and _GOOD.isdisjoint(course.claims[course.since : place])
    is_ended = told is Claim.OVER and key is MomentKey.RESOLVED
    return one.voice not in _OF_OTHERS and (is_ended or (told in _GOOD and is_only and is_relief(one.event.text)))


def _may_ease(course: Course, place: int) -> bool:
    """Returns whether an event says that it works, and of nothing that it fails; or is a finished deed, or a look at
    how it works after one: "p99 200 ms. nice"."""
    one = course.steps[place]
    if course.claims[place] in _GOOD:
        return not fails_now(one.event.text)
    if is_under_way(one.event.text):
        return False
    return is_deed(one) or (one.phase in _BETTER and any(map(is_deed, course.steps[:place])))


def ending(course: Course, weights: Weights, places: Sequence[int]) -> int | None:
    """Returns the likeliest of these events, or None if none clearly is."""
    if not places:
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


def _worth(signs: Mapping[str, float], weights: Weights) -> float:
    return sum(weights.get(sign, 0.0) * value for sign, value in signs.items())
