"""Gaps of the timeline that a later entry explains: it says how long what it tells took, and that was then.

`Confirmed stable for 60 minutes` at 16:30 explains that nothing is logged from 15:30 on. The length is a field beside
the entry or stands in its text.
"""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from bot.analysis.input import values
from bot.analysis.model import Event, Gap
from bot.review.document.material import Material

_NAMES_A_LENGTH: Final = re.compile(r"duration|minutes|hours|stable_for|lasted|elapsed")
_LENGTH: Final = re.compile(r"\b\d{1,4}(?:\.\d)?[ -]?(?:minutes?|mins?|m|hours?|hrs?|h)\b", re.IGNORECASE)
_LOOSE: Final = 0.2  # of the gap, by which the stated length may miss its beginning
_LONGER: Final = 1.5  # times the gap; what tells of much more, such as the whole incident, explains nothing


def is_explained(material: Material, gap: Gap) -> bool:
    return any(_covers(read.event, length, gap) for read in material.events for length in _lengths(read.event, gap))


def _lengths(event: Event, gap: Gap) -> Iterator[timedelta]:
    if event.at is None or not gap.end <= event.at <= gap.start + (_LONGER + _LOOSE) * (gap.end - gap.start):
        return
    for key, value in event.extra.items():
        if _NAMES_A_LENGTH.search(key) and (length := values.read_length(value, key)):
            yield length
    for stated in _LENGTH.findall(event.text):
        if length := values.read_length(stated.replace("-", " ")):
            yield length


def _covers(event: Event, length: timedelta, gap: Gap) -> bool:
    whole = gap.end - gap.start
    return event.at is not None and length <= _LONGER * whole and event.at - length <= gap.start + _LOOSE * whole
