"""Finds the key times: those stated in the input, or else estimates from the events, each with its source."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC
from typing import Final

from bot.analysis.model import Case, Event, Evidence, Moment
from bot.analysis.phases.endings import Course, ending
from bot.analysis.phases.phase_model import Health, PhaseModel
from bot.analysis.phases.phasing import Phased
from bot.analysis.phases.signs import READ_CHARACTERS
from bot.analysis.phases.voices import Voice
from bot.metrics.key_moments import Certainty, MomentKey, with_estimates
from bot.timeline.kinds import EntryKind

_QUOTED: Final = 160  # characters of an event that are shown as evidence
_WORK: Final = frozenset(
    (EntryKind.DECLARATION, EntryKind.TRIAGE, EntryKind.INVESTIGATION, EntryKind.ESCALATION, EntryKind.MITIGATION)
)
_NOTICES: Final = _WORK | {EntryKind.DETECTION, EntryKind.COMMUNICATION}
_OVER: Final = frozenset(("resolved", "closed"))  # what an event states of the status
_WELL: Final = _OVER | {"monitoring", "mitigated"}
_AFTERWARDS: Final = frozenset(("postmortem",))  # a status that takes none back
_HUMAN: Final = frozenset((Voice.RESPONDER, Voice.LEAD, Voice.SUPPORT))


def evidence_of(one: Phased) -> Evidence:
    text = " ".join(one.event.text[: 2 * _QUOTED].split())
    return Evidence(one.event.place, text if len(text) <= _QUOTED else f"{text[: _QUOTED - 1]}…")


def moments(case: Case, course: Sequence[Phased], model: PhaseModel) -> Mapping[MomentKey, Moment]:
    """Returns all of MOMENTS: stated ones are recorded, others estimated. Expects events in order of time."""
    timed = [one for one in course if one.event.at and not one.event.bookkeeping and _says_something(one.event)]
    stated = {key: moment for key in MomentKey if (moment := _stated(case, key))}
    found = {moment.key: moment for moment in _found(timed, model) if not _is_own_declaration(case, moment)}
    typed = {} if case.number else {key: _recorded(moment) for key, moment in found.items() if _is_typed(moment, timed)}
    reached = with_estimates(typed | stated, found)
    return {key: reached.get(key) or Moment(key, None, "not stated") for key in MomentKey}


def _says_something(event: Event) -> bool:
    """Returns whether an event can state a key time: its place among others alone doesn't."""
    return bool(event.kind or event.status) or any(map(str.isalnum, event.text[:READ_CHARACTERS]))


# Of these the first counts that the input itself calls so, as on the bot's own record.
_TYPES: Final = {
    MomentKey.STARTED: EntryKind.TRIGGER,
    MomentKey.DETECTED: EntryKind.DETECTION,
    MomentKey.DECLARED: EntryKind.DECLARATION,
}


def _recorded(moment: Moment) -> Moment:
    return replace(moment, certainty=Certainty.RECORDED)


def _is_typed(moment: Moment, course: Sequence[Phased]) -> bool:
    """Returns whether it is based on the first event that the input gives this type."""
    kind = _TYPES.get(moment.key)
    first = next((one for one in course if kind and one.event.kind is kind), None)
    return first is not None and moment.evidence[0].place == first.event.place


def _is_own_declaration(case: Case, moment: Moment) -> bool:
    """Returns whether a detection is just the declaration, for an incident from Slack."""
    declared = moment.key == MomentKey.DETECTED and moment.at == case.moments.get(MomentKey.DECLARED)
    return bool(case.number) and declared


def _stated(case: Case, key: MomentKey) -> Moment | None:
    at = case.moments.get(key)
    if at is None:
        return None
    place = case.moment_places.get(key, key)
    return Moment(key, at.astimezone(UTC), "recorded", (Evidence(place),), Certainty.RECORDED)


def _found(course: Sequence[Phased], model: PhaseModel) -> Iterator[Moment]:
    detected = _detected(course)
    yield from _moment(MomentKey.STARTED, _started(course, detected))
    yield from _moment(MomentKey.DETECTED, detected)
    yield from _moment(MomentKey.ACKNOWLEDGED, _acknowledged(course, detected))
    yield from _moment(MomentKey.DECLARED, _first(course, EntryKind.DECLARATION, "first declaration"))
    if course:
        read = Course.of(course, model)
        mitigated = _mitigated(read, model, detected)
        yield from _moment(MomentKey.MITIGATED, mitigated)
        yield from _moment(MomentKey.RESOLVED, _resolved(read, model, mitigated))


