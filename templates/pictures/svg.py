"""The elements of a drawing, as SVG that any program can draw: rect, line, circle and text, plain attributes.

Colors for a light ground stand in the attributes; a page gives the classes others in the dark.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from markupsafe import escape

from templates.pictures.lettering import Line

LOOKS: Final[Mapping[str, str]] = {
    "ground": "#ffffff",
    "ink": "#1f2328",
    "strong": "#1f2328",
    "quiet": "#5d6670",
    "over": "#b42318",
    "rule": "#d5d9de",
    "leader": "#c3c9d1",
    "dot": "#55606b",
    "unnoticed": "#e58a7d",
    "hurt": "#f6c9c1",
    "unsettled": "#f1dcae",
    "restored": "#cfe3d6",
    "beyond": "#e4e7eb",
}


def picture(width: float, height: float, about: str, size: int, parts: Iterable[str], look: str, edge: int = 0) -> str:
    """`edge` is left free around the drawing; on a page nothing need be."""
    wide, high = width + 2 * edge, height + 2 * edge
    opening = (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="timeline {look}" width="{wide:.0f}" height="{high:.0f}"'
        f' viewBox="{-edge} {-edge} {wide:.0f} {high:.0f}" role="img" aria-label="{escape(about)}"'
        f' font-family="system-ui, sans-serif" font-size="{size}">'
    )
    return "\n".join((opening, rect("ground", -edge, -edge, wide, high), *parts, "</svg>"))


def rect(look: str, x: float, y: float, width: float, height: float) -> str:
    size = f'x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}"'
    return f'<rect class="{look}" {size} fill="{LOOKS[look]}"/>'


def line(look: str, x1: float, y1: float, x2: float, y2: float, width: float = 1, dashes: str = "") -> str:
    ends = f'x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"'
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    return f'<line class="{look}" {ends} stroke="{LOOKS[look]}" stroke-width="{width:g}"{dashed}/>'


def dot(x: float, y: float, radius: float) -> str:
    return f'<circle class="dot" cx="{x:.1f}" cy="{y:.1f}" r="{radius:g}" fill="{LOOKS["dot"]}"/>'


def ring(x: float, y: float, radius: float) -> str:
    colors = f'fill="{LOOKS["ground"]}" stroke="{LOOKS["dot"]}"'
    return f'<circle class="ring" cx="{x:.1f}" cy="{y:.1f}" r="{radius:g}" {colors} stroke-width="2"/>'


def text(look: str, x: float, y: float, said: str, anchor: str = "start", size: int = 0) -> str:
    smaller = f' font-size="{size}"' if size else ""
    place = f'x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"{smaller}'
    return f"<text {place} {_colored(look)}>{escape(said)}</text>"


def words(line_: Line, x: float, y: float, anchor: str = "start") -> str:
    """A line whose words differ in their look."""
    spans = " ".join(f"<tspan {_colored(look)}>{escape(said)}</tspan>" for look, said in _runs(line_))
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{spans}</text>'


def _runs(line_: Line) -> Sequence[tuple[str, str]]:
    runs: list[tuple[str, str]] = []
    for word in line_:
        if runs and runs[-1][0] == word.look:
            runs[-1] = (word.look, f"{runs[-1][1]} {word.text}")
        else:
            runs.append((word.look, word.text))
    return runs


def _colored(look: str) -> str:
    weight = ' font-weight="600"' if look == "strong" else ""
    return f'class="{look}" fill="{LOOKS[look]}"{weight}'
