"""Stats over many incidents: how many, how severe, and how long they took.

A time counts only where both of its key moments are recorded (bot/metrics/key_moments.py); how many are left out is
said beside it. Drills, false alarms and duplicates do not count.
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
    """What stats need of one incident: its recorded key moments, when it was declared, and what it is counted by."""

    number: int
    severity: str
    services: tuple[str, ...]
    declared_at: datetime
    moments: Mapping[MomentKey, RecordedMoment]


@dataclass(frozen=True)
class DurationStats:
    """One duration in minutes over the `count` incidents that have it on record; `left_out` have not.

    `met` is how many kept their target, None where no severity has one.
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
    """`by_severity` counts incidents by key, all levels; `by_week` those declared in each week, oldest first.

    `weeks` are their Mondays, as whoever asked counts days, and `by_week_and_severity` the weeks of each level.
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
        """The most incidents of a week, and the newest week that had them."""
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
    """`incidents` are of this period; with `service` only those that name it, in any case, count.

    `zone` is in which days and weeks begin; UTC without one.
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
    """The Mondays of the calendar weeks from one day to another; the first and the last week may be cut."""
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
    """Times in minutes, over `count` incidents; `not_recorded` of them do not have it on record."""
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
