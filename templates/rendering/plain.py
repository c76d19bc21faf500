"""How documents say plain values: times, lengths, sentences."""

from collections.abc import Callable, Mapping
from typing import Final

from bot.time_format import clock, day_name, hours, minutes, stamp


def sentence(text: str) -> str:
    """What somebody typed as one of several sentences: with a full stop, unless it ends with one or a mark like it."""
    said = text.strip()
    return said if not said or said[-1] in ".!?…:" else f"{said}."


FILTERS: Final[Mapping[str, Callable[..., object]]] = {
    "clock": clock,
    "day_name": day_name,
    "hours": hours,
    "minutes": minutes,
    "sentence": sentence,
    "stamp": stamp,
}
