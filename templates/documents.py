"""The contexts of the documents: a review in Markdown, HTML and plain text. One dataclass for each template."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Final, Self

from bot.figures import minutes_shown
from bot.model import Incident
from bot.phases import Phase
from bot.review import Review
from bot.timeline_reading import Group


@dataclass(frozen=True)
class ReviewMarkdown:
    template: ClassVar[str] = "documents/review.md.j2"
    review: Review


@dataclass(frozen=True)
class ReviewText:
    template: ClassVar[str] = "documents/review.txt.j2"
    review: Review


@dataclass(frozen=True)
class Band:
    """A phase or a silence in the time bar; left edge and width in per cent of the bar."""

    name: str
    left: float
    width: float
    minutes: int


@dataclass(frozen=True)
class Tick:
    """An entry in the time bar; `left` in per cent of the bar, `number` that of its line."""

    number: int
    left: float


@dataclass(frozen=True)
class Bar:
    """The time from the first phase to the resolution, or to now; what came after it is not drawn."""

    start: datetime
    end: datetime
    bands: tuple[Band, ...]
    silences: tuple[Band, ...]
    ticks: tuple[Tick, ...]


@dataclass(frozen=True)
class ReviewHtml:
    """One file without any other: `bar` is drawn in it, None where there is no stretch of time to draw."""

    template: ClassVar[str] = "documents/review.html.j2"
    review: Review
    bar: Bar | None

    @classmethod
    def of(cls, review: Review) -> Self:
        return cls(review, _bar(review))


def _bar(review: Review) -> Bar | None:
    ends = {milestone.key: milestone.at for milestone in review.times}
    end = ends["resolved"] or review.generated_at
    drawn = [phase for phase in review.phases if phase.start < end]
    if not drawn:
        return None
    start = drawn[0].start
    return Bar(
        start,
        end,
        bands=tuple(_band(phase.name, phase.start, _end(phase, end), start, end) for phase in drawn),
        silences=tuple(_band("Silence", gap.start, gap.end, start, end) for gap in review.gaps),
        ticks=tuple(Tick(line.number, _per_cent(line.at, start, end)) for line in review.lines if line.at <= end),
    )


def _end(phase: Phase, end: datetime) -> datetime:
    return min(phase.end or end, end)


def _band(name: str, left: datetime, right: datetime, start: datetime, end: datetime) -> Band:
    begins = _per_cent(left, start, end)
    width = round(_per_cent(right, start, end) - begins, 2)
    return Band(name, begins, width, minutes_shown(left, right))


def _per_cent(moment: datetime, start: datetime, end: datetime) -> float:
    return round(100 * ((moment - start) / (end - start)), 2)


@dataclass(frozen=True)
class TimelineMarkdown:
    """The timeline alone, by phase and day (UTC), as it stood at `at`."""

    template: ClassVar[str] = "documents/timeline.md.j2"
    incident: Incident
    groups: Sequence[Group]
    at: datetime


CONTEXTS: Final = (ReviewMarkdown, ReviewHtml, ReviewText, TimelineMarkdown)
