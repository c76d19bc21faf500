"""The contexts of Home, of what a search found, and of the figures."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Final

from bot.config.policy import Severity
from bot.home.home import Part, ReviewDue, Todo
from bot.incidents.model import Incident
from bot.metrics.stats import Measure, Stats


@dataclass(frozen=True)
class HomeOpen:
    """An open incident on Home. `roles` are what this person does in it, by name, `tasks` how many are theirs."""

    template: ClassVar[str] = "messages/home_open.j2"
    incident: Incident
    severity: Severity
    roles: Sequence[str]
    tasks: int


@dataclass(frozen=True)
class HomeEmpty:
    """What stands where a part of Home has nothing."""

    template: ClassVar[str] = "messages/home_empty.j2"
    part: Part


@dataclass(frozen=True)
class HomeTodo:
    template: ClassVar[str] = "messages/home_todo.j2"
    todo: Todo


@dataclass(frozen=True)
class HomeReview:
    template: ClassVar[str] = "messages/home_review.j2"
    review: ReviewDue
    severity: Severity


@dataclass(frozen=True)
class FoundHead:
    """`shown` of the incidents that hold the words follow; `more` do not."""

    template: ClassVar[str] = "messages/found_head.j2"
    words: str
    shown: int
    more: int


@dataclass(frozen=True)
class FoundRow:
    """`words` stand around what was found `where`, "" where the title has it."""

    template: ClassVar[str] = "messages/found_row.j2"
    incident: Incident
    severity: Severity
    where: str
    words: str


@dataclass(frozen=True)
class FigureHead:
    """One sentence: of which incidents, how many, how bad. `levels` are (severity, count), the worst first."""

    template: ClassVar[str] = "messages/figure_head.j2"
    stats: Stats
    days: int
    levels: Sequence[tuple[Severity, int]]


@dataclass(frozen=True)
class FigureTimes:
    """The times, each with how many incidents it rests on; median and mean as they are said."""

    template: ClassVar[str] = "messages/figure_times.j2"
    times: Sequence[tuple[Measure, str, str]]


@dataclass(frozen=True)
class FigureChart:
    """Bars for each week by severity, oldest first, with a sentence that says the same.

    `rows` are (severity, bars) of those that there were. `busiest` is the day on which the week with the most began.
    """

    template: ClassVar[str] = "messages/figure_chart.j2"
    rows: Sequence[tuple[Severity, str]]
    weeks: int
    most: int
    busiest: str
    latest: int


@dataclass(frozen=True)
class ConsoleFigures:
    template: ClassVar[str] = "documents/console_stats.txt.j2"
    stats: Stats
    days: int
    times: Sequence[tuple[Measure, str, str]]
    rows: Sequence[tuple[Severity, str, int]]


@dataclass(frozen=True)
class ConsoleFound:
    """`hits` are (incident, severity, where, words) as in FoundRow."""

    template: ClassVar[str] = "documents/console_found.txt.j2"
    words: str
    hits: Sequence[tuple[Incident, Severity, str, str]]
    more: int


CONTEXTS: Final = (
    HomeOpen,
    HomeEmpty,
    HomeTodo,
    HomeReview,
    FoundHead,
    FoundRow,
    FigureHead,
    FigureTimes,
    FigureChart,
    ConsoleFigures,
    ConsoleFound,
)
