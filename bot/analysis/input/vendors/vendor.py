"""What an incident of another tool looks like, as data, and the one interpreter of it.

A string in a table is a path in the JSON of the tool (paths.py). What a table leaves out (ids, addresses of an API) is
lost on purpose. Where a tool needs more than paths, such as JSON:API, `prepared` sets it right before.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final, NamedTuple

from bot.analysis.input.documents import markdown, plain
from bot.analysis.input.fields.levels import in_title
from bot.analysis.input.fields.names import PRIORITIES, SERVICES, SEVERITIES
from bot.analysis.input.json_values import event, filled, in_order, people, table, word
from bot.analysis.input.tables import Notes
from bot.analysis.input.values import name_of
from bot.analysis.input.vendors import milestones
from bot.analysis.input.vendors.milestones import Stated
from bot.analysis.input.vendors.paths import ROOT, Object, found, is_so, is_there, objects, one, text, texts
from bot.analysis.input.vendors.rich_text import with_headings
from bot.json_types import Json

# A title's mark that says what it is, which everything here is.
_MARK: Final = re.compile(r"\[\s*(?:incident|outage|post-?\s?mortem)[^\]]{0,20}\]\s*:?\s*", re.IGNORECASE)
# Labels that say something of their own: `severity/2`, `priority: high`, `P1`; `service:checkout`.
_PRIORITY: Final = re.compile(r"(?:sev|severity|prio|priority)[\s/:_-]*\w+(?: \w+)?|[ps][0-5]|sev\d", re.IGNORECASE)
_SERVICE: Final = re.compile(r"(?:service|component|app|area)s?\s*(?:/|::?)\s*(?P<name>.+)", re.IGNORECASE)
_OWN_DAY: Final = ("date", "started_at", "start_time", "time_started", "detected_at", "incident_date")
_NONE: Final[Mapping[str, str]] = MappingProxyType({})
# Fields of an organization's own that are ours
_OURS: Final = {
    name: ours
    for ours, names in (("services", SERVICES), ("severity", SEVERITIES), ("priority", PRIORITIES))
    for name in names
}
_END: Final = "resolution"
_LIST: Final = "[]"


class Who(NamedTuple):
    """People of the incident, or in a list of it."""

    name: str
    role: str = ""
    of: str = ""


class Moment(NamedTuple):
    """A time of the incident, or several in a list, whose names are paths. The name that the tool gives it says which
    key time it is (milestones.py). `more` is told behind that, `said` instead of it."""

    name: str
    at: str
    who: str = ""
    more: str = ""
    said: str = ""
    of: str = ""
    others: Mapping[str, str] | str = _NONE


class Events(NamedTuple):
    """Events in a list; one without words is left out. `tags` are names of key times that it states."""

    of: str
    at: str
    said: str
    who: str = ""
    kind: str = ""
    status: str = ""
    tags: str = ""
    only: str = ""
    unless: str = ""
    others: Mapping[str, str] | str = _NONE


class Own(NamedTuple):
    """Fields that an organization added: services and levels if they are called so, else figures."""

    of: str
    name: str
    value: str


@dataclass(frozen=True, kw_only=True)
class Vendor:
    """`marks` are all there in an incident of this tool and in no other; `place` is where the incidents stand; a
    list is one input where they are `joined`. `means`
    says what a value of a field means. A figure in `facts` has several values if its path ends with `[]`. `labels` may
    name the priority and services, `body` is read like any report. `lists` are lists of ours: of which of theirs, and
    what an item is, or the fields in it."""

    marks: Sequence[str]
    joined: bool = False
    place: str = ""
    prepared: Callable[[Json], Json] = lambda value: value
    fields: Mapping[str, str] = field(default_factory=dict)
    means: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    facts: Mapping[str, str] = field(default_factory=dict)
    own: Own | None = None
    labels: str = ""
    body: str = ""
    people: Sequence[Who] = ()
    moments: Sequence[Moment] = ()
    events: Sequence[Events] = ()
    told_in: str = "events"
    lists: Mapping[str, tuple[str, str | Mapping[str, str]]] = field(default_factory=dict)

    def recognizes(self, value: Json) -> bool:
        held = objects(value, self.place) if self.joined or isinstance(value, Mapping) else ()
        return bool(held) and all(is_there({**each, ROOT: value}, mark) for each in held for mark in self.marks)

    def read(self, value: Json, notes: Notes) -> Sequence[Mapping[str, Json]]:
        whole = self.prepared(value)
        return [self._read({**each, ROOT: whole}, notes) for each in objects(whole, self.place)]

    def _read(self, incident: Object, notes: Notes) -> dict[str, Json]:
        told = {key: self._meant(key, _joined(key, found(incident, path)[1])) for key, path in self.fields.items()}
        title = _MARK.sub("", word(told, "title"), count=1) or word(told, "title")
        incident = {**incident, "title": in_title(title).title}
        rows = [(each, row) for each in self.events for row in _rows(incident, each.of) if _is_event(each, row)]
        times, more = list(self._times(incident)), self._more(incident)
        fields: dict[str, Json] = {
            **{key: more.pop(key) for key in dict.fromkeys(_OURS.values()) if key in more},
            **filled(told),
            "title": title,
            "description": "" if word(told, "description") in title else told["description"],
            "participants": people(*self._people(incident)),
            **milestones.fields([*_tagged(rows), *times]),
            **{key: _listed(_rows(incident, of), item) for key, (of, item) in self.lists.items()},
            "facts": filled({**{key: _figure(incident, path) for key, path in self.facts.items()}, **more}),
            self.told_in: _in_order(times, [_event(*each) for each in rows]),
        }
        body = with_headings(text(incident, self.body))
        return filled(_with_body(filled(fields), body, notes) if self.body else fields)

    def _meant(self, key: str, value: Json) -> Json:
        return self.means.get(key, _NONE).get(str(value).casefold(), value)

    def _more(self, incident: Object) -> dict[str, Json]:
        """Returns what labels and fields of an organization's own say, by our field or their own name."""
        said: dict[str, list[Json]] = {}
        for key, label in map(_labelled, texts(incident, self.labels)):
            said.setdefault(key, []).append(label)
        more: dict[str, Json] = {key: labels[0] if key == "priority" else labels for key, labels in said.items()}
        for row in _rows(incident, self.own.of) if self.own else ():
            key = text(row, self.own.name) if self.own else ""
            more[_OURS.get(name_of(key), key)] = text(row, self.own.value) if self.own else ""
        return more

    def _people(self, incident: Object) -> Iterator[tuple[str, str]]:
        for each in self.people:
            for row in _rows(incident, each.of):
                yield from ((who, str(self._meant("role", text(row, each.role)))) for who in texts(row, each.name))

    def _times(self, incident: Object) -> Iterator[Stated]:
        for each in self.moments:
            for row in _rows(incident, each.of):
                name = text(row, each.name) if each.of else each.name
                source, held = found(row, each.at)
                who, more, said = (text(row, path) for path in (each.who, each.more, each.said))
                source = name if each.of else source.rpartition("?")[2].removeprefix(f"{ROOT}.")
                yield Stated(name, next(iter(held), None), who, more, source, said, _others(row, each.others, said))


