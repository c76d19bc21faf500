"""Rows and dataclasses, each made from the other: what a value looks like in a column is decided here and nowhere else.

Times are ISO 8601 text in UTC with six decimals, always 32 characters: they sort as text, lose nothing, and can be
read by whoever opens the file with another tool. Text is kept as typed, NUL included. A person is kept as known at
that moment, so a later change of name rewrites no record.
"""

import json
from datetime import UTC, date, datetime
from sqlite3 import Row as SqliteRow
from typing import Any

from bot.incidents.model import OPEN, Incident, Status
from bot.incidents.transitions import title_key
from bot.json_types import Json
from bot.nudges.state import ReminderState
from bot.outbox.model import MessageKind, OutboxMessage, OutboxRow
from bot.people.model import Person
from bot.review.edit_log import EditLogEntry, EditLogKind
from bot.review.facts import FactKind, RecordedFact
from bot.roles.model import Handover, RoleHolder
from bot.tasks.model import ActionItem, Task
from bot.timeline.model import Attachment, Entry, EntryChange, EntryKind, EntrySource, ManualEdits, Reaction
from bot.timeline.reactions import slot
from bot.updates.model import Update
from storage.sqlite.database import Value

OPEN_STATUSES = f"({', '.join(repr(status.value) for status in sorted(OPEN))})"  # as SQL has it


def time_text(at: datetime) -> str:
    """Raises ValueError for a time without a zone: nobody could say when it was."""
    if at.tzinfo is None:
        raise ValueError(f"A time without a zone can't be stored: {at.isoformat()}")
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def time_from(text: str) -> datetime:
    return datetime.fromisoformat(text)


