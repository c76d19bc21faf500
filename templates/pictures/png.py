"""A picture as PNG, for where SVG is not shown (Slack): the same SVG, set with a font of our own.

Machines that run a bot often have no fonts at all, so one comes along; what it lacks is taken from the system's.
"""

from pathlib import Path
from typing import Final

import resvg_py

FONT: Final = Path(__file__).parent / "fonts" / "Roboto-Regular.ttf"
FAMILY: Final = "Roboto"
SHARP: Final = 2  # pixels for each unit of the drawing: phones and most screens show twice as many


def png(svg: str) -> bytes:
    """Raises ValueError for what is no SVG."""
    return resvg_py.svg_to_bytes(
        svg_string=svg,
        zoom=SHARP,
        background="#ffffff",
        font_files=[str(FONT)],
        font_family=FAMILY,
        sans_serif_family=FAMILY,
        monospace_family=FAMILY,
    )
