"""Fishbone and bow tie as SVG: lines, rectangles and wrapped text only, so that other programs can draw them too.

Colours are fixed and readable on light and dark ground, for the picture brings its own ground. What is too long for
its box is cut; the whole text stands beside the picture.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from html import escape
from typing import Final

from markupsafe import Markup

from bot.review.document.parts import Barrier, Bone, BowTie, Fishbone, Sentence

WIDTH: Final = 1000
LINE: Final = 17  # from one line of text to the next
GROUND, INK, QUIET, RULE = "#ffffff", "#1c2330", "#566072", "#9aa3b2"
STATES: Final = {
    "helped": ("#1d7a46", "helped"),
    "hindered": ("#b3401a", "hindered"),
    "weak": ("#8a1c1c", "weak"),
}
_LEAST: Final = 80  # height of a bone, however short
_CHARACTER: Final = 7.2  # width of one at 13 px, rather too wide than too narrow


def fishbone_svg(fishbone: Fishbone) -> Markup:
    """The problem at the head, one bone for each side."""
    above, below = fishbone.bones[:2], fishbone.bones[2:]
    top = max((_bone_height(bone) for bone in above), default=_LEAST)
    spine = 30 + top
    height = spine + 30 + max((_bone_height(bone) for bone in below), default=_LEAST)
    drawn = [_line(20, spine, 770, spine, INK, 3), *_box(775, spine - 45, 205, 90, fishbone.problem, INK)]
    for place, bone in enumerate(above):
        drawn.extend(_bone(bone, 30 + place * 375, spine - 14 - _bone_height(bone), spine))
    for place, bone in enumerate(below):
        drawn.extend(_bone(bone, 30 + place * 375, spine + 26, spine))
    return _picture(height, drawn, f"Fishbone of {fishbone.problem}")


def _bone_height(bone: Bone) -> int:
    return max(24 + LINE * sum(len(lines) for lines in _bone_lines(bone)), _LEAST)


def _bone_lines(bone: Bone) -> list[list[str]]:
    texts = [cause.text for cause in bone.causes]
    return [wrapped(text, 350, 3) for text in texts[:6]]


def _bone(bone: Bone, x: int, y: int, spine: int) -> Iterator[str]:
    end = y + 12 if y < spine else y - 8
    yield _line(x - 22, end, x - 6, spine, RULE, 2)
    yield _text(x, y + 12, bone.name, INK, bold=True)
    at = y + 12
    for lines in _bone_lines(bone):
        for place, line in enumerate(lines):
            at += LINE
            yield _text(x + 10, at, ("– " if not place else "   ") + line, INK)


def bowtie_svg(bowtie: BowTie) -> Markup:
    """Threats and preventive barriers on the left, recovery barriers and consequences on the right."""
    columns = (
        (10, 190, _sides(bowtie.threats, "no threat is recorded")),
        (210, 180, _barriers(bowtie.preventive)),
        (610, 180, _barriers(bowtie.recovery)),
        (800, 190, _sides(bowtie.consequences, "no consequence is recorded")),
    )
    height = max(200, *(50 + sum(_height(text, width) + 8 for text, _ in found) for _, width, found in columns))
    middle = height // 2
    drawn = [*_box(400, middle - 35, 200, 80, bowtie.top_event, STATES["hindered"][0])]
    for x, heading in ((10, "Threats"), (210, "Barriers before"), (610, "Barriers after"), (800, "Consequences")):
        drawn.append(_text(x, 20, heading, QUIET))
    for x, width, found in columns:
        drawn.extend(_column(x, width, found, middle))
    return _picture(height, drawn, f"Bow tie of {bowtie.top_event}")


def _column(x: int, width: int, found: list[tuple[str, str]], middle: int) -> Iterator[str]:
    y = 32
    inner = (x + width, 400) if x < 400 else (x, 600)
    for text, colour in found:
        height = _height(text, width)
        if x in (210, 610):
            yield _line(inner[0], y + height // 2, inner[1], middle, RULE, 1)
        yield from _box(x, y, width, height, text, colour)
        y += height + 8


def _height(text: str, width: int) -> int:
    return 12 + LINE * len(wrapped(text, width - 16, 4))


def _sides(sides: tuple[Sentence, ...], missing: str) -> list[tuple[str, str]]:
    return [(side.text, INK) for side in sides[:8]] or [(missing, QUIET)]


def _barriers(barriers: tuple[Barrier, ...]) -> list[tuple[str, str]]:
    return [(f"{one.name}: {STATES[one.state][1]}", STATES[one.state][0]) for one in barriers]


def wrapped(text: str, width: int, most: int) -> list[str]:
    """Lines of at most so many pixels, the last one cut with … where there would be more."""
    fits = max(int(width / _CHARACTER), 4)
    words = [word[i : i + fits] for word in text[:2000].split() for i in range(0, len(word), fits)]
    lines = [""]
    for word in words:
        if lines[-1] and len(lines[-1]) + 1 + len(word) > fits:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    if len(lines) > most:
        return [*lines[: most - 1], f"{lines[most - 1][: fits - 1]}…"]
    return lines


def _picture(height: int, drawn: list[str], name: str) -> Markup:
    opening = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{escape(name)}"'
        ' font-family="system-ui, sans-serif" font-size="13">'
    )
    ground = f'<rect x="0" y="0" width="{WIDTH}" height="{height}" fill="{GROUND}"/>'
    return Markup("\n".join((opening, ground, *drawn, "</svg>")))  # every text was escaped on its way in


def _line(x1: int, y1: int, x2: int, y2: int, colour: str, width: int) -> str:
    return f'<line x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}" stroke="{colour}" stroke-width="{width}"/>'


def _text(x: int, y: int, text: str, colour: str, *, bold: bool = False) -> str:
    weight = ' font-weight="600"' if bold else ""
    return f'<text x="{x}" y="{y}" fill="{colour}"{weight}>{escape(text)}</text>'


def _box(x: int, y: int, width: int, height: int, text: str, colour: str) -> Iterator[str]:
    yield (
        f'<rect x="{x}" y="{y}" width="{width}" height="{height}" rx="5" fill="{GROUND}" stroke="{colour}"'
        ' stroke-width="2"/>'
    )
    lines = wrapped(text, width - 16, max((height - 8) // LINE, 1))
    for place, line in enumerate(lines):
        yield _text(x + 8, y + 18 + LINE * place, line, colour)


def anchor(place: str) -> str:
    """`event-3` for what rests on event 3; "" for a field, which has no place in the document."""
    found = re.fullmatch(r"event (\d+)", place)
    return f"event-{found[1]}" if found else ""


FILTERS: Final[Mapping[str, Callable[..., object]]] = {"anchor": anchor, "fishbone": fishbone_svg, "bowtie": bowtie_svg}
