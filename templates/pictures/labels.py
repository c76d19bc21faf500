"""Labels beside their places on a line: each text clear of every other text and of every leader.

Each label stands to the right of its place, laid out from the last place to the first, so that a leader only ever
passes where no label begins before it. A label turns to the left where it lacks room and nothing else has its place.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from templates.pictures.lettering import Line, Word, line_width, wrapped

SIZE: Final = 13
LINE_HEIGHT: Final = 17.0
LEAST: Final = 118.0  # pixels that a label always has
_ASIDE: Final = 6.0  # from the leader to its text
_APART, _BELOW = 10.0, 4.0  # between texts: beside each other, and one under the other


@dataclass(frozen=True)
class Wanted:
    x: float
    words: tuple[Word, ...]


@dataclass(frozen=True)
class Label:
    """`away` is how far its text begins from the line that the leader starts at, `left` where its text begins."""

    x: float
    left: float
    width: float
    away: float
    lines: tuple[Line, ...]

    @property
    def height(self) -> float:
        return LINE_HEIGHT * len(self.lines)

    @property
    def reach(self) -> float:
        return self.away + self.height

    @property
    def turned(self) -> bool:
        return self.left < self.x

    def overlaps(self, other: "Label") -> bool:
        beside = self.left < other.left + other.width + _APART and other.left < self.left + self.width + _APART
        return beside and self.away < other.reach + _BELOW and other.away < self.reach + _BELOW

    def is_crossed_by(self, other: "Label") -> bool:
        """Whether the leader of the other one runs through this text."""
        return self.left - 4 < other.x < self.left + self.width + 4 and self.away < other.reach


@dataclass(frozen=True)
class Room:
    """Where texts may stand, and how wide they may become."""

    left: float
    right: float
    widest: float


def fit(wanted: Sequence[Wanted], room: Room) -> bool:
    """Whether each label has room beside its place."""
    return all(_turns(one, wanted, room) or room.right - one.x - _ASIDE >= LEAST for one in wanted)


def placed(wanted: Sequence[Wanted], room: Room) -> list[Label]:
    """Expects labels that fit."""
    found: list[Label] = []
    for one in sorted(wanted, key=lambda each: each.x, reverse=True):
        found.append(_clear(_beside(one, wanted, room), found))
    return found


def depth(labels: Sequence[Label]) -> float:
    return max((label.reach for label in labels), default=0.0)


def _clear(label: Label, found: Sequence[Label]) -> Label:
    """The nearest place at which it is clear of the others: beyond all of them it is."""
    steps = sorted({0.0, *(one.reach + _BELOW for one in found)})
    places = (Label(label.x, label.left, label.width, step, label.lines) for step in steps)
    return next(place for place in places if not any(_meet(place, one) for one in found))


def _meet(one: Label, other: Label) -> bool:
    return one.overlaps(other) or one.is_crossed_by(other) or other.is_crossed_by(one)


def _beside(one: Wanted, wanted: Sequence[Wanted], room: Room) -> Label:
    turned = _turns(one, wanted, room)
    lines = wrapped(one.words, room.widest if turned else _width(one, room), SIZE)
    width = max(line_width(line, SIZE) for line in lines)
    return Label(one.x, one.x - _ASIDE - width if turned else one.x + _ASIDE, width, 0.0, lines)


def _width(one: Wanted, room: Room) -> float:
    return min(room.widest, room.right - one.x - _ASIDE)


def _turns(one: Wanted, wanted: Sequence[Wanted], room: Room) -> bool:
    """Whether it has too little room on the right, enough on the left, and stands there in no other one's way."""
    natural = max(line_width(line, SIZE) for line in wrapped(one.words, room.widest, SIZE))
    left = one.x - _ASIDE - natural
    if one.x + _ASIDE + natural <= room.right or left < room.left:
        return False
    return not any(left - _APART < other.x < one.x for other in wanted if other is not one)
