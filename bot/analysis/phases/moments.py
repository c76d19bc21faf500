"""Finds the key times: those stated in the input, or else estimates from the events, each with its source."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC
from typing import Final

from bot.analysis.model import Case, Evidence, Moment
from bot.analysis.phases.phasing import OVER, UNNOTICED, Phased
from bot.analysis.phases.voices import Voice
from bot.metrics.key_moments import Certainty, MomentKey, with_estimates
from bot.timeline.model import EntryKind

_QUOTED: Final = 160  # characters of an event that are shown as evidence
_WORK: Final = frozenset(
    (EntryKind.DECLARATION, EntryKind.TRIAGE, EntryKind.INVESTIGATION, EntryKind.ESCALATION, EntryKind.MITIGATION)
)
_NOTICES: Final = _WORK | {EntryKind.DETECTION, EntryKind.COMMUNICATION}
_BETTER: Final = frozenset((EntryKind.MITIGATION, EntryKind.MONITORING, EntryKind.RESOLUTION))
_WELL: Final = frozenset(("monitoring", "mitigated", "resolved"))  # what an event states of the status
_NO_HELP: Final = frozenset(("failed", "broke", "propose"))
_MIXED: Final = _NO_HELP | {"symptom"}  # "healthy sites can't reach the sick one"
_NOT_YET: Final = frozenset(("easing", "watch"))
_HUMAN: Final = frozenset((Voice.RESPONDER, Voice.LEAD, Voice.SUPPORT))
_TOUCHES: Final = 3  # more actions than that after a sign of recovery say that it was none


def evidence_of(one: Phased) -> Evidence:
    text = " ".join(one.event.text[: 2 * _QUOTED].split())
    return Evidence(one.event.place, text if len(text) <= _QUOTED else f"{text[: _QUOTED - 1]}…")


def moments(case: Case, course: Sequence[Phased]) -> Mapping[MomentKey, Moment]:
    """Returns all of MOMENTS: stated ones are recorded, others estimated. Expects events in order of time."""
    timed = [one for one in course if one.event.at and not one.event.bookkeeping]
    stated = {key: moment for key in MomentKey if (moment := _stated(case, key))}
    found = {moment.key: moment for moment in _found(timed) if not _is_own_declaration(case, moment)}
    typed = {} if case.number else {key: _recorded(moment) for key, moment in found.items() if _is_typed(moment, timed)}
    reached = with_estimates(typed | stated, found)
    return {key: reached.get(key) or Moment(key, None, "unknown") for key in MomentKey}


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


def _found(course: Sequence[Phased]) -> Iterator[Moment]:
    detected = _detected(course)
    yield from _moment(MomentKey.STARTED, _started(course, detected))
    yield from _moment(MomentKey.DETECTED, detected)
    yield from _moment(MomentKey.ACKNOWLEDGED, _acknowledged(course, detected))
    yield from _moment(MomentKey.DECLARED, _first(course, EntryKind.DECLARATION, "first declaration"))
    resolved = _resolved(course)
    yield from _moment(MomentKey.MITIGATED, _mitigated(course, resolved[0] if resolved else None))
    yield from _moment(MomentKey.RESOLVED, resolved)


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
        if one.phase in _NOTICES and one.into != UNNOTICED:
            return one, f"first {one.phase}; no earlier detection"
    return None


def _started(course: Sequence[Phased], detected: _Reached) -> _Reached:
    """Finds the first visible failure, or else the last trigger before detection."""
    before = [one for one in course if one.phase is EntryKind.TRIGGER and not _later(one, detected)]
    failure = next((one for one in before if _is_failure(one)), None)
    if failure:
        return failure, "first failure"
    return (before[-1], "last trigger before detection") if before else None


def _is_failure(one: Phased) -> bool:
    return bool(one.meanings & {"symptom", "fault", "broke"}) and "change" not in one.meanings


def _later(one: Phased, reached: _Reached) -> bool:
    return bool(reached and one.event.at and reached[0].event.at and one.event.at > reached[0].event.at)


def _acknowledged(course: Sequence[Phased], detected: _Reached) -> _Reached:
    since = False
    for one in course:
        since = since or (detected is not None and one is detected[0])
        if since and one.phase in _WORK and one.voice in _HUMAN:
            return one, "first response after detection"
    return None


def _resolved(course: Sequence[Phased]) -> _Reached:
    """Finds the last event that says it is resolved, or else the first sign of lasting recovery.

    "Works again" alone doesn't resolve an incident; a later public announcement does.
    """
    called = [one for one in course if one.phase is EntryKind.RESOLUTION]
    public = [one for one in course if one.phase is EntryKind.COMMUNICATION and "close" in one.meanings]
    if called and (not public or "close" in called[-1].meanings):
        return called[-1], "last event that reports a resolution"
    if public:
        return public[-1], "announced as resolved"
    well = _well_since(course, None)
    return (well, "first sign of lasting recovery; no resolution recorded") if well else None


def _stated_well(course: Iterable[Phased]) -> Phased | None:
    """Finds the first event with a recovered status that was never reverted."""
    first: Phased | None = None
    for one in course:
        if status := one.event.status.lower():
            first = (first or one) if status in _WELL else None
    return first


def _mitigated(course: Sequence[Phased], resolved: Phased | None) -> _Reached:
    """Finds the first sign of lasting recovery before the resolution, or else the resolution itself."""
    over = _went_over(course, resolved)
    well = _well_since(course, over)
    if well:
        return well, "first sign of lasting recovery"
    stated = _stated_well(_until(course, over))
    if stated:
        return stated, f"first event with the status {stated.event.status}"
    if over is None:
        return None
    last = [one for one in _until(course, over) if _is_step(one)][-1:]
    if not last or over is not resolved or _tells_recovery(over):
        return over, "resolved; no earlier sign of recovery"
    return last[0], f"last {last[0].phase} before it was resolved"


def _is_step(one: Phased) -> bool:
    return one.stage != OVER and (one.phase is EntryKind.MITIGATION or _is_easing(one))


def _tells_recovery(over: Phased) -> bool:
    """Returns whether it reports the recovery as news; "resolved, all is normal" only looks back."""
    return "fixing" in over.meanings or ("eased" in over.meanings and "close" not in over.meanings)


def _went_over(course: Sequence[Phased], resolved: Phased | None) -> Phased | None:
    """Returns the event that ended the incident for good."""
    turns = [one for one in course if one.phase is EntryKind.RESOLUTION and one.stage != OVER and one.into == OVER]
    return turns[-1] if turns else resolved


def _until(course: Sequence[Phased], resolved: Phased | None) -> Iterator[Phased]:
    """Yields the events before the resolution."""
    for one in course:
        if one is resolved:
            return
        yield one


def _well_since(course: Sequence[Phased], over: Phased | None) -> Phased | None:
    """Finds the first sign of lasting recovery, or else the start of pure monitoring."""
    until = list(_until(course, over))
    return _first_lasting(until, _is_well, _TOUCHES) or _first_lasting(until, _is_calm, 0)


def _first_lasting(until: Sequence[Phased], is_sign: Callable[[Phased], bool], touches: int) -> Phased | None:
    """Finds the first sign that is followed by no bad sign and at most `touches` actions.

    An action that is said to have helped counts as a sign if no other action follows.
    """
    first, actions = None, 0
    for one in reversed(until):
        if one.stage in (UNNOTICED, OVER) or _is_bad(one):
            break
        acts = one.phase is EntryKind.MITIGATION
        if is_sign(one) and not (acts and actions):
            first = one
        elif acts and first:
            break
        else:
            actions += acts
        if actions > touches:
            break
    return first


def _is_well(one: Phased) -> bool:
    """Returns whether it reports recovery; a vendor's recovery doesn't count."""
    if one.phase not in _BETTER or one.voice is Voice.VENDOR:
        return False
    mixed = _MIXED if one.phase is EntryKind.MITIGATION else _NO_HELP
    return ("eased" in one.meanings or one.phase is EntryKind.RESOLUTION) and not one.meanings & mixed


def _is_calm(one: Phased) -> bool:
    return (
        one.phase is EntryKind.MONITORING and one.voice is not Voice.VENDOR and not one.meanings & (_MIXED | _NOT_YET)
    )


def _is_bad(one: Phased) -> bool:
    at_work = one.phase in (EntryKind.TRIAGE, EntryKind.INVESTIGATION, EntryKind.MITIGATION)
    return one.phase is EntryKind.DETECTION or (at_work and bool(one.meanings & {"failed", "broke"}))


def _is_easing(one: Phased) -> bool:
    return one.phase is EntryKind.MONITORING and "easing" in one.meanings
