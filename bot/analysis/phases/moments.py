"""Finds the key times: those stated in the input, or else estimates from the events, each with its source."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC
from itertools import pairwise
from typing import Final

from bot.analysis.language.words import lexicon
from bot.analysis.model import Case, Event, Evidence, Moment
from bot.analysis.phases.claims import Claim, every_claim, is_relief, names_failure, states_recovery
from bot.analysis.phases.deeds import acknowledges, acts, changes, declares, informs, states_declaration
from bot.analysis.phases.endings import Course, Reached, claim_of, mitigated, resolved
from bot.analysis.phases.named_start import named_start
from bot.analysis.phases.phase_model import Health, PhaseModel
from bot.analysis.phases.phasing import Phased, stated_status
from bot.analysis.phases.reports import reports
from bot.analysis.phases.signs import READ_CHARACTERS
from bot.analysis.phases.voices import Voice
from bot.metrics.key_moments import Certainty, MomentKey, with_estimates
from bot.timeline.kinds import EntryKind

_QUOTED: Final = 160  # characters of an event that are shown as evidence
_WORK: Final = frozenset(
    (EntryKind.DECLARATION, EntryKind.TRIAGE, EntryKind.INVESTIGATION, EntryKind.ESCALATION, EntryKind.MITIGATION)
)
_NOTICES: Final = _WORK | {EntryKind.DETECTION, EntryKind.COMMUNICATION}
_CORRESPONDENTS: Final = frozenset((Voice.OUTSIDER, Voice.SUPPORT, Voice.SPEAKER))
_ADDRESSED: Final = re.compile(
    r"\W*(?:dear|hi|hello|hey|good (?:morning|afternoon|evening)|thanks?|thank you|great news|please|sorry"
    r"|calls?)\b",
    re.IGNORECASE,
)
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
    named = _named_start(case, timed)
    if not case.number:
        typed = {**named, **typed}
        found |= _answered_by_declaring(found, typed | stated)
    reached = with_estimates(typed | stated, {**found, **named})
    if _is_resolution(reached, timed):
        del reached[MomentKey.MITIGATED]
    return {key: reached.get(key) or Moment(key, None, "not stated") for key in MomentKey}


def _is_resolution(reached: Mapping[MomentKey, Moment], course: Sequence[Phased]) -> bool:
    """Returns whether an estimated mitigation is but the resolution, which tells that it works and not since when;
    an alert that clears tells both, unless it cleared after a while in which it worked."""
    eased, over = reached.get(MomentKey.MITIGATED), reached.get(MomentKey.RESOLVED)
    if eased is None or over is None or not eased.estimated or eased.at != over.at:
        return False
    based = next(one for one in course if one.event.place == eased.evidence[0].place)
    cleared = based.voice is Voice.MONITOR and not _AFTER_A_WHILE.search(based.event.text[:READ_CHARACTERS])
    return not cleared and Claim.WELL not in every_claim(based.event.text)


# `auto-resolved after 45 min in range`
_AFTER_A_WHILE: Final = re.compile(r"\b(?:after|for) \d+ ?(?:m|mins?|minutes?|h|hours?)\b")


def _named_start(case: Case, course: Sequence[Phased]) -> Mapping[MomentKey, Moment]:
    """Returns the start that an entry names: recorded, but in Slack, where each may have another zone in mind."""
    named = named_start(course, only_utc=bool(case.number))
    if named is None:
        return {}
    one, at = named
    certainty = Certainty.ESTIMATED if case.number else Certainty.RECORDED
    return {MomentKey.STARTED: Moment(MomentKey.STARTED, at, "named in an entry", (evidence_of(one),), certainty)}


def _answered_by_declaring(
    found: Mapping[MomentKey, Moment], recorded: Mapping[MomentKey, Moment]
) -> Mapping[MomentKey, Moment]:
    """Returns the declaration as first response, if no other is found before it: who declares has responded."""
    known = {**found, **recorded}
    declared, detected = known.get(MomentKey.DECLARED), known.get(MomentKey.DETECTED)
    answered = known.get(MomentKey.ACKNOWLEDGED)
    if declared is None or declared.at is None or (detected and detected.at and declared.at < detected.at):
        return {}
    if answered and answered.at and answered.at <= declared.at:
        return {}
    how = "the declaration; no earlier response"
    return {
        MomentKey.ACKNOWLEDGED: replace(declared, key=MomentKey.ACKNOWLEDGED, how=how, certainty=Certainty.ESTIMATED)
    }


def _says_something(event: Event) -> bool:
    """Returns whether an event can state a key time: its place among others alone doesn't."""
    return bool(event.kind or event.status) or any(map(str.isalnum, event.text[:READ_CHARACTERS]))


# Of these the first counts that the input itself calls so, as on the bot's own record.
_EASING: Final = frozenset((EntryKind.MITIGATION, EntryKind.MONITORING, EntryKind.RESOLUTION))
_TYPES: Final = {
    MomentKey.STARTED: EntryKind.TRIGGER,
    MomentKey.DETECTED: EntryKind.DETECTION,
    MomentKey.DECLARED: EntryKind.DECLARATION,
}


def _recorded(moment: Moment) -> Moment:
    return replace(moment, certainty=Certainty.RECORDED)


