"""Small rules of sentences that several sections follow."""

import re
from collections.abc import Sequence
from typing import Final

from bot.time_format import HOUR, duration

_STOPS: Final = (".", "!", "?", "…")
_SENTENCE_END: Final = re.compile(r"(?<=[.!?])\s+(?=\W?[A-Z0-9])|\n+")
_NAME: Final = re.compile(
    r"\S*[\d_./]\S|(?!(?:on|pre|post|re|non|co)-)[a-z]+-[a-z-]*[a-z]$"
)  # `v2`, `db_pool`, `payment-gateway`
IN_MINUTES: Final = 180  # up to here a length is told in minutes, beyond in hours
IN_HOURS: Final = 48 * HOUR  # beyond in days


def stopped(text: str) -> str:
    """Ends a sentence."""
    text = text.strip()
    return text if text.endswith(_STOPS) else f"{text}."


def sentences(text: str) -> tuple[str, ...]:
    """The sentences and lines of a text."""
    return tuple(filter(None, (one.strip() for one in _SENTENCE_END.split(text))))


def first_sentence(text: str) -> str:
    return next(iter(sentences(text)), "")


def listed(names: Sequence[str]) -> str:
    """`a, b and c`"""
    *others, last = names
    return f"{', '.join(others)} and {last}" if others else last


def began(text: str) -> str:
    """Begins a sentence: its first letter is a capital, but that of a name such as `payment-gateway`."""
    first = text.split(" ", 1)[0].rstrip(",;:.")
    return text if _NAME.match(first) else f"{text[:1].upper()}{text[1:]}"


def within(text: str) -> str:
    """Continues a sentence with a text that began one: `Rolled back` becomes `rolled back`, `ORM 3` stays."""
    first = text.split(" ", 1)[0]
    return f"{text[:1].lower()}{text[1:]}" if first[1:].islower() or len(first) == 1 else text


_COUNTED: Final = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def counted(number: int) -> str:
    """`five`; from eleven on in figures."""
    return _COUNTED[number] if number < len(_COUNTED) else f"{number:,}"


def is_are(names: Sequence[str]) -> str:
    return "were" if len(names) > 1 else "was"


def length(minutes: int) -> str:
    """`75 minutes`, `1 minute`; over three hours `4 h 10 min`."""
    return f"{minutes} minute{'' if minutes == 1 else 's'}" if minutes <= IN_MINUTES else _hours(minutes)


def short(minutes: int) -> str:
    """The same in a table: `75 min`, `4 h 10 min`, `24 h`."""
    return f"{minutes} min" if minutes <= IN_MINUTES else _hours(minutes)


def _hours(minutes: int) -> str:
    hours, rest = divmod(minutes, HOUR)
    if minutes > IN_HOURS:
        return duration(minutes)
    return f"{hours} h {rest} min" if rest else f"{hours} h"


def ranges(numbers: Sequence[int]) -> str:
    """`1 to 4`, `1, 3 and 5 to 9`; expects them in ascending order."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return listed([part for run in runs for part in _run(run)])


def _run(run: Sequence[int]) -> list[str]:
    return [f"{run[0]} to {run[-1]}"] if len(run) > 2 else [str(number) for number in run]


def cut(text: str, most: int) -> str:
    """The beginning of a long text on one line, up to a whole word."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[:most].rpartition(' ')[0] or line[:most]} …"
