"""Finds the key times: those stated in the input, or else estimates from the events, each with its source."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC
from itertools import pairwise
from typing import Final

from bot.analysis.model import Case, Event, Evidence, Moment
from bot.analysis.phases.assertions import (
    denies_end,
    ends_plainly,
    fails,
    fails_again,
    is_beside,
    is_relief,
    is_withheld,
    says_over,
    says_well,
)
from bot.analysis.phases.deeds import acknowledges, acts, declares, finishes, informs, is_busy
from bot.analysis.phases.endings import Course, ending
from bot.analysis.phases.phase_model import Health, PhaseModel, Weights
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
_OF_OTHERS: Final = frozenset((Voice.MONITOR, Voice.VENDOR, Voice.OUTSIDER))  # each ends only its own alert or outage
_LOOKS: Final = frozenset((EntryKind.MONITORING, EntryKind.RESOLUTION))
_WORKS: Final = frozenset((Health.RECOVERED, Health.WORKING))
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


_IN_ORDER: Final = (MomentKey.STARTED, MomentKey.DETECTED, MomentKey.MITIGATED, MomentKey.RESOLVED)


def inverted(case: Case) -> Iterator[str]:
    """Yields a complaint about each stated key time that is later than the next one stated."""
    known = [(key, moment.at) for key in _IN_ORDER if (moment := _stated(case, key)) and moment.at]
    for (key, at), (following, after) in pairwise(known):
        if at > after:
            names = f"{_worded(key)} ({at:%-d %b %H:%M} UTC) is after {_worded(following)} ({after:%-d %b %H:%M} UTC)"
            yield f"{names[0].upper()}{names[1:]}: check both times."


def _worded(key: MomentKey) -> str:
    return key.value.removesuffix("_at")


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
    yield from _moment(MomentKey.DECLARED, _declared(course))
    if course:
        read = Course.of(course, model)
        since = _last_setback(read)
        mitigated = _mitigated(read, model, detected, since)
        yield from _moment(MomentKey.MITIGATED, mitigated)
        yield from _moment(MomentKey.RESOLVED, _resolved(read, model, mitigated, since))


_Reached = tuple[Phased, str] | None


def _moment(key: MomentKey, reached: _Reached) -> Iterator[Moment]:
    if reached:
        one, how = reached
        yield Moment(key, one.event.at, how, (evidence_of(one),), Certainty.ESTIMATED)


def _declared(course: Iterable[Phased]) -> _Reached:
    declarations = (one for one in course if one.phase is EntryKind.DECLARATION)
    return next(((one, "first declaration") for one in declarations if _is_declared(one)), None)


def _is_declared(one: Phased) -> bool:
    return one.event.kind is EntryKind.DECLARATION or declares(one.event.text)


def _detected(course: Sequence[Phased]) -> _Reached:
    """Finds the first alert or report, or an earlier response; or the first failure, if it recovered before those."""
    for place, one in enumerate(course):
        if one.phase is EntryKind.DETECTION and not _is_relief(one):
            if _is_setback(one) and any(map(_is_relief, course[:place])):
                break
            return one, "first alert or report"
        if one.phase in _NOTICES and one.health is not Health.BEFORE and not _is_relief(one):
            return one, f"first {one.phase}; no earlier detection"
    failing = (one for one in course if not _is_relief(one) and _fails(one))
    return next(((one, "first failure; no earlier detection") for one in failing), None)


def _fails(one: Phased) -> bool:
    return one.health is Health.FAILING or one.voice is Voice.MONITOR or fails(one.event.text)


def _is_relief(one: Phased) -> bool:
    """Returns whether an event only says that it works, which neither starts nor detects anything."""
    return one.event.kind is None and is_relief(one.event.text)


def _started(course: Sequence[Phased], detected: _Reached) -> _Reached:
    """Finds the first visible failure, or else the last trigger before detection."""
    before = [one for one in course if one.phase is EntryKind.TRIGGER and not _later(one, detected)]
    before = [one for one in before if one.event.kind or not (is_relief(one.event.text) or fails_again(one.event.text))]
    failure = next((one for one in before if one.health is Health.FAILING), None)
    if failure:
        return failure, "first failure"
    return (before[-1], "last trigger before detection") if before else None


def _later(one: Phased, reached: _Reached) -> bool:
    return bool(reached and one.event.at and reached[0].event.at and one.event.at > reached[0].event.at)


def _acknowledged(course: Sequence[Phased], detected: _Reached) -> _Reached:
    """Finds the first work of a person, or the first entry that says that somebody acknowledged, be it the alert."""
    since = False
    for one in course:
        since = since or (detected is not None and one is detected[0])
        if since and acknowledges(one.event.text):
            return one, "first acknowledgment"
        if since and one.phase in _WORK and one.voice in _HUMAN and not _only_informs(one):
            return one, "first response after detection"
    return None


def _only_informs(one: Phased) -> bool:
    return one.event.kind is None and informs(one.event.text) and not acts(one.event.text)


_RECOVERED: Final = {
    EntryKind.MITIGATION: "the action after which it worked again",
    EntryKind.RESOLUTION: "resolved; no earlier sign of recovery",
}


def _mitigated(read: Course, model: PhaseModel, detected: _Reached, since: int) -> _Reached:
    """Finds the first status that says so and was never reverted, or else the event that confirms the recovery: none
    up to the alert or report that tells of the failure."""
    stated = _lasting(read.steps, _WELL)
    if stated and not _is_taken_back(read, stated, since):
        return stated, f"first event with the status {stated.event.status}"
    alerts = (place for place, one in enumerate(read.steps) if detected and one is detected[0])
    first = next((place + 1 for place in alerts if read.steps[place].phase is EntryKind.DETECTION), 0)
    place = _asserted(read, model.endings[MomentKey.MITIGATED], max(first, since), _eases)
    if place is None and read.goes_on:
        place = _first_plain(read, max(first, since, read.last_action + 1), is_relief)
    if place is None:
        return None
    told = _told_earlier(read, since, place)
    return read.steps[told], _how_eased(read, told)


def _told_earlier(read: Course, since: int, place: int) -> int:
    """Returns the place of the last event before a silent one that says it, if nothing was done in between."""
    one = read.steps[place]
    if one.phase is EntryKind.MITIGATION or _says_so(one):
        return place
    for earlier in range(place - 1, since, -1):
        if _is_relief(read.steps[earlier]) and not is_beside(read.steps[earlier].event.text):
            return earlier
        if read.steps[earlier].phase is EntryKind.MITIGATION:
            break
    return place


def _how_eased(read: Course, place: int) -> str:
    return _RECOVERED.get(read.steps[place].phase, "first sign of lasting recovery")


def _resolved(read: Course, model: PhaseModel, mitigated: _Reached, since: int) -> _Reached:
    """Finds the event that the input calls a resolution, or else the likeliest one from the recovery on."""
    called = [one for one in read.steps if one.event.kind is EntryKind.RESOLUTION]
    stated = called[-1] if called else _lasting(read.steps, _OVER)
    if stated and not _is_taken_back(read, stated, since):
        return stated, "last event that reports a resolution"
    first = next((place for place, one in enumerate(read.steps) if mitigated and one is mitigated[0]), 0)
    place = _asserted(read, model.endings[MomentKey.RESOLVED], max(first, since), _ends)
    return None if place is None else (read.steps[place], _ended(read, place))


# What the words must say


def _last_setback(read: Course) -> int:
    """Returns the place of the last event that says that it still or again fails: no moment before it lasted."""
    backwards = range(len(read.steps) - 1, -1, -1)
    return next((place for place in backwards if _is_setback(read.steps[place])), 0)


def _is_setback(one: Phased) -> bool:
    text = one.event.text
    return fails_again(text) or (one.phase is not EntryKind.REVIEW and denies_end(text))


def _is_taken_back(read: Course, one: Phased, since: int) -> bool:
    return one in read.steps[:since] or is_withheld(one.event.text)


def _asserted(read: Course, weights: Weights, first: int, asserts: Callable[[Course, int, int], bool]) -> int | None:
    """Returns the likeliest event whose words allow it, of those from `first` on."""
    place = ending(read, weights, first)
    while place is not None and not asserts(read, first, place):
        if _is_setback(read.steps[place]):
            return None
        place = ending(read, weights, place + 1)
    return _first_plain(read, first, ends_plainly) if place is None else place


def _first_plain(read: Course, first: int, says: Callable[[str], bool]) -> int | None:
    """Returns the place of the first event from `first` on that just says so, where the model sees none."""
    return next((place for place in range(first, len(read.steps)) if _is_plain(read.steps[place], says)), None)


def _is_plain(one: Phased, says: Callable[[str], bool]) -> bool:
    text = one.event.text
    return one.voice not in _OF_OTHERS and says(text) and not (_is_setback(one) or is_beside(text))


def _eases(read: Course, since: int, place: int) -> bool:
    """Returns whether this event says that it works or stands for one that does, or else is a finished deed or an
    observation, with an event from it on that says so."""
    one = read.steps[place]
    if is_withheld(one.event.text) or is_beside(one.event.text) or _is_setback(one):
        return False
    if _says_so(read.steps[_told_earlier(read, since, place)]):
        return True
    return (_is_finished_deed(one) or _is_observed(read, place)) and any(map(_says_so, read.steps[place:]))


def _is_observed(read: Course, place: int) -> bool:
    """Returns whether an event after a deed is read as a look at how it works again: "p99 200 ms. nice"."""
    one = read.steps[place]
    seen = one.phase in _LOOKS and one.health in _WORKS and not is_busy(one.event.text)
    return seen and any(map(_is_deed, read.steps[:place]))


def _is_deed(one: Phased) -> bool:
    return one.phase is EntryKind.MITIGATION and (one.event.kind is not None or acts(one.event.text))


def _is_finished_deed(one: Phased) -> bool:
    typed = one.event.kind is EntryKind.MITIGATION
    return one.phase is EntryKind.MITIGATION and (typed or finishes(one.event.text))


def _ends(read: Course, since: int, place: int) -> bool:
    """Returns whether this event says that the incident is over, or one up to it that it works."""
    one = read.steps[place]
    if is_withheld(one.event.text) or is_beside(one.event.text) or _is_setback(one):
        return False
    return says_over(one.event.text) or any(map(_says_so, read.steps[since : place + 1]))


def _says_so(one: Phased) -> bool:
    typed = one.event.kind is EntryKind.RESOLUTION and not is_withheld(one.event.text)
    return typed or (not _is_setback(one) and (says_over(one.event.text) or says_well(one.event.text)))


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
