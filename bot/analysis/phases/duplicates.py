"""Finds duplicate events: the same link, or the same words by the same person within minutes."""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Final

from bot.analysis.model import Event

_WITHIN: Final = timedelta(minutes=5)  # a check that fires again later than that tells something new
_FEWEST: Final = 2  # words; "on it" by two people is two people
_NO_WORD: Final = re.compile(r"[\W_]+")


def duplicates(events: Iterable[Event]) -> Mapping[int, int]:
    """Maps each duplicate to the number of the original. Expects events in order of time."""
    links: dict[str, int] = {}
    said: dict[str, tuple[Event, int]] = {}
    repeated: dict[int, int] = {}
    for event in events:
        words = _NO_WORD.sub(" ", event.text.casefold()).strip()
        earlier = said.get(words)
        if event.link and event.link in links:
            repeated[event.number] = links[event.link]
        elif earlier and words.count(" ") + 1 >= _FEWEST and _same(earlier[0], event):
            repeated[event.number] = earlier[1]
        said[words] = (event, repeated.get(event.number, event.number))
        if event.link:
            links.setdefault(event.link, said[words][1])
    return repeated


def _same(first: Event, second: Event) -> bool:
    alike = not first.actor or not second.actor or first.actor == second.actor
    return alike and _near(first.at, second.at) and first.kind is second.kind


def _near(first: datetime | None, second: datetime | None) -> bool:
    if first is None or second is None:
        return first is second
    return abs(second - first) <= _WITHIN