def json_text(value: Json) -> str:
    """Raises ValueError for figures that JSON doesn't have, such as NaN."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def json_object(text: str) -> dict[str, Json]:
    return dict(json.loads(text))


def incident_values(incident: Incident) -> dict[str, Value]:
    return {
        "title": incident.title,
        "title_key": title_key(incident.title),
        "severity": incident.severity,
        "status": incident.status.value,
        **_person_values("declared_by", incident.declared_by),
        "declared_at": time_text(incident.declared_at),
        "updated_at": time_text(incident.updated_at),
        "private": int(incident.private),
        "services": json_text(incident.services),
        "summary": incident.summary,
        **_person_values("commander", incident.commander),
        "commander_at": _time_or_none(incident.commander_at),
        "mitigated_at": _time_or_none(incident.mitigated_at),
        "resolved_at": _time_or_none(incident.resolved_at),
        "nudged_at": _time_or_none(incident.nudged_at),
        "snoozed_until": _time_or_none(incident.snoozed_until),
        "gap_from": _time_or_none(incident.gap_from),
        "gap_asked_at": _time_or_none(incident.gap_asked_at),
        "channel": incident.channel,
        "channel_name": incident.channel_name,
        "version": incident.version,
        "drill": int(incident.drill),
        "roles": json_text([_held_object(held) for held in incident.roles]),
        "handover": json_text(_handover_object(incident.handover)) if incident.handover else None,
        "promised_at": _time_or_none(incident.promised_at),
        "subscribers": json_text(incident.subscribers),
        "merged_into": incident.merged_into,
        "ended_at": _time_or_none(incident.ended_at),
        "room": incident.room,
        "archived": int(incident.archived),
        "care": json_text(_care_object(incident.reminder_state)),
    }


def incident_from(row: SqliteRow) -> Incident:
    return Incident(
        team=row["team"],
        number=row["number"],
        title=row["title"],
        severity=row["severity"],
        status=Status(row["status"]),
        declared_by=_person_from(row, "declared_by"),
        declared_at=time_from(row["declared_at"]),
        updated_at=time_from(row["updated_at"]),
        private=bool(row["private"]),
        services=_texts_from(row["services"]),
        summary=row["summary"],
        commander=_person_or_none(row, "commander"),
        commander_at=_time_from_or_none(row["commander_at"]),
        mitigated_at=_time_from_or_none(row["mitigated_at"]),
        resolved_at=_time_from_or_none(row["resolved_at"]),
        nudged_at=_time_from_or_none(row["nudged_at"]),
        snoozed_until=_time_from_or_none(row["snoozed_until"]),
        gap_from=_time_from_or_none(row["gap_from"]),
        gap_asked_at=_time_from_or_none(row["gap_asked_at"]),
        channel=row["channel"],
        channel_name=row["channel_name"],
        version=row["version"],
        drill=bool(row["drill"]),
        roles=tuple(_held_of(held) for held in json.loads(row["roles"])),
        handover=_handover_of(json.loads(row["handover"])) if row["handover"] else None,
        promised_at=_time_from_or_none(row["promised_at"]),
        subscribers=_texts_from(row["subscribers"]),
        merged_into=row["merged_into"],
        ended_at=_time_from_or_none(row["ended_at"]),
        room=row["room"],
        archived=bool(row["archived"]),
        reminder_state=_care_of(json.loads(row["care"])),
    )


def _care_object(reminder_state: ReminderState) -> Json:
    """Nothing for an incident that nobody was asked about yet."""
    if reminder_state == ReminderState():
        return {}
    marks = [[name, time_text(at)] for name, at in reminder_state.marks]
    return {
        "rung": reminder_state.rung,
        "told": list(reminder_state.told),
        "muted": reminder_state.muted,
        "marks": marks,
    }


def _care_of(value: dict[str, Any]) -> ReminderState:
    if not value:
        return ReminderState()
    marks = tuple((name, time_from(at)) for name, at in value["marks"])
    return ReminderState(value["rung"], tuple(value["told"]), value["muted"], marks)


def _held_object(held: RoleHolder) -> Json:
    return {"role": held.role, "person": _person_list(held.person), "since": time_text(held.since)}


def _held_of(value: dict[str, Any]) -> RoleHolder:
    return RoleHolder(value["role"], _person_of(value["person"]), time_from(value["since"]))


def _handover_object(handover: Handover) -> Json:
    return {
        "to": _person_list(handover.to),
        "by": _person_list(handover.by),
        "at": time_text(handover.at),
        "note": handover.note,
        "told_at": _time_or_none(handover.told_at),
    }


def _handover_of(value: dict[str, Any]) -> Handover:
    return Handover(
        to=_person_of(value["to"]),
        by=_person_of(value["by"]),
        at=time_from(value["at"]),
        note=value["note"],
        told_at=_time_from_or_none(value["told_at"]),
    )


def entry_values(entry: Entry) -> dict[str, Value]:
    return {
        "version": entry.version,
        "occurred_at": time_text(entry.occurred_at),
        "recorded_at": time_text(entry.recorded_at),
        "kind": entry.kind.value,
        "source": entry.source.value,
        "captured_by": json_text([_person_list(person) for person in entry.captured_by]),
        "channel": entry.channel,
        "message_ts": entry.message_ts,
        **look_up_values(entry),
        "removed": int(entry.removed),
        "deleted": int(entry.deleted),
        "hand": json_text(_hand_object(entry.hand)),
        "change": entry.change.value,
        **_person_values("changed_by", entry.changed_by),
        "changed_at": _time_or_none(entry.changed_at),
    }


def look_up_values(entry: Entry) -> dict[str, Value]:
    """What a look-up in Slack fills in."""
    return {
        "text": entry.text,
        **_person_values("author", entry.author),
        "permalink": entry.permalink,
        "files": json_text([[file.name, file.type, file.permalink] for file in entry.files]),
        "pending": int(entry.pending),
        "edited_at": _time_or_none(entry.edited_at),
    }


def entry_from(row: SqliteRow) -> Entry:
    return Entry(
        occurred_at=time_from(row["occurred_at"]),
        recorded_at=time_from(row["recorded_at"]),
        kind=EntryKind(row["kind"]),
        text=row["text"],
        author=_person_from(row, "author"),
        source=EntrySource(row["source"]),
        captured_by=tuple(map(_person_of, _list_from(row["captured_by"]))),
        channel=row["channel"],
        message_ts=row["message_ts"],
        permalink=row["permalink"],
        files=tuple(Attachment(*parts) for parts in _list_from(row["files"])),
        pending=bool(row["pending"]),
        removed=bool(row["removed"]),
        deleted=bool(row["deleted"]),
        hand=_hand_from(row["hand"]),
        edited_at=_time_from_or_none(row["edited_at"]),
        id=row["root"],
        version=row["version"],
        change=EntryChange(row["change"]),
        changed_by=_person_or_none(row, "changed_by"),
        changed_at=_time_from_or_none(row["changed_at"]),
    )


def _hand_object(hand: ManualEdits) -> dict[str, Json]:
    """Only what was set by hand, which for nearly every entry is nothing."""
    facts: dict[str, Json] = {
        "kind": hand.kind.value if hand.kind else None,
        "kind_at": _time_or_none(hand.kind_at),
        "present": hand.present,
        "present_at": _time_or_none(hand.present_at),
        "by": _person_list(hand.by) if hand.by else None,
        "text": hand.text or None,
        "time": hand.time or None,
    }
    return {name: value for name, value in facts.items() if value is not None}


def _hand_from(text: str) -> ManualEdits:
    if text == "{}":
        return _NO_HAND
    facts = json.loads(text)
    return ManualEdits(
        kind=EntryKind(facts["kind"]) if "kind" in facts else None,
        kind_at=_time_from_or_none(facts.get("kind_at")),
        present=facts.get("present"),
        present_at=_time_from_or_none(facts.get("present_at")),
        by=_person_of(facts["by"]) if "by" in facts else None,
        text="text" in facts,
        time="time" in facts,
    )


_NO_HAND = ManualEdits()


def mark_values(mark: Reaction) -> dict[str, Value]:
    return {
        "channel": mark.channel,
        "message_ts": mark.message_ts,
        "emoji": mark.emoji,
        "slot": slot(mark),
        **_person_values("by", mark.by),
        "is_on": int(mark.is_on),
        "at": time_text(mark.at),
    }


def mark_from(row: SqliteRow) -> Reaction:
    by = _person_from(row, "by")
    return Reaction(row["channel"], row["message_ts"], row["emoji"], by, bool(row["is_on"]), time_from(row["at"]))


def update_values(update: Update) -> dict[str, Value]:
    by = _person_values("by", update.by)
    return {
        "number": update.number,
        "text": update.text,
        **by,
        "at": time_text(update.at),
        "impact": update.impact,
        "doing": update.doing,
        "next_by": _time_or_none(update.next_by),
    }


def update_from(row: SqliteRow) -> Update:
    return Update(
        number=row["number"],
        text=row["text"],
        by=_person_from(row, "by"),
        at=time_from(row["at"]),
        impact=row["impact"],
        doing=row["doing"],
        next_by=_time_from_or_none(row["next_by"]),
    )


def record_values(record: RecordedFact) -> dict[str, Value]:
    by = _person_values("by", record.by)
    return {"kind": record.kind.value, "text": record.text, **by, "at": time_text(record.at)}


def record_from(row: SqliteRow) -> RecordedFact:
    return RecordedFact(FactKind(row["kind"]), row["text"], _person_from(row, "by"), time_from(row["at"]))


def action_values(action: ActionItem) -> dict[str, Value]:
    return {
        "number": action.number,
        "title": action.title,
        "owner": action.owner,
        "owner_id": action.owner_id,
        "priority": action.priority,
        "due": action.due.isoformat() if action.due else None,
        **_person_values("by", action.by),
        "at": time_text(action.at),
        "kind": action.kind,
        "done_at": _time_or_none(action.done_at),
        **_person_values("done_by", action.done_by),
        "message_ts": action.message_ts,
        "permalink": action.permalink,
    }


def action_from(row: SqliteRow) -> ActionItem:
    return ActionItem(
        number=row["number"],
        title=row["title"],
        owner=row["owner"],
        priority=row["priority"],
        due=date.fromisoformat(row["due"]) if row["due"] else None,
        by=_person_from(row, "by"),
        at=time_from(row["at"]),
        owner_id=row["owner_id"],
        kind=row["kind"],
        done_at=_time_from_or_none(row["done_at"]),
        done_by=_person_or_none(row, "done_by"),
        message_ts=row["message_ts"],
        permalink=row["permalink"],
    )


def act_values(act: EditLogEntry) -> dict[str, Value]:
    return {
        "number": act.number,
        "what": act.what.value,
        "key": act.key,
        "text": act.text,
        "facts": json_text(act.facts),
        **_person_values("by", act.by),
        "at": time_text(act.at),
    }


def act_from(row: SqliteRow) -> EditLogEntry:
    return EditLogEntry(
        what=EditLogKind(row["what"]),
        by=_person_from(row, "by"),
        at=time_from(row["at"]),
        key=row["key"],
        text=row["text"],
        facts=json_object(row["facts"]),
        number=row["number"],
    )


def task_values(task: Task) -> dict[str, Value]:
    return {
        "number": task.number,
        "title": task.title,
        **_person_values("by", task.by),
        "at": time_text(task.at),
        **_person_values("assignee", task.assignee),
        "done_at": _time_or_none(task.done_at),
        **_person_values("done_by", task.done_by),
        "suggested": int(task.suggested),
        "message_ts": task.message_ts,
        "permalink": task.permalink,
    }


def task_from(row: SqliteRow) -> Task:
    return Task(
        number=row["number"],
        title=row["title"],
        by=_person_from(row, "by"),
        at=time_from(row["at"]),
        assignee=_person_or_none(row, "assignee"),
        done_at=_time_from_or_none(row["done_at"]),
        done_by=_person_or_none(row, "done_by"),
        suggested=bool(row["suggested"]),
        message_ts=row["message_ts"],
        permalink=row["permalink"],
    )


def outbox_row_from(row: SqliteRow) -> OutboxRow:
    return OutboxRow(
        team=row["team"],
        incident=row["incident"] or 0,
        key=row["key"],
        step=MessageKind(row["step"]),
        payload=json_object(row["payload"]),
        lane=row["lane"],
        needs=_texts_from(row["needs"]),
        importance=row["importance"],
        wanted=row["wanted"],
        done=row["done"],
        tried=bool(row["tried"]),
        attempts=row["attempts"],
        not_before=time_from(row["not_before"]),
        result=json_object(row["result"]),
        error=row["error"],
    )


def effect_values(effect: OutboxMessage) -> dict[str, Value]:
    return {
        "step": effect.step.value,
        "payload": json_text(effect.payload),
        "lane": effect.lane,
        "needs": json_text(effect.needs),
        "importance": effect.importance,
    }


def person_from(row: SqliteRow) -> Person:
    return Person(row["id"], row["name"], row["tz"], bool(row["guest"]))


def _person_values(column: str, person: Person | None) -> dict[str, Value]:
    return {f"{column}_{part}": getattr(person, part, None) for part in ("id", "name", "tz")}


def _person_list(person: Person) -> list[Json]:
    return [person.id, person.name, person.tz]


def _person_of(parts: list[str]) -> Person:
    person_id, name, tz = parts
    return Person(person_id, name, tz)


def _person_from(row: SqliteRow, column: str) -> Person:
    return Person(row[f"{column}_id"], row[f"{column}_name"], row[f"{column}_tz"])


def _person_or_none(row: SqliteRow, column: str) -> Person | None:
    return None if row[f"{column}_id"] is None else _person_from(row, column)


def _time_or_none(at: datetime | None) -> str | None:
    return None if at is None else time_text(at)


def _time_from_or_none(text: str | None) -> datetime | None:
    return None if text is None else time_from(text)


def _list_from(text: str) -> list[list[str]]:
    return [] if text == "[]" else list(json.loads(text))


def _texts_from(text: str) -> tuple[str, ...]:
    return tuple(json.loads(text))
