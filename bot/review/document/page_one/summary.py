"""What happened, in a paragraph: what broke, when it began and how it was noticed, what was done, when it worked again.

Fixed sentences from recorded facts; one whose fact is missing is left out. What people wrote of it as a description is
shown as typed, without the sentences that another part of the review tells, and what it states is not told again.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from bot.analysis.model import Claim, Event, Evidence, Moment
from bot.analysis.phases.deeds import finds, states_declaration
from bot.analysis.phases.voices import Voice, voice_of
from bot.metrics.key_moments import MomentKey
from bot.review.document.claims import each_once
from bot.review.document.material import Material
from bot.review.document.page_one.fixes import short_term
from bot.review.document.page_one.recovery import deeds, is_only_trigger, recovery
from bot.review.document.page_one.telling import begins_with_deed, clauses, continued, deed, in_past, is_talk
from bot.review.document.parts import Paragraph, Part, Sentence
from bot.review.document.prose import began, listed, sentences, stopped, within
from bot.review.document.templates import BRIEF
from bot.review.root_cause.alike import content_words
from bot.timeline.kinds import EntryKind, EntrySource

_IT: Final = "it "
_TITLE: Final = "title"
_MOST_DEEDS: Final = 3
_FEW: Final = 10  # entries, up to which the latest finding is worth a sentence
_MOST_WORDS: Final = 45  # of the fixes; the others are listed beside the timeline
_ASIDE: Final = re.compile(r"\(.*?\)")
_TOLD: Final = 0.7  # of the words of a sentence, from which another part of the review tells it
_PROGRAMS: Final = frozenset((Voice.MONITOR, Voice.SYSTEM))


def summary(material: Material) -> tuple[Part, ...]:
    told = tuple(_sentences(material))
    if material.template == BRIEF:
        told = _with_one_source(material, told)
    return (Paragraph(told),) if told else ()


def _with_one_source(material: Material, told: tuple[Sentence, ...]) -> tuple[Sentence, ...]:
    """Half a page has one number for what its own sentences rest on."""
    own = [one for one in told if not one.quoted]
    order = {read.event.place: place for place, read in enumerate(material.events)}
    found = dict.fromkeys(evidence for one in own for evidence in one.evidence if evidence.place != _TITLE)
    places = tuple(sorted(found, key=lambda one: order.get(one.place, len(order))))
    return tuple(one if one.quoted else replace(one, evidence=places if one is own[-1] else ()) for one in told)


def _sentences(material: Material) -> Iterator[Sentence]:
    if material.case.drill:
        yield Sentence("This was a drill: nothing was really broken.", (Evidence("drill"),))
    described = _description(material)
    broke = described or _title(material)
    yield from broke
    stated = " ".join(one.text for one in described)
    yield from _begin(material, stated, is_told=bool(broke))
    yield from _done(material, stated)
    yield from _end(material, stated)


def at(material: Material, moment: Moment) -> str:
    """`at 14:15`, `on Tue 16 Jan, 01:10`. An estimate is never told like a record, and what another time contradicts
    only as what the record says."""
    told = material.at_clock(moment.at, estimated=moment.estimated)
    return f"{told} by the record" if material.is_contradicted(moment.key) and not moment.estimated else told


# What broke


def _description(material: Material) -> tuple[Sentence, ...]:
    """What people wrote of it, without what stands elsewhere in the review: the cause, the impact, lengths."""
    case = material.case
    place = case.fact_places.get("description", "description")
    elsewhere = [claim.text for claim in (*case.causes, *case.impact)]
    kept = [one for one in sentences(case.description) if not _is_elsewhere(one, elsewhere)]
    text = " ".join(kept) or case.description
    return (Sentence(stopped(text), (Evidence(place, case.description),), quoted=True),) if text else ()


def _is_elsewhere(sentence: str, texts: Sequence[str]) -> bool:
    label, colon, value = sentence.partition(":")
    is_figure = bool(colon) and len(label.split()) <= 3 and len(value.split()) <= 3 and any(map(str.isdigit, value))
    words = content_words(sentence)
    return is_figure or any(len(words & content_words(text)) >= _TOLD * len(words) for text in texts if words)


def _title(material: Material) -> tuple[Sentence, ...]:
    """The title, where it is a sentence, or the clause of an early entry that says more of the same."""
    told = in_past(material.case.title)
    if not told:
        return ()
    found = [(told, Evidence(_TITLE, material.case.title))]
    for read in material.events[:3]:
        found += [
            (longer, Evidence(read.event.place, read.event.text))
            for clause in clauses(read.event.text)
            if (longer := in_past(clause)).casefold().startswith(f"{told.casefold()} ")
        ]
    text, evidence = found[-1]
    return (Sentence(f"{began(text)}.", (evidence,)),)


# When it began, how it was noticed


def _begin(material: Material, stated: str, *, is_told: bool) -> Iterator[Sentence]:
    """`At 14:15, the pool was full. Monitoring detected it at 14:20, and Jane Smith declared it at 14:23.`"""
    told, first = _first_told(material, is_told=is_told)
    started = material.moment(MomentKey.STARTED)
    is_left_out = told or _is_stated(started, stated) or is_only_trigger(material, started)
    known = [] if started.at is None or is_left_out else [started]
    if told:
        yield Sentence(told, first.evidence)
    words = [f"it began {at(material, started)}" for _ in known]
    for key, tell in ((MomentKey.DETECTED, _detected), (MomentKey.DECLARED, _declared)):
        moment = material.moment(key)
        if moment.at and not _is_stated(moment, stated) and not (told and moment is first):
            words.append(tell(material, moment))
            known.append(moment)
    if known:
        yield Sentence(f"{began(_joined(words))}.", tuple(one for moment in known for one in moment.evidence))


def _joined(words: Sequence[str]) -> str:
    """`it began at 14:15 and was detected at 14:20`, `it began at 14:15; Ana reported it at 14:20`"""
    if all(clause.startswith(_IT) for clause in words):
        return f"{_IT}{listed([clause.removeprefix(_IT) for clause in words])}"
    first, *others = words
    return f"{first}; {', and '.join(others)}" if first.startswith(_IT) else ", and ".join(words)


def _first_told(material: Material, *, is_told: bool) -> tuple[str, Moment]:
    """What an entry says with which it began, or else with which it was detected; a brief review has no timeline."""
    for key in (MomentKey.STARTED, MomentKey.DETECTED):
        moment = material.moment(key)
        if moment.at:
            return _entry_told(material, moment, is_told=is_told), moment
    return "", material.moment(MomentKey.STARTED)


def _entry_told(material: Material, moment: Moment, *, is_told: bool) -> str:
    event = _event(material, moment)
    told = in_past(event.text) if event else ""
    if told and material.template == BRIEF and material.when(moment.at) in told:
        return f"{began(told)}."
    return f"{began(at(material, moment))}, {continued(told)}." if told and not is_told else ""


def _detected(material: Material, moment: Moment) -> str:
    event, started = _event(material, moment), material.moment(MomentKey.STARTED)
    is_told = started.at is not None and not is_only_trigger(material, started)
    is_same = is_told and material.when(started.at) == material.when(moment.at)
    when = "in the same minute" if is_same else at(material, moment)
    if event is None or not event.actor or _was_logged(event):
        return f"it was detected {when}{_method(material)}"
    verb = "detected" if voice_of(event.actor, event.source) in _PROGRAMS else "reported"
    return f"{event.actor} {verb} it {when}"


def _was_logged(event: Event) -> bool:
    """Returns whether somebody typed it as a detection: who logs an alert has not reported it."""
    return event.source == EntrySource.COMMAND


def _method(material: Material) -> str:
    """` by automated monitoring`, from a field."""
    method = next((one.text for one in material.case.detection if "method" in one.category.casefold()), "")
    words = method.replace("_", " ").strip()
    return f" by {continued(words)}" if words and len(words.split()) <= 4 and not words.startswith("by ") else ""


def _declared(material: Material, moment: Moment) -> str:
    told = (read.event for read in material.events if _is_declaration(read.event) and read.event.at == moment.at)
    event = next(told, None)
    if event and event.actor and voice_of(event.actor, event.source) not in _PROGRAMS:
        return f"{event.actor} declared it {at(material, moment)}"
    return f"it was declared {at(material, moment)}"


def _is_declaration(event: Event) -> bool:
    return event.kind is EntryKind.DECLARATION or (event.kind is None and states_declaration(event.text))


def _event(material: Material, moment: Moment) -> Event | None:
    places = {one.place for one in moment.evidence}
    return next((read.event for read in material.events if read.event.place in places and read.event.text), None)


def _is_stated(moment: Moment, stated: str) -> bool:
    return moment.at is not None and f"{moment.at:%H:%M}" in stated


# What was done


def _done(material: Material, stated: str) -> Iterator[Sentence]:
    if short_term(material.case):
        yield from _as_recorded(_fixes(material, stated))
        return
    if not stated and not material.case.causes:
        yield from _finding(material)
    yield from _deeds(material)


def fixes_told(material: Material) -> tuple[Claim, ...]:
    return _fixes(material, " ".join(one.text for one in _description(material)))


def _fixes(material: Material, stated: str) -> tuple[Claim, ...]:
    """The recorded fixes, in order, as many as are short; what was looked at, and what the description tells, is not
    told again."""
    if _is_stated(material.moment(MomentKey.RESOLVED), stated):
        return ()
    told = [stated, *(read.event.text for read in material.events if read.phase is not EntryKind.MITIGATION)]
    kept: list[Claim] = []
    for fix in (one for one in each_once(short_term(material.case)) if not is_talk(one.text)):
        words = content_words(_ASIDE.sub("", fix.text))
        is_told = any(len(words & content_words(text)) >= _TOLD * len(words) for text in told if text and words)
        if not is_told and (not kept or sum(len(one.text.split()) for one in (*kept, fix)) <= _MOST_WORDS):
            kept.append(fix)
    return tuple(kept)


def _as_recorded(fixes: Sequence[Claim]) -> Iterator[Sentence]:
    """`The team raised the pool to 50, then rolled back to 4.6.` What is not told as done is no deed of anybody."""
    done = [fix for fix in fixes if begins_with_deed(fix.text)]
    others = [fix for fix in fixes if fix not in done]
    if done:
        yield Sentence(f"The team {', then '.join(map(_fix, done))}.", tuple(fix.evidence for fix in done), quoted=True)
    if others:
        lead = "Also recorded as a fix" if done else "What fixed it"
        told = "; ".join(map(_fix, others))
        yield Sentence(f"{lead}: {told}.", tuple(fix.evidence for fix in others), quoted=True)


def _fix(fix: Claim) -> str:
    return within(fix.text.strip().rstrip("."))


def _finding(material: Material) -> Iterator[Sentence]:
    """The last finding that somebody logged, where no cause is recorded and little else is."""
    if len(material.events) > _FEW:
        return
    found = [
        (read.event, told)
        for read in material.events
        if read.event.at and read.event.actor and not _is_declaration(read.event) and not read.event.bookkeeping
        if voice_of(read.event.actor, read.event.source) in (Voice.RESPONDER, Voice.LEAD) and finds(read.event.text)
        if (told := in_past(read.event.text))
    ]
    for event, told in found[-1:]:
        text = f"{event.actor} reported {material.at_clock(event.at)} that {continued(told)}."
        yield Sentence(began(text), (Evidence(event.place, event.text),))


def _deeds(material: Material) -> Iterator[Sentence]:
    noticed = material.reached(MomentKey.DETECTED) or material.reached(MomentKey.DECLARED)
    since = [event for event in deeds(material) if noticed is None or (event.at and event.at >= noticed)]
    found = [(event, told) for event in since if (told := deed(event))]
    for event, told in found[-_MOST_DEEDS:]:
        yield Sentence(f"{began(told)} {material.at_clock(event.at)}.", (Evidence(event.place, event.text),))


# How it ended


def _end(material: Material, stated: str) -> Iterator[Sentence]:
    """`It worked again at 15:30 and was resolved at 16:45.`"""
    found, resolved = recovery(material), material.moment(MomentKey.RESOLVED)
    mitigated = None if found is None or found.is_range else material.moment(MomentKey.MITIGATED)
    told = [
        (words, moment)
        for words, moment in (("worked again", mitigated), ("was resolved", resolved))
        if moment and moment.at and not _is_stated(moment, stated)
    ]
    if told:
        text = " and ".join(f"{words} {at(material, moment)}" for words, moment in told)
        if len({moment.at for _, moment in told}) < len(told):
            surest = min((moment for _, moment in told), key=lambda moment: moment.estimated)
            text = f"{' and '.join(words for words, _ in told)} {at(material, surest)}"
        missing = "" if mitigated or material.open else "; when it worked again is not logged"
        yield Sentence(f"It {text}{missing}.", tuple(one for _, moment in told for one in moment.evidence))
    if material.open and material.case.status:
        status = material.case.status
        yield Sentence(f"It is not resolved yet; its status is {status}.", (Evidence("status", status),))