class AnyOf:
    """Several shapes of one tool's JSON."""

    def __init__(self, *vendors: Vendor) -> None:
        self._vendors = vendors

    def recognizes(self, value: Json) -> bool:
        return any(each.recognizes(value) for each in self._vendors)

    def read(self, value: Json, notes: Notes) -> Sequence[Mapping[str, Json]]:
        return next(each.read(value, notes) for each in self._vendors if each.recognizes(value))


def _labelled(label: str) -> tuple[str, str]:
    if service := _SERVICE.fullmatch(label):
        return "services", service["name"]
    return ("priority" if _PRIORITY.fullmatch(label) else "labels"), label


def _rows(incident: Object, of: str) -> list[Object]:
    return [{**each, ROOT: incident[ROOT]} for each in objects(incident, of)]


def _is_event(each: Events, row: Object) -> bool:
    return bool(text(row, each.said)) and not is_so(row, each.unless) and (not each.only or is_so(row, each.only))


def _listed(rows: Iterable[Object], item: str | Mapping[str, str]) -> list[Json]:
    """Returns each row as a text, or as an object that has the first of its fields."""
    if isinstance(item, str):
        return [said for row in rows if (said := text(row, item))]
    first = next(iter(item.values()))
    return [filled({key: text(row, path) for key, path in item.items()}) for row in rows if text(row, first)]


def _joined(key: str, held: Sequence[Json]) -> Json:
    if len(held) < 2:
        return next(iter(held), None)
    said = list(dict.fromkeys(map(str, held)))
    return [*said] if key == "services" else ("\n\n" if key == "description" else ", ").join(said)


def _figure(incident: Object, path: str) -> Json:
    return [*texts(incident, path.removesuffix(_LIST))] if path.endswith(_LIST) else one(incident, path)


def _tagged(rows: Iterable[tuple[Events, Object]]) -> Iterator[Stated]:
    for each, row in rows:
        yield from (Stated(tag, one(row, each.at)) for tag in texts(row, each.tags))


def _event(each: Events, row: Object) -> dict[str, Json]:
    kind = text(row, each.kind) or next(filter(None, map(milestones.phase_of, texts(row, each.tags))), "")
    who, said, status = (text(row, path) for path in (each.who, each.said, each.status))
    return event(one(row, each.at), said, kind, who, status=status, metadata=_others(row, each.others, said))


def _others(row: Object, others: Mapping[str, str] | str, said: str) -> dict[str, Json]:
    """Returns what else is told of an event: an object, or fields by name, unless the text says the same."""
    if isinstance(others, str):
        return filled(table(row, others))
    return filled({key: more for key, path in others.items() if (more := one(row, path)) != said})


def _in_order(times: Sequence[Stated], rows: Sequence[Mapping[str, Json]]) -> list[Json]:
    """An end that a change tells of is told once."""
    ends = [each for each in times if each.said and milestones.phase_of(each.name) == _END]
    is_told = any(word(each, "type") == _END for each in rows)
    begun = milestones.events(each for each in times if each not in ends)
    return in_order([*begun, *rows, *(() if is_told else milestones.events(ends))])


def _with_body(told: Mapping[str, Json], body: str, notes: Notes) -> dict[str, Json]:
    """Adds what the body says of the incident. It goes before the ticket's own times: a post-mortem is opened late."""
    reader = markdown if markdown.recognizes(body) else plain
    report = dict(reader.read(body, notes, titled=False)[0])
    events = [*_list(report.pop("events", None)), *_list(told.get("events"))]
    own = dict(told)
    if any(key in report for key in _OWN_DAY):
        own.pop("declared_at", None)
        events = [each for each in events if word(each, "type") != "declaration"]
    return {**report, **own, "events": events}


def _list(value: Json) -> Sequence[Json]:
    return value if isinstance(value, list) else []
