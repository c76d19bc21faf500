"""The figures: how long each step took beside its target, who was informed in time, the longest gap between updates.

A verdict needs two recorded ends. With an estimated end it is marked, and between two moments it must hold at both;
with an unknown end there is none, and the table says what is not logged. Only typed communications of our own count as
informing somebody. A brief review tells its figures in words, in one line.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Final

from bot.analysis.model import Case, Chronicle, Evidence, Gap, Told
from bot.config.policy import Deadline
from bot.metrics.durations import Duration, DurationKey
from bot.metrics.key_moments import MomentKey
from bot.review.document.material import Material, gap_evidence, span_evidence
from bot.review.document.page_one.recovery import recovery
from bot.review.document.parts import Mark, Part, Sentence, Table
from bot.review.document.prose import IN_MINUTES, began, short, within
from bot.review.document.templates import BRIEF
from bot.time_format import minutes_shown
from templates.metrics.wording import MOMENT_NAMES, if_estimated

_NONE: Final = "–"
_ESTIMATED: Final = ", estimated"
_NAMES: Final[Mapping[DurationKey, str]] = {
    DurationKey.DETECT: "Detect",
    DurationKey.ACKNOWLEDGE: "Acknowledge",
    DurationKey.DECLARE: "Declare",
    DurationKey.MITIGATE: "Mitigate",
    DurationKey.RESOLVE: "Resolve",
}
_DONE: Final[Mapping[DurationKey, str]] = {
    DurationKey.DETECT: "detected in",
    DurationKey.ACKNOWLEDGE: "acknowledged in",
    DurationKey.DECLARE: "declared in",
    DurationKey.MITIGATE: "mitigated in",
    DurationKey.RESOLVE: "resolved in",
}
_UNLOGGED: Final[Mapping[MomentKey, str]] = {
    MomentKey.STARTED: "start",
    MomentKey.DETECTED: "detection",
    MomentKey.ACKNOWLEDGED: "first response",
    MomentKey.DECLARED: "declaration",
    MomentKey.MITIGATED: "mitigation",
    MomentKey.RESOLVED: "resolution",
}
# Whom a policy wants informed, the typed channels and audiences that are them, and how the row is called
_REACHED: Final[Mapping[str, tuple[frozenset[str], str]]] = {
    "status page": (frozenset({"status page", "statuspage"}), "First status page update"),
    "executives": (
        frozenset({"executive", "executives", "slack exec", "exec", "leadership"}),
        "Executives informed",
    ),
    "customers": (frozenset({"customer", "customers", "external", "public"}), "Customers informed"),
}
_UNKNOWN: Final = "unknown"
_Row = tuple[Sentence, ...]


def figures(material: Material) -> tuple[Part, ...]:
    rows = (*_spans(material), *_duties(material), *_longest_gap(material))
    is_shown = material.contradictions and material.template != BRIEF
    if not is_shown and all(row[1].text == _UNKNOWN for row in rows):
        return ()
    return (Table(("Measure", "Time", "Target", "Result"), _in_words(material, rows), right=(1, 2)),)


def _in_words(material: Material, rows: tuple[_Row, ...]) -> tuple[_Row, ...]:
    """One line for a brief review: `Detected in 70 min (10 min over target) · declared in 15 min (target met)`."""
    if material.template != BRIEF:
        return rows
    known = [row for row in rows if row[1].text != _UNKNOWN and (row[2].text != _NONE or row[0].text not in _SPANS)]
    return tuple(_row_in_words(row, first=place == 0) for place, row in enumerate(known))


def _row_in_words(row: _Row, *, first: bool) -> _Row:
    name, took, target, result = row
    words = _SPANS.get(name.text) or within(name.text) + ("" if name.text == _GAP else " in")
    beside = {Mark.MET: "target met", Mark.OVER: f"{result.text.removesuffix(_ESTIMATED)} target"}
    text = beside.get(result.mark, result.text if result.mark is Mark.UNKNOWN else _NONE)
    return Sentence(began(words) if first else words), Sentence(took.text), target, Sentence(text, mark=result.mark)


_GAP: Final = "Longest gap between updates"
_SPANS: Final = {_NAMES[key]: words for key, words in _DONE.items()}


def _spans(material: Material) -> Iterator[_Row]:
    for key in _NAMES:
        span = material.span(key)
        if span is None or (span.minutes is None and span.target is None):
            continue
        if why := _contradiction(material, span):
            yield Sentence(_NAMES[key]), Sentence(_UNKNOWN), _target(span), _no_verdict(why)
        elif key is DurationKey.MITIGATE and (row := _range(material, span)):
            yield row
        elif span.minutes is not None or span.start is MomentKey.STARTED or material.reached(span.start):
            yield _span(material, span)
        elif key is DurationKey.RESOLVE:
            yield _since_declaration(material, span)


def _contradiction(material: Material, span: Duration) -> str:
    """No length counts from or to a time that another one contradicts; the end is named first."""
    found = [pair for end in (span.end, span.start) for pair in material.contradictions if end in pair]
    return next((_inverted(*pair) for pair in found), "")


def _inverted(first: MomentKey, second: MomentKey) -> str:
    return f"no verdict: {MOMENT_NAMES[second].lower()} before {MOMENT_NAMES[first].lower()}"


def _span(material: Material, span: Duration) -> _Row:
    name, target = Sentence(_NAMES[span.key]), _target(span)
    if span.minutes is None:
        return name, Sentence(_UNKNOWN), target, _no_verdict(_why_unknown(material, span))
    took = Sentence(if_estimated(short(span.minutes), span.estimated), span_evidence(material, span))
    return name, took, target, _verdict(span.minutes, span.target, estimated=span.estimated)


def _since_declaration(material: Material, span: Duration) -> _Row:
    """Without a detection, the time since the declaration is shown, which no target is for."""
    begun, ended = material.moment(MomentKey.DECLARED), material.moment(span.end)
    if begun.at is None or ended.at is None or ended.at < begun.at:
        return _span(material, span)
    took = if_estimated(short(minutes_shown(begun.at, ended.at)), begun.estimated or ended.estimated)
    evidence = (*begun.evidence, *ended.evidence)
    row = (Sentence(_NAMES[span.key]), Sentence(f"{took} after declaration", evidence), _target(span))
    return (*row, _no_verdict(_why_unknown(material, span)))


def _range(material: Material, span: Duration) -> _Row | None:
    """No recovery was logged: between the last thing done and the resolution, from the detection or declaration on."""
    found = recovery(material)
    detected, declared = material.moment(MomentKey.DETECTED), material.moment(MomentKey.DECLARED)
    since = detected if detected.at else declared
    if found is None or not found.is_range or since.at is None or found.latest < since.at:
        return None
    most = minutes_shown(since.at, found.latest)
    least = minutes_shown(since.at, found.earliest) if found.earliest and found.earliest >= since.at else 0
    took = f"≈ {_between(least, most)}" if least else f"up to {short(most)}"
    told = took if detected.at else f"{took} after declaration"
    evidence = (*since.evidence, *material.moment(MomentKey.RESOLVED).evidence)
    verdict = _no_verdict("no verdict: no recovery was logged")
    if span.target and detected.at and (most <= span.target or least > span.target):
        verdict = _verdict_of_range(least, most, span.target)
    return Sentence(_NAMES[span.key]), Sentence(told, evidence), _target(span), verdict


def _verdict_of_range(least: int, most: int, target: int) -> Sentence:
    """What is so wherever between the two it was."""
    if most <= target:
        return Sentence("met either way", mark=Mark.MET)
    return Sentence(f"at least {short(least - target)} over", mark=Mark.OVER)


def _between(least: int, most: int) -> str:
    """`29 to 58 min`"""
    one, other = short(least), short(most)
    return f"{one.removesuffix(' min')} to {other}" if most <= IN_MINUTES else f"{one} to {other}"


def _target(span: Duration) -> Sentence:
    return Sentence(short(span.target) if span.target else _NONE)


def _no_verdict(why: str) -> Sentence:
    return Sentence(why, mark=Mark.UNKNOWN)


def _why_unknown(material: Material, span: Duration) -> str:
    """Says which end is missing; both known means that they contradict each other."""
    missing = [_UNLOGGED[key] for key in (span.start, span.end) if material.moment(key).at is None]
    if not missing:
        return _inverted(span.start, span.end)
    if span.end is MomentKey.RESOLVED and material.open and len(missing) == 1:
        return "not resolved yet"
    if len(missing) > 1:
        return f"no verdict: neither {missing[0]} nor {missing[1]} is logged"
    return f"no verdict: the {missing[0]} is not logged"


def _verdict(took: int, target: int | None, *, estimated: bool) -> Sentence:
    if not target:
        return Sentence(_NONE)
    beside = _ESTIMATED if estimated else ""
    if took <= target:
        return Sentence(f"met{beside}", mark=Mark.MET)
    return Sentence(f"{short(took - target)} over{beside}", mark=Mark.OVER)


def _duties(material: Material) -> Iterator[_Row]:
    """Yields whom the severity wants informed and a typed communication reached; silence of the log is no verdict."""
    declared = material.moment(MomentKey.DECLARED)
    told: list[Told] = []
    for duty in material.level.notify_within_minutes:
        first = first_told(material, duty)
        if first is None or first in told or first.at is None or declared.at is None or first.at < declared.at:
            continue
        told.append(first)  # customers who read the status page were informed by it, which is said once
        took = minutes_shown(declared.at, first.at)
        when = Sentence(if_estimated(short(took), declared.estimated), (*declared.evidence, *_of(first)))
        verdict = _verdict(took, duty.within_minutes, estimated=declared.estimated)
        _, name = _REACHED.get(duty.what, (frozenset(), f"{began(duty.what)} informed"))
        yield Sentence(name), when, Sentence(short(duty.within_minutes)), verdict


def _of(told: Told) -> tuple[Evidence, ...]:
    return (Evidence(told.evidence.place),) if told.evidence.place else ()


def first_told(material: Material, duty: Deadline) -> Told | None:
    """Returns the first communication of our own on a channel or to an audience of that name; customers have read the
    status page, too."""
    names, _ = _REACHED.get(duty.what, (frozenset({duty.what.casefold()}), ""))
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
    yield Sentence(_GAP), Sentence(short(took), evidence), Sentence(short(limit)), over


def longest_gap(case: Case, chronicle: Chronicle) -> Gap | None:
    """Returns the longest gap between updates that is over the cadence; None where no update is recorded."""
    gaps = [gap for gap in chronicle.gaps if gap.kind == "communication"]
    return max(gaps, key=lambda gap: gap.minutes, default=None) if case.told else None
