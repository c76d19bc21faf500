"""Contexts of the blocks in messages.j2: stats."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from bot.config.policy import Severity
from bot.metrics.stats import DurationStats, Stats


@dataclass(frozen=True)
class StatsHead:
    """How many incidents there were. `levels` are (severity, count), most severe first."""

    stats: Stats
    levels: Sequence[tuple[Severity, int]]


@dataclass(frozen=True)
class StatsDurations:
    """Each duration with its median and mean as text."""

    durations: Sequence[tuple[DurationStats, str, str]]


@dataclass(frozen=True)
class StatsChart:
    """Bars per week and severity, oldest first, and a sentence with the peak and the current week.

    `rows` are (severity, bars) of the severities with incidents; `peak` is the Monday of the busiest week, as text.
    """

    rows: Sequence[tuple[Severity, str]]
    weeks: int
    most: int
    peak: str
    latest: int


@dataclass(frozen=True)
class ConsoleStats:
    template: ClassVar[str] = "metrics/console_stats.txt.j2"
    stats: Stats
    durations: Sequence[tuple[DurationStats, str, str]]
    rows: Sequence[tuple[Severity, str, int]]
    peak: str
