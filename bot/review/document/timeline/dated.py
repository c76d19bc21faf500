"""Fields of the input that have a time and are no entry: a release, a maintenance window, a war room.

They stand on the timeline with their source. What a program notes about the record itself (created, exported) and what
lies ahead (a due date, a meeting) is nothing that happened.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Final

from bot.analysis.model import Evidence
from bot.json_types import Json
from bot.review.document.facts import label, moment_of
from bot.review.document.material import Material
from bot.review.document.overlap import says
from bot.review.document.parts import Happening
from bot.review.document.prose import began
from bot.review.document.timeline.beside import in_words
from bot.time_format import is_dated

_BEFORE: Final = timedelta(days=7)  # what happened longer ago is history
_AFTER: Final = timedelta(days=1)
_SAME: Final = timedelta(minutes=2)
_MOST: Final = 12  # of a list that names every release of a year
_NOT_HAPPENED: Final = re.compile(
    r"creat|updat(?:ed|ing)_?(?:at|on|time)|modif|generat|export|synced|import|report|review|due|deadline|schedul|meeting"
    r"|post_?mortem|expire|publish|follow_?up|next_"
)
_TIME: Final = re.compile(r"_?(?:at|on|time|timestamp|date|utc)$")
_NAMES: Final = ("service", "application", "app", "component", "name", "title")
_VERSIONS: Final = ("version", "release", "tag")
_TEXTS: Final = ("changes", "change", "description", "summary", "message", "text")
_ACTORS: Final = ("by", "author", "actor", "user", "deployed_by", "released_by", "owner")
_DID: Final[Mapping[str, str]] = {"deploy": "deployed", "release": "released", "chang": "changed"}


def dated_fields(material: Material) -> Iterator[Happening]:
    """Yields what the fields say that no entry says, in the order of the input."""
    known = [event.at for event in material.case.events if event.at]
    known += [moment.at for moment in material.chronicle.moments.values() if moment.at]
    if not known or not is_dated(min(known)):
        return
    first, last = min(known) - _BEFORE, max(known) + _AFTER
    for line in (*_of_facts(material), *_of_lists(material)):
        if line.at and first <= line.at <= last and not _is_entry(material, line):
            yield line


def _of_facts(material: Material) -> Iterator[Happening]:
    stated = {event.source for event in material.case.events} | set(material.case.moment_places.values())
    for key, value in material.case.facts.items():
        place = material.case.fact_places.get(key, key)
        at = moment_of(value)
        if at and place not in stated and not _NOT_HAPPENED.search(key.casefold()):
            yield _line(at, began(label(_TIME.sub("", key))), place)


def _of_lists(material: Material) -> Iterator[Happening]:
    for key, value in (*material.case.facts.items(), *material.case.unknown.items()):
        place = material.case.fact_places.get(key, key)
        rows = value if isinstance(value, list) else [value]
        for number, row in enumerate(rows[:_MOST]):
            if isinstance(row, Mapping):
                yield from _of_row(row, key, f"{place}[{number}]" if isinstance(value, list) else place)


def _of_row(row: Mapping[str, Json], of_list: str, place: str) -> Iterator[Happening]:
    times = {name: at for name, value in row.items() if (at := moment_of(value))}
    name = next((name for name in times if not _NOT_HAPPENED.search(name.casefold())), None)
    if name:
        rest: dict[str, Json] = {key: row[key] for key in row if key != name and row[key] not in (None, "", [], {})}
        actor = _taken(rest, _ACTORS)
        yield _line(times[name], _told(rest, _did(name, of_list)), place, actor)


def _did(name: str, of_list: str) -> str:
    """`deployed` for the time `deployed_at`; for a bare time the name of its list decides."""
    verb = _TIME.sub("", name.casefold()).strip("_").replace("_", " ")
    return verb or next((did for word, did in _DID.items() if word in of_list.casefold()), label(of_list).casefold())


def _told(rest: dict[str, Json], did: str) -> str:
    """`user-api 2.4.1 deployed: Upgraded ORM from 3.1.2 to 3.2.0`"""
    names = [_taken(rest, _NAMES), _taken(rest, _VERSIONS)]
    texts = [_taken(rest, (each,)) for each in _TEXTS]
    texts += [f"{label(name).casefold()} {in_words(value)}" for name, value in rest.items()]
    more = ", ".join(filter(None, texts))
    head = " ".join(filter(None, (*names, did)))
    return f"{head}: {more}" if more else head


def _taken(rest: dict[str, Json], names: tuple[str, ...]) -> str:
    name = next((name for name in names if isinstance(rest.get(name), str | int | float)), None)
    return str(rest.pop(name)) if name else ""


def _line(at: datetime, text: str, place: str, actor: str = "") -> Happening:
    return Happening(0, at, "", text, actor, evidence=(Evidence(place, text),))


def _is_entry(material: Material, line: Happening) -> bool:
    """Returns whether an entry at that time says the same."""
    return any(
        read.event.at and line.at and abs(read.event.at - line.at) <= _SAME and says(read.event.text, line.text)
        for read in material.events
    )
