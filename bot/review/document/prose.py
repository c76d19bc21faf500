"""Small rules of sentences that several sections follow."""

from collections.abc import Sequence
from typing import Final

from bot.time_format import duration

_STOPS: Final = (".", "!", "?", "…")
IN_MINUTES: Final = 180  # up to here a length is told in minutes, beyond in hours


def stopped(text: str) -> str:
    """Ends a sentence."""
    text = text.strip()
    return text if text.endswith(_STOPS) else f"{text}."


def listed(names: Sequence[str]) -> str:
    """`a, b and c`"""
    *others, last = names
    return f"{', '.join(others)} and {last}" if others else last


def began(text: str) -> str:
    """Begins a sentence: its first letter is a capital."""
    return f"{text[:1].upper()}{text[1:]}"


def within(text: str) -> str:
    """Continues a sentence with a text that began one: `Rolled back` becomes `rolled back`, `ORM 3` stays."""
    first = text.split(" ", 1)[0]
    return f"{text[:1].lower()}{text[1:]}" if first[1:].islower() or len(first) == 1 else text


def is_are(names: Sequence[str]) -> str:
    return "were" if len(names) > 1 else "was"


def length(minutes: int) -> str:
    """`75 minutes`, `1 minute`; over three hours `4 h 10 min`."""
    if minutes > IN_MINUTES:
        return duration(minutes)
    return f"{minutes} minute{'' if minutes == 1 else 's'}"


def short(minutes: int) -> str:
    """The same in a table: `75 min`, `4 h 10 min`."""
    return duration(minutes) if minutes > IN_MINUTES else f"{minutes} min"
