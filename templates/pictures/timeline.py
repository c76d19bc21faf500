"""The timeline as a picture: key moments above a band of phases, actions and updates below it, and the time.

In the band red is before the mitigation and green after it; the names of moments and phases say the same in words.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from bot.analysis.model import Band, Case, Chronicle, Gap
from bot.metrics.key_moments import MomentKey
from bot.time_format import is_dated
from templates.pictures.labels import LEAST as LEAST_ROOM
from templates.pictures.labels import LINE_HEIGHT, SIZE, Label, Room, Wanted, depth, fit, placed
from templates.pictures.lettering import Word, width_of, words_of, wrapped
from templates.pictures.shown import Mark, Shown, in_words, short, shown, state_at
from templates.pictures.svg import dot, line, picture, rect, ring, text, words

_NARROWEST: Final = 320.0
_NARROW: Final = 700.0
_LANES: Final = 78.0  # where their names stand
_EDGE: Final = 14.0
_SHARES: Final = (0.24, 0.34, 0.46)  # of the width that a label may have: the one that makes the picture lowest
_BAND: Final = 26.0
_SMALL: Final = 12
_RING: Final = 8.0  # from the middle of an update to what stands beside it
_STEPS: Final = tuple(
    timedelta(minutes=minutes)
    for minutes in (1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1440, 2880, 10080, 43200, 129600, 525600)
)


@dataclass(frozen=True)
class Scale:
    """From time to pixels."""

    start: datetime
    end: datetime
    left: float
    right: float

    def x(self, at: datetime) -> float:
        share = (at - self.start) / (self.end - self.start)
        return self.left + min(max(share, 0.0), 1.0) * (self.right - self.left)


def timeline_picture(case: Case, chronicle: Chronicle, width: int, noted: Sequence[Mark] = (), edge: int = 0) -> str:
    """A whole SVG element, `width` pixels wide with an `edge` around it; "" where a list says as much."""
    wide = max(float(width), _NARROWEST)
    found = shown(case, chronicle, noted, most_named=8 if wide >= _NARROW else 5)
    return _drawn(found, chronicle, wide, edge) if found else ""


def _drawn(found: Shown, chronicle: Chronicle, width: float, edge: int) -> str:
    scale = _scale(found, width)
    moments = _lowest(_moments(found, scale), 2.0, width)
    actions = _lowest(_actions(found, scale), _LANES, width)
    band = 10.0 + depth(moments) + 8.0
    lane = band + _BAND + 16.0
    told = lane + max(depth(actions), SIZE + 4.0 if found.actions else 0.0) + (14.0 if found.actions else 0.0)
    axis = told + (30.0 if found.updates else 0.0)
    notes = [row for note in _notes(found, scale) for row in wrapped(words_of(note, "quiet"), width, SIZE)]
    parts = [
        *(part for label in moments for part in _above(label, band)),
        *_band(chronicle, scale, band),
        *_action_lane(found, actions, scale, band + _BAND, lane),
        *(_update_lane(found, scale, told + 10.0) if found.updates else ()),
        *_axis(scale, axis + 4.0, width),
        *(words(note, 0, axis + 44.0 + LINE_HEIGHT * row) for row, note in enumerate(notes)),
    ]
    height = axis + 24.0 + (LINE_HEIGHT * len(notes) + 10.0 if notes else 0.0)
    return picture(width, height, in_words(found), SIZE, parts, "flat", edge)


def _rooms(left: float, width: float) -> list[Room]:
    return [Room(left, width - 4.0, max(LEAST_ROOM, width * share)) for share in _SHARES]


def _lowest(wanted: Sequence[Wanted], left: float, width: float) -> list[Label]:
    return min((placed(wanted, room) for room in _rooms(left, width) if fit(wanted, room)), key=depth)


def _scale(found: Shown, width: float) -> Scale:
    """Leaves room at the right end where a label needs it."""
    whole = Scale(found.start, found.end, _LANES, width - _EDGE)
    lanes = (_moments(found, whole), 2.0), (_actions(found, whole), _LANES)
    if all(any(fit(wanted, room) for room in _rooms(left, width)) for wanted, left in lanes):
        return whole
    return Scale(found.start, found.end, _LANES, width - _EDGE - LEAST_ROOM)


def _moments(found: Shown, scale: Scale) -> list[Wanted]:
    return [Wanted(scale.x(mark.at), _moment(mark, found)) for mark in found.moments]


def _moment(mark: Mark, found: Shown) -> tuple[Word, ...]:
    return (*words_of(mark.name, "strong", bold=True), Word(mark.when(found.day), "quiet"))


def _actions(found: Shown, scale: Scale) -> list[Wanted]:
    named = (mark for mark in found.actions if mark.name)
    return [Wanted(scale.x(mark.at), _action(mark, found)) for mark in named]


def _action(mark: Mark, found: Shown) -> tuple[Word, ...]:
    return (Word(mark.when(found.day), "quiet"), *words_of(mark.name, "ink"))


def _above(label: Label, band: float) -> Iterator[str]:
    yield line("leader", label.x, band - label.reach - 4.0, label.x, band)
    yield from _lines(label, band - label.reach - 8.0)


def _lines(label: Label, top: float) -> Iterator[str]:
    at, anchor = (label.left + label.width, "end") if label.turned else (label.left, "start")
    for row, each in enumerate(label.lines):
        yield words(each, at, top + 13.0 + 17.0 * row, anchor)


# The band


def _band(chronicle: Chronicle, scale: Scale, top: float) -> Iterator[str]:
    yield rect("beyond", scale.left, top + _BAND / 2 - 1.0, scale.right - scale.left, 2.0)
    for band in chronicle.bands:
        for start, end in _cut(band.start, band.end, chronicle):
            left, right = scale.x(start), scale.x(end)
            if right - left >= 0.5:
                yield rect(state_at(start, chronicle), left, top, right - left, _BAND)
    yield from _phases(chronicle.bands, scale, top)


def _phases(bands: Sequence[Band], scale: Scale, top: float) -> Iterator[str]:
    """A phase is named where its name fits; one alone tells nothing."""
    for band in bands:
        left, right = scale.x(band.start), scale.x(band.end)
        if left > scale.left:
            yield line("ground", left, top, left, top + _BAND, 1.5)
        size = next((size for size in (SIZE, _SMALL) if width_of(band.name, size) + 4.0 <= right - left), 0)
        if size and len(bands) > 1:
            yield text("ink", (left + right) / 2, top + 17.5, band.name, "middle", size)


def _cut(start: datetime, end: datetime, chronicle: Chronicle) -> Iterator[tuple[datetime, datetime]]:
    """A phase in pieces that lie on one side of each key moment."""
    keys = (MomentKey.STARTED, MomentKey.DETECTED, MomentKey.MITIGATED, MomentKey.RESOLVED)
    inside = sorted({at for key in keys if (at := chronicle.moments[key].at) and start < at < end})
    yield from zip((start, *inside), (*inside, end), strict=True)


# The lanes


def _action_lane(found: Shown, labels: Sequence[Label], scale: Scale, band: float, top: float) -> Iterator[str]:
    if not found.actions:
        return
    yield text("quiet", 0, top + 13.0, "Actions")
    for label in labels:
        yield line("leader", label.x, band, label.x, top + label.away + 9.0)
        yield from _lines(label, top + label.away)
        yield dot(label.x, top + label.away + 9.0, 3.5)
    for x in _apart((scale.x(mark.at) for mark in found.actions if not mark.name), 6.0):
        yield dot(x, band + 7.0, 2.5)


def _update_lane(found: Shown, scale: Scale, y: float) -> Iterator[str]:
    yield text("quiet", 0, y + 4.5, "Updates")
    free = scale.left
    for gap in found.gaps:
        left, right = _ends_of(gap, scale)
        if right > left:
            yield line("rule", free, y, left - _RING, y, 1.5)
            yield from _silence(gap, left, right, y)
            free = right + _RING
    yield line("rule", free, y, scale.right, y, 1.5)
    for x in _apart(map(scale.x, found.updates), 5.0):
        yield ring(x, y, 4.5)


def _apart(places: Iterable[float], least: float) -> Iterator[float]:
    """Leaves out what would hide another."""
    last = float("-inf")
    for x in places:
        if x - last >= least:
            last = x
            yield x


def _silence(gap: Gap, left: float, right: float, y: float) -> Iterator[str]:
    said = next((each for each in _silent(gap) if _fits(each, right - left)), "")
    half = (width_of(said, SIZE) / 2 + 6.0) if said else 0.0
    middle = (left + right) / 2
    yield line("over", left, y, middle - half, y, 1.6, "4 4")
    yield line("over", middle + half, y, right, y, 1.6, "4 4")
    if said:
        yield text("over", middle, y + 4.5, said, "middle")


def _ends_of(gap: Gap, scale: Scale) -> tuple[float, float]:
    return scale.x(gap.start) + _RING, scale.x(gap.end) - _RING


def _fits(said: str, width: float) -> bool:
    return width_of(said, SIZE) + 28.0 <= width


def _silent(gap: Gap) -> tuple[str, str]:
    long = short(round(gap.minutes))
    return f"{long} without an update", long


def _axis(scale: Scale, top: float, width: float) -> Iterator[str]:
    yield text("quiet", 0, top + 13.0, "UTC", size=_SMALL)
    day, free = None, 34.0
    for at in _ticks(scale):
        dated = at.date() != day and is_dated(at) and scale.start.date() != scale.end.date()
        said = f"{at.day} {at:%b}, {at:%H:%M}" if dated else f"{at:%H:%M}"
        half = width_of(said, _SMALL) / 2
        middle = min(max(scale.x(at), half + 2.0), width - half - 2.0)
        if middle - half < free:
            continue
        day, free = at.date(), middle + half + 10.0
        yield line("rule", scale.x(at), top - 4.0, scale.x(at), top)
        yield text("quiet", middle, top + 13.0, said, "middle", _SMALL)


def _ticks(scale: Scale) -> Iterator[datetime]:
    """Round times, about eight of them."""
    span = scale.end - scale.start
    step = next((step for step in _STEPS if span / step <= 8), span / 8)
    midnight = scale.start.replace(hour=0, minute=0, second=0, microsecond=0)
    at = midnight + step * -(-(scale.start - midnight) // step)
    while at <= scale.end:
        yield at
        at += step


# What the picture says of itself


def _notes(found: Shown, scale: Scale) -> Iterator[str]:
    unsaid = [
        gap for gap in found.gaps if not _fits(_silent(gap)[0], _ends_of(gap, scale)[1] - _ends_of(gap, scale)[0])
    ]
    if len(unsaid) == len(found.gaps) > 0:
        yield f"Dashed: more than {short(unsaid[0].limit)} without an update."
    if found.unnamed:
        yield f"{found.unnamed:,} of {len(found.actions):,} actions have no name here: see the timeline."
    if found.outside or found.beyond:
        told = [f"{mark.name} {mark.when(found.day)}" for mark in found.beyond]
        told += [f"{found.outside:,} entr{'y' if found.outside == 1 else 'ies'}"] if found.outside else []
        yield f"Not drawn, long before or after: {', '.join(told)}."
