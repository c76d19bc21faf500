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
from bot.review.document.parts import Section, evidence_in

# What a path ends with where an item of a list is meant, and not a field of it
_TEXT_FIELDS: Final = frozenset({"message", "title", "text", "action", "description", "value", "name"})
_STEP: Final = re.compile(r"([^.\[\]]+)|\[(\d+)\]")
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


Statement = frozenset[str]  # the places that a statement rests on


def statement(evidence: Iterable[Evidence]) -> Statement:
    return frozenset(one.place for one in evidence if one.place)


def numbered(sections: Iterable[Section], entries: Mapping[int, Entry]) -> Mapping[Statement, Source]:
    """Returns the source of each statement, in the order of their numbers. `entries` are those of the timeline."""
    found: dict[Statement, Source] = {}
    for section in sections:
        for part in section.parts:
            for evidence in evidence_in(part):
                places = statement(evidence)
                if places and places not in found:
                    found[places] = _source(len(found) + 1, [one.place for one in evidence if one.place], entries)
    return found


def _source(number: int, places: Sequence[str], entries: Mapping[int, Entry]) -> Source:
    events = dict.fromkeys(int(found[1]) for place in places if (found := _EVENT.fullmatch(place)))
    fields = [place for place in dict.fromkeys(places) if not _EVENT.fullmatch(place)]
    return Source(number, tuple(entries[event] for event in events if event in entries), "; ".join(_fields(fields)))


def _fields(places: Iterable[str]) -> Iterator[str]:
    """Yields the fields, those of one record together: `impact: regions, share of users`."""
    groups: dict[str, list[str]] = {}
    for place in places:
        head, *rest = _words(place)
        groups.setdefault(head, []).extend(rest[-1:])
    for head, rest in groups.items():
        yield f"{head}: {', '.join(rest)}" if rest else head


def _words(place: str) -> list[str]:
    if _NUMBERED.fullmatch(place) or (" " in place and "." not in place):
        return [place]
    steps = [(label_of(name).lower() if name else str(int(index) + 1)) for name, index in _STEP.findall(place)]
    if len(steps) > 1 and steps[-1] in _TEXT_FIELDS:
        steps.pop()
    return _with_indices(steps)


def _with_indices(steps: Sequence[str]) -> list[str]:
    """Joins the number of an item with the name of its list: `contributing factors 2`."""
    found: list[str] = []
    for step in steps:
        if step.isdigit() and found:
            found[-1] = f"{found[-1]} {step}"
        else:
            found.append(step)
    return found