def _is_typed(moment: Moment, course: Sequence[Phased]) -> bool:
    """Returns whether the event that it is based on is of this type by the input, or states it in so many words."""
    based = next(one for one in course if one.event.place == moment.evidence[0].place)
    match moment.key:
        case MomentKey.DECLARED if states_declaration(based.event.text):
            return based.voice in _HUMAN
        case MomentKey.MITIGATED:
            return based.event.kind in _EASING and states_recovery(based.event.text)
        case MomentKey.RESOLVED:
            return based.event.kind is EntryKind.RESOLUTION or stated_status(based.event) in ("resolved", "closed")
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
        eased = mitigated(read, model, detected and detected[0])
        yield from _moment(MomentKey.MITIGATED, eased)
        yield from _moment(MomentKey.RESOLVED, resolved(read, model, eased and eased[0]))


def _moment(key: MomentKey, reached: Reached) -> Iterator[Moment]:
    if reached:
        one, how = reached
        yield Moment(key, one.event.at, how, (evidence_of(one),), Certainty.ESTIMATED)


def _declared(course: Iterable[Phased]) -> Reached:
    return next(((one, "first declaration") for one in course if _is_declared(one)), None)


def _is_declared(one: Phased) -> bool:
    if one.event.kind:
        return one.event.kind is EntryKind.DECLARATION
    told = one.phase is EntryKind.DECLARATION and declares(one.event.text)
    return told or (states_declaration(one.event.text) and claim_of(one) is not Claim.OVER)


def _detected(course: Sequence[Phased]) -> Reached:
    """Finds the first alert or report, or an earlier response; or the first failure, if it recovered before those. A
    declaration that comes first tells that it was detected, and not when."""
    for place, one in enumerate(course):
        if _is_declared(one):
            return None
        if _is_report(one) or (not place and _is_noticed(one)):
            return one, "first alert or report"
        if one.phase is EntryKind.DETECTION and not _is_relief(one):
            if claim_of(one) is Claim.SETBACK and any(map(_is_relief, course[:place])):
                break
            return one, "first alert or report"
        if one.phase in _NOTICES and one.health is not Health.BEFORE and not _is_relief(one):
            return one, f"first {one.phase}; no earlier detection"
    failing = (one for one in course if not _is_relief(one) and _fails(one))
    return next(((one, "first failure; no earlier detection") for one in failing), None)


def _is_report(one: Phased) -> bool:
    return one.event.kind is None and reports(one.event.text)


def _is_noticed(one: Phased) -> bool:
    """Returns whether an event with nothing before it tells a failure and no deed: nobody logs what nobody saw."""
    if one.event.kind or one.event.actor or one.phase is not EntryKind.TRIGGER:
        return False
    return claim_of(one) is Claim.FAILS and not changes(one.event.text)


def _fails(one: Phased) -> bool:
    return one.health is Health.FAILING or one.voice is Voice.MONITOR or names_failure(one.event.text)


def _is_relief(one: Phased) -> bool:
    """Returns whether an event only says that it works, which neither starts nor detects anything."""
    return one.event.kind is None and is_relief(one.event.text)


def _started(course: Sequence[Phased], detected: Reached) -> Reached:
    """Finds the first visible failure, or else the last trigger before detection."""
    before = [one for one in course if one.phase is EntryKind.TRIGGER and not _later(one, detected)]
    before = [one for one in before if one.event.kind or not (_is_relief(one) or claim_of(one) is Claim.SETBACK)]
    failure = next((one for one in before if one.health is Health.FAILING and _can_start(one)), None)
    if failure:
        return failure, "first failure"
    stated = [one for one in before if _can_start(one)]
    return (stated[-1], "last trigger before detection") if stated else None


def _can_start(one: Phased) -> bool:
    """Returns whether something can have begun with an event: not with what people write to each other, such as a mail
    or an answer to a customer, unless it states a deed or a failure."""
    text, said = one.event.text, one.voice in _CORRESPONDENTS or one.event.source == "e-mail"
    told = one.event.kind or not (said or _ADDRESSED.match(text))
    return bool(told) or changes(text) or (names_failure(text) and claim_of(one) is Claim.FAILS)


def _later(one: Phased, reached: Reached) -> bool:
    return bool(reached and one.event.at and reached[0].event.at and one.event.at > reached[0].event.at)


def _acknowledged(course: Sequence[Phased], detected: Reached) -> Reached:
    """Finds the first work of a person, or the first entry that says that somebody acknowledged, be it the alert."""
    since = detected is None
    for one in course:
        since = since or (detected is not None and one is detected[0])
        if since and acknowledges(one.event.text):
            return one, "first acknowledgment"
        if since and one.phase in _WORK and _is_act(one):
            return one, "first response after detection"
    return None


_PAGES: Final = lexicon("pag(?:es|ed|ing)", "alert+ (?:fired|triggered|sent|went)", "notif(?:ies|ied)")


def _is_act(one: Phased) -> bool:
    """Returns whether a person did something; what nobody wrote and tells of a page is the act of a program."""
    is_page = not one.event.actor and _PAGES.search(one.event.text[:READ_CHARACTERS].lower())
    return one.voice in _HUMAN and not is_page and not _only_informs(one)


def _only_informs(one: Phased) -> bool:
    return one.event.kind is None and informs(one.event.text) and not acts(one.event.text)
