"""Taking a change back: what a line offers, and what becomes of the incident and the entry when somebody presses it.

A line that can be taken back carries, for each field, what it was and what it became. Only the newest change of a
thing can be; a field that something else has changed since stays as it is now.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from typing import Final

from bot.errors import Refused
from bot.incidents.change import Change
from bot.incidents.model import Incident, Status
from bot.incidents.transitions import following
from bot.json_types import Json
from bot.outbox import messages
from bot.outbox.model import OutboxMessage, OutboxRow
from bot.people.model import Person
from bot.timeline.entries import next_version
from bot.timeline.model import Entry, EntryChange, EntryKind


class Thing(StrEnum):
    """What can be taken back; its value is the verb that changes it."""

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
    Thing.SEVERITY: ("severity", "promised_at"),
    Thing.TITLE: ("title",),
}
_KINDS: Final[Mapping[Thing, frozenset[EntryKind]]] = {
    Thing.STATUS: frozenset({EntryKind.STATUS, EntryKind.MONITORING, EntryKind.RESOLUTION}),
    Thing.SEVERITY: frozenset({EntryKind.SEVERITY}),
    Thing.TITLE: frozenset({EntryKind.NOTE}),
}


def offered(before: Incident, change: Change, thing: Thing, last: OutboxRow | None) -> Change:
    """A change whose line offers to take it back; `last`, the line of the change before, offers it no more."""
    undo: Mapping[str, Json] = {
        field: [_plain(was), _plain(becomes)]
        for field in FIELDS[thing]
        if (was := getattr(before, field)) != (becomes := getattr(change.incident, field))
    }
    return _told_of(change, thing, last, {"undo": undo})


def final(change: Change, thing: Thing, last: OutboxRow | None) -> Change:
    """A change that can't be taken back, and neither can the one before it."""
    return _told_of(change, thing, last, {})


def _told_of(change: Change, thing: Thing, last: OutboxRow | None, more: Mapping[str, Json]) -> Change:
    line_key = messages.key(change.incident, "line", change.incident.version)

    def told(effect: OutboxMessage) -> OutboxMessage:
        payload = {**effect.payload, "thing": thing.value, **more}
        return replace(effect, payload=payload) if effect.key == line_key else effect

    return replace(change, effects=(*map(told, change.effects), *_silenced(last)))


def _silenced(last: OutboxRow | None) -> tuple[OutboxMessage, ...]:
    return (messages.line_again(last, {"undo": None}),) if last and last.payload.get("undo") else ()


def take_back(
    incident: Incident, line: OutboxRow, newest: OutboxRow | None, entries: Sequence[Entry], by: Person, at: datetime
) -> Change:
    """The incident as it was before a line's change; `newest` is the last line of the same thing.

    The change's entry goes off the timeline, with a trace. Taking back what was taken back already changes nothing.
    """
    thing = Thing(str(line.payload["thing"]))
    if line.payload.get("taken_back"):
        return Change(incident)
    undo = line.payload.get("undo")
    if newest is None or newest.key != line.key or not isinstance(undo, Mapping):
        raise Refused(
            f"That is not the newest change of it any more, so it stays. Type /incident {thing} to change it again."
        )
    moved = following(incident, **_restored(incident, undo))
    gone = tuple(_removed(entry, by, at) for entry in _made_with(line, thing, entries))
    said = messages.line(moved, by, at, {"what": "undo", "thing": thing.value, "title": moved.title})
    again = messages.line_again(line, {"undo": None, "taken_back": True})
    return Change(moved, entries=gone, effects=(*messages.redraw(moved), again, said, *_shown(moved, thing)))


def _shown(incident: Incident, thing: Thing) -> tuple[OutboxMessage, ...]:
    if thing is Thing.SEVERITY:
        return (messages.topic(incident),)
    return (messages.purpose(incident),) if thing is Thing.TITLE else ()


def _restored(incident: Incident, undo: Mapping[str, Json]) -> Mapping[str, object]:
    found: dict[str, object] = {}
    for field, pair in undo.items():
        was, became = pair if isinstance(pair, Sequence) else (None, None)
        if _plain(getattr(incident, field)) == became:
            found[field] = _meant(field, was)
    return found


def _made_with(line: OutboxRow, thing: Thing, entries: Sequence[Entry]) -> Sequence[Entry]:
    """The entry that was written with a line: of the same moment, the last one of those."""
    by, at = line.payload["by"], datetime.fromisoformat(str(line.payload["at"]))
    who = by.get("id") if isinstance(by, Mapping) else ""
    made = [
        entry
        for entry in entries
        if entry.recorded_at == at and entry.kind in _KINDS[thing] and entry.author.id == who and not entry.message_ts
    ]
    return sorted(made, key=lambda entry: entry.id)[-1:]


def _removed(entry: Entry, by: Person, at: datetime) -> Entry:
    hand = replace(entry.hand, present=False, present_at=at, by=None)
    return next_version(entry, EntryChange.REMOVED, by, at, removed=True, hand=hand)


def _plain(value: object) -> Json:
    return value.isoformat() if isinstance(value, datetime) else None if value is None else str(value)


def _meant(field: str, value: Json) -> object:
    if field.endswith(("_at", "_until")):
        return datetime.fromisoformat(str(value)) if value else None
    return Status(str(value)) if field == "status" else str(value)
