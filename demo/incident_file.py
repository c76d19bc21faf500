"""Reads an incident file: JSON with one incident, its events, communications, impact, resolution and people.

Unknown fields are ignored, and most fields are optional. What can't be read raises InputError with the file, the path
and what to do.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import NoReturn, TypeVar

from bot.errors import InputError
from bot.incidents.titles import MAX_TITLE
from bot.json_types import Json
from templates.demo import wording

T = TypeVar("T")

YEARS = range(1971, 2100)  # Slack's timestamps start in 1970; leaves room for steps before and after an event
MAX_FORM_TEXT = 3000  # characters in a text input (Slack's Block Kit reference, plain_text_input)
_NEEDED: Mapping[type, str] = {str: wording.TEXT, list: wording.LIST, dict: wording.OBJECT}
_TIME = "2024-01-15T14:23:00Z"  # an example


@dataclass(frozen=True)
class FileEvent:
    """An event. `kind` is the `type` in lower case; `status` is the status of the incident, or ""."""

    at: datetime
    kind: str
    actor: str
    description: str
    status: str = ""


@dataclass(frozen=True)
class FileCommunication:
    """An update."""

    at: datetime
    message: str


@dataclass(frozen=True)
class FileParticipant:
    name: str
    role: str = ""


@dataclass(frozen=True)
class FileActionItem:
    """An action item. `owner` and `priority` are as in the file, or ""."""

    title: str
    owner: str = ""
    priority: str = ""
    due: date | None = None


@dataclass(frozen=True)
class IncidentFile:
    """The contents of a file: texts verbatim, times in UTC.

    `name` is the file name, for error messages. `events` and `told` are sorted by time. `impact` has the fields of
    `resolution.customer_impact`, then those of `impact`.
    """

    name: str
    title: str
    declared_at: datetime
    severity: str = ""
    summary: str = ""
    services: tuple[str, ...] = ()
    commander: str = ""
    resolved_at: datetime | None = None
    events: tuple[FileEvent, ...] = ()
    told: tuple[FileCommunication, ...] = ()
    participants: tuple[FileParticipant, ...] = ()
    cause: str = ""
    factors: tuple[str, ...] = ()
    fixes: tuple[str, ...] = ()
    impact: tuple[Mapping[str, Json], ...] = ()
    todos: tuple[FileActionItem, ...] = ()


def read_incident_file(text: str, name: str) -> IncidentFile:
    """Reads an incident file. A time without a zone is UTC. Raises InputError."""
    root = _Place(_parsed(text, name), "", name)
    incident = root.table("incident", required=True)
    events = sorted((_event(place) for place in root.items("events")), key=lambda event: event.at)
    resolution = root.table("resolution")
    return IncidentFile(
        name=name,
        title=_title(incident),
        declared_at=_declared_at(incident, events),
        severity=incident.text("severity"),
        summary=incident.text("summary", most=MAX_FORM_TEXT) or incident.text("description", most=MAX_FORM_TEXT),
        services=_services(incident),
        commander=_one_line(incident.text("commander")),
        resolved_at=incident.time("resolved_at"),
        events=tuple(events),
        told=tuple(sorted((_told(place) for place in root.items("communications")), key=lambda told: told.at)),
        participants=tuple(_participant(place) for place in root.items("participants")),
        cause=resolution.text("root_cause"),
        factors=resolution.texts("contributing_factors"),
        fixes=(*resolution.texts("mitigation_steps"), *filter(None, [resolution.text("permanent_fix")])),
        impact=(resolution.table("customer_impact").fields, root.table("impact").fields),
        todos=tuple(_todo(place) for place in root.items("action_items")),
    )


def shifted(file: IncidentFile, days: int) -> IncidentFile:
    """Shifts an incident by whole days, so that the times of day that people type stay right."""
    later = timedelta(days=days)
    return replace(
        file,
        declared_at=file.declared_at + later,
        resolved_at=file.resolved_at + later if file.resolved_at else None,
        events=tuple(replace(event, at=event.at + later) for event in file.events),
        told=tuple(replace(told, at=told.at + later) for told in file.told),
        todos=tuple(replace(todo, due=todo.due + later if todo.due else None) for todo in file.todos),
    )


def _parsed(text: str, name: str) -> Json:
    """Parses JSON; refuses text that can't be sent to Slack (unpaired surrogates)."""
    try:
        value: Json = json.loads(text, parse_constant=_no_number)
        json.dumps(value, ensure_ascii=False).encode()
    except json.JSONDecodeError as bad:
        raise InputError(wording.not_json(name, bad.lineno, bad.colno, bad.msg)) from None
    except UnicodeEncodeError as bad:
        raise InputError(wording.half_a_character(name, ascii(bad.object[bad.start]))) from None
    except (ValueError, RecursionError):
        raise InputError(wording.number_or_depth(name)) from None
    return value


