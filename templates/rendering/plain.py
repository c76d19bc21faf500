"""Filters for dates, durations and sentences in plain text."""

from collections.abc import Callable, Mapping
from typing import Final

from bot.time_format import clock, minutes, stamp
from templates.metrics.wording import MOMENT_NAMES

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


FILTERS: Final[Mapping[str, Callable[..., object]]] = {
    "clock": clock,
    "moment_name": moment_name,
    "slug": slug,
    "minutes": minutes,
    "stamp": stamp,
}
