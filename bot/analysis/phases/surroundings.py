"""What the model of phases knows of an event beside its words: who speaks, where it stands, how long it was quiet."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from functools import lru_cache
from itertools import pairwise
from typing import Final

from bot.analysis.model import Event
from bot.analysis.phases.signs import words
from bot.analysis.phases.voices import Voice

_PAUSES: Final = tuple(timedelta(minutes=limit) for limit in (1, 5, 15, 60, 360))
_PARTS: Final = 5  # of the whole timeline
_LONGEST: Final = 5  # words by fives


def surroundings(events: Sequence[Event], voices: Sequence[Voice]) -> Iterator[tuple[str, ...]]:
    """Yields the signs beside the words of each event. Expects events in order of time."""
    seen: set[str] = set()
    pauses = [_pause(before, after) for before, after in pairwise(events)]
    for place, event in enumerate(events):
        voice = voices[place].name
        found = [f"voice:{voice}", _position(place, len(events))]
        if place == 0:
            found.append(f"first:{voice}")
        else:
            found += [f"since:{pauses[place - 1]}", f"after:{voices[place - 1].name}"]
            if events[place - 1].actor == event.actor:
                found.append("continues")
        if place + 1 < len(events):
            found.append(f"until:{pauses[place]}")
        else:
            found.append("last")
        if event.actor not in seen:
            found.append(f"new:{voice}")
            seen.add(event.actor)
        yield tuple(found)


def length(said: Sequence[str]) -> str:
    return f"length:{min(_LONGEST, len(said) // 5)}"


@lru_cache(maxsize=1_024)
def names(actor: str) -> tuple[str, ...]:
    return tuple(f"by:{word}" for word in dict.fromkeys(words(actor[:80])))


def _position(place: int, count: int) -> str:
    return f"place:{place}" if place < 2 else f"part:{_PARTS * place // count}"


def _pause(before: Event, after: Event) -> int:
    if before.at is None or after.at is None:
        return 0
    passed = after.at - before.at
    return sum(passed >= limit for limit in _PAUSES)
