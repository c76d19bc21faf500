"""PagerDuty's log entries: what happened to one incident or several, newest first; also alerts or notes, with the
incident beside them where a script saved all of it, and its older webhooks.

Source: github.com/PagerDuty/api-schema, reference/REST (LogEntry and its kinds, Alert, IncidentNote: a note has neither
a type nor its incident), and the overview of V2 webhooks in github.com/PagerDuty/developer-docs. `agent` is who did it,
a person or a service; the text of a note and the subject of an alert are in `channel`.
"""

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Final

from bot.analysis.input.json_values import at, event, filled, first, in_order, people, rows, table, text, word
from bot.analysis.input.tables import Notes
from bot.analysis.input.vendors.incidents.pagerduty import actor_of, fields_of, name_in, person_in
from bot.json_types import Json

Entry = Mapping[str, Json]

_KIND: Final = "_log_entry"
_FIRST: Final = 100  # entries of a list that tell what it is
_SOURCES: Final = {
    "detected_at": "trigger_log_entry",
    "acknowledged_at": "acknowledge_log_entry",
    "resolved_at": "resolve_log_entry",
}
_TYPES: Final[Mapping[str, str]] = {
    **dict.fromkeys(("trigger",), "detection"),
    **dict.fromkeys(("acknowledge", "assign", "snooze", "urgency_change", "priority_change"), "triage"),
    **dict.fromkeys(
        ("delegate", "escalate", "notify", "repeat_escalation_path", "exhaust_escalation_path"), "escalation"
    ),
    **dict.fromkeys(("resolve",), "resolution"),
}


def recognizes(value: Json) -> bool:
    return any(_kind(entry) for entry in _entries(value[:_FIRST] if isinstance(value, list) else value))


def _entries(value: Json) -> Sequence[Entry]:
    if isinstance(value, list):
        return rows([*value])
    messages = [entry for message in rows(value, "messages") for entry in rows(message, "log_entries")]
    return [*(rows(value, "log_entries") or messages or rows([at(value, "log_entry")])), *_notes(value)]


def _notes(value: Json) -> Sequence[Entry]:
    """Returns notes, or the alerts of an incident, as log entries."""
    alerts = [each for each in rows(value, "alerts") or rows([at(value, "alert")]) if "alert_key" in each]
    notes = [each for each in rows(value, "notes") if "content" in each and "user" in each]
    return [
        *({**each, "type": f"trigger{_KIND}", "channel": table(each, "body")} for each in alerts),
        *({**each, "type": f"annotate{_KIND}", "agent": each["user"], "note": each["content"]} for each in notes),
    ]


def _kind(entry: Entry) -> str:
    kind = word(entry, "type")
    return kind.removesuffix("_reference").removesuffix(_KIND) if _KIND in kind else ""


def read(value: Json, _notes: Notes) -> Sequence[Entry]:
    incidents: dict[str, list[Entry]] = {}
    beside = table(value, "incident")
    for entry in sorted(_entries(value), key=lambda entry: word(entry, "created_at")):
        incidents.setdefault(first(word(entry, "incident", "id"), word(beside, "id")), []).append(entry)
    return [_incident(entries, beside if key == word(beside, "id") else {}) for key, entries in incidents.items()]


def _incident(entries: Sequence[Entry], beside: Entry) -> Entry:
    told = fields_of(beside)
    for incident, _ in groupby(table(entry, "incident") for entry in entries):
        told |= fields_of(incident)
    begun = {_kind(entry): entry.get("created_at") for entry in reversed(entries)}
    ended = {_kind(entry): entry.get("created_at") for entry in entries}
    subject = next((_said(entry) for entry in entries if _kind(entry) == "trigger"), "")
    named = [(word(each, "name"), word(each, "role")) for each in rows(told, "participants")]
    services = dict.fromkeys(filter(None, (name_in(at(entry, "service")) for entry in entries)))
    return filled(
        {
            **told,
            "title": told.get("title") or subject,
            "status": told.get("status") or ("resolved" if _kind(entries[-1]) == "resolve" else ""),
            "priority": told.get("priority") or first(*(word(entry, "severity") for entry in entries)),
            "services": list(services) or told.get("services"),
            "detected_at": begun.get("trigger") or told.get("detected_at"),
            "acknowledged_at": begun.get("acknowledge"),
            "resolved_at": ended.get("resolve") or told.get("resolved_at"),
            "participants": people(*named, *((person_in(at(entry, "agent")), "") for entry in entries)),
            "source_fields": _SOURCES,
            "log_entries": in_order(map(_event, entries)),
        }
    )


def _event(entry: Entry) -> Entry:
    kind, summary, said = _kind(entry), word(entry, "summary"), _said(entry)
    whole = f"{summary.rstrip('.')}: {said}" if summary and said and kind != "annotate" else said or summary
    plain = kind.replace("_", " ").capitalize()
    return event(entry.get("created_at"), whole or plain, _TYPES.get(kind, ""), actor_of(at(entry, "agent")))


def _said(entry: Entry) -> str:
    channel = table(entry, "channel")
    note = first(text(entry, "note"), text(channel, "note"))
    if _kind(entry) not in ("annotate", "trigger"):
        return note
    found = first(*(text(channel, key) for key in ("content", "summary", "subject", "description")))
    return first(note, found, text(entry, "event_details", "description"))
