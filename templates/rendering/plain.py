"""Filters for dates, durations and sentences in plain text."""

from collections.abc import Callable, Mapping
from textwrap import fill
from typing import Final

from bot.time_format import clock, minutes, stamp
from templates.metrics.wording import MOMENT_NAMES

WIDTH: Final = 80  # characters of a line in a terminal
BESIDE: Final = "beside"  # the name that templates have for the moment shown beside the text


def sentence(text: str) -> str:
    """Text that someone typed, ending like a sentence: a full stop is added where it has no mark of its own."""
    said = text.strip()
    return said if not said or said[-1] in ".!?…:" else f"{said}."


def slug(title: str) -> str:
    """The anchor that a heading gets: `Open questions` becomes `open-questions`."""
    return title.lower().replace(" ", "-")


def moment_name(key: str) -> str:
    return MOMENT_NAMES[key]


def wrapped(text: str, first: str, rest: str) -> str:
    """Text for a terminal or an e-mail: lines of 80 characters, the first one behind `first`, the others behind `rest`.

    Line breaks stay; an address or a command longer than a line is not broken.
    """
    lines = [line.strip() for line in text.strip().splitlines()] or [""]
    return "\n".join(
        fill(
            line,
            WIDTH,
            initial_indent=rest if place else first,
            subsequent_indent=rest,
            break_long_words=False,
            break_on_hyphens=False,
        )
        for place, line in enumerate(lines)
    )


FILTERS: Final[Mapping[str, Callable[..., object]]] = {
    "clock": clock,
    "moment_name": moment_name,
    "slug": slug,
    "minutes": minutes,
    "stamp": stamp,
    "wrapped": wrapped,
}
