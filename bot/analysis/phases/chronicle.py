"""Analyzes the timeline of a Case into a Chronicle, and converts a Chronicle to JSON values."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.analysis.model import Band, Case, Chronicle, Event, Gap, Moment, ReadEvent, Share
from bot.analysis.phases.bands import bands
from bot.analysis.phases.decisions import decisions
from bot.analysis.phases.duplicates import duplicates
from bot.analysis.phases.moments import inverted, moments
from bot.analysis.phases.narrative import narrative
from bot.analysis.phases.order import in_order
from bot.analysis.phases.phase_model import PhaseModel, phase_model
from bot.analysis.phases.phasing import Phased, phased
from bot.analysis.phases.quiet import gaps
from bot.config.policy import Policy
from bot.json_types import Json
from bot.metrics.durations import Duration, durations
from bot.metrics.targets import targets_of
from bot.time_format import is_dated, iso


def read_timeline(case: Case, policy: Policy, severity: str, model: PhaseModel | None = None) -> Chronicle:
    """Analyzes a timeline. The severity sets targets and update interval; an unknown one leaves both out."""
    model = model or phase_model()
    ordered = in_order(case.events)
    repeated = duplicates(ordered)
    course = phased(ordered, model)
    told = [one for one in course if one.event.number not in repeated]
    level = policy.read_severity(severity) if severity else None
    reached = moments(case, told, model)
    measured = durations(reached, targets_of(level))
    return Chronicle(
        events=_events(course, repeated, decisions(told)),
        bands=bands(told, reached),
        moments=reached,
        spans=measured,
        gaps=gaps(case, told, reached, level),
        shares=shares(told),
        narrative=narrative(told, reached, measured),
        severity=level.name if level else severity,
        complaints=(*case.complaints, *inverted(case)),
    )


def _events(course: Sequence[Phased], repeated: Mapping[int, int], decided: frozenset[int]) -> tuple[ReadEvent, ...]:
    """Returns the events in the order of the input."""
    read = (
        ReadEvent(one.event, one.phase, one.how, repeated.get(one.event.number), one.event.number in decided)
        for one in course
    )
    return tuple(sorted(read, key=lambda one: one.event.number))


@dataclass
class _Part:
    events: int = 0
    phases: dict[str, None] = field(default_factory=dict)
    first: datetime | None = None
    last: datetime | None = None


def shares(course: Sequence[Phased]) -> tuple[Share, ...]:
    """Returns the participation of each person, most events first. Expects events in order."""
    parts: dict[str, _Part] = {}
    for one in course:
        if not one.event.actor:
            continue
        part = parts.setdefault(one.event.actor, _Part())
        part.events += 1
        part.phases[str(one.phase)] = None
        part.first = part.first or one.event.at
        part.last = one.event.at or part.last
    ordered = sorted(parts.items(), key=lambda item: -item[1].events)
    return tuple(Share(actor, part.events, tuple(part.phases), part.first, part.last) for actor, part in ordered)


def chronicle_json(chronicle: Chronicle) -> dict[str, Json]:
    """Returns plain values: events in the order of the input; times as ISO 8601 in UTC, null if unknown."""
    return {
        "severity": chronicle.severity,
        "recorded": chronicle.recorded,
        "sure": chronicle.sure,
        "events": [_event_json(one) for one in chronicle.events],
        "moments": {str(key): _time(moment.at) for key, moment in chronicle.moments.items()},
        "moments_found": {str(key): _moment_json(moment) for key, moment in chronicle.moments.items()},
        "durations": {span.key.value: _minutes(span) for span in chronicle.spans},
        "targets": [_target_json(span) for span in chronicle.spans],
        "phases": [_phase_json(band) for band in chronicle.bands],
        "gaps": [_gap_json(gap) for gap in chronicle.gaps],
        "people": [_share_json(share) for share in chronicle.shares],
        "decision_points": [one.event.number for one in chronicle.events if one.decision],
        "narrative": " ".join(chronicle.narrative),
        "complaints": list(chronicle.complaints),
    }


def _target_json(span: Duration) -> dict[str, Json]:
    return {
        "key": span.key.value,
        "name": span.name,
        "definition": span.definition,
        "minutes": _minutes(span),
        "target": span.target,
        "met": span.met,
        "certainty": span.certainty.value,
    }


def _phase_json(band: Band) -> dict[str, Json]:
    return {
        "name": band.name,
        "phase": str(band.phase),
        "start": _time(band.start),
        "end": _time(band.end),
        "minutes": band.minutes,
        "events": list(band.events),
    }


def _gap_json(gap: Gap) -> dict[str, Json]:
    return {
        "kind": gap.kind,
        "start": _time(gap.start),
        "end": _time(gap.end),
        "minutes": gap.minutes,
        "limit": gap.limit,
        "why": gap.why,
    }


def _share_json(share: Share) -> dict[str, Json]:
    return {
        "actor": share.actor,
        "events": share.events,
        "phases": list(share.phases),
        "first": _time(share.first),
        "last": _time(share.last),
    }


def _event_json(one: ReadEvent) -> dict[str, Json]:
    return {
        "number": one.event.number,
        "timestamp": _time(one.event.at),
        "phase": str(one.phase),
        "text": one.event.text,
        "actor": one.event.actor,
        "how": one.how,
        "duplicate_of": one.duplicate_of,
        "decision": one.decision,
        **{key: value for key, value in _beside(one.event) if value},
    }


def _beside(event: Event) -> Iterator[tuple[str, Json]]:
    """Yields the other fields of an event."""
    yield "type", event.type
    yield "source", event.source
    yield "severity", event.severity
    yield "status", event.status
    yield "link", event.link
    yield "metadata", dict(event.extra)


def _moment_json(moment: Moment) -> dict[str, Json]:
    return {
        "how": moment.how,
        "certainty": moment.certainty.value,
        "evidence": [{"place": evidence.place, "words": evidence.words} for evidence in moment.evidence],
    }


def _time(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat() if is_dated(at) else iso(at)


def _minutes(span: Duration) -> float | None:
    return None if span.minutes is None else float(span.minutes)
