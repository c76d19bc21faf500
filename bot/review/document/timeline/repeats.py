"""What was logged more than once stands once, with who logged it again and when."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from bot.analysis.model import ReadEvent
from bot.review.document.prose import listed
from bot.time_format import clock

_TIMES: Final[Mapping[int, str]] = {2: "twice"}


def repeated(reads: Sequence[ReadEvent], day: date) -> tuple[tuple[ReadEvent, ...], Mapping[int, tuple[str, ...]]]:
    """Returns the entries that stand for themselves, and by number what to say of those logged again.

    A repetition in other words (the same message, edited) stands for itself.
    """
    by_number = {read.event.number: read for read in reads}
    kept, again = [], dict[int, list[ReadEvent]]()
    for read in reads:
        first = by_number.get(read.duplicate_of or 0)
        if first and _words(first) == _words(read):
            again.setdefault(first.event.number, []).append(read)
        else:
            kept.append(read)
    return tuple(kept), {number: (_again(by_number[number], more, day),) for number, more in again.items()}


def _words(read: ReadEvent) -> str:
    return " ".join("".join(letter if letter.isalnum() else " " for letter in read.event.text.casefold()).split())


def _again(first: ReadEvent, more: Sequence[ReadEvent], day: date) -> str:
    """`logged twice, again 14:31 by Bob Kim`; `logged 4 times, last 14:33 by Jane Smith and Bob Kim`"""
    count = len(more) + 1
    others = tuple(dict.fromkeys(one.event.actor for one in more if one.event.actor not in ("", first.event.actor)))
    last = max((one.event.at for one in more if one.event.at), default=None)
    told = [f"logged {_TIMES.get(count, f'{count} times')}"]
    if last and last != first.event.at:
        told.append(f"{'again' if count == 2 else 'last'} {clock(last, day)}")
    by = f" by {listed(others)}" if others else ""
    return ", ".join(told) + (f", also{by}" if by and len(told) == 1 else by)
