"""Stats: what counts, what does not, on how many incidents each figure rests, and which week is which."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.config.policy import Policy
from bot.metrics.durations import DurationKey
from bot.metrics.key_moments import MomentKey, RecordedMoment
from bot.metrics.stats import DurationStats, IncidentMetrics, Stats, stats, stats_json

NOW = datetime(2024, 3, 31, tzinfo=UTC)
SINCE = NOW - timedelta(days=90)
DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)


def metrics(number: int, days_ago: float = 1, severity: str = "sev1", **minutes: int) -> IncidentMetrics:
    """Moments as minutes after the declaration."""
    declared = NOW - days_ago * DAY
    return at(declared, number, severity, **minutes)


def at(declared: datetime, number: int = 1, severity: str = "sev1", **minutes: int) -> IncidentMetrics:
    known = {"declared": 0, **minutes}
    moments = {
        MomentKey(f"{key}_at"): RecordedMoment(declared + timedelta(minutes=value)) for key, value in known.items()
    }
    return IncidentMetrics(number, severity, ("checkout",), declared, moments)


def of(found: Stats, key: DurationKey) -> DurationStats:
    return next(each for each in found.durations if each.key is key)


def test_each_duration_says_on_how_many_incidents_it_rests_and_how_many_it_leaves_out() -> None:
    incidents = [
        metrics(1, started=-13, detected=-8, acknowledged=-3, mitigated=67, resolved=137),
        metrics(2, severity="sev2", detected=0, mitigated=30),
        metrics(3, severity="sev2"),
    ]
    found = stats(incidents, Policy(), SINCE, NOW)
    assert found.count == 3
    assert dict(found.by_severity) == {"sev1": 1, "sev2": 2, "sev3": 0, "sev4": 0}
    detect = of(found, DurationKey.DETECT)
    assert (detect.count, detect.left_out, detect.median, detect.met) == (1, 2, 5.0, 1)
    acknowledge = of(found, DurationKey.ACKNOWLEDGE)
    assert (acknowledge.median, acknowledge.met) == (5.0, 1)
    mitigate = of(found, DurationKey.MITIGATE)
    assert (mitigate.count, mitigate.left_out, mitigate.median, mitigate.mean, mitigate.met) == (2, 1, 52.5, 52.5, 1)
    resolve = of(found, DurationKey.RESOLVE)
    assert (resolve.count, resolve.median, resolve.met) == (1, 145.0, 0)


def test_moments_that_contradict_each_other_make_no_figure() -> None:
    mitigate = of(stats([metrics(1, detected=10, mitigated=5)], Policy(), SINCE, NOW), DurationKey.MITIGATE)
    assert (mitigate.count, mitigate.left_out, mitigate.median) == (0, 1, None)


def test_a_service_is_meant_in_any_case_and_leaves_out_the_others() -> None:
    other = replace(metrics(2), services=("search",))
    assert stats([metrics(1), other], Policy(), SINCE, NOW, "CHECKOUT").count == 1


def peak_of(declared: Iterable[datetime], until: datetime, zone: str = "UTC") -> tuple[int, date]:
    found = stats([at(each) for each in declared], Policy(), until - 90 * DAY, until, zone=ZoneInfo(zone))
    return found.peak


@pytest.mark.parametrize(
    ("declared", "zone", "week"),
    [
        ("2024-01-08T00:00+00:00", "UTC", "2024-01-08"),
        ("2024-01-08T10:00+00:00", "UTC", "2024-01-08"),  # counted back from Monday afternoon it was the week before
        ("2024-01-14T23:59+00:00", "UTC", "2024-01-08"),
        ("2024-01-15T00:00+00:00", "UTC", "2024-01-15"),
        ("2024-01-15T03:00+00:00", "America/New_York", "2024-01-08"),  # Sunday evening there
        ("2024-01-14T12:00+00:00", "Pacific/Auckland", "2024-01-15"),  # Monday, 1 in the morning
        ("2024-03-10T07:30+00:00", "America/New_York", "2024-03-04"),  # the clocks go forward that Sunday
        ("2024-03-11T03:30+00:00", "America/New_York", "2024-03-04"),
        ("2024-03-11T04:30+00:00", "America/New_York", "2024-03-11"),
    ],
)
def test_the_week_that_is_named_is_the_calendar_week_of_the_incident(declared: str, zone: str, week: str) -> None:
    until = datetime(2024, 3, 11, 14, 30, tzinfo=UTC)
    assert peak_of([datetime.fromisoformat(declared)], until, zone) == (1, date.fromisoformat(week))


def test_of_several_weeks_with_the_most_the_newest_is_named() -> None:
    days = [datetime(2024, 1, day, 12, tzinfo=UTC) for day in (1, 2, 16, 17, 23)]
    assert peak_of(days, datetime(2024, 1, 24, tzinfo=UTC)) == (2, date(2024, 1, 15))


@given(
    st.datetimes(datetime(2023, 1, 1), datetime(2026, 1, 1)),
    st.lists(st.floats(0, 90), min_size=1, max_size=20),
    st.sampled_from(["UTC", "America/New_York", "Asia/Kolkata", "Pacific/Auckland", "Pacific/Pago_Pago"]),
)
def test_every_incident_counts_in_the_week_in_which_it_was_declared(
    until: datetime, days_ago: list[float], zone: str
) -> None:
    until = until.replace(tzinfo=UTC)
    declared = [until - days * DAY for days in days_ago]
    found = stats([at(each) for each in declared], Policy(), until - 90 * DAY, until, zone=ZoneInfo(zone))
    for week, count in zip(found.weeks, found.by_week, strict=True):
        local = [each.astimezone(ZoneInfo(zone)).date() for each in declared]
        assert week.weekday() == 0
        assert count == sum(week <= day < week + timedelta(days=7) for day in local)
    assert sum(found.by_week) == found.count == len(declared)


def test_the_json_has_the_same_figures() -> None:
    plain = stats_json(stats([metrics(1, detected=0, resolved=90), metrics(2)], Policy(), SINCE, NOW))
    assert plain["incidents"] == 2
    assert plain["times"]["resolve"] == {  # type: ignore[index, call-overload]
        "definition": "detection to resolution",
        "count": 1,
        "not_recorded": 1,
        "median_minutes": 90.0,
        "mean_minutes": 90.0,
        "within_aim": 1,
    }
