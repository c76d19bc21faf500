"""The same timeline standing, for a narrow screen: a line for each key moment, action and run of updates."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import groupby, pairwise
from typing import Final

from bot.analysis.model import Case, Chronicle
from bot.time_format import clock
from templates.metrics.wording import if_estimated
from templates.pictures.labels import LINE_HEIGHT, SIZE
from templates.pictures.lettering import Line, width_of, words_of, wrapped
from templates.pictures.shown import Mark, Shown, in_words, short, shown, state_at
from templates.pictures.svg import dot, line, picture, rect, ring, text, words

WIDTH: Final = 340.0
_NAMED: Final = 8
_BETWEEN: Final = 12.0  # from one row to the next
_RAIL: Final = 10.0
_MOMENT, _ACTION, _UPDATE, _SILENCE = range(4)  # what comes first at the same time


@dataclass(frozen=True)
class _Row:
    at: datetime
    kind: int
    said: str
    estimated: bool = False

    def when(self, day: date) -> str:
        return if_estimated(clock(self.at, day), self.estimated)

    def lines(self, width: float) -> tuple[Line, ...]:
        look = {_MOMENT: "strong", _SILENCE: "over", _UPDATE: "quiet"}.get(self.kind, "ink")
        return wrapped(words_of(self.said, look, bold=self.kind == _MOMENT), width, SIZE)


def upright_picture(case: Case, chronicle: Chronicle, noted: Sequence[Mark] = ()) -> str:
    """A whole SVG element; "" where the list says as much."""
    found = shown(case, chronicle, noted, _NAMED)
    return _drawn(found, chronicle) if found else ""


def _drawn(found: Shown, chronicle: Chronicle) -> str:
    rows = list(_rows(found))
    times = max(width_of(row.when(found.day), SIZE) for row in rows)
    rail = times + 14.0
    parts, y = list[str](), 18.0
    marks: list[tuple[float, _Row]] = []
    for row in rows:
        lines = row.lines(WIDTH - rail - _RAIL - 16.0)
        marks.append((y - 4.5, row))
        if row.kind != _SILENCE:
            parts.append(text("quiet", 0, y, row.when(found.day)))
        parts += [words(each, rail + _RAIL + 12.0, y + LINE_HEIGHT * place) for place, each in enumerate(lines)]
        y += LINE_HEIGHT * len(lines) + _BETWEEN
    parts[:0] = _rail(marks, rail, chronicle)
    return picture(WIDTH, y - _BETWEEN, in_words(found), SIZE, parts, "upright")


def _rail(marks: list[tuple[float, _Row]], left: float, chronicle: Chronicle) -> Iterator[str]:
    """Each piece has the look of the time that it stands for."""
    for (top, row), (bottom, _) in pairwise(marks):
        yield rect(state_at(row.at, chronicle), left, top, _RAIL, bottom - top)
    middle = left + _RAIL / 2
    for y, row in marks:
        if row.kind == _MOMENT:
            yield line("strong", left - 3.0, y, left + _RAIL + 3.0, y, 2)
        elif row.kind != _SILENCE:
            yield dot(middle, y, 3.5) if row.kind == _ACTION else ring(middle, y, 3.5)


def _rows(found: Shown) -> Iterator[_Row]:
    rows = [_Row(mark.at, _MOMENT, mark.name, mark.estimated) for mark in found.moments]
    rows += [_Row(mark.at, _ACTION, mark.name) for mark in found.actions if mark.name]
    rows += [_Row(at, _UPDATE, "") for at in found.updates]
    for gap in found.gaps:
        rows.append(_Row(gap.start.astimezone(UTC), _SILENCE, f"{short(round(gap.minutes))} without an update"))
    rows.sort(key=lambda row: (row.at, row.kind))
    for kind, run in groupby(rows, key=lambda row: row.kind):
        together = list(run)
        yield from _told(together, found) if kind == _UPDATE else together


def _told(run: list[_Row], found: Shown) -> Iterator[_Row]:
    """Updates with nothing between them are one row."""
    first, *others = run
    said = f"{len(run)} updates, the last at {clock(others[-1].at, found.day)}" if others else "Update"
    yield _Row(first.at, _UPDATE, said)
