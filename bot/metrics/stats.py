"""Figures over many incidents: how many, how bad, and how long it took, each with how many incidents it rests on.

Times count from the key moments that the timeline tells (when it was detected, when the impact was over), never from
when a row was written. Drills, false alarms and duplicates count in no figure.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import mean, median
from typing import Final

from bot.config.policy import Policy
from bot.json_types import Json

PERIODS: Final[Mapping[str, int]] = {"30d": 30, "90d": 90, "1y": 365}  # days
USUAL: Final = "90d"
WEEK = timedelta(days=7)


@dataclass(frozen=True)
class IncidentMetrics:
    """The key moments of one incident, None where its record does not tell them.

    `responded_at` is the first act of a person after the detection: what they put on the timeline as more than a
    trigger or a detection, the declaration or the naming of a commander.
    """

    number: int
    severity: str
    services: tuple[str, ...]
    declared_at: datetime
    started_at: datetime | None = None
    detected_at: datetime | None = None
    responded_at: datetime | None = None
    mitigated_at: datetime | None = None
    resolved_at: datetime | None = None


@dataclass(frozen=True)
class Measure:
    """One time in minutes over `count` incidents that tell both ends; None where none does.

    `met` is how many kept the aim, None where there is no aim.
    """

    key: str
    name: str
    definition: str
    count: int
    median: float | None
    mean: float | None
    met: int | None


@dataclass(frozen=True)
class Stats:
    """`by_severity` counts incidents by key, all levels; `by_week` those declared in each week, oldest first.

    `weeks` are those of each level.
    """

    since: datetime
    until: datetime
    service: str
    count: int
    by_severity: Mapping[str, int]
    by_week: tuple[int, ...]
    weeks: Mapping[str, tuple[int, ...]]
    measures: tuple[Measure, ...]


@dataclass(frozen=True)
class _Time:
    """From which moment of a life to which. `aim` is its aim's place in Severity.targets, None where there is none."""

    key: str
    name: str
    definition: str
    start: str
    end: str
    aim: int | None


_TIMES: Final = (
    _Time("detect", "Time to detect", "start to detection", "started_at", "detected_at", 0),
    _Time("acknowledge", "Time to acknowledge", "detection to first responder", "detected_at", "responded_at", None),
    _Time("mitigate", "Time to mitigate", "detection to end of impact", "detected_at", "mitigated_at", 2),
    _Time("resolve", "Time to resolve", "detection to resolution", "detected_at", "resolved_at", 3),
)


def stats(
    lives: Sequence[IncidentMetrics], policy: Policy, since: datetime, until: datetime, service: str = ""
) -> Stats:
    """`lives` are of this period; with `service` only those that name it, in any case, count."""
    counted = [life for life in lives if not service or service.casefold() in map(str.casefold, life.services)]
    return Stats(
        since=since,
        until=until,
        service=service,
        count=len(counted),
        by_severity={level.key: sum(life.severity == level.key for life in counted) for level in policy.severities},
        by_week=_by_week(counted, since, until),
        weeks={
            level.key: _by_week([life for life in counted if life.severity == level.key], since, until)
            for level in policy.severities
        },
        measures=tuple(_measure(time, counted, policy) for time in _TIMES),
    )


def _by_week(lives: Iterable[IncidentMetrics], since: datetime, until: datetime) -> tuple[int, ...]:
    """Weeks are counted back from `until`; the oldest one may be cut by `since`."""
    weeks = [0] * max(1, -(-(until - since) // WEEK))
    for life in lives:
        back = min((until - life.declared_at) // WEEK, len(weeks) - 1)
        weeks[len(weeks) - 1 - max(back, 0)] += 1
    return tuple(weeks)


def _measure(time: _Time, lives: Sequence[IncidentMetrics], policy: Policy) -> Measure:
    taken = [(minutes, life) for life in lives if (minutes := _minutes(life, time)) is not None]
    figures = [minutes for minutes, _ in taken]
    return Measure(
        key=time.key,
        name=time.name,
        definition=time.definition,
        count=len(taken),
        median=round(median(figures), 1) if figures else None,
        mean=round(mean(figures), 1) if figures else None,
        met=None if time.aim is None else sum(_met(minutes, life, time.aim, policy) for minutes, life in taken),
    )


def _met(minutes: float, life: IncidentMetrics, aim: int, policy: Policy) -> bool:
    return minutes <= policy.severity(life.severity).target_minutes[aim]


def _minutes(life: IncidentMetrics, time: _Time) -> float | None:
    """None where a moment is not known, or where the two contradict each other: neither makes a figure."""
    begun, ended = getattr(life, time.start), getattr(life, time.end)
    if begun is None or ended is None or ended < begun:
        return None
    return float((ended - begun).total_seconds() / 60)


def stats_json(found: Stats) -> dict[str, Json]:
    """Times in minutes; `count` beside each says on how many incidents it rests."""
    return {
        "since": found.since.isoformat(),
        "until": found.until.isoformat(),
        "service": found.service or None,
        "incidents": found.count,
        "by_severity": dict(found.by_severity),
        "by_week": list(found.by_week),
        "by_week_and_severity": {key: list(weeks) for key, weeks in found.weeks.items()},
        "times": {
            measure.key: {
                "definition": measure.definition,
                "count": measure.count,
                "median_minutes": measure.median,
                "mean_minutes": measure.mean,
                "within_aim": measure.met,
            }
            for measure in found.measures
        },
    }
