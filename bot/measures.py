"""When an incident's milestones were reached, how that is known, and how long it took from one to the next."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.figures import minutes_shown
from bot.model import Incident, Kind, Source
from bot.phases import Line
from bot.practice import Severity


@dataclass(frozen=True)
class Milestone:
    """`at` is None and `how` empty where the record does not tell. `rests_on` names a field or an entry."""

    key: str
    name: str
    at: datetime | None = None
    how: str = ""
    rests_on: tuple[str, ...] = ()


@dataclass(frozen=True)
class Duration:
    """`minutes` is None where an end is not known or the two contradict each other; `met` where there is no target."""

    key: str
    name: str
    definition: str
    start: datetime | None
    end: datetime | None
    minutes: int | None
    target: int | None
    met: bool | None


def milestones(incident: Incident, lines: tuple[Line, ...]) -> tuple[Milestone, ...]:
    """In the order in which they are usually reached: started, detected, declared, commander, mitigated, resolved."""
    return (
        _first("started", "Started", Kind.TRIGGER, lines),
        _first("detected", "Detected", Kind.DETECTION, lines),
        _kept("declared", "Declared", incident.declared_at, Kind.DECLARATION, "declared", lines),
        _kept("commander", "Commander named", incident.commander_at, Kind.ROLE, "named", lines),
        _mitigated(incident, lines),
        _kept("resolved", "Resolved", incident.resolved_at, Kind.RESOLUTION, "resolved", lines),
    )


def _kept(key: str, name: str, at: datetime | None, kind: Kind, what: str, lines: tuple[Line, ...]) -> Milestone:
    """A moment that the incident itself carries, with the entry that was made then."""
    if at is None:
        return Milestone(key, name)
    made = [line for line in lines if line.entry.kind is kind and line.at == at][:1]
    how = f"{what} by {made[0].entry.author.name}" if made else what
    return Milestone(key, name, at, how, (f"{key}_at", *(f"entry:{line.number}" for line in made)))


def _first(key: str, name: str, kind: Kind, lines: tuple[Line, ...]) -> Milestone:
    found = next((line for line in lines if line.entry.kind is kind), None)
    return _seen(key, name, found) if found else Milestone(key, name)


def _seen(key: str, name: str, line: Line) -> Milestone:
    how = f"first entry of type {line.entry.kind}, {_by(line)}"
    return Milestone(key, name, line.at, how, (f"entry:{line.number}",))


def _by(line: Line) -> str:
    who = line.entry.captured_by[0] if line.entry.captured_by else line.entry.author
    return f"{'marked' if line.entry.source is Source.REACTION else 'logged'} by {who.name}"


def _mitigated(incident: Incident, lines: tuple[Line, ...]) -> Milestone:
    """The move to monitoring; without one, a resolved incident's first entry of type monitoring that a person made.

    Only entries after the last move of the status count: a move back from monitoring said that the impact went on.
    """
    key, name = "mitigated", "Impact over"
    if incident.mitigated_at or incident.resolved_at is None:
        moved = "status moved to monitoring"
        return _kept(key, name, incident.mitigated_at, Kind.MONITORING, moved, lines)
    moves = [line.at for line in lines if line.entry.kind is Kind.STATUS and line.entry.source is Source.SYSTEM]
    since = max([incident.declared_at, *moves])
    told = tuple(
        line for line in lines if line.entry.source is not Source.SYSTEM and since <= line.at <= incident.resolved_at
    )
    return _first(key, name, Kind.MONITORING, told)


# key, name, from, to, place in Severity.targets
_MEASURES: Final = (
    ("detect", "Time to detect", "started", "detected", 0),
    ("declare", "Time to declare", "detected", "declared", 1),
    ("mitigate", "Time to mitigate", "detected", "mitigated", 2),
    ("resolve", "Time to resolve", "detected", "resolved", 3),
)
_END_NAMES: Final = {
    "started": "start",
    "detected": "detection",
    "declared": "declaration",
    "mitigated": "end of impact",
    "resolved": "resolution",
}


def durations(reached: tuple[Milestone, ...], level: Severity) -> tuple[Duration, ...]:
    """Each with its definition and the severity's target; the last is the whole incident, which has none."""
    moments = {milestone.key: milestone.at for milestone in reached}
    measured = tuple(
        _duration(key, name, start, end, moments, level.targets[place]) for key, name, start, end, place in _MEASURES
    )
    first = "started" if moments["started"] else "declared"
    return (*measured, _duration("duration", "Duration", first, "resolved", moments, None))


def _duration(
    key: str, name: str, start: str, end: str, moments: Mapping[str, datetime | None], target: int | None
) -> Duration:
    begun, ended = moments[start], moments[end]
    minutes = minutes_shown(begun, ended) if begun and ended and begun <= ended else None
    met = None if minutes is None or target is None else minutes <= target
    definition = f"{_END_NAMES[start]} to {_END_NAMES[end]}"
    return Duration(key, name, definition, begun, ended, minutes, target, met)