_Reached = tuple[Phased, str] | None


def _moment(key: MomentKey, reached: _Reached) -> Iterator[Moment]:
    if reached:
        one, how = reached
        yield Moment(key, one.event.at, how, (evidence_of(one),), Certainty.ESTIMATED)


def _first(course: Iterable[Phased], phase: EntryKind, how: str) -> _Reached:
    return next(((one, how) for one in course if one.phase is phase), None)


def _detected(course: Sequence[Phased]) -> _Reached:
    """Finds the first alert or report, or an earlier response."""
    for one in course:
        if one.phase is EntryKind.DETECTION:
            return one, "first alert or report"
        if one.phase in _NOTICES and one.health is not Health.BEFORE:
            return one, f"first {one.phase}; no earlier detection"
    return None


def _started(course: Sequence[Phased], detected: _Reached) -> _Reached:
    """Finds the first visible failure, or else the last trigger before detection."""
    before = [one for one in course if one.phase is EntryKind.TRIGGER and not _later(one, detected)]
    failure = next((one for one in before if one.health is Health.FAILING), None)
    if failure:
        return failure, "first failure"
    return (before[-1], "last trigger before detection") if before else None


def _later(one: Phased, reached: _Reached) -> bool:
    return bool(reached and one.event.at and reached[0].event.at and one.event.at > reached[0].event.at)


def _acknowledged(course: Sequence[Phased], detected: _Reached) -> _Reached:
    since = False
    for one in course:
        since = since or (detected is not None and one is detected[0])
        if since and one.phase in _WORK and one.voice in _HUMAN:
            return one, "first response after detection"
    return None


# An event that says that it goes on confirms nothing, whatever its type: unknown is better than wrong.
_GOES_ON: Final = re.compile(
    r"\b(?:still|remains?|continues? to|keeps?) (?:\w+ ){0,3}(?:fail\w*|down|errors?|erroring|broken|high|elevated|"
    r"slow|unavailable|unreachable|affected|red|at \d{2,3} ?%|\d{2,3} ?%)"
    r"|\b(?:errors?|failures?|timeouts?) (?:still |\w+ )?(?:continues?|persists?|remain)\b"
    r"|\bno (?:improvement|effect)\b|\b(?:did ?n[o'’]t|does ?n[o'’]t) help\b",
    re.IGNORECASE,
)


_RECOVERED: Final = {
    EntryKind.MITIGATION: "the action after which it worked again",
    EntryKind.RESOLUTION: "resolved; no earlier sign of recovery",
}


def _mitigated(read: Course, model: PhaseModel, detected: _Reached) -> _Reached:
    """Finds the first status that says so and was never reverted, or else the event that confirms the recovery: none
    up to the alert or report that tells of the failure."""
    stated = _lasting(read.steps, _WELL)
    if stated:
        return stated, f"first event with the status {stated.event.status}"
    alerts = (place for place, one in enumerate(read.steps) if detected and one is detected[0])
    first = next((place + 1 for place in alerts if read.steps[place].phase is EntryKind.DETECTION), 0)
    place = ending(read, model.endings[MomentKey.MITIGATED], first)
    if place is None or _GOES_ON.search(read.steps[place].event.text):
        return None
    return read.steps[place], _RECOVERED.get(read.steps[place].phase, "first sign of lasting recovery")


def _resolved(read: Course, model: PhaseModel, mitigated: _Reached) -> _Reached:
    """Finds the event that the input calls a resolution, or else the likeliest one from the recovery on."""
    called = [one for one in read.steps if one.event.kind is EntryKind.RESOLUTION]
    stated = called[-1] if called else _lasting(read.steps, _OVER)
    if stated:
        return stated, "last event that reports a resolution"
    first = next((place for place, one in enumerate(read.steps) if mitigated and one is mitigated[0]), 0)
    place = ending(read, model.endings[MomentKey.RESOLVED], first)
    if place is None:
        return None
    return read.steps[place], _ended(read, place)


def _ended(read: Course, place: int) -> str:
    if read.steps[place].phase is not EntryKind.RESOLUTION:
        return "most like a resolution"
    return "last event that reports a resolution" if place == read.resolved else "first lasting report of a resolution"


def _lasting(course: Iterable[Phased], statuses: frozenset[str]) -> Phased | None:
    """Finds the first event with one of these statuses after which none was reverted."""
    first: Phased | None = None
    for one in course:
        if (status := one.event.status.lower()) and status not in _AFTERWARDS:
            first = (first or one) if status in statuses else None
    return first
