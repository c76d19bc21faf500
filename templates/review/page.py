"""The review as a page: what it shows beside its sections, and whether what is behind page one stands open."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, Final, Self

from markupsafe import Markup

from bot.metrics.key_moments import MomentKey
from bot.review.document.parts import Course, Happening, Items, Part, Questions, Section, Table
from bot.review.document.review import Review
from bot.review.document.templates import BRIEF
from templates.pictures.figure import timeline_figure
from templates.pictures.shown import noted_in

MOST_OPEN: Final = 20  # lines: of a longer review, what is behind page one is closed until somebody opens it
MOST_ON_A_SHEET: Final = 20  # rows of tables and lists on page one; beyond, the details follow on the same sheet


@dataclass(frozen=True)
class Detail:
    """A section behind page one. `count` says how much is in it, "" where that says nothing."""

    section: Section
    count: str


@dataclass(frozen=True)
class ReviewHtml:
    """One file without any other; `picture` is the timeline drawn, "" where there is nothing to draw.

    `closed`: the details are too long to stand open. `sheet`: page one fills a sheet of paper of its own. `over`: the
    incident is resolved. `chosen` are the entries of the timeline's first view, `entries` all that it shows: only these
    can be linked to.
    """

    template: ClassVar[str] = "review/review.html.j2"
    review: Review
    picture: Markup
    details: Sequence[Detail]
    closed: bool
    sheet: bool
    over: bool
    chosen: frozenset[int]
    entries: frozenset[int]

    @classmethod
    def of(cls, review: Review) -> Self:
        lines = list(_lines(review))
        return cls(
            review,
            Markup() if review.template == BRIEF else timeline_figure(review.case, review.chronicle, noted_in(review)),
            tuple(_details(review)),
            _is_long(review),
            _is_long(review) and _rows_of_page_one(review) <= MOST_ON_A_SHEET,
            review.chronicle.moments[MomentKey.RESOLVED].at is not None,
            frozenset(line.number for folded, line in lines if not folded),
            frozenset(line.number for _, line in lines),
        )


def _lines(review: Review) -> Iterator[tuple[bool, Happening]]:
    for section in review.sections:
        for part in section.parts:
            if isinstance(part, Course):
                yield from ((stage.folded, line) for stage in part.stages for line in stage.lines)


def _details(review: Review) -> Iterator[Detail]:
    for section in review.sections:
        if not section.page_one:
            yield Detail(section, _count(section.parts))


def _is_long(review: Review) -> bool:
    parts = (part for section in review.sections if not section.page_one for part in section.parts)
    return review.template != BRIEF and sum(map(_length, parts)) > MOST_OPEN


def _rows_of_page_one(review: Review) -> int:
    """Figures and lessons stand beside each other."""
    rows = {one.key: sum(map(_length, one.parts)) for one in review.sections if one.page_one and not one.lead}
    beside = [rows.pop(key) for key in ("figures", "lessons") if key in rows]
    return max(beside, default=0) + sum(rows.values())


def _length(part: Part) -> int:
    match part:
        case Course(stages):
            return len({line.number or id(line) for stage in stages for line in stage.lines})
        case Table(_, rows):
            return len(rows)
        case Items(items):
            return len(items)
        case Questions(questions):
            return len(questions)
        case _:
            return 1


_COUNTED: Final[Mapping[type, tuple[str, str]]] = {Course: ("entry", "entries"), Questions: ("question", "questions")}


def _count(parts: Sequence[Part]) -> str:
    """`19 entries` of the first part that is counted."""
    for part in parts:
        if type(part) in _COUNTED:
            one, many = _COUNTED[type(part)]
            return f"{_length(part):,} {one if _length(part) == 1 else many}"
    return ""
