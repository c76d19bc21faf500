"""Filters for dates, durations and sentences in plain text."""

from collections.abc import Callable, Mapping
from typing import Final

from bot.time_format import clock, minutes, stamp

BESIDE: Final = "beside"  # the name that templates have for the moment shown beside the text


def sentence(text: str) -> str:
    """Text that someone typed, ending like a sentence: a full stop is added where it has no mark of its own."""
    said = text.strip()
    return said if not said or said[-1] in ".!?…:" else f"{said}."


FILTERS: Final[Mapping[str, Callable[..., object]]] = {
    "clock": clock,
    "minutes": minutes,
    "stamp": stamp,
}
