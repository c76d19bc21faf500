"""What each sentence in messages.j2 is told: figures."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from bot.config.policy import Severity
from bot.metrics.stats import Measure, Stats


@dataclass(frozen=True)
class FigureHead:
    """One sentence: of which incidents, how many, how bad. `levels` are (severity, count), the worst first."""

    stats: Stats
    days: int
    levels: Sequence[tuple[Severity, int]]


@dataclass(frozen=True)
class FigureTimes:
    """The times, each with how many incidents it rests on; median and mean as they are said."""

    times: Sequence[tuple[Measure, str, str]]


@dataclass(frozen=True)
class FigureChart:
    """Bars for each week by severity, oldest first, with a sentence that says the same.

    `rows` are (severity, bars) of those that there were. `busiest` is the day on which the week with the most began.
    """

    rows: Sequence[tuple[Severity, str]]
    weeks: int
    most: int
    busiest: str
    latest: int


@dataclass(frozen=True)
class ConsoleFigures:
    template: ClassVar[str] = "metrics/console_stats.txt.j2"
    stats: Stats
    days: int
    times: Sequence[tuple[Measure, str, str]]
    rows: Sequence[tuple[Severity, str, int]]
