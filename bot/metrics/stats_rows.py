"""Stats as rows, for Slack, Home and the command line: bars per severity, and durations."""

from collections.abc import Sequence
from datetime import date

from bot.config.policy import Policy, Severity
from bot.metrics.bar_chart import bars
from bot.metrics.stats import DurationStats, Stats
from bot.time_format import duration


def severity_bars(found: Stats, policy: Policy) -> Sequence[tuple[Severity, str, int]]:
    """All severities share one scale, so their bars can be compared."""
    levels = found.by_week_and_severity
    most = max(max(counts) for counts in levels.values())
    return [(policy.severity(key), bars(counts, most), sum(counts)) for key, counts in levels.items()]


def median_and_mean(found: Stats) -> Sequence[tuple[DurationStats, str, str]]:
    """Each duration with its median and mean as text, "" if no incident has recorded times."""
    return [(each, _said(each.median), _said(each.mean)) for each in found.durations]


def week_name(monday: date) -> str:
    """`8 Jan`. No year: no period is long enough to need it."""
    return f"{monday.day} {monday:%b}"


def _said(minutes: float | None) -> str:
    return "" if minutes is None else duration(round(minutes))