def _no_number(word: str) -> NoReturn:
    raise ValueError(word)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _title(incident: "_Place") -> str:
    title = _one_line(incident.text("title", required=True))
    if len(title) > MAX_TITLE:
        raise incident.error("title", wording.too_long(len(title), MAX_TITLE))
    return title


def _services(incident: "_Place") -> tuple[str, ...]:
    names = (incident.text("service"), *incident.texts("affected_services"))
    return tuple(dict.fromkeys(_one_line(name) for name in names if name))


def _declared_at(incident: "_Place", events: Sequence[FileEvent]) -> datetime:
    """Returns the time of the declaration event, or else `declared_at`, or else that of the first event."""
    declaration = next((event.at for event in events if event.kind == "declaration"), None)
    moment = declaration or incident.time("declared_at") or (events[0].at if events else None)
    if moment is None:
        raise incident.error("declared_at", wording.NO_TIME)
    return moment


def _event(place: "_Place") -> FileEvent:
    status = place.table("metadata").fields.get("status")
    return FileEvent(
        at=place.required_time("timestamp"),
        kind=_one_line(place.text("type")).casefold() or "note",
        actor=_one_line(place.text("actor")) or "system",
        description=place.text("description", required=True),
        status=status.strip().casefold() if isinstance(status, str) else "",
    )


def _told(place: "_Place") -> FileCommunication:
    return FileCommunication(place.required_time("timestamp"), place.text("message", required=True))


def _participant(place: "_Place") -> FileParticipant:
    return FileParticipant(_one_line(place.text("name", required=True)), _one_line(place.text("role")))


def _todo(place: "_Place") -> FileActionItem:
    return FileActionItem(
        title=_one_line(place.text("title", required=True)),
        owner=_one_line(place.text("owner")),
        priority=_one_line(place.text("priority")),
        due=place.day("deadline"),
    )


def _found(value: Json) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 40 else f"{text[:40]}…"


@dataclass(frozen=True)
class _Place:
    """A value and its path (`events[3]`); reads its fields, or raises InputError."""

    value: Json
    where: str
    file: str

    @property
    def fields(self) -> Mapping[str, Json]:
        if not isinstance(self.value, dict):
            raise self.error("", wording.is_not(_found(self.value), _NEEDED[dict]))
        return self.value

    def error(self, field: str, problem: str) -> InputError:
        where = ".".join(part for part in (self.where, field) if part)
        return InputError(": ".join(part for part in (self.file, where, problem) if part))

    def text(self, field: str, *, required: bool = False, most: int | None = None) -> str:
        """Reads a string without surrounding whitespace; "" if it is missing. `most` is in characters."""
        value = self._value(field, str, "")
        if required and not value.strip():
            raise self.error(field, wording.EMPTY)
        if most is not None and len(value.strip()) > most:
            raise self.error(field, wording.too_long(len(value.strip()), most))
        return value.strip()

    def texts(self, field: str) -> tuple[str, ...]:
        """Reads an array of strings, without empty ones; a single string counts as an array of one."""
        alone = self.fields.get(field)
        if isinstance(alone, str):
            return tuple(filter(None, [alone.strip()]))
        found = (place.as_text() for place in self.items(field))
        return tuple(text for text in found if text)

    def as_text(self) -> str:
        if not isinstance(self.value, str):
            raise self.error("", wording.is_not(_found(self.value), _NEEDED[str]))
        return self.value.strip()

    def table(self, field: str, *, required: bool = False) -> "_Place":
        """Reads an object; an empty one if it is missing."""
        if required and self.fields.get(field) is None:
            raise self.error(field, wording.NO_OBJECT)
        return self._place(field, self._value(field, dict, {}))

    def items(self, field: str) -> "list[_Place]":
        return [self._place(f"{field}[{at}]", item) for at, item in enumerate(self._value(field, list, []))]

    def required_time(self, field: str) -> datetime:
        moment = self.time(field)
        if moment is None:
            raise self.error(field, wording.no_moment(_TIME))
        return moment

    def time(self, field: str) -> datetime | None:
        moment = self._moment(field, "time", _TIME)
        return (moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)) if moment else None

    def day(self, field: str) -> date | None:
        """Reads a date as written, ignoring the zone."""
        moment = self._moment(field, "date", "2024-01-22")
        return moment.date() if moment else None

    def _moment(self, field: str, what: str, example: str) -> datetime | None:
        word = self.text(field)
        if not word:
            return None
        try:
            moment = datetime.fromisoformat(word)
        except ValueError:
            raise self.error(field, wording.malformed(_found(word), what, example)) from None
        if moment.year not in YEARS:
            raise self.error(field, wording.outside_of_years(_found(word), YEARS[0], YEARS[-1]))
        return moment

    def _place(self, field: str, value: Json) -> "_Place":
        return _Place(value, f"{self.where}.{field}" if self.where else field, self.file)

    def _value(self, field: str, kind: type[T], missing: T) -> T:
        value = self.fields.get(field)
        if value is None:
            return missing
        if not isinstance(value, kind):
            raise self.error(field, wording.is_not(_found(value), _NEEDED[kind]))
        return value
