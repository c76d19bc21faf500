"""Stats as rows, the same in every place that shows them: the levels as bars, and how long it took."""

from collections.abc import Sequence
from datetime import date

from bot.config.policy import Policy, Severity
from bot.metrics.bar_chart import bars
from bot.metrics.stats import DurationStats, Stats
from bot.time_format import duration


def severity_bars(found: Stats, policy: Policy) -> Sequence[tuple[Severity, str, int]]:
    """The levels share one scale, so that their bars can be compared."""
    levels = found.by_week_and_severity
    most = max(max(counts) for counts in levels.values())
    return [(policy.severity(key), bars(counts, most), sum(counts)) for key, counts in levels.items()]


def median_and_mean(found: Stats) -> Sequence[tuple[DurationStats, str, str]]:
    """Each duration with both as they are read; "" where no incident has it."""
    return [(each, _said(each.median), _said(each.mean)) for each in found.durations]


def week_name(monday: date) -> str:
    """`8 Jan`: a period is never long enough to need the year."""
    return f"{monday.day} {monday:%b}"


def _said(minutes: float | None) -> str:
    return "" if minutes is None else duration(round(minutes))
