"""What each sentence in messages.j2 is told: stats."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from bot.config.policy import Severity
from bot.metrics.stats import DurationStats, Stats


@dataclass(frozen=True)
class StatsHead:
    """One sentence: of which incidents, how many, how severe. `levels` are (severity, count), the worst first."""

    stats: Stats
    levels: Sequence[tuple[Severity, int]]


@dataclass(frozen=True)
class StatsDurations:
    """Each duration with its median and mean as they are shown, and how many incidents it rests on."""

    durations: Sequence[tuple[DurationStats, str, str]]


@dataclass(frozen=True)
class StatsChart:
    """Bars for each week by severity, oldest first, with a sentence that says the same.

    `rows` are (severity, bars) of those that there were; `peak` the Monday of the week with the most, as it is shown.
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
