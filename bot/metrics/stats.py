"""Stats for many incidents: how many, how severe, and how long they took.

A duration counts only if both of its key times are recorded (bot/metrics/key_moments.py); the incidents left out are
counted too. Drills, false alarms and duplicates are not counted.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from statistics import mean, median
from typing import Final
from zoneinfo import ZoneInfo

from bot.config.policy import Policy
from bot.json_types import Json
from bot.metrics.durations import Duration, DurationKey, durations
from bot.metrics.key_moments import MomentKey, RecordedMoment
from bot.metrics.targets import targets_of

PERIODS: Final[Mapping[str, int]] = {"30d": 30, "90d": 90, "1y": 365}  # days
USUAL: Final = "90d"
COUNTED: Final = tuple(key for key in DurationKey if key is not DurationKey.WHOLE)


@dataclass(frozen=True)
class IncidentMetrics:
    """The fields of one incident that stats are computed from; `moments` are its recorded key times."""

    number: int
    severity: str
    services: tuple[str, ...]
    declared_at: datetime
    moments: Mapping[MomentKey, RecordedMoment]


@dataclass(frozen=True)
class DurationStats:
    """One duration in minutes, over the `count` incidents with recorded times; `left_out` have none.

    `met` counts the incidents that met their target, None if no severity has one.
    """

    name: str
    definition: str
    key: DurationKey
    count: int
    left_out: int
    median: float | None
    mean: float | None
    met: int | None


@dataclass(frozen=True)
class Stats:
    """`by_severity` counts incidents per severity key; `by_week` counts those declared in each week, oldest first.

    `weeks` are the Mondays in the time zone of the person who asked. `by_week_and_severity` has the weeks per severity.
    """

    since: datetime
    until: datetime
    service: str
    count: int
    by_severity: Mapping[str, int]
    weeks: tuple[date, ...]
    by_week: tuple[int, ...]
    by_week_and_severity: Mapping[str, tuple[int, ...]]
    durations: tuple[DurationStats, ...]

    @property
    def days(self) -> int:
        return (self.until - self.since).days

    @property
    def peak(self) -> tuple[int, date]:
        """The highest number of incidents in a week, and the newest week with that number."""
        most = max(self.by_week)
        return most, max(week for week, count in zip(self.weeks, self.by_week, strict=True) if count == most)


def stats(
    incidents: Sequence[IncidentMetrics],
    policy: Policy,
    since: datetime,
    until: datetime,
    service: str = "",
    zone: tzinfo | None = None,
) -> Stats:
    """`incidents` are those of the period; if `service` is set, only those that name it count, ignoring case.

    `zone` is the time zone for days and weeks, by default UTC.
    """
    zone = zone or ZoneInfo("UTC")
    counted = [each for each in incidents if not service or service.casefold() in map(str.casefold, each.services)]
    weeks = _weeks(since.astimezone(zone).date(), until.astimezone(zone).date())
    return Stats(
        since=since,
        until=until,
        service=service,
        count=len(counted),
        by_severity={level.key: sum(each.severity == level.key for each in counted) for level in policy.severities},
        weeks=weeks,
        by_week=_by_week(counted, weeks, zone),
        by_week_and_severity={
            level.key: _by_week([each for each in counted if each.severity == level.key], weeks, zone)
            for level in policy.severities
        },
        durations=tuple(_duration_stats(counted, policy)),
    )


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _weeks(first: date, last: date) -> tuple[date, ...]:
    """The Mondays of the calendar weeks from `first` to `last`; the first and last week may be partial."""
    count = (_monday(last) - _monday(first)).days // 7 + 1
    return tuple(_monday(first) + timedelta(weeks=number) for number in range(count))


def _by_week(incidents: Iterable[IncidentMetrics], weeks: Sequence[date], zone: tzinfo) -> tuple[int, ...]:
    counts = dict.fromkeys(weeks, 0)
    for each in incidents:
        monday = _monday(each.declared_at.astimezone(zone).date())
        counts[min(max(monday, weeks[0]), weeks[-1])] += 1
    return tuple(counts.values())


def _duration_stats(incidents: Sequence[IncidentMetrics], policy: Policy) -> Iterable[DurationStats]:
    measured = [durations(each.moments, targets_of(policy.severity(each.severity))) for each in incidents]
    of_none = durations({}, {})
    for place, unknown in enumerate(of_none):
        if unknown.key in COUNTED:
            yield _over([each[place] for each in measured], unknown)


def _over(measured: Sequence[Duration], unknown: Duration) -> DurationStats:
    known = [each for each in measured if each.minutes is not None]
    minutes = [each.minutes for each in known if each.minutes is not None]
    verdicts = [each.met for each in known if each.met is not None]
    return DurationStats(
        name=unknown.name,
        definition=unknown.definition,
        key=unknown.key,
        count=len(known),
        left_out=len(measured) - len(known),
        median=round(float(median(minutes)), 1) if minutes else None,
        mean=round(mean(minutes), 1) if minutes else None,
        met=sum(verdicts) if verdicts or not known else None,
    )


def stats_json(found: Stats) -> dict[str, Json]:
    """Stats as JSON: times in minutes over `count` incidents; `not_recorded` counts those without recorded times."""
    return {
        "since": found.since.isoformat(),
        "until": found.until.isoformat(),
        "service": found.service or None,
        "incidents": found.count,
        "by_severity": dict(found.by_severity),
        "weeks": [week.isoformat() for week in found.weeks],
        "by_week": list(found.by_week),
        "by_week_and_severity": {key: list(weeks) for key, weeks in found.by_week_and_severity.items()},
        "times": {
            each.key.value: {
                "definition": each.definition,
                "count": each.count,
                "not_recorded": each.left_out,
                "median_minutes": each.median,
                "mean_minutes": each.mean,
                "within_aim": each.met,
            }
            for each in found.durations
        },
    }
