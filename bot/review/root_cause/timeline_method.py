"""Timeline analysis: four parts of a response measured, decisions with what was known then, delays, missed chances."""

from collections.abc import Iterator
from itertools import islice
from typing import Final

from bot.analysis.model import Evidence, Gap, ReadEvent
from bot.metrics.durations import Duration
from bot.review.document.material import OPERATIONS, Material, event_evidence, gap_evidence, span_evidence
from bot.review.document.sections import Items, Paragraph, Part, Questions, Sentence, Table
from bot.review.root_cause.factors import standing
from bot.time_format import minutes, minutes_shown
from bot.timeline.kinds import EntryKind
from templates.metrics.wording import if_estimated

MOST = 12  # of a list: beyond that nobody reads it

# name, measures, kinds of gap, phases whose events count
_AREAS: Final = (
    ("Detection", ("detect", "acknowledge"), (), (EntryKind.TRIGGER, EntryKind.DETECTION)),
    (
        "Response",
        ("declare", "mitigate"),
        ("events", "phases"),
        (EntryKind.DECLARATION, EntryKind.TRIAGE, EntryKind.INVESTIGATION, EntryKind.ESCALATION, EntryKind.MITIGATION),
    ),
    ("Communication", (), ("communication",), (EntryKind.COMMUNICATION,)),
    ("Resolution", ("resolve",), (), (EntryKind.MONITORING, EntryKind.RESOLUTION)),
)
_LEARNED: Final = frozenset({EntryKind.INVESTIGATION, EntryKind.TRIAGE, EntryKind.DETECTION, EntryKind.TRIGGER})


def timeline_parts(material: Material) -> tuple[Part, ...]:
    if not any(read.event.at for read in material.events):
        question = material.ask(
            "timeline/times",
            OPERATIONS,
            "When did what happen? No event has a time.",
            "/incident log HH:MM <what happened>",
            "events",
        )
        measured = any(span.minutes is not None for span in material.chronicle.spans)
        return (*((_areas(material),) if measured else ()), Questions((question,)))
    lists = (
        (tuple(islice(_decisions(material), MOST)), "Decisions, with what was known then"),
        (tuple(islice(_delays(material), MOST)), "Delays"),
        (tuple(islice(_chances(material), MOST)), "Missed detection opportunities"),
    )
    found = tuple(Items(items, title) for items, title in lists if items)
    return (_areas(material), *(found or (_smooth(material),)))


def _smooth(material: Material) -> Paragraph:
    text = "Neither a gap longer than its limit nor a decision stands on the timeline."
    return Paragraph((Sentence(text, (Evidence(f"{len(material.events)} events"),)),))


def _areas(material: Material) -> Table:
    rows = []
    for name, measures, gaps, phases in _AREAS:
        measured = [span for key in measures if (span := material.span(key)) and span.minutes is not None]
        said = "; ".join(map(_took, measured))
        silent = [gap for gap in material.chronicle.gaps if gap.kind in gaps]
        rows.append((name, said or "–", str(len(material.of_phase(*phases))), str(len(silent)) if gaps else "–"))
    return Table(("Part", "Took", "Events", "Gaps"), tuple(rows), right=(2, 3))


def _took(span: Duration) -> str:
    target = f", target {span.target} min" if span.target is not None else ""
    return f"{span.name} {if_estimated(minutes(span.minutes or 0), span.estimated)}{target}"


def _decisions(material: Material) -> Iterator[Sentence]:
    known: ReadEvent | None = None
    for read in material.events:
        if read.decision:
            yield _decision(material, read, known)
        if read.phase in _LEARNED:
            known = read


def _decision(material: Material, read: ReadEvent, known: ReadEvent | None) -> Sentence:
    at = f"{material.utc(read.event.at)}: " if read.event.at else ""
    text = f"{at}{read.event.text}"
    if known is None:
        return Sentence(text, (event_evidence(read),), "nothing was on the timeline before it")
    before = f" at {material.when(known.event.at)}" if known.event.at else ""
    return Sentence(text, (event_evidence(read), event_evidence(known)), f"last known{before}: {known.event.text}")


def _delays(material: Material) -> Iterator[Sentence]:
    for span in material.chronicle.spans:
        if span.met is False and span.minutes is not None and span.target is not None:
            took, over = if_estimated(minutes(span.minutes), span.estimated), span.minutes - span.target
            text = f"{span.name}: {took}, {minutes(over)} over target ({span.target} min)."
            yield Sentence(text, span_evidence(material, span))
    for gap in material.chronicle.gaps:
        yield Sentence(gap_said(material, gap), gap_evidence(material, gap))


def gap_said(material: Material, gap: Gap) -> str:
    why = gap.why.rstrip(".")
    return f"{material.when(gap.start)} to {material.utc(gap.end)}, {minutes(round(gap.minutes))}: {why}."


def _chances(material: Material) -> Iterator[Sentence]:
    detected = material.reached("detected_at")
    for read in material.triggers:
        if detected and read.event.at and read.event.at < detected:
            before = minutes(minutes_shown(read.event.at, detected))
            text = f"{before} before the detection, at {material.utc(read.event.at)}: {read.event.text}"
            yield Sentence(text, (event_evidence(read),))
    for read in material.of_phase(EntryKind.MITIGATION, EntryKind.INVESTIGATION):
        if standing(read.event.text) == "failed" and "partial" in read.event.text.casefold():
            yield Sentence(f"A step helped only in part: {read.event.text}", (event_evidence(read),))
