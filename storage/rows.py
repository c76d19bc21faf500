"""Rows and dataclasses, each made from the other: what a value looks like in a column is decided here and nowhere else.

Times are ISO 8601 text in UTC with six decimals, always 32 characters: they sort as text, lose nothing, and can be
read by whoever opens the file with another tool. Text is kept as typed, NUL included. A person is kept as known at
that moment, so a later change of name rewrites no record.
"""

import json
from datetime import UTC, date, datetime
from sqlite3 import Row as SqliteRow

from bot.lifecycle import title_key
from bot.model import (
    ActionItem,
    Effect,
    Entry,
    Incident,
    Json,
    Kind,
    Person,
    Record,
    RecordKind,
    Row,
    Source,
    Status,
    Step,
    Update,
)
from storage.database import Value


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
        "channel": incident.channel,
        "channel_name": incident.channel_name,
        "version": incident.version,
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
        channel=row["channel"],
        channel_name=row["channel_name"],
        version=row["version"],
    )


def entry_values(entry: Entry) -> dict[str, Value]:
    return {
        "occurred_at": time_text(entry.occurred_at),
        "recorded_at": time_text(entry.recorded_at),
        "kind": entry.kind.value,
        "text": entry.text,
        **_person_values("author", entry.author),
        "source": entry.source.value,
        **_person_values("captured_by", entry.captured_by),
        "channel": entry.channel,
        "message_ts": entry.message_ts,
        "permalink": entry.permalink,
        "pending": int(entry.pending),
    }


def look_up_values(entry: Entry) -> dict[str, Value]:
    """What a look-up in Slack fills in."""
    return {
        "text": entry.text,
        **_person_values("author", entry.author),
        "permalink": entry.permalink,
        "pending": int(entry.pending),
    }


def entry_from(row: SqliteRow) -> Entry:
    return Entry(
        occurred_at=time_from(row["occurred_at"]),
        recorded_at=time_from(row["recorded_at"]),
        kind=Kind(row["kind"]),
        text=row["text"],
        author=_person_from(row, "author"),
        source=Source(row["source"]),
        captured_by=_person_or_none(row, "captured_by"),
        channel=row["channel"],
        message_ts=row["message_ts"],
        permalink=row["permalink"],
        pending=bool(row["pending"]),
        id=row["id"],
    )


def update_values(update: Update) -> dict[str, Value]:
    by = _person_values("by", update.by)
    return {"number": update.number, "text": update.text, **by, "at": time_text(update.at)}


def update_from(row: SqliteRow) -> Update:
    return Update(row["number"], row["text"], _person_from(row, "by"), time_from(row["at"]))


def record_values(record: Record) -> dict[str, Value]:
    by = _person_values("by", record.by)
    return {"kind": record.kind.value, "text": record.text, **by, "at": time_text(record.at)}


def record_from(row: SqliteRow) -> Record:
    return Record(RecordKind(row["kind"]), row["text"], _person_from(row, "by"), time_from(row["at"]))


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
    )


def outbox_row_from(row: SqliteRow) -> Row:
    return Row(
        team=row["team"],
        incident=row["incident"] or 0,
        key=row["key"],
        step=Step(row["step"]),
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


def effect_values(effect: Effect) -> dict[str, Value]:
    return {
        "step": effect.step.value,
        "payload": json_text(effect.payload),
        "lane": effect.lane,
        "needs": json_text(effect.needs),
        "importance": effect.importance,
    }


def person_from(row: SqliteRow) -> Person:
    return Person(row["id"], row["name"], row["tz"])


def _person_values(column: str, person: Person | None) -> dict[str, Value]:
    return {f"{column}_{part}": getattr(person, part, None) for part in ("id", "name", "tz")}


def _person_from(row: SqliteRow, column: str) -> Person:
    return Person(row[f"{column}_id"], row[f"{column}_name"], row[f"{column}_tz"])


def _person_or_none(row: SqliteRow, column: str) -> Person | None:
    return None if row[f"{column}_id"] is None else _person_from(row, column)


def _time_or_none(at: datetime | None) -> str | None:
    return None if at is None else time_text(at)


def _time_from_or_none(text: str | None) -> datetime | None:
    return None if text is None else time_from(text)


def _texts_from(text: str) -> tuple[str, ...]:
    return tuple(json.loads(text))
