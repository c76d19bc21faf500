"""The sections on how it went: timeline, detection and its quality, response, what helped and what hindered."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final

from bot.analysis.model import Evidence, ReadEvent
from bot.metrics.durations import Duration
from bot.review.document.completeness import question
from bot.review.document.facts import facts_of, label, said
from bot.review.document.material import OPERATIONS, Material, as_sentences, event_evidence, gap_evidence, span_evidence
from bot.review.document.sections import (
    Course,
    Fact,
    Facts,
    Happening,
    Items,
    Paragraph,
    Part,
    Questions,
    Sentence,
    Stage,
    Table,
)
from bot.review.root_cause.factors import standing
from bot.review.root_cause.timeline_method import gap_said
from bot.time_format import minutes
from bot.timeline.kinds import EntryKind
from templates.metrics.wording import if_estimated, verdict

MOST_STEPS: Final = 20  # of the response; the timeline has them all


def timeline(material: Material) -> tuple[Part, ...]:
    if not material.chronicle.events:
        return (Questions((question(material, "timeline"),)),)
    parts: list[Part] = [Course(tuple(_stages(material)))]
    if gaps := tuple(_gaps(material)):
        parts.append(Items(gaps, "Gaps"))
    return tuple(parts)


def _stages(material: Material) -> Iterator[Stage]:
    """The phases as they are drawn, then what lies in none of them: events without a time."""
    ours = material.case.number > 0
    waiting = {read.event.number: read for read in material.chronicle.events}
    for band in material.chronicle.bands:
        lines = [waiting.pop(number) for number in band.events if number in waiting]
        if lines:
            happened = tuple(happening(read, ours) for read in sorted(lines, key=_moment))
            yield Stage(band.name, band.phase.value, band.start, band.end, round(band.minutes), happened)
    if waiting:
        rest = sorted(waiting.values(), key=_moment)
        timed = any(read.event.at for read in rest)
        name = "Outside the phases" if timed else "Without a time"
        yield Stage(name, "", None, None, None, tuple(happening(read, ours) for read in rest))


def _moment(read: ReadEvent) -> tuple[float, int]:
    return (read.event.at.timestamp() if read.event.at else float("inf"), read.event.number)


_BY_HAND: Final = frozenset({"reaction", "shortcut", "command"})  # how people put it on the bot's own timeline


def happening(read: ReadEvent, of_ours: bool) -> Happening:
    """`of_ours`: from the bot's own record, whose sources are ways of logging."""
    event = read.event
    details = tuple(Fact(label(key), said(value, key)) for key, value in event.extra.items() if value not in (None, ""))
    source = "" if of_ours and event.source in _BY_HAND else event.source
    beside = [("Source", source), ("Severity", event.severity), ("Status", event.status)]
    details = (*(Fact(name, value) for name, value in beside if value), *details)
    notes = (f"repeats event {read.duplicate_of}",) if read.duplicate_of else ()
    text = event.text or "Its text is not known yet."
    return Happening(event.number, event.at, read.phase.value, text, event.actor, event.link, details, notes)


def _gaps(material: Material) -> Iterator[Sentence]:
    """Those of the response; what people were not told stands with the communication."""
    for gap in material.chronicle.gaps:
        if gap.kind == "communication":
            continue
        yield Sentence(gap_said(material, gap), gap_evidence(material, gap))


def narrative(material: Material) -> tuple[Part, ...]:
    """The timeline told in a paragraph."""
    told = material.chronicle.narrative
    numbers = [read.event.number for read in material.events]
    if not told or not numbers:
        return ()
    everything = Evidence(f"events {min(numbers)} to {max(numbers)}" if len(numbers) > 1 else f"event {numbers[0]}")
    return (Paragraph(tuple(_told(text, everything) for text in told)),)


_RESTS_ON: Final = re.compile(r"\s*\((events? \d+)\)")


def _told(text: str, everything: Evidence) -> Sentence:
    """A sentence of the narrative names its events in brackets; they become its evidence."""
    named = tuple(Evidence(place) for place in _RESTS_ON.findall(text))
    return Sentence(_RESTS_ON.sub("", text), named or (everything,))


def detection(material: Material) -> tuple[Part, ...]:
    parts: list[Part] = []
    how = as_sentences(material, material.case.detection)
    events = tuple(_seen(material, read) for read in islice(material.of_phase(EntryKind.DETECTION), 5))
    if how:
        called = (claim.category for claim in material.case.detection)
        parts.append(Items(tuple(map(_called, how, called)), "How"))
    if events:
        parts.append(Items(events, "First signs" if how else "How"))
    if facts := facts_of(material.case, "detection"):
        parts.append(Facts(facts))
    if not parts:
        parts.append(Questions((question(material, "detection"),), "How"))
    return (*parts, *_quality(material))


def _called(sentence: Sentence, category: str) -> Sentence:
    words = sentence.text.replace("_", " ") if " " not in sentence.text else sentence.text
    text = f"{category[:1].upper()}{category[1:]}: {words}" if category else words
    return Sentence(text, sentence.evidence, sentence.note)


