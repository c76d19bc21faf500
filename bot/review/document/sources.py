"""The numbered sources of a review: what its statements rest on, named in words.

Each statement has one number, in the order in which the review is read; statements that rest on the same have the same
number. A source names times of the timeline and fields of the input, never a path as a program writes it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bot.analysis.input.values import label_of
from bot.analysis.model import Evidence
from bot.review.document.parts import Section, cited_in
from bot.review.document.prose import began

# What a path ends with where an item of a list is meant, and not a field of it
_TEXT_FIELDS: Final = frozenset({"message", "title", "text", "action", "description", "value", "name"})
_STEP: Final = re.compile(r"([^.\[\]]+)|\[(\d+)\]")
_PATH: Final = re.compile(r"\b([\w.]+)\[(\d+)\]((?:\.\w+|\[\d+\])*)")
_EVENT: Final = re.compile(r"event (\d+)")
_NUMBERED: Final = re.compile(r"(?P<kind>[a-z]+) (?P<number>\d+)")  # of the bot's own record: `cause 1`, `update 3`


@dataclass(frozen=True)
class Entry:
    """A timeline entry that a statement rests on; `time` is as it is shown, or `entry 3` if it has none."""

    number: int
    time: str
    link: str


@dataclass(frozen=True)
class Source:
    """What a statement rests on: entries of the timeline, and fields of the input in words."""

    number: int
    entries: tuple[Entry, ...]
    fields: str

    @property
    def times(self) -> tuple[Entry, ...]:
        """The entries, of those at the same time without a link only the first."""
        return tuple({(entry.time, entry.link): entry for entry in reversed(self.entries)}.values())[::-1]


Statement = frozenset[str]  # the places that a statement rests on


def statement(evidence: Iterable[Evidence]) -> Statement:
    return frozenset(one.place for one in evidence if one.place)


def numbered(
    sections: Iterable[Section], entries: Mapping[int, Entry], names: Mapping[str, str]
) -> Mapping[Statement, Source]:
    """Returns the source of each statement, in the order of their numbers. `entries` are those of the timeline, `names`
    what other places are called, where their path does not say it."""
    found: dict[Statement, Source] = {}
    for section in sections:
        for part in section.parts:
            for evidence in cited_in(part):
                places = statement(evidence)
                if places and places not in found:
                    found[places] = _source(
                        len(found) + 1, [one.place for one in evidence if one.place], entries, names
                    )
    return found


def _source(number: int, places: Sequence[str], entries: Mapping[int, Entry], names: Mapping[str, str]) -> Source:
    events = dict.fromkeys(int(found[1]) for place in places if (found := _EVENT.fullmatch(place)))
    fields = [names.get(place, place) for place in dict.fromkeys(places) if not _EVENT.fullmatch(place)]
    told = "; ".join(_fields(fields))
    return Source(number, tuple(entries[event] for event in events if event in entries), told)


def _fields(places: Iterable[str]) -> Iterator[str]:
    """Yields the fields, those of one record together: `Impact record: regions, share of users`, `Fixes 1, 2`."""
    groups: dict[str, dict[str, list[int]]] = {}
    for place in places:
        head, field, number = _parts(place)
        numbers = groups.setdefault(head, {}).setdefault(field, [])
        numbers += [number] if number else []
    for head, fields in groups.items():
        named = [f"{field} {_ranges(numbers)}".strip() for field, numbers in fields.items() if field or numbers]
        of_list = "" in fields or not named
        yield f"{began(head)}{' ' if of_list else _joint(head)}{', '.join(named)}".strip()


def _joint(head: str) -> str:
    return ": " if head.endswith("s") else " record: "


def _ranges(numbers: Iterable[int]) -> str:
    """`1, 2, 3, 7` is `1 to 3, 7`."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(f"{run[0]} to {run[-1]}" if len(run) > 2 else ", ".join(map(str, run)) for run in runs)


def _parts(place: str) -> tuple[str, str, int]:
    """Returns the record, its field and the number of the item: `resolution`, `contributing factors`, 2."""
    if _NUMBERED.fullmatch(place) or (" " in place and not set(place) & set(".[")):
        return place, "", 0
    steps = [(label_of(name).lower(), int(index or -1) + 1) for name, index in _STEP.findall(place)]
    last = max((at for at, (name, _) in enumerate(steps) if not name), default=len(steps))  # of the item, if it is one
    names = [name for name, _ in steps[:last] if name]
    if len(names) > 1 and last == len(steps) and names[-1] in _TEXT_FIELDS:
        names.pop()
    if not names:
        return place, "", 0
    return names[0], names[-1] if len(names) > 1 else "", steps[last][1] if last < len(steps) else 0


def in_words(text: str) -> str:
    """A text with the paths of fields in it as people read them: `events 9, timestamp: "25:99" is not a time`."""
    return _PATH.sub(lambda found: f"{label_of(found[1]).lower()} {int(found[2]) + 1}{_last(found[3])}", text)


def _last(path: str) -> str:
    return f", {label_of(path.rpartition('.')[2]).lower()}" if path else ""
