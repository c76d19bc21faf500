"""The timeline as a picture: phases as bands, events as marks, gaps shaded, key moments named. SVG and nothing else.

Only rect, line, circle and text with plain attributes, so that whatever draws SVG draws it. Colours stand in the
attributes for a light ground; a page gives the classes others in the dark. What does not fit is thinned, and the
picture says so.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from textwrap import wrap
from typing import Final

from markupsafe import escape

from bot.analysis.model import Band, Chronicle, Moment, ReadEvent
from bot.metrics.key_moments import MomentKey
from bot.time_format import clock, duration, is_dated
from bot.timeline.kinds import EntryKind
from templates.metrics.wording import before_time

_MARGIN: Final = 16.0
_LETTER: Final = 6.6  # widest usual width of a letter at 12 px, so that labels keep apart in any font
_LINE: Final = 16.0  # height of a line of text
_BAND_HEIGHT: Final = 30.0
_MARK: Final = 3.5  # radius; two marks nearer than this are drawn once
_FEWEST_PIXELS: Final = 320
_BESIDE: Final = 0.25  # of the incident's own length stays where more than that length lies before or after it
_TOOLTIPS: Final = 500  # marks; beyond that nobody hovers over one
_FONT: Final = 'font-family="system-ui, sans-serif" font-size="12"'
_INK, _QUIET, _RULE = "#1c2330", "#566072", "#c9cfd9"
_BANDS: Final = {
    EntryKind.TRIGGER: "#e3cfc0",
    EntryKind.DETECTION: "#f3d48a",
    EntryKind.INVESTIGATION: "#a9c6f5",
    EntryKind.MITIGATION: "#cdb6ee",
    EntryKind.MONITORING: "#a5d9bd",
    EntryKind.REVIEW: "#d5d9e1",
}
_MARKS: Final = {
    EntryKind.TRIGGER: "#9a6a45",
    EntryKind.DETECTION: "#b97f00",
    EntryKind.DECLARATION: "#b97f00",
    EntryKind.TRIAGE: "#b97f00",
    EntryKind.INVESTIGATION: "#2f68c8",
    EntryKind.ESCALATION: "#c8502f",
    EntryKind.MITIGATION: "#7a4cc2",
    EntryKind.COMMUNICATION: "#1f8a93",
    EntryKind.MONITORING: "#2c8a58",
    EntryKind.RESOLUTION: "#2c8a58",
    EntryKind.REVIEW: "#78828f",
}
_DRAWN_MOMENTS: Final = tuple(key for key in MomentKey if key is not MomentKey.ACKNOWLEDGED)
_STEPS: Final = tuple(
    timedelta(minutes=minutes)
    for minutes in (1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1440, 2880, 10080, 43200, 129600, 525600)
)


@dataclass(frozen=True)
class _Scale:
    """From time to pixels; what lies outside is not drawn."""

    start: datetime
    end: datetime
    width: float

    def x(self, at: datetime) -> float:
        share = (at - self.start) / (self.end - self.start)
        return _MARGIN + min(max(share, 0.0), 1.0) * (self.width - 2 * _MARGIN)

    def holds(self, at: datetime) -> bool:
        return self.start <= at <= self.end


def timeline_picture(chronicle: Chronicle, width: int) -> str:
    """A whole SVG element, `width` pixels wide; "" where no two events have different times."""
    scale = _scale(chronicle, float(max(width, _FEWEST_PIXELS)))
    if scale is None:
        return ""
    labels = _moment_labels(chronicle, scale)
    top = 8.0 + _LINE * (1 + max((label.row for label in labels), default=0))
    floor = top + _BAND_HEIGHT + 26.0
    legend, height = _legend(chronicle, scale, floor + 2.4 * _LINE)
    parts = [
        *_gaps(chronicle, scale, top, floor),
        *_bands(chronicle.bands, scale, top),
        *_axis(scale, floor),
        *_moments(labels, top, floor),
        *_marks(chronicle, scale, floor - 12.0),
        *legend,
    ]
    return "\n".join((_opening(chronicle, scale.width, height), *parts, "</svg>"))


def _opening(chronicle: Chronicle, width: float, height: float) -> str:
    size = f'width="{width:.0f}" height="{height:.0f}" viewBox="0 0 {width:.0f} {height:.0f}"'
    names = ", ".join(f"{band.name} {duration(int(band.minutes))}" for band in chronicle.bands)
    about = escape(f"Timeline of {len(chronicle.events)} events: {names}")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" aria-label="{about}" {_FONT}>\n'
        f'<rect class="ground" x="0" y="0" width="{width:.0f}" height="{height:.0f}" fill="#ffffff"/>'
    )


# What is drawn of the time


def _scale(chronicle: Chronicle, width: float) -> _Scale | None:
    times = [one.event.at for one in chronicle.events if one.event.at]
    times += [moment.at for moment in chronicle.moments.values() if moment.at]
    if not times or min(times) == max(times):
        return None
    start, end = min(times).astimezone(UTC), max(times).astimezone(UTC)
    first = chronicle.moments[MomentKey.DETECTED].at or chronicle.moments[MomentKey.DECLARED].at or start
    last = chronicle.moments[MomentKey.RESOLVED].at or end
    if first < last:
        whole = last - first
        start = start if first - start <= whole else first - _BESIDE * whole
        end = end if end - last <= whole else last + _BESIDE * whole
    return _Scale(start, end, width)


# Bands, gaps and marks


def _bands(bands: Sequence[Band], scale: _Scale, top: float) -> Iterator[str]:
    for band in bands:
        left, right = scale.x(band.start), scale.x(band.end)
        if right - left < 0.5:
            continue
        yield _rect("band", left, top, right - left, _BAND_HEIGHT, _BANDS[band.phase])
        label = next((text for text in _band_labels(band) if _wide(text) + 8 <= right - left), None)
        if label:
            yield _text("on-band", (left + right) / 2, top + 19, label, _INK, "middle")


def _band_labels(band: Band) -> tuple[str, str]:
    return f"{band.name} {duration(int(band.minutes))}", band.name


def _gaps(chronicle: Chronicle, scale: _Scale, top: float, floor: float) -> Iterator[str]:
    """Gaps between events run over everything, those between updates are a strip below the bands."""
    for gap in chronicle.gaps:
        left, right = scale.x(gap.start), scale.x(gap.end)
        if right - left < 0.5:
            continue
        if gap.kind == "events":
            yield _rect("gap", left, top - 4, right - left, floor - top + 4, "#e4e7ec")
        elif gap.kind == "communication":
            yield _rect("untold", left, floor - 2, right - left, 4, "#1f8a93", ' fill-opacity="0.45"')


def _marks(chronicle: Chronicle, scale: _Scale, middle: float) -> Iterator[str]:
    drawn = _drawn(chronicle.events, scale)
    day = scale.start.date()
    for one, x in drawn:
        at = one.event.at
        told = ""
        if len(drawn) <= _TOOLTIPS and at is not None:
            short = " ".join(one.event.text[:160].split())
            told = f"<title>{escape(f'{clock(at, day)} {one.phase}: {_printable(short)}')}</title>"
        radius = _MARK + 1.5 if one.decision else _MARK
        edge = f' stroke="{_INK}" stroke-width="1.2"' if one.decision else ""
        colour = _MARKS[one.phase]
        yield f'<circle class="mark" cx="{x:.1f}" cy="{middle:.1f}" r="{radius}" fill="{colour}"{edge}>{told}</circle>'


def _drawn(events: Sequence[ReadEvent], scale: _Scale) -> list[tuple[ReadEvent, float]]:
    """The events whose marks do not hide each other; of those that do, a decision goes first, then the earliest."""
    places: dict[int, tuple[ReadEvent, float]] = {}
    for one in events:
        if one.event.at and one.duplicate_of is None and scale.holds(one.event.at):
            x = scale.x(one.event.at)
            place = int(x / _MARK)
            if place not in places or (one.decision and not places[place][0].decision):
                places[place] = (one, x)
    return [places[place] for place in sorted(places)]


# Key moments


@dataclass(frozen=True)
class _Label:
    """A text beside its line; row 0 is the one nearest to the bands."""

    x: float
    left: float
    row: int
    text: str

    @property
    def right(self) -> float:
        return self.left + _wide(self.text)

    def meets(self, other: "_Label") -> bool:
        """Whether the texts overlap, or the line of the higher one runs through the text of the lower."""
        if self.row == other.row:
            return self.left < other.right + 8 and other.left < self.right + 8
        higher, lower = (self, other) if self.row > other.row else (other, self)
        return lower.left - 2 < higher.x < lower.right + 2


def _moment_labels(chronicle: Chronicle, scale: _Scale) -> list[_Label]:
    """Texts lean towards the middle; each stands in the lowest row in which it keeps clear of the others."""
    labels: list[_Label] = []
    for name, moment in sorted(_named(chronicle, scale), key=lambda one: _outwards(one[1], scale)):
        assert moment.at is not None
        text = f"{name} {clock(moment.at, scale.start.date())}"
        x = scale.x(moment.at)
        left = x + 3 if x <= scale.width / 2 else x - 3 - _wide(text)
        labels.append(_clear(x, min(max(left, 2.0), scale.width - 2.0 - _wide(text)), text, labels))
    return labels


def _clear(x: float, left: float, text: str, labels: Sequence[_Label]) -> _Label:
    """Where there is no room for that, above all others: then a line may cross a text, but no text another."""
    above = _Label(x, left, max((label.row + 1 for label in labels), default=0), text)
    places = (_Label(x, left, row, text) for row in range(above.row))
    return next((label for label in places if not any(label.meets(one) for one in labels)), above)


def _outwards(moment: Moment, scale: _Scale) -> float:
    """Those nearest to the middle go lowest, so that no line runs through a text."""
    assert moment.at is not None
    return abs(scale.x(moment.at) - scale.width / 2)


def _named(chronicle: Chronicle, scale: _Scale) -> list[tuple[str, Moment]]:
    reached = ((before_time(key, chronicle.moments[key].estimated), chronicle.moments[key]) for key in _DRAWN_MOMENTS)
    return [(name, moment) for name, moment in reached if moment.at and scale.holds(moment.at)]


def _moments(labels: Sequence[_Label], top: float, floor: float) -> Iterator[str]:
    """A line leaves the bands free, where their own names stand."""
    for label in labels:
        baseline = top - 10.0 - _LINE * label.row
        yield _line("moment", label.x, baseline - 9, label.x, top, _QUIET)
        yield _line("moment", label.x, top + _BAND_HEIGHT, label.x, floor, _QUIET)
        yield _text("ink", label.left, baseline, label.text, _INK)


# The axis, and what the colours mean


def _axis(scale: _Scale, floor: float) -> Iterator[str]:
    yield _line("rule", _MARGIN, floor, scale.width - _MARGIN, floor, _RULE)
    day, free = None, 0.0
    for at in _ticks(scale):
        x = scale.x(at)
        text = f"{at:%H:%M}" if at.date() == day or not is_dated(at) else f"{at.day} {at:%b} {at:%H:%M}"
        left = min(max(x - _wide(text) / 2, 2.0), scale.width - _wide(text) - 2.0)
        if left < free:
            continue
        day, free = at.date(), left + _wide(text) + 8
        yield _line("rule", x, floor, x, floor + 4, _RULE)
        yield _text("quiet", left, floor + 17, text, _QUIET)


def _ticks(scale: _Scale) -> Iterator[datetime]:
    """Round times, about eight of them."""
    span = scale.end - scale.start
    step = next((step for step in _STEPS if span / step <= 8), span / 8)
    midnight = scale.start.replace(hour=0, minute=0, second=0, microsecond=0)
    at = midnight + step * -(-(scale.start - midnight) // step)
    while at <= scale.end:
        yield at
        at += step


def _legend(chronicle: Chronicle, scale: _Scale, top: float) -> tuple[list[str], float]:
    """The bands with their lengths, then what is not drawn; with the height of it all."""
    parts: list[str] = []
    x, y = _MARGIN, top
    for band in chronicle.bands:
        text = f"{band.name} {duration(int(band.minutes))}"
        if x > _MARGIN and x + 18 + _wide(text) > scale.width - _MARGIN:
            x, y = _MARGIN, y + _LINE + 2
        parts.append(_rect("band", x, y - 9, 10, 10, _BANDS[band.phase]))
        parts.append(_text("ink", x + 15, y, text, _INK))
        x += 15 + _wide(text) + 18
    letters = int((scale.width - 2 * _MARGIN) / _LETTER)
    for note in (line for told in _notes(chronicle, scale) for line in wrap(told, letters)):
        y += _LINE + 4
        parts.append(_text("quiet", _MARGIN, y, note, _QUIET))
    return parts, y + 12


def _notes(chronicle: Chronicle, scale: _Scale) -> Iterator[str]:
    timed = [one for one in chronicle.events if one.event.at and one.duplicate_of is None]
    inside = sum(1 for one in timed if one.event.at and scale.holds(one.event.at))
    drawn = len(_drawn(chronicle.events, scale))
    kinds = {gap.kind for gap in chronicle.gaps}
    grey = " Grey: no events." if "events" in kinds else ""
    untold = " Line on the axis: nobody was told anything." if "communication" in kinds else ""
    yield f"Times in UTC.{grey}{untold}"
    if drawn < inside:
        yield f"{drawn:,} marks for {inside:,} events: those too close together share one."
    if inside < len(timed):
        yield f"Not drawn, long before or after: {len(timed) - inside:,} of {len(timed):,} events."


# Elements


def _wide(text: str) -> float:
    return _LETTER * len(text)


def _printable(text: str) -> str:
    """Without the characters that XML does not allow."""
    return "".join(letter if letter.isprintable() else " " for letter in text)


def _rect(name: str, x: float, y: float, width: float, height: float, colour: str, more: str = "") -> str:
    size = f'x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}"'
    return f'<rect class="{name}" {size} fill="{colour}"{more}/>'


def _line(name: str, x1: float, y1: float, x2: float, y2: float, colour: str) -> str:
    ends = f'x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"'
    return f'<line class="{name}" {ends} stroke="{colour}" stroke-width="1"/>'


def _text(name: str, x: float, y: float, text: str, colour: str, anchor: str = "start") -> str:
    place = f'x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"'
    return f'<text class="{name}" {place} fill="{colour}">{escape(_printable(text))}</text>'