def _seen(material: Material, read: ReadEvent) -> Sentence:
    at = f"{material.utc(read.event.at)}: " if read.event.at else ""
    return Sentence(f"{at}{read.event.text}", (event_evidence(read),), read.event.actor)


def _quality(material: Material) -> Iterator[Part]:
    found = tuple(_measured(material, ("detect", "acknowledge"))) + tuple(_before(material))
    if found:
        yield Items(found, "Quality")
    else:
        yield Questions((question(material, "times/detected"),), "Quality")


def _measured(material: Material, keys: tuple[str, ...]) -> Iterator[Sentence]:
    for key in keys:
        span = material.span(key)
        if span and span.minutes is not None:
            yield Sentence(span_said(span), span_evidence(material, span))


def span_said(span: Duration) -> str:
    """`Time to detect (start to detection): 5 min, met target (10 min).`"""
    took = if_estimated(minutes(span.minutes or 0), span.estimated)
    if span.target is None or span.met is None:
        return f"{span.name} ({span.definition}): {took}."
    against = verdict_on(span, f"{span.target} min")
    return f"{span.name} ({span.definition}): {took}, {against}."


def verdict_on(span: Duration, target: str = "") -> str:
    over = (span.minutes or 0) - (span.target or 0)
    return verdict(bool(span.met), f"{over} min", span.estimated, target)


def _before(material: Material) -> Iterator[Sentence]:
    """Signs on the timeline that were there before anyone noticed."""
    detected = material.reached("detected_at")
    signs = [read for read in material.triggers if detected and read.event.at and read.event.at < detected]
    if signs:
        places = tuple(event_evidence(read) for read in signs[:5])
        count = "One sign" if len(signs) == 1 else f"{len(signs)} signs"
        yield Sentence(
            f"{count} stood on the timeline before the detection; an alert on it would have come sooner.", places
        )


def response(material: Material) -> tuple[Part, ...]:
    lead = (
        (Fact("Incident commander", material.case.commander, (Evidence("commander"),)),)
        if material.case.commander
        else ()
    )
    facts = (*lead, *facts_of(material.case, "response"))
    steps = material.of_phase(
        EntryKind.DECLARATION, EntryKind.TRIAGE, EntryKind.INVESTIGATION, EntryKind.ESCALATION, EntryKind.MITIGATION
    )
    parts: list[Part] = []
    if facts:
        parts.append(Facts(facts))
    if steps:
        listed = tuple(_seen(material, read) for read in steps[:MOST_STEPS])
        more = f", the first {MOST_STEPS} of {len(steps)}" if len(steps) > MOST_STEPS else ""
        parts.append(Items(listed, f"Steps{more}", ordered=True))
    elif material.case.fixes:
        parts.append(Items(as_sentences(material, material.case.fixes), "Steps", ordered=True))
    else:
        asked = material.ask(
            "response/steps",
            OPERATIONS,
            "What was done, in which order, and by whom? No step of the response is on the timeline.",
            "/incident log HH:MM mitigation: <what was done>",
            "events",
        )
        parts.append(Questions((asked,), "Steps"))
    if commands := as_sentences(material, material.case.commands):
        parts.append(Items(commands, "Commands run", ordered=True))
    if shares := tuple(_shares(material)):
        parts.append(Table(("Who", "Events", "Phases", "From", "To"), shares, "Participation", right=(1,)))
    return tuple(parts)


def _shares(material: Material) -> Iterator[tuple[str, ...]]:
    for share in islice(material.chronicle.shares, MOST_STEPS):
        if share.actor:
            yield (
                share.actor,
                str(share.events),
                ", ".join(share.phases) or "–",
                material.when(share.first),
                material.when(share.last),
            )


def helped(material: Material) -> tuple[Part, ...]:
    """Recorded first, then lessons that say so, then targets that were met."""
    recorded = as_sentences(material, material.case.helped)
    lessons = (one for one in material.case.lessons if standing(one.text) == "held")
    met = (Sentence(span_said(span), span_evidence(material, span)) for span in material.chronicle.spans if span.met)
    found = (*recorded, *as_sentences(material, lessons), *met)
    return (Items(found),) if found else ()


def hindered(material: Material) -> tuple[Part, ...]:
    recorded = as_sentences(material, material.case.hindered)
    lessons = (one for one in material.case.lessons if standing(one.text) in ("missing", "failed"))
    missed = (
        Sentence(span_said(span), span_evidence(material, span))
        for span in material.chronicle.spans
        if span.met is False and span.minutes is not None
    )
    found = (*recorded, *as_sentences(material, lessons), *missed, *_longest_gap(material))
    return (Items(found),) if found else ()


def _longest_gap(material: Material) -> Iterator[Sentence]:
    gaps = material.chronicle.gaps
    if gaps:
        longest = max(gaps, key=lambda gap: gap.minutes)
        count = "One gap is" if len(gaps) == 1 else f"{len(gaps)} gaps are"
        yield Sentence(
            f"{count} longer than the limit, the longest {minutes(round(longest.minutes))}.",
            gap_evidence(material, longest),
        )
