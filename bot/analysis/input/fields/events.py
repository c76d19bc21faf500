"""Reads the events of an input, whatever the names of their fields.

Every item becomes one event, in order. If its time or text can't be read, the rest is kept.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from bot.analysis.input import lines, values
from bot.analysis.input.fields.names import INCIDENT_FIELDS
from bot.analysis.input.tables import Found, Notes, Table
from bot.analysis.input.times import clocks, zones
from bot.analysis.model import NOTHING, PHASES, Event
from bot.json_types import Json
from bot.timeline.kinds import EntryKind

# Far more than anyone logs of one incident, and still read within seconds and a gigabyte.
MAX_EVENTS: Final = 250_000
MOST_NAMED: Final = 5  # events in one sentence

# A time of an event, and never of an incident: what tells the one from the other.
TIMES: Final = ("timestamp", "time", "ts", "at", "occurred_at", "datetime", "date_time", "when", "event_time", "date")
TEXTS: Final = ("text", "message", "description", "summary", "event", "content", "body", "msg", "note", "title", "what",
                "what_happened")  # fmt: skip
ACTORS: Final = ("actor", "user", "author", "who", "by", "by_whom", "person", "username", "user_name", "sender", "name")
_TYPES: Final = ("type", "event_type", "phase", "kind", "category")
_DETAILS: Final = ("metadata", "meta", "details", "data", "fields", "extra")

# What other tools call the phases; words that could mean two of them are not here.
KINDS: Final[Mapping[str, EntryKind]] = {kind.value: kind for kind in PHASES} | {
    word: kind
    for kind, words in {
        EntryKind.TRIGGER: "cause change deploy deployment onset",
        EntryKind.DETECTION: "alert alarm detected",
        EntryKind.DECLARATION: "declared incident_declared",
        EntryKind.TRIAGE: "acknowledged acknowledgement ack assessment",
        EntryKind.INVESTIGATION: "diagnosis diagnostic analysis investigating finding root_cause",
        EntryKind.ESCALATION: "escalated",
        EntryKind.MITIGATION: "mitigated mitigating remediation rollback fix workaround",
        EntryKind.COMMUNICATION: "status_page status_update customer_update announcement comms",
        EntryKind.MONITORING: "verification observation",
        EntryKind.RESOLUTION: "resolved recovery recovered closed closure",
        EntryKind.REVIEW: "postmortem post_mortem retrospective follow_up",
    }.items()
    for word in words.split()
}


def read_events(items: Iterable[Found], calendar: clocks.Calendar, notes: Notes) -> tuple[Event, ...]:
    """Reads the events. `calendar` gives times without a date the one that is known."""
    given = list(items)
    read = [_event(number, item, notes) for number, item in enumerate(given, 1)]
    _count_timeless(given, [time for _, time in read], notes)
    moments = calendar.set(time for _, time in read)
    return tuple(
        event if event.at is moment else replace(event, at=moment)
        for (event, _), moment in zip(read, moments, strict=True)
    )


def by_time(item: Found) -> Iterator[Found]:
    """Yields the events of an object whose keys are times, `{"10:00": "alert"}`, and of a text of lines that begin with
    one; any other item as it is."""
    told = item.value.split("\n") if isinstance(item.value, str) and "\n" in item.value else []
    if len(told) > 1 and all(lines.event_line(line) for line in filter(str.strip, told)):
        yield from (Found(line, item.path) for line in filter(str.strip, told))
        return
    if not has_times_for_keys(item.value):
        yield item
        return
    assert isinstance(item.value, Mapping)
    for time, held in item.value.items():
        for each in held if isinstance(held, list) else [held]:
            said = each if isinstance(each, Mapping) else {"text": each}
            yield Found({"time": time, **said}, f"{item.path}.{values.one_line(time)}")


def has_times_for_keys(value: Json) -> bool:
    return isinstance(value, Mapping) and bool(value) and all(_is_time(key) for key in value)


def _is_time(key: str) -> bool:
    return clocks.has_clock(key)


def _count_timeless(items: Sequence[Found], times: Sequence["_Time"], notes: Notes) -> None:
    """Says of each list with events without a time how many have one."""
    for path in filter(None, notes.timeless):
        listed = [number for number, item in enumerate(items) if _list_of(item.path) == path]
        timeless = [number + 1 for number in listed if times[number] is None]
        which = f" for {_numbered(timeless)}" if len(timeless) < len(listed) else ""
        notes.count(path, len(listed) - len(timeless), len(listed), f"no time found{which}")


def _numbered(numbers: Sequence[int]) -> str:
    """Returns `event 4`, or `events 4, 7, 9, 10, 11 and 12 more`."""
    more = f" and {len(numbers) - MOST_NAMED:,} more" if len(numbers) > MOST_NAMED else ""
    return f"event{'s' * (len(numbers) > 1)} {', '.join(map(str, numbers[:MOST_NAMED]))}{more}"


def _list_of(path: str) -> str:
    return path.rpartition("[")[0] or path


_Time = datetime | clocks.Clock | None


def _known(time: _Time) -> datetime | None:
    """A time of day alone becomes one when all are read."""
    return None if isinstance(time, clocks.Clock) else time


def _event(number: int, item: Found, notes: Notes) -> tuple[Event, _Time]:
    if isinstance(item.value, Mapping) and item.value:
        return _from_table(number, Table(item.value, item.path, notes))
    if isinstance(item.value, str):
        line = lines.event_line(item.value, notes.zone)
        if line is None:
            notes.complain(item.path, f"{values.quoted(item.value)} doesn't start with a time")
            return Event(number, values.clean(item.value)), None
        notes.time(line.written)
        return Event(number, line.text, _known(line.time), line.actor), line.time
    if isinstance(item.value, list) and item.value:
        return _from_list(number, item, notes)
    notes.complain(item.path, f"{values.quoted(item.value)} is not an event")
    return Event(number, values.in_words(item.value) if item.value not in (None, {}) else ""), None


def _from_list(number: int, item: Found, notes: Notes) -> tuple[Event, _Time]:
    """Reads a row: time, perhaps the author, text."""
    assert isinstance(item.value, list)
    row = [values.in_words(values.cleaned(cell)) for cell in item.value]
    time = notes.time(item.value[0]) if row else None
    if time is None:
        notes.complain(item.path, f"{values.quoted(item.value)} doesn't start with a time")
        return Event(number, ", ".join(row)), None
    text, actor = ", ".join(row[2:]) or ", ".join(row[1:]), row[1] if len(row) > 2 else ""
    return Event(number, text, _known(time), actor), time


def _from_table(number: int, table: Table) -> tuple[Event, _Time]:
    extra: dict[str, Json] = {}
    time, text = _time(table, extra), table.text(*TEXTS)
    actor, kind_word = table.line(*ACTORS), _word(table, extra, *_TYPES)
    details = table.table(*_DETAILS)
    status = _word(details, extra, "status") or _word(table, extra, "status", "incident_status", "state")
    source = _word(table, extra, "source", "origin", "tool", "system")
    severity = _word(table, extra, "severity", "level", "priority")
    link = _word(table, extra, "link", "permalink", "url", "href")
    for found in (*details.left(), *table.left()):
        extra[found.path[len(table.path) :].lstrip(".").removeprefix("metadata.")] = values.cleaned(found.value)
    event = Event(
        number=number,
        text=text or _spare_text(table, kind_word, extra),
        at=_known(time),
        actor=actor,
        source=source,
        type=kind_word,
        kind=KINDS.get(values.name_of(kind_word)),
        severity=severity,
        status=values.name_of(status),
        link=link,
        extra=extra or NOTHING,
    )
    return event, time


def _time(table: Table, extra: dict[str, Json]) -> _Time:
    """Reads the time, combined with a separate date and zone. An unreadable time causes a complaint and is kept."""
    found = table.take(*TIMES) or table.take(*_timed(table))
    if found is None:
        table.notes.timeless[_list_of(table.path)] = None
        return None
    zone = table.peek("timezone", "time_zone", "tz")
    time = table.notes.time(found.value, zones.zone_named(str(zone.value)) if zone else None)
    if isinstance(time, clocks.Clock) and (beside := table.take("date", "day")):
        day = clocks.read_day(beside.value)
        return clocks.on_day(time, day) if day else time
    if time is None:
        table.notes.complain(found.path, f"{values.quoted(found.value)} is not a time")
        extra[found.path.rpartition(".")[2]] = values.cleaned(found.value)
    return time


def _timed(table: Table) -> Sequence[str]:
    """Returns the fields of an event that are nothing but a time, whatever they are called: `t: 09:15`."""
    fields = ((name, found.value) for name in table.names() if (found := table.peek(name)))
    return [name for name, value in fields if isinstance(value, str) and clocks.has_clock(value)]


def _word(table: Table, extra: dict[str, Json], *names: str) -> str:
    """Reads one line of text; any other kind of value goes to `extra`."""
    found = table.take(*names)
    if found is None:
        return ""
    if isinstance(found.value, str | int | float) and not isinstance(found.value, bool):
        return values.one_line(str(found.value))
    if isinstance(found.value, Mapping) and isinstance(found.value.get("name"), str):
        return values.one_line(str(found.value["name"]))
    extra[found.path.rpartition(".")[2]] = values.cleaned(found.value)
    return ""


def _spare_text(table: Table, kind: str, extra: Mapping[str, Json]) -> str:
    """Builds the text of an event from its other fields."""
    words = [kind, *(f"{values.label(key)} {values.in_words(value)}" for key, value in extra.items())]
    if not any(words):
        table.notes.complain(table.path, "no text")
    return ", ".join(word for word in words if word)


_SAID: Final = frozenset({"text", "message", "msg"})


def looks_like_event(item: Mapping[str, Json]) -> bool:
    """Returns whether an object is an event rather than an incident: it has a time, or a text with an author or
    nothing else, and no field that only incidents have; or its keys are times."""
    if has_times_for_keys(item):
        return True
    names = {values.name_of(key[:200]) for key in item}
    if names & INCIDENT_FIELDS:
        return False
    return bool(names & set(TIMES)) or bool(
        names & _SAID and (names <= _SAID or names & set(ACTORS + _TYPES + ("source",)))
    )
