"""The figures: how long each step took beside its target, who was informed in time, the longest gap between updates.

A verdict needs two recorded ends. With an estimated end it is marked, with an unknown one there is none, and the table
says what is not logged. Only typed communications of our own count as informing somebody.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Final

from bot.analysis.model import Case, Chronicle, Evidence, Gap, Told
from bot.config.policy import Deadline
from bot.metrics.durations import Duration, DurationKey
from bot.metrics.key_moments import MomentKey
from bot.review.document.material import Material, gap_evidence, span_evidence
from bot.review.document.parts import Mark, Part, Sentence, Table
from bot.review.document.prose import began, short
from bot.review.document.stated import stated_lengths
from bot.time_format import minutes_shown
from templates.metrics.wording import MOMENT_NAMES, if_estimated

_SHOWN: Final = (
    DurationKey.DETECT,
    DurationKey.ACKNOWLEDGE,
    DurationKey.DECLARE,
    DurationKey.MITIGATE,
    DurationKey.RESOLVE,
)
_NAMES: Final[Mapping[DurationKey, str]] = {
    DurationKey.DETECT: "Detect",
    DurationKey.ACKNOWLEDGE: "Acknowledge",
    DurationKey.DECLARE: "Declare",
    DurationKey.MITIGATE: "Mitigate",
    DurationKey.RESOLVE: "Resolve",
}
_UNLOGGED: Final[Mapping[MomentKey, str]] = {
    MomentKey.STARTED: "the start",
    MomentKey.DETECTED: "the detection",
    MomentKey.ACKNOWLEDGED: "the first response",
    MomentKey.DECLARED: "the declaration",
    MomentKey.MITIGATED: "the mitigation",
    MomentKey.RESOLVED: "the resolution",
}
# Whom a policy wants informed, and the typed channels and audiences that are them
_REACHED: Final[Mapping[str, frozenset[str]]] = {
    "status page": frozenset({"status page", "statuspage"}),
    "executives": frozenset({"executive", "executives", "slack exec", "exec", "leadership"}),
    "customers": frozenset({"status page", "statuspage", "customer", "customers", "external", "public"}),
}


def figures(material: Material) -> tuple[Part, ...]:
    rows = (*_spans(material), *_duties(material), *_longest_gap(material))
    if not any(row[1].text != _UNKNOWN for row in rows):
        return ()
    parts: list[Part] = [Table(("Measure", "Time", "Target", "Result"), rows, right=(1, 2))]
    return (*parts, *stated_lengths(material))


_UNKNOWN: Final = "unknown"
_Row = tuple[Sentence, ...]


def _spans(material: Material) -> Iterator[_Row]:
    for key in _SHOWN:
        span = material.span(key)
        if span and (span.minutes is not None or span.target is not None):
            yield _span(material, span)


def _span(material: Material, span: Duration) -> _Row:
    name, target = Sentence(_NAMES[span.key]), Sentence(f"{short(span.target)}" if span.target else "–")
    if span.minutes is None:
        return name, Sentence(_UNKNOWN), target, Sentence(_why_unknown(material, span), mark=Mark.UNKNOWN)
    took = Sentence(if_estimated(short(span.minutes), span.estimated), span_evidence(material, span))
    return name, took, target, _verdict(span.minutes, span.target, estimated=span.estimated)


def _why_unknown(material: Material, span: Duration) -> str:
    """Says which end is missing; both known means that they contradict each other."""
    missing = [_UNLOGGED[key] for key in (span.start, span.end) if material.moment(key).at is None]
    if not missing:
        return f"no verdict: {MOMENT_NAMES[span.end].lower()} before {MOMENT_NAMES[span.start].lower()}"
    if span.end is MomentKey.RESOLVED and material.open and len(missing) == 1:
        return "not resolved yet"
    return f"no verdict: {' and '.join(missing)} {'are' if len(missing) > 1 else 'is'} not logged"


def _verdict(took: int, target: int | None, *, estimated: bool) -> Sentence:
    if not target:
        return Sentence("–")
    beside = ", estimated" if estimated else ""
    if took <= target:
        return Sentence(f"met{beside}", mark=Mark.MET)
    return Sentence(f"{short(took - target)} over{beside}", mark=Mark.OVER)


def _duties(material: Material) -> Iterator[_Row]:
    """Yields whom the severity wants informed and a typed communication reached; silence of the log is no verdict."""
    declared = material.moment(MomentKey.DECLARED)
    for duty in material.level.notify_within_minutes:
        first = first_told(material, duty)
        if first is None or first.at is None or declared.at is None or first.at < declared.at:
            continue
        took = minutes_shown(declared.at, first.at)
        when = Sentence(
            if_estimated(short(took), declared.estimated), (*declared.evidence, *_of(first)), mark=Mark.NONE
        )
        verdict = _verdict(took, duty.within_minutes, estimated=declared.estimated)
        yield Sentence(f"{began(duty.what)} informed"), when, Sentence(short(duty.within_minutes)), verdict


def _of(told: Told) -> tuple[Evidence, ...]:
    return (Evidence(told.evidence.place),) if told.evidence.place else ()


def first_told(material: Material, duty: Deadline) -> Told | None:
    """Returns the first communication of our own on a channel or to an audience of that name."""
    names = _REACHED.get(duty.what, frozenset({duty.what.casefold()}))
    found = [one for one in material.case.told if one.at and names & {_folded(one.channel), _folded(one.audience)}]
    return min(found, key=_time, default=None)


def _folded(name: str) -> str:
    return name.replace("_", " ").replace("-", " ").strip("# ").casefold()


def _time(told: Told) -> datetime:
    assert told.at is not None
    return told.at


def _longest_gap(material: Material) -> Iterator[_Row]:
    longest = longest_gap(material.case, material.chronicle)
    if longest is None:
        return
    took, limit = round(longest.minutes), longest.limit
    over = _verdict(took, limit, estimated=False)
    evidence = gap_evidence(material, longest)
    yield Sentence("Longest gap between updates"), Sentence(short(took), evidence), Sentence(short(limit)), over


def longest_gap(case: Case, chronicle: Chronicle) -> Gap | None:
    """Returns the longest gap between updates that is over the cadence; None where no update is recorded."""
    gaps = [gap for gap in chronicle.gaps if gap.kind == "communication"]
    return max(gaps, key=lambda gap: gap.minutes, default=None) if case.told else None
