"""Undoes a change: which lines offer it, and what happens to the incident and its timeline entry.

A line that can be undone has the value of each field before and after. Only the newest change of a thing can be undone;
a field that something else has changed since keeps its value.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from typing import Final

from bot.errors import Hint, Refused
from bot.incidents.change import Change, with_changes
from bot.incidents.model import Incident, Status
from bot.incidents.transitions import need_unmerged
from bot.outbox import keys, messages
from bot.outbox.incidents import ChangeUndone, FieldChange, RevertibleLine
from bot.outbox.model import OutboxMessage
from bot.people.model import Person
from bot.timeline.entries import next_version
from bot.timeline.model import Entry, EntryChange, EntryKind
from templates.incidents import wording


class Thing(StrEnum):
    """What can be undone; its value is the verb that changes it."""

    STATUS = "status"
    SEVERITY = "severity"
    TITLE = "rename"


FIELDS: Final[Mapping[Thing, tuple[str, ...]]] = {
    Thing.STATUS: (
        "status",
        "mitigated_at",
        "resolved_at",
        "ended_at",
        "updated_at",
        "promised_at",
        "nudged_at",
        "snoozed_until",
    ),
    Thing.SEVERITY: ("severity", "promised_at", "severity_since"),
    Thing.TITLE: ("title", "summary"),
}
_OF_REMINDERS: Final = "severity_since"  # a field of the reminder state, not of the incident itself
_KINDS: Final[Mapping[Thing, frozenset[EntryKind]]] = {
    Thing.STATUS: frozenset({EntryKind.STATUS, EntryKind.MONITORING, EntryKind.RESOLUTION}),
    Thing.SEVERITY: frozenset({EntryKind.SEVERITY}),
    Thing.TITLE: frozenset({EntryKind.NOTE}),
}


def offered(before: Incident, change: Change, thing: Thing, last: RevertibleLine | None) -> Change:
    """The change with Undo on its line. `last`, the line of the previous change, loses its Undo."""
    undo = (
        FieldChange(field, _plain(_held(before, field)), _plain(_held(change.incident, field)))
        for field in FIELDS[thing]
        if _held(before, field) != _held(change.incident, field)
    )
    return _told_of(change, thing, last, tuple(undo))


def final(change: Change, thing: Thing, last: RevertibleLine | None) -> Change:
    """The change without Undo; `last` loses its Undo too."""
    return _told_of(change, thing, last, None)


def _told_of(change: Change, thing: Thing, last: RevertibleLine | None, undo: tuple[FieldChange, ...] | None) -> Change:
    def told(message: OutboxMessage) -> OutboxMessage:
        if not isinstance(message, RevertibleLine) or keys.line(change.incident)[0] != message.key:
            return message
        return replace(message, thing=thing.value, undo=undo)

    silenced = (last.settled(taken_back=last.taken_back),) if last and last.undo else ()
    return replace(change, effects=(*map(told, change.effects), *silenced))


def take_back(
    incident: Incident,
    line: RevertibleLine,
    newest: RevertibleLine | None,
    entries: Sequence[Entry],
    by: Person,
    at: datetime,
) -> Change:
    """Undoes the change of a line; `newest` is the newest line of the same thing.

    The entry of the change is removed from the timeline, and its history stays.
    """
    thing = Thing(line.thing)
    if line.taken_back:
        raise Refused(wording.UNDONE_ALREADY)
    need_unmerged(incident)
    if newest is None or newest.key != line.key or line.undo is None:
        raise Refused(wording.CHANGED_SINCE, Hint(thing.value, purpose=wording.TO_CHANGE_AGAIN))
    moved = with_changes(incident, **_restored(incident, line.undo))
    gone = tuple(_removed(entry, by, at) for entry in _made_with(line, thing, entries))
    said = ChangeUndone(
        *keys.line(moved),
        by=by,
        at=at,
        thing=thing.value,
        status=moved.status.value,
        severity=moved.severity,
        title=moved.title,
    )
    again = line.settled(taken_back=True)
    return Change(moved, entries=gone, effects=(*messages.redraw(moved), again, said, *_shown(moved, thing)))


def _shown(incident: Incident, thing: Thing) -> tuple[OutboxMessage, ...]:
    return () if thing is Thing.STATUS else (messages.topic(incident),)


def _held(incident: Incident, field: str) -> object:
    return getattr(incident.reminder_state if field == _OF_REMINDERS else incident, field)


def _restored(incident: Incident, undo: Sequence[FieldChange]) -> Mapping[str, object]:
    unchanged = (each for each in undo if _plain(_held(incident, each.field)) == each.became)
    restored = {each.field: _meant(each.field, each.was) for each in unchanged}
    if _OF_REMINDERS not in restored:
        return restored
    since = restored.pop(_OF_REMINDERS)
    assert since is None or isinstance(since, datetime)
    return {**restored, "reminder_state": replace(incident.reminder_state, severity_since=since)}


def _made_with(line: RevertibleLine, thing: Thing, entries: Sequence[Entry]) -> Sequence[Entry]:
    """The entry that was written with a line: the last one of the same moment."""
    made = [
        entry
        for entry in entries
        if entry.recorded_at == line.at
        and entry.kind in _KINDS[thing]
        and entry.author.id == line.by.id
        and not entry.message_ts
    ]
    return sorted(made, key=lambda entry: entry.id)[-1:]


def _removed(entry: Entry, by: Person, at: datetime) -> Entry:
    manual = replace(entry.manual, present=False, present_at=at, by=None)
    return next_version(entry, EntryChange.REMOVED, by, at, removed=True, manual=manual)


def _plain(value: object) -> str | None:
    return value.isoformat() if isinstance(value, datetime) else None if value is None else str(value)


def _meant(field: str, value: str | None) -> object:
    if field.endswith(("_at", "_until", "_since")):
        return datetime.fromisoformat(str(value)) if value else None
    return Status(str(value)) if field == "status" else str(value)
