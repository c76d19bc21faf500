"""Figures: what counts, what does not, and on how many incidents each rests."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.config.policy import Policy
from bot.metrics.stats import IncidentMetrics, Measure, Stats, stats, stats_json

NOW = datetime(2024, 3, 31, tzinfo=UTC)
SINCE = NOW - timedelta(days=90)
DAY = timedelta(days=1)


def life(number: int, days_ago: float = 1, severity: str = "sev1", **minutes: int) -> IncidentMetrics:
    """Moments as minutes after the declaration."""
    declared = NOW - days_ago * DAY
    moments = {f"{key}_at": declared + timedelta(minutes=value) for key, value in minutes.items()}
    return IncidentMetrics(number, severity, ("checkout",), declared, **moments)


def of(found: Stats, key: str) -> Measure:
    return next(measure for measure in found.measures if measure.key == key)


def test_each_time_says_on_how_many_incidents_it_rests_and_how_many_kept_the_aim() -> None:
    lives = [
        life(1, started=-13, detected=-8, responded=-3, mitigated=67, resolved=137),
        life(2, severity="sev2", detected=0, mitigated=30),
        life(3, severity="sev2"),
    ]
    found = stats(lives, Policy(), SINCE, NOW)
    assert found.count == 3
    assert dict(found.by_severity) == {"sev1": 1, "sev2": 2, "sev3": 0, "sev4": 0}
    assert (of(found, "detect").count, of(found, "detect").median, of(found, "detect").met) == (1, 5.0, 1)
    assert (of(found, "acknowledge").median, of(found, "acknowledge").met) == (5.0, None)
    mitigate = of(found, "mitigate")
    assert (mitigate.count, mitigate.median, mitigate.mean, mitigate.met) == (2, 52.5, 52.5, 1)
    assert (of(found, "resolve").count, of(found, "resolve").median, of(found, "resolve").met) == (1, 145.0, 0)


def test_moments_that_contradict_each_other_make_no_figure() -> None:
    found = stats([life(1, detected=10, mitigated=5)], Policy(), SINCE, NOW)
    mitigate = of(found, "mitigate")
    assert (mitigate.count, mitigate.median, mitigate.met) == (0, None, 0)


def test_a_service_is_meant_in_any_case_and_leaves_out_the_others() -> None:
    other = replace(life(2), services=("search",))
    found = stats([life(1), other], Policy(), SINCE, NOW, "CHECKOUT")
    assert found.count == 1


def test_weeks_are_counted_back_from_now_and_hold_every_incident() -> None:
    lives = [life(1, days_ago=0), life(2, days_ago=6.9), life(3, days_ago=7), life(4, days_ago=89.9)]
    weeks = stats(lives, Policy(), SINCE, NOW).by_week
    assert len(weeks) == 13
    assert (weeks[-1], weeks[-2], weeks[0], sum(weeks)) == (2, 1, 1, 4)


def test_the_json_has_the_same_figures() -> None:
    plain = stats_json(stats([life(1, detected=0, resolved=90)], Policy(), SINCE, NOW))
    assert plain["incidents"] == 1
    assert plain["times"]["resolve"] == {  # type: ignore[index, call-overload]
        "definition": "detection to resolution",
        "count": 1,
        "median_minutes": 90.0,
        "mean_minutes": 90.0,
        "within_aim": 1,
    }
