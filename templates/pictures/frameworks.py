"""Fishbone and bow tie: what people recorded, drawn so that every word of it can be read.

Text is measured and wrapped, and the height follows it: nothing is cut, and no line runs through a word. A state is a
word and a shape before it is a color. The elements are those of the timeline, so a page gives them the same colors.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final

from markupsafe import Markup

from bot.review.document.parts import Barrier, Bone, BowTie, Fishbone
from bot.review.root_cause.bowtie import HELPED, HINDERED, WEAK
from templates.pictures.lettering import Line, width_of, words_of, wrapped
from templates.pictures.svg import line, picture, rect, ring, text, words
from templates.review import wording

WIDTH: Final = 940  # pixels, about as wide as a page shows it
SIZE: Final = 13  # of letters
LINE: Final = 18  # from one line of text to the next
_EDGE: Final = 12
_RISE: Final = 10  # of a capital above its base line
_BETWEEN: Final = 8  # texts
_LOOK: Final = "drawn"


def _lines(said: str, width: float, *, look: str = "ink") -> tuple[Line, ...]:
    return wrapped(words_of(said, look, bold=look == "strong"), width, SIZE)


def _written(lines: Sequence[Line], x: float, top: float, anchor: str = "start") -> Iterator[str]:
    for place, one in enumerate(lines):
        yield words(one, x, top + _RISE + 3 + LINE * place, anchor)


def _frame(x: float, y: float, width: float, height: float, border: float = 1) -> Iterator[str]:
    yield rect("leader", x, y, width, height)
    yield rect("ground", x + border, y + border, width - 2 * border, height - 2 * border)


def _boxed(lines: Sequence[Line], x: float, y: float, width: float, border: float = 1) -> Iterator[str]:
    yield from _frame(x, y, width, _box_height(lines), border)
    yield from _written(lines, x + _EDGE, y + _BETWEEN)


def _box_height(lines: Sequence[Line]) -> float:
    return LINE * len(lines) + 2 * _BETWEEN - 2


def _drawn(height: float, about: str, parts: Iterator[str]) -> Markup:
    return Markup(picture(WIDTH, height, about, SIZE, parts, _LOOK))  # every text is escaped on its way in


# Fishbone

_HEAD: Final = 190  # width
_SLANT: Final = 26  # of a rib, from its end to the spine
_TWIG: Final = 12
_CLEAR: Final = 16  # of text from the spine


def fishbone_svg(fishbone: Fishbone) -> Markup:
    """The problem at the head, a rib for each side, its causes to the right of it."""
    columns = (len(fishbone.bones) + 1) // 2
    above, below = fishbone.bones[:columns], fishbone.bones[columns:]
    width = (WIDTH - _HEAD - 3 * _EDGE) / columns
    head = _lines(fishbone.problem, _HEAD - 2 * _EDGE, look="strong")
    half = _box_height(head) / 2
    spine = _EDGE + max(half, *(_bone_height(bone, width) for bone in above))
    height = spine + _EDGE + max(half, *(_bone_height(bone, width) for bone in below))

    def parts() -> Iterator[str]:
        end = WIDTH - _EDGE - _HEAD
        yield line("strong", _EDGE, spine, end, spine, 2)
        yield from _boxed(head, end, spine - half, _HEAD, 2)
        for place, bone in enumerate(above):
            yield from _upper(bone, _EDGE + place * width, width, spine)
        for place, bone in enumerate(below):
            yield from _lower(bone, _EDGE + place * width, width, spine)

    return _drawn(height, wording.fishbone_of(fishbone.problem), parts())


def _causes(bone: Bone, width: float) -> list[tuple[Line, ...]]:
    return [_lines(cause.text, width - _SLANT - _TWIG - 2 * _EDGE) for cause in bone.causes]


def _causes_height(bone: Bone, width: float) -> float:
    found = _causes(bone, width)
    return sum(LINE * len(lines) for lines in found) + _BETWEEN * len(found)


def _bone_height(bone: Bone, width: float) -> float:
    """With its name at the end, and clear of the spine."""
    return LINE + _BETWEEN + _causes_height(bone, width) + _CLEAR


def _upper(bone: Bone, x: float, width: float, spine: float) -> Iterator[str]:
    top = spine - _bone_height(bone, width)
    yield text("strong", x, top + _RISE + 3, bone.name)
    yield from _rib(bone, x, width, (x + 4, top + LINE + 2), (x + _SLANT, spine), top + LINE + _BETWEEN)


def _lower(bone: Bone, x: float, width: float, spine: float) -> Iterator[str]:
    bottom = spine + _bone_height(bone, width)
    yield text("strong", x, bottom - 5, bone.name)
    yield from _rib(bone, x, width, (x + 4, bottom - LINE - 2), (x + _SLANT, spine), spine + _CLEAR)


def _rib(
    bone: Bone, x: float, width: float, end: tuple[float, float], joint: tuple[float, float], top: float
) -> Iterator[str]:
    yield line("leader", *end, *joint, 2)
    left = x + _SLANT + _TWIG
    for lines in _causes(bone, width):
        middle = top + LINE / 2
        share = (middle - end[1]) / (joint[1] - end[1])
        yield line("leader", end[0] + share * (joint[0] - end[0]), middle, left - 4, middle)
        yield from _written(lines, left, top)
        top += LINE * len(lines) + _BETWEEN


# Bow tie: threats, a gate of barriers, the incident, a gate, consequences; what joins them runs in the gaps between

_SIDE, _GATE, _GAP = 188, 132, 28  # widths
_MARK: Final = 14  # half the width of a barrier's sign
_ABREAST: Final = 3  # signs in a gate
_FAR: Final = _MARK + 4  # from the middle of a diamond to its corners, so that two digits are clear of its sides
_ROW: Final = 2 * _FAR + 4
_GATES: Final = (_EDGE + _SIDE + _GAP, WIDTH - _EDGE - _SIDE - _GAP - _GATE)  # their left edges
_KNOT: Final = (_GATES[0] + _GATE + _GAP, _GATES[1] - _GAP)  # the edges of the incident's box


def bowtie_svg(bowtie: BowTie) -> Markup:
    """The barriers are numbered; a list below the picture has their words."""
    before, after = len(bowtie.preventive), len(bowtie.recovery)
    knot = _lines(bowtie.top_event, _KNOT[1] - _KNOT[0] - 2 * _EDGE, look="strong")
    sides = [[_lines(one.text, _SIDE - 2 * _EDGE) for one in side] for side in (bowtie.threats, bowtie.consequences)]
    tall = max(_box_height(knot), _gate_height(before), _gate_height(after), *map(_side_height, sides))
    top = _EDGE + LINE + _BETWEEN
    middle = top + tall / 2

    def parts() -> Iterator[str]:
        yield from _headings(sides)
        yield from _side(sides[0], _EDGE, middle, (_EDGE + _SIDE, _GATES[0]))
        yield from _gate(bowtie.preventive, 1, _GATES[0], middle)
        yield line("leader", _GATES[0] + _GATE, middle, _KNOT[0], middle, 2)
        yield from _boxed(knot, _KNOT[0], middle - _box_height(knot) / 2, _KNOT[1] - _KNOT[0], 2)
        yield line("leader", _KNOT[1], middle, _GATES[1], middle, 2)
        yield from _gate(bowtie.recovery, before + 1, _GATES[1], middle)
        yield from _side(sides[1], WIDTH - _EDGE - _SIDE, middle, (WIDTH - _EDGE - _SIDE, _GATES[1] + _GATE))
        yield from _key({one.state for one in (*bowtie.preventive, *bowtie.recovery)}, top + tall + _EDGE)

    return _drawn(top + tall + 2 * _EDGE + _ROW, wording.bow_tie_of(bowtie.top_event), parts())


def _headings(sides: Sequence[Sequence[object]]) -> Iterator[str]:
    middles = (_EDGE + _SIDE / 2, _GATES[0] + _GATE / 2, _GATES[1] + _GATE / 2, WIDTH - _EDGE - _SIDE / 2)
    names = (wording.THREATS, wording.BARRIERS_BEFORE, wording.BARRIERS_AFTER, wording.CONSEQUENCES)
    shown = (bool(sides[0]), True, True, bool(sides[1]))
    for middle, name, is_shown in zip(middles, names, shown, strict=True):
        if is_shown:
            yield text("quiet", middle, _EDGE + _RISE, name, "middle")


def _side_height(side: Sequence[Sequence[Line]]) -> float:
    return sum(_box_height(lines) for lines in side) + _BETWEEN * max(len(side) - 1, 0)


def _side(side: Sequence[Sequence[Line]], x: float, middle: float, joined: tuple[float, float]) -> Iterator[str]:
    """Boxes above each other, and a line from each across the gap to the gate."""
    top = middle - _side_height(side) / 2
    for lines in side:
        yield line("leader", joined[0], top + _box_height(lines) / 2, joined[1], middle, 1)
        yield from _boxed(lines, x, top, _SIDE)
        top += _box_height(lines) + _BETWEEN


def _gate_height(barriers: int) -> float:
    return _ROW * -(-barriers // _ABREAST) + 10


def _gate(barriers: Sequence[Barrier], first: int, x: float, middle: float) -> Iterator[str]:
    top = middle - _gate_height(len(barriers)) / 2
    yield from _frame(x, top, _GATE, _gate_height(len(barriers)))
    for place, barrier in enumerate(barriers):
        row, column = divmod(place, _ABREAST)
        left = x + _GATE / 2 + (column - (_ABREAST - 1) / 2) * (_GATE - 10) / _ABREAST
        yield from _sign(barrier.state, left, top + 5 + _ROW * (row + 0.5), str(first + place))


def _sign(state: str, x: float, y: float, said: str) -> Iterator[str]:
    """A circle for what helped, a diamond for what hindered, a broken square for what was weak."""
    if state == HELPED:
        yield ring(x, y, _MARK - 1)
    elif state == HINDERED:
        yield from _outline((x, y - _FAR), (x + _FAR, y), (x, y + _FAR), (x - _FAR, y), dashes="")
    else:
        far = _MARK - 2
        corners = ((x - far, y - far), (x + far, y - far), (x + far, y + far), (x - far, y + far))
        yield from _outline(*corners, dashes="4 3" if state == WEAK else "")
    if said:
        yield text("ink", x, y + 5, said, "middle")


def _outline(*corners: tuple[float, float], dashes: str) -> Iterator[str]:
    for (x1, y1), (x2, y2) in zip(corners, (*corners[1:], corners[0]), strict=True):
        yield line("over", x1, y1, x2, y2, 2, dashes)


def _key(states: Iterable[str], y: float) -> Iterator[str]:
    """What each sign says."""
    x = float(_EDGE + _MARK)
    for state in sorted(states):
        yield from _sign(state, x, y + _ROW / 2, "")
        yield text("ink", x + _MARK + _BETWEEN, y + _ROW / 2 + 5, state)
        x += 3 * _MARK + 2 * _BETWEEN + width_of(state, SIZE)


FILTERS: Final[Mapping[str, Callable[..., object]]] = {"fishbone": fishbone_svg, "bowtie": bowtie_svg}
